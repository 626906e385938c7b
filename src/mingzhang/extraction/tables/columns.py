"""Sums along a row: a column that is the total of others, in every row of its table.

Which columns belong together is told by the heads over them (合计, 小计 and what stands beside
them under the same head), by a line of column numbers with formulas (1=2+3), or by the figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import accumulate

from mingzhang.domain.checks.model import Certainty, Kind, Relation
from mingzhang.extraction.passages import View
from mingzhang.extraction.tables.grid import boxes_of
from mingzhang.extraction.tables.heads import Path
from mingzhang.extraction.tables.labels import bare_head, label_of
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
from mingzhang.extraction.tables.sheets import Column
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.table_words import table_words

RULE = "table.row"
_FORMULA = lazy_regex(r"(?P<own>[0-9]{1,2}|[A-Z])栏?[=＝](?P<sum>.+)")
_TERM = lazy_regex(r"(?P<sign>[+＋\-－—])?(?P<name>[0-9]{1,2}|[A-Z])栏?")
#: So many rows in which several parts make up the total must agree before figures alone suffice.
_ROWS = 3
_SAMPLES = 8
#: Tables wider than this have heads, or nothing can be told of them.
_WIDE = 24
_ZERO = Decimal(0)


@dataclass(slots=True, eq=False)
class Node:
    """A head with the columns right under it and the heads below; `total` is its own total."""

    name: str
    columns: list[int] = field(default_factory=list)
    below: dict[str, Node] = field(default_factory=dict)
    order: list[Node | int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """Column `total` is the signed sum of columns; `law` when a formula or the forms say so."""

    total: int
    parts: tuple[tuple[int, int], ...]
    law: bool = False


def find(view: View) -> Iterator[Relation]:
    """Yield the sums along the rows of all tables."""
    for matrix in _whole(matrices(view)):
        if len(matrix.sheet.columns) > 1 and not matrix.sheet.lists_indicators:
            yield from _of(matrix)


def _whole(found: Sequence[Matrix]) -> Iterator[Matrix]:
    """Yield the tables, those whose columns go on in the next one put together."""
    at = 0
    while at < len(found):
        end = at + 1
        while end < len(found) and _goes_on(found[end - 1], found[end]):
            end += 1
        yield found[at] if end == at + 1 else _beside(found[at:end])
        at = end


def _goes_on(left: Matrix, right: Matrix) -> bool:
    """Tell whether a table has further columns for the very rows of the one before it."""
    one, other = left.sheet, right.sheet
    if one.section is other.section or one.section.title != other.section.title:
        return False
    if one.panes > 1 or other.panes > 1 or len(one.rows) < _ROWS:
        return False
    heads = [{column.path for column in sheet.columns} for sheet in (one, other)]
    rows = [[(row.code, row.names) for row in sheet.rows] for sheet in (one, other)]
    return rows[0] == rows[1] and heads[0].isdisjoint(heads[1])


def _beside(parts: Sequence[Matrix]) -> Matrix:
    """Return tables of the same rows as one table with all their columns."""
    first = parts[0].sheet
    columns = [column for part in parts for column in part.sheet.columns]
    cells = [
        [c for row in rows for c in row] for rows in zip(*(p.cells for p in parts), strict=True)
    ]
    spoilt: set[tuple[int, int]] = set()
    before = 0
    for part in parts:
        spoilt |= {(row, column + before) for row, column in part.spoilt}
        before += len(part.sheet.columns)
    section = replace(first.section, order=None, partial=False)
    sheet = replace(first, section=section, columns=columns)
    return Matrix(sheet, cells, spoilt, parts[0].tree)


def _of(matrix: Matrix) -> Iterator[Relation]:
    families = [(h, _claims(matrix, h)) for h in (*_formulas(matrix), *_nested(matrix))]
    tallies = [tally(claims) for _, claims in families]
    pooled = sum(tallies, Tally())
    explained: set[int] = set()
    known: set[frozenset[int]] = set()
    for (hypothesis, claims), own in zip(families, tallies, strict=True):
        sure = certainty(own, pooled, law=hypothesis.law)
        if sure is None or not claims or hypothesis.total in explained:
            continue
        if own.failed and matrix.sheet.section.partial:
            continue  # further parts may stand in the table that goes on with this one
        explained.add(hypothesis.total)
        known.add(frozenset([hypothesis.total, *(at for _, at in hypothesis.parts)]))
        if sure is Certainty.POSSIBLE and _is_whole(matrix, hypothesis, claims):
            sure = Certainty.LIKELY
        yield from (r for c in claims for r in _relations(c, sure))
    if len(matrix.sheet.columns) > _WIDE:
        return
    for hypothesis, claims in _by_figures(matrix, explained):
        explained.add(hypothesis.total)
        if frozenset([hypothesis.total, *(at for _, at in hypothesis.parts)]) in known:
            continue
        if not (matrix.sheet.section.partial and tally(claims).failed):
            yield from (r for c in claims for r in _relations(c, Certainty.CERTAIN))


def _relations(own: Claim, sure: Certainty) -> Iterator[Relation]:
    """Yield a claim, and once more with each of the zeros that it holds without.

    Anything else in the place of a zero would be too much; all zeros at once would leave more room.
    """
    yield own.relation(RULE, sure)
    if own.zeros and not own.off:
        for sign, cell in own.zeros:
            with_zero = replace(own, parts=(*own.parts, cell), signs=(*own.signs, sign), zeros=())
            yield with_zero.relation(RULE, sure)


def _is_whole(matrix: Matrix, hypothesis: Hypothesis, claims: Sequence[Claim]) -> bool:
    """Tell whether a total over all other columns of money is tested in several parts."""
    columns = matrix.sheet.columns
    money = all(c.stated.observation.kind is Kind.MONEY for c in claims)
    outer = len({column.path[:-1] for column in columns}) == 1
    return money and outer and len(hypothesis.parts) == len(columns) - 1 and claims[0].tells


def _claims(matrix: Matrix, hypothesis: Hypothesis) -> list[Claim]:
    """Return what a hypothesis claims of each row that it can be tested in."""
    found = []
    columns = [hypothesis.total, *(at for _, at in hypothesis.parts)]
    for n, cells in enumerate(matrix.cells):
        if matrix.spoilt and any((n, at) in matrix.spoilt for at in columns):
            continue
        own = claim(
            cells[hypothesis.total],
            [(sign, cells[at]) for sign, at in hypothesis.parts],
            (n, hypothesis.total),
        )
        if own is not None:
            found.append(own)
    return found


# -- what heads tell ------------------------------------------------------------------------------


@dataclass(slots=True, eq=False)
class _Heads:
    """The columns with their heads as a tree: `paths`, and which columns sum up others."""

    columns: Sequence[Column]
    paths: list[Path]
    totals: list[str]


def _heads(columns: Sequence[Column]) -> _Heads:
    paths = paths_of(columns)
    totals = [
        label_of(bare_head(path[-1])).total if path and not column.measure else ""
        for path, column in zip(paths, columns, strict=True)
    ]
    return _Heads(columns, paths, totals)


def paths_of(columns: Sequence[Column]) -> list[Path]:
    """Return the heads of columns with heads of stages (预算数, 决算数) put outermost.

    合计 over 预算数 and 决算数, 公务接待费 over 预算数 and 决算数 are two tables in one.
    """
    paths = [column.path for column in columns]
    lasts = [path[-1] if path else "" for path in paths]
    groups: dict[Path, list[str]] = {}
    for path, last in zip(paths, lasts, strict=True):
        groups.setdefault(path[:-1], []).append(last)
    sets = {tuple(group) for group in groups.values()}
    if len(sets) == 1 and len(groups) > 1 and len(next(iter(sets))) > 1:
        return [(path[-1], *path[:-1]) for path in paths]
    return paths


def _tree(heads: _Heads) -> Node:
    root = Node("")
    for n, path in enumerate(heads.paths):
        node = root
        for head in path[:-1]:
            below = node.below.get(head)
            if below is None:
                below = node.below[head] = Node(head)
                node.order.append(below)
            node = below
        node.columns.append(n)
        node.order.append(n)
    return root


def _nested(matrix: Matrix) -> Iterator[Hypothesis]:
    heads = _heads(matrix.sheet.columns)
    yield from _below(_tree(heads), heads)


def _below(node: Node, heads: _Heads) -> Iterator[Hypothesis]:
    """Yield the sums under a head, then those under the heads below it."""
    rank = [_RANK[heads.totals[item]] if isinstance(item, int) else -1 for item in node.order]
    for at, item in enumerate(node.order):
        if isinstance(item, int) and heads.totals[item]:
            parts = list(_parts(_members(node, at, rank, heads), heads, item))
            if parts:
                yield Hypothesis(item, tuple((1, n) for n in parts), _is_law(item, parts, heads))
    for item in node.order:
        if isinstance(item, Node):
            yield from _below(item, heads)


_RANK = {"": -1, "subtotal": 0, "total": 1, "grand": 2}


def _members(node: Node, at: int, rank: Sequence[int], heads: _Heads) -> list[Node | int]:
    """Return what a total stands before, or after if it is the last; lower totals for theirs."""
    later = (n for n in range(at + 1, len(rank)) if rank[n] >= rank[at])
    members = node.order[at + 1 : next(later, len(rank))]
    if not members:
        earlier = (n for n in range(at - 1, -1, -1) if rank[n] >= rank[at])
        members = node.order[next(earlier, -1) + 1 : at]
    lower = [n for n in members if isinstance(n, int) and heads.totals[n]]
    return list(lower) if len(lower) > 1 and members[0] is lower[0] else list(members)


def _parts(items: Sequence[Node | int], heads: _Heads, total: int) -> Iterator[int]:
    """Yield the columns that make up a total: those beside it, and the total of each group."""
    columns = heads.columns
    for item in items:
        if isinstance(item, Node):
            own = next((n for n in item.columns if heads.totals[n]), None)
            if own is not None and _is_like(columns[own], columns[total]):
                yield own
            elif own is None:
                yield from _parts(item.order, heads, total)
        elif _is_like(columns[item], columns[total]) and not _is_subset(heads.paths[item]):
            yield item


def _is_subset(path: Path) -> bool:
    return any(label_of(head).subset for head in path)


def _is_like(column: Column, total: Column) -> bool:
    """Tell whether figures of two columns can be added."""
    return column.measure == total.measure and (
        column.unit == total.unit or column.unit is None or total.unit is None
    )


def _is_law(total: int, parts: Sequence[int], heads: _Heads) -> bool:
    """Tell whether the forms define the sum (三公, 公务用车)."""
    names = [bare_head(_telling(heads.paths[n])) for n in parts]
    path = heads.paths[total]
    wholes = {bare_head(path[-1]), bare_head(_telling(path))} if path else {""}
    return any(
        any(known.whole.fullmatch(whole) for whole in wholes)
        and sum(any(p.fullmatch(name) for name in names) for p in known.parts) >= known.least
        and all(any(p.fullmatch(name) for p in known.parts) for name in names)
        for known in table_words().compositions
        if known.id != "carried"
    )


def _telling(path: Path) -> str:
    """Return the innermost head that is not just 小计."""
    names = [head for head in reversed(path) if not label_of(head).total]
    return next(iter((*names, *path)), "")


def _formulas(matrix: Matrix) -> Iterator[Hypothesis]:
    """Yield the sums that a line of column numbers spells out (1=2+3)."""
    order = matrix.sheet.section.order
    if order is None:
        return
    at = {column.at: n for n, column in enumerate(matrix.sheet.columns)}
    names: dict[str, int] = {}
    found: list[tuple[int, str]] = []
    for box in boxes_of(order):
        if box.column not in at:
            continue
        spelt = _FORMULA.fullmatch(box.text)
        names[spelt["own"] if spelt else box.text.rstrip("栏")] = at[box.column]
        if spelt:
            found.append((at[box.column], spelt["sum"]))
    for total, text in found:
        terms = list(_TERM.finditer(text))
        if "".join(term[0] for term in terms) != text or len(terms) < 2:
            continue
        if all(term["name"] in names for term in terms):
            parts = tuple(
                (-1 if (t["sign"] or "+") in "-－—" else 1, names[t["name"]]) for t in terms
            )
            yield Hypothesis(total, parts, law=True)


# -- what figures tell ----------------------------------------------------------------------------


def _by_figures(matrix: Matrix, explained: set[int]) -> Iterator[tuple[Hypothesis, list[Claim]]]:
    """Yield the columns that are the sum of their neighbours in nearly every row.

    Only rows in which several parts are stated count; all columns must be alike.
    """
    columns = matrix.sheet.columns
    rows = [n for n, cells in enumerate(matrix.cells) if sum(c is not None for c in cells) > 2]
    if len(rows) < _ROWS or len(columns) < 3:
        return
    samples = [_Sample(matrix.cells[n]) for n in rows[:_SAMPLES]]
    for total in range(len(columns)):
        if total in explained or columns[total].measure:
            continue
        for run in _runs(total, columns):
            if sum(sample.agrees(total, run) for sample in samples) < 2:
                continue
            hypothesis = Hypothesis(total, tuple((1, n) for n in run))
            claims = _claims(matrix, hypothesis)
            own = tally(claims)
            if own.telling >= _ROWS and own.failed * 5 <= own.telling + own.failed:
                yield hypothesis, claims
                break


class _Sample:
    """A row with the sums of its first cells, so that a run of columns is tested at once."""

    def __init__(self, cells: Sequence[Cell | None]) -> None:
        self.values = [cell.nominal if cell is not None else _ZERO for cell in cells]
        self.sums = [_ZERO, *accumulate(self.values)]
        half = max((cell.half for cell in cells if cell is not None), default=_ZERO)
        self.room = half * (len(cells) + 1)

    def agrees(self, total: int, run: range) -> bool:
        """Tell whether a column may be the sum of several others that are stated."""
        value = self.values[total]
        off = self.sums[run.stop] - self.sums[run.start] - value
        return (
            bool(value) and abs(off) <= self.room and value not in self.values[run.start : run.stop]
        )


def _runs(total: int, columns: Sequence[Column]) -> Iterator[range]:
    """Yield the runs of like columns right after and right before a column, the longest first."""
    last = total + 1
    while last < len(columns) and _is_like(columns[last], columns[total]):
        last += 1
    yield from (range(total + 1, end) for end in range(last, total + 2, -1))
    first = total
    while first > 0 and _is_like(columns[first - 1], columns[total]):
        first -= 1
    yield from (range(start, total) for start in range(first, total - 1))
