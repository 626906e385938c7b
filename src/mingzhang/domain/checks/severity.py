"""How severe a violated relation is reported."""

from __future__ import annotations

from decimal import Decimal

from mingzhang.domain.checks.judge import Judge, Judgement
from mingzhang.domain.checks.model import Certainty, Relation, Severity
from mingzhang.domain.checks.repairs import chance
from mingzhang.domain.checks.rootcause import Cause, agreeing
from mingzhang.rulebook.checks import check

#: So many independent relations must speak against one figure to make sure of what was likely.
_INDEPENDENT = 2
#: A slip of the pen is evidence if figures that have nothing to do with each other would look like
#: one no more often than this: for a relation that was possibly meant, and for one likely meant.
_CHANCE = {Certainty.POSSIBLE: Decimal("0.05"), Certainty.LIKELY: Decimal("0.2")}


def slip_counts(one: Judge, relation: Relation) -> bool:
    """Tell whether a slip of the pen in one of its figures is evidence of a fault."""
    limit = _CHANCE.get(relation.certainty)
    return limit is None or chance(one, relation) <= limit


def rank(judgement: Judgement, *, slip: bool = False, sure: bool = False) -> int:
    """Return how severe the violation of one relation is: 0 not to be reported, else a Severity.

    What is certain is an error, what is likely a warning, what is possible a hint. `slip`: one
    slip of the pen explains it, which makes the possible likely; a relation that is `slip_only`
    counts only then. `sure`: relations that do not depend on each other speak against the same
    figure, which makes the likely certain. A violation that rests on an approximate figure counts
    one step less; one that printed places explain is never an error, and nothing if merely
    possible (dropped zeros are rarely anything else). No rule goes beyond its cap.
    """
    relation = judgement.relation
    if relation.slip_only and not slip:
        return 0
    step = int(relation.certainty)
    if (slip and step == Certainty.POSSIBLE) or (sure and step == Certainty.LIKELY):
        step += 1
    if judgement.soft or (judgement.presumed_only and step != Certainty.LIKELY):
        step -= 1
    return min(step, check(relation.rule).rank)


def lead(cause: Cause) -> tuple[Severity, Judgement] | None:
    """Return the severity of a cause and the relation that it is told by; None for nothing.

    The strongest relation leads; among equals one that the root takes part in, the first of them.
    """
    telling = cause.root is not None and cause.root.telling
    sure = telling and agreeing(cause) >= _INDEPENDENT
    slipped = any(each.slip for each in cause.changes) or any(
        each.change.slip for each in cause.repairs
    )
    root = frozenset(cause.root.observations if cause.root else ())
    one = Judge()
    best: tuple[tuple[int, bool], Judgement] | None = None
    for each in cause.judgements:
        relation = each.relation
        weak = relation.slip_only or relation.certainty is Certainty.POSSIBLE
        slip = weak and slipped and slip_counts(one, relation)
        order = (rank(each, slip=slip, sure=sure), any(x in root for x in relation.observations))
        if best is None or order > best[0]:
            best = (order, each)
    if best is None or best[0][0] < Severity.HINT:
        return None
    return Severity(best[0][0]), best[1]
