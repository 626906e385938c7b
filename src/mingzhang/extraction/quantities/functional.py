"""Items of the functional classification add up to their classes, and classes to all expenditure.

A report lists every item, or only the main ones; the list itself shows which. Where it leaves out
something, its sums are all too small; one wrong figure spoils one class and the total at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from mingzhang.domain.checks.formulas import Sum
from mingzhang.domain.checks.model import Bound, Certainty, Relation
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.quantities.agreement import best
from mingzhang.extraction.quantities.index import of
from mingzhang.extraction.quantities.keys import FUNCTION, Key, Mention
from mingzhang.extraction.quantities.values import Values, values_of
from mingzhang.rulebook.quantities import SCOPES

_RULE = "parts.sum"
_ITEM = "项）"
#: Headings down to this level part the lists of a report.
_HEADS = 3


@dataclass
class _List:
    """The functional items of one year, stage and kind of money: classes and what is below them."""

    classes: dict[str, Mention] = field(default_factory=dict)
    items: dict[str, Mention] = field(default_factory=dict)

    @cached_property
    def own(self) -> dict[str, list[Mention]]:
        """Return the classes that have items here, in order of print, with their finest items.

        An item above others is none.
        """
        above = {path[:n] for path in self.items for n, sign in enumerate(path) if sign == "/"}
        found: dict[str, list[Mention]] = {}
        known = {
            (path.rpartition("/")[0], item.observation.exact)
            for path, item in self.items.items()
            if "~" not in path
        }
        for path, item in self.items.items():
            above_it, _, name = path.rpartition("/")
            if name.startswith("~") and (above_it, item.observation.exact) in known:
                continue  # the same item by a name that is misprinted in one place
            finest = found.setdefault(path.partition("/")[0], [])
            if path not in above:
                finest.append(item)
        return found

    def below(self, code: str) -> list[Mention]:
        """Return the finest items printed of a class."""
        return self.own.get(code, [])


def find(view: View) -> Iterator[Relation]:
    """Yield each class as the sum of its items, and the total as that of classes and of items."""
    values = values_of(view)
    lists = _lists(view)
    if not lists:
        return
    whole = _all_read(view, lists)
    for key in lists:
        yield from _sums(values, lists, key, whole=whole)


def _all_read(view: View, lists: dict[Key, _List]) -> bool:
    """Tell whether every item that the sections of the lists name came with a figure.

    An item whose figure could not be read makes its class look too large.
    """
    items = {m.observation.place for each in lists.values() for m in each.items.values()}
    sections = {_section(view.passages[place]) for place in items}
    return not any(
        _ITEM in passage.text and passage.place not in items and _section(passage) in sections
        for passage in view.passages
        if passage.cell is None
    )


def _section(passage: Passage) -> int:
    return max((h.place for h in passage.headings if h.level <= _HEADS), default=-1)


def _lists(view: View) -> dict[Key, _List]:
    found: dict[Key, _List] = defaultdict(_List)
    for key, mentions in of(view).items():
        if key.quantity != FUNCTION or "|" in key.aspect:
            continue
        sharp = [m for m in mentions if m.observation.bound is Bound.EXACT]
        if not sharp:
            continue
        listed = found[key._replace(aspect="")]
        (listed.items if "/" in key.aspect else listed.classes)[key.aspect] = best(sharp)
    return found


def _sums(values: Values, lists: dict[Key, _List], key: Key, *, whole: bool) -> Iterator[Relation]:
    listed = lists[key]
    pairs = [
        (of_class, items, code in listed.own)
        for code, of_class in listed.classes.items()
        if (items := _below(values, lists, key, code))
    ]
    right = sum(_holds(of_class, items) for of_class, items, _ in pairs)
    full = whole and right >= max(1, 2 * (len(pairs) - right))
    for of_class, items, own in pairs:
        if not (of_class.in_table and all(item.in_table for item in items)):
            yield _relation(of_class, items, complete=full and own)
    total = values.get(key._replace(quantity="expenditure"))
    if total is None or total.mention is None or total.certainty < Certainty.CERTAIN:
        return
    if all(m.in_table for m in (total.mention, *listed.items.values(), *listed.classes.values())):
        return
    if len(listed.classes) > 1:
        yield _relation(total.mention, list(listed.classes.values()), complete=False)
    finest = [item for code in listed.own for item in listed.below(code)]
    if len(finest) > 1:
        yield _relation(total.mention, finest, complete=full and 1 < right == len(pairs))


def _below(values: Values, lists: dict[Key, _List], key: Key, code: str) -> list[Mention]:
    """Return the items of a class, also where a list of another kind of money is the same list."""
    if own := lists[key].below(code):
        return own
    same = values.same_money("out", key.year, key.stage)
    if key.scope in same:
        for scope in SCOPES:
            other = lists.get(key._replace(scope=scope)) if scope in same else None
            if other is not None and (found := other.below(code)):
                return found
    return []


def _holds(whole: Mention, parts: Sequence[Mention]) -> bool:
    apart = sum((p.observation.exact for p in parts), Decimal(0)) - whole.observation.exact
    room = whole.observation.half + sum((p.observation.half for p in parts), Decimal(0))
    return abs(apart) <= room


def _relation(whole: Mention, parts: Sequence[Mention], *, complete: bool) -> Relation:
    sure = min(whole.certainty, *(p.certainty for p in parts))
    return Relation(
        _RULE,
        whole.observation,
        Sum((1,) * len(parts)),
        tuple(p.observation for p in parts),
        certainty=sure if complete else min(sure, Certainty.LIKELY),
        slip_only=not complete,
    )
