"""Forms to files and files to the book: nothing is saved while anything is wrong."""

from __future__ import annotations

import shutil
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from mingzhang.docmodel.grid import Grid
from mingzhang.domain.book.performance_sheets import (
    ActualRow,
    EvaluationScoreRow,
    FundRow,
    WholeRow,
)
from mingzhang.kernel.problem import InputProblems
from mingzhang.usecases.import_book import import_book
from mingzhang.usecases.performance.forms import (
    FORM_FORMATS,
    read_form_files,
    read_forms,
    write_forms,
)
from tests.unit.domain.performance.forms.papers import (
    EXAMPLES,
    SYSTEM,
    address_of,
    form_grid,
    imported,
    written,
)

DEMO = "demo-2024"
SELF = "project-self-evaluation"


def workbook(folder: Path, *grids: Grid) -> Path:
    """Write sheets as a workbook, merged cells as such, and give its path."""
    out = BytesIO()
    made = xlsxwriter.Workbook(out)
    style = made.add_format({"border": 1})
    for grid in grids:
        sheet = made.add_worksheet(grid.name[:31])
        for span in grid.merged:
            last = span.row + span.rows - 1, span.column + span.columns - 1
            sheet.merge_range(span.row, span.column, *last, "", style)
        for row, cells in enumerate(grid.rows):
            for column, text in enumerate(cells):
                if text:
                    sheet.write_string(row, column, text, style)
    made.close()
    path = folder / "上报 表.xlsx"
    path.write_bytes(out.getvalue())
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a copy of the example book to read into."""
    copied = tmp_path / "账套 2024"
    shutil.copytree(EXAMPLES / DEMO, copied)
    return copied


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_all_formats_are_written_the_same_twice(tmp_path: Path) -> None:
    first = write_forms(imported("luzhou-2023"), tmp_path / "一")
    second = write_forms(imported("luzhou-2023"), tmp_path / "二")
    assert [path.suffix.lstrip(".") for path in first.files] == list(FORM_FORMATS)
    assert [p.read_bytes() for p in first.files] == [p.read_bytes() for p in second.files]
    assert first.refused == ()


def test_forms_of_one_project_bear_its_code(tmp_path: Path) -> None:
    made = write_forms(imported(DEMO), tmp_path, [SELF, "monitoring"], "P06", ["xlsx"])
    assert [path.name for path in made.files] == ["绩效管理表格-P06.xlsx"]
    assert made.copies[0] == "自评表-P06"
    assert made.copies[1:] == tuple(
        f"监控表-P06-{day}" for day in ("0430", "0630", "0731", "0831", "1031")
    )


def test_unknown_forms_and_projects_are_told_together(tmp_path: Path) -> None:
    with pytest.raises(InputProblems) as wrong:
        write_forms(imported(DEMO), tmp_path, ["no-form"], "P99")
    assert [problem.found for problem in wrong.value.problems] == ["no-form", "P99"]
    assert "项目支出绩效自评表" in wrong.value.problems[0].remedy


def test_forms_filled_in_by_hand_come_into_the_book(tmp_path: Path, folder: Path) -> None:
    sheet = form_grid(DEMO, SELF, "P13")
    at = _first_blank_result(sheet)
    read = read_forms([workbook(tmp_path, written(sheet, {at: "91"}))], folder)
    assert [path.name for path in read.files] == ["指标完成.csv"]
    old = {(r.indicator, r.on): r for r in imported(DEMO).book.rows(ActualRow)}
    new = {(r.indicator, r.on): r for r in import_book(folder).book.rows(ActualRow)}
    changed = [key for key in new if new[key] != old.get(key)]
    assert [new[key].value for key in changed] == [Decimal(91)]


def _first_blank_result(sheet: Grid) -> str:
    """Return the address of the first indicator's result that is blank."""
    head = int(address_of(sheet, "实际完成值")[1:])
    rows = range(head, len(sheet.rows))
    row = next(n for n in rows if sheet.rows[n][3] and not sheet.rows[n][5])
    return f"F{row + 1}"


def test_nothing_is_saved_while_anything_is_wrong(tmp_path: Path, folder: Path) -> None:
    before = content(folder)
    sheet = form_grid(DEMO, SELF, "P08")
    wrong = written(sheet, {"F14": "约六成", "F17": "-5", "H18": "99", "E15": "≥1%", "D19": "新的"})
    right = written(form_grid(DEMO, SELF, "P06"), {})
    with pytest.raises(InputProblems) as told:
        read_forms([workbook(tmp_path, wrong, right)], folder)
    where = [(p.place.row, p.place.column[:1]) for p in told.value.problems]
    assert where == [(14, "F"), (15, "E"), (19, "D")]
    assert content(folder) == before
    # What needs the rows is told as soon as the cells can be read.
    fewer = written(sheet, {"F17": "-5", "H18": "99"})
    with pytest.raises(InputProblems) as told:
        read_forms([workbook(tmp_path, fewer, right)], folder)
    assert [(p.place.row, p.place.column[:1]) for p in told.value.problems] == [
        (17, "F"),
        (18, "H"),
    ]
    assert content(folder) == before


def test_two_forms_that_contradict_each_other_are_refused(tmp_path: Path, folder: Path) -> None:
    first = form_grid(DEMO, SELF, "P08")
    second = written(first, {"F14": "62"})
    files = []
    for name, grid in (("甲", first), ("乙", second)):
        (tmp_path / name).mkdir()
        files.append(workbook(tmp_path / name, grid))
    with pytest.raises(InputProblems) as told:
        read_forms(files, folder)
    (problem,) = told.value.problems
    assert (problem.place.row, problem.place.column) == (14, "F列 实际完成值")


def test_printed_amounts_do_not_blur_the_book(tmp_path: Path, folder: Path) -> None:
    made = write_forms(imported(DEMO), tmp_path, [SELF], None, ["docx"])
    read = read_forms(made.files, folder)
    assert read.files == ()
    assert len(read.readings) == len(made.copies)


def test_new_sources_of_funds_add_up_to_the_exact_total(tmp_path: Path, folder: Path) -> None:
    made = write_forms(imported(DEMO), tmp_path, [SELF], None, ["xlsx"])
    (folder / "项目资金.csv").unlink()
    read_forms(made.files, folder)
    book = import_book(folder).book
    spent: dict[str, Decimal] = {}
    for row in book.rows(FundRow):
        spent[row.project] = spent.get(row.project, Decimal(0)) + (row.spent or 0)
    held: dict[str, Decimal] = {}
    for row in imported(DEMO).book.rows(FundRow):
        held[row.project] = held.get(row.project, Decimal(0)) + (row.spent or 0)
    assert spent == held
    assert {row.origin for row in book.rows(FundRow)} >= {"reconstructed"}


def test_points_of_a_scored_system_come_back(tmp_path: Path, folder: Path) -> None:
    made = write_forms(imported(DEMO), tmp_path, ["scoring"], None, ["docx"], sheets=[SYSTEM])
    (folder / "评价打分.csv").unlink()
    asked = replace(SYSTEM, lines=tuple(replace(x, points=None, reason="") for x in SYSTEM.lines))
    read = read_forms(made.files, folder, [asked])
    assert [path.name for path in read.files] == ["评价打分.csv"]
    rows = import_book(folder).book.rows(EvaluationScoreRow)
    assert [(r.evaluation, r.indicator, r.points, r.reason) for r in rows] == [
        ("PJ-01", line.code, line.points, line.reason) for line in SYSTEM.lines
    ]


def test_points_of_the_department_s_own_evaluation_have_their_own_sheet(
    tmp_path: Path, folder: Path
) -> None:
    (folder / "整体评价.csv").unlink()
    write_forms(imported(DEMO), tmp_path, ["scoring"], "", ["xlsx"])
    read = read_forms([tmp_path / "绩效管理表格.xlsx"], folder)
    assert [path.name for path in read.files] == ["整体评价.csv"]
    held = {r.indicator: r.points for r in imported(DEMO).book.rows(WholeRow)}
    rows = {r.indicator: r.points for r in import_book(folder).book.rows(WholeRow)}
    given = {code: points for code, points in held.items() if points is not None}
    assert given
    assert given.items() <= rows.items()


def test_a_form_alone_is_judged_by_the_rules_of_its_year(tmp_path: Path) -> None:
    sheet = form_grid(DEMO, "project-goal", "P08")
    assert len(read_form_files([workbook(tmp_path, sheet)]).readings) == 1
    with pytest.raises(InputProblems) as told:
        read_form_files([workbook(tmp_path, written(sheet, {"G15": "35"}))])
    assert [p.found for p in told.value.problems] == ["合计 105"]


def test_files_that_are_no_forms_are_told_one_by_one(tmp_path: Path, folder: Path) -> None:
    before = content(folder)
    (tmp_path / "说明.txt").write_text("本局没有表。", "utf-8")
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04nonsense")
    other = Grid("Sheet1", "", (("甲", "乙"), ("1", "2")))
    paths = [tmp_path / "说明.txt", tmp_path / "坏.xlsx", workbook(tmp_path, other)]
    with pytest.raises(InputProblems) as told:
        read_forms([*paths, tmp_path / "没有.docx"], folder)
    assert sorted(p.place.file for p in told.value.problems) == sorted(
        ["说明.txt", "坏.xlsx", "上报 表.xlsx", "没有.docx"]
    )
    assert content(folder) == before


def test_other_files_are_told_in_which_forms_come_back(tmp_path: Path, folder: Path) -> None:
    paths = [tmp_path / name for name in ("扫描.pdf", "改名.docx", "改名.xlsx", "无后缀")]
    for path in paths:
        path.write_bytes(b"%PDF-1.4\n")
    with pytest.raises(InputProblems) as told:
        read_forms(paths, folder)
    problems = {p.place.file: p for p in told.value.problems}
    assert problems["扫描.pdf"].found == "后缀.pdf的文件"
    assert problems["无后缀"].found == "没有后缀的文件"
    assert {p.expected for p in problems.values()} == {"填好的表格（xlsx、xls、docx）"}
    assert len(problems) == len(paths)
    assert not [p for p in problems.values() if "txt" in str(p) or "csv" in str(p)]
