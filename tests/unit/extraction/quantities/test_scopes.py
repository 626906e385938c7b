from mingzhang.domain.checks.model import Certainty
from mingzhang.extraction.quantities.scopes import find
from tests.unit.extraction.documents import view_of
from tests.unit.extraction.quantities.reports import REPORT, figures, violated

TITLE = "青禾市水务局2023年度部门决算"
ONE_MONEY = (
    TITLE,
    "二、收入决算情况说明",
    "2023年度本年收入合计840.65万元，其中：一般公共预算财政拨款收入840.65万元。",
    "三、支出决算情况说明",
    "2023年度本年支出合计812.35万元，其中：基本支出512.15万元；项目支出300.20万元。",
    "六、一般公共预算财政拨款支出决算情况说明",
    "2023年度一般公共预算财政拨款支出812.35万元。",
    "2023年度一般公共预算财政拨款基本支出512.15万元。",
)


def test_where_there_is_one_money_figures_are_the_same() -> None:
    assert violated(find, ONE_MONEY) == []
    wrong = tuple(p.replace("基本支出512.15", "基本支出572.15") for p in ONE_MONEY[:5])
    (relation,) = violated(find, (*wrong, *ONE_MONEY[5:]))
    assert set(figures(relation)) == {"572.15万元", "512.15万元"}
    assert relation.certainty is Certainty.LIKELY


def test_a_total_is_vouched_for_by_the_other_side() -> None:
    wrong = tuple(p.replace("拨款支出812.35", "拨款支出872.35") for p in ONE_MONEY)
    (relation,) = violated(find, wrong)
    assert relation.slip_only


def test_other_money_makes_them_different() -> None:
    assert list(find(view_of(*REPORT))) == []
    other = (*ONE_MONEY, "2023年度其他收入10.00万元。")
    wrong = tuple(p.replace("本年收入合计840.65", "本年收入合计850.65") for p in other)
    assert violated(find, wrong) == []
