"""Keys in words for people: labels of figures in gaps, derivations and lists."""

from __future__ import annotations

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


def value_label(dim: str, value: str, year: int) -> str:
    """Return a dimension's value in words: the code's name in that year, a listed label."""
    if dim in ("function", "economic") and value.isdigit():
        item = (functional(year) if dim == "function" else economic(year)).find(value)
        return f"{value} {item.name}" if item else value
    return dimensions()[dim].label_of(value)


def label_of(key: FactKey) -> str:
    """Return a key in words, for example “2023年支出（支出性质=基本支出）”."""
    base = base_of(key)
    parts = [f"{dimensions()[d].label}={value_label(d, v, key.period)}" for d, v in base.dims]
    dims = f"（{'，'.join(parts)}）" if parts else ""
    text = f"{key.period}年{concept(key.concept).label}{_STAGES[key.stage]}{dims}"
    measure = key.get("measure")
    if measure is None:
        return text
    text += f"的{dimensions()['measure'].label_of(measure)}"
    return text + (f"（占{label_of(whole_of(key))}）" if key.get("of") else "")


#: Dimensions whose value alone names an amount (公务接待费, 行政运行), the most telling first.
_NAMING = ("function", "item", "economic", "nature", "source")


def short_label(key: FactKey, year: int) -> str:
    """Return a key in plain words for a report of `year`: 公务接待费, 2022年收入总计.

    Without codes and names of dimensions; the year is said only where it is another one.
    """
    base = base_of(key)
    said = f"{_plain(base)}{_STAGES[key.stage]}{'数' if key.stage is not Stage.ACTUAL else ''}"
    if key.period != year:
        said = f"{key.period}年{said}"
    measure = key.get("measure")
    return said + (dimensions()["measure"].label_of(measure) if measure else "")


def _plain(key: FactKey) -> str:
    """Name an amount by its most telling dimension, else by concept and all its dimensions."""
    label, dims = concept(key.concept).label, dict(key.dims)
    naming = next((d for d in _NAMING if d in dims), None)
    if concept(key.concept).unit == "yuan" and naming:
        return value_label(naming, dims[naming], key.period).removeprefix(f"{dims[naming]} ")
    if set(dims) == {"budget"}:
        value = dimensions()["budget"].values[dims["budget"]]
        return f"{value.full or value.label}{label}"
    parts = "、".join(value_label(d, v, key.period) for d, v in key.dims)
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
