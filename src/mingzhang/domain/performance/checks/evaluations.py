"""Do the rows of evaluations, rectification and next year's decisions fit together?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

from mingzhang.domain.book.cells import nearest
from mingzhang.domain.book.model import Book, Line
from mingzhang.domain.book.performance_sheets import (
    DecisionRow,
    EvaluationRow,
    EvaluationScoreRow,
    GoalReviewRow,
    RectificationRow,
    SelfEvaluationRow,
    SiteRow,
    WholeRow,
)
from mingzhang.domain.book.sheets import ProjectRow
from mingzhang.domain.performance.whole.operands import reference
from mingzhang.domain.performance.whole.system import (
    load_system,
    project_system,
    system_ids,
    whole_system,
)
from mingzhang.domain.performance.whole.system_model import System
from mingzhang.domain.references import BadReference
from mingzhang.kernel.money import format_yuan
from mingzhang.kernel.problem import Place, Problem
from mingzhang.rulebook.checklists import checklist
from mingzhang.rulebook.classification import YearNotCovered, functional
from mingzhang.rulebook.editions import NoEdition, choose

_HUNDRED = Decimal(100)
#: A survey narrows from column to column.
_SURVEY = (
    ("population", "调查总体"),
    ("sample", "样本数"),
    ("responses", "有效回收"),
    ("satisfied", "满意数"),
)
#: Decisions that leave a project no budget of its own.
_ENDING = ("merge", "cancel")


def check_evaluations(book: Book, unclean: Collection[str]) -> Iterator[Problem]:
    """Yield problems of the sheets from 事前评估 to 结果应用.

    Rows given twice and negative amounts are told for every performance sheet alike.
    """
    yield from _checklist_points(book)
    yield from _self_evaluations(book)
    yield from _whole(book)
    yield from _evaluations(book, unclean)
    yield from _rectifications(book)
    yield from _decisions(book, unclean)


def _checklist_points(book: Book) -> Iterator[Problem]:
    """Points of the review stay within those of their item."""
    for point in book.lines(GoalReviewRow):
        most = checklist("review").find(point.row.point).most
        yield from _above("目标审核", point.number, "得分", point.row.points, most)


def _above(
    sheet: str, number: int, column: str, points: Decimal | None, most: Decimal
) -> Iterator[Problem]:
    if points is not None and points > most:
        place = Place(sheet, number, column)
        yield Problem(place, f"{points:f}", f"0 至 {most:f} 分", "核对得分")


def _self_evaluations(book: Book) -> Iterator[Problem]:
    for line in book.lines(SelfEvaluationRow):
        row = line.row
        yield from _above("自评", line.number, "申报得分", row.stated, _HUNDRED)
        yield from _above("自评", line.number, "复核得分", row.rechecked, _HUNDRED)
        if row.on and row.published and row.published < row.on:
            place = Place("自评", line.number, "公开日期")
            expected = f"不早于自评日期 {row.on.isoformat()}"
            yield Problem(place, row.published.isoformat(), expected, "核对两个日期")


def _whole(book: Book) -> Iterator[Problem]:
    system = _system(book)
    for line in book.lines(WholeRow):
        row = line.row
        if row.not_applicable and (row.points is not None or row.value is not None):
            place = Place("整体评价", line.number, "不适用")
            expected = "否（已填数值或得分）"
            yield Problem(place, "是", expected, "不适用的指标不填数值和得分；适用的改为否")
        if row.source and row.value is not None:
            place = Place("整体评价", line.number, "数值")
            yield Problem(place, f"{row.value:f}", "空白（已填取数）", "数值和取数只填一项")
        for column, pattern in (("取数", row.source), ("标准取数", row.standard)):
            yield from _reference(book, line.number, column, pattern)
        if system is not None:
            yield from _unknown(system, "整体评价", line.number, row.indicator)
            yield from _miscounted(system, "整体评价", line.number, row.indicator, row.value)


def _reference(book: Book, number: int, column: str, pattern: str) -> Iterator[Problem]:
    if not pattern:
        return
    try:
        reference(pattern, book.whole, book.year)
    except BadReference as wrong:
        expected = "账套中一项数据的引用，例如 indicator{indicator=W-1,measure=growth}"
        yield Problem(Place("整体评价", number, column), pattern, expected, str(wrong))


def _is_served(book: Book) -> bool:
    """Tell whether the rulebook has wording and codes for the book's place and year."""
    try:
        choose("report", book.department.region, book.year)
        functional(book.year)
    except (NoEdition, YearNotCovered):
        return False
    return True


def _system(book: Book) -> System | None:
    """Return the system for the whole department; None without rows, or where there is none.

    Where place or year are a problem themselves, another system's codes are no further one.
    """
    if not (book.rows(WholeRow) and _is_served(book)):
        return None
    try:
        return whole_system(book.department.region, book.year)
    except NoEdition:
        return None


def _unknown(system: System, sheet: str, number: int, code: str) -> Iterator[Problem]:
    known = {item.id: item.title for item in system.indicators}
    if code not in known:
        listed = "、".join(f"{each} {title}" for each, title in known.items())
        remedy = f"{nearest(code, known)}该体系的指标：{listed}"
        yield Problem(Place(sheet, number, "评价指标"), code, f"“{system.title}”中的编码", remedy)


def _miscounted(
    system: System, sheet: str, number: int, code: str, value: Decimal | None
) -> Iterator[Problem]:
    """What people judge is counted: cases, or how many of its questions hold."""
    item = next((each for each in system.indicators if each.id == code), None)
    if item is None or item.measure or value is None:
        return
    most = Decimal(len(item.questions)) if item.questions else value
    if value < 0 or value > most or value != value.to_integral_value():
        expected = (
            f"0 至 {most:f} 的整数（符合的要点数）" if item.questions else "不小于0的整数（个数）"
        )
        yield Problem(Place(sheet, number, "数值"), f"{value:f}", expected, "核对个数")


def _evaluations(book: Book, unclean: Collection[str]) -> Iterator[Problem]:
    known = {row.code for row in book.rows(EvaluationRow)}
    named = [
        ("评价打分", line.number, line.row.evaluation) for line in book.lines(EvaluationScoreRow)
    ]
    named += [("评价选点", line.number, line.row.evaluation) for line in book.lines(SiteRow)]
    for sheet, number, code in named if "评价" not in unclean else ():
        if code not in known:
            place = Place(sheet, number, "评价编号")
            yield Problem(place, code, "“评价”表中的编号", "先在“评价”表登记，或更正编号")
    systems: dict[str, System] = {}
    for line in book.lines(EvaluationRow):
        yield from _survey(line)
        system = _system_of(book, line.row)
        if isinstance(system, str):
            place = Place("评价", line.number, "指标体系")
            yield Problem(place, line.row.system, "已有的指标体系", system)
        elif system is not None:
            systems.setdefault(line.row.code, system)
    yield from _scores(book, systems)


def _system_of(book: Book, row: EvaluationRow) -> System | str | None:
    """Return an evaluation's system, what there is if it names no such, None if none is known."""
    if row.system and row.system not in system_ids():
        return f"{nearest(row.system, system_ids())}可用：{'、'.join(system_ids())}；或留空"
    try:
        if row.system:
            return load_system(row.system)
        return project_system(book.department.region, book.year)
    except NoEdition:
        return None


def _scores(book: Book, systems: Mapping[str, System]) -> Iterator[Problem]:
    """Scores are of indicators of the system, within their weight, which is one for all experts."""
    weights: dict[tuple[str, str], tuple[Decimal, int]] = {}
    for line in book.lines(EvaluationScoreRow):
        row, number = line.row, line.number
        system = systems.get(row.evaluation)
        if system is not None:
            yield from _unknown(system, "评价打分", number, row.indicator)
            yield from _miscounted(system, "评价打分", number, row.indicator, row.value)
        if row.weight is not None:
            yield from _above("评价打分", number, "得分", row.points, row.weight)
            first = weights.setdefault((row.evaluation, row.indicator), (row.weight, number))
            if first[0] != row.weight:
                expected = f"与第{first[1]}行相同的 {first[0]:f}"
                place = Place("评价打分", number, "分值")
                yield Problem(place, f"{row.weight:f}", expected, "同一指标对各专家用一个分值")


def _survey(line: Line[EvaluationRow]) -> Iterator[Problem]:
    above: tuple[str, Decimal] | None = None
    for field, heading in _SURVEY:
        count: Decimal | None = getattr(line.row, field)
        if count is None:
            continue
        if above is not None and count > above[1]:
            place = Place("评价", line.number, heading)
            expected = f"不大于{above[0]} {above[1]:f}"
            yield Problem(place, f"{count:f}", expected, "核对问卷的各项数量")
        above = heading, count


def _rectifications(book: Book) -> Iterator[Problem]:
    for line in book.lines(RectificationRow):
        found = line.row.on
        for heading, day in (("整改期限", line.row.due), ("完成日期", line.row.closed)):
            if found and day and day < found:
                place = Place("整改", line.number, heading)
                expected = f"不早于发现日期 {found.isoformat()}"
                yield Problem(place, day.isoformat(), expected, "核对两个日期")


def _decisions(book: Book, unclean: Collection[str]) -> Iterator[Problem]:
    known = {row.code for row in book.rows(ProjectRow)} if "项目" not in unclean else None
    ended = {r.project for r in book.rows(DecisionRow) if r.decision in _ENDING}
    for line in book.lines(DecisionRow):
        row = line.row
        if row.decision in _ENDING and row.amount:
            place = Place("结果应用", line.number, "下年预算")
            expected = "空白或 0（合并或取消的项目）"
            yield Problem(place, format_yuan(row.amount), expected, "删去金额，或更正决定")
        wrong = _wrong_heir(row, known, ended)
        if wrong is not None:
            yield Problem(Place("结果应用", line.number, "并入项目"), *wrong)


def _wrong_heir(
    row: DecisionRow, known: set[str] | None, ended: set[str]
) -> tuple[str, str, str] | None:
    """Return found, expected and remedy where 并入项目 does not fit the decision."""
    heir = row.into or ""
    if row.decision != "merge":
        return (heir, "空白（不合并的项目）", "删去，或把决定改为合并") if heir else None
    if not heir:
        return "空白", "合并后所在项目的编码", "补填项目编码"
    if heir == row.project:
        return heir, "另一个项目的编码", "项目不能并入自身"
    if known is not None and heir not in known:
        return heir, "“项目”表中的编码", "先在“项目”表登记，或更正编码"
    if heir in ended:
        return heir, "下年继续的项目", "该项目也要合并或取消，改填另一个项目"
    return None
