"""Reads code and name pairs from the ruled tables of a PDF, by the rules drawn on the page."""

import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

#: A path thinner than this, in points, is a rule; a shorter one is no border of a cell.
THICK, SHORT = 2.5, 4.0
_CODE = re.compile(r"\d{3}|\d{5}|\d{7}")
_HAN = re.compile(r"[\u4e00-\u9fff]")

Span = tuple[float, float, float]


def pairs(path: Path) -> Iterator[tuple[int, str, str]]:
    """Yield page number, code and name for every row that prints both."""
    with pypdfium2.PdfDocument(path) as document:
        for number in range(len(document)):
            for cells in _rows(document[number]):
                for code, name in _pairs_of(cells):
                    yield number + 1, code, name


def _pairs_of(cells: list[str]) -> Iterator[tuple[str, str]]:
    """Codes stand in one cell (2010601) or in three (201, 06, 01); the name in the next one."""
    at = 0
    while at < len(cells):
        code = cells[at]
        at += 1
        if not _CODE.fullmatch(code):
            continue
        while len(code) < 7 and at < len(cells) and re.fullmatch(r"\d\d", cells[at]):
            code += cells[at]
            at += 1
        if at < len(cells) and _HAN.search(cells[at]):
            yield code, cells[at]


def _rows(page: pypdfium2.PdfPage) -> Iterator[list[str]]:
    """Yield the texts of the cells, row by row; empty cells are left out."""
    across, down = _rules(page)
    cells: dict[tuple[float, int], str] = defaultdict(str)
    for text, x, y in _characters(page):
        tops = sorted({rule for rule, left, right in across if left - THICK <= x <= right + THICK})
        row = bisect(tops, y)
        if not 0 < row < len(tops):
            continue
        column = bisect(
            sorted({rule for rule, low, high in down if low - THICK <= y <= high + THICK}), x
        )
        key = (-round(tops[row]), column)
        cells[key] += text
    for _, keys in groupby(sorted(cells), key=lambda key: key[0]):
        yield [cells[key] for key in keys]


def _rules(page: pypdfium2.PdfPage) -> tuple[list[Span], list[Span]]:
    """Return the horizontal rules (y, left, right) and the vertical ones (x, low, high)."""
    across: list[Span] = []
    down: list[Span] = []
    for each in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
        left, low, right, high = each.get_bounds()
        wide, tall = right - left, high - low
        if tall < THICK and wide > SHORT:
            across.append(((low + high) / 2, left, right))
        elif wide < THICK and tall > SHORT:
            down.append(((left + right) / 2, low, high))
        elif wide > SHORT and tall > SHORT:
            across += [(low, left, right), (high, left, right)]
            down += [(left, low, high), (right, low, high)]
    return _merged(across), _merged(down)


def _merged(rules: list[Span]) -> list[Span]:
    """Give rules that lie within a stroke of one another one position."""
    found: list[Span] = []
    last = None
    for at, start, end in sorted(rules):
        last = at if last is None or at - last > THICK else last
        found.append((last, start, end))
    return found


def _characters(page: pypdfium2.PdfPage) -> Iterator[tuple[str, float, float]]:
    """Yield each visible character with the middle of its box."""
    text = page.get_textpage()
    for index in range(text.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(text, index))
        if character.isspace() or ord(character) < 32:
            continue
        left, low, right, high = text.get_charbox(index)
        yield character, (left + right) / 2, (low + high) / 2
