"""Small books of few rows, and the words that a report says about them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from mingzhang.docmodel.model import (
    Block,
    Chart,
    Gap,
    Heading,
    Number,
    Paragraph,
    Run,
    block_runs,
)
from mingzhang.documents.text import run_text
from mingzhang.domain.book.facts import book_facts
from mingzhang.domain.book.model import Book, Line
from mingzhang.domain.book.sheets import (
    SHEETS,
    BudgetRow,
    CarryOverRow,
    DepartmentRow,
    ExpenditureRow,
    FigureRow,
    ReasonRow,
    RevenueRow,
    ThreePublicRow,
    UnitRow,
    ViewRow,
)
from mingzhang.domain.figures import Figures
from mingzhang.domain.report.compile import compile_blocks
from mingzhang.domain.report.context import Context, make_context
from mingzhang.domain.report.edition import ReportEdition, read_edition
from mingzhang.domain.report.wording import word
from mingzhang.facts.key import Entity, Scope
from mingzhang.rulebook.editions import choose, merged

WAN = Decimal(10_000)
YEAR = 2023

#: The margins in which these books know each sheet.
VIEWS = (
    ViewRow(code="v", sheet="收入", dims="收入来源", complete=True),
    ViewRow(code="v", sheet="支出", dims="预算类别、功能分类科目、支出性质", complete=True),
    ViewRow(code="v", sheet="预算", dims="预算类别、功能分类科目、支出性质", complete=True),
    ViewRow(code="v", sheet="结转", dims="预算类别", complete=True),
)


@dataclass(frozen=True)
class Past:
    """A row of 上年 instead of 申报合计, which shares its type."""

    row: FigureRow


def wan(amount: str | int) -> Decimal:
    """Return 万元 as yuan."""
    return Decimal(amount) * WAN


def revenue(amount: str | int, source: str = "general", unit: str = "") -> RevenueRow:
    """Return a revenue of so many 万元."""
    return RevenueRow(view="v", unit=unit, source=source, amount=wan(amount))


def spent(
    amount: str | int | None,
    function: str = "2011301",
    nature: str = "basic",
    budget: str = "general",
    unit: str = "",
) -> ExpenditureRow:
    """Return an expenditure of so many 万元."""
    yuan = None if amount is None else wan(amount)
    return ExpenditureRow(
        view="v", unit=unit, budget=budget, function=function, nature=nature, amount=yuan
    )


def budgeted(
    amount: str | int, function: str = "2011301", nature: str = "basic", budget: str = "general"
) -> BudgetRow:
    """Return an adjusted budget of so many 万元."""
    return BudgetRow(
        view="v",
        entry="adjusted",
        side="expenditure",
        budget=budget,
        function=function,
        nature=nature,
        amount=wan(amount),
    )


def carried(into: str | int, out: str | int, budget: str = "general") -> CarryOverRow:
    """Return what was carried into the year and out of it, in 万元."""
    return CarryOverRow(view="v", budget=budget, carry_in=wan(into), carry_out=wan(out))


def past(concept: str, amount: str | int, dims: str = "") -> Past:
    """Return last year's figure of so many 万元; counts as they are."""
    value = Decimal(amount) if concept.startswith(("staff", "vehicles")) else wan(amount)
    return Past(FigureRow(concept=concept, dims=dims, value=value))


def declared(concept: str, amount: str | int, dims: str = "") -> FigureRow:
    """Return a figure of this year that is stated, in 万元."""
    return FigureRow(concept=concept, dims=dims, value=wan(amount))


def three(
    item: str, actual: str | int, adjusted: str | int | None = None, unit: str = ""
) -> ThreePublicRow:
    """Return a row of the three public expenses in 万元."""
    budget = None if adjusted is None else wan(adjusted)
    return ThreePublicRow(unit=unit, item=item, adjusted=budget, actual=wan(actual))


def because(concept: str, text: str, dims: str = "", about: str = "change") -> ReasonRow:
    """Return a reason."""
    return ReasonRow(about=about, concept=concept, dims=dims, text=text)


def unit(
    code: str,
    name: str = "某中心",
    *,
    own: bool = False,
    duties: str = "",
    offices: str = "",
    kind: str = "agency",
) -> UnitRow:
    """Return a unit of the department."""
    return UnitRow(code=code, name=name, kind=kind, own_office=own, duties=duties, offices=offices)


def book(
    *rows: object,
    year: int = YEAR,
    empty: Iterable[str] = (),
    views: Iterable[ViewRow] = VIEWS,
    foreign: str | None = None,
) -> Book:
    """Return a book of these rows; `empty` sheets are there and say that there is nothing."""
    sheets: dict[str, list[Line[object]]] = defaultdict(list)
    department = DepartmentRow(
        code="D",
        name="某局",
        region="510500",
        year=year,
        publish_date=date(year + 1, 9, 30),
        foreign_reception=foreign,
    )
    names = {row_type: name for name, row_type in SHEETS.items()}
    names[FigureRow] = "申报合计"
    for row in (department, *views, *rows):
        name = "上年" if isinstance(row, Past) else names[type(row)]
        told = row.row if isinstance(row, Past) else row
        sheets[name].append(Line(len(sheets[name]) + 2, told))
    for name in empty:
        sheets.setdefault(name, [])
    return Book({name: tuple(lines) for name, lines in sheets.items()})


@cache
def edition(region: str, year: int) -> ReportEdition:
    """Return the report edition of a place and year."""
    chosen = choose("report", region, year)
    return read_edition(chosen.id, merged(chosen.id))


def context(of: Book, unit_code: str = "") -> Context:
    """Return the context of the department's report, or of a unit's."""
    facts, problems = book_facts(of)
    assert not problems, problems
    entity = Entity(unit_code, Scope.UNIT) if unit_code else of.whole
    return make_context(of, Figures(facts), edition(of.department.region, of.year), entity)


@dataclass(frozen=True)
class Said:
    """A report in words: paragraphs by heading, charts, and what is missing.

    `gaps` with full keys, `plain_gaps` as they are to stand in the report.
    """

    blocks: list[Block]
    gaps: list[str]
    plain_gaps: list[str]

    def under(self, heading: str) -> str:
        """Return the paragraphs under the first heading that contains the words."""
        inside, lines = False, []
        for block in self.blocks:
            if isinstance(block, Heading):
                if inside:
                    break
                inside = heading in block.text
            elif inside and isinstance(block, Paragraph):
                lines.append("".join(run_text(run) for run in block.runs))
        assert inside, heading
        return "\n".join(lines)

    @property
    def charts(self) -> list[Chart]:
        return [b for b in self.blocks if isinstance(b, Chart)]

    @property
    def headings(self) -> list[str]:
        return [b.text for b in self.blocks if isinstance(b, Heading)]

    @property
    def shown_gaps(self) -> list[str]:
        runs = (run for block in self.blocks for run in block_runs(block))
        return [run.text for run in runs if isinstance(run, Gap)]


def said(of: Book, unit_code: str = "") -> Said:
    """Return the report of a book, without its statements."""
    made = context(of, unit_code)
    blocks = compile_blocks(made, {"statements": lambda _: ()})
    return Said(blocks, made.findings.gaps, made.findings.shown)


def words(of: Book, text: str, unit_code: str = "") -> str:
    """Return one text with placeholders as printed."""
    return "".join(run_text(run) for run in word(context(of, unit_code), text))


def only_number(runs: Iterable[Run]) -> Number:
    """Return the one figure of some runs."""
    (number,) = [run for run in runs if isinstance(run, Number)]
    return number
