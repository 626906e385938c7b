"""A workbook opened again: values as another program reads them, and the XML as written."""

from __future__ import annotations

import zipfile
from decimal import Decimal
from functools import cache
from io import BytesIO

from lxml import etree
from lxml.etree import _Element
from python_calamine import CalamineWorkbook

from mingzhang.docmodel.model import Block, Cell, Document, Table, Text
from mingzhang.documents.xlsx import write_xlsx
from tests.unit.documents.html.derived import derive
from tests.unit.documents.sample import sample_document

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@cache
def sample_xlsx() -> bytes:
    """Give the workbook of the sample report, every figure with a derivation."""
    return write_xlsx(derive(sample_document()))


def document_of(*blocks: Block) -> Document:
    """Give a document of these blocks."""
    return Document("题", "某局", "2024-01-02", blocks)


def grid(rows: int = 1, columns: int = 2, number: str = "") -> Table:
    """Give a table of `rows` × `columns` cells that hold their own place as text."""
    cells = tuple(
        tuple(Cell((Text(f"{row}.{column}"),)) for column in range(columns)) for row in range(rows)
    )
    return Table("T01", "表", "万元", (1,) * columns, 0, cells, number)


def one_cell(cell: Cell) -> Table:
    """Give a table of one column with this cell."""
    return Table("T01", "", "", (1,), 0, ((cell,),))


def sheet_names(data: bytes) -> list[str]:
    """Give the names of the sheets in order."""
    return list(CalamineWorkbook.from_filelike(BytesIO(data)).sheet_names)


def values(data: bytes, sheet: str | int) -> list[list[object]]:
    """Give the cells of a sheet from A1 on, as an independent reader sees them."""
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    name = sheet if isinstance(sheet, str) else book.sheet_names[sheet]
    return [list(row) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]


def exact(value: object) -> Decimal:
    """Give a number that was read as the decimal that its double prints."""
    assert isinstance(value, float)
    return Decimal(repr(value))


def part(data: bytes, name: str) -> _Element:
    """Give a part of the package as parsed XML; a part that is not well-formed raises."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def part_names(data: bytes) -> list[str]:
    """Give the names of the parts in order."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.namelist()


def sheet_xml(data: bytes, sheet: str) -> _Element:
    """Give the XML of a sheet by its name."""
    return part(data, f"xl/worksheets/sheet{sheet_names(data).index(sheet) + 1}.xml")


def defined_names(data: bytes, sheet: str) -> dict[str, str]:
    """Give the built-in names of a sheet (Print_Area, Print_Titles) with what they mean."""
    number = str(sheet_names(data).index(sheet))
    return {
        str(item.get("name")).removeprefix("_xlnm."): item.text or ""
        for item in part(data, "xl/workbook.xml").iter(f"{S}definedName")
        if item.get("localSheetId") == number
    }


def merged(data: bytes, sheet: str) -> set[str]:
    """Give the merged ranges of a sheet."""
    return {str(item.get("ref")) for item in sheet_xml(data, sheet).iter(f"{S}mergeCell")}


def the(root: _Element, name: str) -> _Element:
    """Give the only element of this local name."""
    (found,) = root.iter(f"{S}{name}")
    return found


def cell_xml(data: bytes, sheet: str, place: str) -> _Element:
    """Give the element of a cell."""
    (found,) = (item for item in sheet_xml(data, sheet).iter(f"{S}c") if item.get("r") == place)
    return found


def cell_style(data: bytes, sheet: str, place: str) -> _Element:
    """Give the xf record of a cell's format."""
    styles = part(data, "xl/styles.xml")
    records = list(the(styles, "cellXfs"))
    return records[int(cell_xml(data, sheet, place).get("s", "0"))]


def number_code(data: bytes, sheet: str, place: str) -> str:
    """Give the number format of a cell; "#n" where it is a built-in one."""
    wanted = cell_style(data, sheet, place).get("numFmtId")
    for item in part(data, "xl/styles.xml").iter(f"{S}numFmt"):
        if item.get("numFmtId") == wanted:
            return str(item.get("formatCode"))
    return f"#{wanted}"
