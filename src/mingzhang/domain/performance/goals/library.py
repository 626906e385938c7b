"""The indicator library: what indicators departments use, how often and with which values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.docmodel.grid import Grid
from mingzhang.domain.book.cells import folded
from mingzhang.domain.performance.goals.measured import unit_of
from mingzhang.domain.performance.goals.targets import reached
from mingzhang.domain.performance.model import Comparator, Indicator, Performance, Project
from mingzhang.domain.performance.scoring.comparators import plain
from mingzhang.rulebook.performance import term, terms

SHEET = "指标库"
_HEADINGS = (
    "一级指标",
    "二级指标",
    "三级指标",
    "计量单位",
    "计算符号",
    "引用项目数",
    "部门数",
    "年度",
    "指标值下限",
    "指标值上限",
    "完成值下限",
    "完成值上限",
)

Span = tuple[Decimal, Decimal] | None


@dataclass(frozen=True, slots=True)
class Entry:
    """An indicator of the library.

    `uses` counts goals of a project (or department) and year that have it; `targets` and `actuals`
    are the least and the greatest value in `unit`, None where no number is known.
    """

    level: str
    sublevel: str
    name: str
    unit: str
    comparators: tuple[Comparator, ...]
    uses: int
    departments: int
    years: tuple[int, ...]
    targets: Span
    actuals: Span


@dataclass(frozen=True, slots=True)
class _Use:
    performance: Performance
    project: Project
    indicator: Indicator


def library(performances: Iterable[Performance]) -> tuple[Entry, ...]:
    """Return the indicators of several books and years, the most used first.

    One entry is one name (widths, brackets and blanks aside) under a level and second level in
    one unit; indicators of 批 and 批次 are the same, of 元 and 万元 are not.
    """
    uses: dict[tuple[str, ...], list[_Use]] = defaultdict(list)
    for performance in performances:
        for project in performance.every:
            for indicator in project.indicators:
                uses[_key(indicator)].append(_Use(performance, project, indicator))
    entries = [_entry(found) for found in uses.values()]
    levels = list(terms("level"))
    return tuple(
        sorted(entries, key=lambda e: (-e.uses, levels.index(e.level), e.sublevel, e.name, e.unit))
    )


def _key(indicator: Indicator) -> tuple[str, ...]:
    unit = unit_of(indicator.unit)
    same = f"{unit.base}×{unit.scale}" if unit else ""
    return indicator.level, indicator.sublevel, folded(indicator.name), same


def _entry(uses: list[_Use]) -> Entry:
    first = uses[0].indicator
    used = {i.comparator for i in (use.indicator for use in uses)}
    ends = [v for use in uses for v in (use.indicator.target, use.indicator.upper) if v is not None]
    results = [reached(use.project, use.indicator, use.performance.year) for use in uses]
    actuals = [value for value in results if value is not None]
    return Entry(
        level=first.level,
        sublevel=first.sublevel,
        name=first.name,
        unit=first.unit,
        comparators=tuple(c for c in Comparator if c in used),
        uses=len({(u.performance.entity, u.performance.year, u.project.code) for u in uses}),
        departments=len({use.performance.entity for use in uses}),
        years=tuple(sorted({use.performance.year for use in uses})),
        targets=(min(ends), max(ends)) if ends else None,
        actuals=(min(actuals), max(actuals)) if actuals else None,
    )


def library_grid(entries: Iterable[Entry]) -> Grid:
    """Return the library as a sheet, one row an entry."""
    return Grid(SHEET, SHEET, (_HEADINGS, *(_row(entry) for entry in entries)))


def _row(entry: Entry) -> tuple[str, ...]:
    return (
        term("level", entry.level),
        term("sublevel", entry.sublevel) if entry.sublevel else "",
        entry.name,
        entry.unit,
        "、".join(term("comparator", c) for c in entry.comparators),
        str(entry.uses),
        str(entry.departments),
        "、".join(str(year) for year in entry.years),
        *_ends(entry.targets),
        *_ends(entry.actuals),
    )


def _ends(span: Span) -> tuple[str, str]:
    return ("", "") if span is None else (plain(span[0]), plain(span[1]))
