"""Sums down a column: a row that is the total of others, in every column of its table."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from mingzhang.domain.checks.model import Certainty, Kind, Relation
from mingzhang.extraction.passages import View
from mingzhang.extraction.tables.families import Family, family_of
from mingzhang.extraction.tables.matrix import (
    Cell,
    Claim,
    Matrix,
    Tally,
    certainty,
    matrices,
    tally,
)
from mingzhang.extraction.tables.tree import Link, Tree
from mingzhang.rulebook.table_words import table_words

RULE, BOUND = "table.column", "parts.bound"
#: How many rows after it one row may be the sum of without any sign of it.
_NESTED = 16
#: An unusual reading must be so many times nearer to its total than the usual one.
_NEARER = 10
#: A subtotal is the sum of so many subtotals before it at most.
_SUBTOTALS = 64
_ZERO = Decimal(0)
#: More items than this without number, code or sign may well be of several levels.
_PLAIN = 4
_RANK = {"subtotal": 0, "total": 1, "grand": 2}
#: Sums that the classification, the forms or the word 合计 define (`Link.NONE` is a total); the
#: others rest on how a table is written.
_STRONG = frozenset({Link.CODE, Link.LAW, Link.NAMES, Link.NONE})


_Borne = tuple[int, int | str]
"""A table and one of its columns, or a unit of things, in which some sum holds."""


def find(view: View) -> Iterator[Relation]:
    """Yield the sums down the columns of all tables; both sides of a table vouch for each other."""
    sections: dict[int, list[Matrix]] = {}
    for matrix in matrices(view):
        if not matrix.sheet.lists_indicators:
            sections.setdefault(id(matrix.sheet.section), []).append(matrix)
    for sides in sections.values():
        yield from _of(sides)


def _of(sides: Sequence[Matrix]) -> Iterator[Relation]:
    families: list[Family] = []
    for matrix in sides:
        if len(matrix.sheet.rows) > 1:
            grown = matrix.tree
            families += [*_parents(matrix, grown), *_totals(matrix, grown)]
    families = [family for family in families if family.claims]
    links = dict.fromkeys(family.link for family in families)
    pooled = {
        link: tally([c for f in families if f.link is link for c in f.claims]) for link in links
    }
    together = tally([c for f in families if f.link in _STRONG for c in f.claims])
    borne: set[_Borne] = set()
    for family in families:
        for each in family.claims:
            if each.holds and each.tells:
                borne |= {(id(family.matrix), each.at[1]), _counted(family, each)}
    for family in families:
        own = tally(family.claims)
        shared = together if family.link in _STRONG else pooled[family.link]
        if family.link is Link.SUBSET:
            yield from _subset(family)
        elif not (own.failed and _is_broken(family)):
            yield from _judged(family, own, shared, borne)
            yield from _bounds(family)


def _is_broken(family: Family) -> bool:
    """Tell whether rows of a sum may be lost at a page break."""
    rows = family.matrix.sheet.rows
    first = min(rows[n].line for n in (family.row, *family.parts))
    after = max(family.row, *family.parts) + 1
    inside = {family.row, *family.parts}
    while after < len(rows) and not inside.isdisjoint(family.matrix.tree.ancestors(after)):
        after += 1  # rows under its parts belong to it too
    last = rows[after].line if after < len(rows) else rows[-1].line + 1
    breaks = family.matrix.sheet.section.breaks  # in order
    return bisect_right(breaks, last) > bisect_right(breaks, first)


def _judged(family: Family, own: Tally, shared: Tally, borne: set[_Borne]) -> Iterator[Relation]:
    """Yield the claims of a family as relations; `borne` are the columns where some sum holds."""
    sure = certainty(own, shared, law=family.link in _STRONG and not family.mixed)
    if sure is None:
        return
    if own.failed and family.link is Link.CARRIED and not own.held:
        return
    weak = family.mixed or (
        family.link not in _STRONG and not (shared.held and shared.culprits == 1)
    )
    alone = not any(c.tells for c in family.claims if not c.holds)
    if own.failed and sure < Certainty.CERTAIN and (weak or alone):
        if weak and own.held:
            return
        sure = Certainty.POSSIBLE
    if alone and own.failed and family.link is Link.INDENT:
        sure = min(sure, Certainty.LIKELY)
    single = len(family.matrix.sheet.columns) == 1
    for each in family.claims:
        if not each.holds and family.link is not Link.NONE and _measure(family, each) == "share":
            # Parts of an item may state their shares in that item.
            continue
        column = (id(family.matrix), each.at[1])
        added = each.holds or single or column in borne
        counted = _counted(family, each)
        added |= bool(counted[1]) and counted in borne
        own_sure = sure if added else min(sure, _alone(each))
        found = each.relation(RULE, own_sure)
        yield replace(found, slip_only=True) if own_sure is Certainty.POSSIBLE else found


def _counted(family: Family, each: Claim) -> _Borne:
    """Return the unit in which a table counts things, "" where it does not."""
    o = each.stated.observation
    return id(family.matrix), o.unit if o.kind is Kind.COUNT else ""


def _alone(each: Claim) -> Certainty:
    """Return how sure a sum is at most in a column that adds up nowhere else.

    It may hold averages, marks or years: those are known by a total that is less than its parts.
    """
    greatest = max(part.nominal for part in each.parts)
    if each.stated.observation.kind is Kind.MONEY:
        return Certainty.CERTAIN if each.stated.nominal >= greatest else Certainty.LIKELY
    return Certainty.LIKELY if each.stated.nominal >= greatest else Certainty.POSSIBLE


def _bounds(family: Family) -> Iterator[Relation]:
    """Yield that a row that says 其中 right after a total is no greater than it."""
    for each in family.claims:
        rows = family.matrix.sheet.rows
        if family.link is not Link.NONE or family.row + 1 >= len(rows):
            continue
        if _measure(family, each) == "change":
            continue
        if family.row + 1 in family.parts and rows[family.row + 1].label.subset:
            cell = family.matrix.cells[family.row + 1][each.at[1]]
            if cell is not None:
                yield from _bound(each, cell)


def _measure(family: Family, each: Claim) -> str:
    return family.matrix.sheet.columns[each.at[1]].measure


def _bound(whole: Claim, part: Cell) -> Iterator[Relation]:
    if part.nominal > 0 and whole.stated.nominal >= 0:
        found = replace(whole, parts=(part,), signs=(1,), zeros=()).relation(
            BOUND, Certainty.CERTAIN
        )
        yield replace(found, op="≥")


def _subset(family: Family) -> Iterator[Relation]:
    """Yield what rows after 其中 claim: all together they may be the whole, none can exceed it.

    Where they are the whole in one column they are taken to be it in the others.
    """
    own = tally(family.claims)
    whole = own.held and own.held >= own.failed and own.culprits <= 1
    for each in family.claims:
        if each.holds or (whole and len(family.parts) > 1):
            yield each.relation(RULE, Certainty.CERTAIN if each.holds else Certainty.LIKELY)
        elif len(family.parts) > 1:
            yield replace(each.relation(RULE, Certainty.POSSIBLE), slip_only=True)
        if _measure(family, each) != "change":
            for part in each.parts:
                yield from _bound(each, part)


# -- parents ----------------------------------------------------------------------------


def _parents(matrix: Matrix, grown: Tree) -> Iterator[Family]:
    for (parent, link), members in grown.children().items():
        if link in (Link.NUMBER, Link.INDENT, Link.LOOSE) and len(members) < 2:
            rows = matrix.sheet.rows
            if rows[members[0]].place.first <= rows[parent].place.last:
                continue  # only a column of its own for the names of parts shows that it is all
        yield family_of(matrix, parent, members, link)


# -- totals -----------------------------------------------------------------------------


def _totals(matrix: Matrix, grown: Tree) -> Iterator[Family]:
    """Yield what the rows that sum up claim: of what follows the first, of what precedes others."""
    rows = matrix.sheet.rows
    sums = [n for n, is_sum in enumerate(grown.sums) if is_sum]
    aids = _Aids(_loose(grown), _plain_columns(matrix)) if sums else _Aids({}, [])
    pending: list[int] = []
    last = 0
    for at in sums:
        items = grown.top(last, at)
        rank = _RANK[rows[at].label.total]
        if not items and not pending:
            later = (n for n in sums if n > at and _RANK[rows[n].label.total] >= rank)
            yield from _best(matrix, at, _after(grown, at, next(later, len(rows))), aids)
            pending = [at]
        else:
            both = [*(pending if rank else pending[-_SUBTOTALS:]), *items]
            yield from _best(matrix, at, [items, both] if rank == 0 else [both, items], aids)
            pending = [*pending, at] if rank == 0 else [at]
            if not any(matrix.cells[at]):
                # A total that is left blank hides nothing of what it would sum up.
                pending = both
        last = at + 1


def _after(grown: Tree, at: int, end: int) -> list[list[int]]:
    """Return what a total on top may sum up: all items after it, or the subtotals among them."""
    items = grown.top(at + 1, end)
    lower = [n for n in range(at + 1, end) if grown.sums[n]]
    return [items, lower] if lower else [items]


class _Aids(NamedTuple):
    """What helps to find the rows that a total sums up: see `_loose` and `_plain_columns`."""

    under: Mapping[int, Sequence[int]]
    columns: Sequence[int]


def _loose(grown: Tree) -> dict[int, list[int]]:
    """Return the rows that may just as well stand beside the rows that they are put under."""
    found: dict[int, list[int]] = {}
    for n, (parent, link) in enumerate(zip(grown.parent, grown.link, strict=True)):
        if parent is not None and link in (Link.CARRIED, Link.INDENT):
            found.setdefault(parent, []).append(n)
    return found


def _best(
    matrix: Matrix, row: int, options: Sequence[Sequence[int]], aids: _Aids
) -> Iterator[Family]:
    """Yield the family of the first option that all columns bear out, else of the nearest one."""
    tried: list[Family] = []
    seen: set[tuple[int, ...]] = set()
    for parts in _refined(matrix, options, aids):
        if not parts or tuple(parts) in seen:
            continue
        seen.add(tuple(parts))
        found = family_of(matrix, row, parts, Link.NONE, mixed=_is_mixed(matrix, parts))
        if found.claims and all(c.holds for c in found.claims):
            yield found
            return
        if found.claims:
            tried.append(found)
    if not tried:
        return
    nearest = max(tried, key=lambda f: (sum(c.holds for c in f.claims), -_off(f)))
    usual = tried[0]
    if nearest is not usual and _off(nearest) * _NEARER > _off(usual):
        nearest = usual
    yield replace(nearest, mixed=nearest.mixed or nearest is not usual)


def _off(family: Family) -> Decimal:
    return sum((abs(c.off) for c in family.claims), Decimal(0))


def _refined(matrix: Matrix, options: Sequence[Sequence[int]], aids: _Aids) -> Iterator[list[int]]:
    """Yield the options, then what they may be otherwise.

    Not all codes, not what has no number where others have one, with or without what was carried
    over, and without rows that are themselves the sum of those after them.
    """
    rows, grown = matrix.sheet.rows, matrix.tree
    carried = table_words().row["carried"]
    for parts in options:
        yield list(parts)
    for parts in options:
        shortest = min((len(rows[n].code) for n in parts if rows[n].code), default=0)
        if shortest:
            yield [n for n in parts if len(rows[n].code) == shortest]
        styles = [rows[n].label.style for n in parts if rows[n].label.style >= 0]
        if styles:
            top = min(styles)
            yield [n for n in parts if rows[n].label.style == top or grown.sums[n]]
        if any(carried.search(rows[n].label.name) for n in parts):
            yield [n for n in parts if not carried.search(rows[n].label.name)]
        if loose := [n for part in parts for n in aids.under.get(part, ())]:
            yield sorted([*parts, *loose])
        yield (left := _unnested(matrix, parts, aids.columns))
        if len(left) < len(parts):
            yield [n for k, n in enumerate(left) if not k or not _repeats(matrix, left[k - 1], n)]


def _unnested(matrix: Matrix, parts: Sequence[int], columns: Sequence[int]) -> list[int]:
    """Return parts without those that the figures show to be parts of the one before them."""
    left = list(parts)
    at = 0
    while at < len(left):
        for count in _counts(matrix, columns, left[at : at + _NESTED]):
            end = at + count
            found = family_of(matrix, left[at], left[at + 1 : end], Link.INDENT)
            if found.claims and all(c.holds and c.tells for c in found.claims):
                del left[at + 1 : end]
                break
        at += 1
    return left


def _plain_columns(matrix: Matrix) -> list[int]:
    """Return the columns of amounts of one kind, in which every row can be added to every other."""
    spoilt = {column for _, column in matrix.spoilt}
    found = []
    for at, column in enumerate(matrix.sheet.columns):
        kinds = {line[at].observation.kind for line in matrix.cells if line[at] is not None}  # type: ignore[union-attr]
        if not column.measure and at not in spoilt and len(kinds) == 1:
            found.append(at)
    return found


def _counts(matrix: Matrix, columns: Sequence[int], rows: Sequence[int]) -> Iterator[int]:
    """Yield how many of some rows the first may sum up, with itself: three at least.

    What one plain column denies is left out, for it would be denied in the end.
    """
    column = next((n for n in columns if matrix.stated(rows[0], n)), None)
    whole = None if column is None else matrix.cells[rows[0]][column]
    if column is None or whole is None:
        yield from range(3, len(rows) + 1)
        return
    parts: list[Cell] = []
    off, room, of_zeros = whole.nominal, whole.half, _ZERO
    for count, row in enumerate(rows[1:], start=2):
        part = matrix.cells[row][column]
        if part is not None and part.nominal:
            parts.append(part)
            off, room = off - part.nominal, room + part.half
        elif part is not None:
            of_zeros += part.half
        blank = not parts and not of_zeros
        if count > 2 and (blank or abs(off) <= (room if parts else room + of_zeros)):
            yield count


def _repeats(matrix: Matrix, row: int, other: int) -> bool:
    """Tell whether a row has the same figures as the one before it: its only part."""
    pairs = zip(matrix.cells[row], matrix.cells[other], strict=True)
    both = [(a, b) for a, b in pairs if a is not None and b is not None and a.nominal]
    return bool(both) and all(a.nominal == b.nominal for a, b in both)


def _is_mixed(matrix: Matrix, parts: Sequence[int]) -> bool:
    """Tell whether parts are of several sorts: codes of several lengths, numbers and none."""
    rows, grown = matrix.sheet.rows, matrix.tree
    items = [n for n in parts if not grown.sums[n]]
    if len({len(rows[n].code) for n in items}) > 1:
        return True
    styles = {rows[n].label.style >= 0 for n in items}
    plain = not any(rows[n].code for n in items) and styles == {False}
    return len(styles) > 1 or (plain and len(items) > _PLAIN)
