from mingzhang.extraction.quantities.by_budget import find
from tests.unit.extraction.quantities.reports import figures, violated

LINES = (
    "青禾市水务局2023年度部门决算",
    "三、支出决算情况说明",
    "2023年度本年支出合计509.28万元。",
    "五、一般公共预算财政拨款支出决算情况说明",
    "2023年度一般公共预算财政拨款支出{}万元。",
    "八、政府性基金预算支出决算情况说明",
    "2023年度政府性基金预算财政拨款支出{}万元。",
)


def _broken(general: str, fund: str) -> set[str]:
    lines = (*LINES[:4], LINES[4].format(general), LINES[5], LINES[6].format(fund))
    return {figures(r)[0] for r in violated(find, lines)}


def test_budgets_together_are_within_all() -> None:
    assert _broken("509.28", "0") == set()
    assert _broken("400.00", "9.28") == set()  # there is other money
    assert _broken("509.28", "5") == {"5万元"}
    assert _broken("609.28", "5") == set()  # of another unit
