"""Which lines of pages are one paragraph: judged by where they stand and by marks at their ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mingzhang.documents.readers.lines import ends_sentence, is_caption, is_image, starts_block
from mingzhang.documents.readers.pdf.margins import Margins, Style, margins_of, style_of
from mingzhang.documents.readers.pdf.typeset import Line, Page, TableText
from mingzhang.documents.readers.typed.text import is_scrap
from mingzhang.kernel.regex import lazy_regex

_LEADER = lazy_regex(r"[.．·…•。]{5,}|(?:[.．·…] ){4,}")
_CONTENTS = lazy_regex(r"目\s*[录次]")
_ENTRY = lazy_regex(r".*\S\s+\d{1,3}$")
_RUNS_ON = tuple("，、,（(“‘《「『【—")
_CLOSES = tuple("，。、；：！？）)》”’」』】,;")
_UNIT = lazy_regex(r"[（(]?\s*(?:金额)?\s*单\s*位\s*[:：]")
_MARK = lazy_regex(r"[，。；]")
_OTHER_SIZE = 0.15  # of the size
_BESIDE = 3.0  # points between the tops of tables side by side
_DIGIT_END, _DIGIT_START = lazy_regex(r"\d[.,]?$"), lazy_regex(r"[\d.,]")


@dataclass(slots=True)
class Paragraph:
    """Lines that are one paragraph, each with the number of its page, from 0."""

    lines: list[tuple[int, Line]]
    style: str = ""


Block = Paragraph | tuple[int, TableText]


def blocks_of(pages: Sequence[Page]) -> Iterator[Block]:
    """Yield the paragraphs of all pages and the tables, each with its page, in reading order.

    A sentence that the end of a page cuts runs on, and so does a list; the lines at the edges of
    pages, which come between, follow behind all of the text. Nothing runs on over a table.
    """
    return _Composer(pages).blocks()


@dataclass(slots=True)
class _Composer:
    pages: Sequence[Page]
    margins: list[Margins] = field(init=False)
    style: Style = field(init=False)
    contents: bool = False
    scraps: bool = False
    _open: Paragraph | None = None
    _passed: list[Paragraph] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.margins = margins_of(self.pages)
        self.style = style_of(self.pages, self.margins)

    def blocks(self) -> Iterator[Block]:
        for number, page in enumerate(self.pages):
            self._passed += (Paragraph([(number, line)], "header") for line in page.header)
            for item in _in_order(page):
                if isinstance(item, TableText):
                    yield from self._closed()
                    yield number, item
                else:
                    yield from self._line(number, item)
            self._passed += (Paragraph([(number, line)], "footer") for line in page.footer)
        yield from self._closed()
        yield from self._passed

    def _closed(self) -> Iterator[Paragraph]:
        """Yield the paragraph that was being put together."""
        if self._open is not None:
            yield self._open
            self._open = None

    def _line(self, number: int, line: Line) -> Iterator[Paragraph]:
        style = self._style(line)
        if self._open is not None and not style and not self._open.style:
            before, last = self._open.lines[-1]
            if self._runs_on(before, last, number, line):
                self._open.lines.append((number, line))
                return
        yield from self._closed()
        self._open = Paragraph([(number, line)], style)

    def _style(self, line: Line) -> str:
        text = line.text.strip()
        if _CONTENTS.fullmatch(text):
            self.contents = True
            return ""
        if _LEADER.search(text):
            return "contents"
        if self.contents:
            if line.gap and _ENTRY.fullmatch(text):
                return "contents"
            self.contents = False
        # A text set as a PDF keeps the mark of a picture and the letters read off it.
        self.scraps = is_image(text) or (self.scraps and is_scrap(text))
        if self.scraps:
            return "scrap"
        return "caption" if is_caption(text) else ""

    def _runs_on(self, before: int, line: Line, number: int, after: Line) -> bool:
        """Tell whether a line goes on in the next one, which may stand on the next page."""
        if _stands_alone(line) or _stands_alone(after):
            return False
        if abs(line.size - after.size) > _OTHER_SIZE * max(line.size, after.size):
            return False
        ends, begins = self.margins[before], self.margins[number]
        full, ended = ends.full(line, after), ends_sentence(line.text)
        if before == number and not ends.next_to(line, after, self.style):
            return False
        if starts_block(after.text):
            return full and not ended and begins.flush(after) and _is_prose(line)
        if after.text.startswith(_CLOSES):
            return True
        if not begins.flush(after):
            return full and not ended and _is_prose(line)
        if ended:
            return full and (self.style.indented or (self.style.spaced and before == number))
        # Where paragraphs can be told apart, a line that begins none goes on with the one before.
        told = self.style.indented or (self.style.spaced and before == number)
        return full or line.text.endswith(_RUNS_ON) or (told and _is_prose(line))


def _in_order(page: Page) -> list[Line | TableText]:
    """Return lines and tables from top to bottom, tables side by side from left to right."""
    placed: list[tuple[float, float, Line | TableText]] = []
    top = float("-inf")
    for table in sorted(page.tables, key=lambda each: each.box.top):
        beside = table.box.top - top < _BESIDE
        top = top if beside else table.box.top
        placed.append((top, table.box.left, table))
    placed += ((line.box.middle, line.box.left, line) for line in page.lines)
    return [item for *_, item in sorted(placed, key=lambda each: each[:2])]


def _stands_alone(line: Line) -> bool:
    """Tell whether a line is a caption or a row whose words are set apart."""
    if is_caption(line.text) or _UNIT.match(line.text):
        return True
    return line.gap and not _is_prose(line)


def _is_prose(line: Line) -> bool:
    return _MARK.search(line.text) is not None


def joint(before: str, after: str) -> str:
    """Return what stands between two lines of one paragraph when they are read as one.

    A blank between two Latin words; nothing between Chinese, and within a figure cut in two.
    """
    if not before or not after or not (before[-1].isascii() and after[0].isascii()):
        return ""
    if _DIGIT_END.search(before) and _DIGIT_START.match(after):
        return ""
    return "" if before.endswith(("-", "/", "(")) else " "
