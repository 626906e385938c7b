"""Which lines typed with spaces are one row: names broken over lines, figures between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from mingzhang.documents.readers.lines import starts_block
from mingzhang.documents.readers.typed.segments import Segment, Sort, TypedLine
from mingzhang.documents.readers.typed.space_columns import Columns, Placed
from mingzhang.documents.readers.typed.space_heads import Cell, Heads

_FULL = 2  # columns that a cell whose words go on may leave free
_MOST_LINES = 6  # of one row
_ORDER = 3  # digits of the number of a row at most


@dataclass(slots=True)
class TypedRow:
    """A row of one or more lines.

    `cells` are its segments by columns. Where a line fits no columns, `whole`, they are one list
    with all of them; a row of heads, `is_head`, has `spans` instead.
    """

    lines: list[TypedLine]
    cells: Placed
    whole: bool = False
    spans: list[Cell] = field(default_factory=list)
    is_head: bool = False

    @property
    def stated(self) -> bool:
        """Tell whether an amount stands in the row."""
        return any(line.stated for line in self.lines)

    @property
    def begins(self) -> bool:
        """Tell whether an empty line or a page parts the row from the one before."""
        return self.lines[0].blanks > 0 or self.lines[0].page

    def cells_of(self) -> Iterator[Cell]:
        """Yield the cells: the first column, the last one, and what stands there."""
        if self.is_head:
            yield from self.spans
        else:
            yield from ((at, at, held) for at, held in enumerate(self.cells) if held)


def rows_of(
    lines: Sequence[TypedLine], heads: Heads, known: set[tuple[str, ...]]
) -> list[TypedRow] | None:
    """Return the rows of the lines of a page; None where it is not sure which lines are one row.

    `known` are the texts of lines that are heads, also where a page repeats them.
    """
    columns = heads.columns
    rows: list[TypedRow] = []
    for line in lines:
        cells = None if line.text in known else columns.placed(line)
        if line.text in known:
            rows.append(TypedRow([line], [], spans=heads.cells(line), is_head=True))
        elif cells is None:
            rows.append(TypedRow([line], [list(line.segments)], whole=True))
        else:
            rows.append(TypedRow([line], cells))
    named = _Names(columns, rows)
    united = [row for group in _groups(rows) for row in named.united(group)]
    return None if any(named.is_orphan(row) for row in united) else united


def _groups(rows: Sequence[TypedRow]) -> Iterator[list[TypedRow]]:
    """Yield the rows that nothing parts."""
    group: list[TypedRow] = []
    for row in rows:
        if group and row.begins:
            yield group
            group = []
        group.append(row)
    if group:
        yield group


class _Names:
    """Knows the sides of a table, and how far to the right the words in its columns reach."""

    def __init__(self, columns: Columns, rows: Sequence[TypedRow]) -> None:
        self.sorts = columns.sorts
        self.wide = columns.wide
        self.names = [n for n, sort in enumerate(self.sorts) if sort is Sort.WORDS]
        self.sides = columns.sides
        self.reach = dict.fromkeys(self.names, 0)
        for row in rows:
            for at in () if row.whole or row.is_head else self.names:
                ends = (one.place(wide=self.wide)[1] for one in row.cells[at])
                self.reach[at] = max(self.reach[at], *ends, 0)

    def is_orphan(self, row: TypedRow) -> bool:
        """Tell whether a row has figures and no name where the others have one."""
        return bool(self._bare(row))

    def _bare(self, row: TypedRow) -> set[int]:
        """Return the columns of names on the sides where a row has figures or codes only."""
        if row.whole or row.is_head or not row.stated:
            return set()
        found: set[int] = set()
        for side in self.sides:
            names = [n for n in side if n in self.reach]
            told = any(_tells(one) for n in side if n not in self.reach for one in row.cells[n])
            if names and told and not any(row.cells[n] for n in names):
                found.update(names)
        return found

    def united(self, group: list[TypedRow]) -> list[TypedRow]:
        """Return the rows of a group with those put together that are one."""
        if any(row.whole or row.is_head for row in group):
            return group
        orphans = [row for row in group if self.is_orphan(row)]
        if not orphans:
            return self._wrapped(group)
        if len(orphans) == sum(row.stated for row in group) and self._is_one(group):
            return [self._joined(group)]
        return self._adopted(group)

    def _is_one(self, group: Sequence[TypedRow]) -> bool:
        """Tell whether a group between empty lines is one row: no figure stands twice."""
        if len(group) > _MOST_LINES:
            return False
        for at, sort in enumerate(self.sorts):
            held = [row.cells[at] for row in group if row.cells[at]]
            if len(held) > 1 and (sort is not Sort.WORDS or any(map(_opens, held[1:]))):
                return False
        return True

    def _joined(self, rows: Sequence[TypedRow]) -> TypedRow:
        cells = [[one for row in rows for one in row.cells[at]] for at in range(len(self.sorts))]
        return TypedRow([line for row in rows for line in row.lines], cells)

    def _wrapped(self, group: Sequence[TypedRow]) -> list[TypedRow]:
        """Return rows with the rest of a name that was too long for its line put to it."""
        found: list[TypedRow] = []
        for row in group:
            if found and self._goes_on(found[-1], row):
                found[-1] = self._joined([found[-1], row])
            else:
                found.append(row)
        return found

    def _goes_on(self, before: TypedRow, row: TypedRow) -> bool:
        held = [at for at, own in enumerate(row.cells) if own]
        if row.stated or len(held) != 1 or held[0] not in self.reach or _opens(row.cells[held[0]]):
            return False
        return self._is_full(before, held)

    def _is_full(self, row: TypedRow, columns: Iterable[int]) -> bool:
        """Tell whether the words of a row reach as far as any in these columns."""
        return all(
            row.cells[at] and row.cells[at][-1].place(wide=self.wide)[1] >= self.reach[at] - _FULL
            for at in columns
        )

    def _adopted(self, group: Sequence[TypedRow]) -> list[TypedRow]:
        """Return rows with figures put to the names that stand in lines above and below them.

        A name of two lines has its figures beside the gap between them, one of four lines between
        the second and the third. Where several names may be meant the figures stay alone.
        """
        found: list[TypedRow] = []
        at = 0
        while at < len(group):
            row = group[at]
            at += 1
            bare = self._bare(row)
            if not bare:
                found.append(row)
                continue
            above = self._run(found[: -_MOST_LINES - 1 : -1], bare)
            below = self._run(group[at : at + _MOST_LINES], bare)
            lines = min(above, below) or max(above, below)
            first = found[len(found) - lines :] if above else []
            rest = list(group[at : at + lines]) if below else []
            whole = [*first, row, *rest]
            names = [each for each in whole if each is not row]
            sure = all(self._is_full(each, self._held(each)) for each in names[:-1])
            if not names or not sure or (above and below and lines < 1):
                found.append(row)
                continue
            del found[len(found) - len(first) :]
            found.append(self._joined(whole))
            at += len(rest)
        return found

    def _run(self, rows: Sequence[TypedRow], bare: set[int]) -> int:
        """Return how many of the next rows have nothing but names in these columns."""
        count = 0
        for row in rows:
            if row.stated or len(row.lines) > 1 or not set(self._held(row)) <= bare:
                break
            count += 1
        return count

    def _held(self, row: TypedRow) -> list[int]:
        return [at for at, own in enumerate(row.cells) if own]


def _tells(one: Segment) -> bool:
    """Tell whether a figure is an amount and no number of a row."""
    return one.sort is Sort.AMOUNT and not (one.words.isdecimal() and len(one.words) <= _ORDER)


def _opens(cell: Sequence[Segment]) -> bool:
    return bool(cell) and starts_block(cell[0].words)
