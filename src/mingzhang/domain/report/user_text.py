"""What the office writes itself, reasons and narrative, must take its figures from the facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import partial
from itertools import zip_longest

from mingzhang.domain.book.columns import CellError
from mingzhang.domain.book.model import Book, Line
from mingzhang.domain.book.performance_sheets import EvaluationRow, GoalRow, SelfEvaluationRow
from mingzhang.domain.book.sheets import DisputedRow, NarrativeRow, OverseasGroupRow, ReasonRow
from mingzhang.domain.figures import RATES
from mingzhang.domain.labels import Names, names_of
from mingzhang.domain.references import BadReference, read_key
from mingzhang.domain.report.context import disputed_key, reason_key
from mingzhang.domain.report.edition import Narrative, ReportEdition
from mingzhang.domain.report.formatters import FORMATTERS, OF_A_WHOLE, UNIT_BEHIND, check_unit
from mingzhang.domain.report.placeholders import Holder, bare_quantities, parts_of, stray_braces
from mingzhang.facts.key import FactKey
from mingzhang.kernel.problem import Caution, Place, Problem

#: Texts of the performance sheets that reports print: row type, sheet, field → heading.
_PERFORMANCE: tuple[tuple[type, str, dict[str, str]], ...] = (
    (GoalRow, "绩效目标", {"annual": "年度目标", "medium": "中期目标", "done": "实际完成情况"}),
    (
        SelfEvaluationRow,
        "自评",
        {"conclusion": "自评结论", "problems": "存在问题", "advice": "改进建议"},
    ),
    (EvaluationRow, "评价", {"purpose": "评价目的", "group": "评价组", "method": "评价方法"}),
)

#: Words that a text may use without a formatter.
_WORDS = frozenset({"Y", "Y-1", "entity", "kind"})
_REMEDY = "按用户手册“占位符”一节更正"


def check_user_texts(
    book: Book, edition: ReportEdition, others: Sequence[ReportEdition] = ()
) -> tuple[Problem, ...]:
    """Return every problem of the book's reasons, narrative, groups abroad and doubts.

    A placeholder that names nothing, an unknown formatter or one that the figure or the unit
    behind it does not fit, an amount, rate or count typed by hand, a brace of no placeholder, a
    narrative for a section that neither the edition nor the `others` (of the performance reports)
    have, and what a reason or doubt is about. Texts of the performance sheets may name figures in
    words, for their forms are filled in by hand; their placeholders have to be right.
    """
    problems: list[Problem] = []
    for reason in book.lines(ReasonRow):
        problems += _text(book, edition, Place("原因", reason.number, "原因"), reason.row.text)
    problems += _abouts(book)
    for doubt in book.lines(DisputedRow):
        place = Place("存疑", doubt.number, "维度")
        read = partial(disputed_key, doubt.row, book.whole, book.year)
        problems += _refused(place, doubt.row.dims, read)
    for group in book.lines(OverseasGroupRow):
        for column, text in (("任务", group.row.purpose), ("成果", group.row.result)):
            problems += _typed(Place("团组", group.number, column), text, holders=False)
    for line in book.lines(NarrativeRow):
        problems += _text(book, edition, Place("叙述", line.number, "内容"), line.row.text)
        problems += _section((edition, *others), line)
    for row_type, sheet, fields in _PERFORMANCE:
        told: Iterable[Line[object]] = book.lines(row_type)
        for entry in told:
            for field, heading in fields.items():
                place = Place(sheet, entry.number, heading)
                problems += _holders(book, edition, place, getattr(entry.row, field))
    return tuple(problems)


def _abouts(book: Book) -> Iterator[Problem]:
    """Yield reasons about nothing, and second reasons about one figure."""
    seen: dict[tuple[str, FactKey], int] = {}
    for line in book.lines(ReasonRow):
        place, read = Place("原因", line.number, "维度"), partial(reason_key, line.row, book)
        refused = list(_refused(place, line.row.dims, read))
        yield from refused
        if not refused:
            earlier = seen.setdefault((line.row.about, read()), line.number)
            if earlier != line.number:
                same = f"与第{earlier}行相同的指标和维度"
                yield Problem(place, same, "每项一个原因", "合并为一行")


def _refused(place: Place, written: str, read: Callable[[], object]) -> Iterator[Problem]:
    try:
        read()
    except CellError as wrong:
        yield Problem(place, written, wrong.expected, wrong.remedy)
    except KeyError as wrong:
        yield Problem(place, written, "该指标可用的维度和值", f"检查“{wrong.args[0]}”")


def unprinted_texts(
    book: Book, editions: Sequence[ReportEdition], others: Sequence[ReportEdition]
) -> Iterator[Caution]:
    """Yield the narratives for sections that `others` have, but no report of the year (`editions`).

    A section that none of them has is a problem, see `check_user_texts`.
    """
    elsewhere = set(_sections(others)) - set(_sections(editions))
    for line in book.lines(NarrativeRow):
        if line.row.section in elsewhere:
            said = f"{book.year}年度的报告没有“{line.row.section}”一节，这段文字不会编入"
            yield Caution(Place("叙述", line.number, "章节"), said)


def _sections(editions: Iterable[ReportEdition]) -> list[str]:
    items = (item for e in editions for s in e.sections for item in s.items)
    return list(dict.fromkeys(i.id for i in items if isinstance(i, Narrative)))


def _section(editions: Iterable[ReportEdition], line: Line[NarrativeRow]) -> Iterator[Problem]:
    sections = _sections(editions)
    if line.row.section in sections:
        return
    near = get_close_matches(line.row.section, sections, n=1, cutoff=0.3)
    hint = f"是否为“{near[0]}”？" if near else "改用列出的章节"
    place = Place("叙述", line.number, "章节")
    yield Problem(place, line.row.section, "、".join(sections), hint)


def _typed(place: Place, text: str, *, holders: bool = True) -> Iterator[Problem]:
    """Yield what is typed that should come from the facts; where no placeholder is, none helps."""
    expected = "占位符，例如 {three_public|wan}" if holders else "不含金额、比率和数量的文字"
    for typed in bare_quantities(text):
        yield Problem(place, typed, expected, "金额、比率和数量从账套取数，不直接填写")
    if stray_braces(text) or (not holders and "{" in text):
        remedy = _REMEDY if holders else "此栏不用占位符，数字写入“叙述”表"
        yield Problem(place, text, "成对的花括号" if holders else "不含花括号的文字", remedy)


def _text(book: Book, edition: ReportEdition, place: Place, text: str) -> Iterator[Problem]:
    yield from _typed(place, text)
    yield from _holders(book, edition, place, text)


def _holders(book: Book, edition: ReportEdition, place: Place, text: str) -> Iterator[Problem]:
    """Yield placeholders that name nothing, or whose figure or unit does not fit."""
    parts = parts_of(text)
    for part, after in zip_longest(parts, parts[1:], fillvalue=""):
        if isinstance(part, Holder):
            wrong = _wrong(book, edition, part) or _wrong_unit(part, after)
            if wrong:
                yield Problem(place, part.subject, wrong, _REMEDY)


def _wrong(book: Book, edition: ReportEdition, holder: Holder) -> str:
    if holder.fragment:
        return "{数据|格式}"
    if not holder.formatter:
        return "" if holder.subject in _WORDS else f"{{数据|格式}}或{'、'.join(sorted(_WORDS))}"
    if holder.formatter not in FORMATTERS:
        return f"格式之一：{'、'.join(FORMATTERS)}"
    names = [holder.subject]
    if holder.formatter in OF_A_WHOLE:
        if not holder.arg:
            return f"{{数据|{holder.formatter}:占谁的比}}"
        names.append(holder.arg)
    try:
        keys = [read_key(edition.names.get(n, n), book.whole, book.year) for n in names]
        called = names_of(book)
        check_unit(*_said(holder, keys[0], called), called)
    except BadReference as wrong:
        return str(wrong)
    return ""


def _said(holder: Holder, key: FactKey, names: Names) -> tuple[FactKey, str]:
    """Return the key that a formatter prints, and in which unit, as far as it can be wrong."""
    word = names.unit_of(key)
    if holder.formatter == "own":
        return key, word
    if holder.formatter == "count":
        return key, holder.arg or word
    if holder.formatter in ("wan", "yuan", "last", "budget"):
        return key, UNIT_BEHIND[holder.formatter]
    return key, "%" if key.get("measure") in RATES else word or "元"


def _wrong_unit(holder: Holder, after: object) -> str:
    """Return the unit that belongs behind a figure when another one is typed there."""
    unit = UNIT_BEHIND.get(holder.formatter, "")
    text = after if isinstance(after, str) else ""
    return "" if text.replace("％", "%").startswith(unit) else f"后接“{unit}”"
