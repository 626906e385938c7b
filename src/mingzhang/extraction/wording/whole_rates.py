"""Rates of which there is no more than all (达标率, 回收率): never above 100 %."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from mingzhang.domain.checks.model import Remark, Role, Severity
from mingzhang.extraction.passages import View
from mingzhang.extraction.wording.common import Place, remark, short
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.wording import any_of

_RATE = lazy_regex(any_of("whole-rates") + r"[^，。；、0-9]{0,8}$")
_MOVED = lazy_regex("提高|提升|上升|下降|降低|增加|增长|减少|较|比")
_BEFORE = 24
_ALL = Decimal(1)


def find(view: View) -> Iterator[Remark]:
    """Yield a remark for a rate of all there is that is above it."""
    for o in view.observations:
        if o.role is not Role.LEVEL or o.unit != "%" or o.exact <= _ALL:
            continue
        passage = view.passages[o.place]
        found = _RATE.search(passage.text[max(0, o.start - _BEFORE) : o.start])
        if found is not None and not _MOVED.search(found[0]):
            words = short(passage.text[max(0, o.start - _BEFORE) : o.unit_end])
            message = f"“{words}”：超过100%，不可能超过全部"
            place = Place(passage, o.start, o.unit_end)
            yield remark("rate.over", Severity.WARNING, message, [place])
