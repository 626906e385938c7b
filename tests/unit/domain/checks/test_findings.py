"""One mistake is one finding, with its sum, its severity and all of its places."""

from dataclasses import replace
from decimal import Decimal

import pytest

from mingzhang.docmodel.source import Span
from mingzhang.domain.checks.findings import Finding, findings
from mingzhang.domain.checks.formulas import Growth, GrowthFrom, Ratio, Same, Sum
from mingzhang.domain.checks.judge import judge_all
from mingzhang.domain.checks.model import (
    Bound,
    Certainty,
    Observation,
    Relation,
    Remark,
    Role,
    Severity,
)
from mingzhang.rulebook.checks import UnknownCheck
from tests.unit.domain.checks.figures import Report

D = Decimal
SURE, LIKELY, POSSIBLE = Certainty.CERTAIN, Certainty.LIKELY, Certainty.POSSIBLE


def _findings(relations: list[Relation], *remarks: Remark) -> list[Finding]:
    return findings(relations, judge_all(relations), remarks)


def _total(whole: Observation, *parts: Observation, certainty: Certainty = LIKELY) -> Relation:
    return Relation("parts.sum", whole, Sum((1,) * len(parts)), parts, certainty=certainty)


def _reception(report: Report, certainty: Certainty = LIKELY) -> list[Relation]:
    """A decrease that neither its rate nor the sum of the changes agrees with."""
    now = report("82.00万元", "接待支出")
    change = report("14.19万元", "接待支出", role=Role.CHANGE, direction=-1)
    rate = report("15.07%", "接待支出", role=Role.GROWTH, direction=-1)
    total = report("10.13万元", "支出合计", role=Role.CHANGE, direction=1)
    others = [
        report("21.26万元", "出国支出", role=Role.CHANGE, direction=1),
        report("1.05万元", "用车支出", role=Role.CHANGE, direction=1),
    ]
    parts = (*others, change)
    level = report("5.00万元", "用车支出")
    grown = report("26.58%", "用车支出", role=Role.GROWTH, direction=1)
    whole = report("50.13万元", "支出合计")
    rise = report("25.33%", "支出合计", role=Role.GROWTH, direction=1)
    return [
        Relation("change.rate", rate, Growth(), (change, now), certainty=certainty),
        Relation("change.sum", total, Sum((1, 1, 1)), parts, certainty=certainty),
        Relation("change.rate", grown, Growth(), (others[1], level), certainty=certainty),
        Relation("change.rate", rise, Growth(), (total, whole), certainty=certainty),
    ]


def test_relations_of_one_mistake_are_one_finding_that_shows_both_sums() -> None:
    (finding,) = _findings(_reception(Report(), SURE))
    assert finding.severity is Severity.ERROR
    assert "14.19 ÷ (82.00 + 14.19) 应为14.75%，相差0.32个百分点" in finding.message
    assert "21.26 + 1.05 − 14.19 = 8.12万元，相差2.01万元" in finding.message
    assert "若接待支出减少额为12.19万元、降幅为12.94%，则上述各式均成立" in finding.message
    assert finding.root is not None
    assert (finding.root.text, finding.root.slip) == ("12.19万元", "digit")
    assert [each.text for each in finding.follows] == ["12.94%"]
    assert [(p.role, p.text) for p in finding.places][:3] == [
        ("root", "14.19万元"),
        ("follows", "15.07%"),
        ("operand", "82.00万元"),
    ]
    assert len(finding.places) == 6
    assert finding.amount_yuan == 20000
    assert finding.impact.endswith("涉及2.00万元")
    assert finding.basis == "算术关系（由所列数字自明）"


def test_every_number_of_a_finding_has_its_unit() -> None:
    report = Report()
    total, parts = report("12.50万元", "合计"), (report("7.00万元"), report("5.00万元"))
    (finding,) = _findings([_total(total, *parts)])
    assert (finding.stated, finding.expected) == ("合计12.50万元", "12.00万元")
    assert (finding.difference, finding.tolerance) == ("0.50万元", "±0.0150万元")
    assert finding.allowed == "11.9900—12.0100万元"
    assert finding.amount_yuan == 5000


@pytest.mark.parametrize(
    ("certainty", "severity"),
    [(SURE, Severity.ERROR), (LIKELY, Severity.WARNING), (POSSIBLE, Severity.HINT)],
)
def test_severity_goes_by_how_sure_the_relation_is(
    certainty: Certainty, severity: Severity
) -> None:
    report = Report()
    relation = _total(report("12人"), report("5人"), report("5人"), certainty=certainty)
    assert [each.severity for each in _findings([relation])] == [severity]


@pytest.mark.parametrize(
    ("certainty", "severity"),
    [(SURE, Severity.WARNING), (LIKELY, Severity.WARNING), (POSSIBLE, None)],
)
def test_what_printed_places_explain_is_no_error(
    certainty: Certainty, severity: Severity | None
) -> None:
    report = Report()
    parts = (report("81.32万元"), report("0.95万元"))
    relation = _total(report("82万元", presumed=2), *parts, certainty=certainty)
    found = _findings([relation])
    assert [each.severity for each in found] == ([] if severity is None else [severity])
    assert all("按印出的位数可由舍入解释" in each.message for each in found)


def test_an_approximate_figure_is_never_an_error() -> None:
    report = Report()
    about = report("50个", bound=Bound.ABOUT)
    relation = Relation("restate.same", report("30个"), Same(), (about,), certainty=SURE)
    (finding,) = _findings([relation])
    assert finding.severity is Severity.WARNING
    assert "约数" in finding.message


def _restated(one: str, other: str, certainty: Certainty, *, slip_only: bool) -> list[Finding]:
    report = Report()
    relation = Relation(
        "restate.same",
        report(one),
        Same(),
        (report(other),),
        certainty=certainty,
        slip_only=slip_only,
    )
    return _findings([relation])


@pytest.mark.parametrize(
    ("one", "other", "certainty", "slip_only", "severity"),
    [
        # One slip between long figures makes the possible likely,
        ("1228.09万元", "1288.09万元", POSSIBLE, False, Severity.WARNING),
        # figures that differ otherwise do not,
        ("1228.09万元", "1288.19万元", POSSIBLE, False, Severity.HINT),
        # nor do short ones, which are one slip apart by chance.
        ("12.8万元", "17.8万元", POSSIBLE, False, Severity.HINT),
        # What counts by a slip only is silent without one.
        ("1228.09万元", "1288.19万元", LIKELY, True, None),
        ("1228.09万元", "1288.09万元", LIKELY, True, Severity.WARNING),
        ("1228.09万元", "1288.09万元", POSSIBLE, True, Severity.WARNING),
        # A slip alone makes no error.
        ("1228.09万元", "1288.09万元", LIKELY, False, Severity.WARNING),
    ],
)
def test_a_slip_of_the_pen_is_evidence(
    one: str, other: str, certainty: Certainty, slip_only: bool, severity: Severity | None
) -> None:
    found = _restated(one, other, certainty, slip_only=slip_only)
    assert [each.severity for each in found] == ([] if severity is None else [severity])


def test_independent_relations_that_agree_on_a_slip_make_it_an_error() -> None:
    report = Report()
    whole, one, other = report("100.00万元"), report("41.52万元"), report("54.48万元")
    relations = [
        _total(whole, one, other),
        Relation("share.of", report("45.52%"), Ratio(), (one, whole)),
        Relation("share.of", report("54.48%"), Ratio(), (other, whole)),
    ]
    (finding,) = _findings(relations)
    assert finding.root is not None
    assert finding.root.text == "45.52万元"
    assert finding.severity is Severity.ERROR
    (alone,) = _findings(relations[:1])
    assert alone.severity is Severity.WARNING


def test_the_catalogue_caps_what_a_rule_may_say() -> None:
    report = Report()
    relation = Relation("count.list", report("6个"), Same(), (D(5),), certainty=SURE)
    (finding,) = _findings([relation])
    assert finding.severity is Severity.WARNING
    assert finding.message.startswith("6个，应为5个，相差1个")


def test_repeated_passages_are_one_finding_with_all_places() -> None:
    report = Report()
    relations = [
        _total(report("332.85亿元", "投资"), report("119.10亿元"), report("204.75亿元"))
        for _ in range(3)
    ]
    (finding,) = _findings(relations)
    assert len(finding.places) == 9
    assert "疑为323.85亿元之误（相邻两位数字颠倒）" in finding.message
    assert finding.message.endswith("同样的问题共3处。")
    assert finding.root is not None
    assert len(finding.root.observations) == 3
    assert [p.text for p in finding.places[:3]] == ["332.85亿元"] * 3


def test_where_the_root_cannot_be_told_all_ways_are_given() -> None:
    report = Report()
    (finding,) = _findings(
        [_total(report("12人", "总数"), report("5人", "甲类"), report("6人", "乙类"))]
    )
    assert finding.root is None
    assert [each.text for each in finding.candidates] == ["11人", "6人", "7人"]
    assert "总数12人应为11人；或甲类5人应为6人；或乙类6人应为7人" in finding.message


def test_a_rounding_at_the_edge_is_a_hint() -> None:
    report = Report()
    rate = report("16.64%", "经费", role=Role.GROWTH, direction=1)
    change = report("3.48万元", "经费", role=Role.CHANGE, direction=1)
    relation = Relation("change.rate", rate, Growth(), (change, report("24.36万元")))
    (finding,) = _findings([relation])
    assert finding.severity is Severity.HINT
    assert "接近允许的上限" in finding.message
    assert _findings([replace(relation, certainty=POSSIBLE)]) == []


def test_what_holds_is_not_told() -> None:
    report = Report()
    assert _findings([_total(report("11人"), report("5人"), report("6人"))]) == []


def test_a_figure_in_the_other_direction() -> None:
    report = Report()
    change = report("112.20万元", "收入", role=Role.CHANGE, direction=-1)
    relation = Relation(
        "change.amount", change, Sum((1, -1)), (report("512.20万元"), report("400.00万元"))
    )
    (finding,) = _findings([relation])
    assert "收入减少112.20万元，按 512.20 − 400.00 应为增加112.20万元" in finding.message
    assert "增减方向之误" in finding.message


def test_the_sum_of_shares_is_told_by_its_constant() -> None:
    report = Report()
    shares = tuple(report(x, role=Role.SHARE) for x in ("50.00%", "40.00%", "9.00%"))
    (finding,) = _findings([Relation("share.sum", D(1), Sum((1, 1, 1)), shares)])
    assert finding.stated == "合计应为100%"
    assert "50.00% + 40.00% + 9.00% = 99.00%，相差1.00个百分点" in finding.message


def test_a_long_sum_is_shortened() -> None:
    report = Report()
    parts = [report("1人") for _ in range(30)]
    (finding,) = _findings([_total(report("31人"), *parts)])
    assert "1 + 1 + 1 + 1 + 1 + 1 + …（共30项） = 30人" in finding.message


def test_units_are_written_where_they_differ() -> None:
    report = Report()
    rate = report("90.00%", "执行率", role=Role.COMPLETION)
    relation = Relation(
        "completion.rate", rate, Ratio(), (report("7552797.98元"), report("895.45万元"))
    )
    (finding,) = _findings([relation])
    assert "7552797.98元 ÷ 895.45万元 应为84.35%" in finding.message


def test_the_note_of_a_relation_is_told() -> None:
    report = Report()
    relation = replace(_total(report("12人"), report("5人"), report("5人")), note="总数取自上一段")
    (finding,) = _findings([relation])
    assert "（总数取自上一段）" in finding.message


def test_remarks_become_findings_below_the_cap() -> None:
    remark = Remark(
        "text.punctuation",
        Severity.ERROR,
        "句末有两个句号。",
        (Span(5, 7), Span(20, 22)),
        stated="。。",
        expected="。",
    )
    (finding,) = _findings([], remark)
    assert (finding.severity, finding.message) == (Severity.WARNING, remark.message)
    assert [(p.role, p.spans) for p in finding.places] == [
        ("remark", (Span(5, 7),)),
        ("remark", (Span(20, 22),)),
    ]
    assert (finding.stated, finding.expected) == ("。。", "。")


def test_findings_come_by_severity_and_then_in_reading_order() -> None:
    report = Report()
    relations = [
        _total(report("12人"), report("5人"), report("5人"), certainty=POSSIBLE),
        _total(report("13人"), report("5人"), report("5人"), certainty=LIKELY),
        _total(report("14人"), report("5人"), report("5人"), certainty=SURE),
        _total(report("15人"), report("5人"), report("5人"), certainty=SURE),
    ]
    assert [each.stated for each in _findings(relations)] == ["14人", "15人", "13人", "12人"]


def test_a_rule_without_a_row_is_refused() -> None:
    report = Report()
    relation = Relation("no.such", report("1人"), Same(), (report("2人"),))
    with pytest.raises(UnknownCheck, match="no\\.such"):
        _findings([relation])


def test_a_word_that_a_wrong_figure_makes_look_wrong_is_no_finding_of_its_own() -> None:
    report = Report()
    base, now = report("43269.3万元", presumed=2), report("3845.49万元")
    rate = report("17.62%", role=Role.GROWTH, direction=1)
    relation = Relation("change.rate", rate, GrowthFrom(), (now, base), certainty=SURE)
    word = Remark(
        "direction.word",
        Severity.ERROR,
        "由43269.3万元到3845.49万元，应为“减少”",
        (Span(0, 4),),
        expected="减少",
        numbers=(base.number, now.number, rate.number),
    )
    (found,) = _findings([relation], word)
    assert found.root is not None
    assert found.root.text == "3269.30万元"
    # Without a root, or about other figures, it stays.
    assert len(_findings([], word)) == 1
    assert len(_findings([relation], replace(word, numbers=(base.number, 99)))) == 2
