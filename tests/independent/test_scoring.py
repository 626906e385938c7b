"""Every score computed a second time in SQL: of the examples, and of made projects of every kind.

The SQL knows nothing of the program: it reads the raw sheets by their Chinese headings, in DuckDB.
What it is given are the figures that facts tell (money of projects, results taken from a fact),
which have proofs of their own.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import fields
from decimal import Decimal
from functools import cache
from pathlib import Path

import duckdb
import pytest

from mingzhang.documents.tables.csv_folder import read_csv_folder
from mingzhang.domain.book.facts import book_facts
from mingzhang.domain.book.parse import read_book
from mingzhang.domain.book.performance_sheets import ActualRow, IndicatorRow
from mingzhang.domain.figures import Figures
from mingzhang.domain.performance.from_book import performance_of
from mingzhang.domain.performance.model import Actual, Indicator, Performance
from mingzhang.domain.performance.scoring.scored import Scored
from mingzhang.rulebook.performance import term
from tools.bench.made_performance import made_performance
from tools.bench.scoring import scored

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
SQL = Path(__file__).with_name("sql") / "scoring.sql"
WITH_GOALS = sorted(path.parent.name for path in EXAMPLES.glob("*/绩效指标.csv"))
SEEDS = (7, 8, 9)
PROJECTS = 250

Row = tuple[object, ...]


@cache
def _example(name: str) -> Performance:
    book = read_book(read_csv_folder(EXAMPLES / name)).book
    return performance_of(book, Figures(book_facts(book)[0]))


@cache
def _made(seed: int) -> Performance:
    return made_performance(PROJECTS, seed)


def _write(path: Path, heading: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(heading)
        writer.writerows([["" if v is None else v for v in row] for row in rows])


def _write_sheets(folder: Path, performance: Performance) -> None:
    """Write the goals and results of a performance as the sheets of a book hold them."""
    indicators = [i for p in performance.every for i in p.indicators]
    actuals = [a for p in performance.every for each in p.actuals.values() for a in each]
    heading = ["指标编码", "项目", "版本", "一级指标", "计算符号", "年度指标值", "区间上限"]
    heading += ["指标方向", "分值", "取数"]
    _write(folder / "绩效指标.csv", heading, [_indicator_row(i) for i in indicators])
    heading = ["指标编码", "截至", "实际完成值", "是否达成", "完成档次", "定性得分"]
    _write(folder / "指标完成.csv", heading, [_actual_row(a) for a in actuals])


def _indicator_row(one: Indicator) -> Row:
    return (
        one.code,
        one.project,
        one.version,
        term("level", one.level),
        term("comparator", one.comparator),
        one.target,
        one.upper,
        term("direction", one.direction),
        one.weight,
        "",
    )


def _actual_row(one: Actual) -> Row:
    met = {True: "是", False: "否", None: ""}[one.met]
    band = term("band", one.band) if one.band else ""
    return one.indicator, one.on.isoformat(), one.value, met, band, one.points


def _write_given(folder: Path, performance: Performance) -> None:
    money = [(p.code, p.money.adjusted, p.money.spent) for p in performance.every]
    _write(folder / "money.csv", ("project", "adjusted", "spent"), money)
    facts = [
        (a.indicator, a.value)
        for p in performance.every
        for each in p.actuals.values()
        for a in each
        if a.from_fact
    ]
    _write(folder / "facts.csv", ("code", "reached"), facts)


def _connection(folder: Path, given: Path, year: int) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    for name, value in (("folder", folder.as_posix()), ("given", given.as_posix()), ("year", year)):
        connection.execute(f"SET VARIABLE {name} = ?", [value])
    connection.execute(SQL.read_text(encoding="utf-8"))
    return connection


def _hundredths(value: Decimal | None) -> int | None:
    return None if value is None else int(value.scaleb(2))


def _completion(value: Decimal | None) -> int | None:
    """Return a completion in ten-thousandths of a percent, half-up."""
    return None if value is None else int((value * 10000 + Decimal("0.5")) // 1)


def _our_lines(result: Scored) -> list[Row]:
    points = [p for goal in result.goals for p in goal.points if p.subject]
    return sorted(
        (p.project, p.indicator, _hundredths(p.score), p.met, _completion(p.completion))
        for p in points
    )


def _our_executions(result: Scored) -> list[Row]:
    return sorted((g.project, _hundredths(g.execution.score)) for g in result.goals)


def _our_totals(result: Scored) -> list[Row]:
    return sorted(
        (
            g.project,
            _hundredths(g.total.weight),
            _hundredths(g.total.score),
            g.total.complete,
            g.grade.label if g.grade else None,
        )
        for g in result.goals
        if g.total
    )


def _compare(connection: duckdb.DuckDBPyConnection, result: Scored) -> None:
    lines = connection.execute("SELECT project, code, score, met, completion FROM lines").fetchall()
    assert _our_lines(result) == sorted(lines)
    executions = connection.execute("SELECT project, score FROM executions").fetchall()
    assert _our_executions(result) == sorted(executions)
    totals = connection.execute(
        "SELECT project, weight, score, complete, grade FROM totals"
    ).fetchall()
    assert _our_totals(result) == sorted(totals)


@pytest.mark.parametrize("name", WITH_GOALS)
def test_sql_and_scoring_agree_on_the_examples(name: str, tmp_path: Path) -> None:
    performance = _example(name)
    _write_given(tmp_path, performance)
    _compare(_connection(EXAMPLES / name, tmp_path, performance.year), scored(performance))


@pytest.mark.parametrize("seed", SEEDS)
def test_sql_and_scoring_agree_on_made_projects(seed: int, tmp_path: Path) -> None:
    performance = _made(seed)
    _write_sheets(tmp_path, performance)
    _write_given(tmp_path, performance)
    _compare(_connection(tmp_path, tmp_path, performance.year), scored(performance))


def test_the_comparison_is_not_of_nothing() -> None:
    assert {"leshan-2021", "luzhou-2023", "yanjiang-2020"} <= set(WITH_GOALS)
    goals = [_example(name) for name in WITH_GOALS]
    assert sum(len(p.indicators) for g in goals for p in g.every) > 20
    points = [p for g in scored(_made(SEEDS[0])).goals for p in g.points]
    rules = {p.rule for p in points}
    assert rules >= {"execution", "reached", "proportion", "excess", "zero_target", "yes_no"}
    assert rules >= {"equal_beyond", "out_of_range", "qualitative", ""}
    assert {g.grade.label for g in scored(_made(SEEDS[0])).goals if g.grade} >= {"良", "中", "差"}


def test_the_sheets_that_the_sql_reads_are_the_books() -> None:
    for sheet, row in (("绩效指标", IndicatorRow), ("指标完成", ActualRow)):
        for name in WITH_GOALS:
            text = (EXAMPLES / name / f"{sheet}.csv").read_text(encoding="utf-8-sig")
            assert len(text.splitlines()[0].split(",")) == len(fields(row))
