from mingzhang.domain.checks.model import Certainty
from mingzhang.extraction.quantities.twins import find
from tests.unit.extraction.documents import view_of
from tests.unit.extraction.quantities.reports import figures, violated

TITLE = "青禾市水务局2023年度部门决算"


def test_an_amount_beside_the_same_count() -> None:
    text = (
        "全市新办水利企业57家，注册资本318.25亿元。",
        "招引工作成效明显，登记57家，认缴资本318.75亿元。",
    )
    (relation,) = violated(find, (TITLE, *text))
    assert figures(relation) == ("318.75亿元", "318.25亿元")
    assert relation.certainty is Certainty.POSSIBLE
    assert relation.slip_only


def test_a_change_beside_the_same_level() -> None:
    text = (
        "2023年完成投资2657.25万元，比2022年增加136.85万元。",
        "全年投资达到2657.25万元，比2022年增加136.35万元。",
    )
    (relation,) = violated(find, (TITLE, *text))
    assert figures(relation) == ("136.35万元", "136.85万元")


def test_round_figures_are_known_by_nothing() -> None:
    text = ("整治水库8座，完成投资318.25亿元。", "新建水厂8座，完成投资412.75亿元。")
    assert list(find(view_of(TITLE, *text))) == []
