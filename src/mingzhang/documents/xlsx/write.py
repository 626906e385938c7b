"""The workbook as a whole: its sheets, properties, and bytes that are the same every time."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook

from mingzhang.docmodel.model import Document, Orientation, PageBreak, Table, numbers
from mingzhang.documents.theme import Theme, load_theme
from mingzhang.documents.xlsx.content import clean
from mingzhang.documents.xlsx.layout import SheetNames
from mingzhang.documents.xlsx.lists import CONTENTS_NAME, Listed, write_contents
from mingzhang.documents.xlsx.look import Look
from mingzhang.documents.xlsx.sources import (
    DETAILS_NAME,
    SOURCES_NAME,
    listed_sources,
    write_sources,
)
from mingzhang.documents.xlsx.tables import TableSheet, orientation_of
from mingzhang.kernel.regex import lazy_regex

_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date a zip can hold: no clock in the file
_MSDOS = 0  # the creating system is part of the bytes; fixed, or Windows and Linux would differ
_NO_DATE = date(1980, 1, 1)
_CORE = "docProps/core.xml"
_DATES = lazy_regex(rb"<dcterms:(created|modified)\b.*?</dcterms:\1>")
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def write_xlsx(document: Document, theme: Theme | None = None) -> bytes:
    """Give a document's tables as a workbook: same document and theme, same bytes.

    Sheets: 目录 with links, one sheet per table in order (named by its number, else its id);
    数据来源 with each figure that has a derivation as an exact number, and 数据来源明细 with what
    it is made of, one row each. Figures are numbers in the table's unit that read back digit for
    digit; text is never a formula, and the only formulas are sums of details. An empty
    `document.date` gives a file without dates.

    Raises ValueError if `document.date` is no ISO date or the cells of a table row do not fill
    its columns.
    """
    out = BytesIO()
    created = date.fromisoformat(document.date) if document.date else _NO_DATE
    book = Workbook(out, _OPTIONS)
    book.set_properties(
        {
            "title": clean(document.title),
            "author": clean(document.publisher),
            "created": datetime.combine(created, time()),
        }
    )
    _write_sheets(book, document, Look(book, theme or load_theme()))
    book.close()
    return _settled(out, dated=bool(document.date))


def _tables(document: Document) -> Iterator[tuple[Table, Orientation]]:
    """Yield the tables, each with how the pages lie where it stands."""
    orientation = Orientation.PORTRAIT
    for block in document.blocks:
        if isinstance(block, PageBreak):
            orientation = block.orientation
        elif isinstance(block, Table):
            yield block, orientation


def _write_sheets(book: Workbook, document: Document, look: Look) -> None:
    names = SheetNames()
    contents = book.add_worksheet(names.take(CONTENTS_NAME, CONTENTS_NAME))
    source_names = [names.take(name, name) for name in (SOURCES_NAME, DETAILS_NAME)]
    author = clean(document.publisher)
    listed: list[Listed] = []
    places: dict[str, list[str]] = {}
    for table, part in _tables(document):
        name = names.take(table.number, table.id)
        sheet = book.add_worksheet(name)
        listed.append(Listed(name, clean(table.title), clean(table.unit)))
        for figure in TableSheet(sheet, table, orientation_of(table, part), look, author).write():
            place = f"{name}!{xl_rowcol_to_cell(figure.row, figure.column)}"
            places.setdefault(figure.key, []).append(place)
    others = (number.key for number in numbers(document))
    sources = listed_sources(places, others, document.derivations)
    if sources:
        titles = ("各数的精确值、公式和出处", "各数由哪些项得出，可按序号筛选和汇总")
        listed += [Listed(*pair) for pair in zip(source_names, titles, strict=True)]
        first, second = (book.add_worksheet(name) for name in source_names)
        write_sources(sources, first, second, look)
    write_contents(contents, document, listed, look)


def _settled(made: BytesIO, *, dated: bool) -> bytes:
    """Give the package again with the marks of machine and clock taken out."""
    out = BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, _ZIP_EPOCH)
            info.create_system = _MSDOS
            info.compress_type = zipfile.ZIP_DEFLATED
            data = old.read(name)
            if name == _CORE and not dated:
                data = _DATES.sub(b"", data)
            new.writestr(info, data)
    return out.getvalue()
