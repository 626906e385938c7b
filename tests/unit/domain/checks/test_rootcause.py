"""One wrong figure is told from the relations that it violates."""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.domain.checks import rootcause
from mingzhang.domain.checks.formulas import Growth, GrowthFrom, Ratio, Same, Sum
from mingzhang.domain.checks.judge import judge_all
from mingzhang.domain.checks.model import Certainty, Observation, Relation, Role
from mingzhang.domain.checks.rootcause import Cause, agreeing, causes, printed
from mingzhang.kernel.rounding import half_up
from tests.unit.domain.checks.figures import Report

D = Decimal


def _causes(relations: list[Relation]) -> list[Cause]:
    return causes(relations, judge_all(relations))


def _only(relations: list[Relation]) -> Cause:
    found = _causes(relations)
    assert len(found) == 1
    return found[0]


def _told(cause: Cause) -> list[tuple[str, str]]:
    return [(str(each.observation.value), printed(each)) for each in cause.changes]


def _total(whole: Observation, *parts: Observation, rule: str = "parts.sum") -> Relation:
    return Relation(rule, whole, Sum((1,) * len(parts)), parts)


def _same(one: Observation, other: Observation) -> Relation:
    return Relation("restate.same", one, Same(), (other,))


def three_public_expenses(report: Report) -> list[Relation]:
    """Return the relations of seed E003-1."""
    total, abroad, cars = report("107.75万元"), report("21.26万元"), report("4.48万元")
    guests = report("82万元", presumed=2)
    shares = [report("19.73%"), report("4.16%"), report("76.1%", presumed=2)]
    changes = [
        report("10.13万元", role=Role.CHANGE, direction=1),
        report("21.26万元", role=Role.CHANGE, direction=1),
        report("1.05万元", role=Role.CHANGE, direction=1),
        report("14.19万元", role=Role.CHANGE, direction=-1),
    ]
    growth = [
        report("10.38%", role=Role.GROWTH, direction=1),
        report("100%", role=Role.GROWTH, direction=1, presumed=2),
        report("30.61%", role=Role.GROWTH, direction=1),
        report("15.07%", role=Role.GROWTH, direction=-1),
    ]
    levels = [total, abroad, cars, guests]
    return [
        _total(total, abroad, cars, guests),
        _total(changes[0], *changes[1:], rule="change.sum"),
        *(
            Relation("share.of", share, Ratio(), (part, total))
            for share, part in zip(shares, levels[1:], strict=True)
        ),
        *(
            Relation("change.rate", rate, Growth(), (change, level))
            for rate, change, level in zip(growth, changes, levels, strict=True)
        ),
    ]


def test_a_wrong_amount_with_a_rate_computed_from_another() -> None:
    cause = _only(three_public_expenses(Report()))
    assert _told(cause) == [("14.19", "12.19"), ("15.07", "12.94")]
    assert cause.changes[0].slip == "digit"
    assert {each.relation.rule for each in cause.judgements} == {"change.sum", "change.rate"}


def test_exchanged_digits_of_a_total() -> None:
    # Seed E004-1: the amounts stand in one relation only.
    report = Report()
    total = report("332.85亿元")
    parts = [report(x, presumed=2) for x in ("13.1亿元", "97亿元", "213.75亿元")]
    cause = _only([_total(total, *parts)])
    assert _told(cause) == [("332.85", "323.85")]
    assert cause.changes[0].slip == "swap"


def test_a_figure_copied_wrong_is_one_mistake() -> None:
    report = Report()
    relations, totals = [], []
    for _ in range(4):
        totals.append(report("332.85亿元"))
        parts = [report(x, presumed=2) for x in ("13.1亿元", "97亿元", "213.75亿元")]
        relations.append(_total(totals[-1], *parts))
    relations += [_same(one, other) for one, other in pairwise(totals)]
    cause = _only(relations)
    assert cause.root is not None
    assert cause.root.observations == tuple(totals)
    assert len(cause.judgements) == 4
    assert agreeing(cause) == 1  # the same sum four times


def test_one_copy_that_differs_is_the_mistake_itself() -> None:
    report = Report()
    copies = [report(x) for x in ("228.09万元", "228.09万元", "229.09万元", "228.09万元")]
    relations = [_same(one, other) for one, other in pairwise(copies)]
    cause = _only(relations)
    assert cause.root is not None
    assert cause.root.observations == (copies[2],)
    assert cause.root.likely == D("228.09")


def test_of_two_copies_either_may_be_wrong() -> None:
    report = Report()
    cause = _only([_same(report("228.09万元"), report("229.09万元"))])
    assert cause.root is None
    assert [(str(c.observation.value), printed(c)) for c in cause.candidates] == [
        ("228.09", "229.09"),
        ("229.09", "228.09"),
    ]


def test_a_rate_goes_before_the_amounts_that_it_is_computed_from() -> None:
    report = Report()
    cause = _only(
        [
            Relation(
                "per_unit.ratio", report("0.71%"), Ratio(), (report("3400元"), report("482843元"))
            )
        ]
    )
    assert _told(cause) == [("0.71", "0.70")]


def test_what_holds_must_go_on_holding() -> None:
    """The share and the sum both speak against the part; the whole stands in two that hold."""
    report = Report()
    whole, one, other = report("100.00万元"), report("35.00万元"), report("60.00万元")
    relations = [
        _total(whole, one, other),
        Relation("share.of", report("40.00%"), Ratio(), (one, whole)),
        Relation("share.of", report("60.00%"), Ratio(), (other, whole)),
    ]
    cause = _only(relations)
    assert _told(cause) == [("35.00", "40.00")]
    assert agreeing(cause) == 2


def test_two_mistakes_of_two_places_stay_apart() -> None:
    report = Report()
    found = _causes(
        [
            _total(report("12人"), report("5人"), report("6人")),
            Relation(
                "share.of", report("55.00%"), Ratio(), (report("5.00万元"), report("10.00万元"))
            ),
        ]
    )
    assert len(found) == 2


def test_two_mistakes_in_one_sum_are_each_told_by_what_else_they_violate() -> None:
    report = Report()
    whole = report("100.00万元")
    parts = [report(x) for x in ("31.00万元", "42.00万元", "30.00万元")]
    shares = [report(x) for x in ("30.00%", "40.00%", "30.00%")]
    relations = [
        _total(whole, *parts),
        *(
            Relation("share.of", share, Ratio(), (part, whole))
            for share, part in zip(shares, parts, strict=True)
        ),
    ]
    cause = _only(relations)
    assert sorted(_told(cause)) == [("31.00", "30.00"), ("42.00", "40.00")]


def test_possible_relations_neither_forbid_nor_decide() -> None:
    report = Report()
    whole, one, other = report("1100.00万元"), report("450.00万元"), report("550.00万元")
    elsewhere = report("1100.00万元")
    relations = [
        _total(whole, one, other),
        Relation("restate.same", whole, Same(), (elsewhere,), certainty=Certainty.POSSIBLE),
    ]
    found = _causes(relations)
    assert len(found) == 1
    assert {str(each.observation.value) for each in found[0].candidates or found[0].changes} >= {
        "1100.00"
    }


def test_a_weak_violation_goes_with_the_mistake_that_explains_it() -> None:
    report = Report()
    whole, one, other = report("322.85万元"), report("110.10万元"), report("213.75万元")
    relations = [
        _total(whole, one, other),
        Relation(
            "restate.same", report("323.85万元"), Same(), (whole,), certainty=Certainty.POSSIBLE
        ),
    ]
    cause = _only(relations)
    assert _told(cause) == [("322.85", "323.85")]
    assert len(cause.judgements) == 2


def test_a_page_of_nonsense_is_given_up_in_time() -> None:
    """Every figure is in many violated relations; the search is bounded, nothing is lost."""
    report = Report()
    figures = [report(f"{n * n * 37 % 9973}.{n % 10}1万元") for n in range(1, 60)]
    relations = [
        _total(figures[n], *(figures[(n + k) % 59] for k in range(1, 12))) for n in range(59)
    ]
    found = _causes(relations)
    assert sum(len(each.judgements) for each in found) == 59


#: Yuan of one size, so that a rate of one of them shows a change of any other.
AMOUNT = st.integers(10**9, 9 * 10**9)


def _tree(report: Report, parts: list[int]) -> list[Relation]:
    """Print a whole, parts, and the shares of the whole."""
    yuan = [D(part) for part in parts]
    whole = sum(yuan, D(0))

    def show(value: Decimal) -> Observation:
        return report(f"{half_up(value / 10000, 2):f}万元")

    total, figures = show(whole), [show(part) for part in yuan]
    relations = [_total(total, *figures)]
    for part, figure in zip(yuan, figures, strict=True):
        rate = report(f"{half_up(part / whole * 100, 2):f}%")
        relations.append(Relation("share.of", rate, Ratio(), (figure, total)))
    return relations


@given(st.lists(AMOUNT, min_size=2, max_size=6), st.data())
def test_a_planted_change_is_found(parts: list[int], data: st.DataObject) -> None:
    report = Report()
    relations = _tree(report, parts)
    victim = data.draw(st.sampled_from(report.figures))
    by = data.draw(st.decimals("0.01", "0.5", places=2))
    wrong = replace(victim, value=half_up(victim.value * (1 + by), 2))
    changed = [_with(relation, victim, wrong) for relation in relations]
    found = _causes(changed)
    touched = sum(wrong in relation.observations for relation in changed)
    assert len(found) == 1
    assert len(found[0].judgements) == touched
    suspects = [each.change for each in found[0].repairs]
    assert wrong in [each.observation for each in suspects]
    if touched > 1:
        assert found[0].root is not None
        assert found[0].root.observation is wrong
        allowed = D(len(parts) + 2).scaleb(-2)
        assert abs(found[0].root.likely - victim.value) <= allowed


def _with(relation: Relation, old: Observation, new: Observation) -> Relation:
    put = {old: new}
    stated = relation.stated
    return replace(
        relation,
        stated=put.get(stated, stated) if isinstance(stated, Observation) else stated,
        operands=tuple(
            put.get(x, x) if isinstance(x, Observation) else x for x in relation.operands
        ),
    )


@given(st.lists(AMOUNT, min_size=2, max_size=6))
def test_nothing_is_told_of_what_is_right(parts: list[int]) -> None:
    assert _causes(_tree(Report(), parts)) == []


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_of_relations_does_not_matter_to_the_root(order: int) -> None:
    assert _told(_only(three_public_expenses(Report())[::order]))[0] == ("14.19", "12.19")


def test_another_reading_may_be_the_one_with_the_mistake() -> None:
    report = Report()
    near, far = report("4107.33万元"), report("9581.04万元")
    parts = (report("5123.45万元"), report("4475.59万元"))
    other = _total(far, *parts)
    relation = replace(_total(near, *parts), otherwise=(other,))
    cause = _only([relation])
    # 5123.45 + 4457.59 = 9581.04
    assert _told(cause) == [("4475.59", "4457.59")]
    assert cause.judgements[0].reading is other
    assert cause.judgements[0].expected == D("95990400")


def test_a_comparison_alone_tells_no_value() -> None:
    report = Report()
    relation = Relation("parts.bound", report("47.20万元"), Same(), (report("45.25万元"),), op="≤")
    cause = _only([relation])
    assert (cause.root, cause.candidates) == (None, ())


def test_nothing_is_no_moved_point() -> None:
    """Where a part should be nought, any number that is small enough is no slip of it."""
    report = Report()
    whole, all_of_it = report("755.28万元"), report("755.28万元")
    extra = report("140.17万元")
    cause = _only([_total(whole, all_of_it, extra)])
    assert extra not in [each.observation for each in cause.candidates]
    assert cause.root is None or cause.root.observation is not extra


def test_among_too_many_figures_none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    report = Report()
    parts = tuple(report(f"{n}.00万元") for n in range(10, 30))
    relation = _total(report("391.00万元"), *parts)
    assert len(_only([relation]).candidates) > 1
    monkeypatch.setattr(rootcause, "_SUSPECTS", 20)
    assert not _only([relation]).candidates


def test_a_search_that_would_be_cut_short_is_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first half of the figures would be told as if the others had been looked at."""
    report = Report()
    relation = _total(report("391.00万元"), *(report(f"{n}.00万元") for n in range(10, 30)))
    monkeypatch.setattr(rootcause, "_BUDGET", 20)
    cause = _only([relation])
    assert not cause.candidates
    assert not cause.changes


def test_each_of_too_many_violations_is_told_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    report = Report()
    one, two = report("10.00万元"), report("20.00万元")
    relations = [_total(one, report(f"{n}.00万元"), report(f"{11 - n}.00万元")) for n in (3, 4, 5)]
    relations += [_total(two, report(f"{n}.00万元"), report(f"{22 - n}.00万元")) for n in (8, 9)]
    relations.append(_total(report("33.00万元"), one, two))
    assert len(_causes(relations)) < len(relations)
    monkeypatch.setattr(rootcause, "_LARGEST", 5)
    assert [len(cause.judgements) for cause in _causes(relations)] == [1] * len(relations)


def test_a_sign_left_out_is_told_by_two_relations() -> None:
    report = Report()
    change = report("0.99万元", role=Role.CHANGE)
    now, before = report("6.09万元"), report("7.08万元")
    parts = [
        replace(report(x, role=Role.CHANGE), value=-D(x[:4])) for x in ("0.90万元", "0.09万元")
    ]
    relations = [
        Relation("change.amount", change, Sum((1, -1)), (now, before)),
        Relation("table.column", change, Sum((1, 1)), tuple(parts)),
    ]
    assert _told(_only(relations)) == [("0.99", "-0.99")]
    # One of them alone tells nothing: the other figures may be wrong as well.
    assert not _only(relations[:1]).changes


def test_a_digit_too_many_is_a_slip() -> None:
    report = Report()
    base, now = report("43269.3万元", presumed=2), report("3845.49万元")
    rate = report("17.62%", role=Role.GROWTH, direction=1)
    cause = _only([Relation("change.rate", rate, GrowthFrom(), (now, base))])
    assert _told(cause) == [("43269.3", "3269.30")]
    assert cause.changes[0].slip == "extra"


def test_two_mistakes_that_have_nothing_in_common_are_not_one() -> None:
    # Made equal to the other total, the second one would take its rate further off: 38.39 %.
    report = Report()
    one, two = report("4125.49万元"), report("4143.91万元")
    down = [report(x, role=Role.CHANGE, direction=-1) for x in ("1267.86万元", "2570.97万元")]
    rates = [report(x, role=Role.GROWTH, direction=-1) for x in ("23.51%", "38.28%")]
    relations = [
        Relation("balance.totals", one, Same(), (two,)),
        *(
            Relation("change.rate", *each[:1], Growth(), each[1:])
            for each in zip(rates, down, (one, two), strict=True)
        ),
    ]
    found = _causes(relations)
    assert [[each.relation.rule for each in cause.judgements] for cause in found] == [
        ["balance.totals"],
        ["change.rate"],
    ]
    assert not any(change.likely == D("38.39") for cause in found for change in cause.changes)
    assert not found[0].changes


def test_of_a_figure_and_its_base_the_result_is_what_follows() -> None:
    report = Report()
    told, again = report("220.63万元"), report("441.25万元")
    base = report("132.59万元")
    rate = report("60.54%", role=Role.GROWTH, direction=1)
    relations = [
        Relation("change.rate", rate, GrowthFrom(), (again, base)),
        _same(again, told),
        _total(told, report("120.63万元"), report("100.00万元")),
    ]
    assert _told(_only(relations)) == [("441.25", "220.63"), ("60.54", "66.40")]
