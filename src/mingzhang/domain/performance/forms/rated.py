"""Ratings by a system of indicators as sheets that a form prints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mingzhang.domain.book.performance_facts import WHOLE_EVALUATION
from mingzhang.domain.performance.evaluation.model import Evaluation, Evaluations
from mingzhang.domain.performance.forms.score_sheet import ScoreLine, ScoreSheet
from mingzhang.domain.performance.model import WHOLE
from mingzhang.domain.performance.whole.model import Line, Rating, WholeEvaluation
from mingzhang.facts.key import Entity, FactKey, Stage
from mingzhang.rulebook.performance import term

#: How reasons of lines that do not apply may end; the form says so at their beginning.
_OFF = "，不适用"
_RESCALED = "有指标不适用，按适用分值折算为百分制"


def whole_sheet(evaluation: WholeEvaluation, name: str) -> ScoreSheet:
    """Return the evaluation of the whole department `name` as a sheet to be scored."""
    key = _key(evaluation.entity, evaluation.year, WHOLE_EVALUATION)
    sheet = ScoreSheet(
        code=WHOLE_EVALUATION,
        subject=f"{name}（部门整体）",
        project=WHOLE,
        kind=term("evaluator", "self"),
        system=evaluation.rating.system.title,
        lines=tuple(_lines(evaluation.rating, key)),
    )
    return _with_result(sheet, evaluation.rating, key)


def evaluation_sheets(found: Evaluations) -> Iterator[ScoreSheet]:
    """Yield every evaluation of a year as a sheet to be scored."""
    for each in found.evaluations:
        yield _evaluation_sheet(each, _key(found.entity, found.year, each.row.code))


def _evaluation_sheet(evaluation: Evaluation, key: FactKey) -> ScoreSheet:
    row = evaluation.row
    sheet = ScoreSheet(
        code=row.code,
        subject=evaluation.name,
        project=row.project or WHOLE,
        kind=term("evaluator", row.kind),
        system=evaluation.rating.system.title,
        lines=tuple(_lines(evaluation.rating, key)),
        group=row.group,
    )
    return _with_result(sheet, evaluation.rating, key)


def _key(entity: Entity, year: int, code: str) -> FactKey:
    return FactKey.of("points", entity, year, Stage.ACTUAL, {"evaluation": code})


def _with_result(sheet: ScoreSheet, rating: Rating, key: FactKey) -> ScoreSheet:
    if rating.points is None:
        return sheet
    rescaled = any(not line.counts for line in rating.lines)
    remark = _RESCALED if rescaled else ""
    return replace(sheet, total=rating.points, total_key=str(key), remark=remark)


def _lines(rating: Rating, key: FactKey) -> Iterator[ScoreLine]:
    for line in rating.lines:
        above = [level.title for level in rating.system.path(line.item)]
        own = key.with_dims(indicator=line.item.id)
        yield ScoreLine(
            level1=above[0],
            level2=above[1] if len(above) > 1 else "",
            level3=line.item.title,
            weight=line.weight,
            points=line.points,
            reason=_reason(line),
            code=line.item.id,
            weight_key=str(own.with_dims(measure="weight")),
            points_key=str(own) if line.points is not None else "",
        )


def _reason(line: Line) -> str:
    """Return why points were lost, as people say, or why none can be: a formula is no reason."""
    if line.lost or line.counts:
        return line.lost
    return f"不适用：{line.reason.removesuffix(_OFF)}"
