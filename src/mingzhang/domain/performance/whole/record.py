"""An evaluation as plain data: what a command prints as JSON. Decimals are their exact text."""

from __future__ import annotations

from decimal import Decimal

from mingzhang.domain.performance.notice_record import Record, notice_record
from mingzhang.domain.performance.scoring.scored import Tally
from mingzhang.domain.performance.whole.model import (
    Coverage,
    Fund,
    KindExecution,
    Line,
    Operand,
    Rating,
    WholeEvaluation,
)
from mingzhang.domain.performance.whole.rating import examined
from mingzhang.domain.performance.whole.system_model import System
from mingzhang.rulebook.documents import cite
from mingzhang.rulebook.performance import term


def whole_record(evaluation: WholeEvaluation) -> Record:
    """Return an evaluation as mappings, lists, texts and None, in a fixed order."""
    return {
        "entity": str(evaluation.entity),
        "region": evaluation.region,
        "year": evaluation.year,
        **rating_record(evaluation.rating),
        "coverage": _coverage(evaluation.coverage),
        "funds": [_fund(fund) for fund in evaluation.funds],
        "executions": [_execution(each) for each in evaluation.executions],
        "notices": [notice_record(notice) for notice in evaluation.notices],
    }


def rating_record(rating: Rating) -> Record:
    """Return the lines, sums and grade of a rating."""
    return {
        "system": rating.system.id,
        "title": rating.system.title,
        "basis": cite(rating.system.basis),
        "points_basis": cite(rating.system.points),
        "lines": [_line(rating.system, line) for line in rating.lines],
        "levels": [_level(rating.system, level) for level in rating.levels],
        "total": _tally(rating.total),
        "points": text_of(rating.points),
        "grade": rating.grade.label if rating.grade else None,
        "grades_basis": cite(rating.scheme.basis),
        "ungraded": rating.ungraded,
        "examined": text_of(examined(rating.total)),
    }


def _line(system: System, line: Line) -> Record:
    path = system.path(line.item)
    official = line.basis.official and system.points.official
    return {
        "code": line.item.id,
        "level1": path[0].title,
        "level2": path[1].title if len(path) > 1 else "",
        "level3": line.item.title,
        "weight": text_of(line.weight),
        "value": text_of(line.measured.value),
        "unit": line.measured.unit if line.measured.value is not None else "",
        "points": text_of(line.points),
        "standing": line.standing.value,
        "text": line.measured.text,
        "formula": line.measured.formula,
        "operands": [_operand(operand) for operand in line.measured.operands],
        "how": line.how,
        "stated": line.stated,
        "computed": text_of(line.computed),
        "experts": [{"expert": e.expert, "points": text_of(e.points)} for e in line.experts],
        "spread": text_of(line.spread),
        "reason": line.reason,
        "lost": line.lost,
        "basis": cite(line.basis),
        "certainty": "官方" if official else "非官方",
        "place": str(line.place) if line.place else "",
    }


def _operand(operand: Operand) -> Record:
    return {
        "label": operand.label,
        "value": text_of(operand.value),
        "unit": operand.unit,
        "keys": [str(key) for key in operand.keys],
        "reason": operand.reason,
    }


def _level(system: System, tally: Tally) -> Record:
    level = system.level(tally.code)
    return {"code": level.id, "title": level.title, "under": level.under, **_tally(tally)}


def _tally(tally: Tally) -> Record:
    return {
        "weight": text_of(tally.weight),
        "assessed": text_of(tally.assessed),
        "score": text_of(tally.score),
        "complete": tally.complete,
    }


def _coverage(covered: Coverage) -> Record:
    return {
        "projects": text_of(covered.projects),
        "evaluated": text_of(covered.evaluated),
        "rate": text_of(covered.rate),
        "reason": covered.reason,
        "money": text_of(covered.money),
        "money_evaluated": text_of(covered.money_evaluated),
        "money_rate": text_of(covered.money_rate),
        "money_reason": covered.money_reason,
        "missing": list(covered.missing),
    }


def _fund(fund: Fund) -> Record:
    return {
        "fund": term("fund", fund.code),
        "key": str(fund.key) if fund.key else None,
        "value": text_of(fund.value),
        "reason": fund.reason,
    }


def _execution(each: KindExecution) -> Record:
    return {
        "kind": each.kind,
        "count": _operand(each.count),
        "budget": _operand(each.budget),
        "spent": _operand(each.spent),
        "rate": _operand(each.rate),
        "over": _operand(each.over),
    }


def text_of(value: Decimal | None) -> str | None:
    """Return a number as its exact text, None for none."""
    return None if value is None else f"{value:f}"
