"""The reports of the examples print what the published ones print; and the measure can fail."""

from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest

from mingzhang.docmodel.model import Number
from mingzhang.domain.book.facts import book_facts
from mingzhang.domain.book.model import Book, Line
from mingzhang.domain.book.sheets import ExpenditureRow
from mingzhang.usecases.compile_report import compile_report
from mingzhang.usecases.import_book import ImportedBook, import_book
from tools.fidelity import (
    EXAMPLES,
    PERFORMANCE_THRESHOLD,
    THRESHOLD,
    Expected,
    Fidelity,
    compare,
    measure,
    printed,
    read_expected,
    shown_by,
    tables_of,
    threshold_of,
)

NAMES = ("luzhou-2023", "yanjiang-2020")
Shown = list[tuple[str, Number, str]]


@cache
def _measured(name: str) -> Fidelity:
    return measure(name)


@cache
def _parts(name: str) -> tuple[ImportedBook, tuple[Expected, ...], Shown]:
    imported = import_book(EXAMPLES / name)
    document = compile_report(imported.book, imported.facts).document
    return imported, tuple(read_expected(name)), list(printed(document))


@pytest.mark.parametrize("name", NAMES)
def test_the_report_prints_the_figures_of_the_published_one(name: str) -> None:
    result = _measured(name)
    assert result.rate >= Decimal("0.99")
    assert result.rate >= THRESHOLD
    assert result.missing == ()
    assert result.trivial_missing == ()


@pytest.mark.parametrize("name", NAMES)
def test_whatever_it_prints_besides_has_a_provenance(name: str) -> None:
    assert _measured(name).extra_without_provenance == ()


@pytest.mark.parametrize("name", NAMES)
def test_the_rate_rests_on_many_rows_that_prove_something(name: str) -> None:
    result = _measured(name)
    assert len(result.found) >= 60
    counted = (
        *result.found, *result.missing, *result.trivial_missing, *result.inferred, *result.disputed
    )  # fmt: skip
    assert len(counted) + result.trivial_found + result.excluded == len(read_expected(name))
    # What is set aside stays the smaller part.
    assert len(result.inferred) + len(result.disputed) + result.excluded < len(result.found)


@pytest.mark.parametrize("name", NAMES)
def test_one_wrong_expectation_is_missed(name: str) -> None:
    imported, rows, shown = _parts(name)
    wanted = _measured(name).found[5]
    wrong = replace(wanted, value=wanted.value + Decimal(1).scaleb(-wanted.places))
    result = compare(imported, [wrong if row == wanted else row for row in rows], shown)
    assert result.missing == (wrong,)
    assert result.rate < 1


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("part", ["section", "unit", "direction"])
def test_a_figure_in_another_place_unit_or_direction_is_missed(name: str, part: str) -> None:
    imported, rows, shown = _parts(name)
    up = next(row for row in _measured(name).found if row.direction == "增加")
    other = {"section": "九", "unit": "元", "direction": "减少"}[part]
    wrong = replace(up, **{part: other})  # type: ignore[arg-type]
    result = compare(imported, [wrong if row == up else row for row in rows], shown)
    assert result.missing == (wrong,)


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_that_is_not_printed_is_missed(name: str) -> None:
    imported, rows, shown = _parts(name)
    some = next(
        r for r in _measured(name).found if sum(n.value == r.value for _, n, _ in shown) == 1
    )
    kept = [entry for entry in shown if abs(entry[1].value) != abs(some.value)]
    assert some in compare(imported, rows, kept).missing


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_misprinted_by_its_last_place_is_missed(name: str) -> None:
    imported, rows, shown = _parts(name)

    def misprint(number: Number) -> Number:
        return replace(number, value=number.value + Decimal(1).scaleb(-number.places))

    result = compare(imported, rows, [(s, misprint(n), before) for s, n, before in shown])
    assert result.rate == 0


@pytest.mark.parametrize("name", NAMES)
def test_one_changed_row_of_the_book_lowers_the_rate(name: str) -> None:
    imported, rows, _ = _parts(name)
    first, *others = imported.book.sheets["支出"]
    assert isinstance(first.row, ExpenditureRow)
    assert first.row.amount is not None
    row: object = replace(first.row, amount=first.row.amount + 1000)
    raised = Line(first.number, row)
    book = Book({**imported.book.sheets, "支出": (raised, *others)})
    facts, _ = book_facts(book)
    shown = list(printed(compile_report(book, facts).document))
    result = compare(ImportedBook(book, facts), rows, shown)
    assert result.rate < Decimal(1)
    assert result.missing


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_without_a_source_is_noticed(name: str) -> None:
    imported, rows, shown = _parts(name)
    section, number, before = shown[0]
    unknown = replace(number, key=f"project_count@{imported.book.whole}:1999:actual")
    result = compare(imported, rows, [*shown, (section, unknown, before)])
    assert result.extra_without_provenance == (unknown.key,)


ON_PERFORMANCE = ("leshan-2021", "luzhou-2023-performance", "yanjiang-2020-performance")


def test_every_table_on_performance_is_measured() -> None:
    tables = [t for n in ("leshan-2021", "luzhou-2023", "yanjiang-2020") for t in tables_of(n)]
    assert sorted(tables) == sorted((*NAMES, *ON_PERFORMANCE))
    assert {threshold_of(t) for t in ON_PERFORMANCE} == {PERFORMANCE_THRESHOLD}
    assert {threshold_of(t) for t in NAMES} == {THRESHOLD}


@pytest.mark.parametrize("table", ON_PERFORMANCE)
def test_the_reports_on_performance_print_the_figures_of_the_published_ones(table: str) -> None:
    result = _measured(table)
    assert result.rate >= Decimal("0.98")
    assert result.missing == ()
    assert result.trivial_missing == ()
    assert result.extra_without_provenance == ()
    assert len(result.found) >= 60
    assert len(result.inferred) + len(result.disputed) + result.excluded < len(result.found)


@pytest.mark.parametrize("table", ON_PERFORMANCE)
@pytest.mark.parametrize("part", ["section", "unit", "value"])
def test_a_figure_on_performance_in_another_place_unit_or_size_is_missed(
    table: str, part: str
) -> None:
    imported = import_book(EXAMPLES / table.removesuffix("-performance"))
    rows = read_expected(table)
    shown = shown_by(imported, {"accounts", "whole"})
    wanted = _measured(table).found[-1]
    other = {"section": "whole 九", "unit": "吨", "value": wanted.value + 1}[part]
    wrong = replace(wanted, **{part: other})  # type: ignore[arg-type]
    result = compare(imported, [wrong if row == wanted else row for row in rows], shown)
    assert result.missing == (wrong,)
