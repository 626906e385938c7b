"""Sums down a column: a row that is the total of others, in every column of its table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mingzhang.domain.checks.model import Certainty, Relation
from mingzhang.extraction.passages import View
from mingzhang.extraction.tables.matrix import (
    Cell,
    Claim,
    Matrix,
    Tally,
    certainty,
    claim,
    matrices,
    tally,
)
from mingzhang.extraction.tables.tree import Link, Tree
from mingzhang.rulebook.table_words import table_words

RULE, BOUND = "table.column", "parts.bound"
_RANK = {"subtotal": 0, "total": 1, "grand": 2}
#: Sums that the classification, the forms or the word 合计 define (`Link.NONE` is a total); the
#: others rest on how a table is written.
_STRONG = frozenset({Link.CODE, Link.LAW, Link.NONE})


@dataclass(frozen=True, slots=True)
class Family:
    """What one row claims to be the sum of, in every column. `mixed`: parts of many sorts."""

    matrix: Matrix
    row: int
    parts: tuple[int, ...]
    link: Link
    claims: tuple[Claim, ...]
    mixed: bool = False


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
    strong = [c for f in families if f.link in _STRONG for c in f.claims]
    together = tally(strong)
    broken = sides[0].sheet.section.broken
    for family in families:
        own = tally(family.claims)
        shared = together if family.link in _STRONG else pooled[family.link]
        if family.link is Link.SUBSET:
            yield from _subset(family)
        elif not (broken and own.failed):
            yield from _judged(family, own, shared)
            yield from _bounds(family)


def _judged(family: Family, own: Tally, shared: Tally) -> Iterator[Relation]:
    sure = certainty(own, shared, law=family.link in _STRONG and not family.mixed)
    if sure is None:
        return
    weak = family.mixed or family.link not in _STRONG
    alone = not any(c.tells for c in family.claims if not c.holds)
    if own.failed and sure < Certainty.CERTAIN and (weak or alone):
        if weak and own.held:
            return
        sure = Certainty.POSSIBLE
    for each in family.claims:
        found = each.relation(RULE, sure)
        yield replace(found, slip_only=True) if sure is Certainty.POSSIBLE else found


def _bounds(family: Family) -> Iterator[Relation]:
    """Yield that a row that says 其中 right after a total is no greater than it."""
    for each in family.claims:
        rows = family.matrix.sheet.rows
        if family.link is not Link.NONE or family.row + 1 >= len(rows):
            continue
        if family.row + 1 in family.parts and rows[family.row + 1].label.subset:
            cell = family.matrix.cells[family.row + 1][each.at[1]]
            if cell is not None:
                yield from _bound(each, cell)


def _bound(whole: Claim, part: Cell) -> Iterator[Relation]:
    if part.nominal > 0 and whole.stated.nominal >= 0:
        found = replace(whole, parts=(part,), signs=(1,)).relation(BOUND, Certainty.CERTAIN)
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
        for part in each.parts:
            yield from _bound(each, part)


# -- parents ----------------------------------------------------------------------------


def _parents(matrix: Matrix, grown: Tree) -> Iterator[Family]:
    for (parent, link), members in grown.children().items():
        found = _family(matrix, parent, members, link)
        if link in (Link.NUMBER, Link.INDENT, Link.LOOSE) and len(members) < 2:
            continue
        yield found


def _family(
    matrix: Matrix, row: int, parts: Sequence[int], link: Link, *, mixed: bool = False
) -> Family:
    claims = []
    for column in range(len(matrix.sheet.columns)):
        if not _adds(matrix, column):
            continue
        if any((n, column) in matrix.spoilt for n in (row, *parts)):
            continue
        own = claim(
            matrix.cells[row][column],
            [(1, matrix.cells[n][column]) for n in parts],
            (row, column),
        )
        if own is not None and _is_like(own):
            claims.append(own)
    return Family(matrix, row, tuple(parts), link, tuple(claims), mixed)


def _adds(matrix: Matrix, column: int) -> bool:
    """Tell whether figures of a column can be added down: rates cannot."""
    return matrix.sheet.columns[column].measure not in ("growth", "completion")


def _is_like(own: Claim) -> bool:
    kind = own.stated.observation.kind
    return all(part.observation.kind is kind for part in own.parts)


# -- totals -----------------------------------------------------------------------------


def _totals(matrix: Matrix, grown: Tree) -> Iterator[Family]:
    """Yield what the rows that sum up claim: of what follows the first, of what precedes others."""
    rows = matrix.sheet.rows
    sums = [n for n, is_sum in enumerate(grown.sums) if is_sum]
    pending: list[int] = []
    last = 0
    for at in sums:
        items = grown.top(last, at)
        rank = _RANK[rows[at].label.total]
        if not items and not pending:
            end = next(
                (n for n in sums if n > at and _RANK[rows[n].label.total] >= rank), len(rows)
            )
            yield from _best(matrix, at, _after(grown, at, end))
            pending = [at]
        else:
            since, pending = items, [*pending, *items]
            options = [since, pending] if rank == 0 else [pending, since]
            if rank == 0:
                pending = [n for n in pending if n not in set(since)]
            yield from _best(matrix, at, options)
            pending = [*pending, at] if rank == 0 else [at]
        last = at + 1


def _after(grown: Tree, at: int, end: int) -> list[list[int]]:
    """Return what a total on top may sum up: all items after it, or the subtotals among them."""
    items = grown.top(at + 1, end)
    lower = [n for n in range(at + 1, end) if grown.sums[n]]
    return [items, lower] if lower else [items]


def _best(matrix: Matrix, row: int, options: Sequence[Sequence[int]]) -> Iterator[Family]:
    """Yield the family of the first option that all columns bear out, else of the likeliest one."""
    tried: list[Family] = []
    for parts in _refined(matrix, options):
        if parts:
            tried.append(_family(matrix, row, parts, Link.NONE, mixed=_is_mixed(matrix, parts)))
    tried = [f for f in tried if f.claims]
    if not tried:
        return
    good = [f for f in tried if all(c.holds for c in f.claims)]
    if good:
        yield good[0]
        return
    yield max(tried, key=lambda f: (sum(c.holds for c in f.claims), -tried.index(f)))


def _refined(matrix: Matrix, options: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Yield the options, then those of them without what may be no part: 结转, other codes."""
    rows = matrix.sheet.rows
    carried = table_words().row["carried"]
    for parts in options:
        yield list(parts)
    for parts in options:
        shortest = min((len(rows[n].code) for n in parts if rows[n].code), default=0)
        if shortest:
            yield [n for n in parts if len(rows[n].code) == shortest]
        if any(carried.search(rows[n].label.name) for n in parts):
            yield [n for n in parts if not carried.search(rows[n].label.name)]


def _is_mixed(matrix: Matrix, parts: Sequence[int]) -> bool:
    """Tell whether parts have codes of several lengths, or some a code and some none."""
    rows = matrix.sheet.rows
    return len({len(rows[n].code) for n in parts}) > 1
