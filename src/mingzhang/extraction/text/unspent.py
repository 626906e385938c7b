"""What was not paid out at all is left over whole: 预算60万元，未拨付，列应返还额度60万元."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from mingzhang.domain.checks.formulas import Same
from mingzhang.domain.checks.model import (
    Bound,
    Certainty,
    Kind,
    Observation,
    Relation,
    Role,
)
from mingzhang.extraction.passages import View
from mingzhang.kernel.regex import lazy_regex

_SAME = Same()
_NOTHING = lazy_regex(
    r"，?[ ]?(?:全部|全额|均|尚|当年){0,2}未(?:予)?(?:拨付|支付|支出|使用|执行|下达)(?:资金)?，"
    r"(?:已|全部|全额|均){0,2}[列计转作结]?[入为作]?(?:财政)?"
    r"(?:应返还额度|结转(?:下年|结余)?|结余)(?:资金|金额)?(?:为|共)?[ ]?"
)


def find(view: View) -> Iterator[Relation]:
    """Yield that what is left of an amount of which nothing was paid is the amount."""
    for passage in view.passages:
        for one, left in pairwise(passage.observations):
            between = passage.text[one.unit_end : left.start]
            if _is_amount(one) and _is_amount(left) and _NOTHING.fullmatch(between):
                yield Relation("completion.rest", left, _SAME, (one,), certainty=Certainty.LIKELY)


def _is_amount(o: Observation) -> bool:
    return o.kind is Kind.MONEY and o.bound is Bound.EXACT and o.role is Role.LEVEL
