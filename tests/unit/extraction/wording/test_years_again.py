import pytest

from mingzhang.extraction.wording.years_again import find
from tests.unit.extraction.wording.said import WARNING, Said, report, said

STORY = "{}年，我市新建提灌站41座，改善灌溉面积4.65万亩，完成投资138.25万元。"
PAIR = "{}年度收入总计755.28万元，{}年度收入总计563.28万元、与{}年相比增加192万元，增加34%。"


def _found(*lines: str, kind: str = "final") -> list[Said]:
    return said(find, report(*lines, year=2023, kind=kind))


def test_a_sentence_told_again_with_another_year() -> None:
    assert _found(STORY.format(2023), "二、绩效", STORY.format(2023)) == []
    wrong = [Said("date.year", WARNING, "2022")]
    assert _found(STORY.format(2023), "二、绩效", STORY.format(2022)) == wrong
    assert _found(STORY.format(2022), "二、绩效", STORY.format(2023)) == wrong


def test_sentences_of_a_few_words_or_of_other_years_are_no_repetition() -> None:
    assert _found("2023年全部完成。", "2022年全部完成。") == []
    assert _found(STORY.format(2021), STORY.format(2022)) == []
    assert _found(STORY.format(2023), STORY.format(2022).replace("41座", "47座")) == []


@pytest.mark.parametrize(
    ("years", "wrong"),
    [
        ((2023, 2022, 2022), []),
        ((2023, 2023, 2022), ["2023"]),
        ((2022, 2022, 2022), ["2022"]),
        ((2023, 2021, 2022), ["2022"]),
        ((2023, 2022, 2021), ["2021"]),
        ((2024, 2022, 2022), ["2024"]),
    ],
)
def test_two_years_of_one_quantity(years: tuple[int, int, int], wrong: list[str]) -> None:
    assert [s.piece for s in _found(PAIR.format(*years))] == wrong


@pytest.mark.parametrize(
    "text",
    [
        "甲县：2023年签约项目25个；乙县：2023年签约项目18个。",
        "2023年部门预算收入100.5万元，2023年部门决算收入90.5万元。",
        "2023年上半年收入100.5万元，2023年下半年收入90.5万元。",
        "2022年目标值100个，2024年目标值150个。",
        "2022年办理案件25件，2023年办理案件25件。",
    ],
)
def test_figures_of_two_things(text: str) -> None:
    assert _found(text) == []


def test_an_amount_told_again_of_another_year() -> None:
    first, again = "2023年度本年收入合计2657.66万元，占100%。", "{}年收入2657.66万元，用于运转。"
    assert _found(first, again.format(2023)) == []
    assert _found(first, again.format(2024)) == [Said("date.year", WARNING, "2024")]
    # What was the same last year need not be a mistake, nor what was carried over.
    assert _found(first, again.format(2022)) == []
    assert _found(first, "2024年收入2657.66万元，与上年持平。") == []
    stock = ("2023年年末结转和结余140.175万元。", "2024年年初结转和结余140.175万元。")
    assert _found(*stock) == []


def test_a_year_to_come_compared_with_last_year() -> None:
    text = "甲公司{}年主营业务收入较2022年增加了6640万元。"
    assert _found(text.format(2023)) == []
    assert _found(text.format(2024)) == [Said("date.year", WARNING, "2024")]
    assert _found("2024年预算收入较2022年增加6640万元。") == []
    assert _found(text.format(2024), kind="budget") == []


@pytest.mark.parametrize(
    "text",
    [
        "甲园区项目，2023年完成投资100.5亿元；乙园区项目，2023年完成投资50.5亿元。",
        "一是做强甲业。2023年完成投资100.5亿元。二是做大乙业。2023年完成投资50.5亿元。",
    ],
)
def test_what_the_second_is_of_stands_before_it(text: str) -> None:
    assert _found(text) == []
