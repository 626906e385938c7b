"""How each figure came about, told to a person."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from mingzhang.docmodel.model import Derivation, Operand
from mingzhang.domain.figures import Figures
from mingzhang.domain.report.formatters import print_of
from mingzhang.domain.report.labels import label_of
from mingzhang.facts.factset import Fact, Known, Quantity
from mingzhang.facts.key import FactKey
from mingzhang.facts.provenance import ORIGIN_LABELS, Derived, Origin, Row, Summed
from mingzhang.kernel.money import format_yuan
from mingzhang.kernel.rounding import half_up
from mingzhang.rulebook.concepts import concept

#: How many operands a derivation lists; the count tells of the rest.
SHOWN = 50

_RATES = frozenset({"growth", "share", "completion", "share_change"})


def derivations(figures: Figures, keys: Iterable[FactKey]) -> dict[str, Derivation]:
    """Return the derivation of every key and of every key that those are made of."""
    result: dict[str, Derivation] = {}
    waiting = list(keys)
    while waiting:
        key = waiting.pop()
        if str(key) in result:
            continue
        found = figures.quantity(key)
        result[str(key)] = explain(figures, key, found)
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


def explain(figures: Figures, key: FactKey, found: Quantity) -> Derivation:
    """Return how one quantity came about; an unknown one says why it is not known."""
    label = label_of(key)
    if not isinstance(found, Known):
        return Derivation(str(key), label, "不详", "", (), 0, found.reason)
    exact = _exact(key, found.value)
    match found.provenance:
        case Derived() as derived:
            operands = tuple(_operand(figures, k) for k in derived.operands)
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
            shown = tuple(_row_operand(f) for f in rows[:SHOWN])
            said = _origins(rows) if rows else "账套中没有此类行，按零计"
            return Derivation(str(key), label, exact, "各行相加", shown, summed.rows, said)
        case Row() as row:
            return Derivation(str(key), label, exact, "", (), 0, str(row))


def _exact(key: FactKey, value: Decimal) -> str:
    if key.get("measure") in _RATES:
        return f"{half_up(value, 6):f}%"
    if concept(key.concept).unit == "yuan":
        return f"{format_yuan(value)}元"
    return f"{print_of(value, trim=True)}{concept(key.concept).word}"


def _operand(figures: Figures, key: FactKey) -> Operand:
    found = figures.quantity(key)
    value = _exact(key, found.value) if isinstance(found, Known) else found.reason
    source = (
        str(found.provenance)
        if isinstance(found, Known) and isinstance(found.provenance, Row)
        else ""
    )
    return Operand(label_of(key), value, source, str(key))


def _row_operand(fact: Fact) -> Operand:
    value = "未给金额" if fact.value is None else _exact(fact.key, fact.value)
    label = label_of(fact.key)
    if fact.key.entity.scope == "unit":
        label = f"{fact.key.entity.code} {label}"
    return Operand(label, value, str(fact.source))


def _origins(rows: tuple[Fact, ...]) -> str:
    kinds = {f.source.origin for f in rows}
    return "来源：" + "、".join(ORIGIN_LABELS[o] for o in Origin if o in kinds)
