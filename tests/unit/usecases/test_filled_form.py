"""The official budget form as a workbook: blank, filled, and filled with one wrong figure."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingzhang.documents.readers.sheets.workbook import read_spreadsheet
from mingzhang.domain.checks.model import Severity
from mingzhang.usecases.check_document import check
from mingzhang.usecases.checked.model import Checked
from tests.unit.usecases.filled_form import Rows, filled, form

#: What is left in a blank form, and that tables of it are empty, is rightly remarked.
_BLANK = frozenset({"residue.blank", "residue.choice", "complete.empty"})


@pytest.fixture(scope="module")
def template(corpus: Path) -> bytes:
    (path,) = (corpus / "samples").glob("*填报表样.xlsx")
    return path.read_bytes()


def _checked(data: bytes) -> Checked:
    return check(read_spreadsheet(data, "预算表.xlsx"))


def _said(checked: Checked) -> list[str]:
    found = (f for f in checked.findings if f.severity > Severity.HINT)
    return [f.message for f in found if f.rule not in _BLANK]


def test_nothing_is_said_of_a_blank_form_but_that_it_is_blank(template: bytes) -> None:
    checked = _checked(template)
    assert (checked.year, checked.kind) == (2026, "budget")
    assert _said(checked) == []


def test_a_filled_form_is_sound_and_nearly_all_of_it_is_guarded(template: bytes) -> None:
    checked = _checked(filled(template, form()))
    assert _said(checked) == []
    assert checked.covered >= 0.95 * len(checked.figures) > 150


#: Places of figures, one of each sort: item, division, class, column, total, summary.
SLIPS = [
    ("部门收支总表", 8, 1),
    ("部门收支总表", 9, 3),
    ("部门收支总表", 16, 3),
    ("部门收入总表", 9, 4),
    ("部门支出总表", 12, 6),
    ("部门支出总表", 15, 5),
    ("部门财政拨款收支总表", 12, 5),
    ("部门一般公共预算拨款表", 10, 5),
    ("部门政府性基金拨款表", 12, 4),
    ("部门一般公共预算拨款基本支出明细表", 11, 4),
    ("部门一般公共预算拨款基本支出明细表", 19, 5),
    ("部门“三公”经费和机关运行费预算表", 7, 1),
]


@pytest.mark.parametrize(("sheet", "row", "column"), SLIPS)
def test_a_wrong_figure_is_an_error(template: bytes, sheet: str, row: int, column: int) -> None:
    tables: dict[str, tuple[int, Rows]] = form()
    first, rows = tables[sheet]
    changed = [list(each) for each in rows]
    value = changed[row - first][column]
    assert value is not None
    assert not isinstance(value, str)
    changed[row - first][column] = value + (5 if value < 100 else 500_000)
    checked = _checked(filled(template, {**tables, sheet: (first, changed)}))
    assert any(f.severity is Severity.ERROR for f in checked.findings)
