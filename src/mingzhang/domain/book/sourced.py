"""What rows of many sheets share: where their amounts come from."""

from __future__ import annotations

from dataclasses import dataclass

from mingzhang.domain.book.columns import TEXT, choice, col
from mingzhang.facts.provenance import ORIGIN_LABELS

ORIGIN = choice("来源", {o.value: label for o, label in ORIGIN_LABELS.items()})


@dataclass(frozen=True, slots=True)
class Sourced:
    """Columns that tell where a row's amount comes from."""

    origin: str | None = col("来源", ORIGIN, note="空白按原始", last=True)
    note: str = col("备注", TEXT, last=True)
