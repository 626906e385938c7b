"""The figure to take for a quantity: by its key, by a phrase that there is none, or by another
kind of money that is all the money there is.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from mingzhang.domain.checks.model import Bound, Certainty, Operand
from mingzhang.extraction.passages import View, of_view
from mingzhang.extraction.quantities.agreement import agree
from mingzhang.extraction.quantities.index import Index, of
from mingzhang.extraction.quantities.keys import Key, Mention
from mingzhang.rulebook.quantities import ALL, FISCAL, GENERAL, families, quantities

_ZERO = Decimal(0)
_PROJECT = "项目"
_SIDES = {"in": "revenue", "out": "expenditure"}
_IN = frozenset({"revenue", "total_in"})
_BOTH = frozenset({"carry_in", "carry_out", "totals"})
_OTHER_MONEY = tuple(
    t.quantity
    for family in ("revenue_by_source", "expenditure_by_nature")
    for t in families()[family].others
    if not quantities()[t.quantity].scoped
)
_ORDER = (ALL, FISCAL, GENERAL)


class Value(NamedTuple):
    """An operand with how sure it is, and the mention it comes from, None for a told nothing."""

    operand: Operand
    certainty: Certainty
    mention: Mention | None = None


class Values:
    """Looks up quantities of one document."""

    def __init__(self, view: View) -> None:
        # The view itself would be kept alive by what it keeps.
        self.kind, self.year = view.kind, view.year
        self._text, self._passages = view.text, view.passages
        self.index: Index = of(view)
        self._said: dict[str, bool] = {}
        self._equal: dict[tuple[str, int | None, str], frozenset[str]] = {}

    def get(self, key: Key, near: int | None = None) -> Value | None:
        """Return the figure for a key, None when none is printed or told.

        `near` is the number of the figure that it is wanted for.
        """
        key = fitted(key)
        if mention := self._mention(key, near):
            return _value(mention)
        for scope in self._others(key):
            if mention := self._mention(key._replace(scope=scope), near):
                found = _value(mention)
                return found and found._replace(certainty=min(found.certainty, Certainty.LIKELY))
        if key.year == self.year and self._told_none(key):
            return Value(_ZERO, Certainty.LIKELY)
        return None

    def _mention(self, key: Key, near: int | None) -> Mention | None:
        return self.index.best(key) if near is None else self.index.nearest(key, near)

    def same_money(self, side: str, year: int | None, stage: str) -> frozenset[str]:
        """Return the kinds of money that are one and the same on a side: all there is."""
        key = (side, year, stage)
        if key not in self._equal:
            self._equal[key] = self._equals(_SIDES[side], year, stage)
        return self._equal[key]

    def _equals(self, quantity: str, year: int | None, stage: str) -> frozenset[str]:
        totals = {
            scope: mention.observation
            for scope in _ORDER
            if (mention := self.index.best(Key(quantity, year, stage, scope)))
            and mention.observation.value
        }
        found = {
            scope
            for (one, first), (other, second) in combinations(totals.items(), 2)
            if agree(first, second)
            for scope in (one, other)
        }
        # What is equal to both ends is equal in between.
        return frozenset(_ORDER if {ALL, GENERAL} <= found else found)

    def _others(self, key: Key) -> tuple[str, ...]:
        """Return the kinds of money that are the same as that of a key, the widest first."""
        if key.scope not in _ORDER:
            return ()
        sides = ("in", "out") if key.quantity in _BOTH else (side_of(key.quantity),)
        stage = key.stage or self.stage
        equal = [self.same_money(side, key.year, stage) for side in sides]
        common = frozenset.intersection(*equal)
        return tuple(s for s in _ORDER if s in common and s != key.scope and key.scope in common)

    @property
    def stage(self) -> str:
        """Return the stage that the report is about."""
        return "budget" if self.kind == "budget" else "actual"

    def only_appropriations(self, year: int | None, stage: str) -> bool:
        """Tell whether no other money is printed than that of appropriations."""
        for quantity in _OTHER_MONEY:
            found = self.index.best(Key(quantity, year, stage))
            if found is not None and found.observation.value:
                return False
        return True

    def _told_none(self, key: Key) -> bool:
        quantity = quantities().get(key.quantity)
        if quantity is None:
            return False
        for written in quantity.none:
            scope, colon, phrase = written.rpartition(":")
            if (not colon or scope == key.scope) and self._says(phrase):
                return True
        return False

    def _says(self, phrase: str) -> bool:
        """Tell whether a phrase is said of the department, and not of one project."""
        if phrase not in self._said:
            self._said[phrase] = phrase in self._text and self._is_said(phrase)
        return self._said[phrase]

    def _is_said(self, phrase: str) -> bool:
        return any(
            phrase in passage.text
            and _PROJECT not in passage.text
            and not any(_PROJECT in heading.text for heading in passage.headings)
            for passage in self._passages
        )


@of_view
def values_of(view: View) -> Values:
    """Return the values of a view; made once for each."""
    return Values(view)


def side_of(quantity: str) -> str:
    """Return the side of the accounts that a quantity is on."""
    return "in" if quantity in _IN else "out"


def fitted(key: Key) -> Key:
    """Return a key without what its quantity is not told apart by."""
    quantity = quantities().get(key.quantity)
    if quantity is None:
        return key
    scope = key.scope if quantity.scoped else ""
    if quantity.scoped and scope == ALL:
        scope = quantity.money
    if quantity.stage or quantity.stock:
        return key._replace(scope=scope, stage=quantity.stage)
    return key._replace(scope=scope)


def _value(mention: Mention) -> Value | None:
    if mention.observation.bound is not Bound.EXACT:
        return None
    return Value(mention.observation, mention.certainty, mention)


def in_text(value: Value) -> bool:
    """Tell whether a value is a figure of running text. What only tables say is theirs to sum."""
    return value.mention is not None and not value.mention.in_table
