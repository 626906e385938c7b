"""The money of a project in a table of its goals: 预算数：60万元 │ 执行数：50万元, and its parts.

The forms of self-evaluation (项目支出绩效目标完成情况表, 绩效自评表) put a name beside each figure
and divide both sums into appropriations and other money, which is all there is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mingzhang.domain.checks.formulas import Sum
from mingzhang.domain.checks.model import Bound, Certainty, Kind, Observation, Relation
from mingzhang.extraction.passages import Passage, View, of_view
from mingzhang.kernel.regex import lazy_regex

_BUDGET = lazy_regex(r"(?:全年|年度|调整后)?预算数?(?:总额)?：?")
_DONE = lazy_regex(r"(?:全年|年度|预算)?执行数?(?:总额)?：?")
_NAME = lazy_regex(r"项?目名称：?")
_PART = lazy_regex(
    r"(?:其中[-—－:：]{0,2})?(?:当年)?(?:财政(?:拨款|资金)|(?:上年)?结转(?:结余)?(?:资金)?)：?"
)
_OTHER = lazy_regex(r"(?:其中[-—－:：]{0,2})?其[他它](?:资金)?：?")
_ROWS = 6


@dataclass(frozen=True, slots=True, eq=False)
class Funds:
    """What a table gives a project: its name, budget and outturn with their parts."""

    name: str
    budget: tuple[Observation, ...]
    done: tuple[Observation, ...]


def find(view: View) -> Iterator[Relation]:
    """Yield budget and outturn as the sums of appropriations and other money."""
    for funds in tables_of_funds(view):
        for whole, *parts in (funds.budget, funds.done):
            if len(parts) > 1:
                yield Relation(
                    "parts.sum",
                    whole,
                    Sum((1,) * len(parts)),
                    tuple(parts),
                    certainty=Certainty.LIKELY,
                )


@of_view
def tables_of_funds(view: View) -> tuple[Funds, ...]:
    """Return the tables that name a project with its budget and outturn, in order."""
    tables: dict[int, list[Passage]] = {}
    for passage in view.passages:
        if passage.cell is not None:
            tables.setdefault(passage.cell.table, []).append(passage)
    return tuple(found for cells in tables.values() for found in _of_table(cells))


def _of_table(cells: list[Passage]) -> Iterator[Funds]:
    """Yield what each project of a table has; a table may go on with the next one."""
    name = ""
    budget: tuple[Observation, ...] = ()
    at = {(p.cell.row, p.cell.column): p for p in cells if p.cell is not None}
    for passage in cells:
        text = _plain(passage)
        if _NAME.fullmatch(text):
            beside = _beside(at, passage)
            name, budget = (_plain(beside) if beside is not None else ""), ()
        elif name and _BUDGET.fullmatch(text):
            budget = _column(at, passage)
        elif budget and _DONE.fullmatch(text):
            done = _column(at, passage)
            if done:
                yield Funds(name, budget, done)
            budget = ()


def _column(at: dict[tuple[int, int], Passage], head: Passage) -> tuple[Observation, ...]:
    """Return the figure beside a name, and those of its parts in the rows below."""
    whole = _amount(_beside(at, head))
    if whole is None or head.cell is None:
        return ()
    parts: list[Observation] = []
    complete = False
    for row in range(head.cell.row + 1, head.cell.row + _ROWS):
        label = at.get((row, head.cell.column))
        if label is None or not (_PART.fullmatch(_plain(label)) or _OTHER.fullmatch(_plain(label))):
            break
        part = _amount(_beside(at, label), whole)
        if part is None:
            return (whole,)
        parts.append(part)
        complete = complete or _OTHER.fullmatch(_plain(label)) is not None
    return (whole, *parts) if complete else (whole,)


def _amount(cell: Passage | None, whole: Observation | None = None) -> Observation | None:
    """Return the only amount of a cell; 0 needs no unit, and has that of its whole."""
    if cell is None or len(cell.observations) != 1:
        return None
    (found,) = cell.observations
    if found.bound is not Bound.EXACT:
        return None
    if found.kind is Kind.PLAIN and whole is not None:
        return replace(found, kind=whole.kind, unit=whole.unit, scale=whole.scale)
    return found if found.kind is Kind.MONEY else None


def _beside(at: dict[tuple[int, int], Passage], passage: Passage) -> Passage | None:
    if passage.cell is None:
        return None
    return at.get((passage.cell.row, passage.cell.column + passage.cell.colspan))


def _plain(passage: Passage) -> str:
    return "".join(passage.text.split())
