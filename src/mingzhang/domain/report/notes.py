"""Small type at the end of a part: what is doubted in it, and what rounding makes of its sums."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from mingzhang.docmodel.model import (
    Block,
    Chart,
    ChartKind,
    Heading,
    Mark,
    Number,
    Paragraph,
    Text,
    block_runs,
)
from mingzhang.domain.book.sheets import DisputedRow
from mingzhang.domain.figures import Figures, base_of, whole_of, without_of
from mingzhang.domain.labels import short_label
from mingzhang.domain.report.context import Context
from mingzhang.domain.report.formatters import TABLE_UNIT
from mingzhang.facts.key import FactKey
from mingzhang.rulebook.concepts import concept, dimension

#: Figures in 万元 as printed, with their sign.
Printed = Mapping[FactKey, Decimal]


def notes(context: Context, blocks: Sequence[Block]) -> list[Paragraph]:
    """Return the notes to the last part of `blocks`, numbered when there are several.

    One for each doubted figure that no earlier part explains; one on rounding when figures of
    the part, as printed, do not come to a difference or sum printed with them.
    """
    start = _start_of_part(blocks)
    earlier, part = blocks[:start], blocks[start:]
    told = {without_of(FactKey.parse(n.key)) for n in _doubted(earlier)}
    keys = dict.fromkeys(without_of(FactKey.parse(n.key)) for n in _doubted(part))
    lines = [_doubt(context, key) for key in keys if key not in told]
    if _rounds_apart(context.figures, part):
        lines.append(context.edition.words["note_rounding"])
    several = len(lines) > 1
    return [
        Paragraph((Text(f"注{n if several else ''}：{line}"),), small=True)
        for n, line in enumerate(lines, 1)
    ]


def doubt_text(row: DisputedRow) -> str:
    """Return what the source printed, where, and what the office says about it."""
    place = f"（{row.place}）" if row.place else ""
    note = f"。{row.note.rstrip('。')}" if row.note else ""
    return f"原文为{row.printed}{place}{note}"


def _start_of_part(blocks: Sequence[Block]) -> int:
    parts = [n for n, b in enumerate(blocks) if isinstance(b, Heading) and b.level == 1]
    return parts[-1] if parts else 0


def _numbers(blocks: Iterable[Block]) -> Iterator[Number]:
    for block in blocks:
        yield from (run for run in block_runs(block) if isinstance(run, Number))


def _doubted(blocks: Iterable[Block]) -> Iterator[Number]:
    return (number for number in _numbers(blocks) if number.mark is Mark.DISPUTED)


def _doubt(context: Context, key: FactKey) -> str:
    row = context.disputed[key]
    name = short_label(key, context.book.year, context.names)
    return f"{name}{context.edition.words['note_disputed']}{doubt_text(row)}。"


def _rounds_apart(figures: Figures, part: Sequence[Block]) -> bool:
    """Tell whether a printed difference or sum of the part is not that of the printed figures."""
    shown = _printed(figures, part)
    return any(
        all(k in shown for k in (whole, *parts)) and _sum(shown, parts) != shown[whole]
        for whole, parts in (*_composed(shown), *_pies(part))
    ) or any(_differs(shown, key) for key in shown)


def _printed(figures: Figures, part: Sequence[Block]) -> Printed:
    shown: dict[FactKey, Decimal] = {}
    for number in _numbers(part):
        if number.unit == TABLE_UNIT and "@" in number.key and not number.key.startswith("cell("):
            key = FactKey.parse(number.key)
            below = (figures.value(key) or Decimal(0)) < 0
            shown[key] = -abs(number.value) if below else abs(number.value)
    return shown


def _differs(shown: Printed, key: FactKey) -> bool:
    now = base_of(key)
    if key.get("measure") != "change" or now not in shown or now.last_year() not in shown:
        return False
    return shown[now] - shown[now.last_year()] != shown[key]


def _composed(shown: Printed) -> Iterator[tuple[FactKey, tuple[FactKey, ...]]]:
    """Yield changes of all items together with those of the single items that they come from."""
    tops = [v.code for v in dimension("item").values.values() if v.parent is None]
    for key in shown:
        whole = key.get("measure") == "change" and key.get("item") is None
        if whole and "item" in concept(key.concept).dims:
            yield key, tuple(key.with_dims(item=item) for item in tops)


def _pies(part: Iterable[Block]) -> Iterator[tuple[FactKey, tuple[FactKey, ...]]]:
    """Yield the whole and the slices of each pie: the same as the text lists."""
    for block in part:
        if isinstance(block, Chart) and block.kind is ChartKind.PIE and block.shares:
            whole = whole_of(FactKey.parse(block.shares[0].key))
            yield whole, tuple(FactKey.parse(n.key) for n in block.series[0].values)


def _sum(shown: Printed, keys: Iterable[FactKey]) -> Decimal:
    return sum((shown[key] for key in keys), Decimal(0))
