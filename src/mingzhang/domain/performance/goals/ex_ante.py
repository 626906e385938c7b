"""Ex-ante evaluation of projects, and what it means for their budget (中发〔2018〕34号)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.domain.book.model import Book, Line
from mingzhang.domain.book.performance_sheets import ExAnteResultRow, ExAnteRow
from mingzhang.domain.performance.model import Notice, Performance, Project
from mingzhang.domain.performance.scoring.comparators import plain
from mingzhang.kernel.money import format_yuan
from mingzhang.kernel.problem import Place
from mingzhang.rulebook.checklists import Item, checklist
from mingzhang.rulebook.parameters import Parameters
from mingzhang.rulebook.performance import term

_NEW = "new"
_ZERO, _HUNDRED = Decimal(0), Decimal(100)
#: Conclusions from the best to the worst.
_ORDER = ("support", "adjust", "refuse")


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension: its checklist, the points given (None = none), the opinion."""

    item: Item
    points: Decimal | None
    opinion: str
    place: Place | None

    @property
    def judged(self) -> bool:
        """Tell whether anybody said something on it."""
        return self.points is not None or bool(self.opinion)


@dataclass(frozen=True, slots=True)
class ExAnte:
    """The evaluation of a project before it enters the budget.

    An optional dimension is there only where it was judged. `conclusion` is support, adjust,
    refuse, or "" where there is none yet; `amount` the suggested budget in yuan.
    """

    project: str
    dimensions: tuple[Dimension, ...]
    conclusion: str
    amount: Decimal | None
    advice: str
    place: Place | None

    @property
    def full(self) -> Decimal:
        """The full points of the dimensions that count."""
        return sum((d.item.most for d in self.dimensions), _ZERO)

    @property
    def total(self) -> Decimal | None:
        """The points, None while a dimension has none."""
        given = [d.points for d in self.dimensions if d.points is not None]
        return sum(given, _ZERO) if len(given) == len(self.dimensions) else None

    @property
    def evaluated(self) -> bool:
        """Tell whether there is anything of an evaluation."""
        return bool(self.conclusion) or any(d.judged for d in self.dimensions)

    def deserved(self, rules: Parameters) -> str:
        """Return the conclusion that the score gives, "" while there is no total."""
        if self.total is None:
            return ""
        if self.total * _HUNDRED >= rules.number("ex_ante_support") * self.full:
            return "support"
        enough = self.total * _HUNDRED >= rules.number("ex_ante_adjust") * self.full
        return "adjust" if enough else "refuse"


def ex_ante_of(book: Book, project: str) -> ExAnte:
    """Return the ex-ante evaluation of a project from 事前评估 and 事前评估结论."""
    return _Sheets(book).evaluation(project)


class _Sheets:
    """Rows of the two sheets by project."""

    def __init__(self, book: Book) -> None:
        self.judged: dict[str, dict[str, Line[ExAnteRow]]] = defaultdict(dict)
        for line in book.lines(ExAnteRow):
            self.judged[line.row.project][line.row.dimension] = line
        self.concluded = {line.row.project: line for line in book.lines(ExAnteResultRow)}

    def evaluation(self, project: str) -> ExAnte:
        given, result = self.judged.get(project, {}), self.concluded.get(project)
        return ExAnte(
            project=project,
            dimensions=tuple(
                _dimension(item, given.get(item.code))
                for item in checklist("ex_ante").item
                if item.code in given or not item.optional
            ),
            conclusion=result.row.conclusion if result else "",
            amount=result.row.amount if result else None,
            advice=result.row.advice if result else "",
            place=Place("事前评估结论", result.number) if result else None,
        )


def _dimension(item: Item, line: Line[ExAnteRow] | None) -> Dimension:
    if line is None:
        return Dimension(item, None, "", None)
    place = Place("事前评估", line.number)
    return Dimension(item, line.row.points, line.row.opinion, place)


def ex_ante_notices(book: Book, performance: Performance, rules: Parameters) -> tuple[Notice, ...]:
    """Return what the evaluations say against the budget, and against themselves."""
    found: list[Notice] = []
    sheets = _Sheets(book)
    for project in performance.projects:
        evaluation = sheets.evaluation(project.code)
        found += _against_budget(project, evaluation)
        if evaluation.evaluated:
            found += _incomplete(project, evaluation)
            found += _inconsistent(project, evaluation, rules)
    return tuple(found)


def _against_budget(project: Project, evaluation: ExAnte) -> Iterator[Notice]:
    """A new project enters the budget with a supporting conclusion, and within its amount."""
    budget = project.budget
    if not budget:
        return
    money = f"预算 {format_yuan(budget)} 元"
    place = evaluation.place or project.place
    if not evaluation.conclusion:
        if project.standing == _NEW:
            said = f"新增项目“{project.name}”没有事前评估结论"
            evidence = [f"{project.place}：项目属性为新增", money]
            yield _notice("ex_ante.missing", project, said, evidence, place)
        return
    concluded = f"{place}：结论为{term('conclusion', evaluation.conclusion)}"
    if evaluation.conclusion == "refuse":
        said = f"“{project.name}”事前评估不予支持，仍有{money}"
        yield _notice("ex_ante.refused", project, said, [concluded, money], place)
        return
    amount = evaluation.amount
    if evaluation.conclusion == "adjust" and amount is None and not evaluation.advice:
        said = f"“{project.name}”调整后支持，没有建议金额和建议"
        yield _notice("ex_ante.adjust_open", project, said, [concluded], place)
    if amount is not None and budget > amount:
        over = format_yuan(budget - amount)
        evidence = [money, f"{place}：建议金额 {format_yuan(amount)} 元", f"相差 {over} 元"]
        said = f"“{project.name}”的预算比事前评估建议的金额多 {over} 元"
        yield _notice("ex_ante.above_advice", project, said, evidence, place)


def _incomplete(project: Project, evaluation: ExAnte) -> Iterator[Notice]:
    lacking = [d.item.dimension for d in evaluation.dimensions if not d.judged]
    if lacking:
        said = f"“{project.name}”的事前评估没有评：{'、'.join(lacking)}"
        judged = [d.item.dimension for d in evaluation.dimensions if d.judged]
        evidence = [f"已评：{'、'.join(judged) or '无'}"]
        yield _notice("ex_ante.dimension_missing", project, said, evidence, evaluation.place)


def _inconsistent(project: Project, evaluation: ExAnte, rules: Parameters) -> Iterator[Notice]:
    """A conclusion better or worse than its score, and support beside a weak dimension."""
    if not evaluation.conclusion:
        return
    deserved, total = evaluation.deserved(rules), evaluation.total
    reached = f"得分 {plain(total)}/{plain(evaluation.full)}" if total is not None else ""
    given = term("conclusion", evaluation.conclusion)
    if deserved and deserved != evaluation.conclusion:
        better = _ORDER.index(evaluation.conclusion) < _ORDER.index(deserved)
        said = f"“{project.name}”的结论为{given}，比得分所示的{term('conclusion', deserved)}"
        said += "宽" if better else "严"
        lines = (
            f"分数线：予以支持 {plain(rules.number('ex_ante_support'))}%、"
            f"调整后支持 {plain(rules.number('ex_ante_adjust'))}%"
        )
        evidence = [reached, lines]
        yield _notice("ex_ante.conclusion_score", project, said, evidence, evaluation.place)
    if evaluation.conclusion == "support":
        least = rules.number("ex_ante_adjust")
        for each in evaluation.dimensions:
            if each.points is not None and each.points * _HUNDRED < least * each.item.most:
                said = f"“{project.name}”予以支持，而{each.item.dimension}"
                said += f"只得 {plain(each.points)}/{each.item.full}"
                evidence = [f"{each.place}：{each.opinion or '没有评估意见'}"]
                yield _notice("ex_ante.weak_dimension", project, said, evidence, each.place)


def _notice(
    rule: str, project: Project, said: str, evidence: list[str], place: Place | None
) -> Notice:
    return Notice(rule, project.code, "", said, tuple(evidence), place)
