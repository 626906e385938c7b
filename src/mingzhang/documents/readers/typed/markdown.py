"""Reads Markdown: as plain text, but its marks are no part of the words.

Headings with `#` or underlined, lists, quotations, fences, strong words and links; tables have bars
as in plain text. What converters write is seldom strict, so the typography of text counts too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mingzhang.docmodel.source import SourceBlock, SourceDocument, SourceParagraph, Span
from mingzhang.documents.readers.encoding import decode
from mingzhang.documents.readers.lines import Line, flow, is_caption, is_image, lines_of
from mingzhang.documents.readers.typed.paragraphs import Shape, runs_on, shape_of
from mingzhang.documents.readers.typed.text import document, find_tables, heading, running, unmarked
from mingzhang.kernel.regex import lazy_regex

_QUOTATION = lazy_regex(r"(?:>\s?)+")
_BULLET = lazy_regex(r"[-*+]\s+(?=\S)")
_FENCE = lazy_regex(r"`{3,}|~{3,}")
_RULE = lazy_regex(r"(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}")
_UNDERLINE = lazy_regex(r"={2,}|-{2,}")
_LINK = lazy_regex(r"(?<!!)\[([^\[\]]*)\]\([^()\s]*\)")


def read_markdown(data: bytes, name: str) -> SourceDocument:
    """Return a Markdown file as a document; raise `Unreadable` where it is no text.

    `level` is that of headings; `style` is "list" for items with a bullet (the bullet is left
    out), "caption" where that is certain, "scrap" for the mark of a picture.
    """
    decoded = decode(data)
    text = decoded.text
    lines = [_unquoted(text, line) for line in lines_of(text)]
    tables = find_tables(text, lines)
    shape = shape_of(running(lines, tables))
    blocks: list[SourceBlock] = []
    begin = 0
    for found in tables:
        blocks += _Reading(text, lines[begin : found.first], shape).paragraphs()
        blocks.append(found.table)
        begin = found.end
    blocks += _Reading(text, lines[begin:], shape).paragraphs()
    return document(name, "md", decoded, tuple(blocks), lines)


def _unquoted(text: str, line: Line) -> Line:
    found = _QUOTATION.match(line.words)
    return _without(text, line, found.end()) if found else line


def _without(text: str, line: Line, count: int) -> Line:
    """Return a line without its first characters, which are marks."""
    words = line.words[count:].lstrip()
    body = Span(line.body.end - len(words), line.body.end)
    return replace(line, body=body, words=body.of(text))


@dataclass(frozen=True, slots=True)
class _Reading:
    text: str
    lines: Sequence[Line]
    shape: Shape

    def paragraphs(self) -> Iterator[SourceParagraph]:
        """Yield the paragraphs of lines without tables."""
        number, fenced = 0, False
        while number < len(self.lines):
            line = self.lines[number]
            if _FENCE.match(line.words):
                fenced = not fenced
                number += 1
            elif line.blank or _RULE.fullmatch(line.words):
                number += 1
            elif fenced:
                yield SourceParagraph(flow(self.text, [line.body]))
                number += 1
            elif titled := heading(self.text, line):
                yield titled
                number += 1
            else:
                number, paragraph = self._paragraph(number)
                yield paragraph

    def _paragraph(self, first: int) -> tuple[int, SourceParagraph]:
        line = self.lines[first]
        bullet = _BULLET.match(line.words)
        begun = _without(self.text, line, bullet.end()) if bullet else line
        end, joined = self._joined(begun, first)
        spans = [piece for each in joined for piece in self._pieces(each.body)]
        if len(joined) == 1 and end < len(self.lines):
            under = self.lines[end]
            if _UNDERLINE.fullmatch(under.words) and not bullet:
                level = 1 if under.words[0] == "=" else 2
                return end + 1, SourceParagraph(flow(self.text, spans), level=level)
        style = "list" if bullet else ""
        if is_image(begun.words):
            style = "scrap"
        elif is_caption(begun.words):
            style = "caption"
        return end, SourceParagraph(flow(self.text, spans), style=style)

    def _joined(self, begun: Line, first: int) -> tuple[int, list[Line]]:
        joined, blanks, end = [begun], 0, first + 1
        for number in range(first + 1, len(self.lines)):
            after = self.lines[number]
            if after.blank:
                blanks += 1
                continue
            if self._ends_text(after) or not runs_on(
                joined[-1], after, blanks, self.shape, soft=not self._hard(joined[-1])
            ):
                break
            joined.append(after)
            blanks, end = 0, number + 1
        return end, joined

    def _ends_text(self, line: Line) -> bool:
        marks = (_FENCE.match(line.words), _RULE.fullmatch(line.words))
        return any(marks) or _UNDERLINE.fullmatch(line.words) is not None

    def _hard(self, line: Line) -> bool:
        """Tell whether a line ends with the two spaces that break a paragraph."""
        return line.raw.of(self.text).endswith("  ")

    def _pieces(self, span: Span) -> list[Span]:
        pieces, begin = [], span.start
        for found in _LINK.finditer(self.text, span.start, span.end):
            pieces += [*unmarked(self.text, Span(begin, found.start())), Span(*found.span(1))]
            begin = found.end()
        return [*pieces, *unmarked(self.text, Span(begin, span.end))]
