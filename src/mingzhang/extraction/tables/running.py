"""机关运行经费: what its table prints, what the text says, and 公用经费 of the basic expenditure.

The text names it after the units that have it, and its table stands among the three public
expenses in one place and alone in another. It is 公用经费 where no ordinary institution is among
the units; whether one is cannot be seen, so that sum is looked at for slips of the pen only.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingzhang.domain.checks.formulas import Same
from mingzhang.domain.checks.model import Bound, Certainty, Kind, Observation, Relation, Role
from mingzhang.extraction.passages import View
from mingzhang.extraction.tables.measures import Measure, of
from mingzhang.kernel.regex import lazy_regex

TEXT, RESTATE = "table.text", "table.restate"
_NAMED = lazy_regex(
    r"机关运行经费(?:财政拨款|一般公共预算)?(?:支出|预算|决算|安排|数|合计|总额|共|约?为|是|[ ])*$"
)
_BEFORE = 30
_AMOUNTS = (Kind.MONEY, Kind.PLAIN)


def find(view: View) -> Iterator[Relation]:
    """Yield that the figure of the table is that of the text, and maybe 公用经费."""
    printed = [m.observation for m in of(view) if _is_running(m, view)]
    if len(printed) != 1:
        return
    said = list(_said(view))
    if said and said[0].kind is printed[0].kind and len({o.exact for o in said}) == 1:
        yield Relation(TEXT, said[0], Same(), (printed[0],), certainty=Certainty.LIKELY)
    basic = [m.observation for m in of(view) if _is_public_use(m, view)]
    if len({o.exact for o in basic}) == 1 and basic[0].kind is printed[0].kind:
        yield Relation(
            RESTATE, printed[0], Same(), (basic[0],), certainty=Certainty.POSSIBLE, slip_only=True
        )


def _is_running(measure: Measure, view: View) -> bool:
    """Tell whether a figure is all of 机关运行经费: in a column of its own, or the total."""
    if measure.measure or not _is_own(measure.observation, view):
        return False
    if "机关运行经费" in measure.title and "三公" not in measure.title:
        return bool(measure.total)
    return any("机关运行经费" in head for head in measure.heads)


def _is_public_use(measure: Measure, view: View) -> bool:
    """Tell whether a figure is all 公用经费 of the general public budget."""
    if measure.measure or "基本支出" not in measure.title:
        return False
    told = any("公用经费" in name for name in (*measure.heads, *measure.labels))
    return told and bool(measure.total) and _is_own(measure.observation, view)


def _is_own(observation: Observation, view: View) -> bool:
    """Tell whether a figure is an amount of the year that the report is about."""
    return observation.kind in _AMOUNTS and observation.year in (None, view.year)


def _said(view: View) -> Iterator[Observation]:
    for passage in view.passages:
        if passage.cell is not None or "机关运行经费" not in passage.text:
            continue
        for o in passage.observations:
            plain = o.role is Role.LEVEL and o.kind is Kind.MONEY and o.bound is Bound.EXACT
            before = passage.text[max(0, o.start - _BEFORE) : o.start]
            if plain and o.year in (None, view.year) and _NAMED.search(before):
                yield o
