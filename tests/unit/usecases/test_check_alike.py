"""One set of tables in several formats: the same figures, the same findings."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from mingzhang.docmodel.model import Cell, Document, Number, Table
from mingzhang.documents.docx.write import write_docx
from mingzhang.documents.html.write import write_html
from mingzhang.documents.readers import registry
from mingzhang.documents.xlsx.write import write_xlsx
from mingzhang.domain.checks.model import Severity
from mingzhang.usecases.check_document import check
from mingzhang.usecases.checked.model import Checked
from mingzhang.usecases.compile_report import compile_report
from mingzhang.usecases.import_book import import_book
from tests.unit.documents.readers.sheets.made import outline

BOOK = Path(__file__).parents[3] / "examples" / "luzhou-2023"
WRITERS: dict[str, Callable[[Document], bytes]] = {
    "docx": write_docx,
    "html": write_html,
    "xlsx": write_xlsx,
}


@cache
def _tables() -> Document:
    imported = import_book(BOOK)
    document = compile_report(imported.book, imported.facts).document
    tables = tuple(block for block in document.blocks if isinstance(block, Table))
    # Each format tells the year in its own place; here it is that of every title.
    titled = tuple(replace(table, title=f"2023年度{table.title}") for table in tables)
    return replace(document, blocks=titled)


def _wrong() -> Document:
    """Give the tables with the first item of expenditure a million too high."""
    document = _tables()
    found = False

    def changed(cell: Cell) -> Cell:
        nonlocal found
        runs = list(cell.runs)
        for n, run in enumerate(runs):
            if not found and isinstance(run, Number) and run.value == Decimal("741.34"):
                found = True
                runs[n] = replace(run, value=Decimal("751.34"), text="751.34")
        return replace(cell, runs=tuple(runs))

    blocks = []
    for block in document.blocks:
        assert isinstance(block, Table)
        rows = tuple(tuple(changed(cell) for cell in row) for row in block.rows)
        blocks.append(replace(block, rows=rows))
    assert found
    return replace(document, blocks=tuple(blocks))


def _checked(document: Document, form: str) -> Checked:
    return check(registry.read(WRITERS[form](document), f"报表.{form}"))


def _said(checked: Checked) -> list[tuple[str, str]]:
    return [(f.rule, f.message) for f in checked.findings if f.severity > Severity.HINT]


@pytest.mark.parametrize("form", WRITERS)
def test_sound_tables_are_sound_in_every_format(form: str) -> None:
    checked = _checked(_tables(), form)
    assert _said(checked) == []
    assert checked.relations.held > 100


def test_a_wrong_figure_is_the_same_finding_in_every_format() -> None:
    first, *others = (_said(_checked(_wrong(), form)) for form in WRITERS)
    assert first
    assert all(other == first for other in others)


def test_a_sheet_saved_as_csv_reads_alike() -> None:
    rows = [
        ["2024年支出表"], ["编制单位：某局", "", "单位：万元"], ["项目", "基本支出", "项目支出"],
        ["甲", "12.30", "1,007.20"], ["合计", "12.30", "1,007.20"], [], ["注：含“结转”。"],
    ]  # fmt: skip
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    read = registry.read(out.getvalue().encode(), "表.csv")
    assert outline(read) == [
        "2024年支出表", "编制单位：某局", "单位：万元",
        "项目|基本支出|项目支出/甲|12.30|1,007.20/合计|12.30|1,007.20", "注：含“结转”。",
    ]  # fmt: skip
