"""Projects that were evaluated: by grade they make up all, and problems found are mended or not.

自评项目4个，平均93分（“优”的3个；“良”的1个）: the grades count the projects that were evaluated,
and the average lies where projects of such grades can have it. 发现问题5个，已整改3个，正在整改2个
(A2). Bands of grades: `rulebook/data/wording.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from mingzhang.domain.checks.formulas import Same, Sum
from mingzhang.domain.checks.model import Bound, Certainty, Kind, Observation, Relation, Role
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.quantities.restated import is_open, same
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.wording import grades

_RANKS = {word: n for n, grade in enumerate(grades()) for word in grade.names}
_WORDS = "|".join(sorted(_RANKS, key=len, reverse=True))
_GRADE = lazy_regex(
    rf"(?:评级|等级|等次|档次|结果|评定|评价|为|：|；|，|、|（)[ ]?“?(?P<grade>{_WORDS})”?"
    r"(?:等级|等次|档次|档|级)?的?(?:项目)?(?:有|共|为)?[ ]?$"
)
_EVALUATED = lazy_regex(
    r"(?:自评|评价|参评|评审)(?:[^，。；]{0,24}项目[^，。；0-9]{0,8}|[^，。；0-9]{0,16})$"
)
_AVERAGE = lazy_regex(r"(?:平均|均)(?:得分|分数?)(?:为|达到?)?[ ]?$")
_FOUND = lazy_regex(r"发现(?:的|各类|存在)?问题[^，。；0-9]{0,6}$")
_DONE = lazy_regex(r"(?:已经?|完成|已完成)[^，。；0-9未]{0,6}整改[^，。；0-9未]{0,8}$")
_OPEN = lazy_regex(r"(?:正在|尚未|还未|未|待)[^，。；0-9]{0,6}整改[^，。；0-9]{0,8}$")
#: 编报绩效目标的2024年度项目 and the money of those projects.
_PROJECTS = lazy_regex(r"(?:绩效|自评|评价|监控|跟踪)[^，。；]{0,16}项目(?:有|共|为)?[ ]?$")
_INVOLVED = lazy_regex(
    r"，?(?:共|总计|合计)?(?:涉及)?[^，。；0-9]{0,10}(?:金额|资金)[^，。；0-9]{0,4}"
)
_AIMED = lazy_regex(r"[ ]?项目编制了?[^，。；]{0,6}绩效目标")
_CHOSEN = lazy_regex(r"[ ]?项目(?:开展|进行|实施)了?[^，。；]{0,6}监控")
_FULL_MARKS = Decimal(100)
#: A ladder of so many grades leaves none out.
_LADDER = 4
_LOOK = 32


class _Graded(NamedTuple):
    """How many projects got a grade (0 is the best)."""

    rank: int
    figure: Observation


def find(view: View) -> Iterator[Relation]:
    """Yield what the numbers of projects and problems of an evaluation must be."""
    for passage in view.passages:
        if passage.cell is not None or len(passage.observations) <= 1:
            continue
        yield from _problems(passage)
        yield from _same_projects(passage)
        yield from _monitored(passage)
        ladder = _ladder(passage)
        if len(ladder) > 1:
            yield from _projects(passage, ladder)
            yield from _average(passage, ladder)


def _words(passage: Passage, o: Observation) -> str:
    return passage.text[max(0, o.start - _LOOK) : o.start]


def _counts(o: Observation) -> bool:
    return o.kind is Kind.COUNT and o.role is Role.LEVEL and o.bound is Bound.EXACT


def _ladder(passage: Passage) -> list[_Graded]:
    """Return the first row of numbers by grade, each grade once, the better before the worse."""
    found: list[_Graded] = []
    for o in passage.observations:
        told = _GRADE.search(_words(passage, o)) if _counts(o) else None
        rank = _RANKS[told["grade"]] if told else -1
        if found and rank <= found[-1].rank:
            break
        if told:
            found.append(_Graded(rank, o))
    return found


def _projects(passage: Passage, ladder: Sequence[_Graded]) -> Iterator[Relation]:
    """Yield that the numbers by grade make up the projects that were evaluated."""
    first = ladder[0].figure
    before = passage.observations[: passage.before(first.start)]
    told = [
        o for o in before
        if _counts(o) and o.unit == first.unit and _EVALUATED.search(_words(passage, o))
    ]  # fmt: skip
    if told:
        signs = Sum((1,) * len(ladder))
        parts = tuple(each.figure for each in ladder)
        op = "=" if len(ladder) >= _LADDER else "≥"
        yield Relation("parts.count", told[-1], signs, parts, op=op)


def _average(passage: Passage, ladder: Sequence[_Graded]) -> Iterator[Relation]:
    """Yield that an average score lies between those that the grades given stand for."""
    given = [each.rank for each in ladder if each.figure.value]
    before = passage.observations[: passage.before(ladder[0].figure.start)]
    scores = [o for o in before if o.kind is Kind.SCORE and _AVERAGE.search(_words(passage, o))]
    if not given or not scores:
        return
    best, worst = min(given), max(given)
    low = Decimal(grades()[worst].floor)
    high = Decimal(grades()[best - 1].floor) if best else _FULL_MARKS
    yield Relation("score.grade", scores[-1], Same(), (low,), op="≥")
    yield Relation("score.grade", scores[-1], Same(), (high,), op="≤")


def _same_projects(passage: Passage) -> Iterator[Relation]:
    """Yield that as many projects at each step have the same money, as far as a slip shows it.

    编报目标的项目4个，涉及90万元；自评的项目4个，涉及90万元: by rule all projects with goals are
    evaluated, so equal numbers are of the same projects.
    """
    known: dict[tuple[Decimal, str], Observation] = {}
    for count, amount in pairwise(passage.observations):
        if not _counts(count) or not _PROJECTS.search(_words(passage, count)):
            continue
        between = passage.text[count.unit_end : amount.start]
        if amount.kind is not Kind.MONEY or not _INVOLVED.fullmatch(between):
            continue
        first = known.setdefault((count.exact, count.unit), amount)
        made = same(first, amount, Certainty.POSSIBLE, slip_only=True)
        if first is not amount and is_open(made):
            yield made


def _monitored(passage: Passage) -> Iterator[Relation]:
    """Yield that no more projects are chosen to be monitored than have goals to be measured by."""
    counts = [o for o in passage.observations if _counts(o)]
    aimed = [o for o in counts if _AIMED.match(passage.text, o.unit_end)]
    chosen = [o for o in counts if _CHOSEN.match(passage.text, o.unit_end)]
    if len(aimed) == len(chosen) == 1 and aimed[0].unit == chosen[0].unit:
        yield Relation("parts.bound", chosen[0], Same(), (aimed[0],), op="≤")


def _problems(passage: Passage) -> Iterator[Relation]:
    """Yield that problems found are those mended and those being mended."""
    own = [o for o in passage.observations if _counts(o)]
    for found, done, rest in zip(own, own[1:], own[2:], strict=False):
        words = [_words(passage, o) for o in (found, done, rest)]
        if not (_FOUND.search(words[0]) and _DONE.search(words[1]) and _OPEN.search(words[2])):
            continue
        if found.unit == done.unit == rest.unit:
            yield Relation("parts.count", found, Sum((1, 1)), (done, rest))
