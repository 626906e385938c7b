"""Which figures are one and the same money, so that they have to be printed alike.

Two keys can stand for one amount: an identity says that two cells are equal, a key holds another
one and nothing else, or what came in is what went out. What is equal by chance is not tied.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from mingzhang.domain.statements.identities import Judgement, Verdict
from mingzhang.domain.statements.statement import Address, Amount, Statements
from mingzhang.facts.factset import Known, Quantity
from mingzhang.facts.key import Dims, FactKey, dims_of
from mingzhang.rulebook.concepts import ancestors, dimension

#: A figure: a fact by its key, a formula of a form by its cell.
Node = Address | FactKey
#: What tells the quantity of a key.
Quantities = Callable[[FactKey], Quantity]

#: Concepts of money that comes in beside those of money that goes out.
_OUTWARD = {"revenue": "expenditure", "carry_in": "carry_out", "total_in": "total_out"}
_STREAMS = frozenset(_OUTWARD) | frozenset(_OUTWARD.values())


@dataclass(frozen=True, slots=True)
class Ties:
    """Figures by the one that stands for all tied to it, and the sums that identities state.

    A sum is signed figures whose exact amounts come to zero.
    """

    tied: Mapping[Node, Node]
    sums: tuple[tuple[tuple[int, Node], ...], ...]

    def of(self, node: Node) -> Node:
        """Return the figure that stands for `node`."""
        return self.tied.get(node, node)


def find_ties(
    statements: Statements, judgements: Iterable[Judgement], quantity: Quantities
) -> Ties:
    """Return what is tied in a set of statements, by their identities as `judge` found them."""
    amounts = dict(_amounts(statements))
    stated = (tuple(_signed(each, statements)) for each in judgements if _is_equal(each))
    sums = [each for each in stated if each]
    above: dict[Node, Node] = {}
    for one, *others in sums:
        if len(others) == 1 and one[0] != others[0][0]:
            _join(above, one[1], others[0][1])
    by_value: dict[Decimal, list[FactKey]] = defaultdict(list)
    for node, value in amounts.items():
        if isinstance(node, FactKey) and value:
            by_value[value].append(node)
    for keys in by_value.values():
        for one_key, other in combinations(keys, 2):
            if same_money(one_key, other, quantity):
                _join(above, one_key, other)
    return Ties({node: _top(above, node) for node in above}, tuple(sums))


def same_money(one: FactKey, other: FactKey, quantity: Quantities) -> bool:
    """Tell whether two keys of the same exact amount are one amount of money.

    What they have in common is all of both, so that nothing lies beside it; or one is what came in
    and the other what went out of the same budget for the same function.
    """
    if (one.entity, one.period, one.stage) != (other.entity, other.period, other.stage):
        return False
    if one.concept == other.concept:
        common = _common(dict(one.dims), dict(other.dims))
        if common is None:
            return False
        narrow = replace(one, dims=dims_of(common))
        return narrow in (one, other) or _equal(quantity(narrow), quantity(other))
    ways = {_OUTWARD.get(key.concept, key.concept) for key in (one, other)}
    ours, theirs = _as_budget(one.dims), _as_budget(other.dims)
    return (
        len(ways) == 1
        and {one.concept, other.concept} <= _STREAMS
        and ours.keys() == theirs.keys() <= {"budget", "function"}
        and _common(ours, theirs) in (ours, theirs)
    )


def _as_budget(dims: Dims) -> dict[str, str]:
    """Return dimensions with a source of revenue as the budget that bears its name, if one does."""
    known = dimension("budget").values
    return {("budget" if v in known and d == "source" else d): v for d, v in dims}


def _common(ours: Mapping[str, str], theirs: Mapping[str, str]) -> dict[str, str] | None:
    """Return the dimensions of what two sets of dimensions have in common, None for nothing."""
    common = {**ours, **theirs}
    for dim in ours.keys() & theirs.keys():
        one, other = ours[dim], theirs[dim]
        if other in ancestors(dim, one):
            common[dim] = one
        elif one not in ancestors(dim, other):
            return None
    return common


def _equal(one: Quantity, other: Quantity) -> bool:
    return isinstance(one, Known) and isinstance(other, Known) and one.value == other.value


def _amounts(statements: Statements) -> Iterator[tuple[Node, Decimal]]:
    for table in statements.tables.values():
        for at, value in table.cells():
            if isinstance(value, Amount):
                yield value.key or at, value.value
    for key, value in statements.facts.items():
        if isinstance(value, Amount):
            yield key, value.value


def _is_equal(judgement: Judgement) -> bool:
    return judgement.identity.op == "=" and judgement.verdict is Verdict.AGREES


def _signed(judgement: Judgement, statements: Statements) -> Iterator[tuple[int, Node]]:
    """Yield the figures of an equality that are not zero, those of the right side negated."""
    for turn, side in ((1, judgement.left), (-1, judgement.right)):
        for operand in side.operands:
            if operand.value:
                yield turn * operand.sign, node_at(statements, operand.at)


def node_at(statements: Statements, at: Address | FactKey) -> Node:
    """Return the figure at an address of the statements; a fact is its own."""
    if isinstance(at, FactKey):
        return at
    value = statements.value(at)
    return value.key or at if isinstance(value, Amount) else at


def _top(above: Mapping[Node, Node], node: Node) -> Node:
    while above.get(node, node) != node:
        node = above[node]
    return node


def _join(above: dict[Node, Node], one: Node, other: Node) -> None:
    for node in (one, other):
        above.setdefault(node, node)
    above[_top(above, other)] = _top(above, one)
