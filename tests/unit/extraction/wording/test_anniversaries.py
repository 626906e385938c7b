from mingzhang.extraction.wording.anniversaries import find
from tests.unit.extraction.wording.said import WARNING, Said, report, said

_FIRST = "开展与某国某某市缔结姐妹学校{}周年座谈会。"
_AGAIN = "我市与某国某某市缔结姐妹学校40周年座谈会反响良好。"


def test_one_bond_is_of_one_age() -> None:
    assert not said(find, report(_FIRST.format(40), _AGAIN))
    assert said(find, report(_FIRST.format(60), _AGAIN)) == [Said("restate.same", WARNING, "40")]


def test_other_partners_and_short_names_are_others() -> None:
    assert not said(find, report("与某国甲甲市缔结姐妹学校10周年。", _AGAIN))
    assert not said(find, report("庆祝建局10周年。", "庆祝建局20周年。"))
