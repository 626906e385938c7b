"""Reads a PDF: the text as it is seen, paragraphs put together again, tables with their cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mingzhang.docmodel.source import (
    Flow,
    SourceBlock,
    SourceCell,
    SourceDocument,
    SourceParagraph,
    SourceTable,
    Span,
    Unread,
    Unreadable,
)
from mingzhang.documents.readers.limits import LIMITS, Limits
from mingzhang.documents.readers.pdf.cells import cell_joint, indents_of
from mingzhang.documents.readers.pdf.file import PdfFile
from mingzhang.documents.readers.pdf.furniture import set_apart
from mingzhang.documents.readers.pdf.lines import lines_of
from mingzhang.documents.readers.pdf.model import DrawnTable, PageContents
from mingzhang.documents.readers.pdf.native import UNKNOWN
from mingzhang.documents.readers.pdf.paragraphs import Paragraph, blocks_of, joint
from mingzhang.documents.readers.pdf.tables import tables_of
from mingzhang.documents.readers.pdf.typeset import CellText, Line, Page, TableText, kept

_KINDS = {"ruled": "ruled", "aligned": "spaces"}
_SCAN = "是扫描图像，没有检查"
_RECOGNISED = "是扫描图像，检查的是识别出来的文字，识别有误时结果不可信"
_PICTURE = "有图片，其中的文字和数字没有检查"
_NOTHING = "文件里没有文字，可能是扫描件；请先识别成文字，存为docx或txt后再检查"
_FEW = 20  # characters; a page of a scan may have its number typed
_SCANNED = 0.5  # of a page, for a picture that is the page
_LARGE = 0.08  # of a page, for a picture that may hold figures
_BACKGROUND = 100  # characters over a picture that is only what they stand on


def read_pdf(data: bytes, name: str, limits: Limits = LIMITS) -> SourceDocument:
    """Return a PDF as read; `name` is the file's name for people.

    What is no text (scans, pictures, fonts that do not tell their characters) is listed as unread
    with its pages. Raises Unreadable: encrypted, broken, beyond a limit, or without any text.
    """
    pages = pages_of(data, limits)
    writer = Writer(pages, limits)
    writer.write()
    if not writer.blocks:
        raise Unreadable(_NOTHING)
    return SourceDocument(
        name,
        "pdf",
        "".join(writer.pieces),
        tuple(writer.blocks),
        writer.offsets(),
        tuple(_unread(pages, writer.offsets())),
    )


def pages_of(data: bytes, limits: Limits = LIMITS, *, places: bool = False) -> list[Page]:
    """Return all pages, with the places of their characters if these are wanted.

    Raises Unreadable as `read_pdf` does for a file that does not open.
    """
    with PdfFile(data, limits) as file:
        pages = [_page(file.contents(number), places=places) for number in range(file.pages)]
    set_apart(pages)
    return pages


def _page(contents: PageContents, *, places: bool) -> Page:
    if contents.fault:
        return Page(contents.frame, unread=(contents.fault + "，没有检查",))
    tables, rest = tables_of(contents)
    return Page(
        contents.frame,
        [kept(line, places=places) for line in lines_of(rest)],
        [_table(table, places=places) for table in tables],
        tuple(_untold(contents)),
    )


def _table(table: DrawnTable, *, places: bool) -> TableText:
    cells = (
        CellText(
            cell.row,
            cell.column,
            cell.rowspan,
            cell.colspan,
            cell.box,
            tuple(kept(line, places=places) for line in cell.lines),
        )
        for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column))
    )
    return TableText(tuple(cells), table.rows, table.columns, table.box, _KINDS[table.kind])


def _untold(contents: PageContents) -> Iterator[str]:
    """Yield what of a page cannot be read, in words that follow its number."""
    if contents.recognised:
        yield _RECOGNISED
        return
    page = contents.width * contents.height
    sizes = [(box.right - box.left) * (box.bottom - box.top) for box in contents.images]
    count = len(contents.chars)
    if count <= _FEW and sum(sizes) >= _SCANNED * page:
        yield _SCAN
    elif any(size >= _LARGE * page for size in sizes) and not (
        count >= _BACKGROUND and max(sizes) >= _SCANNED * page
    ):
        yield _PICTURE
    if unknown := sum(char.text == UNKNOWN for char in contents.chars):
        yield f"有{unknown}个字没有编码，认不出来"


def _unread(pages: Sequence[Page], offsets: Sequence[int]) -> Iterator[Unread]:
    """Yield each reason with the pages in a row that it holds for."""
    reasons = [(why, number) for number, page in enumerate(pages) for why in page.unread]
    runs: dict[str, list[list[int]]] = {}
    for why, number in reasons:
        known = runs.setdefault(why, [])
        if known and known[-1][-1] == number - 1:
            known[-1].append(number)
        else:
            known.append([number])
    for first, last, why in sorted(
        (run[0], run[-1], why) for why, found in runs.items() for run in found
    ):
        which = f"第{first + 1}页" if first == last else f"第{first + 1}—{last + 1}页"
        yield Unread(which + why, offsets[first])


class Writer:
    """Writes pages as one text with blocks. `written` tells of each piece where it came from."""

    def __init__(self, pages: Sequence[Page], limits: Limits) -> None:
        self._pages, self._limits = pages, limits
        self._offset = 0
        self._cells = 0
        self._begins: dict[int, int] = {}
        self.pieces: list[str] = []
        self.blocks: list[SourceBlock] = []
        self.written: list[tuple[int, int, Line]] = []

    def write(self) -> None:
        """Write all blocks. Raises Unreadable beyond a limit."""
        for block in blocks_of(self._pages):
            if isinstance(block, Paragraph):
                self._paragraph(block)
            else:
                self._table(*block)
            if len(self.blocks) > self._limits.blocks:
                raise Unreadable(f"段落和表格超过{self._limits.blocks}个")

    def offsets(self) -> tuple[int, ...]:
        """Return where each page begins; one on which nothing stands begins where the next does."""
        begins = [0] * len(self._pages)
        last = self._offset
        for number in reversed(range(len(self._pages))):
            last = begins[number] = min(self._begins.get(number, last), last)
        return tuple(begins)

    def _paragraph(self, paragraph: Paragraph) -> None:
        spans = []
        for place, (number, line) in enumerate(paragraph.lines):
            after = paragraph.lines[place + 1][1].text if place + 1 < len(paragraph.lines) else ""
            spans.append(self._line(number, line, joint(line.text, after)))
            self._append("\n")
        self.blocks.append(SourceParagraph(Flow(tuple(spans)), style=paragraph.style))

    def _table(self, number: int, table: TableText) -> None:
        self._cells += len(table.cells)
        if self._cells > self._limits.cells:
            raise Unreadable(f"单元格超过{self._limits.cells}个")
        indents = indents_of(table)
        cells = []
        for place, cell in enumerate(table.cells):
            start = self._offset
            self._append(" " * indents[place])
            for line, after in zip(cell.lines, (*cell.lines[1:], None), strict=False):
                self._line(number, line, cell_joint(cell, line, after))
            flow = Flow((Span(start, self._offset),))
            cells.append(SourceCell(cell.row, cell.column, flow, cell.rowspan, cell.colspan))
            last = place + 1 == len(table.cells) or table.cells[place + 1].row != cell.row
            self._append("\n" if last else "\t")
        self.blocks.append(SourceTable(tuple(cells), table.rows, table.columns, table.kind))

    def _line(self, number: int, line: Line, behind: str) -> Span:
        start = self._offset
        self._begins.setdefault(number, start)
        if line.places:
            self.written.append((start, number, line))
        self._append(line.text + behind)
        return Span(start, self._offset)

    def _append(self, text: str) -> None:
        self.pieces.append(text)
        self._offset += len(text)
        if self._offset > self._limits.characters:
            raise Unreadable(f"正文超过{self._limits.characters}字")
