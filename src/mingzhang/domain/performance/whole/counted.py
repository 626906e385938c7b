"""Values counted over goals, projects and adjustments of the year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from mingzhang.domain.book.sheets import BudgetRow
from mingzhang.domain.performance.model import WHOLE, Direction, Project
from mingzhang.domain.performance.scoring.comparators import HUNDRED, ONE, ZERO, plain
from mingzhang.domain.performance.scoring.scored import Flag, Point
from mingzhang.domain.performance.whole.curves import percent
from mingzhang.domain.performance.whole.model import Grounds, Measured, Operand
from mingzhang.domain.performance.whole.operands import YUAN, lacking, operand, reference, said
from mingzhang.domain.performance.whole.ratios import equals, ratio_of, without_base
from mingzhang.domain.performance.whole.system_model import Checkpoint, SystemIndicator
from mingzhang.facts.factset import Unknown
from mingzhang.facts.key import FactKey, Stage
from mingzhang.kernel.rounding import ratio
from mingzhang.rulebook.concepts import dimension

_COUNTED = "{} ÷ {} × 100%"
_HALF = Decimal("0.5")
_DECEMBER = 12
_NO_RESULT = "没有可比的年末完成值"
_PROJECT_MONEY = ("expenditure{nature=project}:adjusted", "expenditure{nature=project}")
#: Whose goals are counted: the department's own, those of projects.
SCOPES = {"whole": (True, False), "projects": (False, True), "": (True, True)}


def goals(item: SystemIndicator, grounds: Grounds) -> Measured:
    """Goal indicators reached ÷ goal indicators set, of the levels that the indicator names."""
    points = list(_goal_points(item, grounds))
    keys = _keys(points, grounds)
    open_names = [p.name for p in points if p.met is None]
    done: Decimal | None = Decimal(sum(p.met is True for p in points))
    reason = ""
    if open_names:
        done, reason = None, f"{len(open_names)}个{_NO_RESULT}：{'、'.join(open_names)}"
    reached = Operand("完成的指标个数", done, "个", keys, reason)
    every = Operand("设定的指标个数", Decimal(len(points)), "个", keys)
    if not points:
        return without_base(every, (reached, every), _COUNTED.format(reached.label, every.label))
    found = ratio_of(_COUNTED, (reached, every), lambda v: (v[0], v[1]))
    return _inferred(found, points)


def _inferred(found: Measured, points: list[Point]) -> Measured:
    """Say how many targets were solved from a printed rate: such a one is reached by its making."""
    inferred = sum(Flag.TARGET_INFERRED in p.flags for p in points)
    if found.value is None or not inferred:
        return found
    return replace(found, formula=f"{found.formula}（其中{inferred}个的年度指标值系推算）")


def completion(item: SystemIndicator, grounds: Grounds) -> Measured:
    """Mean completion of the goal indicators that the indicator names, each at most 100 %.

    One that is reached counts 100 %; one that is not, its actual ÷ target where more is better and
    both are numbers, else nothing.
    """
    points = list(_goal_points(item, grounds))
    text = "各指标完成率（不超过100%）的平均"
    rates = [(point, _fulfilled(point)) for point in points]
    operands = tuple(
        Operand(p.name, rate, "%", _keys([p], grounds), "" if rate is not None else _NO_RESULT)
        for p, rate in rates
    )
    if not points:
        none = Operand("设定的指标个数", ZERO, "个")
        return without_base(none, (none,), text)
    if missing := lacking(operands):
        return Measured(text=text, operands=operands, reason=missing)
    value = ratio(sum((rate for _, rate in rates if rate is not None), ZERO), Decimal(len(rates)))
    written = "、".join(f"{o.label}{percent(o.value or ZERO)}" for o in operands)
    return _inferred(Measured(value, text, f"{written}；平均 {equals(value)}", operands), points)


def _fulfilled(point: Point) -> Decimal | None:
    if point.met is None:
        return None
    if point.met:
        return HUNDRED
    rising = point.subject is not None and point.subject.direction is Direction.POSITIVE
    if not rising or point.completion is None:
        return ZERO
    return min(max(point.completion, ZERO), HUNDRED)


def _keys(points: list[Point], grounds: Grounds) -> tuple[FactKey, ...]:
    """Return the results and targets that tell whether goals were reached."""
    results = [_result_key(p, grounds) for p in points if p.subject and p.subject.numeric]
    return tuple(key for r in results for key in (r, r.at_stage(Stage.ADJUSTED)))


def _goal_points(item: SystemIndicator, grounds: Grounds) -> Iterator[Point]:
    whole, projects = SCOPES[item.scope]
    for goal in grounds.scored.goals:
        if grounds.project not in (WHOLE, goal.project):
            continue
        if grounds.project == WHOLE and not (projects if goal.project else whole):
            continue
        for point in goal.points:
            held = point.subject
            if held and (not item.goals or {held.level, held.sublevel} & set(item.goals)):
                yield point


def _result_key(point: Point, grounds: Grounds) -> FactKey:
    dims = {"indicator": point.indicator}
    performance = grounds.performance
    return FactKey.of("indicator", performance.entity, performance.year, Stage.ACTUAL, dims)


def progress(item: SystemIndicator, grounds: Grounds) -> Measured:
    """Mean over checkpoints of spent ÷ (year's budget × planned share), each at most 100 %.

    The money is that of all projects, or of the one evaluated.
    """
    projects, text = evaluated_projects(grounds), "各时点累计执行 ÷（全年预算 × 计划进度）的平均"
    if not projects:
        return _no_project(grounds, text)
    budget = _total("全年预算", ((p, p.money.adjusted) for p in projects))
    spent = [_spent(projects, checkpoint) for checkpoint in item.checkpoint]
    operands = (*spent, budget)
    if missing := lacking(operands):
        return Measured(text=text, operands=operands, reason=missing)
    if not budget.value:
        return without_base(budget, operands, text)
    rates = [
        _against(each.value or ZERO, budget.value, Decimal(checkpoint.planned))
        for each, checkpoint in zip(spent, item.checkpoint, strict=True)
    ]
    value = ratio(sum(rates, ZERO), Decimal(len(rates)))
    written = "；".join(
        f"{each.label}{said(each.value or ZERO, YUAN)}，计划{plain(Decimal(c.planned))}%，"
        f"达到计划的{percent(rate)}"
        for each, c, rate in zip(spent, item.checkpoint, rates, strict=True)
    )
    full = f"全年预算{said(budget.value, YUAN)}；{written}；平均 {equals(value)}"
    return Measured(value, text, full, operands)


def _against(spent: Decimal, budget: Decimal, planned: Decimal) -> Decimal:
    return min(ratio(spent * HUNDRED * HUNDRED, budget * planned), HUNDRED)


def _spent(projects: Iterable[Project], checkpoint: Checkpoint) -> Operand:
    label = f"{checkpoint.month}月末累计执行"
    return _total(label, ((p, spent_in(p, checkpoint.month)) for p in projects))


def spent_in(project: Project, month: int) -> Decimal | None:
    """Return what a project had spent by the end of a month; December is the year's spending."""
    if month == _DECEMBER:
        return project.money.spent
    ended = [entry for entry in project.progress if _ends(entry.on, month)]
    return ended[-1].spent if ended else None


def _ends(on: date, month: int) -> bool:
    following = date(on.year + on.month // _DECEMBER, on.month % _DECEMBER + 1, 1)
    return on.month == month and (following - on).days == 1


def _total(label: str, amounts: Iterable[tuple[Project, Decimal | None]]) -> Operand:
    """Add up amounts of projects; unknown where one of them is."""
    given = list(amounts)
    lost = [project.name for project, amount in given if amount is None]
    if lost:
        reason = f"{len(lost)}个项目没有此数：{'、'.join(lost)}"
        return Operand(label, None, YUAN, (), reason)
    total = sum((amount for _, amount in given if amount is not None), ZERO)
    return Operand(label, total, YUAN)


def evaluated_projects(grounds: Grounds) -> tuple[Project, ...]:
    """Return the project that is evaluated, all of them for the department."""
    every = grounds.performance.projects
    return tuple(p for p in every if grounds.project in (WHOLE, p.code))


def surplus(_item: SystemIndicator, grounds: Grounds) -> Measured:
    """Projects that left more than `surplus_line` % of their budget ÷ projects with a budget."""
    projects = evaluated_projects(grounds)
    over, every = surplus_counts(projects, grounds)
    if not projects:
        return _no_project(grounds, _COUNTED.format(over.label, every.label))
    return ratio_of(_COUNTED, (over, every), lambda v: (v[0], v[1]))


def _no_project(grounds: Grounds, text: str) -> Measured:
    """Return that nothing applies without projects, or that those there are were not registered."""
    money = (_value(pattern, grounds) for pattern in _PROJECT_MONEY)
    if number_of_projects(grounds) or any(money):
        return Measured(text=text, reason="账套没有登记项目")
    none = Operand("项目数", ZERO, "个")
    return without_base(none, (none,), text)


def number_of_projects(grounds: Grounds) -> Decimal:
    """Return how many projects there are: registered, or as the book states, whichever is more."""
    kinds = (f"project_count{{project_kind={k}}}" for k in dimension("project_kind").values)
    together = sum((_value(pattern, grounds) or ZERO for pattern in kinds), ZERO)
    registered = Decimal(len(grounds.performance.projects))
    return max(registered, _value("project_count", grounds) or ZERO, together)


def _value(pattern: str, grounds: Grounds) -> Decimal | None:
    performance = grounds.performance
    return grounds.figures.value(reference(pattern, performance.entity, performance.year))


def surplus_counts(projects: Iterable[Project], grounds: Grounds) -> tuple[Operand, Operand]:
    """Return how many projects left more than the line unspent, and how many had a budget.

    Unspent is (budget − spent) ÷ budget; exactly the line is not more than it.
    """
    line = grounds.parameters.number("surplus_line")
    label = f"预算结余率大于{plain(line)}%的项目数"
    budgeted = [p for p in projects if p.money.adjusted is None or p.money.adjusted > 0]
    every = Operand("有预算的项目数", Decimal(len(budgeted)), "个")
    unknown = [p.name for p in budgeted if p.money.adjusted is None or p.money.spent is None]
    if unknown:
        reason = f"{len(unknown)}个项目的预算或执行不详：{'、'.join(unknown)}"
        return Operand(label, None, "个", (), reason), every
    return Operand(label, Decimal(sum(_left(p) > line for p in budgeted)), "个"), every


def _left(project: Project) -> Decimal:
    budget, spent = project.money.adjusted or ZERO, project.money.spent or ZERO
    return ratio((budget - spent) * HUNDRED, budget)


def adjustment(item: SystemIndicator, grounds: Grounds) -> Measured:
    """Additions, reductions and virements, each as a positive amount ÷ the initial budget.

    The operand is the initial budget. A virement stands twice in its ledger, as taken and as given,
    so half of each side counts.
    """
    initial = operand(item.operand[0], grounds)
    key = initial.keys[0].at_stage(Stage.ADJUSTMENT)
    label, found = "预算调整数（追加、追减和调剂）", grounds.figures.quantity(key)
    if isinstance(found, Unknown):
        ledger = Operand(label, None, YUAN, (key,), found.reason)
    else:
        ledger = Operand(label, sum(_moved(key, grounds), ZERO), YUAN, (key,))
    return ratio_of(_COUNTED, (ledger, initial), lambda v: (v[0], v[1]))


def _moved(key: FactKey, grounds: Grounds) -> Iterator[Decimal]:
    kinds = {line.number: line.row.entry for line in grounds.book.lines(BudgetRow)}
    for fact in grounds.figures.facts.rows_behind(key):
        virement = fact.source.sheet == "预算" and kinds.get(fact.source.row) == "virement"
        yield abs(fact.value or ZERO) * (_HALF if virement else ONE)


def survey(_item: SystemIndicator, grounds: Grounds) -> Measured:
    """Satisfied ÷ valid answers of the evaluation's survey × 100 %."""
    held = grounds.survey
    responses = held.responses if held else None
    satisfied = held.satisfied if held else None
    asked = Operand("有效回收", responses, "份", (), "没有调查结果")
    content = Operand("满意数", satisfied, "份", (), "没有调查结果")
    return ratio_of(_COUNTED, (content, asked), lambda v: (v[0], v[1]))
