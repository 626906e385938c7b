"""Findings in words: what is said of rounding, of minus signs, of two figures of one name."""

from dataclasses import replace

import pytest

from mingzhang.domain.checks.findings import findings
from mingzhang.domain.checks.formulas import Sum
from mingzhang.domain.checks.judge import judge_all
from mingzhang.domain.checks.messages import claims
from mingzhang.domain.checks.model import Bound, Certainty, Observation, Relation, Role
from tests.unit.domain.checks.figures import Report

OUTSIDE = "超出舍入允许的范围"


def _total(whole: Observation, *parts: Observation) -> Relation:
    signs = (1,) * len(parts)
    return Relation("parts.sum", whole, Sum(signs), parts, certainty=Certainty.CERTAIN)


def _said(*relations: Relation) -> tuple[str, ...]:
    return claims(judge_all(list(relations)))


@pytest.mark.parametrize(("total", "told"), [("30.03万元", True), ("36.00万元", False)])
def test_rounding_is_spoken_of_where_a_reader_would_think_of_it(total: str, told: bool) -> None:
    report = Report()
    parts = report("10.00万元", "甲"), report("20.00万元", "乙")
    (said,) = _said(_total(report(total, "合计"), *parts))
    assert "相差" in said
    assert (OUTSIDE in said) is told


def test_what_a_document_says_twice_is_told_once_however_sure_it_is() -> None:
    report = Report()
    sure = [report("36.00万元", "合计"), report("10.00万元", "甲"), report("20.00万元", "乙")]
    vague = [*sure[:2], replace(sure[2], bound=Bound.ABOUT, number=9)]
    relations = _total(*sure), _total(*vague)
    apart = [_said(each) for each in relations]
    assert apart[0] != apart[1]
    assert _said(*relations) == apart[0]


def test_a_negative_figure_has_the_minus_sign_of_the_sums() -> None:
    report = Report()
    whole = report("0.99万元", "合计", role=Role.CHANGE)
    parts = report("-0.90万元", "甲", role=Role.CHANGE), report("-0.09万元", "乙", role=Role.CHANGE)
    relation = replace(_total(whole, *parts), rule="change.sum")
    (finding,) = findings([relation], judge_all([relation]), ())
    assert "−0.99万元" in finding.message
    assert "-" not in finding.message
