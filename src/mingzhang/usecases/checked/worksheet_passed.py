"""The relations of a document that hold, by rule: what a worksheet lists as checked and right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mingzhang.domain.checks.judge import Judgement, Verdict
from mingzhang.domain.checks.messages import stated_text, written
from mingzhang.domain.checks.model import Observation, Relation
from mingzhang.rulebook.checks import checks
from mingzhang.usecases.checked.model import Evidence, Passed
from mingzhang.usecases.checked.places import Atlas

_EXAMPLES = 3  # of each rule
_HELD = (Verdict.HELD, Verdict.ROUNDING)


def passed(judgements: Iterable[Judgement], atlas: Atlas) -> tuple[Passed, ...]:
    """Return the relations that hold, by rule in the order of the catalogue."""
    held: dict[str, list[Relation]] = {}
    for each in judgements:
        if each.verdict in _HELD:
            held.setdefault(each.relation.rule, []).append(each.reading)
    return tuple(
        Passed(rule.id, rule.title, len(held[rule.id]), tuple(_examples(held[rule.id], atlas)))
        for rule in checks().values()
        if rule.id in held
    )


def _examples(relations: list[Relation], atlas: Atlas) -> Iterator[tuple[str, Evidence]]:
    """Yield the first relations in words, what is said several times once."""
    told = set()
    for each in relations:
        words = f"{stated_text(each)} {each.op} {written(each)}"
        if words in told:
            continue
        told.add(words)
        figure = next(x for x in (each.stated, *each.operands) if isinstance(x, Observation))
        yield words, atlas.of(figure)
        if len(told) == _EXAMPLES:
            return
