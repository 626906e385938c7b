"""Dimensions written in a cell: “支出性质=基本支出、预算类别=一般公共预算”."""

from __future__ import annotations

from mingzhang.domain.book.cells import folded, nearest
from mingzhang.domain.book.columns import CellError, dim
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.concepts import concept, dimensions

_BETWEEN = lazy_regex("[、；;，,]")


def parse_dims(text: str) -> dict[str, str]:
    """Read dimensions by Chinese label or code. Raises CellError."""
    result: dict[str, str] = {}
    for part in filter(None, (p.strip() for p in _BETWEEN.split(text))):
        name, sign, value = part.replace("＝", "=").partition("=")
        if not sign:
            raise CellError("维度=值", "例如 支出性质=基本支出")
        code = dim_named(name.strip())
        result[code] = dim(code).read(value.strip())
    return result


def dim_named(name: str) -> str:
    """Return the code of a dimension given by label or code. Raises CellError."""
    for code, declared in dimensions().items():
        if folded(name) in (code, folded(declared.label)):
            return code
    labels = [d.label for d in dimensions().values()]
    hint = nearest(name, labels) or "检查维度名称"
    raise CellError(f"已知维度（{'、'.join(labels)}）", hint)


def dims_text(dims: dict[str, str]) -> str:
    """Return dimensions as a person reads them; `parse_dims` reads them back."""
    return "、".join(f"{dimensions()[k].label}={dim(k).write(v)}" for k, v in dims.items())


def allowed_dims(concept_code: str, dims: dict[str, str]) -> None:
    """Refuse a dimension that the concept does not carry. Raises CellError."""
    extra = sorted(set(dims) - concept(concept_code).dims)
    if extra:
        allowed = "、".join(
            dimensions()[d].label for d in dimensions() if d in concept(concept_code).dims
        )
        raise CellError(
            f"“{concept(concept_code).label}”可用的维度（{allowed or '无'}）", "删去此维度"
        )
