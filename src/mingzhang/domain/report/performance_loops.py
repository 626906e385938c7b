"""Loops on the performance of the year: projects with their goals, indicators, parts, problems.

A loop on projects binds `project`; the others speak of the bound project, or of the department.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from mingzhang.domain.book.performance_sheets import (
    DecisionRow,
    EvaluationRow,
    RectificationRow,
    SiteRow,
)
from mingzhang.domain.book.sheets import NarrativeRow
from mingzhang.domain.performance.model import WHOLE, Project
from mingzhang.domain.performance.scoring.scored import EXECUTION, Flag, Point
from mingzhang.domain.performance.whole.model import Rating
from mingzhang.domain.report.context import Binding, Context
from mingzhang.domain.report.edition import Narrative
from mingzhang.domain.report.placeholders import Holder, parts_of
from mingzhang.facts.key import FactKey, Stage
from mingzhang.facts.provenance import Origin
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.concepts import dimension
from mingzhang.rulebook.performance import term

Turn = Mapping[str, Binding]
Loop = Callable[[Context], list[Turn]]

#: What ends a text of the office; the sentence around it has its own.
_ENDS = "。；，;, \n"
#: The evaluator of a self-evaluation.
_SELF = "self"
_INDICATOR = lazy_regex(r"indicator[=:]([^,{}();]+)")


def _key(context: Context, concept: str, **dims: str) -> FactKey:
    """Return the key of what is said of goals and projects: the department's in a unit's report."""
    return FactKey.of(concept, context.book.whole, context.book.year, dims=dims)


def clause(text: str) -> str:
    """Return a text of the office as a part of a sentence: on one line, without its last sign."""
    return re.sub(r"\s*\n\s*", "；", text.strip()).rstrip(_ENDS)


def subject_turn(context: Context, project: Project) -> Turn:
    """Return what sentences on a project, or on the whole department, refer to.

    Figures: `item` its spending, `received`, `points` its score, `stated` the score that the
    office states, `indicators` how many of its indicators reached their targets. The rest are
    texts, "" where the book has none.
    """
    side = context.performance
    if side is None:
        return {}
    own = {} if project.code == WHOLE else {"project": project.code}
    nature = {"nature": "project"} if own else {}

    def key(concept: str, **dims: str) -> FactKey:
        return _key(context, concept, **own, **dims)

    said, score = side.evaluation(project.code), side.scores[project.code]
    due = score.grade
    if said.stated is not None:
        due = side.scored.scheme.grade(said.stated)
    goal = project.goal
    return {
        "project": project.code,
        "item": key("expenditure", **nature),
        "item.name": project.name,
        "received": key("funds_received"),
        "points": key("points"),
        "stated": key("points", measure="stated"),
        "indicators": key("goal_indicators"),
        "annual": clause(goal.annual) if goal else "",
        "done": clause(goal.done) if goal else "",
        "conclusion": clause(said.conclusion),
        "problems": clause(said.problems),
        "advice": clause(said.advice),
        "grade": score.grade.label if score.grade else "",
        "stated_grade": said.grade.strip(),
        "due_grade": due.label if due else "",
        "basis": clause(project.basis),
        "decision": clause(project.decision),
    }


def _department_goal(context: Context) -> list[Turn]:
    """The department's own goal; none where it has no goal, indicators or self-evaluation."""
    side = context.performance
    if side is None or not side.managed(side.performance.whole):
        return []
    return [subject_turn(context, side.performance.whole)]


def _goal_projects(context: Context) -> list[Turn]:
    """Projects that have a goal, indicators or a self-evaluation, in the book's order."""
    side = context.performance
    return [subject_turn(context, p) for p in side.projects] if side else []


def _project_kinds(context: Context) -> list[Turn]:
    """Kinds of project that occur: how many (`item`) and their spending (`amount`)."""
    if context.performance is None:
        return []
    turns: list[Turn] = []
    for value in dimension("project_kind").values.values():
        dims = {"project_kind": value.code}
        count = FactKey.of("project_count", context.entity, context.book.year, dims=dims)
        if context.figures.value(count):
            spent = {"nature": "project", **dims}
            amount = FactKey.of("expenditure", context.entity, context.book.year, dims=spent)
            turns.append({"item": count, "item.name": value.label, "amount": amount})
    return turns


def _points(context: Context) -> list[Point]:
    if context.performance is None:
        return []
    points = context.performance.scores[context.project].points
    return [point for point in points if point.subject is not None]


def _indicator_turn(context: Context, point: Point) -> Turn:
    subject, result = point.subject, point.result
    if subject is None:
        return {}
    told = result.wording if result else ""
    if not told and result and result.met is not None:
        told = "已达成" if result.met else "未达成"
    if result and result.band is not None:
        band = term("band", result.band)
        told = f"{band}（{clause(told)}）" if told else band
    dims = {"indicator": subject.code}
    return {
        "item": _key(context, "indicator", **dims),
        "item.name": subject.name,
        "result": clause(told),
        "reason": clause(result.reason) if result else "",
    }


def _indicators_where(chosen: Callable[[Point], bool], doc: str) -> Loop:
    def turns(context: Context) -> list[Turn]:
        return [_indicator_turn(context, point) for point in _points(context) if chosen(point)]

    turns.__doc__ = doc
    return turns


def _of_level(*levels: str) -> Loop:
    said = "、".join(term("level", level) for level in levels)
    return _indicators_where(
        lambda p: p.part in levels, f"Indicators of the goal that are {said}, in the book's order."
    )


def _is_solved(point: Point) -> bool:
    return point.subject is not None and point.subject.origin == Origin.INFERRED


def _missed_everywhere(context: Context) -> list[Turn]:
    """Indicators below their targets of the department and of every project (`owner`)."""
    side = context.performance
    turns: list[Turn] = []
    for project in side.performance.every if side else ():
        of = context.with_bound({"project": project.code})
        name = "部门整体" if project.code == WHOLE else project.name
        turns += [{**turn, "owner": name} for turn in LOOPS["missed"](of)]
    return turns


def _results(context: Context) -> list[Turn]:
    """Figures of 成果数据 of the project that no text of the office in this report tells."""
    side = context.performance
    told = _told(context)
    turns: list[Turn] = []
    for result in side.performance.results if side else ():
        if result.project == context.project and result.code not in told:
            dims = {"indicator": result.code}
            key = _key(context, "indicator", **dims)
            turns.append({"item": key, "item.name": result.name})
    return turns


def _told(context: Context) -> frozenset[str]:
    """Return the indicators that the office's own texts for this report speak of."""
    items = (item for section in context.edition.sections for item in section.items)
    sections = {item.id for item in items if isinstance(item, Narrative)}
    texts = (
        row.text
        for row in context.book.rows(NarrativeRow)
        if row.section in sections and (row.project or "") == context.project
    )
    holders = (part for text in texts for part in parts_of(text) if isinstance(part, Holder))
    return frozenset(
        code for held in holders for code in _INDICATOR.findall(f"{held.subject} {held.arg}")
    )


def _parts(context: Context) -> list[Turn]:
    """Parts of the score that occur, with their points; only where all are scored."""
    side = context.performance
    score = side.scores[context.project] if side else None
    if score is None or score.total is None or not score.total.complete:
        return []
    own = {"project": score.project} if score.project != WHOLE else {}
    turns: list[Turn] = []
    for part in score.parts:
        dims = {**own, "part": part.code}
        key = _key(context, "points", **dims)
        if part.code == EXECUTION and score.execution.weight is None:
            continue
        turns.append({"item": key, "item.name": dimension("part").label_of(part.code)})
    return turns


def _level_counts(context: Context) -> list[Turn]:
    """Levels of indicators that occur: how many are set (`item`), how many reached (`reached`)."""
    turns: list[Turn] = []
    own = {"project": context.project} if context.project != WHOLE else {}
    for level in dict.fromkeys(point.part for point in _points(context)):
        dims = {**own, "part": level}
        key = _key(context, "goal_indicators", **dims)
        turns.append(
            {
                "item": key.at_stage(Stage.ADJUSTED),
                "item.name": dimension("part").label_of(level),
                "reached": key,
            }
        )
    return turns


def _rectifications(context: Context) -> list[Turn]:
    """Problems of the sheet 整改: the problem is `item.name`, what is done about it `measure`."""
    if context.performance is None:
        return []
    return [
        {"item.name": clause(row.problem), "measure": clause(row.measure)}
        for row in context.book.rows(RectificationRow)
        if (row.project or WHOLE) == context.project
    ]


def _evaluations(context: Context) -> list[Turn]:
    """Evaluations of the project: `purpose`, `group`, `method`, `design` and what they found.

    `item` is the score of an evaluation, `grade` its grade, `open` why it has no score.
    """
    side = context.performance
    if side is None:
        return []
    return [
        {
            **_rated(context, row, side.ratings.get(row.code)),
            "item.name": term("evaluator", row.kind),
            "evaluation": row.code,
            "purpose": clause(row.purpose),
            "group": clause(row.group),
            "method": clause(row.method),
            "design": clause(row.design),
            "found": clause(row.problems),
            "advised": clause(row.advice),
        }
        for row in context.book.rows(EvaluationRow)
        if (row.project or WHOLE) == context.project
    ]


def _rated(context: Context, row: EvaluationRow, rating: Rating | None) -> Turn:
    """Return the score of an evaluation; nothing to tell of it where nobody scored it.

    The score of a self-evaluation is that of the goal (`points`), not that of a system.
    """
    if rating is None or row.kind == _SELF or all(x.points is None for x in rating.lines):
        rating = None
    grade = rating.grade if rating else None
    dims = {"evaluation": row.code}
    return {
        "item": _key(context, "points", **dims),
        "grade": grade.label if grade else "",
        "open": rating.ungraded if rating else "",
    }


def _sites(context: Context) -> list[Turn]:
    """Places that the evaluations of the project looked at, with what was found (`finding`)."""
    codes = {str(turn["evaluation"]) for turn in _evaluations(context)}
    return [
        {"item.name": row.name, "finding": clause(row.finding)}
        for row in context.book.rows(SiteRow)
        if row.evaluation in codes
    ]


def _decisions(context: Context) -> list[Turn]:
    """What next year's budget does with each project: `decision` and `reason`."""
    side = context.performance
    if side is None:
        return []
    return [
        {
            "item.name": side.performance.project(row.project).name,
            "decision": term("decision", row.decision),
            "reason": clause(row.reason),
        }
        for row in context.book.rows(DecisionRow)
    ]


LOOPS: dict[str, Loop] = {
    "department_goal": _department_goal,
    "goal_projects": _goal_projects,
    "project_kinds": _project_kinds,
    "indicators": _indicators_where(lambda _: True, "Indicators of the goal in force."),
    "work_indicators": _of_level("cost", "output", "management"),
    "effect_indicators": _of_level("benefit", "satisfaction"),
    "missed": _indicators_where(lambda p: p.met is False, "Indicators below their targets."),
    "unmeasured": _indicators_where(
        lambda p: p.met is None, "Indicators of which it is not known whether they were reached."
    ),
    "over": _indicators_where(
        lambda p: Flag.OVER_ACHIEVED in p.flags, "Indicators far above their targets."
    ),
    "solved": _indicators_where(
        _is_solved, "Indicators whose target was solved from a printed rate."
    ),
    "missed_everywhere": _missed_everywhere,
    "results": _results,
    "parts": _parts,
    "level_counts": _level_counts,
    "rectifications": _rectifications,
    "evaluations": _evaluations,
    "sites": _sites,
    "decisions": _decisions,
}
