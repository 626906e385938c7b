"""From blocks as a file nests them to the running text with places.

A reader makes drafts: paragraphs, tables whose cells hold drafts again, and parts left out. Here
they become one text: a paragraph is a line, a row of a table is a line with a tab between cells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

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
from mingzhang.kernel.regex import lazy_regex

# Marks that print nothing: zero width spaces and joiners, directions, soft hyphen, BOM; and what
# XML and HTML may not hold.
_INVISIBLE = lazy_regex(
    "[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb]"
)
_SPACES = lazy_regex("[ \xa0\u1680\u2000-\u200a\u202f\u205f]+")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


@dataclass(frozen=True, slots=True)
class DraftParagraph:
    """A paragraph before it has a place; a line break in `text` is "\\n"."""

    text: str
    level: int = 0
    style: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class DraftUnread:
    """A part that is not read, where it stands."""

    reason: str


@dataclass(frozen=True, slots=True)
class DraftCell:
    """A cell with what stands in it; rows and columns from 0."""

    row: int
    column: int
    content: Sequence[Draft]
    rowspan: int = 1
    colspan: int = 1
    head: bool = False


@dataclass(frozen=True, slots=True)
class DraftTable:
    """A table as the file has it, its cells in reading order."""

    cells: Sequence[DraftCell] = field(default=())


Draft = DraftParagraph | DraftTable | DraftUnread


def visible(text: str) -> str:
    """Return `text` without what prints nothing, every kind and number of spaces as one.

    The ideographic space stays: it sets names and titles apart (目　录).
    """
    return _SPACES.sub(" ", _INVISIBLE.sub("", text))


def raised(text: str) -> str:
    """Return superscript text so that its digits are not taken for those of a figure before it."""
    return text.translate(_RAISED)


def lowered(text: str) -> str:
    """Return subscript text with digits of its own."""
    return text.translate(_LOWERED)


def join_lines(lines: Iterable[str]) -> str:
    """Return lines as one: Chinese runs on, two figures or Latin words stay apart."""
    joined = ""
    for line in filter(None, (line.strip() for line in lines)):
        apart = joined and joined[-1].isascii() and line[0].isascii()
        joined += f" {line}" if apart else line
    return joined


def _flat(drafts: Iterable[Draft]) -> Iterator[DraftParagraph]:
    for draft in drafts:
        if isinstance(draft, DraftParagraph):
            yield draft
        elif isinstance(draft, DraftTable):
            for cell in draft.cells:
                yield from _flat(cell.content)


def _length(drafts: Iterable[Draft]) -> int:
    return sum(len(paragraph.text) for paragraph in _flat(drafts))


def _is_text(draft: Draft) -> bool:
    """Tell whether a draft within a cell is text of the cell: a box of one cell only frames it."""
    if isinstance(draft, DraftTable):
        return all(_is_text(inner) for cell in draft.cells for inner in cell.content) and (
            len(draft.cells) <= 1
        )
    return isinstance(draft, DraftParagraph)


def is_layout(table: DraftTable) -> bool:
    """Tell whether a table only arranges the page: what is in it then stands for itself.

    So is a table of one cell, and one whose content lies mostly in tables and headings within.
    """
    if len(table.cells) <= 1:
        return True
    inner = [draft for cell in table.cells for draft in cell.content]
    if any(isinstance(draft, DraftParagraph) and draft.level for draft in inner):
        rows, columns = {cell.row for cell in table.cells}, {cell.column for cell in table.cells}
        if len(rows) == 1 or len(columns) == 1:
            return True
    nested = [d for d in inner if isinstance(d, DraftTable) and len(d.cells) > 1]
    return bool(nested) and 2 * _length(nested) >= _length(inner)


def peeled(table: DraftTable) -> tuple[list[Draft], DraftTable, list[Draft]]:
    """Part a table from what stands in it above and below: title, unit, notes.

    That is a row of one cell over all columns with several lines, first or last in the table.
    """
    cells = sorted(table.cells, key=lambda cell: (cell.row, cell.column))
    columns = max(cell.column + cell.colspan for cell in cells)
    alone = Counter(cell.row for cell in cells)

    def is_text(cell: DraftCell) -> bool:
        whole = cell.colspan == columns > 1 and cell.rowspan == 1 and alone[cell.row] == 1
        lines = "\n".join(paragraph.text for paragraph in _flat(cell.content)).split("\n")
        return whole and len([line for line in lines if line.strip()]) > 1

    before: list[Draft] = []
    after: list[Draft] = []
    while len(cells) > 1 and is_text(cells[0]):
        before += cells.pop(0).content
    while len(cells) > 1 and is_text(cells[-1]):
        after[:0] = cells.pop().content
    if first := cells[0].row:
        cells = [replace(cell, row=cell.row - first) for cell in cells]
    return before, DraftTable(cells), after


class Assembly:
    """Puts drafts one after the other into a document; `limits` bound what comes out."""

    def __init__(self, name: str, kind: str, limits: Limits = LIMITS) -> None:
        self._name, self._kind, self._limits = name, kind, limits
        self._pieces: list[str] = []
        self._offset = 0
        self._blocks: list[SourceBlock] = []
        self._unread: list[Unread] = []
        self._cells = 0

    def add(self, drafts: Iterable[Draft]) -> None:
        """Append drafts. Raises Unreadable beyond a limit."""
        for draft in drafts:
            match draft:
                case DraftParagraph():
                    self._paragraph(draft)
                case DraftTable():
                    self._table(draft)
                case DraftUnread():
                    self.unread(draft.reason, self._offset)

    def unread(self, reason: str, at: int | None = None) -> None:
        """Note a part that was not read; the same one at the same place is noted once."""
        note = Unread(reason, at)
        if note not in self._unread[-8:]:
            self._unread.append(note)

    def document(self) -> SourceDocument:
        """Return what was put together."""
        text = "".join(self._pieces)
        blocks, unread = tuple(self._blocks), tuple(self._unread)
        return SourceDocument(self._name, self._kind, text, blocks, unread=unread)

    def _write(self, text: str, end: str) -> Flow:
        span = Span(self._offset, self._offset + len(text))
        self._pieces += (text, end)
        self._offset = span.end + len(end)
        if self._offset > self._limits.characters:
            raise Unreadable(f"正文超过{self._limits.characters}字")
        return Flow((span,))

    def _block(self, block: SourceBlock) -> None:
        self._blocks.append(block)
        if len(self._blocks) > self._limits.blocks:
            raise Unreadable(f"段落和表格超过{self._limits.blocks}个")

    def _paragraph(self, draft: DraftParagraph) -> None:
        # Only a heading goes on after a line break; in a text the break ends what is said.
        text = visible(draft.text)
        lines = [join_lines(text.split("\n"))] if draft.level else text.split("\n")
        number = draft.number
        for line in filter(None, (line.strip() for line in lines)):
            flow = self._write(line, "\n")
            self._block(SourceParagraph(flow, draft.level, draft.style, number))
            number = ""

    def _table(self, draft: DraftTable) -> None:
        if is_layout(draft):
            for cell in draft.cells:
                self.add(cell.content)
            return
        before, draft, after = peeled(draft)
        self.add(before)
        self._cells += len(draft.cells)
        if self._cells > self._limits.cells:
            raise Unreadable(f"单元格超过{self._limits.cells}个")
        ordered = sorted(draft.cells, key=lambda cell: (cell.row, cell.column))
        cells = tuple(
            self._cell(cell, last=place + 1 == len(ordered) or ordered[place + 1].row != cell.row)
            for place, cell in enumerate(ordered)
        )
        rows = max(cell.row + cell.rowspan for cell in cells)
        columns = max(cell.column + cell.colspan for cell in cells)
        self._block(SourceTable(cells, rows, columns))
        for cell in ordered:
            self.add(inner for inner in cell.content if not _is_text(inner))
        self.add(after)

    def _cell(self, cell: DraftCell, *, last: bool) -> SourceCell:
        own = _flat(inner for inner in cell.content if _is_text(inner))
        lines = (line for each in own for line in visible(each.number + each.text).split("\n"))
        flow = self._write(join_lines(lines).replace("\t", " "), "\n" if last else "\t")
        return SourceCell(cell.row, cell.column, flow, cell.rowspan, cell.colspan, cell.head)
