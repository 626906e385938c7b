"""A rate of change whose sign was forgotten: 比上年减少100万元，减少9.52，主要原因…"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from mingzhang.domain.checks.model import Kind, Observation, Remark, Role, Severity
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.wording.common import Place, remark, running
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.wording import any_of

_MOVED = lazy_regex(
    rf"[，、][ ]?(?:{any_of('up-words')}|{any_of('down-words')})(?:了|约|率为?)?[ ]?"
)
_END = lazy_regex(r"[ ]?[，。；]")
_HUNDRED = Decimal(100)
#: So many figures before a change tell what changed.
_SEEN = 3


def find(view: View) -> Iterator[Remark]:
    """Yield a remark for a number without a unit that is the rate of the change before it."""
    for passage in running(view):
        for change, bare in pairwise(passage.observations):
            if (
                bare.kind is Kind.PLAIN
                and change.role is Role.CHANGE
                and _is_bare(passage, change, bare)
            ):
                rate = _rate(passage, change, bare)
                if rate is not None:
                    place = Place(passage, bare.start, bare.end)
                    words = Place(passage, change.start, bare.end).shown
                    message = f"“{words}”：增减幅度缺少“%”（按所列的数计算为{rate}%）"
                    yield remark(
                        "unit.missing",
                        Severity.WARNING,
                        message,
                        [place],
                        expected=f"{bare.value}%",
                    )


def _is_bare(passage: Passage, change: Observation, bare: Observation) -> bool:
    between = passage.text[change.unit_end : bare.start]
    return bool(_MOVED.fullmatch(between) and _END.match(passage.text, bare.end))


def _rate(passage: Passage, change: Observation, bare: Observation) -> Decimal | None:
    """Return the rate of a change if the number behind it is just that, else None."""
    n = passage.behind(change.start)
    for level in reversed(passage.observations[max(0, n - _SEEN) : n]):
        base = level.exact - change.exact
        if level.role is not Role.LEVEL or level.kind is not change.kind or not base:
            continue
        unit = Decimal(1).scaleb(-bare.places)
        rate = (abs(change.exact / base) * _HUNDRED).quantize(unit)
        if rate and abs(rate - bare.value) <= unit:
            return rate
    return None
