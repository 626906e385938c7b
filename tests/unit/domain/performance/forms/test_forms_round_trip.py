"""Every form of every example, written and read again: the same rows, and nothing else."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest

from mingzhang.domain.book.model import Book
from mingzhang.domain.book.performance_sheets import (
    ActualRow,
    FundRow,
    GoalRow,
    IndicatorRow,
    ProgressRow,
)
from mingzhang.domain.performance.forms.merge import merged, problems_of
from mingzhang.domain.performance.forms.reading import FormReading, read_form
from mingzhang.kernel.money import in_unit
from mingzhang.kernel.rounding import half_up
from mingzhang.usecases.performance.forms import forms_document
from tests.unit.domain.performance.forms.papers import (
    BOOKS,
    READERS,
    chosen,
    imported,
    known,
    material,
    sheets,
)

CASES = pytest.mark.parametrize(
    ("book", "kind"), [(book, kind) for book in BOOKS for kind in READERS]
)
#: Sheets whose rows come back from forms only; their facts rest on nothing else.
ONLY_IN_FORMS = ("指标完成", "项目进度", "年度任务", "目标审核", "事前评估", "事前评估结论", "整改")


def readings(book: str, kind: str) -> list[FormReading]:
    read = (read_form(grid, chosen(book), known(book)) for grid in sheets(book, kind))
    return [each for each in read if each is not None]


@CASES
def test_every_form_is_recognised_and_has_no_problem(book: str, kind: str) -> None:
    _, printed = forms_document(imported(book))
    found = readings(book, kind)
    assert [reading.form.id for reading in found] == [copy.form.id for copy in printed]
    assert [problem for reading in found for problem in reading.problems] == []


@CASES
def test_reading_them_into_their_book_changes_nothing(book: str, kind: str) -> None:
    laid, problems = merged(imported(book).book, material(book).performance, readings(book, kind))
    assert problems == []
    assert laid.changed == ()
    assert list(problems_of(laid)) == []


@CASES
def test_every_row_that_forms_tell_comes_back(book: str, kind: str) -> None:
    held = imported(book).book
    laid, _ = merged(held, material(book).performance, readings(book, kind))
    for sheet in ("绩效目标", "绩效指标", "指标完成", "项目资金", "项目进度"):
        told = {number for name, number in laid.origins if name == sheet}
        silent = [line for line in held.sheets.get(sheet, ()) if line.number not in told]
        assert all(_tells_nothing(held, line.row) for line in silent), (sheet, silent)


def _tells_nothing(book: Book, row: object) -> bool:
    """Tell whether no form has a place for what a row says."""
    if isinstance(row, GoalRow | IndicatorRow):
        return _superseded(book, row)
    if isinstance(row, ActualRow):
        return not any((row.value, row.wording, row.met is not None, row.band, row.reason))
    if isinstance(row, FundRow):
        return not any((row.initial, row.adjusted, row.spent))
    return False


def _superseded(book: Book, row: GoalRow | IndicatorRow) -> bool:
    """Tell whether a later version of a goal took a row's place."""
    own = [r.version or 1 for r in book.rows(type(row)) if r.project == row.project]
    return (row.version or 1) < max(own)


@pytest.mark.parametrize("kind", READERS)
def test_what_a_form_says_is_what_the_book_holds(kind: str) -> None:
    """Field by field, amounts as 万元 print them: nothing rests on what the book knew before."""
    held = imported("demo-2024").book
    laid, _ = merged(held, material("demo-2024").performance, readings("demo-2024", kind))
    compared = 0
    for (sheet, number), row in laid.origins.items():
        line = next(line for line in held.sheets[sheet] if line.number == number)
        for name, value in row.fields.items():
            if value in (None, "") or name in ("version", "on"):
                continue
            assert _alike(getattr(line.row, name), value), (sheet, number, name)
            compared += 1
    assert compared > 2000


def _alike(held: object, said: object) -> bool:
    if held == said:
        return True
    if not (isinstance(held, Decimal) and isinstance(said, Decimal)):
        return False
    return half_up(in_unit(held, "万元"), 2) == in_unit(said, "万元")


@pytest.mark.parametrize("kind", READERS)
def test_a_book_without_the_rows_gets_them_from_the_forms(kind: str) -> None:
    whole = imported("demo-2024").book
    bare = whole.without(ONLY_IN_FORMS)
    laid, problems = merged(bare, material("demo-2024").performance, readings("demo-2024", kind))
    assert problems == []
    assert list(problems_of(laid)) == []
    for sheet in ONLY_IN_FORMS:
        old = sorted(map(_printed, (line.row for line in whole.sheets[sheet])))
        new = sorted(map(_printed, (line.row for line in laid.book.sheets[sheet])))
        assert new == old, sheet


def _printed(row: object) -> str:
    """Return a row as forms print it: amounts in 万元, without what no form has a column for.

    Causes stand with the indicators of the monitoring form, not with its money; a self-evaluation
    tells the reason and not its kind.
    """
    said = dataclasses.asdict(row)  # type: ignore[call-overload]
    if isinstance(row, ProgressRow):
        del said["cause"], said["reason"]
    if isinstance(row, ActualRow) and row.on is None:
        del said["cause"]
    for name in ("evidence", "origin", "note", "handling"):
        said.pop(name, None)
    for name in ("spent", "expected", "fiscal", "other", "amount"):
        if isinstance(said.get(name), Decimal):
            said[name] = half_up(in_unit(said[name], "万元"), 2)
    return str(said)
