"""Do the rows of a book fit together? Codes, units, projects, double counting, agreement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mingzhang.domain.book.columns import columns
from mingzhang.domain.book.model import Book, Line
from mingzhang.domain.book.sheets import SHEETS, CarryOverRow, ProjectRow, UnitRow
from mingzhang.domain.figures import Figures
from mingzhang.facts.factset import Fact, FactSet, View
from mingzhang.facts.key import FactKey
from mingzhang.facts.reconcile import Disagreement, disagreements
from mingzhang.kernel.money import format_yuan
from mingzhang.kernel.problem import Place, Problem
from mingzhang.rulebook.classification import (
    Classification,
    economic,
    functional,
    history,
    successor_of,
)
from mingzhang.rulebook.concepts import ancestors, concept, dimensions


def check_book(book: Book, facts: FactSet | None) -> tuple[Problem, ...]:
    """Return every problem between the rows of a book.

    `facts` None: the rows did not become facts, so only codes and registers are checked.
    """
    problems = [*_codes(book), *_registers(book), *_mixed_units(book), *_ledger_balances(book)]
    if facts is not None:
        problems += _double_counting(facts)
        if not problems:
            problems += [_disagreement(facts, d) for d in disagreements(facts)]
            problems += _stated_totals(facts)
    return tuple(problems)


def _codes(book: Book) -> Iterator[Problem]:
    known = {"function": functional(book.year), "economic": economic(book.year)}
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


def _registers(book: Book) -> Iterator[Problem]:
    units = {u.code for u in book.rows(UnitRow)}
    projects = {p.code for p in book.rows(ProjectRow)}
    for field, known, register in (
        ("unit", units, "单位"),
        ("payer", units, "单位"),
        ("payee", units, "单位"),
        ("project", projects, "项目"),
    ):
        for name, row_type in SHEETS.items():
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
    for name in SHEETS:
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
        Place(fact.source.sheet, fact.source.row, fact.source.column),
        _label(fact.key),
        f"不与第{above.source.row}行（其上级）并列",
        "同一视图内只填最细一级；上级合计填入“申报合计”表",
    )


def _disagreement(facts: FactSet, found: Disagreement) -> Problem:
    left, right = (_where(facts, v) for v in (found.left, found.right))
    return Problem(
        _place(facts, found),
        f"{_label(found.key)} {format_yuan(found.left_value)}（{left}）",
        f"与{right}一致：{format_yuan(found.right_value)}",
        f"相差 {format_yuan(found.difference)} 元，核对两处",
    )


def _place(facts: FactSet, found: Disagreement) -> Place:
    """The row that states the figure, if one of the sides is a single row; else the sheet."""
    for view in (found.left, found.right):
        rows = facts.rows_of(view, found.key)
        if len(rows) == 1:
            return Place(rows[0].source.sheet, rows[0].source.row, rows[0].source.column)
    return Place(facts.facts(found.left.code)[0].source.sheet)


def _label(key: FactKey) -> str:
    dims = "、".join(f"{dimensions()[d].label}={dimensions()[d].label_of(v)}" for d, v in key.dims)
    return concept(key.concept).label + (f"（{dims}）" if dims else "")


def _stated_totals(facts: FactSet) -> Iterator[Problem]:
    """A figure stated in a row must be what its formula gives, where all operands are known."""
    figures = Figures(facts)
    for view in facts.views():
        for fact in facts.facts(view.code) if not view.complete else ():
            formula = figures.formula(fact.key)
            if formula is None or fact.value is None:
                continue
            values = [v for k in formula.operands if (v := figures.value(k)) is not None]
            if len(values) < len(formula.operands) or formula.combine(values) == fact.value:
                continue
            right = formula.combine(values)
            yield Problem(
                Place(fact.source.sheet, fact.source.row, fact.source.column),
                f"{_label(fact.key)} {format_yuan(fact.value)}",
                f"{formula.text}＝{format_yuan(right)}",
                f"相差 {format_yuan(fact.value - right)} 元，核对本行和所列各项",
            )


def _where(facts: FactSet, view: View) -> str:
    sheets = sorted({f.source.sheet for f in facts.facts(view.code)})
    name = "、".join(sheets)
    margin = view.code.split(":")[3] if view.code.count(":") >= 3 else ""
    return (
        f"{name}（视图{margin}）" if margin and name in ("收入", "支出", "预算", "结转") else name
    )
