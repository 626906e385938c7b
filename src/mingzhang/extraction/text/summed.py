"""A list that its own sentence adds up: 甲23次，乙41次，合计64次; 得分96分，其中：决策18分…

The word for the sum stands right before the last figure, and every figure of its sort that the
sentence has before it is a part. Scores are the parts of a score.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from mingzhang.domain.checks.formulas import Sum
from mingzhang.domain.checks.model import Bound, Certainty, Kind, Observation, Relation, Role
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.text.nearby import sort_of
from mingzhang.kernel.regex import lazy_regex

_TOTAL = lazy_regex(
    r"[ ]?[，、；]?(?:总体|一共|两项|三项|以上)?(?:合计|共计|总计)(?:为|有|达到?|完成)?[ ]?"
)
_APART = lazy_regex("其中|包括|包含|同比|比上年|较上年|目标|计划|任务|至|到")
_AMONG = lazy_regex(r"其中[：，]?")
_FULL = lazy_regex(r"满分|分值|权重|标准分|扣|应得|总分")
_SCORED = lazy_regex(r"得分|得|评分")
_LEAST = 2
#: A list of scores is taken for complete when its sum is so near to the score.
_NEAR = Decimal("0.2")


def find(view: View) -> Iterator[Relation]:
    """Yield that sums which sentences tell are those of their parts."""
    for passage in view.passages:
        if passage.cell is not None or len(passage.observations) <= _LEAST:
            continue
        for begin, end in passage.sentences:
            inside = passage.within(begin, end)
            if len(inside) > _LEAST:
                yield from _closed(passage, inside, begin)
                yield from _closed_again(passage, inside, begin)
                yield from _scores(passage, inside)


def _closed(passage: Passage, inside: Sequence[Observation], begin: int) -> Iterator[Relation]:
    """Yield the sum that closes a list of things or lengths."""
    for at in range(_LEAST, len(inside)):
        total = inside[at]
        between = passage.text[inside[at - 1].unit_end : total.start]
        if total.kind not in (Kind.COUNT, Kind.MEASURE) or not _TOTAL.fullmatch(between):
            continue
        parts = [o for o in inside[:at] if sort_of(o) == sort_of(total)]
        sharp = all(o.role is Role.LEVEL and o.bound is Bound.EXACT for o in (*parts, total))
        if len(parts) < _LEAST or not sharp or parts[-1] is not inside[at - 1]:
            continue
        if not _APART.search(passage.text[begin : total.start]):
            yield _sum("parts.count", total, parts)


def _closed_again(
    passage: Passage, inside: Sequence[Observation], begin: int
) -> Iterator[Relation]:
    """Yield the sum that closes a list of amounts: 总预算9万元，其中甲4万元，乙5万元，合计9万元.

    Where the whole is told before the list and again behind it, the list is all of it; else only
    a sum that holds shows that nothing else is meant.
    """
    for at in range(_LEAST, len(inside)):
        total = inside[at]
        between = passage.text[inside[at - 1].unit_end : total.start]
        if total.kind is not Kind.MONEY or not _TOTAL.fullmatch(between):
            continue
        cues = [cue.end() for cue in _AMONG.finditer(passage.text, begin, total.start)]
        start = cues[-1] if cues else begin
        parts = [o for o in inside[:at] if o.start >= start]
        before = [o for o in inside[:at] if o.start < start]
        if len(parts) < _LEAST or not all(_is_amount(o) for o in (*parts, total)):
            continue
        made = _sum("parts.sum", total, parts)
        again = bool(before) and _is_amount(before[-1]) and before[-1].exact == total.exact
        if again or sum((o.exact for o in parts), Decimal(0)) == total.exact:
            yield made


def _is_amount(o: Observation) -> bool:
    return o.kind is Kind.MONEY and o.role is Role.LEVEL and o.bound is Bound.EXACT


def _scores(passage: Passage, inside: Sequence[Observation]) -> Iterator[Relation]:
    """Yield that a score is the sum of those behind 其中, one in each clause."""
    marks = passage.brackets
    for at, total in enumerate(inside[:-_LEAST]):
        cue = _AMONG.search(passage.text, total.unit_end, inside[at + 1].start)
        if total.kind is not Kind.SCORE or cue is None:
            continue
        if not _SCORED.search(passage.text[max(0, total.start - 8) : total.start]):
            continue
        parts = [o for o in inside[at + 1 :] if not marks.depth(o.start)]
        clauses = _clauses(passage, cue.end(), parts)
        single = len(clauses) == len(parts) and not any(_FULL.search(words) for words in clauses)
        if len(parts) >= _LEAST and single and {o.kind for o in parts} == {Kind.SCORE}:
            apart = abs(sum((o.exact for o in parts), Decimal(0)) - total.exact)
            if apart <= total.exact * _NEAR:
                yield _sum("score.sum", total, parts)


def _clauses(passage: Passage, begin: int, parts: Sequence[Observation]) -> list[str]:
    """Return the words of each figure's own clause; fewer than figures where two share one."""
    found: dict[int, str] = {}
    for o in parts:
        start = max([begin, *(passage.text.rfind(s, begin, o.start) + 1 for s in "，；、：")])
        found[start] = passage.text[start : o.start]
    return list(found.values())


def _sum(rule: str, total: Observation, parts: Sequence[Observation]) -> Relation:
    signs = Sum((1,) * len(parts))
    return Relation(rule, total, signs, tuple(parts), certainty=Certainty.LIKELY)
