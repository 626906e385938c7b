"""Actual against budget or target: completion rates, and what is left over (C1).

A rate of completion is tied to two figures only where both are printed: the one that was planned
and the one that was done. A target that is not printed is never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from mingzhang.domain.checks.formulas import Ratio, Sum
from mingzhang.domain.checks.model import (
    Bound,
    Certainty,
    Kind,
    Observation,
    Relation,
    Role,
)
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.roles import completed_of
from mingzhang.extraction.text.named import OTHER, alike, thing
from mingzhang.extraction.text.nearby import sort_of
from mingzhang.extraction.text.statements import sentence_at
from mingzhang.kernel.regex import lazy_regex

_RATIO, _REST = Ratio(), Sum((1, -1))
_PLAN = "预算|计划|目标|任务|应[到付拨收]|下达|批复|安排|指标|概算|核定"
_DONE = "决算|执行|实际|完成|支出|支付|拨付|使用|兑现|开支|用款|实现"
_SIDE = lazy_regex(rf"(?P<plan>{_PLAN})|(?P<done>{_DONE})|(?P<came>到位|收到)")
_LEFT = lazy_regex(
    r"(?:压减|核减|收回|结余|节余|剩余|结转|未[拨支执使]\S{0,3})(?:资金|金额|数|额|经费|指标)*$"
)
_SPENT = lazy_regex(r"(?:支付|支出|使用|拨付|执行|兑付|发放)率[^，。；]{0,4}$")
#: Rates that are named by the use of money.
_USED = lazy_regex(
    r"(?:(?:资金|经费|预算)使用率|支出率|兑付率|发放率|预算完成率)[^，。；0-9]{0,4}$"
)
_CAME_IN = lazy_regex(r"到位率[^，。；]{0,4}$")
#: 1个指标完成率为96.2% is the rate of that indicator, whatever was counted before.
_OF_INDICATORS = lazy_regex(r"个[^，。；]{0,4}指标[^，。；0-9]{0,2}完成率[^，。；0-9]{0,4}$")
_PHRASE = 24
#: So many figures before one are looked at.
_SEEN = 120
#: From one amount to the next of the same budget, without a reason and without 其中.
_STEP = lazy_regex(r"，(?:(?!原因|其中|主要)[^，。；0-9]){2,14}")


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """What was planned and what was done; `plans` are other figures that may be the plan."""

    plan: Observation
    done: Observation
    certainty: Certainty
    plans: tuple[Observation, ...] = ()


def find(view: View) -> Iterator[Relation]:
    """Yield completion rates and what is left over."""
    for passage in view.passages:
        if passage.cell is None and passage.observations:
            yield from _rates(passage)
            yield from _left(passage)


def is_paired(passage: Passage, rate: Observation) -> bool:
    """Tell whether a rate of completion has both its figures in its own paragraph."""
    return (_target(passage, rate) or _pair(passage, rate)) is not None


def _rates(passage: Passage) -> Iterator[Relation]:
    for rate in passage.observations:
        if is_completion(passage, rate):
            pair = _target(passage, rate) or _pair(passage, rate)
            if pair is not None:
                yield _completion(rate, pair)


def is_completion(passage: Passage, o: Observation) -> bool:
    """Tell whether a figure is a sharp rate of what was done, or of money that was used."""
    if o.kind is not Kind.RATE or o.bound is not Bound.EXACT:
        return False
    if o.role is Role.COMPLETION:
        return True
    words = passage.text[max(0, o.start - _PHRASE) : o.start]
    return o.role is Role.LEVEL and _USED.search(words) is not None


def _completion(rate: Observation, pair: Pair) -> Relation:
    plain = Relation("completion.rate", rate, _RATIO, (pair.done, pair.plan))
    return replace(
        plain,
        certainty=pair.certainty,
        otherwise=tuple(replace(plain, operands=(pair.done, plan)) for plan in pair.plans),
    )


def _target(passage: Passage, rate: Observation) -> Pair | None:
    """Return the figures of 投资1274.97亿元，完成全年目标1100亿元的115.9%."""
    before = _before(passage, rate)
    if not before or passage.text[before[-1].unit_end : rate.start].strip() != "的":
        return None
    plan = before[-1]
    if not completed_of(passage.text[max(0, plan.start - _PHRASE) : plan.start]):
        return None
    begin = sentence_at(passage, rate.start)
    done = [o for o in before[:-1] if _counts(o) and sort_of(o) == sort_of(plan)]
    if not done or not _counts(plan):
        return None
    near = done[-1].start >= begin
    return Pair(plan, done[-1], Certainty.CERTAIN if near else Certainty.LIKELY)


def _before(passage: Passage, o: Observation) -> list[Observation]:
    """Return the figures before one in its passage, as many as are looked at."""
    n = passage.behind(o.start)
    return passage.observations[max(0, n - _SEEN) : n]


def _counts(o: Observation) -> bool:
    return o.role is Role.LEVEL and o.bound is Bound.EXACT and o.kind is not Kind.RATE


def _pair(passage: Passage, rate: Observation) -> Pair | None:
    """Return the planned and the done figure since the last rate of completion before."""
    begin = sentence_at(passage, rate.start)
    words = passage.text[max(0, rate.start - 12) : rate.start]
    if _OF_INDICATORS.search(words):
        return None
    came_in = bool(_CAME_IN.search(words))
    pool = _since_last(passage, rate)
    if not pool:
        return None
    here = _sides([o for o in pool if o.start >= begin], came_in)
    if here.plans and here.done:
        return _chosen(rate, here, Certainty.CERTAIN)
    if here.done and _SPENT.search(words) and (spent := _of_came_in(passage, here.done[-1])):
        return spent
    start = min(
        begin, sentence_at(passage, ([o for o in pool if o.start < begin] or pool)[-1].start)
    )
    both = _sides([o for o in pool if o.start >= start], came_in)
    if both.plans and both.done and _one_thing(both):
        return _chosen(rate, both, Certainty.LIKELY)
    return None


def _since_last(passage: Passage, rate: Observation) -> list[Observation]:
    """Return the figures behind the last rate of completion that is not of the same figures."""
    own = _before(passage, rate)
    while own and own[-1].role is Role.COMPLETION:
        own.pop()
    last = max((o.number for o in own if o.role is Role.COMPLETION), default=-1)
    return [o for o in own if o.number > last and _counts(o)]


def _of_came_in(passage: Passage, done: Observation) -> Pair | None:
    """Return what was spent of what had come in, told before it in the sentence."""
    begin = sentence_at(passage, done.start)
    own = [o for o in _before(passage, done) if begin <= o.start and _counts(o)]
    came = [o for o in own if sort_of(o) == sort_of(done) and side_of(o) == "plan"]
    if not came or "到位" not in came[-1].label:
        return None
    if "其中" in passage.text[max(begin, own[0].start - _PHRASE) : done.start]:
        return None
    return Pair(came[-1], done, Certainty.LIKELY, tuple(came[:-1]))


@dataclass(frozen=True, slots=True)
class _Sides:
    plans: tuple[Observation, ...]
    done: tuple[Observation, ...]


def _sides(pool: Sequence[Observation], came_in: bool) -> _Sides:
    """Sort the last figures by whether their names say that they were planned or done.

    Going back, the figures of one side end where the other side's begin a second time. Of two
    figures the one without a telling name is the other side of a plan.
    """
    found: dict[str, list[Observation]] = {"plan": [], "done": []}
    last, switches = "", 0
    for o in reversed(pool):
        side = side_of(o, came_in)
        if not side:
            continue
        switches += bool(last) and side != last
        if switches > 1:
            break
        last = side
        found[side].insert(0, o)
    if not found["done"] and found["plan"] and len(pool) == 2:
        found["done"] = [o for o in pool if not side_of(o, came_in)]
    return _Sides(tuple(found["plan"]), tuple(found["done"]))


def side_of(o: Observation, came_in: bool = False) -> str:
    """Return "plan", "done" or "" by the last telling word of a figure's name.

    What came in (到位) is done where a rate of coming in is told, else what can be spent.
    """
    last = None
    for last in _SIDE.finditer(o.label):  # noqa: B007 - the last match is meant
        pass
    if last is None:
        return ""
    if last["came"]:
        return "done" if came_in else "plan"
    return "plan" if last["plan"] else "done"


def _one_thing(sides: _Sides) -> bool:
    """Tell whether the nearest figures of both sides can be of one thing."""
    plan, done = sides.plans[-1], sides.done[-1]
    return not plan.subject or not done.subject or alike(thing(plan), thing(done)) > OTHER


def _chosen(rate: Observation, sides: _Sides, certainty: Certainty) -> Pair | None:
    """Return the done figure with the plan of the stage that the rate is against."""
    done = sides.done[-1]
    plans = [o for o in sides.plans if sort_of(o) == sort_of(done)]
    stage = rate.base.rpartition("/")[2]
    fit = [o for o in plans if o.stage == stage] if stage in ("initial", "adjusted") else []
    if not plans:
        return None
    plan = (fit or plans)[-1]
    others = () if fit else tuple(o for o in plans if o.exact != plan.exact)
    guessed = others or not side_of(done)
    revised = stage == "budget" and plan.stage == "initial" and rate.exact == 1
    sure = min(certainty, Certainty.LIKELY) if guessed or revised else certainty
    return Pair(plan, done, sure, others)


def _left(passage: Passage) -> Iterator[Relation]:
    """Yield that what was cut or is left is what was planned less what was done."""
    for o in passage.observations:
        words = o.label or passage.text[max(0, o.start - 12) : o.start]
        if o.role not in (Role.LEVEL, Role.CHANGE) or not _LEFT.search(words):
            continue
        begin = sentence_at(passage, o.start)
        pool = [p for p in _before(passage, o) if begin <= p.start and _counts(p)]
        if len(pool) != 2 or any(sort_of(p) != sort_of(o) or _LEFT.search(p.label) for p in pool):
            continue
        plan, done = pool
        if side_of(plan) != "done" and side_of(done) == "done":
            # What was cut is printed as a decrease: done − plan = −cut.
            operands = (done, plan) if o.direction < 0 else (plan, done)
            rest = side_of(plan) == "plan" and "余" in words
            sure = rest or _is_breakdown(passage, (plan, done, o))
            yield Relation("completion.rest", o, _REST, operands, slip_only=not sure)


def _is_breakdown(passage: Passage, figures: Sequence[Observation]) -> bool:
    """Tell whether a sentence is nothing but a budget, what was spent of it, and the rest."""
    begin = sentence_at(passage, figures[0].start)
    end = next((end for start, end in passage.sentences if start == begin), len(passage.text))
    inside = [o for o in passage.observations if begin <= o.start < end]
    between = [passage.text[a.unit_end : b.start] for a, b in pairwise(figures)]
    return len(inside) == len(figures) and all(_STEP.fullmatch(words) for words in between)
