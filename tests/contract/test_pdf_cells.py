"""The cells of tables in PDFs, against an independent reader and against what is known of them.

pdfplumber sees a line in every filled area, also in the white ones behind a heading; those are
taken out before. Tables without any text, and of one column, are none for us.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from mingzhang.docmodel.source import SourceCell, SourceTable
from mingzhang.documents.docx.write import write_docx
from mingzhang.documents.pdf.fonts import find_fonts
from mingzhang.documents.pdf.write import write_pdf
from mingzhang.documents.readers.pdf.file import PdfFile
from mingzhang.documents.readers.pdf.model import DrawnCell, DrawnTable
from mingzhang.documents.readers.pdf.tables import tables_of
from mingzhang.documents.readers.word.docx import read_docx
from mingzhang.usecases.compile_report import compile_report
from mingzhang.usecases.import_book import import_book

EXAMPLES = Path(__file__).parents[2] / "examples"
THIN = 3.0  # points
NEAR = 5.0  # points; a double line is in one place for us
LEAST_TABLES = 120
LINES = {"snap_tolerance": 4, "join_tolerance": 4, "intersection_tolerance": 4}

# Pages on which a row that goes on from the page before has no line above it, as Word draws none
# there. pdfplumber wants a line on all sides and leaves it out; it is row 0 of our first table.
OPEN = {
    ("JS江苏_江苏省高级人民法院__省法院2018年度部门预算公开.pdf", page)
    for page in (10, 12, 13, 14, 15, 16)
}
# Pages that differ otherwise, and why ours is right.
DIFFERENT = {
    ("JS江苏_江苏省委办公厅__江苏省委办公厅2019年度部门预算公开表格.pdf", 12): (
        "the second line of a head is cut off by the edge of its cell; nobody sees it"
    ),
}

Row = tuple[tuple[int, int, int, str], ...]
Cell = tuple[str, tuple[float, float, float, float]]


def _text(piece: str | None) -> str:
    return "".join((piece or "").split())


def _is_line(thing: dict[str, Any]) -> bool:
    """Keep characters and lines, and areas that are outlined or as thin as a line."""
    if thing["object_type"] not in ("rect", "curve"):
        return True
    return bool(thing["stroke"]) or min(thing["width"], thing["height"]) < THIN


def _theirs(page: Any) -> list[list[Cell]]:
    found = []
    left, top = page.bbox[:2]
    tables = page.filter(_is_line).find_tables(LINES)
    for table in sorted(tables, key=lambda each: (each.bbox[1], each.bbox[0])):
        cells = [
            (_text(text), (box[0] - left, box[1] - top, box[2] - left, box[3] - top))
            for row, texts in zip(table.rows, table.extract(), strict=True)
            for box, text in zip(row.cells, texts, strict=True)
            if box is not None
        ]
        if len({box[0] for _, box in cells}) > 1 and any(text for text, _ in cells):
            found.append([cell for cell in cells if cell[0]])
    return found


def _ours(tables: list[DrawnTable], *, opened: bool) -> list[list[Cell]]:
    return [
        [
            (text, cell.box)
            for cell in table.cells
            if (text := _text("".join(line.text for line in cell.lines)))
            and not (opened and n == 0 and cell.row == 0)
        ]
        for n, table in enumerate(tables)
    ]


def _is_same(one: list[list[Cell]], other: list[list[Cell]]) -> bool:
    """Compare texts cell by cell, and the boxes of cells, which tell how far they span."""
    if [[text for text, _ in table] for table in one] != [
        [text for text, _ in table] for table in other
    ]:
        return False
    return all(
        abs(a - b) < NEAR
        for table, theirs in zip(one, other, strict=True)
        for (_, box), (_, their) in zip(table, theirs, strict=True)
        for a, b in zip(box, their, strict=True)
    )


def _compared(path: Path) -> Iterator[tuple[tuple[str, int], int, bool]]:
    """Yield for each page how many tables it has, and whether both readers see the same."""
    with pdfplumber.open(path) as theirs, PdfFile(path.read_bytes()) as ours:
        for number, page in enumerate(theirs.pages):
            place = (path.name, number + 1)
            tables, _ = tables_of(ours.contents(number))
            same = _is_same(_ours(tables, opened=place in OPEN), _theirs(page))
            yield place, len(tables), same
            page.close()


def test_cells_are_those_that_another_reader_sees(corpus: Path) -> None:
    paths = sorted((corpus / "samples").glob("*.pdf"))
    compared = [each for path in paths for each in _compared(path)]
    assert [place for place, _, same in compared if not same] == list(DIFFERENT)
    assert sum(tables for _, tables, _ in compared) >= LEAST_TABLES


@pytest.mark.parametrize("name", ["luzhou-2023", "demo-2024"])
def test_rows_of_our_own_reports_are_those_of_their_docx(name: str) -> None:
    imported = import_book(EXAMPLES / name)
    document = compile_report(imported.book, imported.facts).document
    known = read_docx(write_docx(document), "报告.docx")
    expected: Counter[Row] = Counter()
    for block in known.blocks:
        if isinstance(block, SourceTable):
            texts = [_text(cell.flow.joined(known.text)) for cell in block.cells]
            expected += _rows(block.cells, texts)
    read: Counter[Row] = Counter()
    with PdfFile(write_pdf(document, find_fonts()).data) as file:
        for number in range(file.pages):
            for drawn in tables_of(file.contents(number))[0]:
                lines = ("".join(line.text for line in cell.lines) for cell in drawn.cells)
                read += _rows(drawn.cells, map(_text, lines))
    assert set(read) == set(expected)
    assert read >= expected  # heads are repeated on every page


def _rows(cells: Iterable[SourceCell | DrawnCell], texts: Iterable[str]) -> Counter[Row]:
    """Return the rows of a table, each a tuple of column, spans and text of its cells."""
    rows: dict[int, list[tuple[int, int, int, str]]] = {}
    for cell, text in zip(cells, texts, strict=True):
        rows.setdefault(cell.row, []).append((cell.column, cell.rowspan, cell.colspan, text))
    return Counter(map(tuple, rows.values()))
