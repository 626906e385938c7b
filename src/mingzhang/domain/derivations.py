"""How each figure came about, told to a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from mingzhang.docmodel.model import BookPlace, Derivation, Operand
from mingzhang.domain.book.builder import ELIMINATIONS
from mingzhang.domain.figures import RATES, Figures, without_of
from mingzhang.domain.labels import NO_NAMES, Names, label_of, print_of
from mingzhang.facts.factset import Fact, Known, Quantity
from mingzhang.facts.key import FactKey, Scope
from mingzhang.facts.provenance import ORIGIN_LABELS, Derived, Origin, Row, Summed
from mingzhang.kernel.money import format_yuan
from mingzhang.kernel.rounding import half_up
from mingzhang.rulebook.concepts import concept

#: How many operands a derivation lists before the line that adds up the rest: 50 lines in all.
SHOWN = 49

#: Decimals of a rate in a derivation; the report prints fewer.
_RATE_PLACES = 6

_IN_WAN = "印为万元时除以10000，四舍五入保留两位小数"
_ROUNDED = "四舍五入保留两位小数"
#: The words that stand for the sign of a measure in the text.
_SIGNS = {
    "change": "文中以“增加”“减少”表示正负",
    "growth": "文中以“增长”“下降”表示正负",
    "share_change": "文中以“上升”“下降”表示正负",
    "shortfall": "文中以“小于”“大于”表示正负",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What figures alone do not tell: names of units by code, doubts in words by fact, and what
    the book calls its projects and indicators.
    """

    units: Mapping[str, str] = field(default_factory=dict)
    doubts: Mapping[FactKey, str] = field(default_factory=dict)
    names: Names = NO_NAMES


_NOTHING_TOLD = Told()


def derivations(
    figures: Figures, keys: Iterable[FactKey], told: Told = _NOTHING_TOLD
) -> dict[str, Derivation]:
    """Return the derivation of every key and of every key that those are made of."""
    result: dict[str, Derivation] = {}
    waiting = list(keys)
    while waiting:
        key = waiting.pop()
        if str(key) in result:
            continue
        found = figures.quantity(key)
        result[str(key)] = explain(figures, key, found, told)
        if isinstance(found, Known) and isinstance(found.provenance, Derived):
            waiting += found.provenance.operands
    return dict(sorted(result.items()))


def rows_behind(figures: Figures, key: FactKey) -> frozenset[Row]:
    """Return every row of the book that a figure is made of, through all formulas.

    Empty for an unknown figure and for a sum of no rows.
    """
    found = figures.quantity(key)
    if not isinstance(found, Known):
        return frozenset()
    match found.provenance:
        case Derived() as derived:
            return frozenset().union(*(rows_behind(figures, k) for k in derived.operands))
        case Row() as row:
            return frozenset({row})
        case Summed():
            return frozenset(fact.source for fact in figures.facts.rows_behind(key))


def explain(
    figures: Figures, key: FactKey, found: Quantity, told: Told = _NOTHING_TOLD
) -> Derivation:
    """Return how one quantity came about; an unknown one says why it is not known."""
    made = _explained(figures, key, found, told)
    if not isinstance(found, Known):
        return made
    value, unit = _amount(key, found.value, told.names)
    doubt = told.doubts.get(without_of(key))
    return replace(
        made,
        formula="；".join(
            filter(None, (made.formula, _SIGNS.get(key.get("measure") or ""), _step(key)))
        ),
        provenance=f"{made.provenance}；待核：{doubt}" if doubt else made.provenance,
        value=value,
        unit=unit,
        place=_place(found),
    )


def _step(key: FactKey) -> str:
    """Say what happens between the exact value and the print."""
    if key.get("measure") in RATES:
        return _ROUNDED
    return _IN_WAN if concept(key.concept).unit == "yuan" else ""


def _explained(figures: Figures, key: FactKey, found: Quantity, told: Told) -> Derivation:
    label = label_of(key, told.names)
    if not isinstance(found, Known):
        return Derivation(str(key), label, "不详", "", (), 0, found.reason)
    exact = _exact(key, found.value, told.names)
    match found.provenance:
        case Derived() as derived:
            operands = tuple(_operand(figures, k, told) for k in derived.operands)
            basis = derived.basis
            return Derivation(
                str(key),
                label,
                exact,
                derived.formula,
                operands,
                len(operands),
                "按公式计算",
                basis,
            )
        case Summed() as summed:
            rows = figures.facts.rows_behind(key)
            shown = _row_operands(rows, told)
            said = _origins(rows) if rows else "账套中没有此类行，按零计"
            return Derivation(str(key), label, exact, "各行相加", shown, summed.rows, said)
        case Row() as row:
            return Derivation(str(key), label, exact, "", (), 0, str(row))


def _exact(key: FactKey, value: Decimal, names: Names) -> str:
    if key.get("measure") in RATES:
        shown = half_up(value, _RATE_PLACES)
        return f"{print_of(shown, trim=True)}%" if shown == value else f"约{shown:f}%"
    if concept(key.concept).unit == "yuan":
        return f"{format_yuan(value)}元"
    return f"{print_of(value, trim=True)}{names.unit_of(key)}"


def _amount(key: FactKey, value: Decimal, names: Names) -> tuple[Decimal, str]:
    """Return a value as a number with its unit, as `_exact` tells it."""
    if key.get("measure") in RATES:
        return half_up(value, _RATE_PLACES), "%"
    if concept(key.concept).unit == "yuan":
        return half_up(value, 2), "元"
    return value, names.unit_of(key)


def _place(found: Quantity) -> BookPlace | None:
    row = found.provenance if isinstance(found, Known) else None
    return _book_place(row) if isinstance(row, Row) else None


def _book_place(row: Row) -> BookPlace:
    return BookPlace(row.sheet, row.row, row.column, ORIGIN_LABELS[row.origin], row.note)


def _operand(figures: Figures, key: FactKey, told: Told) -> Operand:
    found = figures.quantity(key)
    value = _exact(key, found.value, told.names) if isinstance(found, Known) else found.reason
    source = (
        str(found.provenance)
        if isinstance(found, Known) and isinstance(found.provenance, Row)
        else ""
    )
    amount, unit = _amount(key, found.value, told.names) if isinstance(found, Known) else (None, "")
    return Operand(label_of(key, told.names), value, source, str(key), amount, unit, _place(found))


def _row_operands(rows: Sequence[Fact], told: Told) -> tuple[Operand, ...]:
    """Return the first rows of a sum, and the sum of the rest so that the list adds up."""
    shown = tuple(_row_operand(f, told) for f in rows[:SHOWN])
    rest = rows[SHOWN:]
    if not rest:
        return shown
    total = sum((f.value for f in rest if f.value is not None), Decimal(0))
    amount, unit = _amount(rest[0].key, total, told.names)
    label, value = f"其余{len(rest)}行合计", _exact(rest[0].key, total, told.names)
    return (*shown, Operand(label, value, _origins(rest), amount=amount, unit=unit))


def _row_operand(fact: Fact, told: Told) -> Operand:
    value = "未给金额" if fact.value is None else _exact(fact.key, fact.value, told.names)
    label = label_of(fact.key, told.names)
    if fact.key.entity.scope is Scope.UNIT:
        label = f"{_unit_name(fact.key.entity.code, told)} {label}"
    amount, unit = (None, "") if fact.value is None else _amount(fact.key, fact.value, told.names)
    place = _book_place(fact.source)
    return Operand(label, value, str(fact.source), amount=amount, unit=unit, place=place)


def _unit_name(code: str, told: Told) -> str:
    if code.startswith(ELIMINATIONS) and code not in told.units:
        return "内部抵销"
    return told.units.get(code, code)


def _origins(rows: Sequence[Fact]) -> str:
    kinds = {f.source.origin for f in rows}
    return "、".join(ORIGIN_LABELS[o] for o in Origin if o in kinds)
