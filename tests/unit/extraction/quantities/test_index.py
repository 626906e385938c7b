from mingzhang.extraction.quantities.index import levels, of
from mingzhang.extraction.quantities.keys import Key
from tests.unit.extraction.documents import said, view_of
from tests.unit.extraction.quantities.reports import REPORT

TITLE = "青禾市水务局2023年度部门决算"


def test_a_key_leads_to_all_its_mentions_in_order() -> None:
    index = of(view_of(*REPORT))
    key = Key("expenditure", 2023, "actual", "general")
    places = [m.observation.place for m in index[key]]
    assert len(places) == 3
    assert places == sorted(places)


def test_both_sides_have_what_is_said_of_both() -> None:
    index = of(view_of(*REPORT))
    sides = [index.best(Key(side, 2023, "actual", "all")) for side in ("total_in", "total_out")]
    assert [m and said(m.observation) for m in sides] == ["1840.75万元", "1840.75万元"]


def test_the_best_mention_is_what_most_say() -> None:
    view = view_of(
        TITLE,
        "2023年度机关运行经费支出87.60万元。",
        "2023年度机关运行经费支出87.80万元。",
        "2023年度机关运行经费支出87.80万元。",
    )
    best = of(view).best(Key("agency_running", 2023, "actual"))
    assert best is not None
    assert said(best.observation) == "87.80万元"


def test_the_departments_own_name_and_its_short_form_are_the_department() -> None:
    view = view_of(
        TITLE,
        "青禾市水务局是主管全市水务的部门。",
        "2023年度，青禾市水务局机关运行经费支出87.60万元。",
        "2023年度，市水务局机关运行经费支出87.60万元。",
        "2023年度，青禾市水文站机关运行经费支出17.60万元。",
    )
    index = of(view)
    assert len(index[Key("agency_running", 2023, "actual")]) == 2
    assert Key("agency_running", 2023, "actual", entity="青禾市水文站") in index


def test_an_index_is_made_once_for_a_view() -> None:
    view = view_of(TITLE, "2023年度机关运行经费支出87.60万元。")
    assert of(view) is of(view)


def test_levels_leave_out_changes_and_rates() -> None:
    index = of(view_of(*REPORT))
    assert all("|" not in key.aspect for key, _ in levels(index))
    assert any("|" in key.aspect for key in index)
