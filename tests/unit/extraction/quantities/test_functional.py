from mingzhang.domain.checks.model import Certainty
from mingzhang.extraction.quantities.functional import find
from tests.unit.extraction.documents import view_of
from tests.unit.extraction.quantities.reports import REPORT, changed, figures, violated


def test_a_sound_list_holds() -> None:
    assert len(list(find(view_of(*REPORT)))) == 5
    assert violated(find, REPORT) == []


def test_a_changed_item_breaks_its_class_and_the_total() -> None:
    broken = violated(find, changed("513.15", "573.15"))
    assert {figures(r)[0] for r in broken} == {"1431.20万元", "1648.35万元"}
    assert broken[0].certainty is Certainty.CERTAIN


def test_a_list_of_main_items_proves_nothing() -> None:
    short = tuple(p for p in REPORT if "水利工程运行" not in p and "住房公积金" not in p)
    assert all(r.slip_only for r in violated(find, short))


def test_an_item_without_a_figure_makes_the_list_incomplete() -> None:
    unread = tuple(p.replace("支出决算为513.15万元", "支出决算见附表") for p in REPORT)
    assert all(r.slip_only for r in violated(find, unread))
    assert violated(find, unread)


def test_an_item_above_others_is_not_added() -> None:
    with_division = tuple(
        "1.农林水支出（类）水利（款）：支出决算为1431.20万元。\n\n" + p
        if p.startswith("1.农林水")
        else p
        for p in REPORT
    )
    assert violated(find, with_division) == []
