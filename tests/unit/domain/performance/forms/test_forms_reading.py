"""What a form says wrongly is told at its cell, everything at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pypdfium2
import pytest

from mingzhang.docmodel.grid import Grid, Merged, grids
from mingzhang.docmodel.model import Document, Table
from mingzhang.documents.pdf.fonts import find_fonts
from mingzhang.documents.pdf.write import write_pdf
from mingzhang.documents.readers.sheets.workbook import read_workbook
from mingzhang.documents.xlsx.write import write_xlsx
from mingzhang.domain.book.performance_sheets import FundRow, GoalRow, IndicatorRow
from mingzhang.domain.book.sheets import ProjectRow
from mingzhang.domain.performance.forms.compose import copies, document_of
from mingzhang.domain.performance.forms.merge import merged, problems_alone, problems_of
from mingzhang.domain.performance.forms.reading import FormReading, read_form
from mingzhang.domain.performance.model import Project
from mingzhang.kernel.problem import Problem
from tests.unit.domain.performance.forms.papers import (
    address_of,
    chosen,
    form_grid,
    imported,
    known,
    material,
    place_of,
    read,
    told,
    written,
)

DEMO, OLD = "demo-2024", "yanjiang-2020"
SELF, GOAL = "project-self-evaluation", "project-goal"


def grid(form: str, project: str = "P08", book: str = DEMO) -> Grid:
    return form_grid(book, form, project)


def beside(sheet: Grid, label: str, column: str) -> str:
    """Return the address in a column on the row of a label."""
    return column + address_of(sheet, label)[1:]


def at_cells(problems: tuple[Problem, ...] | list[Problem]) -> list[str]:
    """Return where problems stand, as a spreadsheet names it."""
    return [f"{p.place.column.partition('列')[0]}{p.place.row}" for p in problems]


def laid(reading: FormReading, book: str = DEMO) -> Iterator[Problem]:
    merging, problems = merged(imported(book).book, material(book).performance, [reading])
    yield from problems
    yield from problems_of(merging)


def test_words_in_number_cells_are_told_all_at_once() -> None:
    sheet = grid(SELF)
    changes = {
        beside(sheet, "其中：当年财政拨款", "E"): "一千万",
        beside(sheet, "工程形象进度", "F"): "约六成",
        beside(sheet, "工程形象进度", "G"): "二十",
        beside(sheet, "节点工期", "F"): "完成",
        beside(sheet, "绿色施工", "F"): "不错",
    }
    reading = read(DEMO, written(sheet, changes))
    assert sorted(at_cells(reading.problems)) == sorted(changes)
    assert all(text in " ".join(told(reading)) for text in changes.values())


def test_a_place_names_file_sheet_row_column_and_label() -> None:
    sheet = grid(SELF)
    at = beside(sheet, "工程形象进度", "F")
    (line,) = told(read(DEMO, written(sheet, {at: "约六成"})))
    assert line.startswith(f"表.xlsx“自评表-P08” 第{at[1:]}行「F列 实际完成值」：现为“约六成”")


def test_a_negative_result_is_told_at_its_cell() -> None:
    sheet = grid(SELF)
    at = beside(sheet, "带动本地采购额", "F")
    reading = read(DEMO, written(sheet, {at: "-5"}))
    assert reading.problems == ()
    assert at_cells(list(laid(reading))) == [at]


def test_a_negative_rate_may_be_meant() -> None:
    sheet = grid(SELF)
    reading = read(DEMO, written(sheet, {beside(sheet, "周边居民满意度", "F"): "-5"}))
    assert list(laid(reading)) == []


@pytest.mark.parametrize("book", [DEMO, None])
def test_weights_that_do_not_add_up_are_told(book: str | None) -> None:
    sheet = grid(GOAL)
    changed = written(sheet, {beside(sheet, "工程形象进度", "G"): "35"})
    reading = read(DEMO, changed) if book else read_form(changed)
    assert reading is not None
    assert reading.problems == ()
    problems = list(laid(reading)) if book else list(problems_alone(reading, "510000"))
    (problem,) = problems
    assert problem.found == "合计 105"
    assert problem.place.column == "G列 分值"
    assert "行）" not in problem.expected  # rows of the book say nothing about a form


@pytest.mark.parametrize("text", ["65%", "约65%", "≈65%"])
def test_an_unknown_comparator_is_told(text: str) -> None:
    sheet = grid(GOAL)
    at = beside(sheet, "工程形象进度", "F")
    (problem,) = read(DEMO, written(sheet, {at: text})).problems
    assert at_cells([problem]) == [at]
    assert "≥" in problem.expected


def test_missing_fields_are_told() -> None:
    sheet = grid(GOAL)
    name = address_of(sheet, "周边居民满意度")
    target = beside(sheet, "工程形象进度", "F")
    reading = read_form(written(sheet, {name: "", target: ""}))
    assert reading is not None
    assert sorted(at_cells(reading.problems)) == sorted([name, target])
    assert {p.found for p in reading.problems} == {"空白"}


def test_another_year_is_told_and_says_nothing_to_the_book() -> None:
    sheet = written(grid(SELF), {"A1": "项目支出绩效自评表（2023年度）"})
    reading = read(DEMO, sheet)
    assert [p.found for p in reading.problems] == ["2023年度"]
    assert reading.foreign
    assert list(laid(reading)) == []


@pytest.mark.parametrize(
    ("form", "title", "said"),
    [
        (SELF, "项目支出绩效自评表", "没有年度"),
        ("monitoring", "项目支出绩效目标执行监控表（2024年度）", "没有月份"),
    ],
)
def test_a_form_without_its_time_is_told(form: str, title: str, said: str) -> None:
    reading = read(DEMO, written(grid(form), {"A1": title}))
    assert said in [p.found for p in reading.problems]


def test_indicators_of_another_goal_are_told() -> None:
    sheet = grid(SELF)
    name = address_of(sheet, "周边居民满意度")
    reading = read(DEMO, written(sheet, {name: "周边群众满意度"}))
    (problem,) = reading.problems
    assert at_cells([problem]) == [name]
    assert "周边居民满意度" in problem.expected
    assert list(laid(reading)) == []


def test_a_self_evaluation_does_not_change_the_goal() -> None:
    sheet = grid(SELF)
    changes = {
        beside(sheet, "工程形象进度", "E"): "≥60%",
        beside(sheet, "分部工程验收合格率", "G"): "20",
    }
    reading = read(DEMO, written(sheet, changes))
    assert sorted(at_cells(reading.problems)) == sorted(changes)
    assert {"≥65%", "10分"} <= {p.expected.partition("（")[0] for p in reading.problems}


def test_a_total_that_is_not_its_sources_is_told() -> None:
    sheet = grid(SELF)
    total = beside(sheet, "年度资金总额", "F")
    (problem,) = read(DEMO, written(sheet, {total: "1000"})).problems
    assert at_cells([problem]) == [total]
    assert "1565.84" in problem.expected


def test_an_older_form_is_named_with_what_to_do() -> None:
    sheet = grid("goal-completion", "ZSZX", OLD)
    title = "项目支出绩效目标完成情况表（2023年度）"
    reading = read("luzhou-2023", written(sheet, {"A1": title}))
    problem = reading.problems[0]
    assert reading.foreign
    assert "项目支出绩效目标完成情况表" in problem.found
    assert "2021年度及以前" in problem.found
    assert "“项目支出绩效自评表”" in problem.expected
    assert "抄入" in problem.remedy


@pytest.mark.parametrize(("home", "other"), [(OLD, DEMO), (DEMO, OLD)])
def test_of_forms_of_another_year_only_the_year_is_told(home: str, other: str) -> None:
    """Edition, indicators, results and scored systems are those of its own year's book."""
    year = material(home).performance.year
    printed = copies(chosen(home), material(home))
    assert any(copy.name.startswith("打分表") for copy in printed)
    sheets = grids(read_workbook(write_xlsx(document_of(printed, material(home))), "表.xlsx"))
    readings = [read_form(sheet, chosen(other), known(other)) for sheet in sheets]
    said = [[p.found for p in reading.problems] for reading in readings if reading]
    assert said == [[f"{year}年度"]] * len(printed)


def test_what_is_wrong_in_any_year_is_told_with_the_year() -> None:
    sheet = grid(SELF)
    weight = beside(sheet, "分部工程验收合格率", "G")
    changes = {"A1": "项目支出绩效自评表（2023年度）", weight: "二十"}
    reading = read(DEMO, written(sheet, changes))
    assert [p.found for p in reading.problems] == ["2023年度", "二十"]


def test_a_missing_column_and_a_missing_row_are_told() -> None:
    sheet = grid(SELF)
    changes = {address_of(sheet, "实际完成值"): "", address_of(sheet, "年度资金总额"): "总计"}
    reading = read(DEMO, written(sheet, changes))
    assert {p.place.column for p in reading.problems} == {"实际完成值", "年度资金总额"}


def test_two_causes_are_one_too_many() -> None:
    sheet = grid("monitoring")
    row = address_of(sheet, "工程形象进度")[1:]
    reading = read(DEMO, written(sheet, {f"H{row}": "√", f"J{row}": "√"}))
    assert at_cells(reading.problems) == [f"J{row}"]


@pytest.mark.parametrize("text", ["2", "有可能", "2.有可能"])
def test_the_likelihood_is_a_number_or_a_word(text: str) -> None:
    sheet = grid("monitoring")
    row = address_of(sheet, "工程形象进度")[1:]
    reading = read(DEMO, written(sheet, {f"N{row}": text}))
    assert reading.problems == ()
    (said,) = [r for r in reading.rows if r.fields.get("indicator") == "P08-2"]
    assert said.fields["likelihood"] == "possible"


def test_an_unknown_project_is_told() -> None:
    sheet = grid(SELF)
    reading = read(DEMO, written(sheet, {address_of(sheet, "P08"): "P99"}))
    assert reading.problems[0].found == "P99"


def test_a_code_with_another_project_s_name_is_told() -> None:
    sheet = grid(SELF)
    reading = read(DEMO, written(sheet, {address_of(sheet, "会展场馆改扩建"): "会展场馆运营"}))
    assert [(p.found, p.expected) for p in reading.problems] == [
        ("会展场馆运营", "“会展场馆改扩建”（编码P08）")
    ]


def test_a_new_project_s_goal_makes_its_rows() -> None:
    """Without a book the form alone is a project with a goal, its indicators and its money."""
    reading = read_form(grid(GOAL))
    assert reading is not None
    assert reading.problems == ()
    assert list(problems_alone(reading, "510000")) == []
    made = [row.row() for row in reading.rows]
    (project,) = [row for row in made if isinstance(row, ProjectRow)]
    assert (project.code, project.name, project.first_year) == ("P08", "会展场馆改扩建", 2022)
    (goal,) = [row for row in made if isinstance(row, GoalRow)]
    assert goal.annual == "推进会展场馆主体工程和配套设施建设"
    indicators = [row for row in made if isinstance(row, IndicatorRow)]
    assert [row.code for row in indicators] == [f"P08-0{n}" for n in range(1, 8)]
    assert sum(row.weight or 0 for row in indicators) == 90
    assert indicators[1].target == 65
    funds = {row.source: row.initial for row in made if isinstance(row, FundRow)}
    assert funds == {"fiscal": Decimal("10462500.00"), "other": Decimal("3867900.00")}


def long_project() -> Project:
    """Return a project with six times its indicators."""
    project = material(DEMO).performance.project("P08")
    many = [
        replace(each, code=f"{each.code}{letter}", name=f"{each.name}{letter}", weight=None)
        for each in project.indicators
        for letter in "甲乙丙丁戊己庚辛"
    ]
    return replace(project, indicators=tuple(many))


@cache
def long_goal() -> Document:
    """Return its goal form as a document."""
    held = material(DEMO)
    project = long_project()
    points = tuple(
        replace(held.scored.goal("P08").points[1], subject=each) for each in project.indicators
    )
    goals = tuple(
        replace(goal, points=(goal.points[0], *points)) if goal.project == "P08" else goal
        for goal in held.scored.goals
    )
    projects = tuple(project if p.code == "P08" else p for p in held.performance.projects)
    longer = replace(
        held,
        performance=replace(held.performance, projects=projects),
        scored=replace(held.scored, goals=goals),
    )
    return document_of(copies(chosen(DEMO), longer, [GOAL], "P08"), longer)


def tables_of(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def moved(sheet: Grid, rows: int, columns: int) -> Grid:
    """Return a sheet with empty rows above and empty columns at its left."""
    width = len(sheet.rows[0]) + columns
    empty = tuple("" for _ in range(width))
    cells = tuple(("",) * columns + row for row in sheet.rows)
    spans = tuple(Merged(m.row + rows, m.column + columns, m.rows, m.columns) for m in sheet.merged)
    return replace(sheet, rows=(empty,) * rows + cells, merged=spans)


def without_spans(sheet: Grid) -> Grid:
    """Return a sheet as programs give it that know of no merged cells."""
    return replace(sheet, merged=())


def with_row_inserted(sheet: Grid, after: str, cells: dict[int, str]) -> Grid:
    """Return a sheet with one more row below the one of a label."""
    at = place_of(address_of(sheet, after))[0] + 1
    row = tuple(cells.get(column, "") for column in range(len(sheet.rows[0])))
    spans = tuple(
        replace(m, row=m.row + 1)
        if m.row >= at
        else replace(m, rows=m.rows + (m.row + m.rows > at))
        for m in sheet.merged
    )
    return replace(sheet, rows=(*sheet.rows[:at], row, *sheet.rows[at:]), merged=spans)


@pytest.mark.parametrize("change", [lambda s: moved(s, 2, 1), without_spans], ids=["moved", "flat"])
@pytest.mark.parametrize("form", [SELF, GOAL, "monitoring", "goal-review"])
def test_places_and_spans_do_not_matter(form: str, change: object) -> None:
    sheet = grid(form)
    assert callable(change)
    plain, other = read(DEMO, sheet), read(DEMO, change(sheet))
    assert other.problems == ()
    assert [(r.sheet, r.fields) for r in other.rows] == [(r.sheet, r.fields) for r in plain.rows]


def test_a_row_added_by_hand_is_read() -> None:
    sheet = with_row_inserted(
        grid(GOAL), "分部工程验收合格率", {3: "工程资料归档率", 5: "=100%", 6: "5"}
    )
    reading = read(DEMO, sheet)
    assert reading.problems == ()
    new = [r.fields for r in reading.rows if r.fields.get("name") == "工程资料归档率"]
    assert [(f["level"], f["sublevel"], f["target"]) for f in new] == [
        ("output", "quality", Decimal(100))
    ]
    assert new[0]["code"] not in {
        i.code for i in material(DEMO).performance.project("P08").indicators
    }


def test_a_title_outside_of_the_cells_counts() -> None:
    sheet = grid(SELF)
    bare = replace(
        sheet,
        name="表1",
        rows=sheet.rows[2:],
        merged=tuple(replace(m, row=m.row - 2) for m in sheet.merged if m.row >= 2),
        above=("附件2", "项目支出绩效自评表", "（2024年度）"),
    )
    reading = read(DEMO, bare)
    assert reading.problems == ()
    assert len(reading.rows) == len(read(DEMO, sheet).rows)


def test_without_a_title_labels_tell_the_form() -> None:
    sheet = written(replace(grid(SELF), name="Sheet1"), {"A1": "2024年度", "A2": ""})
    reading = read(DEMO, sheet)
    assert reading.form.id == SELF
    assert reading.problems == ()


@pytest.mark.parametrize(
    "rows", [(("甲", "乙"), ("1", "2")), (("",),), (("项目名称", "金额"),)], ids=str
)
def test_what_is_no_form_is_none(rows: tuple[tuple[str, ...], ...]) -> None:
    assert read_form(Grid("Sheet1", "表.xlsx", rows)) is None


def test_a_form_of_several_pages_comes_back_whole() -> None:
    """Its spans end and begin anew, so that pages can break between them."""
    table = tables_of(long_goal())[0]
    spans = [cell.rowspan for row in table.rows for cell in row]
    assert max(spans) < 15
    found = grids(read_workbook(write_xlsx(long_goal()), "表.xlsx"))
    reading = read_form(next(each for each in found if each.name.startswith("申报表")))
    assert reading is not None
    assert reading.problems == ()
    made = [row.row() for row in reading.rows if row.sheet == "绩效指标"]
    wanted = [(i.level, i.sublevel, i.name) for i in long_project().indicators]
    assert [(i.level, i.sublevel, i.name) for i in made if isinstance(i, IndicatorRow)] == wanted


def test_a_form_of_several_pages_loses_nothing_in_print() -> None:
    pdf = pypdfium2.PdfDocument(write_pdf(long_goal(), find_fonts()).data)
    printed = "".join(page.get_textpage().get_text_range() for page in pdf)
    said = "".join(printed.split())
    assert len(pdf) > 1
    assert [i.name for i in long_project().indicators if i.name not in said] == []
    assert "单位（盖章）" in said
