"""Between which margins the lines of a page run, told by the lines themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median_high

from mingzhang.documents.readers.lines import ends_sentence
from mingzhang.documents.readers.pdf.typeset import Line, Page

_LONG = 0.5  # of the page, for a line that tells of a margin
_LEAST = 3  # lines that end at one margin
_SHARE = 0.05  # likewise, of the long ones
_NEAR = 1.2  # sizes within which lines end at one margin
_SLACK = 0.6  # sizes
_INDENT = 1.2  # sizes by which a paragraph's first line is set in, at least
_FLUSH = 0.8  # sizes within which a line begins at the margin
_STYLE = 0.6  # share of paragraphs
_PITCH = 1.7  # of the usual distance between two lines of a paragraph
_SPACED = 1.25  # likewise, for lines of two paragraphs with space between


@dataclass(frozen=True, slots=True)
class Margins:
    """Where lines begin and end; 0 where nothing tells.

    `pitches` is how far apart lines of a paragraph are, by their size in whole points: notes stand
    closer than the text above them. Under 0 is that of all lines, for sizes that are rare.
    """

    left: float
    right: float
    pitches: Mapping[int, float] = field(default_factory=dict)

    def pitch(self, line: Line) -> float:
        """Return how far the next line of a paragraph is from a line; 0 where nothing tells."""
        return self.pitches.get(round(line.size)) or self.pitches.get(0, 0.0)

    def full(self, line: Line, after: Line) -> bool:
        """Tell whether the next line's first word would not have fitted on the line."""
        return self.right > 0 and line.box.right + after.first > self.right - _SLACK * line.size

    def flush(self, line: Line) -> bool:
        """Tell whether a line begins at the left margin."""
        return line.box.left - self.left < _FLUSH * line.size

    def indented(self, line: Line) -> bool:
        """Tell whether a line begins as the first one of a paragraph does."""
        return line.box.left - self.left > _INDENT * line.size

    def next_to(self, line: Line, after: Line, style: Style) -> bool:
        """Tell whether no more space lies between two lines than within a paragraph."""
        most = _SPACED if style.spaced else _PITCH
        pitch = self.pitch(line)
        return not pitch or after.box.middle - line.box.middle <= most * pitch


@dataclass(frozen=True, slots=True)
class Style:
    """How paragraphs are told apart: by their first lines set in, by space between them."""

    indented: bool
    spaced: bool


def margins_of(pages: Sequence[Page]) -> list[Margins]:
    """Return the margins of each page: its own, or those of pages of its size."""
    groups: dict[tuple[int, int], list[Page]] = defaultdict(list)
    for page in pages:
        groups[_format(page)].append(page)
    shared = {size: _measured(group) for size, group in groups.items()}
    return [_own(page, shared[_format(page)]) for page in pages]


def _format(page: Page) -> tuple[int, int]:
    return round(page.width), round(page.height)


def _own(page: Page, shared: Margins) -> Margins:
    own = _measured([page])
    right = own.right or shared.right
    if not right and (long := _long([page])):
        right = max(line.box.right for line in long)
    size = max((line.size for line in page.lines), default=0.0)
    near = shared.left and abs(own.left - shared.left) <= 3 * size
    left = min(own.left, shared.left) if near else own.left
    if not own.left:
        left = shared.left or min((line.box.left for line in page.lines), default=0.0)
    return Margins(left, right, {**shared.pitches, **own.pitches})


def _measured(pages: Sequence[Page]) -> Margins:
    long = _long(pages)
    if not long:
        return Margins(0.0, 0.0)
    least = max(_LEAST, round(len(long) * _SHARE))
    rights = sorted(((line.box.right, line.size) for line in long), reverse=True)
    # The last line of a paragraph, however short, begins at the margin as well.
    lefts = sorted((line.box.left, line.size) for page in pages for line in page.lines)
    right = _agreed([(-place, size) for place, size in rights], least)
    left = _agreed(lefts, least)
    found = Margins(left or 0.0, -right if right else 0.0)
    return replace(found, pitches=_pitches(pages, found))


def _agreed(places: Sequence[tuple[float, float]], least: int) -> float | None:
    """Return the outermost place, of places in order, that so many lines share.

    Marks hang out beyond it in some of them, so it is the middle one of those near by.
    """
    for number, (place, size) in enumerate(places):
        last = number + least - 1
        if last < len(places) and places[last][0] - place <= _NEAR * size:
            near = [each for each, _ in places[number:] if each - place <= _NEAR * size]
            return near[len(near) // 2]
    return None


def _long(pages: Sequence[Page]) -> list[Line]:
    return [
        line
        for page in pages
        for line in page.lines
        if not line.gap and line.box.right - line.box.left >= _LONG * page.width
    ]


def _steps(pages: Sequence[Page]) -> Iterator[tuple[Line, Line, float]]:
    """Yield lines of one size and the next ones with the distance between the two."""
    for page in pages:
        for line, after in pairwise(page.lines):
            step = after.box.middle - line.box.middle
            if abs(line.size - after.size) < 1 and step > 0:
                yield line, after, step


def _pitches(pages: Sequence[Page], margins: Margins) -> dict[int, float]:
    """Return the usual distance between two lines of one paragraph, by size and for all (0)."""
    steps: dict[int, list[float]] = defaultdict(list)
    for line, after, step in _steps(pages):
        if margins.full(line, after) and not ends_sentence(line.text):
            steps[round(line.size)].append(step)
            steps[0].append(step)
    return {size: median_high(own) for size, own in steps.items() if len(own) >= _LEAST}


def style_of(pages: Sequence[Page], margins: Sequence[Margins]) -> Style:
    """Return how the paragraphs of a document are told apart."""
    begun = running = begun_in = running_in = spaced = 0
    for page, own in zip(pages, margins, strict=True):
        for line, after, step in _steps([page]):
            if own.full(line, after):
                running += 1
                running_in += own.flush(after)
            elif after.box.right - after.box.left >= _LONG * page.width:
                begun += 1
                begun_in += own.indented(after)
                spaced += step > _SPACED * own.pitch(line) > 0
    most = begun * _STYLE
    return Style(begun_in > most and running_in > running * _STYLE, spaced > most)
