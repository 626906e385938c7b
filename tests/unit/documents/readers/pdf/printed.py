"""What the tests of tables on pages share: characters and lines put where a writer puts them."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from mingzhang.documents.readers.pdf.model import Box, Char, DrawnTable, PageContents, Rule

SIZE = 10.0


def wide(text: str, size: float = SIZE) -> float:
    """Return how many points a text takes: a Chinese sign its size, another one half of it."""
    return sum(size / 2 if char.isascii() else size for char in text)


def word(text: str, left: float, top: float, size: float = SIZE) -> list[Char]:
    """Return a word that begins at a place; spaces take room and are no characters."""
    found = []
    for char in text:
        right = left + wide(char, size)
        if char != " ":
            found.append(Char(char, Box(left, top, right, top + size), size))
        left = right
    return found


def ending(text: str, right: float, top: float, size: float = SIZE) -> list[Char]:
    """Return a word that ends at a place."""
    return word(text, right - wide(text, size), top, size)


def page(
    chars: Iterable[Char],
    horizontal: Iterable[Rule] = (),
    vertical: Iterable[Rule] = (),
) -> PageContents:
    """Return a page of the size A4 that holds what is given."""
    return PageContents(595.0, 842.0, list(chars), list(horizontal), list(vertical))


def ruled(xs: Sequence[float], ys: Sequence[float]) -> tuple[list[Rule], list[Rule]]:
    """Return the lines of a grid in one piece each, those across first."""
    return [Rule(y, xs[0], xs[-1]) for y in ys], [Rule(x, ys[0], ys[-1]) for x in xs]


def pieces(rule: Rule, ends: Sequence[float], without: Iterable[int] = ()) -> list[Rule]:
    """Return a line as one piece between each two ends, but not those of the given numbers."""
    left_out = set(without)
    return [
        Rule(rule.at, *ends_of) for n, ends_of in enumerate(pairwise(ends)) if n not in left_out
    ]


def filled(xs: Sequence[float], ys: Sequence[float], rows: Sequence[Sequence[str]]) -> list[Char]:
    """Return the texts of rows, each two points from the left and upper lines of its cell."""
    return [
        char
        for top, row in zip(ys, rows, strict=False)
        for left, text in zip(xs, row, strict=False)
        for char in word(text, left + 2, top + 2)
    ]


def texts(table: DrawnTable) -> list[list[str]]:
    """Return the texts of a table row by row, "" where a place has no cell of its own."""
    found = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        found[cell.row][cell.column] = "".join(line.text for line in cell.lines)
    return found


def spans(table: DrawnTable) -> dict[str, tuple[int, int, int, int]]:
    """Return row, column, rowspan and colspan of the cells with text."""
    return {
        "".join(line.text for line in cell.lines): (
            cell.row,
            cell.column,
            cell.rowspan,
            cell.colspan,
        )
        for cell in table.cells
        if cell.lines
    }


def said(chars: Iterable[Char]) -> str:
    """Return characters as one text."""
    return "".join(char.text for char in chars)
