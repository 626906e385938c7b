"""Lines of a note for a terminal: broken where Chinese and figures may be broken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from mingzhang.kernel.regex import lazy_regex

# A line does not begin with what closes, nor end with what opens.
_CLOSING = frozenset("，。；：！？、）》”’%％,.;:)")
_OPENING = frozenset("（《“‘(")
_WORD = lazy_regex(r"[0-9A-Za-z.,%+\-−]+|.", re.DOTALL)

#: Indent of what follows the first line, and the text with its own indent.
Line = tuple[int, str]


def wrapped(lines: Iterable[Line], width: int) -> Iterator[str]:
    """Yield lines of at most `width` columns, 0 for no bound."""
    for indent, line in lines:
        if not width or columns(line) <= width:
            yield line
        else:
            yield from _broken(line, indent, width)


def _broken(line: str, indent: int, width: int) -> Iterator[str]:
    """Yield a line in pieces; figures and Latin words stay whole, as do marks with their word."""
    row: list[str] = []
    size = 0
    for token in _WORD.findall(line):
        row.append(token)
        size += columns(token)
        if size > width:
            cut = _cut(row)
            yield "".join(row[:cut]).rstrip()
            rest = "".join(row[cut:]).lstrip()
            row = [" " * indent, rest] if rest else [" " * indent]
            size = indent + columns(rest)
    if "".join(row).strip():
        yield "".join(row)


def _cut(row: Sequence[str]) -> int:
    """Return where the next line begins: with the last word, or before what belongs together."""
    at = len(row) - 1
    while at > 1 and (row[at] in _CLOSING or row[at - 1] in _OPENING or row[at].isspace()):
        at -= 1
    return at if at > 1 else max(len(row) - 1, 1)


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if char < "\u0300":
        return 1
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1
