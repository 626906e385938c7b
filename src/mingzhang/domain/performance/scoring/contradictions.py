"""Contradictions of a self-evaluation: score against grade, money against results, text against
figures.

One function a contradiction; each yields notices and knows nothing of the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from mingzhang.domain.performance.model import Notice, Project
from mingzhang.domain.performance.scoring.comparators import plain
from mingzhang.domain.performance.scoring.notices import evidence_of, rate, yuan
from mingzhang.domain.performance.scoring.scored import GoalScore, Point
from mingzhang.domain.performance.scoring.settings import ScoringSettings
from mingzhang.domain.performance.scoring.stated import Stated
from mingzhang.kernel.problem import Place
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.grade_bands import FULL_MARKS, GradeScheme
from mingzhang.rulebook.wording import any_of

_ALL_DONE = lazy_regex(any_of("all-done"))
#: A sentence that makes an exception does not claim all.
_EXCEPT = lazy_regex("除[^。；]{1,60}?外|其余|其他指标|未完成|未达|未能")
_SENTENCE = lazy_regex("[。；\n]")
_OUTPUT = "output"


@dataclass(frozen=True, slots=True)
class _Case:
    """A goal with its score, and what the office says of it."""

    project: Project
    goal: GoalScore
    stated: Stated | None
    settings: ScoringSettings
    scheme: GradeScheme

    @property
    def results(self) -> tuple[Point, ...]:
        return self.goal.points[1:]

    @property
    def unmet(self) -> list[Point]:
        return [p for p in self.results if p.met is False]

    @property
    def idle(self) -> bool:
        """Whether there was money and none of it was spent."""
        money = self.project.money
        return money.adjusted is not None and money.adjusted > 0 and money.spent == 0

    @property
    def computed(self) -> Decimal | None:
        """The total, where it is one of 100 points and nothing is left open."""
        total = self.goal.total
        whole = total is not None and total.complete and total.weight == FULL_MARKS
        return total.score if total is not None and whole else None

    def notice(self, rule: str, said: str, evidence: tuple[str, ...] = ()) -> Notice:
        place = self.stated.place if self.stated else self.project.place
        return Notice(rule, self.project.code, "", said, evidence, place)


def contradictions(
    project: Project,
    goal: GoalScore,
    stated: Stated | None,
    settings: ScoringSettings,
    scheme: GradeScheme,
) -> Iterator[Notice]:
    """Yield what does not fit together in one self-evaluation, in the order of `_KINDS`."""
    case = _Case(project, goal, stated, settings, scheme)
    for kind in _KINDS:
        yield from kind(case)


def _stated_grade(case: _Case) -> Iterator[Notice]:
    """Name a stated grade that its own score, or else the computed one, does not give."""
    stated = case.stated
    if stated is None or not stated.grade:
        return
    score = case.computed if stated.score is None else stated.score
    due = None if score is None else case.scheme.grade(score)
    named = case.scheme.named(stated.grade)
    if named is None:
        names = "、".join(band.label for band in case.scheme.band)
        said = f"等次“{stated.grade}”不是{names}之一"
        yield case.notice("score.grade_name", said)
    elif score is not None and due is not None and due != named:
        whose = "申报得分" if stated.score is not None else "系统计算得分"
        said = f"{whose}{plain(score)}分应为“{due.label}”，申报等次为“{stated.grade}”"
        bounds = "，".join(f"{plain(b.floor)}分及以上为{b.label}" for b in case.scheme.band[:-1])
        yield case.notice("score.stated_grade", said, (f"等次界限：{bounds}",))


def _stated_total(case: _Case) -> Iterator[Notice]:
    """Name a stated score that the lines do not add up to."""
    stated, total = case.stated, case.computed
    if stated is None or stated.score is None or total is None or stated.score == total:
        return
    said = f"申报得分{plain(stated.score)}分，按各项计算为{plain(total)}分"
    lines = tuple(f"{p.name}：{p.score:f}分" for p in case.goal.points if p.score is not None)
    yield case.notice("score.stated_total", said, lines)


def _beyond_full(case: _Case) -> Iterator[Notice]:
    """Name a stated score beyond full marks or below zero."""
    stated = case.stated
    if stated and stated.score is not None and not 0 <= stated.score <= FULL_MARKS:
        said = f"申报得分{plain(stated.score)}分不在0至{plain(FULL_MARKS)}分之间"
        yield case.notice("score.stated_range", said)


def _unspent_high(case: _Case) -> Iterator[Notice]:
    """Name a high score of a project none of whose money was spent."""
    stated = case.stated.score if case.stated else None
    score = case.computed if stated is None else stated
    if not case.idle or score is None or score < case.settings.high_score:
        return
    grade = f"、等次“{case.stated.grade}”" if case.stated and case.stated.grade else ""
    said = f"预算执行率为0，自评得分{plain(score)}分{grade}"
    yield case.notice("score.unspent_high", said, _money(case))


def _done_unspent(case: _Case) -> Iterator[Notice]:
    """Name output that was reached without any money."""
    done = [p for p in case.results if p.part == _OUTPUT and p.met and _something(p)]
    if case.idle and done:
        names = "、".join(f"“{p.name}”" for p in done)
        said = f"资金未执行，产出指标{names}已完成"
        evidence = (*_money(case), *(e for p in done for e in evidence_of(p)))
        yield case.notice("score.done_unspent", said, evidence)


def _spent_idle(case: _Case) -> Iterator[Notice]:
    """Name money that was all spent while every output stayed at zero."""
    money = case.project.money
    outputs = [p for p in case.results if p.part == _OUTPUT]
    values = [p.result.value if p.result else None for p in outputs]
    if money.adjusted is None or money.adjusted <= 0 or money.spent is None:
        return
    wanted = any(p.subject and p.subject.target for p in outputs)
    if wanted and money.spent >= money.adjusted and all(v == 0 for v in values):
        said = "资金全部执行，产出指标的实际完成值均为0"
        yield case.notice("score.spent_idle", said, _money(case))


def _full_with_problems(case: _Case) -> Iterator[Notice]:
    """Name problems that are stated although every indicator is met in full."""
    bearing = [p for p in case.results if p.weight is not None] or list(case.results)
    met = bool(bearing) and all(p.met and (p.weight is None or p.full) for p in bearing)
    if case.stated and case.stated.problems and met:
        said = f"{len(bearing)}项指标均为满分或达成，又列有存在问题"
        yield case.notice("score.full_with_problems", said, (f"存在问题：{case.stated.problems}",))


def _full_while_short(case: _Case) -> Iterator[Notice]:
    """Name a stated full score although something is below its target."""
    score = case.stated.score if case.stated else None
    if score != FULL_MARKS:
        return
    short = [p.name for p in case.unmet]
    spent = case.goal.execution.completion
    if spent is not None and spent < 100:
        short.append(f"预算执行率{rate(spent)}")
    if short:
        said = f"申报得分为满分，未完成的有：{'、'.join(short)}"
        yield case.notice("score.full_while_short", said, _shortfalls(case))


def _all_done_claimed(case: _Case) -> Iterator[Notice]:
    """Name a text that calls all indicators met while one of them is not."""
    texts: list[tuple[str, Place]] = []
    if case.project.goal:
        texts.append((case.project.goal.done, case.project.goal.place))
    if case.stated:
        texts.append((case.stated.conclusion, case.stated.place))
    for text, place in texts:
        claim = _claim(text)
        if claim and case.unmet:
            names = "、".join(f"“{p.name}”" for p in case.unmet)
            said = f"文字称“{claim}”，未完成的指标有{names}"
            notice = case.notice("score.all_done_claimed", said, _shortfalls(case))
            yield replace(notice, place=place)


def _claim(text: str) -> str:
    """Return the words of a text that call everything done, "" where it does not or excepts."""
    for sentence in _SENTENCE.split(text):
        found = _ALL_DONE.search(sentence)
        if found and not _EXCEPT.search(sentence):
            return str(found[0])
    return ""


def _something(point: Point) -> bool:
    """Tell whether a result is more than nothing: 0 of at most 0 is reached without doing."""
    value = point.result.value if point.result else None
    return value is None or value > 0


def _money(case: _Case) -> tuple[str, ...]:
    money = case.project.money
    return (f"全年预算数{yuan(money.adjusted)}", f"全年执行数{yuan(money.spent)}")


def _shortfalls(case: _Case) -> tuple[str, ...]:
    return tuple(f"{p.name}：{'，'.join(evidence_of(p))}" for p in case.unmet)


_KINDS: tuple[Callable[[_Case], Iterator[Notice]], ...] = (
    _stated_grade,
    _stated_total,
    _beyond_full,
    _unspent_high,
    _done_unspent,
    _spent_idle,
    _full_with_problems,
    _full_while_short,
    _all_done_claimed,
)
