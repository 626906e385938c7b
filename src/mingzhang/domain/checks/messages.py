"""Findings in words, as a careful colleague says them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from mingzhang.domain.checks.formulas import Same, Sum
from mingzhang.domain.checks.judge import Judgement
from mingzhang.domain.checks.model import Kind, Observation, Operand, Relation, Role
from mingzhang.domain.checks.repairs import Change, places_of
from mingzhang.domain.checks.rootcause import Cause, printed
from mingzhang.domain.checks.slips import DIGIT, NAMES
from mingzhang.kernel.regex import lazy_regex
from mingzhang.kernel.rounding import half_up
from mingzhang.rulebook.checks import check

#: So many terms of a sum, relations of a cause and candidates are written out.
_TERMS, _RELATIONS, _NAMED = 12, 3, 4
_MORE_PLACES = 2
#: A difference of more tolerances than this makes nobody think of rounding, so it is not spoken of.
_ROUNDING = 20
_SIGNED = {
    Role.CHANGE: {1: "增加", -1: "减少", 0: "变动"},
    Role.GROWTH: {1: "增长", -1: "下降", 0: "变动"},
}
_SIGNED_NOUNS = {
    Role.CHANGE: {1: "增加额", -1: "减少额", 0: "变动额"},
    Role.GROWTH: {1: "增幅", -1: "降幅", 0: "变动幅度"},
}
_MINUS = lazy_regex(r"(?<![0-9A-Za-z])-(?=[0-9])")
_NOUNS = {Role.SHARE: "占比", Role.COMPLETION: "完成率"}
#: The sentence of a rule that brings none.
_ANY = "{stated}，按 {sum} 应为{expected}，相差{apart}"
_CONSTANT = "{stated}，应为{expected}，相差{apart}"
_OUTSIDE = "，超出舍入允许的范围"
_BY_PRESUMED = "；按同类数字保留的位数超出舍入范围，仅按印出的位数可由舍入解释"
_VAGUE = "；其中有约数，请核实"
_EDGE = "；舍入虽可解释，但差额已接近允许的上限，请核对"


def plain(value: Decimal) -> str:
    """Return a figure without an exponent."""
    return f"{value:f}"


def _typeset(text: str) -> str:
    """Return a text with the minus signs of its figures as in the sums beside it (-0.99, −0.99)."""
    return _MINUS.sub("−", text)


def amount(x: Observation, value: Decimal | str) -> str:
    """Return a value with the unit of a figure."""
    return f"{value if isinstance(value, str) else plain(value)}{x.unit}"


def name_of(x: Observation) -> str:
    """Return what the document calls the figure, with the thing that an aspect belongs to."""
    if x.subject and not x.label.startswith(x.subject):
        return x.subject + x.label
    return x.label


def phrase(x: Observation, value: Decimal | str | None = None, *, year: bool = False) -> str:
    """Return a figure in words (公务接待费减少14.19万元), with another value if given."""
    said = amount(x, x.value if value is None else value)
    dated = f"{x.year}年" if year and x.year and not name_of(x).startswith(str(x.year)) else ""
    return f"{dated}{name_of(x)}{_verb(x)}{said}"


def _verb(x: Observation) -> str:
    if x.role in _SIGNED:
        return _SIGNED[x.role][x.direction]
    if x.role is Role.SHARE:
        return "占"
    if x.role is Role.COMPLETION:
        if "target" in x.base:
            return "完成目标的"
        return "完成预算的" if "/" in x.base else "完成率"
    return ""


def in_unit(judgement: Judgement, value: Decimal, places: int | None = None) -> Decimal:
    """Return an exact value in the unit of the stated figure, rounded as that is printed."""
    x = judgement.pattern
    exact = value / (x.scale * (x.direction or 1))
    return half_up(exact, places_of(x) if places is None else places)


def expected_text(judgement: Judgement) -> str:
    """Return what the stated figure would have to be, with its unit; "" where undefined."""
    if judgement.expected is None:
        return ""
    x = judgement.pattern
    value = in_unit(judgement, judgement.expected, _places(judgement))
    if x.direction and value < 0 and x.role in _SIGNED:
        return _SIGNED[x.role][-x.direction] + amount(x, -value)
    return amount(x, value)


def apart_text(judgement: Judgement) -> str:
    """Return the difference, with its unit; "" where undefined."""
    return _size(judgement, judgement.difference)


def tolerance_text(judgement: Judgement) -> str:
    """Return the difference that rounding allows, with its unit; "" where unbounded."""
    if judgement.tolerance is None:
        return ""
    found = in_unit(judgement, judgement.tolerance, places_of(judgement.pattern) + _MORE_PLACES)
    return f"±{_unit_of_difference(judgement, abs(found))}"


def allowed_text(judgement: Judgement) -> str:
    """Return the interval that rounding allows the stated figure; "" where unbounded."""
    if judgement.low is None or judgement.high is None:
        return ""
    places = places_of(judgement.pattern) + _MORE_PLACES
    ends = sorted(in_unit(judgement, end, places) for end in (judgement.low, judgement.high))
    return f"{plain(ends[0])}—{amount(judgement.pattern, ends[1])}"


def _places(judgement: Judgement) -> int:
    """Return the decimals to print the expected value with: more where it would look the same."""
    places = places_of(judgement.pattern)
    expected = judgement.expected
    if expected is not None and judgement.difference:
        same = in_unit(judgement, expected) == in_unit(judgement, judgement.stated)
        return places + _MORE_PLACES if same else places
    return places


def _size(judgement: Judgement, value: Decimal | None) -> str:
    if value is None or judgement.expected is None:
        return ""
    places = _places(judgement)
    apart = in_unit(judgement, judgement.stated, places) - in_unit(
        judgement, judgement.expected, places
    )
    return _unit_of_difference(judgement, abs(apart))


def _unit_of_difference(judgement: Judgement, value: Decimal) -> str:
    x = judgement.pattern
    return f"{plain(value)}个百分点" if x.kind is Kind.RATE else amount(x, value)


def written(relation: Relation) -> str:
    """Return the sum of a relation with its figures as printed, units only where they differ."""
    figures = [x for x in relation.operands if isinstance(x, Observation)]
    units = {x.unit for x in figures if x.kind is not Kind.RATE}
    rates = all(x.kind is Kind.RATE for x in figures or relation.observations)
    texts = [_operand(x, units=len(units) > 1, rates=rates) for x in relation.operands]
    formula = relation.formula
    if isinstance(formula, Sum) and len(texts) > _TERMS:
        shown = _TERMS // 2
        first = Sum(formula.signs[:shown]).written(texts[:shown])
        return f"{first} + …（共{len(texts)}项）"
    return formula.written(texts)


def _operand(x: Operand, *, units: bool, rates: bool) -> str:
    if isinstance(x, Decimal):
        return f"{plain((x * 100).normalize())}%" if rates else plain(x)
    value = x.value * x.direction if x.direction else x.value
    text = plain(value).replace("-", "−")
    return text + x.unit if units or x.kind is Kind.RATE else text


def stated_text(relation: Relation) -> str:
    """Return the stated side in words; a constant of the rule by its value."""
    if isinstance(relation.stated, Observation):
        return phrase(relation.stated, year=_years_differ(relation))
    rates = all(x.kind is Kind.RATE for x in relation.observations)
    return f"合计应为{_operand(relation.stated, units=False, rates=rates)}"


def _years_differ(relation: Relation) -> bool:
    return len({x.year for x in relation.observations if x.year}) > 1


def claims(judgements: Iterable[Judgement]) -> tuple[str, ...]:
    """Return the sentences of relations; what a document says several times is told once."""
    told: dict[str, str] = {}
    for each in judgements:
        told.setdefault(_claim(each), claim(each))
    return tuple(told.values())


def claim(judgement: Judgement) -> str:
    """Return the sentence of one relation, by the template of its rule."""
    note = judgement.reading.note or judgement.relation.note
    noted = f"（{note}）" if note else ""
    return _typeset(f"{_claim(judgement)}{_standing(judgement)}{noted}")


def _claim(judgement: Judgement) -> str:
    relation = judgement.reading
    others = [x for x in relation.operands if isinstance(x, Observation)]
    dated = _years_differ(relation)
    named = "、".join(phrase(x, year=dated) for x in others[:_NAMED])
    template = check(judgement.relation.rule).says or _ANY
    if isinstance(relation.formula, Same) and not others:
        template = _CONSTANT
    return template.format(
        stated=stated_text(relation),
        sum=written(relation),
        expected=expected_text(judgement),
        apart=apart_text(judgement),
        other=named + ("等" if len(others) > _NAMED else ""),
        allowed=allowed_text(judgement),
    )


def _standing(judgement: Judgement) -> str:
    if judgement.edge:
        return _EDGE
    if judgement.soft:
        return _VAGUE
    if judgement.presumed_only:
        return _BY_PRESUMED
    return _OUTSIDE if judgement.reading.op == "=" and _like_rounding(judgement) else ""


def _like_rounding(judgement: Judgement) -> bool:
    """Tell whether a difference is so small that a reader asks whether rounding made it."""
    apart, tolerance = judgement.difference, judgement.tolerance
    return bool(apart is not None and tolerance and abs(apart) <= _ROUNDING * tolerance)


def message(cause: Cause, first: Judgement, copies: int) -> str:
    """Return the whole sentence of a finding: the sums, the likely value, how often it occurs.

    `first` is the relation to tell it by; `copies` how many passages have the same fault.
    """
    said = claims((first, *cause.judgements))
    text = "；同时，".join(said[:_RELATIONS])
    if len(said) > _RELATIONS:
        text += f"；另有{len(said) - _RELATIONS}处算式不成立"
    remedy = _typeset(_remedy(cause, first, len(said)))
    return f"{text}。{remedy}{_repeated(cause, copies)}"


def _remedy(cause: Cause, first: Judgement, claims: int) -> str:
    root = cause.root
    if root is not None:
        return _mended(root, cause.changes[1:], first, claims)
    if len(cause.candidates) < 2:
        return ""
    ways = [_correction(each) for each in cause.candidates[:_NAMED]]
    more = "等" if len(cause.candidates) > _NAMED else ""
    return f"改动其中一个数即可成立，哪一个有误须核对原始资料：{'；或'.join(ways)}{more}。"


def _mended(root: Change, others: Sequence[Change], first: Judgement, claims: int) -> str:
    x = root.observation
    named = root.slip and (root.telling or root.slip != DIGIT)
    slip = f"（{NAMES[root.slip]}）" if named else ""
    own = first.reading.stated is x and claims == 1
    if own and not slip and not others:
        return ""
    if own:
        return f"疑为{amount(x, printed(root))}之误{slip}。"
    also = "".join(f"、{_likely(each, beside=x)}" for each in others)
    every = "上述各式均成立" if claims > 1 else "该式成立"
    # By elimination alone a figure is only the first to look at.
    doubt = f"疑{amount(x, x.value)}有误{slip}"
    if claims == 1 and not slip:
        doubt = f"其余各数均与别处相符，请先核对{amount(x, x.value)}"
    return f"若{_likely(root)}{also}，则{every}，{doubt}。"


def _likely(change: Change, beside: Observation | None = None) -> str:
    """Return a figure as a thing, and its likely value; its name is not told twice."""
    x, value = change.observation, change.likely
    same = beside is not None and name_of(beside) == name_of(x)
    direction = x.direction
    said = printed(change)
    if value < 0 <= x.value and x.role in _SIGNED and direction:
        direction, said = -direction, said.lstrip("-")
    noun = _SIGNED_NOUNS.get(x.role, {}).get(direction) or _NOUNS.get(x.role, "")
    name = name_of(x) if not same else "" if noun else "另一处"
    return f"{name}{noun}为{amount(x, said)}"


def _correction(change: Change) -> str:
    return f"{phrase(change.observation)}应为{amount(change.observation, printed(change))}"


def _repeated(cause: Cause, copies: int) -> str:
    if copies > 1:
        return f"同样的问题共{copies}处。"
    root = cause.root
    if root is not None and len(root.observations) > 1:
        return f"该数在文中共出现{len(root.observations)}处。"
    return ""


def money(yuan: Decimal) -> str:
    """Return an amount in the unit that reports use for its size."""
    for unit, scale in (("亿元", Decimal(10**8)), ("万元", Decimal(10**4))):
        if yuan >= scale:
            return f"{plain(half_up(yuan / scale, 2))}{unit}"
    return f"{plain(half_up(yuan, 2))}元"
