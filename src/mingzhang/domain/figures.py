"""Every figure by its key: recorded, summed, or computed by a formula of the trade.

A formula states its operands; the value and the list of operands are made together, so a
derivation can never differ from the sum it explains.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.facts.factset import FactSet, Known, Quantity, Unknown
from mingzhang.facts.key import FactKey, Stage
from mingzhang.facts.provenance import Derived
from mingzhang.kernel.regex import lazy_regex
from mingzhang.kernel.rounding import ratio
from mingzhang.rulebook.concepts import concept

HUNDRED = Decimal(100)
#: Measures whose value is a rate in %.
RATES = frozenset({"growth", "share", "share_change", "completion", "score_rate", "ratio"})


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula: its text for people, its operands, how they combine, and what it rests on."""

    text: str
    operands: tuple[FactKey, ...]
    combine: Callable[[list[Decimal]], Decimal]
    basis: str = ""


class Undefined(ArithmeticError):
    """The formula has no value here (a zero base); the message is for people."""


class Figures:
    """Quantities of a FactSet and all that can be computed from them.

    `computed` are quantities that some part of the trade worked out (scores of an evaluation), each
    with its provenance or with the reason why there is none; they are looked at first.
    """

    def __init__(self, facts: FactSet, computed: Mapping[FactKey, Quantity] | None = None) -> None:
        self.facts = facts
        self._computed = dict(computed or {})
        self._memo: dict[FactKey, Quantity] = {}

    def with_computed(self, computed: Mapping[FactKey, Quantity]) -> Figures:
        """Return the figures with more quantities that were computed, the new ones first."""
        return Figures(self.facts, {**self._computed, **computed})

    def quantity(self, key: FactKey) -> Quantity:
        """Return what `key` asks for: from the facts, else by formula, else why not."""
        if key not in self._memo:
            self._memo[key] = self._find(key)
        return self._memo[key]

    def value(self, key: FactKey) -> Decimal | None:
        """Return the exact value, None when it is not known."""
        found = self.quantity(key)
        return found.value if isinstance(found, Known) else None

    def formula(self, key: FactKey) -> Formula | None:
        """Return the formula by which `key` would be computed, None for a primary quantity."""
        measure = key.get("measure")
        make = _TOTALS.get(key.concept) if measure is None else _MEASURES.get(measure)
        return make(key) if make else None

    def _find(self, key: FactKey) -> Quantity:
        if key in self._computed:
            return self._computed[key]
        recorded = self.facts.ask(key) if key.get("measure") is None else None
        if isinstance(recorded, Known):
            return recorded
        formula = self.formula(key)
        if formula is None:
            return recorded or Unknown(key, "账套未提供")
        operands = [self.quantity(k) for k in formula.operands]
        values = [q.value for q in operands if isinstance(q, Known)]
        for q in operands:
            if isinstance(q, Unknown):
                return Unknown(key, _whose(q, key) + q.reason)
        try:
            value = formula.combine(values)
        except Undefined as none:
            return Unknown(key, str(none))
        return Known(key, value, Derived(formula.text, formula.operands, formula.basis))


def _whose(operand: Unknown, key: FactKey) -> str:
    """Return which operand is missing where it is another year's or stage's than the result."""
    if operand.key.period != key.period:
        return f"{operand.key.period}年数"
    if operand.key.stage == key.stage:
        return ""
    return "年度指标值" if concept(key.concept).unit == "own" else "全年预算数"


def of_text(key: FactKey) -> str:
    """Return a key as the value of dimension `of`: concept(dim:value;…)."""
    dims = ";".join(f"{d}:{v}" for d, v in key.dims)
    return f"{key.concept}({dims})" if dims else key.concept


_OF = lazy_regex(r"(\w+)(?:\(([^)]*)\))?")


def whole_of(key: FactKey) -> FactKey:
    """Return the key of the whole that a share is of.

    Raises ValueError, UnknownConcept or UnknownDimension when `of` does not name one.
    """
    match = _OF.fullmatch(key.get("of") or "")
    if match is None:
        raise ValueError(f"share of what? {key}")
    dims = dict(p.split(":", 1) for p in (match[2] or "").split(";") if p)
    return FactKey.of(match[1], key.entity, key.period, key.stage, dims)


def base_of(key: FactKey) -> FactKey:
    """Return the key without its measure."""
    dims = tuple((d, v) for d, v in key.dims if d not in ("measure", "of"))
    return FactKey(key.concept, key.entity, key.period, key.stage, dims)


def without_of(key: FactKey) -> FactKey:
    """Return the key without what it is a share of: a doubt does not name that."""
    dims = tuple((d, v) for d, v in key.dims if d != "of")
    return FactKey(key.concept, key.entity, key.period, key.stage, dims)


def _percent(part: Decimal, whole: Decimal, what: str) -> Decimal:
    # A rate on a negative base has a sign that says the opposite of what happened.
    if whole <= 0:
        raise Undefined(f"{what}为{'负数' if whole else '零'}，不计算比率")
    return ratio(part * HUNDRED, whole)


def _change(key: FactKey) -> Formula:
    now = base_of(key)
    return Formula("本年 − 上年", (now, now.last_year()), lambda v: v[0] - v[1])


def _growth(key: FactKey) -> Formula:
    now = base_of(key)
    return Formula(
        "（本年 − 上年）÷ 上年 × 100%",
        (now, now.last_year()),
        lambda v: _percent(v[0] - v[1], v[1], "上年数"),
    )


def _share(key: FactKey) -> Formula:
    part, whole = base_of(key), whole_of(key)
    return Formula("部分 ÷ 合计 × 100%", (part, whole), lambda v: _percent(v[0], v[1], "合计"))


def _share_change(key: FactKey) -> Formula:
    now = key.with_dims(measure="share")
    return Formula("本年占比 − 上年占比（百分点）", (now, now.last_year()), lambda v: v[0] - v[1])


def _completion(key: FactKey) -> Formula:
    actual = base_of(key)
    # The words alone differ: what money is to its budget, a result is to the target in force.
    of_indicator = concept(key.concept).unit == "own"
    done, planned, short = (
        ("实际完成值", "年度指标值", "年度指标值")
        if of_indicator
        else ("决算数", "全年预算数", "预算数")
    )
    return Formula(
        f"{done} ÷ {planned} × 100%",
        (actual, actual.at_stage(Stage.ADJUSTED)),
        lambda v: _percent(v[0], v[1], short),
    )


def _shortfall(key: FactKey) -> Formula:
    actual = base_of(key)
    return Formula(
        "全年预算数 − 决算数",
        (actual.at_stage(Stage.ADJUSTED), actual),
        lambda v: v[0] - v[1],
    )


_MEASURES: dict[str, Callable[[FactKey], Formula]] = {
    "change": _change,
    "growth": _growth,
    "share": _share,
    "share_change": _share_change,
    "completion": _completion,
    "shortfall": _shortfall,
}

_FINAL_ACCOUNTS = "部门决算 收入支出决算总表"


def _total_in(key: FactKey) -> Formula:
    """总计 = 本年收入 + 使用非财政拨款结余 + 年初结转和结余; one budget has no such surplus."""
    budget = key.get("budget")
    revenue = FactKey.of(
        "revenue", key.entity, key.period, key.stage, {"source": budget} if budget else {}
    )
    carried = FactKey.of(
        "carry_in", key.entity, key.period, key.stage, {"budget": budget} if budget else {}
    )
    if budget:
        return Formula("本年收入 + 年初结转和结余", (revenue, carried), sum_all, _FINAL_ACCOUNTS)
    used = FactKey.of("surplus_used", key.entity, key.period, key.stage)
    return Formula(
        "本年收入 + 使用非财政拨款结余 + 年初结转和结余",
        (revenue, used, carried),
        sum_all,
        _FINAL_ACCOUNTS,
    )


def _total_out(key: FactKey) -> Formula:
    """总计 = 本年支出 + 结余分配 + 年末结转和结余."""
    budget = key.get("budget")
    dims = {"budget": budget} if budget else {}
    spent = FactKey.of("expenditure", key.entity, key.period, key.stage, dims)
    carried = FactKey.of("carry_out", key.entity, key.period, key.stage, dims)
    if budget:
        return Formula("本年支出 + 年末结转和结余", (spent, carried), sum_all, _FINAL_ACCOUNTS)
    given = FactKey.of("surplus_distributed", key.entity, key.period, key.stage)
    return Formula(
        "本年支出 + 结余分配 + 年末结转和结余", (spent, given, carried), sum_all, _FINAL_ACCOUNTS
    )


def sum_all(values: list[Decimal]) -> Decimal:
    """Add the operands of a formula."""
    return sum(values, Decimal(0))


_TOTALS: dict[str, Callable[[FactKey], Formula]] = {
    "total_in": _total_in,
    "total_out": _total_out,
}
