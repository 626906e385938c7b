"""Reads a plain text: paragraphs put together again, tables recognised, scraps of pictures apart.

Text that converters made of a document is full of marks of where it came from: lines broken at a
page's width, cells on lines of their own, what a recogniser took the letters of a chart for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mingzhang.docmodel.source import (
    SourceBlock,
    SourceDocument,
    SourceParagraph,
    Span,
    Unread,
)
from mingzhang.documents.readers.encoding import Decoded, decode
from mingzhang.documents.readers.lines import (
    BLANKS,
    Line,
    flow,
    is_caption,
    is_folio,
    is_image,
    lines_of,
    unspread,
)
from mingzhang.documents.readers.typed.bar_tables import find_bars
from mingzhang.documents.readers.typed.grid import Found
from mingzhang.documents.readers.typed.paragraphs import Shape, runs_on, shape_of
from mingzhang.documents.readers.typed.space_tables import find_spaces
from mingzhang.documents.readers.typed.tab_tables import find_tabs
from mingzhang.kernel.regex import lazy_regex

_HEADING = lazy_regex(r"(#{1,6})[ \t\u3000]+(?=\S)")
_STRONG = lazy_regex(r"\*\*(?=\S)([^*]+?)(?<=\S)\*\*")
_SCRAP = lazy_regex(r"[ -~·—–…°]*")
_MOST_SCRAP = 80  # characters; a longer line is writing
_MOST_WORDS = 8


def read_text(data: bytes, name: str) -> SourceDocument:
    """Return a text file as a document; raise `Unreadable` where it is no text.

    `level` is given only where a line begins with Markdown's `#`; `style` only where the form is
    certain: "caption" (“图1：…”), "scrap" (a picture's mark and what was recognised in it).
    """
    decoded = decode(data)
    lines = lines_of(decoded.text)
    tables = find_tables(decoded.text, lines)
    blocks = tuple(_blocks(decoded.text, lines, tables))
    return document(name, "txt", decoded, blocks, lines)


def document(
    name: str, kind: str, decoded: Decoded, blocks: tuple[SourceBlock, ...], lines: Sequence[Line]
) -> SourceDocument:
    """Return the document that blocks make, with its pictures listed as unread."""
    unread = tuple(
        Unread("图片，其中的文字和数字未读", line.body.start)
        for line in lines
        if is_image(line.words)
    )
    return SourceDocument(name, kind, decoded.text, blocks, decoded.pages, unread)


def find_tables(text: str, lines: Sequence[Line]) -> list[Found]:
    """Return the typed tables of a text in order."""
    found: list[Found] = []
    number = 0
    while number < len(lines):
        for find in (find_bars, find_tabs, find_spaces):
            judged = find(text, lines, number)
            if judged is not None:
                number = judged[0]
                found.extend(judged[1])
                break
        else:
            number += 1
    return found


def running(lines: Sequence[Line], tables: Sequence[Found]) -> list[Line]:
    """Return the lines that are in no table."""
    left: list[Line] = []
    begin = 0
    for table in tables:
        left.extend(lines[begin : table.first])
        begin = table.end
    return [*left, *lines[begin:]]


def heading(text: str, line: Line) -> SourceParagraph | None:
    """Return the heading that a line with Markdown's `#` is; None for any other line."""
    found = _HEADING.match(line.words)
    if found is None:
        return None
    words = line.words[found.end() :]
    opened = words.rstrip("#")
    if opened.endswith((" ", "\t")):  # closed by the same sign, which says nothing
        words = opened.rstrip(BLANKS)
    if not words.strip("#" + BLANKS):
        return None
    begin = line.body.start + found.end()
    pieces = unmarked(text, Span(begin, begin + len(words)))
    return SourceParagraph(flow(text, pieces), level=len(found[1]))


def unmarked(text: str, span: Span) -> list[Span]:
    """Return a span in pieces without the pairs of `**` that Markdown puts around strong words."""
    pieces, begin = [], span.start
    for found in _STRONG.finditer(text, span.start, span.end):
        pieces += [Span(begin, found.start()), Span(*found.span(1))]
        begin = found.end()
    pieces.append(Span(begin, span.end))
    return [piece for piece in pieces if piece.start < piece.end]


@dataclass(frozen=True, slots=True)
class _Reading:
    text: str
    lines: Sequence[Line]
    shape: Shape


def _blocks(text: str, lines: Sequence[Line], tables: Sequence[Found]) -> Iterator[SourceBlock]:
    shape = shape_of(running(lines, tables))
    begin = 0
    for found in tables:
        yield from _paragraphs(_Reading(text, lines[begin : found.first], shape))
        yield found.table
        begin = found.end
    yield from _paragraphs(_Reading(text, lines[begin:], shape))


def _paragraphs(reading: _Reading) -> Iterator[SourceParagraph]:
    lines, number, scraps = reading.lines, 0, False
    while number < len(lines):
        line = lines[number]
        scraps = is_image(line.words) or (scraps and is_scrap(line.words))
        if line.blank:
            number += 1
        elif scraps:
            yield SourceParagraph(flow(reading.text, [line.body]), style="scrap")
            number += 1
        elif titled := heading(reading.text, line):
            yield titled
            number += 1
        else:
            end, joined, folios = joined_lines(reading.text, lines, number, reading.shape)
            spans = [piece for each in joined for piece in unspread(reading.text, each)]
            yield SourceParagraph(flow(reading.text, spans), style=_style(reading.text, line))
            for each in folios:
                yield SourceParagraph(flow(reading.text, [each.body]), style="footer")
            number = end


def _style(text: str, line: Line) -> str:
    if is_caption(line.words):
        return "caption"
    return "footer" if is_folio(text, line, begins=False) else ""


def joined_lines(
    text: str, lines: Sequence[Line], first: int, shape: Shape
) -> tuple[int, list[Line], list[Line]]:
    """Return the lines of the paragraph that begins at `first`, and the numbers of pages in it.

    Before them comes the number of the line after all of these.
    """
    joined, blanks, end = [lines[first]], 0, first + 1
    folios: list[Line] = []
    passed: list[Line] = []
    if is_folio(text, lines[first], begins=False):
        return end, joined, folios
    for number in range(first + 1, len(lines)):
        after = lines[number]
        if after.blank:
            blanks += 1
        elif is_folio(text, after, begins=False) and not passed:
            passed.append(after)
            blanks = 0
        elif runs_on(joined[-1], after, blanks, shape, paged=bool(passed)):
            joined.append(after)
            folios += passed
            blanks, end, passed = 0, number + 1, []
        else:
            break
    return end, joined, folios


def is_scrap(words: str) -> bool:
    """Tell whether a line below a picture may be its letters: digits, signs and a few words."""
    return (
        len(words) <= _MOST_SCRAP
        and len(words.split()) <= _MOST_WORDS
        and _SCRAP.fullmatch(words) is not None
    )
