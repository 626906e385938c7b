"""Forms on one project or department: its goals in words, its indicators (自评表, 完成情况表).

The forms of the finance ministry and of the provinces differ in order and columns, but all have
the names of rows before their figures, and a wanted and a reached value of each indicator side by
side. `funds` reads the money of such forms.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from mingzhang.domain.checks.model import Bound, Observation
from mingzhang.extraction.passages import Passage, View, of_view
from mingzhang.extraction.tables.figures import Sort, sort_of
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.wording import any_of

_NAME = lazy_regex(r"项?目名称")
#: No form on a project is without one of these.
_ABOUT = lazy_regex("目名称|指标|目标")
_WANTED = lazy_regex(any_of("target-heads"))
_REACHED = lazy_regex(any_of("actual-heads"))
_WEIGHT = lazy_regex("(?:指标)?(?:分值|权重|标准分值?|满分)(?:（[^）]{0,8}）)?")
_SCORE = lazy_regex("(?:自评|实际)?得分(?:（[^）]{0,8}）)?")
_REASON = lazy_regex("[^，。]{0,12}(?:原因|说明|措施|备注)[^，。]{0,16}")
_SIGN = lazy_regex("指标性质|(?:计算|运算)?符号|指标方向")
_MEASURE = lazy_regex("[度计]量单位|单位")
_TOLD = lazy_regex(
    "(?:年度)?(?:总体)?(?:目标)?(?:实际完成(?:目标|情况)|全年实际完成情况|目标完成情况)"
)
_AIMED = lazy_regex("(?:年度|项目|总体|预期|绩效){0,3}目标")
_BOUNDS = {"≥": Bound.AT_LEAST, ">": Bound.AT_LEAST, "≤": Bound.AT_MOST, "<": Bound.AT_MOST}
_MONITORED = lazy_regex(any_of("monitoring") + "|" + any_of("part-of-year"))
_NOTHING = lazy_regex(r"[无—\-/ ]*")
_BLANKS = lazy_regex(r"\s+")
_TEXT = 20


@dataclass(frozen=True, slots=True, eq=False)
class Indicator:
    """A row: its names from the outermost in, the wanted and the reached value.

    `unit` and `bound` are told in columns of their own in some forms. `weight` and `score` are None
    where the form has none; `explained`: the row gives a reason, or shares its cell with others.
    """

    names: tuple[str, ...]
    wanted: Observation
    reached: Observation
    unit: str = ""
    bound: Bound | None = None
    weight: Observation | None = None
    score: Observation | None = None
    explained: bool = False

    @property
    def name(self) -> str:
        """Return the innermost name."""
        return self.names[-1] if self.names else ""


@dataclass(slots=True, eq=False)
class Form:
    """A table on one project; `lines` are its cells by rows.

    `aimed` and `told` are the cells that tell the goals and what was reached in words.
    `gives_reasons`: it has a column for reasons.
    """

    lines: list[list[Passage]]
    name: str = ""
    aimed: Passage | None = None
    told: Passage | None = None
    indicators: list[Indicator] = field(default_factory=list)
    gives_reasons: bool = False


@of_view
def forms(view: View) -> tuple[Form, ...]:
    """Return the tables that tell of a project, or set wanted values beside reached ones."""
    found = []
    cells = [p for p in view.passages if p.cell is not None]
    for _, group in groupby(cells, key=lambda p: p.cell and p.cell.table):
        table = list(group)
        if not any(_ABOUT.search(cell.text) for cell in table):
            continue
        form = _form(table)
        if _is_monitored(form):
            form.indicators.clear()
        if form.name or form.indicators or form.told:
            found.append(form)
    return tuple(found)


def _is_monitored(form: Form) -> bool:
    """Tell whether a form is of a part of the year: its title or a head says so."""
    texts = [cell.text for line in form.lines[:_TOP] for cell in line]
    heads = [heading.text for heading in form.lines[0][0].headings[-1:]]
    return any(_MONITORED.search(text) for text in (*heads, *texts) if len(text) < _TEXT * 2)


#: Title and heads stand so far up.
_TOP = 12


def words_of(passage: Passage) -> str:
    """Return the text of a cell without blanks."""
    return _BLANKS.sub("", passage.text)


def _form(cells: Sequence[Passage]) -> Form:
    form = Form([list(row) for _, row in groupby(cells, key=lambda p: p.cell and p.cell.row)])
    heads: _Heads | None = None
    texts: dict[int, str] = {}
    for number, line in enumerate(form.lines):
        words = [words_of(cell) for cell in line]
        if not form.name:
            form.name = next((b for a, b in pairwise(words) if _NAME.fullmatch(a)), "")
        _told(form, line, words, texts)
        found = _heads(line, words) if len(line) > _LEAST else None
        if found is not None:
            heads = found
            form.gives_reasons = form.gives_reasons or heads.reason is not None
        elif heads is not None:
            form.indicators.extend(_indicator(form.lines, number, heads))
    return form


#: Beside the two values a row has a name.
_LEAST = 2


def _told(form: Form, line: Sequence[Passage], words: Sequence[str], texts: dict[int, str]) -> None:
    """Note the cells of sentences under the heads for goals and for what was reached."""
    for cell, text in zip(line, words, strict=True):
        if len(text) < _TEXT and "目标" not in text and "完成" not in text:
            continue
        column = _column(cell)
        if len(text) >= _TEXT:
            if texts.get(column) == "told" and form.told is None:
                form.told = cell
            elif texts.get(column) == "aimed" and form.aimed is None:
                form.aimed = cell
        elif _TOLD.fullmatch(text):
            texts[column] = "told"
        elif _AIMED.fullmatch(text):
            texts[column] = "aimed"


def _column(cell: Passage) -> int:
    return cell.cell.column if cell.cell is not None else -1


@dataclass(frozen=True, slots=True)
class _Heads:
    """Columns by what stands in them."""

    wanted: int
    reached: int
    weight: int | None = None
    score: int | None = None
    reason: int | None = None
    sign: int | None = None
    measure: int | None = None


_COLUMNS = (
    ("reached", _REACHED), ("wanted", _WANTED), ("weight", _WEIGHT), ("score", _SCORE),
    ("reason", _REASON), ("sign", _SIGN), ("measure", _MEASURE),
)  # fmt: skip


def _heads(line: Sequence[Passage], words: Sequence[str]) -> _Heads | None:
    if not any("值" in text or "目标" in text for text in words):
        return None
    found: dict[str, int] = {}
    for cell, text in zip(line, words, strict=True):
        for name, pattern in _COLUMNS:
            if name not in found and pattern.fullmatch(text):
                found[name] = _column(cell)
                break
    return _Heads(**found) if "wanted" in found and "reached" in found else None


def _indicator(
    lines: Sequence[Sequence[Passage]], number: int, heads: _Heads
) -> Iterator[Indicator]:
    line = lines[number]
    wanted, reached = (_figure(_at(line, column)) for column in (heads.wanted, heads.reached))
    if wanted is None or reached is None:
        return
    sign = _text(line, heads.sign)
    reason = _at(line, heads.reason)
    yield Indicator(
        _names(lines, number, heads),
        wanted,
        reached,
        _text(line, heads.measure),
        _BOUNDS.get(sign),
        _figure(_at(line, heads.weight)),
        _figure(_at(line, heads.score)),
        heads.reason is not None and (reason is None or not _NOTHING.fullmatch(reason.text)),
    )


def _at(line: Sequence[Passage], column: int | None) -> Passage | None:
    if column is None:
        return None
    for each in line:
        assert each.cell is not None  # noqa: S101 - as above
        if each.cell.column <= column < each.cell.column + each.cell.colspan:
            return each
    return None


def _text(line: Sequence[Passage], column: int | None) -> str:
    found = _at(line, column)
    return words_of(found) if found is not None else ""


def _figure(cell: Passage | None) -> Observation | None:
    """Return the only figure of a cell that holds nothing else."""
    if cell is None or len(cell.observations) != 1:
        return None
    return cell.observations[0] if sort_of(cell.text)[0] is Sort.FIGURE else None


def _names(lines: Sequence[Sequence[Passage]], number: int, heads: _Heads) -> tuple[str, ...]:
    """Return the names of a row, those that hang in from rows above among them."""
    found: dict[int, str] = {}
    for line in lines[max(0, number - _HANGING) : number + 1]:
        for each in line:
            cell = each.cell
            assert cell is not None  # noqa: S101 - as above
            hangs = cell.row <= _row(lines[number]) < cell.row + cell.rowspan
            inside = cell.column < min(heads.wanted, heads.reached)
            apart = cell.column not in (heads.sign, heads.measure, heads.weight)
            if hangs and inside and apart and words_of(each):
                found[cell.column] = words_of(each)
    return tuple(found[column] for column in sorted(found))


_HANGING = 40


def _row(line: Sequence[Passage]) -> int:
    cell = line[0].cell
    return cell.row if cell is not None else -1
