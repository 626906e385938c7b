from decimal import Decimal

import pytest

from mingzhang.domain.checks.model import Bound, Kind
from mingzhang.extraction.folding import fold
from mingzhang.extraction.numerals import Numeral, numerals


def _read(text: str) -> list[Numeral]:
    return numerals(fold(text))


@pytest.mark.parametrize(
    ("text", "value", "unit", "kind", "exact"),
    [
        ("支出1,324.37万元", "1324.37", "万元", Kind.MONEY, "13243700"),
        ("支出１３２４．３７万元", "1324.37", "万元", Kind.MONEY, "13243700"),
        ("投资 97 亿元", "97", "亿元", Kind.MONEY, "9700000000"),
        ("缴费7552797.98元", "7552797.98", "元", Kind.MONEY, "7552797.98"),
        ("占76.1％", "76.1", "%", Kind.RATE, "0.761"),
        ("提高1.5个百分点", "1.5", "个百分点", Kind.RATE, "0.015"),
        ("接待783批次", "783", "批次", Kind.COUNT, "783"),
        ("点击12万次", "12", "万次", Kind.COUNT, "120000"),
        ("得分94.26分", "94.26", "分", Kind.SCORE, "94.26"),
        ("到资6038万美元", "6038", "万美元", Kind.MEASURE, "60380000"),
        ("变化率为-13.88%", "-13.88", "%", Kind.RATE, "-0.1388"),
        ("设备0台（套）", "0", "台（套）", Kind.COUNT, "0"),
    ],
)
def test_a_quantity(text: str, value: str, unit: str, kind: Kind, exact: str) -> None:
    (found,) = _read(text)
    assert (str(found.value), found.unit, found.kind) == (value, unit, kind)
    assert found.value * found.scale == Decimal(exact)


@pytest.mark.parametrize(
    "text",
    [
        "2023年度",
        "2021-2022年",
        "1—12月",
        "12月31日",
        "9月2日至4日",
        "2018-03-06",
        "财办〔2020〕35号",
        "财政部令第35号",
        "第3位",
        "（图8：结构）",
        "附件1",
        "附03表",
        "财决Z01-1表",
        "对接“553”企业",
        "“5+2”产业",
        "“1+3+N”专班",
        "“三类”500强企业",
        "缔结40周年",
        "133001某市某局",
        "2011301行政运行",
        "1.负责工作；2.其他工作",
        "image4.png",
        "2023至2025年",
        "4．2025年收支总表",
        "实施周期2025.1.1-2025.12.31",
        "实施周期2025.1-2025.12",
        "公共安全（204类）司法（06款）信息化（13项）",
        "医疗（210类）行政事业单位医疗（11款）行政医疗（01项）",
        "某省中级人民法院2018",
        "公开10表",
        "策划一批项目2.继续谋划活动3.“会展”",
    ],
)
def test_digits_that_are_no_quantity(text: str) -> None:
    assert _read(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("完成重点任务（13项）", "13"),
        ("新增病虫害（4类）", "4"),
        ("支出2025.1万元", "2025.1"),
        ("面积2020.5亩", "2020.5"),
        ("合计2018", "2018"),
        ("共提交3表示同意", "3"),
        ("得分4.5。", "4.5"),
    ],
)
def test_quantities_that_look_like_numbers_of_another_kind(text: str, value: str) -> None:
    (found,) = _read(text)
    assert str(found.value) == value


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("约34万元", Bound.ABOUT),
        ("近40个", Bound.ABOUT),
        ("200万元左右", Bound.ABOUT),
        ("20余人次", Bound.AT_LEAST),
        ("80余次", Bound.AT_LEAST),
        ("不少于5场", Bound.AT_LEAST),
        ("≥90%", Bound.AT_LEAST),
        ("≧90%", Bound.AT_LEAST),
        ("单价50万元以上", Bound.AT_LEAST),
        ("不超过3次", Bound.AT_MOST),
        ("签约24个", Bound.EXACT),
        ("附近3家", Bound.EXACT),
    ],
)
def test_words_that_bind(text: str, bound: Bound) -> None:
    assert [n.bound for n in _read(text)] == [bound]


def test_a_list_shares_its_unit() -> None:
    assert [(str(n.value), n.unit) for n in _read("收、支总计各是25.49,43.91万元")] == [
        ("25.49", "万元"),
        ("43.91", "万元"),
    ]


def test_a_measure_word_is_not_the_beginning_of_another_word() -> None:
    assert [n.unit for n in _read("得90分别公布")] == [""]
    assert [n.unit for n in _read("共3个人员，5人次，7家属")] == ["个", "人次", ""]
