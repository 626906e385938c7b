import pytest

from mingzhang.extraction.wording.base_years import find
from tests.unit.extraction.wording.said import WARNING, Said, messages, report, said

RIGHT = (
    "2022年度收、支总计120万元，与2021年度相比增加3万元，增长2.56%。",
    "2022年度机关运行经费支出20万元，比2021年减少1万元，下降4.76%。",
)


def test_one_comparison_that_last_years_text_left() -> None:
    view = report(*RIGHT, "2022年公务接待费支出3万元，比2020年基本持平。")
    assert said(find, view) == [Said("base.year", WARNING, "2020")]
    assert "全文其他2处均为2021年" in messages(find, view)
    assert next(find(view)).expected == "2021年"


def test_a_year_compared_with_itself() -> None:
    view = report("2022年公务用车支出3万元，比2022年增加1万元，增长50%。")
    assert said(find, view) == [Said("base.year", WARNING, "2022")]


def test_a_budget_compared_with_itself() -> None:
    view = report("2024年财政拨款收入预算96万元，比2024年预算增加7万元。", kind="budget", year=2024)
    assert said(find, view) == [Said("base.year", WARNING, "2024")]


def test_a_budget_of_another_year_among_its_own() -> None:
    lines = [f"{what}决算12万元，比2022年年初预算减少1万元。" for what in ("教育", "卫生", "住房")]
    view = report(*lines, "农业决算3万元，比2021年年初预算减少1万元。", year=2022)
    assert said(find, view) == [Said("base.year", WARNING, "2021")]
    assert next(find(view)).expected == "2022年"
    view = report(*lines[:1], "农业决算3万元，比2021年年初预算减少1万元。", year=2022)
    assert said(find, view) == []


def test_the_only_comparison_of_a_statement() -> None:
    view = report("2022年度“三公”经费支出12万元，比2020年减少1万元，下降7.69%。", year=2022)
    assert said(find, view) == [Said("base.year", WARNING, "2020")]


@pytest.mark.parametrize(
    ("line", "piece"),
    [
        ("2023年当年预算执行数为12.5万元，2024年预算安排13万元，比上年增加。", None),
        ("2022年当年预算执行数为12.5万元，2024年预算安排13万元，比上年增加。", "2022"),
        ("2023年当年预算执行数为12.5万元，2023年预算安排13万元，比上年增加。", "2023"),
    ],
)
def test_outturn_and_budget_of_two_years(line: str, piece: str | None) -> None:
    found = said(find, report(line, kind="budget", year=2024))
    assert [each.piece for each in found] == ([piece] if piece else [])


@pytest.mark.parametrize(
    "line",
    [
        "2022年“三公”经费支出12万元，比2022年预算减少3万元，下降20%。",  # its own budget
        "2022年项目支出9万元，比2022年年初增加1万元。",
        "2021年完成投资8万元，比2020年增长3%；2022年完成投资9万元。",  # another year's figure
        "2023年计划投资11万元，较2022年增长4%。",
        "与2019年、2020年相比，工作量明显增加。",  # several years
        "与2020年相比，2021年接待量减少。",
        "依据《关于与2019年相比减少支出的通知》编制预算。",
        "2022年上半年比2022年一季度增长3%。",
        "2022年用水量比2019年疫情前增长3%。",  # no words of the forms, and no other comparison
        "较2021年的12万元减少1万元。",
    ],
)
def test_comparisons_that_may_be_meant(line: str) -> None:
    assert said(find, report(line, year=2022)) == []


def test_many_comparisons_with_another_year_question_the_year_itself() -> None:
    lines = [f"{what}支出12万元，比2020年减少1万元。" for what in ("公务接待费", "机关运行经费")]
    assert said(find, report(*lines, year=2022)) == []
