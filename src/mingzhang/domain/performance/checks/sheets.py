"""Do the rows of the performance sheets fit together? Every problem at once, each at its cell."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal

from mingzhang.domain.book.cells import nearest
from mingzhang.domain.book.columns import MONEY, columns
from mingzhang.domain.book.model import Book
from mingzhang.domain.book.performance_sheets import PERFORMANCE_SHEETS, ParameterRow
from mingzhang.domain.performance.checks.actuals import check_actuals
from mingzhang.domain.performance.checks.evaluations import check_evaluations
from mingzhang.domain.performance.checks.goals import check_goals
from mingzhang.domain.performance.checks.progress import check_progress
from mingzhang.kernel.problem import Place, Problem
from mingzhang.rulebook.classification import YearNotCovered, functional
from mingzhang.rulebook.parameters import Parameter, Parameters, parameters

#: Sheet → the fields that tell its rows apart, and the column that is blamed.
_ONCE: dict[str, tuple[tuple[str, ...], str]] = {
    "绩效目标": (("project", "version"), "版本"),
    "绩效指标": (("code", "version"), "指标编码"),
    "项目资金": (("project", "source"), "资金来源"),
    "项目进度": (("project", "on", "source"), "截至"),
    "序时计划": (("project", "month"), "月份"),
    "事前评估": (("project", "dimension"), "评估维度"),
    "事前评估结论": (("project",), "项目"),
    "目标审核": (("project", "point"), "审核要点"),
    "自评": (("project", "on"), "日期"),
    "整体评价": (("indicator",), "评价指标"),
    "评价": (("code",), "评价编号"),
    "评价打分": (("evaluation", "indicator", "expert"), "评价指标"),
    "整改": (("code",), "整改编号"),
    "结果应用": (("project",), "项目"),
    "绩效参数": (("code",), "参数"),
}
#: Fields of points beside the money columns that are never negative.
_POINTS = ("points", "stated", "rechecked", "weight")
#: How a value of each kind of parameter is written.
_KINDS = {
    "number": "一个数字，不带单位",
    "flag": "是 或 否",
    "steps": "界限和取值，例如 90:100;80:80",
}


def check_performance(book: Book, unclean: Collection[str] = ()) -> tuple[Problem, ...]:
    """Return every problem of the performance sheets.

    Nothing that rests on the whole of a sheet in `unclean` (of which something could not be read)
    is examined. Projects that are not in the sheet 项目 are told by `check_book`.
    """
    rules = _rules(book)
    return (
        *_twice(book),
        *_negative(book),
        *_parameters(book),
        *check_goals(book, rules, unclean),
        *check_actuals(book, rules, unclean),
        *check_progress(book, rules, unclean),
        *check_evaluations(book, unclean),
    )


def _rules(book: Book) -> Parameters:
    """Return the parameters in force; what the sheet 绩效参数 says wrongly is left out.

    The year is 0 where the book's own could not be read or is not in the rulebook.
    """
    own = {
        row.code: row.value
        for row in book.rows(ParameterRow)
        if row.code in parameters() and parameters()[row.code].fits(row.value)
    }
    try:
        year = functional(book.year).year
    except YearNotCovered:  # a problem already: nothing is held against a year that is not one
        year = 0
    return Parameters(book.department.region, year, own)


def _twice(book: Book) -> Iterator[Problem]:
    for sheet, (fields, column) in _ONCE.items():
        seen: dict[tuple[object, ...], int] = {}
        for line in book.sheets.get(sheet, ()):
            key = tuple(_key_part(line.row, field) for field in fields)
            first = seen.setdefault(key, line.number)
            if first != line.number:
                kinds = {c.field: c.heading for c in columns(PERFORMANCE_SHEETS[sheet])}
                expected = f"{'、'.join(kinds[f] for f in fields)}相同的只填一行"
                found = f"与第{first}行重复"
                place = Place(sheet, line.number, column)
                yield Problem(place, found, expected, "删去一行，或更正编码")


def _key_part(row: object, field: str) -> object:
    value = getattr(row, field)
    return Decimal(1) if field == "version" and value is None else value


def _negative(book: Book) -> Iterator[Problem]:
    for sheet, row_type in PERFORMANCE_SHEETS.items():
        for column in columns(row_type):
            if column.kind is not MONEY and column.field not in _POINTS:
                continue
            for line in book.sheets.get(sheet, ()):
                value = getattr(line.row, column.field)
                if value is not None and value < 0:
                    place = Place(sheet, line.number, column.heading)
                    found = column.kind.write(value)
                    yield Problem(place, found, "不小于0的数", "核对此数；没有的留空")


def _parameters(book: Book) -> Iterator[Problem]:
    for line in book.lines(ParameterRow):
        declared = parameters().get(line.row.code)
        if declared is None:
            place = Place("绩效参数", line.number, "参数")
            known = "、".join(f"{p.code}（{p.title}）" for p in parameters().values())
            remedy = f"{nearest(line.row.code, parameters())}可用的参数：{known}"
            yield Problem(place, line.row.code, "已有的参数", remedy)
        elif not declared.fits(line.row.value):
            place = Place("绩效参数", line.number, "取值")
            expected = f"{declared.title}：{_KINDS[declared.kind]}{_bounds(declared)}"
            yield Problem(place, line.row.value, expected, "按所示样式填写")


def _bounds(declared: Parameter) -> str:
    """Say within what a number, or what the steps give, has to be; "" without bounds."""
    least, most = declared.least, declared.most
    if not least and not most:
        return ""
    said = f"{least} 至 {most}" if most else f"不小于 {least}"
    return f"，{'取值' if declared.kind == 'steps' else ''}{said}"
