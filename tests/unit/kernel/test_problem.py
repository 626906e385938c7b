"""Problems as people read them."""

from mingzhang.kernel.problem import InputProblems, Place, Problem, told


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
