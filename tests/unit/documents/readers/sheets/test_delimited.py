"""Separated values: the same cells as Python's own reader, each at its place."""

import csv
import io
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.docmodel.source import SourceDocument
from mingzhang.documents.readers.sheets.delimited import read_delimited
from tests.unit.documents.readers.typed.laid import covered, grid, tables

_value = st.text(alphabet='收支 12.5,;"\n', max_size=6).map(lambda each: f"甲{each}乙")


def _grid(document: SourceDocument) -> list[list[str]]:
    (table,) = tables(document)
    return grid(document, table)


def _clean(value: str) -> str:
    return "".join(line.strip() for line in value.split("\n"))


@given(st.lists(st.lists(_value, min_size=2, max_size=3), min_size=1, max_size=4))
def test_cells_are_those_that_were_written(rows: list[list[str]]) -> None:
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows([["合计,"] * 3, *rows])
    document = read_delimited(file.getvalue().encode(), "a.csv")
    read = [[each for each in row if each] for row in _grid(document)[1:]]
    assert read == [[_clean(each) for each in row] for row in rows]
    assert max(Counter(covered(document)).values()) == 1


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("项目,金额\n\n接待, 1.5 \n", "a.csv", [["项目", "金额"], ["", ""], ["接待", "1.5"]]),
        ("项目\t金额\n接,待\t2\n", "a.tsv", [["项目", "金额"], ["接,待", "2"]]),
        ("项目\t金额\n接,待\t2\n", "a.csv", [["项目", "金额"], ["接,待", "2"]]),
        ("项目;金额\n接待;1\n", "a.csv", [["项目", "金额"], ["接待", "1"]]),
        ('"公务\n接待","1,234.50"\n"他说""好""",3\n', "a.csv",
         [["公务接待", "1,234.50"], ['他说"好"', "3"]]),
        ('"没有收尾,1\n乙,2\n', "a.csv", [['"没有收尾', "1"], ["乙", "2"]]),
    ],
)  # fmt: skip
def test_separators_and_quotes(text: str, name: str, expected: list[list[str]]) -> None:
    document = read_delimited(text.encode("gb18030"), name)
    assert _grid(document) == expected


def test_a_cell_of_two_lines_has_two_places() -> None:
    document = read_delimited('"公务\n接待",1\n'.encode(), "a.csv")
    (table,) = tables(document)
    assert [document.line(piece.start) for piece in table.cells[0].flow.pieces] == [1, 2]
    assert document.kind == "csv"


def test_the_list_of_sources(corpus: Path) -> None:
    path = corpus / "samples" / "fragments" / "SOURCES.tsv"
    document = read_delimited(path.read_bytes(), path.name)
    assert document.kind == "tsv"
    (table,) = tables(document)
    assert (table.rows, table.columns, len(table.cells)) == (12, 2, 24)
