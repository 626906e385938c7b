"""The quantities of a formula: references of a system, resolved to figures of the book."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from mingzhang.domain.labels import label_of
from mingzhang.domain.performance.model import WHOLE
from mingzhang.domain.performance.scoring.comparators import plain
from mingzhang.domain.performance.whole.model import Grounds, Operand
from mingzhang.domain.performance.whole.system_model import OperandSpec
from mingzhang.domain.references import read_key
from mingzhang.facts.factset import Known, Unknown
from mingzhang.facts.key import Entity, FactKey
from mingzhang.kernel.money import format_yuan
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.concepts import concept

YUAN = "元"
_YUAN = "yuan"
#: `project=*` with the comma that parts it from its neighbours.
_ANY_PROJECT = lazy_regex(r"(?<=[{,])project=\*(,|(?=\}))")


def reference(pattern: str, entity: Entity, year: int, project: str = WHOLE) -> FactKey:
    """Return the key of a reference; `project=*` is the project, nothing for the department.

    Raises BadReference.
    """
    own = f"project={project}\\1" if project else ""
    bound = _ANY_PROJECT.sub(own, pattern).replace(",}", "}").replace("{}", "")
    return read_key(bound, entity, year)


def operand(spec: OperandSpec, grounds: Grounds) -> Operand:
    """Return a quantity of a formula; unknown where any of its parts is."""
    performance = grounds.performance
    keys = tuple(
        reference(pattern, performance.entity, performance.year, grounds.project)
        for pattern in spec.sum
    )
    found = [grounds.figures.quantity(key) for key in keys]
    unit = unit_of(keys[0], grounds)
    for each in found:
        if isinstance(each, Unknown):
            said = f"{label_of(each.key, grounds.names)}：{each.reason}"
            return Operand(spec.label, None, unit, keys, said)
    known = [each.value for each in found if isinstance(each, Known)]
    return Operand(spec.label, sum(known, Decimal(0)), unit, keys)


def unit_of(key: FactKey, grounds: Grounds) -> str:
    """Return the word behind a figure."""
    if concept(key.concept).unit == _YUAN:
        return YUAN
    return grounds.names.unit_of(key)


def said(value: Decimal, unit: str) -> str:
    """Return a quantity in words."""
    return f"{format_yuan(value)}元" if unit == YUAN else f"{plain(value)}{unit}"


def shown(each: Operand) -> str:
    """Return an operand with its value in words."""
    return each.label + (each.reason if each.value is None else said(each.value, each.unit))


def lacking(operands: Sequence[Operand]) -> str:
    """Return what is not known of some operands, "" where all is."""
    return "；".join(f"缺少{o.label}（{o.reason}）" for o in operands if o.value is None)
