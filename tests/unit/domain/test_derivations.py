"""Derivations in words: names, steps to the print, doubts, and the rest of a long sum."""

from decimal import Decimal

import pytest

from mingzhang.docmodel.model import Derivation
from mingzhang.domain.book.builder import ELIMINATIONS
from mingzhang.domain.derivations import SHOWN, Told, derivations
from mingzhang.domain.figures import Figures
from mingzhang.facts.factset import Fact, FactSet, View
from mingzhang.facts.key import Entity, FactKey, Scope, Stage
from mingzhang.facts.provenance import Origin, Row

WHOLE = Entity("D", Scope.DEPARTMENT)
SPEND = FactKey.of("expenditure", WHOLE, 2023)
VIEW = View("v", "expenditure", 2023, Stage.ACTUAL, ("function",), by_unit=True)
PAST = View("p", "expenditure", 2022, Stage.ACTUAL, ())


def _figures(rows: list[tuple[str, str, str]], past: str = "3") -> Figures:
    """Make figures of (unit, functional code, yuan)."""
    facts = [
        Fact(
            FactKey.of("expenditure", Entity(unit, Scope.UNIT), 2023, dims={"function": code}),
            Decimal(amount),
            Row("支出", number, "金额"),
            "v",
        )
        for number, (unit, code, amount) in enumerate(rows, start=2)
    ]
    facts.append(Fact(SPEND.last_year(), Decimal(past), Row("上年", 2, "数值"), "p"))
    units = sorted({unit for unit, _, _ in rows})
    return Figures(FactSet(WHOLE, (VIEW, PAST), facts, units))


def _told(figures: Figures, key: FactKey, told: Told | None = None) -> Derivation:
    return derivations(figures, [key], told or Told())[str(key)]


def test_rows_are_named_by_their_units() -> None:
    figures = _figures([("U1", "2011301", "5"), (f"{ELIMINATIONS}5", "2011301", "-2")])
    labels = [o.label for o in _told(figures, SPEND, Told({"U1": "某县水务局"})).operands]
    assert labels[0].startswith("某县水务局 2023年支出")
    assert labels[1].startswith("内部抵销 2023年支出")
    assert _told(figures, SPEND).operands[0].label.startswith("U1 ")


def test_the_rows_that_are_not_listed_are_added_up() -> None:
    rows = [("U1", f"2{n:06}", "1.25") for n in range(SHOWN + 7)]
    told = _told(_figures(rows), SPEND)
    assert (len(told.operands), told.operand_count) == (SHOWN + 1, SHOWN + 7)
    last = told.operands[-1]
    assert (last.label, last.value, last.source) == ("其余7行合计", "8.75元", "原始")
    assert sum(o.amount or 0 for o in told.operands) == told.value
    full = _told(_figures(rows[:SHOWN]), SPEND)
    assert len(full.operands) == full.operand_count == SHOWN


@pytest.mark.parametrize(
    ("now", "past", "exact"),
    [("4", "3", "约33.333333%"), ("6", "3", "100%"), ("3.01", "2", "50.5%"), ("3", "3", "0%")],
)
def test_a_rate_says_whether_it_is_rounded(now: str, past: str, exact: str) -> None:
    figures = _figures([("U1", "2011301", now)], past)
    assert _told(figures, SPEND.with_dims(measure="growth")).exact == exact


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        ("change", ("“增加”“减少”表示正负", "除以10000")),
        ("growth", ("“增长”“下降”表示正负", "四舍五入保留两位小数")),
    ],
)
def test_the_steps_to_the_print_are_told(measure: str, said: tuple[str, ...]) -> None:
    figures = _figures([("U1", "2011301", "4")])
    formula = _told(figures, SPEND.with_dims(measure=measure)).formula
    assert formula.startswith(("本年 − 上年", "（本年 − 上年）"))
    assert all(words in formula for words in said)
    assert "除以10000" in _told(figures, SPEND).formula
    assert "正负" not in _told(figures, SPEND).formula


def test_where_rows_come_from_is_told_by_itself() -> None:
    figures = _figures([("U1", "2011301", "4"), ("U1", "2011302", "4")])
    assert _told(figures, SPEND).provenance == "原始"
    assert {o.value for o in Origin} >= {"recorded"}


def test_a_doubt_is_part_of_the_provenance() -> None:
    figures = _figures([("U1", "2011301", "4"), ("U1", "2011302", "4")])
    told = Told(doubts={SPEND: "原文为9元"})
    assert _told(figures, SPEND, told).provenance == "原始；待核：原文为9元"
    assert "待核" not in _told(figures, SPEND.with_dims(measure="change"), told).provenance
    share = SPEND.with_dims(function="2011301")
    doubted = Told(doubts={share.with_dims(measure="completion"): "原文为9%"})
    assert "待核" not in _told(figures, share, doubted).provenance
