"""Cell notes in a copy of a workbook; cells, their look, and notes of others stay as they are."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from mingzhang.docmodel.source import SourceDocument, SourceParagraph, SourceTable
from mingzhang.documents.marking.cell_notes import CellNote, write_notes
from mingzhang.documents.marking.model import MarkedCopy, Note, Tone, Unmarkable
from mingzhang.documents.marking.package import OfficePackage, settings_of
from mingzhang.documents.readers.assembly import visible
from mingzhang.documents.readers.limits import LIMITS
from mingzhang.documents.readers.sheets.formats import shown
from mingzhang.documents.readers.sheets.raw import Entry, RawSheet
from mingzhang.documents.readers.sheets.xlsx import read_xlsx
from mingzhang.documents.readers.word.package import attribute

_BOOK = "xl/workbook.xml"
_UNSIGNED = "原文件有数字签名，改动后的文件不能保留签名，副本已去掉签名"
_PROTECTED = "有的工作表设了保护，副本照旧；看批注不受影响"
_THREADED = "有的单元格已有批注会话，意见写在会话所附的旧式批注里，新版Excel不显示，可用WPS或网页看"
_CHANGED = "文件读两次的结果不同，不能做标注副本"
_Cell = tuple[int, int, int]  # sheet, row, column, each from 0
_VISIBLE = "visible"


def mark_xlsx(data: bytes, document: SourceDocument, notes: Sequence[Note]) -> MarkedCopy:
    """Return the copy: every note at its cell, several at one cell one below the other.

    A note of no cell stands at the first cell of the first sheet. Only the parts of notes and the
    sheets' references to them change. Raises Unmarkable.
    """
    package = OfficePackage(data)
    parts = list(_sheet_parts(package))
    cells = _Cells(document, read_xlsx(data, LIMITS, shown)[0])
    if cells.sheets != len(parts):
        raise Unmarkable(_CHANGED)
    placed = 0
    at: dict[_Cell, list[Note]] = defaultdict(list)
    for note in notes:
        own = cells.of(note.spans[0].start) if note.spans else None
        placed += own is not None
        at[own or (0, 0, 0)].append(note)
    threaded = protected = False
    for number, part in enumerate(parts):
        own_notes = [
            CellNote(row, column, _text(members), _gravest(members))
            for (sheet, row, column), members in sorted(at.items(), key=lambda each: each[0])
            if sheet == number
        ]
        if own_notes:
            threaded |= package.related(part, "threadedComment") is not None
            protected |= "sheetProtection" in settings_of(package, part)
            write_notes(package, part, own_notes)
    told = ((package.signed, _UNSIGNED), (protected, _PROTECTED), (threaded, _THREADED))
    remarks = tuple(words for holds, words in told if holds)
    return MarkedCopy(package.packed(), placed, len(notes) - placed, remarks)


def _text(notes: Sequence[Note]) -> str:
    return "\n\n".join(note.text for note in notes)


def _gravest(notes: Sequence[Note]) -> Tone:
    return min((note.tone for note in notes), key=list(Tone).index)


def _sheet_parts(package: OfficePackage) -> Iterator[str]:
    """Yield the parts of the visible worksheets in order."""
    for sheet in package.xml(_BOOK).iter("{*}sheet"):
        if (attribute(sheet, "state") or _VISIBLE) == _VISIBLE:
            kind, part = package.relation(_BOOK, attribute(sheet, "id") or "")
            if kind == "worksheet":
                yield part


class _Cells:
    """Tells which cell of a workbook a place of its text was read from."""

    def __init__(self, document: SourceDocument, raw: Sequence[RawSheet]) -> None:
        self._entries = [sheet.entries() for sheet in raw]
        self._known: list[tuple[int, _Cell]] = []
        self.sheets = 0
        left: dict[str, list[Entry]] = {}
        for block in document.blocks:
            if isinstance(block, SourceTable):
                self._table(block)
            elif block.style == "sheet":
                self.sheets += 1
                left = _by_line(self._entries[self.sheets - 1]) if self._has_entries() else {}
            else:
                self._line(block, document.text, left)
        self._starts = [start for start, _ in self._known]

    def of(self, offset: int) -> _Cell | None:
        """Return the cell of an offset: the last that begins before it; None before the first."""
        place = bisect_right(self._starts, offset)
        return self._known[place - 1][1] if place else None

    def _has_entries(self) -> bool:
        return self.sheets <= len(self._entries)

    def _table(self, table: SourceTable) -> None:
        for cell in table.cells:
            start = cell.flow.pieces[0].start
            self._known.append((start, (self.sheets - 1, cell.row, cell.column)))

    def _line(self, block: SourceParagraph, text: str, left: dict[str, list[Entry]]) -> None:
        """Note a line of running text, which stands in the first cell that has it still to say."""
        key = _key(block.flow.joined(text))
        found = left.get(key) or next((e for k, e in left.items() if e and key.startswith(k)), [])
        if found and block.flow.pieces:
            entry = found.pop(0)
            cell = (self.sheets - 1, entry.row, entry.column)
            self._known.append((block.flow.pieces[0].start, cell))


def _by_line(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    """Return the cells by each line that they say."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        for line in visible(entry.text).split("\n"):
            if key := _key(line):
                found.setdefault(key, []).append(entry)
    return found


def _key(line: str) -> str:
    return "".join(line.split())
