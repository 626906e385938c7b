"""What an evaluation has to say for itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mingzhang.domain.performance.model import Notice
from mingzhang.domain.performance.scoring.comparators import HUNDRED, plain
from mingzhang.domain.performance.scoring.scored import Standing
from mingzhang.domain.performance.whole.curves import percent
from mingzhang.domain.performance.whole.lines import NOTHING_SAID, Said
from mingzhang.domain.performance.whole.model import Coverage, Line, Rating


def rating_notices(rating: Rating, told: Mapping[str, Said], project: str) -> Iterator[Notice]:
    """Yield what is wrong with the lines of a rating, then with the whole of it."""
    for line in rating.lines:
        code, named = line.item.id, f"{line.item.id} {line.item.title}"
        said = told.get(code, NOTHING_SAID)
        for rule, words in (*_points(line), *_unused(line, said), *_unexplained(line)):
            told_by = tuple(filter(None, (line.measured.formula, line.how)))
            yield Notice(rule, project, code, f"{named}：{words}", told_by, line.place)
    yield from _unexamined(rating, project)
    total = sum((line.weight for line in rating.lines), start=rating.total.weight * 0)
    if total != HUNDRED:
        words = f"评价指标分值合计{plain(total)}分"
        yield Notice("evaluation.weights", project, "", words)


def _points(line: Line) -> Iterator[tuple[str, str]]:
    if line.points is not None and line.stated and not 0 <= line.points <= line.weight:
        yield (
            "evaluation.over_weight",
            f"得分{plain(line.points)}分，分值{plain(line.weight)}分",
        )


def _unused(line: Line, said: Said) -> Iterator[tuple[str, str]]:
    found = line.measured.value
    if said.value is not None and found is not None and found != said.value:
        yield (
            "evaluation.value_unused",
            f"填写{plain(said.value)}，按账套为{percent(found)}",
        )
    if said.points is not None and not line.stated and line.points != said.points:
        scored = "无得分" if line.points is None else f"{plain(line.points)}分"
        yield "evaluation.points_unused", f"填写{plain(said.points)}分，系统计{scored}"
    if line.computed is not None and line.points is not None and line.computed != line.points:
        given = f"评价打分{plain(line.points)}分"
        yield "evaluation.points_differ", f"{given}，按数值应计{plain(line.computed)}分"


def _unexplained(line: Line) -> Iterator[tuple[str, str]]:
    if line.standing is Standing.SCORED and line.deducted > 0 and not line.lost.strip():
        yield "evaluation.no_reason", f"扣{plain(line.deducted)}分，没有说明原因"
    off = line.standing is Standing.NOT_APPLICABLE
    if off and line.reason == "标明不适用" and not line.measured.not_applicable:
        yield "evaluation.no_reason", "标明不适用，没有说明原因"


def _unexamined(rating: Rating, project: str) -> Iterator[Notice]:
    """One notice for all that could not be examined; of an untouched system one line is enough."""
    lines = [line for line in rating.lines if line.standing is Standing.UNSCORED and line.weight]
    if lines:
        weight = sum((line.weight for line in lines), start=lines[0].weight * 0)
        words = f"{len(lines)}项评价指标、{plain(weight)}分不能评价"
        missing = tuple(f"{line.item.id} {line.item.title}：{line.reason}" for line in lines)
        yield Notice("evaluation.unexamined", project, "", words, missing)


def coverage_notices(covered: Coverage) -> Iterator[Notice]:
    """Yield that some projects were not self-evaluated."""
    if covered.rate is None or covered.rate >= HUNDRED:
        return
    words = (
        f"全部项目{plain(covered.projects)}个，自评{plain(covered.evaluated)}个，"
        f"占{percent(covered.rate)}"
    )
    yield Notice("evaluation.coverage", "", "", words, covered.missing)
