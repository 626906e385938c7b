"""A sheet that cannot be read hides nothing of the others, and is no cause of further problems."""

from pathlib import Path

from tests.unit.domain.book.workbook import DEMO, Workbook, at


def _a_fen_more(workbook: Workbook) -> None:
    row = workbook.row("申报合计", 指标="支出", 维度="", 单位编码="")
    old = workbook.get("申报合计", row, "数值")
    workbook.set("申报合计", row, "数值", f"{old[:-1]}{(int(old[-1]) + 1) % 10}")


def test_a_bad_cell_hides_no_problem_of_other_sheets(tmp_path: Path) -> None:
    workbook = Workbook(tmp_path)
    workbook.set("三公", 2, "决算", "约三万")
    code = workbook.row("收入", 功能分类科目="2296001")
    workbook.set("收入", code, "功能分类科目", "2089901")
    workbook.set("车辆", 2, "单位编码", "U99")
    workbook.set("原因", 2, "原因", "减少3.2万元")
    _a_fen_more(workbook)
    total = workbook.row("申报合计", 指标="支出", 维度="", 单位编码="")
    assert {p.place for p in workbook.problems()} == {
        at("三公", 2, "决算"),
        at("收入", code, "功能分类科目"),
        at("车辆", 2, "单位编码"),
        at("原因", 2, "原因"),
        at("申报合计", total, "数值"),
    }


def test_the_good_rows_of_a_bad_sheet_are_checked(tmp_path: Path) -> None:
    workbook = Workbook(tmp_path)
    workbook.set("支出", 2, "金额", "三万")
    row = workbook.row("支出", 功能分类科目="2080801")
    workbook.set("支出", row, "功能分类科目", "2089901")
    places = {at("支出", 2, "金额"), at("支出", row, "功能分类科目")}
    assert {p.place for p in workbook.problems()} == places


def test_totals_do_not_rest_on_a_sheet_with_a_bad_row(tmp_path: Path) -> None:
    for sheet, column in (("支出", "金额"), ("抵销", "金额"), ("结转", "年末结转")):
        workbook = Workbook(tmp_path / sheet)
        workbook.set(sheet, 2, column, "不详")
        assert [p.place for p in workbook.problems()] == [at(sheet, 2, column)]


def test_a_bad_row_of_a_sheet_with_views_accuses_no_total(tmp_path: Path) -> None:
    workbook = Workbook(tmp_path, DEMO.parent / "luzhou-2023")
    workbook.set("支出", 2, "金额", "不详")
    assert [p.place for p in workbook.problems()] == [at("支出", 2, "金额")]


def test_registers_that_cannot_be_read_accuse_nobody(tmp_path: Path) -> None:
    for sheet, column in (("单位", "单位性质"), ("项目", "项目类型")):
        workbook = Workbook(tmp_path / sheet)
        workbook.set(sheet, 2, column, "不详")
        assert [p.place for p in workbook.problems()] == [at(sheet, 2, column)]


def test_a_view_that_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    for column, text in (("完整", "√"), ("给出的维度", "收入来源、车型")):
        workbook = Workbook(tmp_path / column)
        workbook.sheets["视图"].append(["明细", "收入", "收入来源、功能分类科目", "", "是"])
        view = workbook.sheets["收入"][0].index("视图")
        for row in workbook.sheets["收入"][1:]:
            row[view] = "明细"
        assert workbook.problems() == ()
        workbook.set("视图", 2, column, text)
        assert [p.place for p in workbook.problems()] == [at("视图", 2, column)]


def test_a_misnamed_file_is_told_once(tmp_path: Path) -> None:
    workbook = Workbook(tmp_path)
    workbook.sheets["项目表"] = workbook.sheets.pop("项目")
    (problem,) = workbook.problems()
    assert problem.place == at("项目表")
    assert "是否为“项目”？" in problem.remedy


def test_a_department_that_cannot_be_read_hides_nothing(tmp_path: Path) -> None:
    for column, text in (("年度", "去年"), ("行政区划代码", "51"), ("部门编码", "a b")):
        workbook = Workbook(tmp_path / column)
        workbook.set("部门", 2, column, text)
        workbook.set("车辆", 2, "单位编码", "U99")
        _a_fen_more(workbook)
        total = workbook.row("申报合计", 指标="支出", 维度="", 单位编码="")
        assert {p.place for p in workbook.problems()} == {
            at("部门", 2, column),
            at("车辆", 2, "单位编码"),
            at("申报合计", total, "数值"),
        }


def test_a_year_before_the_rulebook_is_one_problem(tmp_path: Path) -> None:
    workbook = Workbook(tmp_path)
    workbook.set("部门", 2, "年度", "2016")
    (problem,) = workbook.problems()
    assert problem.place == at("部门", 2, "年度")
    assert "2018年及以后" in problem.expected


def test_a_place_without_an_edition_is_told_which_places_there_are(tmp_path: Path) -> None:
    workbook = Workbook(tmp_path)
    workbook.set("部门", 2, "行政区划代码", "110000")
    (problem,) = workbook.problems()
    assert problem.place == at("部门", 2, "行政区划代码")
    assert problem.found == "110000"
    assert "51开头" in problem.expected
    assert "公开说明文字" in problem.remedy
    assert "report" not in str(problem)
