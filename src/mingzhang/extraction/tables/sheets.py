"""Sections read as sheets: rows with labels and codes, columns with heads, figures where they meet.

A two-sided table gives two sheets that share their rows. What a column states (an amount, a rate,
a score), of which year and stage and in which unit, is read from the heads over it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from mingzhang.domain.checks.model import Kind
from mingzhang.extraction.tables.captions import Unit, named
from mingzhang.extraction.tables.figures import Sort
from mingzhang.extraction.tables.grid import Box, Line, boxes_of
from mingzhang.extraction.tables.heads import Path, paths
from mingzhang.extraction.tables.kinds import ColumnKind, kinds, panes, realigned
from mingzhang.extraction.tables.labels import bare_head, is_label, label_of
from mingzhang.extraction.tables.sections import Section
from mingzhang.extraction.tables.tree import NOWHERE, Place, Row, Tree, tree
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.table_words import table_words


@dataclass(slots=True, eq=False)
class Column:
    """A column of figures: the heads over it, and what they say of the figures.

    `measure` is "share", "growth", "change", "completion", "average", "weight", "score", "count"
    or "" (an amount). `stage` is that of `Observation`, `year` None where heads and title tell
    none.
    """

    at: int
    path: Path
    measure: str = ""
    unit: Unit | None = None
    stage: str = ""
    year: int | None = None
    total: str = ""

    @property
    def name(self) -> str:
        """Return the innermost head."""
        return self.path[-1] if self.path else ""


@dataclass(slots=True, eq=False)
class Sheet:
    """One side of a section. `side` is the outermost head over all of it (收入, 支出) or ""."""

    section: Section
    columns: list[Column]
    rows: list[Row]
    side: str = ""
    pane: int = 0
    #: How many sheets stand side by side in the section.
    panes: int = 1
    #: The columns of codes and of numbers of rows.
    numbered: frozenset[int] = frozenset()
    #: The columns of names.
    naming: frozenset[int] = frozenset()
    tree: Tree = field(default_factory=Tree)

    @property
    def lists_indicators(self) -> bool:
        """Tell whether rows are indicators of performance, whose values have nothing in common."""
        section = self.section
        if section.lists_indicators is None:
            boxes = (box for line in section.head for box in boxes_of(line))
            section.lists_indicators = any(_INDICATOR.search(box.text) for box in boxes)
        return section.lists_indicators


_YEAR = lazy_regex(r"(20[0-9]{2})年?")
_UNIT = lazy_regex(r"（(?P<unit>[^（）]{1,8})）|单位：(?P<said>[^（）]{1,4})$|(?P<rate>[%‰])")
_INDICATOR = lazy_regex(r"[一二三]级指标|指标值|绩效指标|指标名称|指标内容")
_MEASURES = (
    "share", "completion", "growth", "change", "average", "weight", "score", "count"
)  # fmt: skip
_SPACED = lazy_regex(r"[0-9]{2,9}")
_NEARBY = 3


def sheets(section: Section, year: int | None) -> list[Sheet]:
    """Return the sides of a section that hold figures; `year` is the one the report is about."""
    heads = paths(section)
    heads += [()] * (section.width - len(heads))
    body = _squared(section, heads)
    if len(heads) > section.width:
        body = [[*line, *([None] * (len(heads) - section.width))] for line in body]
    found = kinds(body, heads, len(heads))
    sides = panes(found)
    if all(box.colspan == 1 for line in section.body for box in boxes_of(line)):
        marks = [n for n, path in enumerate(heads) if _measure(path) in ("weight", "score")]
        body = [realigned(line, found, min(marks, default=0)) for line in body]
    numbered = frozenset(
        n for n, kind in enumerate(found) if kind in (ColumnKind.CODE, ColumnKind.ORDER)
    )
    result: list[Sheet] = []
    for number, (naming, values) in enumerate(sides):
        unit = section.unit or _naming_unit([heads[n] for n in naming])
        columns = [_column(n, heads[n], section, unit, year) for n in values]
        rows = list(_rows(body, found, naming, values))
        if rows:
            shared = _shared([heads[n] for n in (*naming, *values)]) if len(sides) > 1 else ""
            names = frozenset(n for n in naming if found[n] is ColumnKind.LABEL)
            for n, row in enumerate(rows):
                row.number = n
            result.append(
                Sheet(section, columns, rows, shared, number, len(sides), numbered, names)
            )
    _share_totals(result)
    for sheet in result:
        sheet.tree = tree(sheet.rows)
    return result


def _share_totals(sides: list[Sheet]) -> None:
    """Give a side the total that it shares with the next one.

    Where two ways to list the same money stand side by side (支出 by function, by nature), one
    total goes over both; where indicators of several levels do, one 合计 names all totals.
    """
    for left, right in pairwise(sides):
        theirs = {row.line: row for row in right.rows}
        for row in left.rows:
            other = theirs.get(row.line)
            if other is None or not row.label.total:
                continue
            own = other.label.text in ("", row.label.text)
            if own and len(left.columns) == 1 and row.boxes[0] is None:
                row.boxes[0] = other.boxes[0]
            elif not other.names:
                other.names, other.label = row.names, row.label


def _squared(section: Section, heads: list[Path]) -> list[Line]:
    """Return the body moved right by the names that a typed table has only in its first row."""
    head = section.head[-1] if len(section.head) == 1 else None
    if head is None or any(box.colspan > 1 for line in section.body for box in boxes_of(line)):
        return section.body
    wide = max((box.column for box in boxes_of(head)), default=0)
    own = max((box.column for line in section.body for box in boxes_of(line)), default=0)
    by = wide - own
    if not 0 < by <= _NEARBY or wide >= section.width:
        return section.body
    by = max(range(by + 1), key=lambda shift: (_fit(section.body, heads, shift), -shift))
    return [[*([None] * by), *line[: len(line) - by]] for line in section.body]


def _fit(body: list[Line], heads: list[Path], by: int) -> int:
    """Return how well a body moved right by some columns stands under its heads."""
    score = 0
    for line in body:
        for box in boxes_of(line):
            at = box.column + by
            head = bare_head(heads[at][-1]) if at < len(heads) and heads[at] else ""
            stated = _is_stated(head)
            if box.sort is Sort.FIGURE:
                rate = _measure((head,)) in ("share", "growth", "completion")
                percent = box.figure is not None and box.figure.kind is Kind.RATE
                score += (1 if stated else -1) + (0 if percent == rate else -1)
            elif box.is_words and head:
                score += -1 if stated else 1
    return score


def _is_stated(head: str) -> bool:
    """Tell whether figures stand under a head, not words."""
    if is_label(head) or table_words().column["remark"].search(head):
        return False
    return bool(label_of(head).total) or any(
        pattern.search(head) for pattern in table_words().measure.values()
    )


def _shared(heads: list[Path]) -> str:
    """Return the outermost head if it is over all columns of a side."""
    first = {path[0] for path in heads if path}
    return first.pop() if len(first) == 1 and all(len(path) > 1 for path in heads) else ""


def _naming_unit(heads: list[Path]) -> Unit | None:
    """Return the unit that a head over names gives to all figures beside them (项目（万元）)."""
    for head in (head for path in heads for head in path):
        if (found := named(label_of(head).unit)) is not None:
            return found
    return None


def _column(at: int, path: Path, section: Section, table: Unit | None, year: int | None) -> Column:
    measure = _measure(path)
    text = "/".join(path)
    words = table_words().measure
    told = [int(found) for found in _YEAR.findall(text)]
    own = told[-1] if told else section.year or year
    if not told and words["previous"].search(text) and measure in ("", "count"):
        own = own - 1 if own else None
    return Column(
        at, path, measure, _unit(path, measure, table), _stage(text), own,
        label_of(bare_head(path[-1])).total if path else "",
    )  # fmt: skip


def _measure(path: Path) -> str:
    words = table_words().measure
    for head in reversed(path[-2:]):
        for name in (
            "share",
            "completion",
            "growth",
            "change",
            "average",
            "weight",
            "score",
            "count",
        ):
            if words[name].search(head):
                return name
    return ""


def _stage(text: str) -> str:
    words = table_words().measure
    for name, stage in (("initial", "initial"), ("adjusted", "adjusted"), ("actual", "actual")):
        if words[name].search(text):
            return stage
    if words["target"].search(text):
        return "target"
    return "budget" if words["budget"].search(_BUDGETS.sub("", text)) else ""


_BUDGETS = lazy_regex(r"(?:一般公共|政府性基金|国有资本经营|社会保险基金)预算(?!数)")


def _unit(path: Path, measure: str, table: Unit | None) -> Unit | None:
    for head in reversed(path):
        for found in _UNIT.finditer(head):
            unit = named(found["unit"] or found["said"] or found["rate"] or "")
            if unit is not None:
                return unit
    if measure in ("share", "growth", "completion"):
        return named("%")
    if measure in ("weight", "score"):
        return named("分")
    if measure == "count":
        return None
    return table


def _rows(
    body: list[Line], found: list[ColumnKind], naming: list[int], values: list[int]
) -> Iterator[Row]:
    """Yield the rows of a side that name something or state a figure."""
    labels = [n for n in naming if found[n] is ColumnKind.LABEL]
    codes = [n for n in naming if found[n] is ColumnKind.CODE]
    places = (*naming, *values)
    seen: set[Box] = set()
    carried = [""] * len(codes)
    for number, line in enumerate(body):
        names, place = _names(line, labels or naming[-1:], seen)
        code = _code(line, codes, carried, seen)
        boxes = [_value(line, n, seen) for n in values]
        for n in codes:
            box = line[n]
            if box is not None and box.is_words and not _SPACED.search(box.text) and not code:
                names = names or (box.text,)
        seen.update(box for n in places if (box := line[n]) is not None)
        stated = any(box is not None and not box.is_blank for box in boxes)
        if names or code or stated:
            label = label_of(names[-1] if names else "")
            yield Row(number, names, label, code or label.code, place, boxes, _row_unit(names))


def _row_unit(names: tuple[str, ...]) -> Unit | None:
    """Return the unit that the names of a row give (车辆数（辆）, 项目资金（万元）)."""
    for name in reversed(names):
        unit = label_of(name).unit
        if unit and (found := named(unit)) is not None:
            return found
    return None


def _value(line: Line, at: int, seen: set[Box]) -> Box | None:
    """Return the box that begins at a place: a merged cell states its figure once."""
    box = line[at]
    if box is None or box in seen or (at > 0 and line[at - 1] is box):
        return None
    return box


def _names(line: Line, labels: list[int], seen: set[Box]) -> tuple[tuple[str, ...], Place]:
    """Return the names of a row, and where its own stand.

    A name that hangs in from a row above counts if it is not the innermost.
    """
    names: list[str] = []
    first, last, indent, hung = -1, 0, 0, False
    before: Box | None = None
    for n in labels:
        box = line[n]
        if box is None or box.is_blank or box is before:
            continue
        before = box
        if box in seen and n == labels[-1]:
            continue
        names.append(box.text)
        if box in seen:
            hung = True
        else:
            first, last, indent = (n if first < 0 else first), n, box.indent
    if first < 0:
        return (), NOWHERE
    return tuple(names), Place(first, last, indent, hung)


def _code(line: Line, codes: list[int], carried: list[str], seen: set[Box]) -> str:
    """Return the code of a row, its parts in several columns put together.

    A part that is not repeated in the rows under it is that of the row above.
    """
    parts = []
    for n in codes:
        box = line[n]
        text = box.text if box is not None and box not in seen else ""
        parts.append(text if _SPACED.fullmatch(text) else "")
    if not any(parts):
        return ""
    last = max(n for n, part in enumerate(parts) if part)
    for n in range(last + 1):
        parts[n] = parts[n] or carried[n]
    for n in range(len(carried)):
        carried[n] = parts[n] if n <= last else ""
    if len(parts) > 1 and parts[last].startswith(parts[0]) and last and len(parts[last]) > 2:
        return parts[last]
    return "".join(parts[: last + 1])
