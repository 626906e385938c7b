"""What evaluations by the department and by finance have to say for themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mingzhang.domain.performance.evaluation.model import Evaluation
from mingzhang.domain.performance.model import WHOLE, Notice
from mingzhang.domain.performance.scoring.comparators import HUNDRED, plain
from mingzhang.domain.performance.scoring.scored import Standing
from mingzhang.domain.performance.whole.curves import percent
from mingzhang.domain.performance.whole.lines import Said
from mingzhang.domain.performance.whole.notices import rating_notices
from mingzhang.rulebook.parameters import Parameters


def evaluation_notices(
    evaluation: Evaluation, told: Mapping[str, Said], parameters: Parameters
) -> Iterator[Notice]:
    """Yield what is wrong with one evaluation: weights, scores, experts, survey.

    Raises UnknownParameter.
    """
    row, project = evaluation.row, evaluation.row.project or WHOLE
    named = f"评价{row.code}"
    if not told:
        lines = evaluation.rating.lines
        lacking = [x for x in lines if x.standing is Standing.UNSCORED and x.weight]
        said = f"{named}：没有打分，{len(lacking)}项指标待评"
        yield Notice("evaluation.unscored", project, "", said, (), evaluation.place)
    else:
        yield from rating_notices(evaluation.rating, told, project)
    yield from _result_weight(evaluation, parameters, project)
    yield from _spread(evaluation, parameters, project)
    yield from _survey(evaluation, parameters, project)


def _result_weight(
    evaluation: Evaluation, parameters: Parameters, project: str
) -> Iterator[Notice]:
    least, found = parameters.number("result_weight"), evaluation.result_weight
    if found is not None and found < least:
        said = (
            f"评价{evaluation.row.code}：产出和效益分值合计{plain(found)}分，不足{plain(least)}分"
        )
        yield Notice("evaluation.result_weight", project, "", said, (), evaluation.place)


def _spread(evaluation: Evaluation, parameters: Parameters, project: str) -> Iterator[Notice]:
    limit = parameters.number("expert_spread")
    for line in evaluation.rating.lines:
        if line.spread is None or line.spread * HUNDRED <= limit * line.weight:
            continue
        given = tuple(f"{each.expert}：{plain(each.points)}分" for each in line.experts)
        said = (
            f"{line.item.id} {line.item.title}：专家打分最高与最低相差{plain(line.spread)}分，"
            f"超过分值{plain(line.weight)}分的{plain(limit)}%"
        )
        yield Notice("evaluation.spread", project, line.item.id, said, given, line.place)


def _survey(evaluation: Evaluation, parameters: Parameters, project: str) -> Iterator[Notice]:
    survey, place = evaluation.survey, evaluation.place
    named = f"评价{evaluation.row.code}"
    faults = tuple(survey.faults())
    if faults:
        said = f"{named}：{'；'.join(faults)}"
        yield Notice("evaluation.sample", project, "", said, (), place)
        return
    interval, width = survey.interval, parameters.number("survey_width")
    if interval is None or survey.satisfaction is None or survey.responses is None:
        return
    low, high = interval
    if high - low > width:
        said = (
            f"{named}：满意度{percent(survey.satisfaction)}，有效回收{plain(survey.responses)}份，"
            f"95%置信区间{percent(low)}至{percent(high)}"
        )
        yield Notice("evaluation.wide", project, "", said, (), place)
