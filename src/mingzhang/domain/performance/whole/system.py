"""Indicator systems: chosen by region and year, or by name, and checked as a whole.

An edition of kind `indicators` is a system for whole departments, one of kind `evaluation` a system
for projects. What an edition extends gives the indicators that it does not change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from itertools import pairwise

from mingzhang.domain.performance.whole.counted import SCOPES
from mingzhang.domain.performance.whole.curves import CURVES, DEDUCTION, pairs
from mingzhang.domain.performance.whole.measures import MEASURES
from mingzhang.domain.performance.whole.operands import reference
from mingzhang.domain.performance.whole.system_model import (
    Checkpoint,
    Curve,
    System,
    SystemHead,
    SystemIndicator,
)
from mingzhang.domain.references import BadReference
from mingzhang.domain.statements.load import ground_basis
from mingzhang.domain.statements.model import Ground
from mingzhang.facts.key import Entity, Scope
from mingzhang.kernel.problem import Place, Problem
from mingzhang.rulebook.documents import documents
from mingzhang.rulebook.editions import choose, editions, merged
from mingzhang.rulebook.grade_bands import FULL_MARKS
from mingzhang.rulebook.loading import RulebookFault
from mingzhang.rulebook.performance import terms
from mingzhang.rulebook.records import Reader

WHOLE_KIND, PROJECT_KIND = "indicators", "evaluation"
_FIX = "修改版本数据文件"
_CERTAINTIES = ("K-H", "K-M", "K-L")
#: Any entity, year and project: only whether a reference names something is asked.
_ANYBODY, _ANY_YEAR = Entity("x", Scope.DEPARTMENT), 2020
#: What is wrong: where, what stands there, what was expected.
Fault = tuple[str, str, str]


def whole_system(region: str, year: int) -> System:
    """Return the system for whole departments of a region and year.

    Raises NoEdition; RulebookFault with every problem of the edition.
    """
    return load_system(choose(WHOLE_KIND, region, year).id)


def project_system(region: str, year: int) -> System:
    """Return the system for evaluations of projects in a region and year. Raises as above."""
    return load_system(choose(PROJECT_KIND, region, year).id)


def system_ids() -> tuple[str, ...]:
    """Return the name of every system, those for whole departments first."""
    found = editions().values()
    return tuple(sorted(e.id for e in found if e.kind == WHOLE_KIND)) + tuple(
        sorted(e.id for e in found if e.kind == PROJECT_KIND)
    )


@cache
def load_system(edition_id: str) -> System:
    """Return one system. Raises NoEdition; RulebookFault with every problem at once."""
    return read_system(edition_id, merged(edition_id))


def read_system(edition_id: str, data: Mapping[str, object]) -> System:
    """Build a system from an edition's merged TOML. Raises RulebookFault."""
    reader = Reader(edition_id)
    head = reader.record(SystemHead, data)
    if head is None:
        raise RulebookFault(reader.problems)
    system = System(
        id=edition_id,
        title=head.title,
        basis=ground_basis(head.basis),
        points=ground_basis(head.points),
        levels=head.level,
        indicators=tuple(item for item in head.indicator if not item.retired),
    )
    faults = (*_wrong_grounds(head), *_wrong_levels(head), *_wrong_indicators(system))
    problems = [Problem(Place(edition_id, column=w), f, e, _FIX) for w, f, e in faults]
    if problems:
        raise RulebookFault(problems)
    return system


def _wrong_grounds(head: SystemHead) -> Iterator[Fault]:
    grounds: dict[str, Ground] = {"basis": head.basis, "points": head.points}
    for where, ground in grounds.items():
        if ground.document not in documents():
            yield where, ground.document, "依据清单中的文件"
        if ground.certainty not in _CERTAINTIES:
            yield where, ground.certainty, "、".join(_CERTAINTIES)


def _wrong_levels(head: SystemHead) -> Iterator[Fault]:
    first = [level.id for level in head.level if not level.under]
    codes = [*(x.id for x in head.level), *(x.id for x in head.indicator)]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield f"[{code}]", f"{codes.count(code)}处", "级次和指标各有自己的编码"
    for level in head.level:
        if level.under and level.under not in first:
            yield f"level[{level.id}].under", level.under, f"一级指标（{'、'.join(first)}）"


def _wrong_indicators(system: System) -> Iterator[Fault]:
    for item in system.indicators:
        at = f"indicator[{item.id}]"
        levels = [level.id for level in system.levels]
        if item.level not in levels:
            yield f"{at}.level", item.level, f"已有的级次（{'、'.join(levels)}）"
        if item.certainty and item.certainty not in _CERTAINTIES:
            yield f"{at}.certainty", item.certainty, "、".join(_CERTAINTIES)
        if not _number(item.weight) or Decimal(item.weight) < 0:
            yield f"{at}.weight", item.weight, "不小于0的数"
        yield from ((f"{at}.{w}", f, e) for w, f, e in _wrong_measure(item))
        yield from ((f"{at}.{w}", f, e) for w, f, e in _wrong_curve(item))
        yield from ((f"{at}.{w}", f, e) for w, f, e in _wrong_references(item))
    if all(_number(item.weight) for item in system.indicators):
        total = sum((item.points for item in system.indicators), Decimal(0))
        if total != FULL_MARKS:
            yield "indicator.weight", f"合计{total:f}", f"合计{FULL_MARKS:f}"


def _wrong_measure(item: SystemIndicator) -> Iterator[Fault]:
    if not item.measure:
        yield from _wrong_judged(item)
        return
    measure = MEASURES.get(item.measure)
    if measure is None:
        yield "measure", item.measure, "、".join(MEASURES)
        return
    if len(item.operand) != measure.operands:
        yield "operand", f"{len(item.operand)}个", f"{measure.operands}个"
    if bool(item.checkpoint) != measure.checkpoints:
        yield "checkpoint", f"{len(item.checkpoint)}个", "有" if measure.checkpoints else "没有"
    for checkpoint in item.checkpoint:
        if not _sound(checkpoint):
            found = f"{checkpoint.month}月 {checkpoint.planned}"
            yield "checkpoint", found, "1至12月和大于0的百分数"
    if item.per_case or item.questions:
        yield "measure", item.measure, "空白（由人判断的指标）"
    yield from _wrong_choice(item)


def _wrong_judged(item: SystemIndicator) -> Iterator[Fault]:
    """An indicator that people judge has nothing to measure."""
    if item.operand or item.checkpoint or item.curve.kind:
        yield "measure", "", "、".join(MEASURES)
    if item.per_case and not _number(item.per_case):
        yield "per_case", item.per_case, "数字"


def _sound(checkpoint: Checkpoint) -> bool:
    planned = checkpoint.planned
    return 1 <= checkpoint.month <= 12 and _number(planned) and Decimal(planned) > 0


def _wrong_choice(item: SystemIndicator) -> Iterator[Fault]:
    if item.scope not in SCOPES:
        yield "scope", item.scope, "whole、projects 或空白"
    for code in item.goals:
        if code not in terms("level") and code not in terms("sublevel"):
            yield "goals", code, "一级或二级绩效指标的代码"


def _wrong_curve(item: SystemIndicator) -> Iterator[Fault]:
    curve = item.curve
    if not curve.kind and not item.measure:
        return
    if curve.kind not in CURVES:
        yield "curve.kind", curve.kind, "、".join(CURVES)
    elif curve.kind == "linear":
        bounds = [b for b in (curve.full, curve.zero) if _number(b)]
        if len(bounds) != 2 or Decimal(curve.full) == Decimal(curve.zero):
            yield "curve", f"{curve.full}、{curve.zero}", "两个不同的数 full、zero"
    elif curve.kind in ("upto", "from") and not _steps(curve):
        yield "curve.steps", curve.steps, "界限和份额，例如 10:100;20:50，份额0至100"
    elif curve.kind == DEDUCTION and item.weight != "0":
        yield "weight", item.weight, "0（只扣分的指标）"
    if not _share(curve.otherwise):
        yield "curve.otherwise", curve.otherwise, "0至100的数"


def _steps(curve: Curve) -> bool:
    try:
        steps = pairs(curve.steps)
    except (ValueError, InvalidOperation):
        return False
    falling_apart = any(a[0] == b[0] for a, b in pairwise(sorted(steps)))
    return not falling_apart and all(0 <= gives <= FULL_MARKS for _, gives in steps)


def _wrong_references(item: SystemIndicator) -> Iterator[Fault]:
    for pattern in (*(p for spec in item.operand for p in spec.sum), *item.applies):
        try:
            reference(pattern, _ANYBODY, _ANY_YEAR, "x")
        except BadReference as wrong:
            yield "operand", pattern, str(wrong)


def _number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def _share(text: str) -> bool:
    return _number(text) and 0 <= Decimal(text) <= FULL_MARKS
