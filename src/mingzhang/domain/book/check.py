"""Do the rows of a book fit together? Codes, units, projects, double counting, agreement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from mingzhang.domain.book.agreement import agreement, label_of, place_of
from mingzhang.domain.book.columns import columns
from mingzhang.domain.book.facts import book_facts
from mingzhang.domain.book.model import Book, Line
from mingzhang.domain.book.sheets import SHEETS, CarryOverRow, DepartmentRow, ProjectRow, UnitRow
from mingzhang.domain.book.views import VIEWED
from mingzhang.facts.factset import Fact, FactSet, View
from mingzhang.kernel.money import format_yuan
from mingzhang.kernel.problem import Place, Problem
from mingzhang.rulebook.classification import (
    Classification,
    YearNotCovered,
    economic,
    functional,
    history,
    successor_of,
)
from mingzhang.rulebook.concepts import ancestors


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong with a book, and the facts of those sheets with which nothing is wrong."""

    facts: FactSet
    problems: tuple[Problem, ...]


#: Sheets whose rows cannot be understood as a whole without another one.
_RESTS_ON = {"视图": tuple(VIEWED), "项目": ("支出", "预算"), "抵销": ("收入", "支出")}


def check_book(
    book: Book, unclean: Collection[str] = (), told: Collection[Problem] = ()
) -> Checked:
    """Return every problem of the rows of a book and between them, and its facts.

    `unclean` are sheets of which something could not be read: their other rows are checked one by
    one, and no figure rests on them. Figures of other sheets are compared all the same. `told` are
    problems of rows that are known already (`check_performance`): their sheets are wrong too.
    """
    facts, unfit = book_facts(_without(book, unclean))
    codes = tuple(_codes(book))
    others = (
        *unfit,
        *_registers(book, unclean),
        *_mixed_units(book),
        *_ledger_balances(book),
        *told,
        *_double_counting(facts),
    )
    wrong = {p.place.file for p in others} | set(unclean)
    sound = book_facts(_without(book, wrong))[0] if others else facts
    compared = agreement(sound, {p.found for p in codes})
    return Checked(sound, (*codes, *others, *compared))


def _without(book: Book, wrong: Collection[str]) -> Book:
    """Return the book without the sheets that are wrong or rest on such a one."""
    return book.without({*wrong, *(s for name in wrong for s in _RESTS_ON.get(name, ()))})


def _codes(book: Book) -> Iterator[Problem]:
    try:
        known = {"function": functional(book.year), "economic": economic(book.year)}
    except YearNotCovered as early:
        if book.year:  # a year that could not be read is a problem already
            place = Place("部门", next(book.lines(DepartmentRow)).number, "年度")
            expected = f"{early.system.first_year}年及以后的年度"
            yield Problem(place, str(book.year), expected, "核对年度；更早年度的科目没有收录")
        return
    for name, row_type in SHEETS.items():
        for column in columns(row_type):
            dim = column.field.removeprefix("revenue_").removeprefix("expenditure_")
            if dim not in known:
                continue
            for line in book.sheets.get(name, ()):
                code = getattr(line.row, column.field)
                if code and code.isdigit() and known[dim].find(code) is None:
                    place = Place(name, line.number, column.heading)
                    problem = _unknown_code(place, code, known[dim], book.year)
                    if problem is not None:
                        yield problem


def _unknown_code(place: Place, code: str, known: Classification, year: int) -> Problem | None:
    """A code the year does not have; none where our list is open and never had the code."""
    if not (known.complete or history(code, known.system.id)):
        return None
    heirs = successor_of(code, year, known.system.id)
    hint = "、".join(f"{h.new.code} {h.new.name}" for h in heirs)
    remedy = f"改用 {hint}" if hint else "按当年《政府收支分类科目》核对编码"
    return Problem(place, code, f"{year}年有效的科目编码", remedy)


def _registers(book: Book, unclean: Collection[str]) -> Iterator[Problem]:
    units = {u.code for u in book.rows(UnitRow)}
    projects = {p.code for p in book.rows(ProjectRow)}
    for field, known, register in (
        ("unit", units, "单位"),
        ("payer", units, "单位"),
        ("payee", units, "单位"),
        ("project", projects, "项目"),
    ):
        for name, row_type in SHEETS.items() if register not in unclean else ():
            for column in columns(row_type):
                if column.field != field:
                    continue
                for line in book.sheets.get(name, ()):
                    code = getattr(line.row, field)
                    if code and code not in known:
                        place = Place(name, line.number, column.heading)
                        expected = f"“{register}”表中的编码"
                        yield Problem(place, code, expected, f"先在“{register}”表登记，或更正编码")


#: Sheets where a row without a unit is the department's, or belongs to nobody.
_UNIT_OPTIONAL = frozenset({"项目", "上年", "申报合计"})


def _mixed_units(book: Book) -> Iterator[Problem]:
    """A view is by unit throughout or not at all, else one part of it would not be counted."""
    for name in SHEETS if not book.only_unit else ():
        by_view: dict[str, list[Line[object]]] = defaultdict(list)
        for line in book.sheets.get(name, ()):
            if hasattr(line.row, "unit") and name not in _UNIT_OPTIONAL:
                by_view[getattr(line.row, "view", "")].append(line)
        for lines in by_view.values():
            blank = [line for line in lines if not getattr(line.row, "unit", "")]
            for line in blank if len(blank) < len(lines) else ():
                yield Problem(
                    Place(name, line.number, "单位编码"),
                    "空白",
                    "单位编码（同表其他行已填）",
                    "补填单位；不分单位的账套则整张表（或整个视图）都不填",
                )


def _ledger_balances(book: Book) -> Iterator[Problem]:
    """年初结转 + 下达 − 压减 − 收回 − 支出 = 年末结转, where a line gives them all."""
    for line in book.lines(CarryOverRow):
        row = line.row
        parts = (
            row.carry_in,
            row.treasury_issued,
            row.treasury_cut,
            row.treasury_recovered,
            row.treasury_spent,
            row.carry_out,
        )
        if any(p is None for p in parts):
            continue
        start, issued, cut, recovered, spent, end = (p for p in parts if p is not None)
        left = start + issued - cut - recovered - spent
        if left != end:
            yield Problem(
                Place("结转", line.number, "年末结转"),
                format_yuan(end),
                f"{format_yuan(left)}（年初结转＋下达指标−压减−财政收回−支出）",
                f"相差 {format_yuan(end - left)} 元，核对本行各列",
            )


def _double_counting(facts: FactSet) -> Iterator[Problem]:
    for view in facts.views():
        if view.complete:
            yield from _double_in(facts, view)


def _double_in(facts: FactSet, view: View) -> Iterator[Problem]:
    """A row that lies above another row of its view would be counted with it twice."""
    by_dims: dict[tuple[str, tuple[str, ...]], dict[tuple[str, ...], Fact]] = defaultdict(dict)
    for fact in facts.facts(view.code):
        names = tuple(d for d, _ in fact.key.dims)
        by_dims[fact.key.entity.code, names][tuple(v for _, v in fact.key.dims)] = fact
    for (_, names), rows in by_dims.items():
        tops = {
            v for v in rows if any(len(ancestors(d, x)) < 4 for d, x in zip(names, v, strict=True))
        }
        for values, fact in rows.items():
            for above in _above(names, values):
                if above in tops:
                    yield _counted_twice(fact, rows[above])


def _above(names: tuple[str, ...], values: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield every combination strictly above `values` (only dimensions with levels multiply)."""
    spots: list[tuple[str, ...]] = [()]
    for name, value in zip(names, values, strict=True):
        spots = [(*s, a) for s in spots for a in ancestors(name, value)]
    yield from spots[1:]


def _counted_twice(fact: Fact, above: Fact) -> Problem:
    return Problem(
        place_of(fact),
        label_of(fact.key),
        f"不与第{above.source.row}行（其上级）并列",
        "同一视图内只填最细一级；上级合计填入“申报合计”表",
    )
