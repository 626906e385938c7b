"""A set of facts, and the one way to ask it for a sum."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import product

from mingzhang.facts.key import Dims, Entity, FactKey, Scope, Stage
from mingzhang.facts.provenance import Provenance, Row, Summed
from mingzhang.rulebook.concepts import ancestors, dimension, divisible


class ConflictingFact(ValueError):
    """A second value for a key."""


@dataclass(frozen=True, slots=True)
class View:
    """A margin of a quantity: the dimensions its rows give, the slice of the whole they cover.

    `within` limits the view (nature=project: project rows only); it names dimensions of `dims`.
    `complete`: what is absent is 0; otherwise it is unknown. `by_unit`: rows belong to units, and
    the department is their sum.
    Rows of different views are never added together. `ledger`: rows are entries, several may bear
    one key and add up.
    """

    code: str
    concept: str
    period: int
    stage: Stage
    dims: tuple[str, ...]
    within: Dims = ()
    complete: bool = True
    by_unit: bool = False
    ledger: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """One row's quantity. `value` None: it exists, the amount was not given."""

    key: FactKey
    value: Decimal | None
    source: Row
    view: str


@dataclass(frozen=True, slots=True)
class Known:
    """An exact value and where it comes from."""

    key: FactKey
    value: Decimal
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Unknown:
    """No value, and why not."""

    key: FactKey
    reason: str


Quantity = Known | Unknown

_NOTHING_RECORDED = "账套未提供"
_AMOUNT_NOT_GIVEN = "账套只列名称，未给金额"


@dataclass(slots=True)
class _Cube:
    """Sums of one view by every combination of ancestors of some dimensions.

    `rows` are the places of the addends, `coarse` the rows' own values where something could lie
    below them: a question for a part of such a row cannot be answered.
    """

    sums: dict[tuple[str, ...], Decimal] = field(default_factory=dict)
    rows: dict[tuple[str, ...], list[int]] = field(default_factory=dict)
    amountless: set[tuple[str, ...]] = field(default_factory=set)
    coarse: set[tuple[str, ...]] = field(default_factory=set)


class FactSet:
    """Facts by view. Single-valued: a key has one value in a view, and views agree (see `views`).

    `whole` is the department, `units` the codes of all its units. A query is a FactKey; its value
    is the sum of the rows at or below its dimensions in the most detailed view that can tell,
    looked up in sums made once for each set of dimensions.
    """

    def __init__(
        self,
        whole: Entity,
        views: Iterable[View] = (),
        facts: Iterable[Fact] = (),
        units: Iterable[str] = (),
    ) -> None:
        self.whole = whole
        self.units = tuple(units)
        self._views: dict[str, View] = {}
        self._facts: dict[str, list[Fact]] = {}
        self._first: dict[str, dict[FactKey, Fact]] = {}
        self._by_quantity: dict[tuple[str, int, Stage], list[View]] = defaultdict(list)
        self._cubes: dict[tuple[str, str | None, tuple[str, ...]], _Cube] = {}
        for view in views:
            self._declare(view)
        for fact in facts:
            self._add(fact)

    def _declare(self, view: View) -> None:
        if view.code in self._views:
            raise ConflictingFact(f"view declared twice: {view.code}")
        self._views[view.code] = view
        self._facts[view.code] = []
        self._first[view.code] = {}
        quantity = self._by_quantity[view.concept, view.period, view.stage]
        quantity.append(view)
        quantity.sort(key=lambda v: (not v.complete, -len(v.dims)))

    def _add(self, fact: Fact) -> None:
        earlier = self._first[fact.view].setdefault(fact.key, fact)
        if earlier is not fact and not self._views[fact.view].ledger:
            raise ConflictingFact(f"{fact.key}: {earlier.source} / {fact.source}")
        self._facts[fact.view].append(fact)

    def views(self) -> tuple[View, ...]:
        """Return every view in the order declared."""
        return tuple(self._views.values())

    def views_of(self, concept: str, period: int, stage: Stage) -> tuple[View, ...]:
        """Return the views of one quantity, the most detailed complete one first."""
        return tuple(self._by_quantity.get((concept, period, stage), ()))

    def facts(self, view: str) -> tuple[Fact, ...]:
        """Return the rows of a view in the order given."""
        return tuple(self._facts[view])

    def ask(self, key: FactKey) -> Quantity:
        """Return the sum that `key` asks for, from the most detailed view that can tell it.

        Where none can, a part of nothing is nothing: zero, if a view knows that all it could be a
        part of is zero and no row there is negative or without its amount.
        """
        reasons: list[str] = []
        for view in self.views_of(key.concept, key.period, key.stage):
            if not can_tell(view, key):
                continue
            answer = self.ask_view(view, key)
            if isinstance(answer, Known):
                return answer
            reasons.append(answer.reason)
        if whole := self._nothing_above(key):
            view, above = whole
            return Known(key, Decimal(0), Summed(view.code, len(self.rows_of(view, above))))
        return Unknown(key, reasons[0] if reasons else _NOTHING_RECORDED)

    def ask_view(self, view: View, key: FactKey) -> Quantity:
        """Return the sum of one view's rows at or below the dimensions of `key`."""
        dims = tuple(d for d, _ in key.dims)
        wanted = tuple(v for _, v in key.dims)
        cube = self._cube(view, self._entity_of(view, key), dims)
        if wanted in cube.amountless:
            return Unknown(key, _AMOUNT_NOT_GIVEN)
        if not view.complete:
            return self._stated(view, key)
        split = sorted(c for c in cube.coarse if _is_part_of(dims, wanted, c))
        if split:
            return Unknown(key, f"账套只细到{_labels(dims, split[0])}")
        rows = cube.rows.get(wanted, [])
        one = self._first[view.code].get(key)
        if one is not None and len(rows) == 1:
            return Known(key, cube.sums[wanted], one.source)
        return Known(key, cube.sums.get(wanted, Decimal(0)), Summed(view.code, len(rows)))

    def _stated(self, view: View, key: FactKey) -> Quantity:
        # What an incomplete view lists may not be all there is: only its own rows are known.
        rows = self._stated_rows(view, key)
        values = [f.value for f in rows if f.value is not None]
        if not rows or len(values) < len(rows):
            return Unknown(key, _NOTHING_RECORDED)
        one = rows[0].source if len(rows) == 1 else Summed(view.code, len(rows))
        return Known(key, sum(values, Decimal(0)), one)

    def _stated_rows(self, view: View, key: FactKey) -> tuple[Fact, ...]:
        """Return the row that states `key`; of the department, that of every unit or none.

        In a ledger the entries that bear the key state it together.
        """
        stated = self._first[view.code]
        if self._entity_of(view, key) is not None:
            keys = [key]
        else:
            keys = [replace(key, entity=Entity(unit, Scope.UNIT)) for unit in self.units]
        if not all(k in stated for k in keys):
            return ()
        if view.ledger:
            return tuple(f for f in self.rows_in(view, key) if f.key in keys)
        return tuple(stated[k] for k in keys)

    def rows_behind(self, key: FactKey) -> tuple[Fact, ...]:
        """Return the rows that a sum is made of; empty when it is not known or a sum of none.

        Of a part of nothing, the rows that say so.
        """
        for view in self.views_of(key.concept, key.period, key.stage):
            if can_tell(view, key) and isinstance(self.ask_view(view, key), Known):
                return self.rows_of(view, key)
        whole = self._nothing_above(key)
        return self.rows_of(*whole) if whole else ()

    def _nothing_above(self, key: FactKey) -> tuple[View, FactKey] | None:
        """Return a view and a key above `key` of which it knows that there is nothing at all."""
        for view in self.views_of(key.concept, key.period, key.stage):
            for above in self._above(view, key):
                if not can_tell(view, above):
                    continue
                answer = self.ask_view(view, above)
                if isinstance(answer, Known) and not answer.value and self._only_zeros(above):
                    return view, above
        return None

    def _above(self, view: View, key: FactKey) -> Iterator[FactKey]:
        """Yield the keys that hold all of `key` and that a view may know.

        Of a complete view the nearest is enough, for without negative rows none above it is zero
        unless it is; an incomplete view knows only what its rows say.
        """
        asked = dict(key.dims)
        if view.complete:
            yield replace(key, dims=tuple((d, v) for d, v in key.dims if d in view.dims))
            return
        for dims in dict.fromkeys(f.key.dims for f in self._facts[view.code] if f.value == 0):
            if all(d in asked and v in ancestors(d, asked[d]) for d, v in dims):
                yield replace(key, dims=dims)

    def _only_zeros(self, key: FactKey) -> bool:
        """Tell whether no row of any view at or below `key` says otherwise.

        Rows that cancel out, or that give no amount, leave the parts open.
        """
        return all(
            fact.value == 0
            for view in self.views_of(key.concept, key.period, key.stage)
            if all(d in view.dims for d, _ in key.dims)
            for fact in self.rows_in(view, key)
        )

    def rows_of(self, view: View, key: FactKey) -> tuple[Fact, ...]:
        """Return the rows of one view that its answer to `key` is made of.

        A list that is not complete answers with the row that states the key, never with a sum.
        """
        return tuple(self.rows_in(view, key)) if view.complete else self._stated_rows(view, key)

    def rows_in(self, view: View, key: FactKey) -> Iterator[Fact]:
        """Yield the rows of `view` at or below the dimensions of `key`."""
        dims = tuple(d for d, _ in key.dims)
        cube = self._cube(view, self._entity_of(view, key), dims)
        facts = self._facts[view.code]
        for place in cube.rows.get(tuple(v for _, v in key.dims), ()):
            yield facts[place]

    def known_values(self, key: FactKey, dim: str) -> tuple[str, ...]:
        """Return the values of `dim` that occur at or below `key`, sorted, from any view."""
        found = set()
        for view in self.views_of(key.concept, key.period, key.stage):
            if dim in view.dims and can_tell(view, key):
                found |= {dict(f.key.dims).get(dim, "") for f in self.rows_in(view, key)}
        return tuple(sorted(found - {""}))

    def _entity_of(self, view: View, key: FactKey) -> str | None:
        # The department is the sum of its units and of the eliminations kept as one more "unit".
        return None if view.by_unit and key.entity.scope is Scope.DEPARTMENT else key.entity.code

    def _cube(self, view: View, entity: str | None, dims: tuple[str, ...]) -> _Cube:
        address = (view.code, entity, dims)
        if address not in self._cubes:
            self._cubes[address] = self._fill(view, entity, dims)
        return self._cubes[address]

    def _fill(self, view: View, entity: str | None, dims: tuple[str, ...]) -> _Cube:
        cube = _Cube()
        for place, fact in enumerate(self._facts[view.code]):
            if entity is not None and fact.key.entity.code != entity:
                continue
            given = dict(fact.key.dims)
            if not all(d in given for d in dims):
                continue  # 其中项 without this dimension do not take part (project of basic rows)
            own = tuple(given[d] for d in dims)
            if fact.value != 0 and any(divisible(d, v) for d, v in zip(dims, own, strict=True)):
                cube.coarse.add(own)
            for spot in _spots(dims, own):
                cube.rows.setdefault(spot, []).append(place)
                if fact.value is None:
                    cube.amountless.add(spot)
                else:
                    cube.sums[spot] = cube.sums.get(spot, Decimal(0)) + fact.value
        return cube


def can_tell(view: View, key: FactKey) -> bool:
    """Tell whether the view gives every dimension asked and covers all that is asked."""
    if key.entity.scope is Scope.UNIT and not view.by_unit:
        return False
    asked = dict(key.dims)
    for dim, value in view.within:
        if dim not in asked or value not in ancestors(dim, asked[dim]):
            return False
    return all(d in view.dims for d in asked)


def _labels(dims: tuple[str, ...], values: tuple[str, ...]) -> str:
    return "、".join(dimension(d).label_of(v) for d, v in zip(dims, values, strict=True))


def _spots(dims: tuple[str, ...], values: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield every combination at or above these values."""
    return product(*(ancestors(d, v) for d, v in zip(dims, values, strict=True)))


def _is_part_of(dims: tuple[str, ...], wanted: tuple[str, ...], row: tuple[str, ...]) -> bool:
    """Tell whether a row holds some of what is wanted, and in one dimension more than that."""
    wider = False
    for dim, asked, given in zip(dims, wanted, row, strict=True):
        if given == asked or asked in ancestors(dim, given):
            continue
        if given not in ancestors(dim, asked):
            return False
        wider = True
    return wider
