"""Values of records: tasks, reviews, evaluations, changes, rectifications, decisions, scores."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, cast

from mingzhang.domain.book.columns import CellError
from mingzhang.domain.book.model import Line
from mingzhang.domain.book.performance_facts import WHOLE_EVALUATION
from mingzhang.domain.performance.forms.fund_values import points_key
from mingzhang.domain.performance.forms.loops import total_of
from mingzhang.domain.performance.forms.material import (
    BLANK,
    Material,
    Runs,
    Subject,
    number_of,
    words,
)
from mingzhang.domain.performance.forms.score_sheet import ScoreLine, ScoreSheet
from mingzhang.domain.performance.forms.value import (
    Slot,
    Turn,
    Value,
    Write,
    column_of,
    plain_value,
    printed,
    read_term,
    term_value,
    wan_value,
)
from mingzhang.domain.performance.goals.ex_ante import Dimension, ExAnte, ex_ante_of
from mingzhang.domain.performance.goals.review import ReviewPoint, review_goal
from mingzhang.domain.performance.goals.versions import Change
from mingzhang.kernel.problem import Place
from mingzhang.rulebook.performance import term

_WHOLE = "部门整体"
_WHOLE_SCORED = "整体评价"
_REVIEW, _EX_ANTE, _CONCLUSION = "目标审核", "事前评估", "事前评估结论"
_TASK, _CHANGE, _MENDED, _DECIDED, _SCORED = (
    "年度任务",
    "绩效目标",
    "整改",
    "结果应用",
    "评价打分",
)


def _number(_material: Material, at: Subject) -> Runs:
    return words(str(at.position))


def _line(at: Subject) -> Line[Any]:
    return cast("Line[Any]", at.item)


def _cell(sheet: str, field: str, align: str = "center") -> Value:
    """Return a cell of the row that is the turn, printed and read as its column says."""
    column = column_of((sheet, field))

    def write(_material: Material, at: Subject) -> Runs:
        value = getattr(_line(at).row, field)
        return words(column.kind.write(value) if value not in (None, "") else "")

    return plain_value(sheet, field, write, align)


def _money(sheet: str, field: str) -> Value:
    heading = column_of((sheet, field)).heading

    def write(material: Material, at: Subject) -> Runs:
        line = _line(at)
        return material.cell_amount(Place(sheet, line.number), heading, getattr(line.row, field))

    return wan_value(sheet, field, write)


def _project(sheet: str, field: str) -> Value:
    """Return a project that a row names; a form prints its name."""
    slot = (sheet, field)

    def write(material: Material, at: Subject) -> Runs:
        code = getattr(_line(at).row, field)
        if code is None:
            return words("" if field == "into" else _WHOLE)
        named = {p.code: p.name for p in material.performance.projects}
        return words(named.get(code, code))

    def read(text: str, turn: Turn) -> Mapping[Slot, Any]:
        if text == _WHOLE:
            return {}
        found = turn.known.project("", text) or turn.known.project(text, "")
        if turn.known.performance is not None and found is None:
            raise CellError("“项目”表中的项目名称", "按账套中的名称填写；新项目先在“项目”表登记")
        return {slot: found.code if found else column_of(slot).kind.read(text)}

    return Value(write, read, (slot,), "left")


def _decided_score(material: Material, at: Subject) -> Runs:
    decided = replace(at, project=material.performance.project(_line(at).row.project))
    return material.points(points_key(material, decided))


def _decided_grade(material: Material, at: Subject) -> Runs:
    grade = material.scored.goal(_line(at).row.project).grade
    return words(grade.label) if grade else BLANK


def _total_of_task(material: Material, at: Subject) -> Runs:
    line = _line(at)
    total = total_of([line.row.fiscal, line.row.other])
    return material.worked_amount(f"{line.row.name} 预算金额", "财政拨款 ＋ 其他资金", total)


def _tasks_total(field: str) -> Write:
    def write(material: Material, _at: Subject) -> Runs:
        rows = [line.row for line in material.book.sheets.get(_TASK, ())]
        fields = ("fiscal", "other") if field == "total" else (field,)
        values = [getattr(row, each) for row in rows for each in fields]
        name = f"年度任务 金额合计 {field}"
        return material.worked_amount(name, "各项任务相加", total_of(values))

    return write


def _point(at: Subject) -> ReviewPoint:
    return cast(ReviewPoint, at.item)


def _given(place: Place | None, points: Decimal | None, material: Material) -> Runs:
    if place is None or points is None:
        return BLANK
    return material.cell_value(place, "得分", points, "")


def _review_total(material: Material, at: Subject) -> Runs:
    review = review_goal(material.book, at.project, ())
    return words(f"{review.total:f}") if review.total is not None else BLANK


def _review_grade(material: Material, at: Subject) -> Runs:
    review = review_goal(material.book, at.project, ())
    if review.grade is None:
        return BLANK
    return words(f"{review.grade.label}：{review.grade.consequence}")


def _dimension(at: Subject) -> Dimension:
    return cast(Dimension, at.item)


def _ex_ante(read: Callable[[ExAnte], str]) -> Write:
    def write(material: Material, at: Subject) -> Runs:
        return words(read(ex_ante_of(material.book, at.project.code)))

    return write


def _suggested(material: Material, at: Subject) -> Runs:
    found = ex_ante_of(material.book, at.project.code)
    return material.cell_amount(found.place, "建议金额", found.amount) if found.place else BLANK


def _evaluated_on(material: Material, at: Subject) -> Runs:
    rows = [line.row for line in material.book.sheets.get(_CONCLUSION, ())]
    found = [row for row in cast(Any, rows) if row.project == at.project.code and row.on]
    return words(found[0].on.isoformat()) if found else BLANK


def _ex_ante_total(found: ExAnte) -> str:
    return f"{found.total:f}" if found.total is not None else ""


def _change(read: Callable[[Change], str]) -> Write:
    return lambda _material, at: words(read(cast(Change, at.item)))


def _sheet(material: Material, at: Subject) -> ScoreSheet | None:
    return material.sheets.get(at.evaluation)


def _of_sheet(read: Callable[[ScoreSheet], str]) -> Write:
    def write(material: Material, at: Subject) -> Runs:
        sheet = _sheet(material, at)
        return words(read(sheet) if sheet else "")

    return write


def _of_score(read: Callable[[ScoreLine], str]) -> Write:
    return lambda _material, at: words(read(cast(ScoreLine, at.item)))


def _score_figure(field: str) -> Write:
    def write(_material: Material, at: Subject) -> Runs:
        line = cast(ScoreLine, at.item)
        value, key = getattr(line, field), getattr(line, f"{field}_key")
        if value is None:
            return BLANK
        return (number_of(value, "分", key),) if key else words(f"{value:f}")

    return write


def _score_total(material: Material, at: Subject) -> Runs:
    sheet = _sheet(material, at)
    if sheet is None or sheet.points is None:
        return BLANK
    if sheet.total_key:
        return (number_of(sheet.points, "分", sheet.total_key),)
    return words(f"{sheet.points:f}")


def _evaluation(_material: Material, at: Subject) -> Runs:
    return words(_WHOLE if at.evaluation == WHOLE_EVALUATION else at.evaluation)


def _evaluation_code(turn: Turn) -> str:
    said = turn.text("score.evaluation")
    return WHOLE_EVALUATION if said == _WHOLE else said


def _known_line(turn: Turn) -> ScoreLine | None:
    sheet = turn.known.sheets.get(_evaluation_code(turn))
    return sheet.line(turn.text("score.level3")) if sheet else None


def _scored_in(turn: Turn) -> str:
    """Return the sheet in which points stand: the department's own evaluation has its own."""
    return _WHOLE_SCORED if _evaluation_code(turn) == WHOLE_EVALUATION else _SCORED


def _read_indicator(_text: str, turn: Turn) -> Mapping[Slot, Any]:
    """Return the code of the indicator that a row of a scored system names."""
    line = _known_line(turn)
    if line is None:
        expected = "该评价指标体系中的三级指标"
        raise CellError(expected, "按打分表原样填写指标名称，并核对评价编号")
    return {(_scored_in(turn), "indicator"): line.code}


def _read_evaluation(text: str, _turn: Turn) -> Mapping[Slot, Any]:
    return {} if text == _WHOLE else {(_SCORED, "evaluation"): text}


def _score_value(field: str, write: Write, align: str = "center") -> Value:
    """Return a cell of a scored line; what the system or its rule says itself is no news."""
    kind = column_of((_SCORED, field)).kind

    def read(text: str, turn: Turn) -> Mapping[Slot, Any]:
        value, line = kind.read(text), _known_line(turn)
        if line is not None and value == getattr(line, field):
            return {}
        if field == "weight" and _scored_in(turn) == _WHOLE_SCORED:
            raise CellError("指标体系的分值", "整体评价的分值由指标体系规定，不改")
        return {(_scored_in(turn), field): value}

    slots = [(sheet, field) for sheet in (_SCORED, _WHOLE_SCORED)]
    # The weights of the department's own evaluation are those of its system.
    of_system = field == "weight"
    return Value(write, read, tuple(slots[:1] if of_system else slots), align, by_book=of_system)


RECORD_VALUES: dict[str, Value] = {
    "number": printed(_number),
    "task.name": _cell(_TASK, "name"),
    "task.content": _cell(_TASK, "content", "left"),
    "task.total": printed(_total_of_task, "right"),
    "task.fiscal": _money(_TASK, "fiscal"),
    "task.other": _money(_TASK, "other"),
    "tasks.total": printed(_tasks_total("total"), "right"),
    "tasks.fiscal": printed(_tasks_total("fiscal"), "right"),
    "tasks.other": printed(_tasks_total("other"), "right"),
    "review.dimension": printed(lambda _m, at: words(_point(at).item.dimension)),
    "review.point": term_value(_REVIEW, "point", "review", lambda _m, at: words(_point(at).label)),
    "review.questions": printed(lambda _m, at: words("；".join(_point(at).item.questions)), "left"),
    "review.full": printed(lambda _m, at: words(_point(at).item.full)),
    "review.points": plain_value(
        _REVIEW, "points", lambda m, at: _given(_point(at).place, _point(at).points, m)
    ),
    "review.opinion": plain_value(
        _REVIEW, "opinion", lambda _m, at: words(_point(at).opinion), "left"
    ),
    "review.total": printed(_review_total),
    "review.grade": printed(_review_grade, "left"),
    "dimension.name": term_value(
        _EX_ANTE, "dimension", "dimension", lambda _m, at: words(_dimension(at).item.dimension)
    ),
    "dimension.questions": printed(
        lambda _m, at: words("；".join(_dimension(at).item.questions)), "left"
    ),
    "dimension.full": printed(lambda _m, at: words(_dimension(at).item.full)),
    "dimension.points": plain_value(
        _EX_ANTE, "points", lambda m, at: _given(_dimension(at).place, _dimension(at).points, m)
    ),
    "dimension.opinion": plain_value(
        _EX_ANTE, "opinion", lambda _m, at: words(_dimension(at).opinion), "left"
    ),
    "ex_ante.total": printed(_ex_ante(_ex_ante_total)),
    "ex_ante.conclusion": Value(
        _ex_ante(lambda e: term("conclusion", e.conclusion) if e.conclusion else ""),
        lambda text, _turn: {(_CONCLUSION, "conclusion"): read_term(text, "conclusion")},
        ((_CONCLUSION, "conclusion"),),
    ),
    "ex_ante.amount": wan_value(_CONCLUSION, "amount", _suggested),
    "ex_ante.advice": plain_value(_CONCLUSION, "advice", _ex_ante(lambda e: e.advice), "left"),
    "ex_ante.on": plain_value(_CONCLUSION, "on", _evaluated_on),
    "change.version": plain_value(_CHANGE, "version", _change(lambda c: str(c.version))),
    "change.on": plain_value(_CHANGE, "on", _change(lambda c: c.on.isoformat() if c.on else "")),
    "change.name": printed(_change(lambda c: c.name), "left"),
    "change.field": printed(_change(lambda c: c.field)),
    "change.before": printed(_change(lambda c: c.before)),
    "change.after": printed(_change(lambda c: c.after)),
    "change.ground": plain_value(_CHANGE, "adjustment", _change(lambda c: c.ground)),
    "change.reason": plain_value(_CHANGE, "reason", _change(lambda c: c.reason), "left"),
    "mending.code": _cell(_MENDED, "code"),
    "mending.project": _project(_MENDED, "project"),
    "mending.found_by": _cell(_MENDED, "found_by"),
    "mending.on": _cell(_MENDED, "on"),
    "mending.problem": _cell(_MENDED, "problem", "left"),
    "mending.measure": _cell(_MENDED, "measure", "left"),
    "mending.office": _cell(_MENDED, "office"),
    "mending.due": _cell(_MENDED, "due"),
    "mending.closed": _cell(_MENDED, "closed"),
    "mending.result": _cell(_MENDED, "result", "left"),
    "decision.project": _project(_DECIDED, "project"),
    "decision.decision": _cell(_DECIDED, "decision"),
    "decision.score": printed(_decided_score),
    "decision.grade": printed(_decided_grade),
    "decision.amount": _money(_DECIDED, "amount"),
    "decision.into": _project(_DECIDED, "into"),
    "decision.reason": _cell(_DECIDED, "reason", "left"),
    "score.evaluation": Value(_evaluation, _read_evaluation, ((_SCORED, "evaluation"),)),
    "score.subject": printed(_of_sheet(lambda s: s.subject)),
    "score.kind": printed(_of_sheet(lambda s: s.kind)),
    "score.system": printed(_of_sheet(lambda s: s.system)),
    "score.group": printed(_of_sheet(lambda s: s.group)),
    "score.level1": printed(_of_score(lambda line: line.level1)),
    "score.level2": printed(_of_score(lambda line: line.level2)),
    "score.level3": Value(
        _of_score(lambda line: line.level3),
        _read_indicator,
        ((_SCORED, "indicator"), (_WHOLE_SCORED, "indicator")),
        "left",
        by_book=True,
    ),
    "score.weight": _score_value("weight", _score_figure("weight")),
    "score.points": _score_value("points", _score_figure("points")),
    "score.reason": _score_value("reason", _of_score(lambda line: line.reason), "left"),
    "score.total_weight": printed(
        _of_sheet(lambda s: f"{s.weight:f}" if s.weight is not None else "")
    ),
    "score.total": printed(_score_total),
    "score.remark": printed(_of_sheet(lambda s: s.remark), "left"),
}
