"""The same quantity in several tables of a report.

Two figures are taken for the same only if title, heads and label name the same side, source and
nature of the money, the same items, year and stage. Whether two tables really restate each other
is then seen from all figures that they share: one that differs where the others agree is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from mingzhang.domain.checks.formulas import Same
from mingzhang.domain.checks.model import Certainty, Kind, Observation, Relation
from mingzhang.extraction.passages import View, of_view
from mingzhang.extraction.tables.labels import bare_head
from mingzhang.extraction.tables.matrix import Cell, Matrix, matrices
from mingzhang.extraction.tables.measures import Measure, Quantity, of
from mingzhang.rulebook.table_words import table_words

RULE = "table.restate"
_Key = tuple[Quantity, tuple[str, ...], str, int | None, str, Kind]
_Pair = tuple[int, int]
#: A table whose unit is not told states money as well.
_AMOUNTS = (Kind.MONEY, Kind.PLAIN)
#: Tables that agree in so many figures, and in four of five, restate each other.
_AGREEING = 3


def find(view: View) -> Iterator[Relation]:
    """Yield that figures of the same quantity in different tables are the same."""
    found = matrices(view)
    groups: dict[_Key, list[Measure]] = {}
    owned = owned_forms(view)
    for measure in of(view):
        cell = view.passages[measure.observation.place].cell
        if cell is not None and cell.table in owned:
            continue
        if (key := _key(measure, view)) is not None:
            groups.setdefault(key, []).append(measure)
    chains = [chain for group in groups.values() if len(chain := _apart(group)) > 1]
    agreed, apart = _evidence(found, chains)
    for chain in chains:
        for one, other in _linked(chain):
            pair = (one.sheet, other.sheet)
            sure = _certainty(agreed.get(pair, 0), apart.get(pair, 0))
            mine, theirs = _cell(found, one), _cell(found, other)
            if sure is None or _is_rounding(found, one, other, mine, theirs):
                continue
            yield Relation(
                RULE, mine.observation, Same(), (theirs.observation,), certainty=sure,
                slip_only=sure is Certainty.POSSIBLE,
            )  # fmt: skip


@of_view
def owned_forms(view: View) -> frozenset[int]:
    """Return the tables that are forms of one project or department, by number.

    The 年度资金总额 of one project is not that of the next.
    """
    owner = table_words().form["owner"]
    return frozenset(
        passage.cell.table
        for passage in view.passages
        if passage.cell is not None
        and passage.cell.column == 0
        and owner.fullmatch(bare_head(passage.text))
    )


def _key(measure: Measure, view: View) -> _Key | None:
    """Return what two figures must have in common to be the same; None for what is not compared."""
    o, quantity = measure.observation, measure.quantity
    if measure.measure or o.kind not in _AMOUNTS:
        return None
    if not (quantity.side or quantity.theme or measure.total == "grand"):
        return None
    total = "grand" if measure.total == "grand" else ""
    if total and quantity.side in ("revenue", "expenditure", ""):
        # What came in and what went out are the same in total.
        quantity = replace(quantity, side="both")
    items = measure.items
    if quantity.side == "surplus":
        # What is used of surpluses and what is set aside have nothing in common.
        items = (*items, *measure.labels[-1:])
    return quantity, items, total, o.year, _stage(o, view), o.kind


def _stage(o: Observation, view: View) -> str:
    """Return the stage of a figure; where no word tells it, that of the report."""
    if o.stage:
        return "budget" if o.stage == "initial" and view.kind == "budget" else o.stage
    return {"final": "actual", "budget": "budget"}.get(view.kind, "")


def _apart(group: Sequence[Measure]) -> list[Measure]:
    """Return the figures of a group that stand alone in their table; others are not the same."""
    counts: dict[int, int] = {}
    for measure in group:
        counts[measure.sheet] = counts.get(measure.sheet, 0) + 1
    return [measure for measure in group if counts[measure.sheet] == 1]


def _linked(chain: Sequence[Measure]) -> Iterator[tuple[Measure, Measure]]:
    """Yield the pairs to compare: each with the next, and the last with the first."""
    yield from pairwise(chain)
    if len(chain) > 2:
        yield chain[0], chain[-1]


def _cell(found: Sequence[Matrix], measure: Measure) -> Cell:
    cell = found[measure.sheet].cells[measure.row][measure.column]
    assert cell is not None  # noqa: S101 - measures are made of cells
    return cell


def _evidence(
    found: Sequence[Matrix], chains: Sequence[Sequence[Measure]]
) -> tuple[dict[_Pair, int], dict[_Pair, int]]:
    """Return in how many figures each two tables agree and differ; zeros say nothing."""
    agreed: dict[_Pair, int] = {}
    apart: dict[_Pair, int] = {}
    for chain in chains:
        for one, other in _linked(chain):
            mine, theirs = _cell(found, one), _cell(found, other)
            if not mine.nominal and not theirs.nominal:
                continue
            same = abs(mine.nominal - theirs.nominal) <= mine.half + theirs.half
            counts = agreed if same else apart
            pair = (one.sheet, other.sheet)
            counts[pair] = counts.get(pair, 0) + 1
    return agreed, apart


def _certainty(agreed: int, apart: int) -> Certainty | None:
    if not apart:
        return Certainty.CERTAIN if agreed >= _AGREEING else Certainty.LIKELY
    if agreed >= _AGREEING and apart * 4 <= max(agreed, 4):
        return Certainty.CERTAIN
    if apart == 1:
        return Certainty.LIKELY if agreed > 1 else Certainty.POSSIBLE
    return None


def _is_rounding(
    found: Sequence[Matrix], one: Measure, other: Measure, mine: Cell, theirs: Cell
) -> bool:
    """Tell whether two sums differ by one unit of the last place.

    Offices round the items and add them up, or add up and round: both are seen, and no error.
    """
    off = abs(mine.nominal - theirs.nominal)
    if not off or off > 2 * max(mine.half, theirs.half):
        return False
    return any(_is_sum(found[m.sheet], m) for m in (one, other))


def _is_sum(matrix: Matrix, measure: Measure) -> bool:
    return (
        matrix.tree.sums[measure.row]
        or matrix.tree.is_parent(measure.row)
        or bool(matrix.sheet.columns[measure.column].total)
        or not any(len(item) > 3 for item in measure.items)
    )
