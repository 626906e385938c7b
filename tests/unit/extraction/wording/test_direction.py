import pytest

from mingzhang.domain.checks.model import Relation, Remark
from mingzhang.extraction.wording.direction import find
from tests.unit.extraction.documents import sums
from tests.unit.extraction.wording.said import ERROR, HINT, WARNING, Said, report, said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "收入比上年增加12.5万元，下降3.2%。",
            Said("direction.word", ERROR, "增加12.5万元，下降3.2%"),
        ),
        ("支出减少3万元，增长5%。", Said("direction.word", ERROR, "减少3万元，增长5%")),
        ("支出增加0万元，增长5%。", Said("direction.word", WARNING, "增加0万元，增长5%")),
        (
            "与上年持平，增加3.5万元。",
            Said("flat.word", WARNING, "与上年持平，增加3.5万元"),
        ),
        (
            "2023年当年预算执行数为120万元，2024年预算安排98万元，比2023年预算执行数增加17%。",
            Said(
                "direction.word",
                ERROR,
                "执行数为120万元，2024年预算安排98万元，比2023年预算执行数增加17%",
            ),
        ),
        (
            "2023年当年预算执行数为15万元，2024年预算安排18万元，与2023年预算执行数持平。",
            Said(
                "flat.word",
                WARNING,
                "执行数为15万元，2024年预算安排18万元，与2023年预算执行数持平",
            ),
        ),
        (
            "2023年当年预算执行数为0万元，2024年预算安排6万元，比2023年预算执行数增加100%。",
            Said(
                "change.base",
                HINT,
                "执行数为0万元，2024年预算安排6万元，比2023年预算执行数增加100%",
            ),
        ),
    ],
)
def test_words_that_contradict(text: str, expected: Said) -> None:
    assert said(find, report(text)) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "收入比上年增加12.5万元，增长3.2%。",
        "支出减少3万元，下降5%。",
        "支出增加-3万元，下降5%。",
        "支出减少3万元，增长-5%。",
        "较预算减少10万元，同比增长5%。",  # two bases
        "人员增加3人，经费下降5%。",
        "收入增加0万元，增长0%。",
        "收入增加0.0万元，增长2%。",  # a rounded amount
        "与上年基本持平，减少0.5万元。",
        "2023年当年预算执行数为15万元，2024年预算安排15.3万元，与上年预算执行数基本持平。",
        "2023年当年预算执行数为120万元，2024年预算安排98万元，比2023年预算执行数减少18.33%。",
    ],
)
def test_words_that_agree(text: str) -> None:
    assert said(find, report(text)) == []


def test_a_growth_of_a_hundred_from_nothing() -> None:
    view = report("因公出国（境）支出12.6万元，比上年增加12.6万元，增长100%。")
    assert [(s.rule, s.severity) for s in said(find, view)] == [("change.base", HINT)]


def test_a_growth_of_a_hundred_from_something() -> None:
    view = report("因公出国（境）支出25.2万元，比上年增加12.6万元，增长100%。")
    assert said(find, view) == []


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("支出比上年增加3万元，增长5%，主要原因是厉行节约，压减会议。", "厉行节约"),
        ("支出比上年减少3万元，下降5%。主要原因是新增人员。", "新增"),
    ],
)
def test_a_reason_of_the_opposite(text: str, piece: str) -> None:
    assert said(find, report(text)) == [Said("direction.reason", HINT, piece)]


@pytest.mark.parametrize(
    "text",
    [
        "支出比上年增加3万元，增长5%，主要原因是人员增加，同时压减会议。",
        "支出比上年减少3万元，下降5%，主要原因是上年新增设备。",
        "支出比上年减少3万元，下降5%，主要原因是厉行节约，主要用于新增业务。",
        "收入增加3万元，增长5%；支出减少2万元，下降4%，主要原因是压减会议。",
        "支出比上年增加3万元，增长5%，主要原因是业务需要。",
    ],
)
def test_reasons_that_fit(text: str) -> None:
    assert said(find, report(text)) == []


def test_flat_figures_are_tied_to_each_other() -> None:
    text = "2022年执行数为{}万元，2023年预算安排15.00万元，比2022年预算执行数{}。"
    (found,) = find(report(text.format("15.00", "持平")))
    assert isinstance(found, Relation)
    assert sums([found]) == [("15.00万元", ("15.00万元",))]
    assert not list(find(report(text.format("15.00", "基本持平"))))
    (found,) = find(report(text.format("16.00", "持平")))
    assert isinstance(found, Remark)
