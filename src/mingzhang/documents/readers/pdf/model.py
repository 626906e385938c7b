"""What stands on a page of a PDF, in numbers: characters, drawn lines, pictures.

Places are points, x to the right and y DOWN from the upper left corner of the page as a person sees
it: rotation and crop box are taken out by `page.contents_of`, so nobody after it knows of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle: left, top, right, bottom, with left <= right and top <= bottom."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        """Return the height of its middle."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """Return its middle from left to right."""
        return (self.left + self.right) / 2


Corners = tuple[float, float, float, float]
"""Left, bottom, right, top in the file's own coordinates, where y grows upwards."""


class Frame(NamedTuple):
    """The visible part of a page in user space, and by how many quarters it is turned clockwise.

    Upright coordinates are those of the model: from the upper left corner, y downwards.
    """

    left: float = 0.0
    bottom: float = 0.0
    right: float = 0.0
    top: float = 0.0
    quarters: int = 0

    @property
    def size(self) -> tuple[float, float]:
        """Return width and height as seen."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.quarters % 2 else (width, height)

    def box(self, corners: Corners) -> Box:
        """Return a rectangle of user space as it stands on the upright page."""
        left, bottom, right, top = corners
        match self.quarters % 4:
            case 0:
                return Box(left - self.left, self.top - top, right - self.left, self.top - bottom)
            case 1:
                return Box(
                    bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
                )
            case 2:
                return Box(
                    self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
                )
            case _:
                return Box(self.top - top, self.right - right, self.top - bottom, self.right - left)

    def corners(self, box: Box) -> Corners:
        """Return a box of the upright page in user space: the way back from `box`."""
        match self.quarters % 4:
            case 0:
                return (
                    box.left + self.left,
                    self.top - box.bottom,
                    box.right + self.left,
                    self.top - box.top,
                )
            case 1:
                return (
                    box.top + self.left,
                    box.left + self.bottom,
                    box.bottom + self.left,
                    box.right + self.bottom,
                )
            case 2:
                return (
                    self.right - box.right,
                    box.top + self.bottom,
                    self.right - box.left,
                    box.bottom + self.bottom,
                )
            case _:
                return (
                    self.right - box.bottom,
                    self.top - box.right,
                    self.right - box.top,
                    self.top - box.left,
                )


class Char(NamedTuple):
    """A visible character and where it stands; `text` is one code point, seldom a ligature's few.

    `box` is the loose box: as high as the font's line and as wide as the character's step, so that
    the boxes of a line overlap whatever their ink. `size` is the height of that box.
    """

    text: str
    box: Box
    size: float


class Rule(NamedTuple):
    """A drawn straight line, or a filled bar as thin as one, from `start` to `end` at `at`.

    A horizontal one runs from x `start` to x `end` at y `at`, a vertical one likewise with x and
    y exchanged; `start` <= `end`.
    """

    at: float
    start: float
    end: float


@dataclass(slots=True)
class PageContents:
    """A page: its size, characters in the order of the file, lines, pictures, filled areas.

    What cannot be seen (off the page, under a later opaque area, printed twice at one place) is
    not among the characters. `recognised` tells that they were read off a picture; `fault` says why
    the page gave none, "" where it did; `frame` is the way back to the file's own coordinates.
    """

    width: float
    height: float
    chars: list[Char] = field(default_factory=list)
    horizontal: list[Rule] = field(default_factory=list)
    vertical: list[Rule] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)
    recognised: bool = False
    fault: str = ""
    frame: Frame = field(default_factory=Frame)


class Word(NamedTuple):
    """Characters of one line with no gap between them; `chars` in reading order."""

    chars: tuple[Char, ...]
    box: Box

    @property
    def text(self) -> str:
        """Return its characters."""
        return "".join(each.text for each in self.chars)


class TextLine(NamedTuple):
    """Words that a person reads as one line, from left to right."""

    words: tuple[Word, ...]
    box: Box

    @property
    def text(self) -> str:
        """Return its words with one space where there is a gap."""
        return " ".join(each.text for each in self.words)


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """A cell of a table on a page: its place in the grid, its box and its lines of text."""

    row: int
    column: int
    box: Box
    lines: tuple[TextLine, ...]
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """A table on one page. `kind` is "ruled" (drawn lines) or "aligned" (by its text alone)."""

    cells: tuple[DrawnCell, ...]
    rows: int
    columns: int
    box: Box
    kind: str = "ruled"
