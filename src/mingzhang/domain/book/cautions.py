"""What is allowed in a book and likely a mistake: unlisted codes, 万元 for 元, carry-over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from mingzhang.domain.book.agreement import IN_WAN, place_of
from mingzhang.domain.book.columns import CellError, columns
from mingzhang.domain.book.dims import parse_dims
from mingzhang.domain.book.model import Book
from mingzhang.domain.book.sheets import (
    SHEETS,
    ExpenditureRow,
    FigureRow,
    RevenueRow,
    StaffRow,
    ThreePublicRow,
)
from mingzhang.domain.figures import Figures
from mingzhang.facts.factset import FactSet
from mingzhang.facts.key import Entity, FactKey, Scope, Stage
from mingzhang.kernel.money import format_yuan, typed_in_wan
from mingzhang.kernel.problem import Caution, Place
from mingzhang.rulebook.classification import (
    Classification,
    YearNotCovered,
    functional,
    history,
)
from mingzhang.rulebook.concepts import concept, dimensions

_IN_WAN = "金额是否以万元填写？应以元填写"
#: A year of a department with less than this, or than so much a person, is not likely: one salary
#: is more. The least plausible amounts are thus far above any year's in 万元.
_LEAST, _LEAST_PER_HEAD, _FEW = Decimal(100_000), Decimal(1_000), 3
#: Two amounts that should be alike are taken for 元 and 万元 when this many times apart.
_APART = (Decimal(2_000), Decimal(50_000))


def cautions(book: Book, facts: FactSet) -> tuple[Caution, ...]:
    """Return what to look at again in a book; `facts` are those of its sheets without problems."""
    figures = Figures(facts)
    return (
        *_unlisted_codes(book),
        *_small_amounts(book, figures),
        *_last_year_apart(book, figures),
        *_budget_apart(book, figures),
        *_three_public_apart(book),
        *_carried_by_item(book, figures),
    )


def _unlisted_codes(book: Book) -> Iterator[Caution]:
    """The functional list is not complete, so a code that it lacks may be right or a slip."""
    for name, row_type in SHEETS.items():
        try:
            known = functional(book.year - 1 if name == "上年" else book.year)
        except YearNotCovered:
            continue
        for column in columns(row_type):
            if column.field != "dims" and not column.field.endswith("function"):
                continue
            for line in book.sheets.get(name, ()):
                code = _function(getattr(line.row, column.field))
                listed = known.find(code) or history(code, known.system.id)
                if code.isdigit() and not listed:
                    yield Caution(Place(name, line.number, column.heading), _unlisted(code, known))


def _function(cell: object) -> str:
    """Return the functional code that a cell holds or names among dimensions, empty if none."""
    text = str(cell or "")
    if "=" not in text.replace("＝", "="):
        return text
    try:
        return parse_dims(text).get("function", "")
    except CellError:  # told as a problem
        return ""


def _unlisted(code: str, known: Classification) -> str:
    near = "、".join(f"{c} {known.name(c)}" for c in _near(code, known)[:3])
    hint = f"。相近的编码：{near}" if near else ""
    lacking = f"{code} 不在所收录的{known.year}年功能分类科目中，印不出名称"
    return f"{lacking}；清单不全，请核对编码{hint}"


def _near(code: str, known: Classification) -> list[str]:
    """Return the listed codes one slip away: two digits exchanged first, then one digit wrong."""
    swapped = {
        code[:i] + code[j] + code[i + 1 : j] + code[i] + code[j + 1 :]
        for i, j in combinations(range(len(code)), 2)
    }
    listed = [c for c in known.codes() if len(c) == len(code)]
    return [c for c in listed if c in swapped] + [
        c
        for c in reversed(listed)
        if c not in swapped and sum(a != b for a, b in zip(c, code, strict=True)) == 1
    ]


def _small_amounts(book: Book, figures: Figures) -> Iterator[Caution]:
    staff = sum((r.actual or Decimal(0) for r in book.rows(StaffRow)), Decimal(0))
    for sheet, row_type, code in (
        ("收入", RevenueRow, "revenue"),
        ("支出", ExpenditureRow, "expenditure"),
    ):
        rows: tuple[object, ...] = book.rows(row_type)
        total = figures.value(FactKey.of(code, book.whole, book.year))
        if not total or total < 0:
            continue
        if (total < _LEAST and (staff or len(rows) >= _FEW)) or total < _LEAST_PER_HEAD * staff:
            said = f"全年{concept(code).label}合计只有 {format_yuan(total)} 元，{_IN_WAN}"
            yield Caution(Place(sheet, column="金额"), said)


def _apart(one: Decimal | None, other: Decimal | None) -> bool:
    """Tell whether two amounts differ as 元 and 万元 of about the same do."""
    if not one or not other:
        return False
    small, large = sorted((abs(one), abs(other)))
    return _APART[0] <= large / small <= _APART[1]


def _last_year_apart(book: Book, figures: Figures) -> Iterator[Caution]:
    """Last year's figures in another unit: told where most of them are, for one alone may be so."""
    places, compared = [], 0
    for line in book.lines(FigureRow, "上年"):
        try:
            dims = parse_dims(line.row.dims)
            key = FactKey.of(line.row.concept, book.whole, book.year, dims=dims)
        except (CellError, KeyError):
            continue  # told as a problem
        now = figures.value(key)
        if concept(line.row.concept).unit == "yuan" and now and line.row.value:
            compared += 1
            if _apart(line.row.value, now):
                places.append(Place("上年", line.number, "数值"))
    if 2 * len(places) > compared:
        yield from (Caution(p, f"与本年相差约一万倍，{_IN_WAN}") for p in places)


def _budget_apart(book: Book, figures: Figures) -> Iterator[Caution]:
    for code in ("revenue", "expenditure"):
        actual = FactKey.of(code, book.whole, book.year)
        spent = figures.value(actual)
        for stage, label in ((Stage.INITIAL, "年初预算"), (Stage.ADJUSTED, "全年预算")):
            planned = figures.value(actual.at_stage(stage))
            if _apart(planned, spent) and planned and spent:
                both = f"{label} {format_yuan(planned)} 与决算 {format_yuan(spent)} 相差约一万倍"
                said = f"{concept(code).label}{both}，{_IN_WAN}"
                yield Caution(Place("预算", column="金额"), said)
                break


def _three_public_apart(book: Book) -> Iterator[Caution]:
    for line in book.lines(ThreePublicRow):
        row = line.row
        for label, planned in (("年初预算", row.initial), ("全年预算", row.adjusted)):
            if _apart(planned, row.actual) and planned and row.actual:
                both = f"{label} {format_yuan(planned)} 与决算 {format_yuan(row.actual)}"
                yield Caution(Place("三公", line.number), f"{both} 相差约一万倍，{_IN_WAN}")
                break


_BUDGETS = ("general", "fund", "capital", "non_fiscal")


@dataclass(frozen=True, slots=True)
class _Item:
    """A functional item of one budget of the department or of a unit."""

    figures: Figures
    entity: Entity
    year: int
    budget: str
    function: str

    def key(self, code: str) -> FactKey:
        dims = {"budget": self.budget, "function": self.function}
        return FactKey.of(code, self.entity, self.year, dims=dims)

    def value(self, code: str) -> Decimal | None:
        return self.figures.value(self.key(code))

    @property
    def received(self) -> Decimal | None:
        """Revenue from the budget; of other money, where no surplus takes part."""
        if self.budget != "non_fiscal":
            return self._revenue({"source": self.budget})
        for code in ("surplus_used", "surplus_distributed"):
            if self.figures.value(FactKey.of(code, self.entity, self.year)) != 0:
                return None
        every, fiscal = self._revenue({}), self._revenue({"source": "fiscal"})
        return None if every is None or fiscal is None else every - fiscal

    def _revenue(self, source: Mapping[str, str]) -> Decimal | None:
        dims = {**source, "function": self.function}
        return self.figures.value(FactKey.of("revenue", self.entity, self.year, dims=dims))

    @property
    def label(self) -> str:
        unit = f"{self.entity.code} " if self.entity.scope is Scope.UNIT else ""
        return f"{unit}{dimensions()['budget'].label_of(self.budget)}，{self.function}"

    @property
    def place(self) -> Place:
        """The row that gives what is carried out, if it is one; else its sheet."""
        rows = self.figures.facts.rows_behind(self.key("carry_out"))
        return place_of(rows[0]) if len(rows) == 1 else Place("结转")


def _carried_by_item(book: Book, figures: Figures) -> Iterator[Caution]:
    """年初结转 + 收入 − 支出 = 年末结转 for each functional item of a budget, where all are known.

    The identities hold this for whole budgets; an amount or code in the wrong item they let pass.
    """
    codes = figures.facts.units if len(figures.facts.units) > 1 else ()
    spent = (v for v in figures.facts.views() if v.concept == "expenditure")
    # What units paid each other may leave the department in one item and come back in another.
    units = [Entity(u, Scope.UNIT) for u in codes] if any(v.by_unit for v in spent) else []
    for entity in units or [book.whole]:
        for budget in _BUDGETS:
            for code in _items(figures, entity, book.year, budget):
                yield from _carried(_Item(figures, entity, book.year, budget, code))


def _items(figures: Figures, entity: Entity, year: int, budget: str) -> list[str]:
    source = {} if budget == "non_fiscal" else {"source": budget}
    keys = [FactKey.of("revenue", entity, year, dims=source)]
    for code in ("carry_in", "expenditure", "carry_out"):
        keys.append(FactKey.of(code, entity, year, dims={"budget": budget}))
    found = {v for key in keys for v in figures.facts.known_values(key, "function")}
    return sorted(code for code in found if len(code) == 7)


def _carried(item: _Item) -> Iterator[Caution]:
    start, spent, end = (item.value(c) for c in ("carry_in", "expenditure", "carry_out"))
    received = item.received
    if start is None or spent is None or end is None or received is None:
        return
    left = start + received - spent
    # What the treasury takes back leaves the carry-over and is no expenditure.
    if end in (left, left - (item.value("treasury_recovered") or 0)):
        return
    amounts = sorted((a for a in (start, received, spent, end) if a), key=abs)
    wan = [a for a in amounts if any(typed_in_wan(a, b) for b in amounts)]
    hint = f"；{format_yuan(wan[0])} {IN_WAN}" if wan else ""
    sums = f"年初结转 {format_yuan(start)}＋收入 {format_yuan(received)}−支出 {format_yuan(spent)}"
    both = f"{sums}＝{format_yuan(left)}，而年末结转为 {format_yuan(end)}"
    off = f"相差 {format_yuan(left - end)} 元{hint}"
    yield Caution(item.place, f"{item.label}：{both}，{off}")
