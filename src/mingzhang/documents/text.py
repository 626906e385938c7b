"""A document as plain text: headings, paragraphs, tables as tab-separated lines."""

from __future__ import annotations

from collections.abc import Iterator

from mingzhang.docmodel.model import (
    Block,
    Chart,
    Contents,
    Cover,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Run,
    Table,
)
from mingzhang.documents import measure
from mingzhang.documents.theme import load_theme


def write_text(document: Document) -> bytes:
    """Return the document as UTF-8 text with LF lines."""
    lines = [line for block in document.blocks for line in _lines(block)]
    return ("\n".join(lines) + "\n").encode()


def run_text(run: Run) -> str:
    """Return a run as printed, with the signs of the default theme."""
    return measure.run_text(run, load_theme())


def _joined(runs: tuple[Run, ...]) -> str:
    return "".join(run_text(r) for r in runs)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Cover():
            yield from (*block.title, *block.lines, "")
        case Heading():
            yield from ("", block.text)
        case Paragraph():
            yield ("　　" if block.indent else "") + _joined(block.runs)
        case Table():
            yield from _table(block)
        case Chart():
            yield from _chart(block)
        case Contents() | PageBreak():
            return


def _table(table: Table) -> Iterator[str]:
    yield f"{table.number} {table.title}".strip()
    yield f"{table.entity}\t单位：{table.unit}"
    for row in table.rows:
        yield "\t".join("　" * c.level + _joined(c.runs) for c in row)
    yield from table.notes


def _chart(chart: Chart) -> Iterator[str]:
    yield f"（{chart.caption}，单位：{chart.unit}）"
    for series in chart.series:
        for category, value in zip(chart.categories, series.values, strict=True):
            yield f"\t{category}\t{series.name}\t{value.text}"
