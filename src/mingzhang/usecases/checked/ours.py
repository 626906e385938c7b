"""A report of ours as a document that was read: its text, and the key of every figure in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from mingzhang.docmodel.model import (
    Block,
    Cell,
    Chart,
    Cover,
    Document,
    Heading,
    Number,
    Paragraph,
    Run,
    Table,
    Text,
)
from mingzhang.docmodel.source import (
    Flow,
    SourceBlock,
    SourceCell,
    SourceDocument,
    SourceParagraph,
    SourceTable,
    Span,
)
from mingzhang.documents.grid import Placed, place


@dataclass(frozen=True, slots=True)
class Ours:
    """The document and, by the place in its text where it begins, each figure."""

    source: SourceDocument
    numbers: dict[int, Number]


def as_read(document: Document) -> Ours:
    """Return a report as a reader would give it back, marks of doubt left out."""
    laid = _Laid()
    for block in document.blocks:
        laid.add(block)
    source = SourceDocument(document.title, "txt", "".join(laid.text), tuple(laid.blocks))
    return Ours(source, laid.numbers)


@dataclass(slots=True)
class _Laid:
    """The text that was laid down so far."""

    text: list[str] = field(default_factory=list)
    blocks: list[SourceBlock] = field(default_factory=list)
    numbers: dict[int, Number] = field(default_factory=dict)
    offset: int = 0

    def add(self, block: Block) -> None:
        """Lay down one block; contents and page breaks say nothing."""
        match block:
            case Cover():
                for line in (*block.title, *block.lines):
                    self._paragraph((Text(line),))
            case Heading():
                self._paragraph((Text(block.text),), block.level)
            case Paragraph():
                self._paragraph(block.runs)
            case Table():
                self._table(block)
            case Chart():
                self._chart(block)
            case _:
                return

    def _put(self, text: str) -> None:
        self.text.append(text)
        self.offset += len(text)

    def _flow(self, runs: Iterable[Run], end: str) -> Flow:
        start = self.offset
        for run in runs:
            if isinstance(run, Number):
                self.numbers[self.offset] = run
                self._put(run.text + run.tail)
            else:
                self._put(run.text)
        flow = Flow((Span(start, self.offset),) if self.offset > start else ())
        self._put(end)
        return flow

    def _paragraph(self, runs: Iterable[Run], level: int = 0) -> None:
        flow = self._flow(runs, "\n")
        if flow.pieces:
            self.blocks.append(SourceParagraph(flow, level))

    def _table(self, table: Table) -> None:
        self._paragraph((Text(f"{table.number} {table.title}".strip()),))
        if table.unit:
            self._paragraph((Text(f"单位：{table.unit}"),))
        self._grid(place(table), table.head_rows, len(table.widths))
        for note in table.notes:
            self._paragraph((Text(note),))

    def _chart(self, chart: Chart) -> None:
        """Lay down the figures of a chart in both forms in which our files show them."""
        self._paragraph((Text(f"（{chart.caption}，单位：{chart.unit}）"),))
        points = [
            (Text(category), Text(series.name), value)
            for series in chart.series
            for category, value in zip(chart.categories, series.values, strict=True)
        ]
        self._rows(points, chart.unit)
        self._paragraph((Text(chart.caption),))
        columns = [(f"{series.name}（{chart.unit}）", series.values) for series in chart.series]
        if chart.shares:
            columns.append((f"占比（{chart.shares[0].unit}）", chart.shares))
        rows: list[list[Run]] = [[Text("项目"), *(Text(name) for name, _ in columns)]]
        for number, category in enumerate(chart.categories):
            rows.append([Text(category), *(values[number] for _, values in columns)])
        self._rows(rows, chart.unit, head_rows=1)

    def _rows(self, rows: Sequence[Sequence[Run]], unit: str, head_rows: int = 0) -> None:
        cells = tuple(tuple(Cell((run,)) for run in row) for row in rows)
        widths = (1,) * len(rows[0]) if rows else (1,)
        table = Table("", "", unit, widths, head_rows, cells)
        self._grid(place(table), head_rows, len(widths))

    def _grid(self, rows: Sequence[Sequence[Placed]], head_rows: int, columns: int) -> None:
        cells: list[SourceCell] = []
        for row in rows:
            for at in row:
                flow = self._flow(at.cell.runs, "\t")
                spans, head = (at.cell.rowspan, at.cell.colspan), at.row < head_rows
                cells.append(SourceCell(at.row, at.column, flow, *spans, head))
            self._put("\n")
        self.blocks.append(SourceTable(tuple(cells), len(rows), columns))
