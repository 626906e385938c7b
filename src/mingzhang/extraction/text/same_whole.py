"""What is 100 % of a whole is that whole, and other shares of the same whole are shares of it.

固定资产193.45万元，占账面总额的100%，其中在用…万元，占账面总额的…%: the whole is named, not
printed, but the first part tells how much it is (RELATIONS.md A3).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from mingzhang.domain.checks.formulas import Ratio
from mingzhang.domain.checks.model import Bound, Observation, Relation, Role
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.text.enumerations import sort_of
from mingzhang.extraction.text.shares import Pair, part_of
from mingzhang.extraction.text.statements import sentence_at
from mingzhang.kernel.regex import lazy_regex

_RATIO = Ratio()
_TOTAL = lazy_regex(r"总额|总量|总数|合计|总计|全部|的")
_NAME = lazy_regex(r"[一-鿿]{2}")
#: Shares of one whole that are looked at in one paragraph.
_MOST = 8


def find(view: View) -> Iterator[Relation]:
    """Yield the shares of a named whole as shares of what is told to be all of it."""
    for passage in view.passages:
        if sum(o.role is Role.SHARE and bool(o.base) for o in passage.observations) < 2:
            continue
        for pairs in _of_one_whole(view, passage):
            for one, other in permutations(pairs[:_MOST], 2):
                if other.share.exact == 1:
                    yield Relation("share.of", one.share, _RATIO, (one.part, other.part))


def _of_one_whole(view: View, passage: Passage) -> Iterator[list[Pair]]:
    """Yield the shares of a sentence that name one whole of one year."""
    named: dict[object, list[Pair]] = {}
    for share in passage.observations:
        if share.role is not Role.SHARE or not _NAME.search(_TOTAL.sub("", share.base)):
            continue
        part = part_of(view, share)
        if part is not None and _exact(share) and _exact(part) and part.value:
            key = (sentence_at(passage, share.start), share.base, part.year, sort_of(part))
            named.setdefault(key, []).append(Pair(part, share))
    yield from named.values()


def _exact(o: Observation) -> bool:
    return o.bound is Bound.EXACT
