"""Keys and their figures in words for people: in gaps, derivations and lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from mingzhang.domain.book.model import Book
from mingzhang.domain.book.performance_sheets import IndicatorRow, ResultRow
from mingzhang.domain.book.sheets import ProjectRow
from mingzhang.domain.figures import Figures, base_of, whole_of
from mingzhang.facts.factset import Known
from mingzhang.facts.key import FactKey, Stage
from mingzhang.rulebook.classification import economic, functional
from mingzhang.rulebook.concepts import concept, dimensions

_STAGES = {
    Stage.INITIAL: "年初预算",
    Stage.ADJUSTMENT: "预算调整",
    Stage.ADJUSTED: "全年预算",
    Stage.ACTUAL: "",
}
#: The same of an indicator, whose value has a unit of its own.
_OWN_STAGES = {
    Stage.INITIAL: "年初指标值",
    Stage.ADJUSTMENT: "指标值调整",
    Stage.ADJUSTED: "年度指标值",
    Stage.ACTUAL: "实际完成值",
}


@dataclass(frozen=True, slots=True)
class Names:
    """What a book calls its projects, indicators and results by code, and the units of values.

    `of` is by dimension and code, `units` by code of the indicator.
    """

    of: Mapping[tuple[str, str], str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)

    def unit_of(self, key: FactKey) -> str:
        """Return the word behind a figure: an indicator's unit, else the measure word; or ""."""
        if key.get("measure") is None and concept(key.concept).unit == "own":
            return self.units.get(key.get("indicator") or "", "")
        return concept(key.concept).word


#: Where the book is not at hand.
NO_NAMES = Names()


def names_of(book: Book) -> Names:
    """Return the names of a book; of an indicator of several versions those in force."""
    indicators = sorted(book.rows(IndicatorRow), key=lambda row: row.version or 1)
    projects = {("project", row.code): row.name for row in book.rows(ProjectRow)}
    told: tuple[IndicatorRow | ResultRow, ...] = (*indicators, *book.rows(ResultRow))
    named = {("indicator", row.code): row.name for row in told}
    return Names({**projects, **named}, {row.code: row.measure_unit for row in told})


def value_label(dim: str, value: str, year: int, names: Names = NO_NAMES) -> str:
    """Return a dimension's value in words: the code's name in that year, a listed label."""
    if (dim, value) in names.of:
        return names.of[dim, value]
    if dim in ("function", "economic") and value.isdigit():
        item = (functional(year) if dim == "function" else economic(year)).find(value)
        return f"{value} {item.name}" if item else value
    return dimensions()[dim].label_of(value)


def label_of(key: FactKey, names: Names = NO_NAMES) -> str:
    """Return a key in words, for example “2023年支出（支出性质=基本支出）”."""
    base = base_of(key)
    if concept(key.concept).unit == "own":
        return f"{key.period}年{_own(key, names)}"
    parts = [
        f"{dimensions()[d].label}={value_label(d, v, key.period, names)}" for d, v in base.dims
    ]
    dims = f"（{'，'.join(parts)}）" if parts else ""
    text = f"{key.period}年{concept(key.concept).label}{_STAGES[key.stage]}{dims}"
    measure = key.get("measure")
    if measure is None:
        return text
    text += f"的{dimensions()['measure'].label_of(measure)}"
    return text + (f"（占{label_of(whole_of(key), names)}）" if key.get("of") else "")


def _own(key: FactKey, names: Names) -> str:
    """Name a value of an indicator: what it is called, and target, result or how far reached."""
    code = key.get("indicator") or ""
    named = f"指标“{value_label('indicator', code, key.period, names)}”"
    measure = key.get("measure")
    if measure == "completion":
        return f"{named}完成率"
    if key.concept != "indicator":
        return f"{named}{concept(key.concept).label}"
    said = dimensions()["measure"].label_of(measure) if measure else ""
    return f"{named}{_OWN_STAGES[key.stage]}{said}"


#: Dimensions whose value alone names an amount (公务接待费, 行政运行), the most telling first.
_NAMING = ("function", "item", "economic", "nature", "source")


def short_label(key: FactKey, year: int, names: Names = NO_NAMES) -> str:
    """Return a key in plain words for a report of `year`: 公务接待费, 2022年收入总计.

    Without codes and names of dimensions; the year is said only where it is another one.
    """
    base = base_of(key)
    if concept(key.concept).unit == "own":
        return ("" if key.period == year else f"{key.period}年") + _own(key, names)
    said = (
        f"{_plain(base, names)}{_STAGES[key.stage]}{'数' if key.stage is not Stage.ACTUAL else ''}"
    )
    if key.period != year:
        said = f"{key.period}年{said}"
    measure = key.get("measure")
    return said + (dimensions()["measure"].label_of(measure) if measure else "")


def _plain(key: FactKey, names: Names) -> str:
    """Name an amount by its most telling dimension, else by concept and all its dimensions."""
    label, dims = concept(key.concept).label, dict(key.dims)
    naming = next((d for d in _NAMING if d in dims), None)
    if concept(key.concept).unit == "yuan" and naming:
        return value_label(naming, dims[naming], key.period).removeprefix(f"{dims[naming]} ")
    if set(dims) == {"budget"}:
        value = dimensions()["budget"].values[dims["budget"]]
        return f"{value.full or value.label}{label}"
    parts = "、".join(value_label(d, v, key.period, names) for d, v in key.dims)
    return f"{label}（{parts}）" if parts else label


def lacking(figures: Figures, key: FactKey) -> FactKey:
    """Return what has to be given so that an unknown figure is known.

    The unknown operand of a measure (last year's figure of a change); else the figure itself.
    """
    formula = figures.formula(key) if key.get("measure") else None
    unknown = (k for k in formula.operands if not _known(figures, k)) if formula else ()
    first = next(iter(unknown), None)
    return key if first is None else lacking(figures, first)


def _known(figures: Figures, key: FactKey) -> bool:
    return isinstance(figures.quantity(key), Known)


def print_of(value: Decimal, *, trim: bool) -> str:
    """Return the digits as printed; `trim` drops trailing zeros after the point."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if trim and "." in text else text
