from mingzhang.extraction.quantities.receivable import find
from tests.unit.extraction.quantities.reports import figures, violated

LINES = (
    "青禾市水务局2023年度部门决算",
    "一、收入支出决算总体情况说明",
    "2023年度年初结转和结余140.17万元。",
    "年末结转和结余386.17万元。",
    "二、部门财政资金收支情况",
    "（一）收入情况：财政拨款收入7552797.98元，2022年应返还额度{}元。",
    (
        "（二）支出情况：基本支出决算数为{}元，项目支出决算数为2591794.46元。"
        "2023年累计应返还额度为3861689.19元。"
    ),
)


def _broken(opening: str, basic: str) -> list[tuple[str, ...]]:
    lines = (*LINES[:5], LINES[5].format(opening), LINES[6].format(basic))
    return [figures(r) for r in violated(find, lines)]


def test_claims_are_what_was_carried_over() -> None:
    assert _broken("1401689.75", "2501004.08") == []
    broken = _broken("1451689.75", "2501004.08")
    assert ("140.17万元", "1451689.75元") in broken


def test_the_year_balances_to_the_fen() -> None:
    assert _broken("1401689.75", "2501034.08") == [
        ("3861689.19元", "1401689.75元", "7552797.98元", "2501034.08元", "2591794.46元")
    ]


def test_claims_that_differ_altogether_are_something_else() -> None:
    lines = [line.replace("386.17", "912.40") for line in LINES[:5]]
    assert violated(find, (*lines, LINES[5].format("555555.55"))) == []
