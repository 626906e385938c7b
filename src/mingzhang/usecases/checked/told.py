"""Sentences about a result that text and page share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mingzhang.usecases.checked.model import Checked, Evidence, Finding

_PLACES = 3  # named of those that share a reason
_HEADING = 24  # characters of a heading; it only helps to find the place
_INNER = str.maketrans("“”", "‘’")  # quotation marks inside of others


def figures_line(checked: Checked) -> str:
    """Return how many figures were read and how many of them something guards."""
    total = len(checked.figures)
    if not total:
        return "没有读到数字。"
    return f"读到{total}个数，其中{checked.covered}个有别的数可以核对。"


def relations_line(checked: Checked) -> str:
    """Return how the relations came out."""
    told = checked.relations
    if not told.checked:
        return "没有可以核对的算式。"
    rounding = f"（{told.rounding}处有四舍五入的尾差）" if told.rounding else ""
    held = told.held + told.rounding
    return f"核对算式{told.checked}处：成立{held}处{rounding}，不成立{told.violated}处。"


def verdict(checked: Checked) -> str:
    """Return the line of a document without findings; silence about what nothing guards misleads.

    Empty where there are findings.
    """
    if checked.findings:
        return ""
    total, covered = len(checked.figures), checked.covered
    if not covered:
        return "没有发现问题，但也没有数可以核对，不能据此认为没有问题。"
    left = f"有{total - covered}个数没有核对，见后。" if covered < total else ""
    return f"没有发现问题。{left}"


def place_of(evidence: Evidence, *, heading: bool = True) -> str:
    """Return a place for people: 第115行，“七、…”下; 第3页，表2第3行第5列; 工作表“支出”的C5."""
    where = "，".join(_where(evidence))
    above = evidence.heading if heading and evidence.heading not in evidence.quote else ""
    above = "" if above == evidence.sheet else above
    if len(above) > _HEADING:
        above = above[: _HEADING - 1] + "…"
    below = f"，“{above.translate(_INNER)}”下" if above else ""
    document = f"{evidence.document} " if evidence.document else ""
    return f"{document}{where}{below}"


def _where(evidence: Evidence) -> Iterator[str]:
    if evidence.page:
        yield f"第{evidence.page}页"
    if evidence.lined:
        # Lines count through all pages.
        yield f"{'全文' if evidence.page else ''}{line_of(evidence)}"
    elif not evidence.cell and not evidence.page:
        yield line_of(evidence)
    if evidence.cell:
        yield cell_of(evidence)


def line_of(evidence: Evidence) -> str:
    """Return the line of a place for people; of a file without lines what its program shows.

    That is the page, the worksheet, or else the paragraph.
    """
    if evidence.lined:
        return f"第{evidence.line}行"
    if evidence.sheet:
        return f"工作表“{evidence.sheet}”"
    return f"第{evidence.page}页" if evidence.page else f"第{evidence.line}段"


def cell_of(evidence: Evidence) -> str:
    """Return the cell of a place for people: 表2第3行第5列, in a workbook 工作表“支出”的C5.

    It is "" outside of tables.
    """
    if not evidence.cell:
        return ""
    row, _, column = evidence.cell.lstrip("R").partition("C")
    if evidence.sheet:
        return f"工作表“{evidence.sheet}”的{column_name(int(column))}{row}"
    return f"表{evidence.table}第{row}行第{column}列"


def column_name(number: int) -> str:
    """Return a column, counted from 1, as spreadsheets name it."""
    name = ""
    while number:
        number, letter = divmod(number - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def by_line(places: Iterable[Evidence]) -> Iterator[tuple[str, list[Evidence]]]:
    """Yield places with those that stand in the same line or cell together, in order.

    A heading is told once for all that stand under it.
    """
    groups: dict[tuple[str, int, str | None], list[Evidence]] = {}
    for each in places:
        groups.setdefault((each.document, each.line, each.cell), []).append(each)
    told = None
    for members in groups.values():
        first = members[0]
        above = (first.document, first.heading)
        yield place_of(first, heading=above != told), members
        told = above


def sums_of(finding: Finding) -> tuple[str, ...]:
    """Return the sums behind a finding whose message tells none of them."""
    told = any(each in finding.message for each in finding.sums)
    return () if told else finding.sums


def said(evidence: Evidence) -> str:
    """Return a quotation on one line, a beginning in the midst of a clause shown as such."""
    return ("…" if evidence.cut else "") + " ".join(evidence.quote.split())


def name_of(evidence: Evidence) -> str:
    """Return what a cell is called, for its figure alone says nothing; "" of running text."""
    return f"（{evidence.label}）" if evidence.cell and evidence.label else ""


def likely_of(evidence: Evidence) -> str:
    """Return what is said of a place that is likely wrong: ← 疑应为12.19万元; "" of others."""
    return f" ← 疑应为{evidence.likely}" if evidence.likely else ""


def grouped(checked: Checked) -> Iterator[str]:
    """Yield what was not examined, a line for each reason with its first places."""
    for reason, places in reasons(checked):
        yield f"{reason}：{len(places)}处（{first_of(places)}）" if places else reason


def reasons(checked: Checked) -> Iterator[tuple[str, list[Evidence]]]:
    """Yield why something was not examined, each reason once, with its places if it has any."""
    groups: dict[str, list[Evidence]] = {}
    for each in checked.unexamined:
        groups.setdefault(each.reason, []).extend(filter(None, [each.place]))
    yield from groups.items()
    for incident in checked.incidents:
        yield f"检查程序的“{incident.part}”部分出错（{incident.message}），这一部分没有检查", []


def first_of(places: Sequence[Evidence], most: int = _PLACES) -> str:
    """Return the first places by line or cell and figure, and whether there are more."""
    named = "、".join(_short(place) for place in places[:most])
    return f"{named}等" if len(places) > most else named


def _short(place: Evidence) -> str:
    where = cell_of(place) or line_of(place)
    return f"{where}的{place.figure}" if place.figure else where
