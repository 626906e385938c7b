"""Questionnaires: sent out, come back, valid, and their rates (发放200份，收回196份，回收率98%).

No more can come back than was sent out, and no more be valid than came back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from mingzhang.domain.checks.formulas import Ratio, Same
from mingzhang.domain.checks.model import Bound, Kind, Observation, Relation
from mingzhang.extraction.passages import Passage, View
from mingzhang.kernel.regex import lazy_regex

_RATIO, _SAME = Ratio(), Same()
_STEPS = (
    ("sent", lazy_regex(r"(?:发放|发出|派发|投放|下发)[^，。；0-9]{0,16}$")),
    ("valid", lazy_regex(r"有效(?:问卷|调查表|样本|答卷)?[^，。；0-9]{0,6}$")),
    ("back", lazy_regex(r"(?:收回|回收|收到)[^，。；0-9率]{0,12}$")),
)
_RATES = (
    ("back", "sent", lazy_regex(r"(?:回收|收回|返回)率[^，。；0-9]{0,4}$")),
    ("valid", "back", lazy_regex(r"有效(?:回收)?率[^，。；0-9]{0,4}$")),
)
_ABOUT = lazy_regex("问卷|调查表|答卷|测评表|征求意见表")
_UNITS = ("份", "张", "份数")


def find(view: View) -> Iterator[Relation]:
    """Yield what the numbers of questionnaires must be."""
    for passage in view.passages:
        if passage.cell is None and passage.observations and _ABOUT.search(passage.text):
            for begin, end in passage.sentences:
                inside = passage.within(begin, end)
                yield from _survey(passage, inside, begin)


def _survey(passage: Passage, inside: Sequence[Observation], begin: int) -> Iterator[Relation]:
    told: dict[str, Observation] = {}
    rates: list[tuple[str, str, Observation]] = []
    before = begin
    for o in inside:
        words = passage.text[before : o.start]
        before = o.unit_end
        if o.bound is not Bound.EXACT:
            return
        if o.kind is Kind.RATE:
            rates.extend((part, whole, o) for part, whole, name in _RATES if name.search(words))
        elif o.unit in _UNITS:
            step = next((step for step, name in _STEPS if name.search(words)), "")
            if step in told:
                return  # several surveys in one sentence
            if step:
                told[step] = o
    yield from _bounds(told)
    for part, whole, rate in rates:
        yield from _rate(told, part, whole, rate)


def _bounds(told: dict[str, Observation]) -> Iterator[Relation]:
    order = [told[step] for step in ("sent", "back", "valid") if step in told]
    for more, fewer in pairwise(order):
        yield Relation("parts.bound", fewer, _SAME, (more,), op="≤")


def _rate(
    told: dict[str, Observation], part: str, whole: str, rate: Observation
) -> Iterator[Relation]:
    """Yield a rate of what came back; that of the valid ones may be of all that were sent."""
    bases = [told[step] for step in (whole, "sent") if step in told]
    if part not in told or not bases:
        return
    made = [Relation("share.of", rate, _RATIO, (told[part], base)) for base in bases]
    yield Relation(
        made[0].rule, rate, _RATIO, made[0].operands,
        otherwise=tuple(made[1:]) if part == "valid" else (),
    )  # fmt: skip
