"""Which cells of tables determine each other, found by arithmetic alone.

Of a document that somebody else wrote nobody has a list of what its tables claim. But sums that
hold for cell after cell do not hold by chance: a column that is the sum of others in every row, a
row that is the sum of those whose codes continue its own, a total that is the sum of the rows up to
the one before. Nothing here is taken from the checker.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from mingzhang.docmodel.source import SourceDocument, SourceTable
from tools.accuracy.equations import VIOLATED, Box, Equation, Node, Ref, box, total
from tools.accuracy.placed import alone, name_columns
from tools.accuracy.targets import FIGURE, NARROW, ROW_TOTAL, Target
from tools.accuracy.ties import Tie, negated

_COLUMNS = 9  # of a table among which sums are sought
_PARTS = 40  # rows of a total
_LEAST_ROWS, _SHARE_OF_ROWS = 2, 0.8
#: A total of fewer digits may be a sum by chance.
_DIGITS = 3
_CODE = re.compile(r"[0-9]{3}(?:[0-9]{2}){0,2}")
_CODED = re.compile(r"[ \u3000]*([0-9]{3}(?:[0-9]{2}){0,2})(?![0-9.,])")


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure of a cell: which target it is and what it can mean."""

    target: int
    box: Box

    @property
    def ref(self) -> Ref:
        """Return its name in equations."""
        return Ref(self.target, "0")


def value_of(target: Target) -> Box:
    """Return what the print of a target can mean, with its sign, in its own unit."""
    found = box(target.printed.replace(",", "").translate(NARROW), rate=bool(target.unit == "%"))
    return negated(found) if target.negative else found


def tie(name: str, whole: Entry, parts: Sequence[Entry]) -> Tie | None:
    """Return "whole = sum of parts" where it holds and says something."""
    if not any(part.box.value for part in parts):
        return None
    node: Node = total([part.ref for part in parts])
    equation = Equation(whole.ref, "=", node)
    entries = [whole, *parts]
    boxes = {each.ref: each.box for each in entries}
    if len(boxes) < len(entries) or equation.judge(boxes) == VIOLATED:
        return None
    members = {each.ref: (each.target,) for each in entries}
    return Tie(name, name.partition(" ")[0], equation, boxes, members)


class Grid:
    """A table as its figures, labels and codes stand in rows and columns."""

    def __init__(self, document: SourceDocument, table: SourceTable, at: Mapping[int, int]) -> None:
        """Take a table; `at` gives the target that starts at an offset."""
        self.table = table
        self.entries: dict[int, dict[int, Entry]] = defaultdict(dict)
        self.labels: dict[int, dict[int, str]] = defaultdict(dict)
        self._targets = at
        self._names = name_columns(table, document.text)
        codes: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for cell in table.cells:
            words = cell.flow.joined(document.text)
            match = alone(words)
            if match is None:
                self.labels[cell.row][cell.column] = re.sub(r"\s", "", words)
                coded = _CODED.match(words)
                if coded:
                    codes[cell.row].append((cell.column, coded[1]))
                continue
            spans = cell.flow.spans(*match.span("numeral"))
            if len(spans) == 1 and spans[0].start in at:
                self._take(cell.row, cell.column, at[spans[0].start])
            elif match["numeral"].isdigit():
                codes[cell.row].append((cell.column, match["numeral"]))
        self._printed_codes = codes

    def _take(self, row: int, column: int, target: int) -> None:
        self.entries[row][column] = Entry(target, _EMPTY)

    def filled(self, targets: Sequence[Target]) -> Grid:
        """Give the figures their values."""
        for row in self.entries.values():
            for column, entry in row.items():
                row[column] = Entry(entry.target, value_of(targets[entry.target]))
        return self

    def code(self, row: int) -> str:
        """Return the code of a row, its parts put together; "" for a row without one."""
        first = min(self.entries.get(row, {0: None}), default=0)
        parts = [text for column, text in self._printed_codes.get(row, ()) if column < first]
        joined = "".join(parts)
        return joined if _CODE.fullmatch(joined) else ""

    def label(self, row: int, column: int) -> str:
        """Return the words nearest to the left of a cell."""
        left = [n for n in self.labels.get(row, ()) if n < column and self.labels[row][n]]
        return self.labels[row][max(left)] if left else ""

    def columns(self) -> list[int]:
        """Return the columns with figures that are amounts."""
        counts: dict[int, int] = defaultdict(int)
        for row in self.entries.values():
            for column in row:
                counts[column] += 1
        return [column for column in sorted(counts) if column not in self._names]


_EMPTY = Box(Fraction(0), Fraction(0), Fraction(0))


def table_ties(document: SourceDocument, targets: Sequence[Target]) -> Iterator[Tie]:
    """Yield the sums of all tables of a document."""
    for number, grid in enumerate(grids(document, targets)):
        yield from _across(grid, f"table {number}")
        yield from _by_code(grid, f"table {number}")
        yield from _by_place(grid, f"table {number}")


def grids(document: SourceDocument, targets: Sequence[Target]) -> Iterator[Grid]:
    """Yield the tables of a document as grids."""
    at = {target.start: n for n, target in enumerate(targets) if target.kind == FIGURE}
    for block in document.blocks:
        if isinstance(block, SourceTable):
            yield Grid(document, block, at).filled(targets)


def _across(grid: Grid, name: str) -> Iterator[Tie]:
    """Yield columns that are sums of others, row by row."""
    columns = grid.columns()[:_COLUMNS]
    for whole in columns:
        others = [column for column in columns if column != whole]
        for size in range(2, len(others) + 1):
            found = False
            for parts in itertools.combinations(others, size):
                rows = _rows_of_sum(grid, whole, parts)
                if rows:
                    found = True
                    yield from _ties_of_rows(grid, f"across {name} {whole}", rows, whole, parts)
            if found:
                break


def _rows_of_sum(grid: Grid, whole: int, parts: Sequence[int]) -> list[int]:
    """Return the rows in which a column is the sum of others; none where it may be chance."""
    held, telling, seen = [], 0, 0
    used: set[int] = set()
    for row, entries in grid.entries.items():
        if whole not in entries or not any(part in entries for part in parts):
            continue
        present = [entries[part].box for part in parts if part in entries]
        slack = sum((each.high - each.value for each in present), Fraction(0))
        seen += 1
        if abs(entries[whole].box.value - sum(each.value for each in present)) <= slack:
            held.append(row)
            filled = [part for part in parts if part in entries and entries[part].box.value]
            used.update(filled)
            telling += len(filled) > 1
    enough = telling >= _LEAST_ROWS and len(held) >= _SHARE_OF_ROWS * seen
    return held if enough and len(used) == len(parts) else []


def _ties_of_rows(
    grid: Grid, name: str, rows: Sequence[int], whole: int, parts: Sequence[int]
) -> Iterator[Tie]:
    for row in rows:
        entries = grid.entries[row]
        found = tie(
            f"{name} {row}", entries[whole], [entries[part] for part in parts if part in entries]
        )
        if found is not None:
            yield found


def _by_code(grid: Grid, name: str) -> Iterator[Tie]:
    """Yield rows that are the sums of those whose codes continue theirs."""
    coded = [(row, grid.code(row)) for row in sorted(grid.entries)]
    children: dict[str, list[int]] = defaultdict(list)
    for row, code in coded:
        if code:
            children[code[:-2] if len(code) > 3 else ""].append(row)
    wholes = [(row, code) for row, code in coded if code]
    wholes += [(row, "") for row, code in coded if not code and _is_total(grid, row)]
    for row, code in wholes:
        for column in grid.columns():
            parts = [
                grid.entries[part][column]
                for part in children.get(code, ())
                if part != row and column in grid.entries[part]
            ]
            whole = grid.entries[row].get(column)
            found = tie(f"code {name} {row} {column}", whole, parts) if whole and parts else None
            if found is not None:
                yield found


def _is_total(grid: Grid, row: int) -> bool:
    return any(ROW_TOTAL.search(words) for words in grid.labels.get(row, {}).values())


def _by_place(grid: Grid, name: str) -> Iterator[Tie]:
    """Yield totals that are the sum of the rows above or below them."""
    rows = sorted(grid.entries)
    for column in grid.columns():
        filled = [row for row in rows if column in grid.entries[row]]
        for n, row in enumerate(filled):
            if not ROW_TOTAL.search(grid.label(row, column)) or grid.code(row):
                continue
            for ordered in (filled[n - 1 :: -1] if n else [], filled[n + 1 :]):
                found = _running(grid, f"place {name} {row} {column}", row, column, ordered)
                if found is not None:
                    yield found
                    break


def _running(grid: Grid, name: str, row: int, column: int, others: Sequence[int]) -> Tie | None:
    """Return a total as the sum of the rows next to it, as many as make it up."""
    whole = grid.entries[row][column]
    if len(str(abs(whole.box.value.numerator)).strip("0")) < _DIGITS:
        return None
    parts: list[Entry] = []
    value = Fraction(0)
    for other in others[:_PARTS]:
        entry = grid.entries[other][column]
        parts.append(entry)
        value += entry.box.value
        if len(parts) > 1 and value == whole.box.value and entry.box.value != value:
            return tie(name, whole, parts)
    return None
