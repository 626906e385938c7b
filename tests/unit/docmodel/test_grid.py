"""Sheets as people name their places, and tables of a document as sheets."""

import pytest

from mingzhang.docmodel.grid import Merged, column_letters, grids
from mingzhang.docmodel.source import (
    Flow,
    SourceBlock,
    SourceCell,
    SourceDocument,
    SourceParagraph,
    SourceTable,
    Span,
)


@pytest.mark.parametrize(
    ("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ")]
)
def test_columns_are_named_as_spreadsheets_do(column: int, letters: str) -> None:
    assert column_letters(column) == letters


class _Source:
    """A document made piece by piece."""

    def __init__(self) -> None:
        self.text = ""
        self.blocks: list[SourceBlock] = []

    def flow(self, text: str) -> Flow:
        start = len(self.text)
        self.text += text + "\n"
        return Flow((Span(start, start + len(text)),))

    def line(self, text: str, style: str = "") -> None:
        self.blocks.append(SourceParagraph(self.flow(text), style=style))

    def table(self, *cells: tuple[int, int, str, int, int]) -> None:
        made = [SourceCell(r, c, self.flow(t), down, across) for r, c, t, down, across in cells]
        rows = max(cell.row + cell.rowspan for cell in made)
        columns = max(cell.column + cell.colspan for cell in made)
        self.blocks.append(SourceTable(tuple(made), rows, columns))

    def document(self) -> SourceDocument:
        return SourceDocument("某表.docx", "docx", self.text, tuple(self.blocks))


def test_tables_come_with_the_lines_around_them() -> None:
    source = _Source()
    source.line("项目支出绩效自评表")
    source.table((0, 0, "甲", 2, 1), (0, 1, "乙", 1, 1), (1, 1, "丙", 1, 1))
    source.line("填报人：某某")
    source.line("汇总", style="sheet")
    source.table((1, 0, "丁", 1, 2))
    first, second = grids(source.document())
    assert (first.name, first.file) == ("表1", "某表.docx")
    assert first.rows == (("甲", "乙"), ("", "丙"))
    assert first.merged == (Merged(0, 0, 2, 1),)
    assert (first.above, first.below) == (("项目支出绩效自评表",), ("填报人：某某",))
    assert second.name == "汇总"
    assert second.rows == (("", ""), ("丁", ""))
    assert second.merged == (Merged(1, 0, 1, 2),)
