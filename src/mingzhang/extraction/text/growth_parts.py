"""What a whole changed by is what its parts changed by (RELATIONS.md B3).

Parts are known in two ways: the trade knows them (三公 = 出国 + 用车 + 接待, rows of
`families.toml` with `changes`), or figures that are compared one after another add up to one that
is compared before them. Where only rates are printed, last year's figures are implied by them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from mingzhang.domain.checks.formulas import Sum
from mingzhang.domain.checks.model import Certainty, Kind, Observation, Relation
from mingzhang.domain.checks.rollups import ImpliedPrevious
from mingzhang.extraction.passages import View
from mingzhang.extraction.quantities.naming import read_name
from mingzhang.extraction.text.movements import Movement, movements
from mingzhang.extraction.text.named import thing
from mingzhang.extraction.text.statements import is_point
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.quantities import Family, families

_ZERO = Decimal(0)
_CLAUSE = lazy_regex(r"安排|使用|用于|、|的|中(?!心)")
_IMPLIED = ImpliedPrevious()
_BRACKETS = lazy_regex(r"（([^（）]{3,20})）")
#: So many comparisons behind a whole its parts may begin, and so many there may be of them.
_REACH = 14
_MOST = 14
#: Paragraphs between a whole and a part that the trade ties together.
_APART = 24
#: Signs before a comparison that may open the list that it is in.
_FAR = 1000

_Named = dict[tuple[str, str], list[Movement]]


@dataclass(frozen=True, slots=True)
class _Group:
    whole: Movement
    parts: tuple[Movement, ...]
    certainty: Certainty
    slip_only: bool = False


def find(view: View) -> Iterator[Relation]:
    """Yield that the changes of parts make the change of the whole."""
    told: set[tuple[int, ...]] = set()
    usable = [m for m in movements(view) if _usable(m)]
    yield from _told_behind(view, movements(view))
    for group in [*_known(usable), *_added(usable)]:
        numbers = tuple(sorted(m.level.number for m in (group.whole, *group.parts) if m.level))
        relation = _relation(group)
        if relation is not None and numbers not in told:
            told.add(numbers)
            yield relation


def _usable(m: Movement) -> bool:
    return (
        m.level is not None
        and m.level.kind is Kind.MONEY
        and m.certainty >= Certainty.LIKELY
        and (m.flat or m.change is not None or m.rate is not None)
    )


def _relation(group: _Group) -> Relation | None:
    """Return the sum of changes; that of what rates imply, where no change is printed."""
    whole, parts = group.whole, group.parts
    if any(m.statement.about or _unsigned(m) for m in (whole, *parts)):
        return None
    moved = [m for m in parts if not m.flat]
    certainty, slip = group.certainty, group.slip_only
    if whole.change is not None and all(m.change is not None for m in moved) and moved:
        changes = tuple(m.change for m in moved if m.change is not None)
        signs = (1,) * len(changes)
        made = Relation("change.sum", whole.change, Sum(signs), changes, certainty=certainty)
        return replace(made, slip_only=slip)
    if whole.rate is None or whole.change is not None or whole.level is None:
        return None
    operands: list[Observation | Decimal] = [whole.level]
    for m in parts:
        growth = _ZERO if m.flat else m.rate
        if growth is None or m.level is None:
            return None
        operands += [m.level, growth]
    made = Relation("change.implied", whole.rate, _IMPLIED, tuple(operands), certainty=certainty)
    return replace(made, slip_only=slip)


def _told_behind(view: View, found: Sequence[Movement]) -> Iterator[Relation]:
    """Yield that changes told as reasons, or after 其中, make the change that stands before them.

    Neither need be complete, so that only one slip proves anything.
    """
    whole: Movement | None = None
    parts: list[Observation] = []
    for m in [*found, None]:
        if m is not None and m.change is not None and m.level is None and _explains(view, m):
            parts.append(m.change)
            continue
        if whole is not None and whole.change is not None and len(parts) > 1:
            near = parts[0].place == whole.place == parts[-1].place
            kinds = {o.kind for o in (whole.change, *parts)}
            if near and kinds == {Kind.MONEY}:
                signs = Sum((1,) * len(parts))
                yield Relation("change.sum", whole.change, signs, tuple(parts), slip_only=True)
        whole, parts = m, []


def _explains(view: View, m: Movement) -> bool:
    statement = m.statement
    begin = max(statement.sentence, statement.start - _FAR)
    words = view.passages[m.place].text[begin : statement.start]
    return statement.reason or "其中" in words


def _unsigned(m: Movement) -> bool:
    """Tell whether a change has no direction, or is one of a rate."""
    for x in (m.change, m.rate):
        if x is not None and (is_point(x) or (x.value > 0 and not x.direction)):
            return True
    return False


def _known(usable: Sequence[Movement]) -> Iterator[_Group]:
    """Yield the groups that the trade ties together."""
    named: _Named = {}
    wholes: dict[str, list[Movement]] = {}
    for m in usable:
        if m.level is not None and (quantity := _quantity(m.level)):
            named.setdefault((quantity, m.base), []).append(m)
            wholes.setdefault(quantity, []).append(m)
    for family in families().values():
        if family.changes and family.op == "=":
            for whole in wholes.get(family.whole, ()):
                yield from _family(family, whole, named)


def _quantity(level: Observation) -> str:
    """Return the id of what a figure is of, also where a clause stands before its name."""
    words = thing(level)
    for name in (*_BRACKETS.findall(words), words, _CLAUSE.split(words)[-1]):
        found = read_name(name, level.kind, level.unit)
        if found is not None and found.quantity is not None:
            return found.quantity.id
    return ""


def _family(family: Family, whole: Movement, named: _Named) -> Iterator[_Group]:
    parts = [_nearest(whole, named.get((t.quantity, whole.base), ())) for t in family.terms]
    rest = [_nearest(whole, named.get((t.quantity, whole.base), ())) for t in family.others]
    known = [m for m in parts if m is not None]
    if len(known) < len(family.parts):
        return
    closed = not family.rest
    found = (*known, *(m for m in rest if m is not None))
    certainty = Certainty.CERTAIN if closed else Certainty.LIKELY
    yield _Group(whole, found, certainty, slip_only=not (closed or _adds_up(whole, found)))


def _nearest(whole: Movement, rows: Sequence[Movement]) -> Movement | None:
    """Return the comparison that stands nearest behind the whole's; those given are in order."""
    n = bisect_right(rows, _place(whole), key=_place)
    near = n < len(rows) and rows[n].place - whole.place <= _APART
    return rows[n] if near else None


def _place(m: Movement) -> tuple[int, int]:
    return m.place, m.statement.start


def _added(usable: Sequence[Movement]) -> Iterator[_Group]:
    """Yield the groups in which the figures of parts add up to that of the whole.

    What is found to be a whole stands for its parts afterwards, so that lists within lists add up.
    Last year there may have been parts that are no more, so that only one slip proves anything.
    """
    bases: dict[str, list[Movement]] = {}
    for m in usable:
        bases.setdefault(m.base, []).append(m)
    for rows in bases.values():
        behind: list[Movement] = []  # the nearest last
        for whole in reversed(rows):
            runs = list(_runs(whole, behind[: -_REACH - _MOST : -1]))
            for _, parts in runs:
                yield _Group(whole, parts, Certainty.LIKELY, not _is_closed(whole, parts))
            if runs and runs[0][0] == 0:
                del behind[-len(runs[0][1]) :]
            behind.append(whole)


def _is_closed(whole: Movement, parts: Sequence[Movement]) -> bool:
    """Tell whether a list in one paragraph names its parts even where they are nothing."""
    levels = [m.level for m in (whole, *parts) if m.level is not None]
    together = len({o.place for o in levels}) == 1
    return together and ("三公" in thing(levels[0]) or any(not o.value for o in levels))


def _runs(
    whole: Movement, behind: Sequence[Movement]
) -> Iterator[tuple[int, tuple[Movement, ...]]]:
    """Yield where runs of comparisons begin whose figures add up to that of the whole."""
    at = 0
    while at < min(_REACH, len(behind)):
        parts = _run(whole, behind[at : at + _MOST])
        if parts:
            yield at, parts
        at += len(parts) or 1


def _run(whole: Movement, behind: Sequence[Movement]) -> tuple[Movement, ...]:
    if whole.level is None or not whole.level.value:
        return ()
    target, total, room = whole.level.exact, _ZERO, whole.level.half
    for n, m in enumerate(behind):
        if m.level is None:
            return ()
        total += m.level.exact
        room += m.level.half
        if total > target + room:
            return ()
        if n and abs(total - target) <= room:
            worth = sum(1 for p in behind[: n + 1] if p.level is not None and p.level.value)
            return tuple(behind[: _zeros_after(behind, n) + 1]) if worth > 1 else ()
    return ()


def _zeros_after(behind: Sequence[Movement], last: int) -> int:
    """Return the last of the figures of zero right behind a run, in the same paragraph."""
    while last + 1 < len(behind):
        following, level = behind[last + 1], behind[last + 1].level
        if level is None or level.value or following.place != behind[last].place:
            break
        last += 1
    return last


def _adds_up(whole: Movement, parts: Sequence[Movement]) -> bool:
    levels = [m.level for m in parts if m.level is not None]
    if whole.level is None:
        return False
    room = whole.level.half + sum((o.half for o in levels), _ZERO)
    return abs(whole.level.exact - sum((o.exact for o in levels), _ZERO)) <= room
