"""A page as lines with their places, without their characters: what is kept while others come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from mingzhang.documents.readers.pdf.model import Box, Frame, TextLine
from mingzhang.kernel.regex import lazy_regex

_UNBROKEN = lazy_regex(
    r"[“‘（(《「『【]*(?:[!-'*-~±≥≤]+|.)[，。、；：！？”’）)》」』】…%％,.;:!?]*"
)
_WIDE = 2.0  # sizes; a gap that no writer leaves between words of one sentence


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its text, one blank at each gap, and where it stands.

    `size` is that of most of its characters, `first` the width of what cannot be parted at its
    start, `gap` whether words stand far apart in it. `places` are the boxes of the characters of
    `text` (None for a blank), empty unless the reading keeps them.
    """

    text: str
    box: Box
    size: float
    first: float
    gap: bool
    places: tuple[Box | None, ...] = ()


@dataclass(slots=True)
class TableText:
    """A table of a page: rows and columns, its box, and cells with the lines in them."""

    cells: tuple[CellText, ...]
    rows: int
    columns: int
    box: Box
    kind: str


@dataclass(frozen=True, slots=True)
class CellText:
    """A cell: where it stands in its table and on the page, and its lines."""

    row: int
    column: int
    rowspan: int
    colspan: int
    box: Box
    lines: tuple[Line, ...]


@dataclass(slots=True)
class Page:
    """A page as it is kept: lines outside of tables and tables, each from top to bottom.

    `unread` says what of it cannot be read, in words that follow “第n页”; `header` and `footer`
    are the lines at its edges that are no text of the document.
    """

    frame: Frame
    lines: list[Line] = field(default_factory=list)
    tables: list[TableText] = field(default_factory=list)
    unread: tuple[str, ...] = ()
    header: list[Line] = field(default_factory=list)
    footer: list[Line] = field(default_factory=list)

    @property
    def width(self) -> float:
        """Return its width as seen."""
        return self.frame.size[0]

    @property
    def height(self) -> float:
        """Return its height as seen."""
        return self.frame.size[1]


def kept(line: TextLine, *, places: bool) -> Line:
    """Return a line as it is kept, with the places of its characters if these are wanted."""
    text = line.text
    sizes = Counter(round(char.size, 1) for word in line.words for char in word.chars)
    size = sizes.most_common(1)[0][0]
    gaps = zip(line.words, line.words[1:], strict=False)
    gap = any(after.box.left - word.box.right > _WIDE * size for word, after in gaps)
    boxes = tuple(_places(line)) if places else ()
    return Line(text, line.box, size, _first(line, text), gap, boxes)


def _first(line: TextLine, text: str) -> float:
    found = _UNBROKEN.match(text)
    left = end = line.box.left
    count = found.end() if found else 0
    for char in line.words[0].chars:
        if count <= 0:
            break
        count -= len(char.text)
        end = char.box.right
    return end - left


def _places(line: TextLine) -> Iterator[Box | None]:
    for number, word in enumerate(line.words):
        if number:
            yield None
        for char in word.chars:
            yield from (char.box for _ in char.text)
