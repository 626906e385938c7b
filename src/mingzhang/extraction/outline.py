"""Passages of a document under headings found by sense, and its sentences.

Levels of printed reports do not follow the levels that the file declares (RELATIONS.md, trap 9),
so a heading is told by how its paragraph begins; what the file declares counts where no number
stands. A long paragraph that opens with a number is both: its lead is the heading of what follows.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingzhang.docmodel.source import SourceDocument, SourceParagraph, SourceTable
from mingzhang.extraction.folding import fold
from mingzhang.extraction.passages import Cell, Heading, Passage
from mingzhang.kernel.regex import lazy_regex

_TENS = "一二三四五六七八九十"
_ANNEX = rf"附件[ ]?[0-9{_TENS}]{{0,2}}[ ：:]*$|附件[ ]?[0-9]{{1,2}}[：: ]"
_OPENERS = (
    (1, lazy_regex(rf"[ ]*(?:第[{_TENS}]{{1,3}}[部分章编]{{1,2}}|{_ANNEX})")),
    (2, lazy_regex(rf"[ ]*[{_TENS}]{{1,3}}[、.．]")),
    (3, lazy_regex(rf"[ ]*（[ ]?[{_TENS}]{{1,3}}[ ]?）")),
    (4, lazy_regex(r"[ ]*[0-9]{1,2}[ ]?[.．、](?![0-9])")),
    (5, lazy_regex(r"[ ]*（[ ]?[0-9]{1,2}[ ]?）|[ ]*[0-9]{1,2}）")),
    (6, lazy_regex(r"[ ]*[①-⑳⑴-⒇]")),
)
_TITLE = lazy_regex(
    r"[^，。；：（）]{0,24}(?:预算|决算|相关情况)[^，。；：（）]{0,12}(?:说明|报告)"
)
_LEAD = lazy_regex(r"[^：。；，]{1,60}")
_MARKS = lazy_regex(r"^[#*\s]+|[*\s]+$")
_PROSE = lazy_regex(r"[。；，]")
_SHORT = 40
_NO_HEADINGS = frozenset({"contents", "footer", "footnote", "header", "scrap", "caption"})
_STOPS = lazy_regex(r"[。！？]")


def passages(document: SourceDocument) -> tuple[Passage, ...]:
    """Return every paragraph and cell in reading order, each under its headings."""
    found: list[Passage] = []
    above: list[Heading] = []
    tables = 0
    for block in document.blocks:
        if isinstance(block, SourceParagraph):
            passage = _paragraph(document.text, block, len(found))
            _place(passage, block, above)
            found.append(passage)
        else:
            found.extend(_cells(document.text, block, tables, len(found), tuple(above)))
            tables += 1
    return tuple(found)


def _paragraph(text: str, block: SourceParagraph, place: int) -> Passage:
    own = fold(block.flow.joined(text))
    passage = Passage(place, own, block.flow, block.style, block.number)
    passage.sentences = tuple(_sentences(passage))
    return passage


def _cells(
    text: str, table: SourceTable, number: int, place: int, above: tuple[Heading, ...]
) -> Iterator[Passage]:
    for offset, cell in enumerate(table.cells):
        own = fold(cell.flow.joined(text))
        at = Cell(number, cell.row, cell.column, cell.rowspan, cell.colspan, cell.head)
        passage = Passage(place + offset, own, cell.flow, cell=at, headings=above)
        passage.sentences = tuple(_sentences(passage))
        yield passage


def _place(passage: Passage, block: SourceParagraph, above: list[Heading]) -> None:
    """Give the passage its headings, and let it be one itself."""
    level = _level(passage, block)
    if level:
        while above and above[-1].level >= level:
            above.pop()
        above.append(Heading(level, _lead(passage), passage.place))
        passage.level = level
    elif block.style not in _NO_HEADINGS and _TITLE.fullmatch(passage.text.strip()):
        # A title without a number ends what stood before it, whatever its own level is.
        while above and above[-1].level > 1:
            above.pop()
    passage.headings = tuple(above)


def _level(passage: Passage, block: SourceParagraph) -> int:
    if block.style in _NO_HEADINGS or not passage.text.strip():
        return 0
    numbered = f"{block.number} {passage.text}" if block.number else passage.text
    for level, pattern in _OPENERS:
        if pattern.match(numbered):
            return level
    short = len(passage.text) <= _SHORT and not _PROSE.search(passage.text)
    return min(block.level, 6) if block.level and short else 0


def _lead(passage: Passage) -> str:
    found = _LEAD.match(passage.text.strip())
    return _MARKS.sub("", found[0]) if found else ""


def _sentences(passage: Passage) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a passage: cut after 。！？ outside of brackets."""
    text, start = passage.text, 0
    for stop in _STOPS.finditer(text):
        if not passage.brackets.depth(stop.start()):
            yield start, stop.end()
            start = stop.end()
    if text[start:].strip():
        yield start, len(text)
