from mingzhang.domain.checks.model import Certainty, Observation
from mingzhang.extraction.text.movements import Movement, movements
from tests.unit.extraction.documents import said, view_of


def _moved(*paragraphs: str) -> list[Movement]:
    return list(movements(view_of("某局2022年度部门决算", *paragraphs)))


def _print(observation: Observation | None) -> str:
    return said(observation) if observation is not None else ""


def test_a_comparison_that_opens_a_paragraph_is_of_the_one_above() -> None:
    (one,) = _moved("2022年收入总计90.00万元。", "与上年相比增加9.00万元，增长11.11%。")
    assert (_print(one.level), one.certainty) == ("90.00万元", Certainty.LIKELY)
    (several,) = _moved("收入90.00万元，支出80.00万元。", "与上年相比增加9.00万元。")
    assert several.certainty is Certainty.POSSIBLE
    assert [_print(o) for o in several.others] == ["80.00万元"]


def test_named_parts_after_their_list() -> None:
    found = _moved(
        "收入合计90.00万元。其中：拨款收入60.00万元，占66.67%；其他收入30.00万元，占33.33%。"
        "与上年相比，收入合计增加9.00万元。其中：拨款收入增加10.00万元；其他收入减少1.00万元。"
    )
    assert [_print(m.level) for m in found] == ["90.00万元", "60.00万元", "30.00万元"]
    assert {m.certainty for m in found} == {Certainty.CERTAIN}


def test_a_name_that_is_not_found_leaves_the_comparison_alone() -> None:
    (found,) = _moved("甲企业主营业务收入较2021年增加了66.00万元，增加率100.2%。")
    assert found.level is None


def test_the_actual_and_not_the_budget_is_compared() -> None:
    (found,) = _moved("年初预算80.00万元，支出决算90.00万元，比上年增加9.00万元。")
    assert _print(found.level) == "90.00万元"
    assert found.certainty is Certainty.LIKELY
