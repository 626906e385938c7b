"""What the office writes itself, reasons and narrative, must take its figures from the facts."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from mingzhang.domain.book.model import Book
from mingzhang.domain.book.sheets import NarrativeRow, ReasonRow
from mingzhang.domain.report.context import BadReference, read_key
from mingzhang.domain.report.edition import Narrative, ReportEdition
from mingzhang.domain.report.formatters import FORMATTERS
from mingzhang.domain.report.placeholders import Holder, bare_quantities, parts_of
from mingzhang.kernel.problem import Place, Problem

#: Words that a text may use without a formatter.
_WORDS = frozenset({"Y", "Y-1", "entity", "kind"})


def check_user_texts(book: Book, edition: ReportEdition) -> tuple[Problem, ...]:
    """Return every problem of the book's reasons and narrative.

    A placeholder that names nothing, an unknown formatter, an amount, rate or count typed by
    hand, and a narrative for a section that the edition does not have.
    """
    problems: list[Problem] = []
    for reason in book.lines(ReasonRow):
        problems += _text(book, edition, Place("原因", reason.number, "原因"), reason.row.text)
    sections = _sections(edition)
    for line in book.lines(NarrativeRow):
        place = Place("叙述", line.number, "内容")
        problems += _text(book, edition, place, line.row.text)
        if line.row.section not in sections:
            near = get_close_matches(line.row.section, sections, n=1, cutoff=0.3)
            hint = f"是否为“{near[0]}”？" if near else "改用列出的章节"
            problems.append(
                Problem(Place("叙述", line.number, "章节"), line.row.section, "、".join(sections), hint)
            )
    return tuple(problems)


def _sections(edition: ReportEdition) -> list[str]:
    return [i.id for s in edition.sections for i in s.items if isinstance(i, Narrative)]


def _text(book: Book, edition: ReportEdition, place: Place, text: str) -> Iterator[Problem]:
    for typed in bare_quantities(text):
        yield Problem(
            place, typed, "占位符，例如 {three_public|wan}", "金额、比率和数量从账套取数，不直接填写"
        )
    for part in parts_of(text):
        if isinstance(part, Holder) and (wrong := _wrong(book, edition, part)):
            yield Problem(place, part.subject, wrong, "按用户手册“占位符”一节更正")


def _wrong(book: Book, edition: ReportEdition, holder: Holder) -> str:
    if holder.fragment:
        return "{数据|格式}"
    if not holder.formatter:
        return "" if holder.subject in _WORDS else f"{{数据|格式}}或{'、'.join(sorted(_WORDS))}"
    if holder.formatter not in FORMATTERS:
        return f"格式之一：{'、'.join(FORMATTERS)}"
    for name in filter(None, (holder.subject, holder.arg if "share" in holder.formatter else "")):
        try:
            read_key(edition.names.get(name, name), book.whole, book.year)
        except BadReference as wrong:
            return str(wrong)
    return ""
