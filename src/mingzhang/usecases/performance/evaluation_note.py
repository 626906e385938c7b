"""What evaluations of a department and its projects give, as a note for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from mingzhang.domain.performance.evaluation.model import Evaluation, Evaluations
from mingzhang.domain.performance.evaluation.rechecked import RecheckDraw, Rechecked
from mingzhang.domain.performance.model import Notice, Performance
from mingzhang.domain.performance.monitoring.monitor import percent
from mingzhang.domain.performance.scoring.comparators import plain
from mingzhang.domain.performance.whole.model import Coverage, Fund, Line, Rating, WholeEvaluation
from mingzhang.kernel.money import format_yuan
from mingzhang.rulebook.performance import term
from mingzhang.usecases import wrapping
from mingzhang.usecases.performance.note import by_project, counted


def evaluation_note(
    performance: Performance,
    whole: WholeEvaluation,
    found: Evaluations,
    decided: Sequence[Notice],
) -> Iterator[wrapping.Line]:
    """Yield the whole-department evaluation, each evaluation, re-checks and their draw.

    `decided` is what there is to say of next year's decisions.
    """
    yield 0, f"{performance.name}　{performance.year}年度　绩效评价"
    yield 0, ""
    yield 0, f"■ 部门整体：{_total(whole.rating)}（{whole.rating.system.title}）"
    yield from _lines(whole.rating)
    yield 2, f"· {_covered(whole.coverage)}"
    yield 2, f"· {'；'.join(_fund(fund) for fund in whole.funds)}"
    for evaluation in found.evaluations:
        yield 0, ""
        yield from _evaluation(evaluation)
    if found.rechecked or found.draw:
        yield 0, ""
        yield 0, "【复核】"
        for each in found.rechecked:
            yield 2, f"· {_rechecked(each)}"
    if found.draw:
        yield from _draw(found.draw)
    notices = (*whole.notices, *found.notices, *decided)
    yield 0, ""
    yield 0, counted(notices)
    yield from by_project(performance, notices)


def _evaluation(evaluation: Evaluation) -> Iterator[wrapping.Line]:
    row, survey = evaluation.row, evaluation.survey
    kind = term("evaluator", row.kind)
    yield 0, f"■ {row.code} {evaluation.name}（{kind}）：{_total(evaluation.rating)}"
    yield from _lines(evaluation.rating)
    if survey.satisfaction is not None and survey.interval is not None:
        low, high = survey.interval
        responses = plain(survey.responses) if survey.responses is not None else ""
        between = f"区间{percent(low)}至{percent(high)}"
        said = f"满意度{percent(survey.satisfaction)}（有效回收{responses}份，{between}）"
        yield 2, f"· 问卷：{said}"
    if evaluation.sites:
        yield 2, f"· 选点{len(evaluation.sites)}个：{'、'.join(s.name for s in evaluation.sites)}"


def _lines(rating: Rating) -> Iterator[wrapping.Line]:
    system = rating.system
    above = ""
    for line in rating.lines:
        path = "／".join(level.title for level in system.path(line.item))
        if path != above:
            above = path
            yield 2, f"  {path}"
        yield 4, f"  · {line.item.title}：{_line(line)}"


def _line(line: Line) -> str:
    weight = f"{plain(line.weight)}分"
    if line.points is None:
        standing = "未评" if line.counts else "不适用"
        worth = f"（{weight}）" if line.weight else ""
        reason = line.reason.removesuffix(f"，{standing}")
        return f"{standing}{worth}，{reason}" if reason else f"{standing}{worth}"
    lost = f"；扣分原因：{line.lost}" if line.lost else ""
    return f"{plain(line.points)}／{weight}　{line.how}{lost}"


def _total(rating: Rating) -> str:
    if rating.points is None:
        off = sum((line.weight for line in rating.lines if not line.counts), Decimal(0))
        told = f"，{plain(off)}分不适用" if off else ""
        scored = f"已评{plain(rating.total.assessed)}分中得{plain(rating.total.score)}分"
        return f"{scored}{told}，{rating.ungraded}"
    grade = rating.grade.label if rating.grade else rating.ungraded
    return f"{plain(rating.points)}分，{grade}"


def _covered(covered: Coverage) -> str:
    projects = percent(covered.rate) if covered.rate is not None else covered.reason
    money = percent(covered.money_rate) if covered.money_rate is not None else covered.money_reason
    counts = f"{plain(covered.evaluated)}／{plain(covered.projects)}个项目"
    return f"自评覆盖：{counts}，{projects}；金额{money}"


def _fund(fund: Fund) -> str:
    said = f"{format_yuan(fund.value)}元" if fund.value is not None else fund.reason
    return f"{term('fund', fund.code)}{said}"


def _rechecked(each: Rechecked) -> str:
    if each.own is None or each.deviation is None:
        return f"{each.name}：复核{plain(each.rechecked)}分，没有可比的自评得分"
    scores = f"自评{plain(each.own)}分，复核{plain(each.rechecked)}分"
    return f"{each.name}：{scores}，偏差{percent(each.deviation)}"


def _draw(draw: RecheckDraw) -> Iterator[wrapping.Line]:
    yield 2, f"· 抽取复核：{'、'.join(each.code for each in draw.drawn)}"
    yield 2, f"  {draw.method}"
