"""Every statement of the example, computed a second time in SQL from its CSV files.

The SQL knows nothing of the program: it reads the raw files, in DuckDB, by their Chinese headings.
Its (line, column, yuan) must be the cells of the filled statements, no more and no fewer.
"""

from decimal import Decimal
from functools import cache
from pathlib import Path

import duckdb
import pytest

from mingzhang.domain.figures import Figures
from mingzhang.domain.statements.fill import fill
from mingzhang.domain.statements.load import statement_set
from mingzhang.domain.statements.statement import Amount, Blank, Statements
from mingzhang.facts.key import Entity, Scope
from mingzhang.usecases.import_book import ImportedBook, import_book

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "demo-2024"
SQL = Path(__file__).with_name("sql")
QUERIES = sorted(path.stem for path in SQL.glob("[0-9][0-9]_*.sql"))
UNITS = ("", "U01", "U02", "U03", "U04", "U05")

Cells = dict[tuple[str, str], Decimal]


@cache
def _book() -> ImportedBook:
    return import_book(FOLDER)


@cache
def _figures() -> Figures:
    return Figures(_book().facts)


@cache
def _statements(unit: str) -> Statements:
    book = _book().book
    entity = Entity(unit, Scope.UNIT) if unit else book.whole
    edition = statement_set(book.department.region, book.year)
    return fill(edition, _figures(), entity, book.year)


def _ours(unit: str, table: str) -> Cells:
    found: Cells = {}
    for address, value in _statements(unit).tables[table].cells():
        assert isinstance(value, Amount | Blank), f"{address}: {value}"
        if isinstance(value, Amount):
            found[address.line, address.column] = value.value
    return found


@cache
def _connection(unit: str, folder: Path = FOLDER) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("SET VARIABLE folder = ?", [folder.as_posix()])
    connection.execute("SET VARIABLE unit = ?", [unit])
    connection.execute((SQL / "base.sql").read_text(encoding="utf-8"))
    return connection


def _theirs(unit: str, query: str) -> Cells:
    text = (SQL / f"{query}.sql").read_text(encoding="utf-8")
    rows = _connection(unit).execute(text).fetchall()
    cells = {(line, column): Decimal(yuan) for line, column, yuan in rows}
    assert len(cells) == len(rows)
    return cells


def test_there_is_a_query_for_every_statement() -> None:
    assert [q.split("_", 1)[1] for q in QUERIES] == list(_statements("").tables)


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("query", QUERIES)
def test_sql_and_statements_agree_in_every_cell(query: str, unit: str) -> None:
    ours, theirs = _ours(unit, query.split("_", 1)[1]), _theirs(unit, query)
    assert ours == theirs


def test_the_comparison_is_not_of_nothing() -> None:
    filled = {q: sum(1 for v in _theirs("", q).values() if v) for q in QUERIES}
    assert min(filled.values()) >= 8, filled
    assert sum(filled.values()) > 900, filled
