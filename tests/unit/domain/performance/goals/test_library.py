"""The indicator library over books and years, and the goals that start the next year."""

from datetime import date
from typing import Any

from mingzhang.docmodel.grid import Grid
from mingzhang.domain.book.parse import book_grids, parse_book
from mingzhang.domain.book.performance_sheets import ActualRow, DecisionRow, GoalRow, IndicatorRow
from mingzhang.domain.book.sheets import ProjectRow
from mingzhang.domain.performance.goals.library import library, library_grid
from mingzhang.domain.performance.goals.next_year import next_year_sheets
from mingzhang.domain.performance.model import Comparator
from tests.unit.domain.performance.goal_books import D, Goals, goals, indicator


def _actual(code: str = "i1", **given: Any) -> ActualRow:
    return ActualRow(indicator=code, **given)


def test_how_often_an_indicator_is_used_and_with_which_values() -> None:
    fields = {"name": "引进企业", "project": "P1"}
    first = goals(indicator(**fields), _actual(value=D(25)), year=2022)
    second = goals(
        ProjectRow(code="P2", name="外贸"),
        indicator(**{**fields, "name": "引进 企业", "target": D(30)}),
        indicator("i2", **{**fields, "project": "P2", "target": D(5), "comparator": "equal"}),
        indicator("i3", name="办会", measure_unit="场"),
        _actual(value=D(19), on=date(2023, 7, 31)),
        _actual("i2", value=D(6)),
    )
    entries = library([first.performance, second.performance])
    assert [(e.name, e.uses) for e in entries] == [("引进企业", 3), ("办会", 1)]
    top = entries[0]
    assert top.years == (2022, 2023)
    assert top.departments == 1
    assert top.comparators == (Comparator.AT_LEAST, Comparator.EQUAL)
    assert top.targets == (D(5), D(30))
    # A report of July is no result of the year.
    assert top.actuals == (D(6), D(25))
    assert entries[1].actuals is None


def test_another_unit_is_another_entry() -> None:
    rows = [
        indicator("a", name="签约额", measure_unit="亿元"),
        indicator("b", name="签约额", measure_unit="万元"),
        indicator("c", name="接待", measure_unit="批次"),
        indicator("d", name="接待", measure_unit="批"),
    ]
    entries = library([goals(*rows).performance])
    assert sorted(e.name for e in entries) == ["接待", "签约额", "签约额"]
    # Twice in one goal is used by one project.
    assert [e.uses for e in entries] == [1, 1, 1]


def test_the_library_as_a_sheet() -> None:
    worded = {"comparator": "qualitative", "target": None, "wording": "建成", "sublevel": None}
    rows = (indicator(), indicator("w", name="机制", **{**worded, "measure_unit": ""}))
    grid = library_grid(library([goals(*rows).performance]))
    heading, *lines = grid.rows
    assert all(len(line) == len(heading) for line in lines)
    assert ("产出指标", "数量指标", "引进企业i1", "家", "≥") in {line[:5] for line in lines}
    assert ("", "", "", "") in {line[-4:] for line in lines}


def _next(*rows: object, **given: Any) -> dict[str, list[dict[str, str]]]:
    """Return next year's sheets as rows by heading."""
    found: Goals = goals(*rows, **given)
    grids = next_year_sheets(found.book, found.performance)
    return {g.name: [dict(zip(g.rows[0], r, strict=True)) for r in g.rows[1:]] for g in grids}


def test_goals_go_on_with_what_was_reached() -> None:
    goal = GoalRow(project="P1", annual="引进。", medium="三年", done="完成", filler="甲")
    second = GoalRow(project="P1", version=D(2), annual="引进企业。", reason="调整")
    sheets = _next(
        goal,
        second,
        indicator(previous=D(10)),
        indicator(version=D(2), target=D(22), previous=D(10)),
        indicator("open", version=D(2), previous=D(3)),
        _actual(value=D(25)),
        _actual("open", value=D(4), on=date(2023, 7, 31)),
    )
    assert [row["项目属性"] for row in sheets["项目"]] == ["延续"]
    (text,) = sheets["绩效目标"]
    assert {k: v for k, v in text.items() if v} == {"项目": "P1", "年度目标": "引进企业。"}
    kept = [
        (r["指标编码"], r["版本"], r["年度指标值"], r["上年完成值"]) for r in sheets["绩效指标"]
    ]
    # What is not known by the end of the year is left blank, and last year's value is gone.
    assert kept == [("i1", "", "22", "25"), ("open", "", "20", "")]


def test_projects_that_end_are_left_out() -> None:
    others = [
        ProjectRow(code="over", name="完", last_year=2023),
        ProjectRow(code="cut", name="压", last_year=2024),
        ProjectRow(code="gone", name="消"),
        ProjectRow(code="merged", name="并"),
    ]
    rows = [indicator(p.code, project=p.code) for p in others]
    decisions = [
        DecisionRow(project="gone", decision="cancel", reason="x"),
        DecisionRow(project="merged", decision="merge", into="P1", reason="x"),
        DecisionRow(project="cut", decision="cut", reason="x"),
    ]
    whole = indicator("whole", project=None)
    sheets = _next(*others, indicator(), *rows, whole, *decisions)
    assert [row["项目编码"] for row in sheets["项目"]] == ["P1", "cut"]
    assert [row["指标编码"] for row in sheets["绩效指标"]] == ["whole", "i1", "cut"]


def test_the_sheets_are_read_back_as_rows_of_a_book() -> None:
    found = goals(GoalRow(project="P1", annual="引进。"), indicator(), _actual(value=D(25)))
    book = parse_book(
        [
            *(g for g in next_year_sheets(found.book, found.performance)),
            _department(found),
        ]
    )
    (row,) = book.rows(IndicatorRow)
    assert row.previous == D(25)
    assert row.target == D(20)


def _department(found: Goals) -> Grid:
    return next(g for g in book_grids(found.book) if g.name == "部门")
