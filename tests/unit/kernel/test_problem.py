"""Problems as people read them."""

from mingzhang.kernel.problem import (
    Caution,
    InputProblems,
    Place,
    Problem,
    in_files,
    rows_text,
    told,
)


def _problem(row: int | None, found: str = "三") -> Problem:
    return Problem(Place("支出", row, "金额"), found, "金额", "改为数字")


def test_a_place_names_file_row_and_column() -> None:
    assert str(Place("支出", 3, "金额")) == "支出 第3行「金额」"
    assert str(Place("支出")) == "支出"


def test_problems_are_sorted_and_each_is_told_once() -> None:
    wrong = InputProblems([_problem(5), _problem(2), _problem(5)])
    assert [p.place.row for p in wrong.problems] == [2, 5]
    assert str(wrong).count("\n") == 1


def test_one_problem_on_many_rows_is_one_line() -> None:
    lines = told([_problem(2), _problem(3), _problem(4), _problem(9), _problem(7, "四")])
    assert len(lines) == 2
    assert lines[0].startswith("支出 第2–4、9行「金额」：现为“三”")
    assert "第7行" in lines[1]


def test_cautions_are_told_as_questions() -> None:
    alike = [Caution(Place("上年", row, "数值"), "相差约一万倍") for row in (4, 2, 3)]
    assert told(alike) == ["请核对：上年 第2–4行「数值」：相差约一万倍"]
    assert str(alike[0]) == "请核对：上年 第4行「数值」：相差约一万倍"


def test_problems_and_cautions_stand_side_by_side() -> None:
    doubts = [Caution(Place("支出", row), "甲") for row in (7, 3, 7)]
    wrong = InputProblems([_problem(5)], doubts)
    assert [c.place.row for c in wrong.cautions] == [3, 7]
    assert len(wrong.problems) == 1


def test_sheets_are_named_as_their_files() -> None:
    named = in_files([_problem(2), Problem(Place("收入"), "甲", "乙", "丙")], {"支出": "支出.csv"})
    assert [p.place.file for p in named] == ["支出.csv", "收入"]
    assert str(named[0].place) == "支出.csv 第2行「金额」"


def test_the_first_rows_are_named_and_all_are_counted() -> None:
    assert rows_text([9, 2, 3, 5, 3]) == "第2–3、5、9行"
    assert rows_text([9, 2, 3, 5], 2) == "第2–3、5行等4行"
    assert rows_text(range(2, 50), 2) == "第2–49行"


def test_a_quotation_within_one_has_single_quotes() -> None:
    assert "现为“‘三公’经费 3.00”" in str(_problem(2, "“三公”经费 3.00"))
