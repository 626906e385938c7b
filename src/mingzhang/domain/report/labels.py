"""Keys in words for people: labels of figures in gaps, derivations and lists."""

from __future__ import annotations

from mingzhang.domain.figures import base_of, whole_of
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
