"""The cells of a line that no drawn lines part: words with wide gaps between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mingzhang.documents.readers.pdf.model import Box, TextLine, Word
from mingzhang.kernel.regex import lazy_regex

_GAP = 0.7  # of the size of a character; what stands nearer is words of one cell
_FIGURE = lazy_regex(r"[-−+(（]?\d[\d,.]*[)）%％]?|[-—–]{1,4}")
_AMOUNT = lazy_regex(r"[-−]?\d{1,3}(?:,\d{3})*(?:\.\d+)?|[-−]?\d+\.\d+")
# Two columns that stand close: an amount with the item of the other side, or with another amount.
_GLUED = lazy_regex(
    r"(?:(?<=,\d{3})|(?<=\.\d\d))(?=[一二三四五六七八九十]{1,3}、)"
    r"|(?<=\d\.\d\d)(?=\d{1,3}(?:,\d{3})+\.\d\d$|\d+\.\d\d$)"
)

Cell = list[Word]
"""Words of one line that no wide gap parts."""


def cells_of(line: TextLine) -> list[Cell]:
    """Return the words of a line, parted at its wide gaps."""
    found: list[Cell] = []
    for word in line.words:
        if (glued := _GLUED.search(word.text)) and len(word.text) == len(word.chars):
            found.extend([part] for part in _parts(word, glued.start()))
        elif found and _goes_on(found[-1][-1], word):
            found[-1].append(word)
        else:
            found.append([word])
    return found


def _goes_on(word: Word, after: Word) -> bool:
    """Tell whether a word is of one cell with the word before it; any gap ends an amount."""
    near = after.box.left - word.box.right < _GAP * after.chars[0].size
    return near and _AMOUNT.fullmatch(word.text) is None


def _parts(word: Word, at: int) -> list[Word]:
    """Return a word in two."""
    halves = (word.chars[:at], word.chars[at:])
    return [Word(chars, around(char.box for char in chars)) for chars in halves]


def is_figure(cell: Sequence[Word]) -> bool:
    """Tell whether a cell holds a figure alone, or the dash that stands for none."""
    return _FIGURE.fullmatch("".join(word.text for word in cell)) is not None


def around(boxes: Iterable[Box]) -> Box:
    """Return the box of boxes, of which there is one at least."""
    left, top, right, bottom = zip(*boxes, strict=True)
    return Box(min(left), min(top), max(right), max(bottom))


def line_of(words: Sequence[Word]) -> TextLine:
    """Return words of one line as a line of their own."""
    return TextLine(tuple(words), around(word.box for word in words))
