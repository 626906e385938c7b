"""How many indicators of each kind were set and how many are told to be completed.

A report lists them twice, when it tells of the goals and when it tells of the results. Where all
kinds but one agree, that one is a slip: more were completed than set, or fewer at 100 %.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from mingzhang.domain.checks.model import Remark, Severity
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.wording.common import Place, parts, remark

_KIND = re.compile(
    r"(?P<kind>产出|效益|满意度|成本|数量|质量|时效)指标[ ]?(?P<n>[0-9]{1,3})[ ]?[个项条]"
    r"(?P<done>，完成率[^0-9，。；]{0,3}100%)?"
)
_LEAST = 3  # kinds in common

_Counts = dict[str, tuple[int, Place, bool]]


def find(view: View) -> Iterator[Remark]:
    """Yield a remark for the one kind of indicator whose two counts differ."""
    for part in parts(view):
        told = [counts for passage in part if len(counts := _counts(passage)) >= _LEAST]
        for set_, done in pairwise(told):
            yield from _compared(set_, done)


def _counts(passage: Passage) -> _Counts:
    if passage.cell is not None or "指标" not in passage.text:
        return {}
    return {
        found["kind"]: (
            int(found["n"]),
            Place(passage, found.start("n"), found.end("n")),
            found["done"] is not None,
        )
        for found in _KIND.finditer(passage.text)
    }


def _compared(set_: _Counts, done: _Counts) -> Iterator[Remark]:
    common = [kind for kind in set_ if kind in done]
    differing = [kind for kind in common if set_[kind][0] != done[kind][0]]
    if len(common) < _LEAST or len(differing) != 1:
        return
    kind = differing[0]
    (wanted, first, _), (count, second, all_done) = set_[kind], done[kind]
    if count < wanted and not all_done:
        return  # not all of them were completed
    message = f"{kind}指标前文为{wanted}个，此处为{count}个，其他各类指标的个数前后一致"
    severity = Severity.ERROR if count > wanted else Severity.WARNING
    yield remark("restate.same", severity, message, [second, first], expected=str(wanted))
