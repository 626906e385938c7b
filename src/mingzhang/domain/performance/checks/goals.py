"""Do goals and indicators fit together: targets, forms, weights, versions, sources of actuals?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal

from mingzhang.domain.book.model import Book, Line
from mingzhang.domain.book.performance_sheets import GoalRow, IndicatorRow
from mingzhang.domain.book.sheets import BudgetRow
from mingzhang.domain.performance.from_book import source_key
from mingzhang.domain.performance.goals.measured import unit_of
from mingzhang.domain.performance.model import Comparator
from mingzhang.domain.performance.scoring.comparators import plain
from mingzhang.domain.references import BadReference
from mingzhang.kernel.problem import Place, Problem
from mingzhang.rulebook.goal_forms import GoalForm, forms_for, goal_forms
from mingzhang.rulebook.goal_words import words_in
from mingzhang.rulebook.parameters import Parameters
from mingzhang.rulebook.performance import term

_GOALS, _INDICATORS = "绩效目标", "绩效指标"
_WORDED = (Comparator.YES_NO, Comparator.QUALITATIVE)


def version_of(row: GoalRow | IndicatorRow) -> int:
    """Return the version of a goal or indicator; a blank one is 1."""
    return int(row.version) if row.version is not None else 1


def check_goals(book: Book, rules: Parameters, unclean: Collection[str]) -> Iterator[Problem]:
    """Yield problems of 绩效目标 and 绩效指标 beyond rows given twice."""
    yield from _goals(book, unclean)
    for goal in book.lines(GoalRow):
        yield from _day(goal, rules.year)
    forms = {whole: forms_for(rules, whole=whole) for whole in (False, True)}
    for line in book.lines(IndicatorRow):
        yield from _target(line)
        yield from _form(line, forms[line.row.project is None], rules.year)
        yield from _source(book, line)
    yield from _owners(book)
    if _GOALS not in unclean:
        yield from _unexplained(book)
    if _INDICATORS not in unclean:
        yield from _weights(book, rules)


def _indicator(line: Line[IndicatorRow], column: str, *said: str) -> Problem:
    found, expected, remedy = said
    return Problem(Place(_INDICATORS, line.number, column), found, expected, remedy)


def _target(line: Line[IndicatorRow]) -> Iterator[Problem]:
    """A number for numeric comparators, a wording for the others, an upper end for a range."""
    row, comparator = line.row, Comparator(line.row.comparator)
    sign = f"“{term('comparator', comparator)}”指标"
    if comparator in _WORDED:
        if row.target is not None:
            remedy = "把要求写入“文字指标值”，或更正计算符号"
            yield _indicator(line, "年度指标值", plain(row.target), f"空白（{sign}）", remedy)
        if not row.wording:
            yield _indicator(line, "文字指标值", "空白", f"文字要求（{sign}）", "写明要达到什么")
    elif row.target is None:
        remedy = "补填指标值；只能用文字表述的，计算符号选“定性”或“是否”"
        yield _indicator(line, "年度指标值", "空白", f"数字（{sign}）", remedy)
    if comparator is Comparator.RANGE:
        if row.upper is None:
            yield _indicator(line, "区间上限", "空白", f"数字（{sign}）", "补填上限")
        elif row.target is not None and row.upper <= row.target:
            expected = f"大于下限 {plain(row.target)} 的数"
            yield _indicator(line, "区间上限", plain(row.upper), expected, "核对上限和下限")
    elif row.upper is not None:
        remedy = "删去上限，或把计算符号改为“区间”"
        yield _indicator(line, "区间上限", plain(row.upper), f"空白（{sign}）", remedy)
    if row.weight == 0:
        yield _indicator(line, "分值", "0", "大于0的数", "补填分值；不评分的整表不填分值")
    yield from _below_zero(line)


def _below_zero(line: Line[IndicatorRow]) -> Iterator[Problem]:
    row, unit = line.row, unit_of(line.row.measure_unit)
    if unit is not None and unit.rate:
        return
    for column, value in (
        ("年度指标值", row.target),
        ("区间上限", row.upper),
        ("中期指标值", row.medium),
        ("上年完成值", row.previous),
    ):
        if value is not None and value < 0:
            expected = f"不小于0的数（计量单位“{row.measure_unit}”不是比率）"
            yield _indicator(line, column, plain(value), expected, "核对此数和计量单位")


def _form(line: Line[IndicatorRow], forms: tuple[GoalForm, ...], year: int) -> Iterator[Problem]:
    """The second level stands under the first one in some form of the year."""
    row = line.row
    if not forms or any(form.holds(row.level, row.sublevel or "") for form in forms):
        return
    level = term("level", row.level)
    if not any(form.holds(row.level, "") for form in forms):
        known = dict.fromkeys(b.level for form in forms for b in form.branch)
        expected = f"{year}年表式的一级指标：{'、'.join(term('level', k) for k in known)}"
        yield _indicator(line, "一级指标", level, expected, _remedy(row, year))
        return
    under = dict.fromkeys(
        s for form in forms for b in form.branch if b.level == row.level for s in b.sublevels
    )
    expected = f"{year}年“{level}”之下的：{'、'.join(term('sublevel', k) for k in under)}"
    found = term("sublevel", row.sublevel or "")
    yield _indicator(line, "二级指标", found, expected, _remedy(row, year))


def _remedy(row: IndicatorRow, year: int) -> str:
    """Name the parameter by which an office goes on with a form that is no longer in force."""
    said = "按当年的表式填报"
    for form in goal_forms().values():
        if form.switch and year > form.until and form.holds(row.level, row.sublevel or ""):
            said += f"；仍用旧表式的，在“绩效参数”表填 {form.switch}，取值“是”"
    return said


def _source(book: Book, line: Line[IndicatorRow]) -> Iterator[Problem]:
    row = line.row
    if not row.source:
        return
    if Comparator(row.comparator) in _WORDED:
        expected = "空白（文字指标不能取数）"
        yield _indicator(line, "取数", row.source, expected, "删去取数，或改为数值指标")
        return
    try:
        source_key(book, row.source)
    except BadReference as wrong:
        expected = "账套中一项数据的引用，例如 reception_batches"
        yield _indicator(line, "取数", row.source, expected, f"{wrong}；人工填报的留空")


def _owners(book: Book) -> Iterator[Problem]:
    """A code is one indicator of one project, whatever its version."""
    first: dict[str, Line[IndicatorRow]] = {}
    for line in book.lines(IndicatorRow):
        held = first.setdefault(line.row.code, line)
        if held.row.project != line.row.project:
            owner = held.row.project or "部门整体"
            expected = f"项目“{owner}”（第{held.number}行同一编码的项目）"
            found = line.row.project or "部门整体"
            yield _indicator(line, "项目", found, expected, "另编指标编码，或更正项目")


def _goals(book: Book, unclean: Collection[str]) -> Iterator[Problem]:
    """Versions of a goal follow each other, and each change has its ground."""
    documents = {row.document for row in book.rows(BudgetRow) if row.document}
    by_project: dict[str, dict[int, Line[GoalRow]]] = defaultdict(dict)
    for line in book.lines(GoalRow):
        by_project[line.row.project or ""].setdefault(version_of(line.row), line)
    for versions in by_project.values():
        for version, line in versions.items():
            if _GOALS not in unclean:
                yield from _order(version, line, versions)
            if version > 1 and not line.row.reason:
                yield from _ground(line, documents, known="预算" not in unclean)


def _day(line: Line[GoalRow], year: int) -> Iterator[Problem]:
    """A goal is set in its year or while that year's budget is made."""
    day = line.row.on
    if day and year and not date(year - 1, 1, 1) <= day <= date(year, 12, 31):
        place = Place(_GOALS, line.number, "日期")
        expected = f"{year - 1}年或{year}年的日期"
        yield Problem(place, day.isoformat(), expected, "其他年度的目标填入其年度的账套")


def _order(
    version: int, line: Line[GoalRow], versions: Mapping[int, Line[GoalRow]]
) -> Iterator[Problem]:
    if version < 1 or (version > 1 and version - 1 not in versions):
        place = Place(_GOALS, line.number, "版本")
        expected = "从1起连续的版本"
        yield Problem(place, str(version), expected, "补上前一版本的目标，或更正版本")
        return
    before = versions.get(version - 1)
    if before and before.row.on and line.row.on and line.row.on < before.row.on:
        place = Place(_GOALS, line.number, "日期")
        expected = f"不早于版本{version - 1}的日期 {before.row.on.isoformat()}"
        yield Problem(place, line.row.on.isoformat(), expected, "核对两个版本的日期")


def _ground(line: Line[GoalRow], documents: set[str], *, known: bool) -> Iterator[Problem]:
    """An approved goal changes with the budget, or for a reason that is told."""
    given = line.row.adjustment
    if not given:
        expected = "预算调整的文号，或在“调整原因”说明"
        place = Place(_GOALS, line.number, "调整依据")
        yield Problem(place, "空白", expected, "批复的目标随预算调整而变；补填文号或原因")
    elif known and given not in documents:
        listed = f"（已有：{'、'.join(sorted(documents))}）" if documents else ""
        place = Place(_GOALS, line.number, "调整依据")
        expected = f"“预算”表中的文号{listed}"
        yield Problem(place, given, expected, "更正文号，或在“调整原因”说明")


def _unexplained(book: Book) -> Iterator[Problem]:
    """Indicators of a later version belong to a goal of that version, which tells why."""
    told = {(row.project, version_of(row)) for row in book.rows(GoalRow)}
    for line in book.lines(IndicatorRow):
        version = version_of(line.row)
        if version < 1 or (version > 1 and (line.row.project, version) not in told):
            expected = "“绩效目标”表中该项目已有的版本"
            remedy = f"在“绩效目标”表为版本{version}填一行并写明依据或原因，或更正版本"
            yield _indicator(line, "版本", str(version), expected, remedy)


def _weights(book: Book, rules: Parameters) -> Iterator[Problem]:
    """All indicators of a version bear points that add up to those of a goal, or none does."""
    groups: dict[tuple[str | None, int], list[Line[IndicatorRow]]] = defaultdict(list)
    for line in book.lines(IndicatorRow):
        groups[line.row.project, version_of(line.row)].append(line)
    for (project, version), lines in groups.items():
        weighted = [line for line in lines if line.row.weight is not None]
        if not weighted:
            continue
        for line in lines:
            if line.row.weight is None:
                expected = "分值（同一目标的其他指标已填）"
                yield _indicator(line, "分值", "空白", expected, "全部填写，或全部不填")
        if len(weighted) == len(lines) and all((x.row.weight or 0) > 0 for x in lines):
            yield from _sum(lines, rules, f"{project or '部门整体'}版本{version}")


def _sum(lines: list[Line[IndicatorRow]], rules: Parameters, goal: str) -> Iterator[Problem]:
    total = sum((line.row.weight or Decimal(0) for line in lines), Decimal(0))
    most = rules.number("indicator_weight")
    allowed = [most]
    # Forms of some places list the execution of the budget, or rate the department by 100 alone.
    if lines[0].row.project is None or any(words_in(x.row.name, "execution") for x in lines):
        allowed.append(most + rules.number("execution_weight"))
    if total not in allowed:
        rows = "、".join(str(line.number) for line in lines)
        found = f"合计 {plain(total)}"
        expected = f"{' 或 '.join(map(plain, allowed))}（{goal}的指标，第{rows}行）"
        off = f"{'多' if total > most else '少'} {plain(abs(total - most))} 分"
        remedy = f"{off}；预算执行率的分值另计，不填在此表"
        yield _indicator(lines[0], "分值", found, expected, remedy)
