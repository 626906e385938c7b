"""The lines of a text and the typography by which a reader tells what a line is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from mingzhang.docmodel.source import Flow, Span
from mingzhang.documents.readers.encoding import INVISIBLE, LINE_BREAK, PAGE_BREAK
from mingzhang.kernel.regex import lazy_regex

BLANKS = " \t\n\u3000\xa0" + PAGE_BREAK + LINE_BREAK + INVISIBLE
"""What counts as white space at the ends of a piece."""

_CN = "一二三四五六七八九十百零〇"
_START = lazy_regex(
    rf"""第[{_CN}\d]{{1,4}}(?:部分|章|节|条|篇)      # parts and chapters
    | [{_CN}]{{1,3}}[、.．]                          # 一、
    | [（(][{_CN}]{{1,3}}[）)]                       # （一）
    | [（(]\d{{1,2}}[）)] | \d{{1,2}}[）)]           # （1） and 1）
    | \d{{1,2}}、 | \d{{1,2}}[.．](?!\d)             # 1、 and 1. but not 1.5
    | [①-⑳⑴-⒇⒈-⒛㈠-㈩●•◆■□▪★※]
    | [-*+]\s | \#{{1,6}}\s
    | 附[件表录](?:[\s\d：:{_CN}]|$)
    | [（(]?注\d?[：:] | [（(]?[图表]\s*\d+[：:\s]
    | \[image | !\[ | \[[^\]]*\]$ | (?:目\s*录|前\s*言)$""",
    re.VERBOSE,
)
_CHAPTER = lazy_regex(
    rf"第[{_CN}\d]{{1,4}}(?:部分|章|节)|[{_CN}]{{1,3}}、|[（(][{_CN}]{{1,3}}[）)]|附[件表]\d*(?:[：:]|$)"
)
_ITEM = lazy_regex(r"\d{1,2}(?:、|[.．](?!\d))|[（(]\d{1,2}[）)]|[①-⑳⑴-⒇]")
_CAPTION = lazy_regex(r"([（(]?)[图表]\s*\d{1,3}\s*[：:][^。；;]{1,60}$")
_IMAGE = lazy_regex(r"\[(?:image|图片)[^\]]*\]|!\[[^\]]*\]\(")
_FOLIO = lazy_regex(
    r"[-—–·]{1,2}\s?\d{1,3}\s?[-—–·]{1,2}|第\s?\d{1,3}\s?页(?:[\s/，,]{0,3}共?\s?\d{1,3}\s?页)?"
)
_BARE_FOLIO = lazy_regex(r"\d{1,3}")
_ENDS_PAGE = lazy_regex(r"[ \t\n\u3000]{0,400}\f")
_WIDE = "\u2014\u2018-\u201d\u2026\u3001-\u3017\u3400-\u9fff\uff01-\uff5e"
_SPREAD = lazy_regex(rf"(?:(?<![^\s])[{_WIDE}] ){{4}}")
_BETWEEN = lazy_regex(rf"(?<=[{_WIDE}]) (?=[{_WIDE}])")
_VISIBLE = lazy_regex(f"[^{INVISIBLE}]+")
_CLOSING_QUOTES = "”’\"'）)》」』】]"
_TERMINAL = tuple("。！？；：!?;:…")


@dataclass(frozen=True, slots=True)
class Line:
    """A line: where it stands with and without the white space around it, and its words.

    `indent` is in columns: a Chinese character takes two, another one.
    """

    raw: Span
    body: Span
    words: str
    indent: int

    @property
    def blank(self) -> bool:
        """Tell whether nothing can be seen on the line."""
        return not self.words


def lines_of(text: str) -> list[Line]:
    """Return all lines of a decoded text; a page and whatever else breaks a line begins one."""
    found, start = [], 0
    for raw in text.replace(PAGE_BREAK, "\n").replace(LINE_BREAK, "\n").split("\n"):
        led = raw.lstrip(BLANKS)
        words = led.rstrip(BLANKS)
        first = start + len(raw) - len(led)
        lead = columns(raw[: len(raw) - len(led)].expandtabs(4)) if words else 0
        body = Span(first, first + len(words))
        found.append(Line(Span(start, start + len(raw)), body, words, lead))
        start += len(raw) + 1
    return found


@cache
def _width(char: str) -> int:
    if char in INVISIBLE:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1


def columns(text: str) -> int:
    """Return how many columns of a typed page a text takes."""
    return len(text) if text.isascii() else sum(map(_width, text))


def offsets(text: str) -> list[int]:
    """Return the column at which each character begins, and at last the one after the end."""
    found, column = [0], 0
    for char in text:
        column += _width(char)
        found.append(column)
    return found


def trimmed(text: str, start: int, end: int) -> Span:
    """Return the span without the white space at its ends."""
    piece = text[start:end]
    led = piece.lstrip(BLANKS)
    return Span(end - len(led), end - len(led) + len(led.rstrip(BLANKS)))


def flow(text: str, spans: list[Span]) -> Flow:
    """Return the spans as one running text, without what cannot be seen."""
    return Flow(tuple(piece for span in spans for piece in _visible(text, span)))


def unspread(text: str, line: Line) -> list[Span]:
    """Return the body of a line without the spaces that set its characters apart to fill it.

    So a converter writes a line that is justified: 本 年 收 入 合 计.
    """
    if _SPREAD.search(line.words) is None:
        return [line.body]
    pieces, begin = [], line.body.start
    for space in _BETWEEN.finditer(text, line.body.start, line.body.end):
        pieces.append(Span(begin, space.start()))
        begin = space.end()
    return [*pieces, Span(begin, line.body.end)]


def closed_up(words: str) -> str:
    """Return words without the spaces that set their characters apart, if these are set apart."""
    return _BETWEEN.sub("", words) if _SPREAD.search(words) else words


def is_folio(text: str, line: Line, *, begins: bool) -> bool:
    """Tell whether a line is the number of its page; `begins`: it is the first one there."""
    if _FOLIO.fullmatch(line.words):
        return True
    if _BARE_FOLIO.fullmatch(line.words) is None:
        return False
    return begins or _ENDS_PAGE.match(text, line.raw.end) is not None


def _visible(text: str, span: Span) -> Iterator[Span]:
    for found in _VISIBLE.finditer(text, span.start, span.end):
        yield Span(*found.span())


def starts_block(words: str) -> bool:
    """Tell whether words at the start of a line begin a heading, an item, a caption or a note."""
    return _START.match(words) is not None


def starts_chapter(words: str) -> bool:
    """Tell whether words begin with the number of a heading, not of an item in a list."""
    return _CHAPTER.match(words) is not None


def starts_item(words: str) -> bool:
    """Tell whether words begin with the number of an item."""
    return _ITEM.match(words) is not None


def is_caption(words: str) -> bool:
    """Tell whether a line is surely the caption of a figure or table: “图1：…” and nothing more."""
    found = _CAPTION.match(words)
    return found is not None and (not found[1] or words[-1] in "）)")


def is_image(words: str) -> bool:
    """Tell whether a line begins with the mark that converters leave for a picture."""
    return _IMAGE.match(words) is not None


def ends_sentence(words: str) -> bool:
    """Tell whether words end with a mark that ends a sentence or a clause, quotes apart."""
    return words.rstrip(_CLOSING_QUOTES).endswith(_TERMINAL)
