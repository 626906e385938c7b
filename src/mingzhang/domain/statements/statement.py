"""Filled statements: every cell an exact amount of yuan, unknown with its reason, or empty."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from mingzhang.domain.statements.model import Column, Form, Pane
from mingzhang.facts.key import Entity, FactKey


class UnknownCell(LookupError):
    """The statements have no cell at this address."""


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """A cell: the table's name in its edition, the line's id, the column's id."""

    table: str
    line: str
    column: str

    def __str__(self) -> str:
        return f"{self.table}[{self.line}].{self.column}"


@dataclass(frozen=True, slots=True)
class Amount:
    """An exact amount of yuan. `key` is its fact, None for a formula over other cells."""

    value: Decimal
    key: FactKey | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """An amount that is not known, and why not."""

    reason: str
    key: FactKey | None = None


@dataclass(frozen=True, slots=True)
class Blank:
    """A place that the form leaves free."""


Value = Amount | Missing | Blank
BLANK = Blank()


@dataclass(frozen=True, slots=True)
class FilledLine:
    """A line with its values by column id. `parent` is the line that it adds up to.

    `blank` is a place that is printed and holds nothing, `hidden` a line that is not printed.
    """

    id: str
    label: str
    code: str
    level: int
    strong: bool
    parent: str
    values: Mapping[str, Value]
    blank: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class FilledPane:
    """A pane: the columns as expanded, lines at the top and at the foot.

    `absent` tells what a line or column that the form would list if it occurred amounts to (0, if
    that is known); None where the form lists all there is.
    """

    form: Pane
    columns: tuple[Column, ...]
    body: tuple[FilledLine, ...]
    foot: tuple[FilledLine, ...]
    absent: Callable[[str, str], Value] | None = field(default=None, compare=False, repr=False)

    @property
    def lines(self) -> tuple[FilledLine, ...]:
        """Every line that holds something, from the top."""
        return tuple(line for line in (*self.body, *self.foot) if not line.blank)

    @property
    def stacks(self) -> tuple[tuple[FilledLine, ...], tuple[FilledLine, ...]]:
        """The lines printed from the top down, and those at the foot."""
        body, foot = (tuple(x for x in part if not x.hidden) for part in (self.body, self.foot))
        return body, foot

    def below(self, column: str) -> tuple[str, ...]:
        """Return the columns that add up to `column`."""
        return tuple(c.id for c in self.columns if c.parent == column)


@dataclass(frozen=True)
class FilledTable:
    """A table of the edition: `name` in identities, `code` (T01) and `number` (公开01表)."""

    name: str
    code: str
    number: str
    form: Form
    panes: tuple[FilledPane, ...]

    @cached_property
    def _places(self) -> dict[str, tuple[FilledPane, FilledLine]]:
        return {line.id: (pane, line) for pane in self.panes for line in pane.lines}

    def lines(self) -> Iterator[FilledLine]:
        """Yield the lines of every pane."""
        for _, line in self._places.values():
            yield line

    def line(self, line_id: str) -> FilledLine | None:
        """Return a line by id, None if the table does not list it."""
        found = self._places.get(line_id)
        return found[1] if found else None

    def pane_of(self, line_id: str) -> FilledPane | None:
        """Return the pane of a line."""
        found = self._places.get(line_id)
        return found[0] if found else None

    def below(self, line_id: str) -> tuple[str, ...]:
        """Return the lines that add up to a line."""
        return self._below.get(line_id, ())

    @cached_property
    def _below(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for line in self.lines():
            found.setdefault(line.parent, []).append(line.id)
        return {parent: tuple(lines) for parent, lines in found.items() if parent}

    def totals(self) -> tuple[frozenset[str], frozenset[str]]:
        """Return the lines and the columns that the form makes sums of others, listed or not."""
        return self._totals

    @cached_property
    def _totals(self) -> tuple[frozenset[str], frozenset[str]]:
        runs = {rows.parent for pane in self.panes for rows in pane.form.rows}
        columns = {c.parent for pane in self.panes for c in (*pane.columns, *pane.form.column)}
        return frozenset(runs | self._below.keys()) - {""}, frozenset(columns) - {""}

    @cached_property
    def without_parts(self) -> frozenset[Address]:
        """Return the totals that are not zero and whose parts the table does not list at all."""
        return frozenset(self._without_parts())

    def _without_parts(self) -> Iterator[Address]:
        lines, columns = self.totals()
        for pane in self.panes:
            for line in pane.lines:
                for column, value in line.values.items():
                    if isinstance(value, Blank) or (isinstance(value, Amount) and not value.value):
                        continue
                    bare = line.id in lines and not self.below(line.id)
                    if bare or (column in columns and not pane.below(column)):
                        yield Address(self.name, line.id, column)

    @cached_property
    def _titles(self) -> tuple[dict[str, str], ...]:
        return tuple({c.id: _path(c) for c in pane.columns} for pane in self.panes)

    def label(self, line_id: str, column: str) -> str:
        """Return a cell for people: 公开02表 收入决算表“合计”“财政拨款收入”."""
        line, own = self.line(line_id), self.pane_of(line_id)
        name = f"{line.code} {line.label}".strip() if line else line_id
        found = (
            titles[column]
            for pane, titles in zip(self.panes, self._titles, strict=True)
            if column in titles and (own is None or pane is own)
        )
        row = f"“{name}”" if name else ""  # a table of one line need not name it
        return f"{self.number} {self.form.title}{row}“{next(found, column)}”"

    def value(self, line_id: str, column: str) -> Value:
        """Return a cell; one not listed amounts to what its pane says. Raises UnknownCell."""
        if found := self._places.get(line_id):
            pane, line = found
            if column in line.values:
                return line.values[column]
            candidates: tuple[FilledPane, ...] = (pane,)
        else:
            candidates = self.panes
        for pane in candidates:
            if pane.absent is not None:
                return pane.absent(line_id, column)
        raise UnknownCell(str(Address(self.name, line_id, column)))

    def cells(self) -> Iterator[tuple[Address, Value]]:
        """Yield every listed cell, line by line."""
        for line in self.lines():
            for column, value in line.values.items():
                yield Address(self.name, line.id, column), value

    @property
    def empty(self) -> bool:
        """Tell whether every amount is zero (and known)."""
        values = [v for _, v in self.cells() if not isinstance(v, Blank)]
        return all(isinstance(v, Amount) and v.value == 0 for v in values)


@dataclass(frozen=True, slots=True)
class Statements:
    """The filled tables of one entity and year; `facts` hold what identities ask beside cells."""

    edition: str
    entity: Entity
    year: int
    tables: Mapping[str, FilledTable]
    facts: Mapping[FactKey, Value]

    def value(self, address: Address) -> Value:
        """Return a cell. Raises UnknownCell."""
        table = self.tables.get(address.table)
        if table is None:
            raise UnknownCell(str(address))
        return table.value(address.line, address.column)

    def label(self, address: Address) -> str:
        """Return an address for people."""
        return self.tables[address.table].label(address.line, address.column)

    def with_value(self, address: Address, value: Value) -> Statements:
        """Return the statements with one listed cell replaced. Raises UnknownCell."""
        table = self.tables.get(address.table)
        line = table.line(address.line) if table else None
        if table is None or line is None or address.column not in line.values:
            raise UnknownCell(str(address))
        changed = replace(line, values={**line.values, address.column: value})

        def swap(lines: tuple[FilledLine, ...]) -> tuple[FilledLine, ...]:
            return tuple(changed if each is line else each for each in lines)

        panes = tuple(replace(p, body=swap(p.body), foot=swap(p.foot)) for p in table.panes)
        return replace(self, tables={**self.tables, table.name: replace(table, panes=panes)})


def _path(column: Column) -> str:
    return "·".join(dict.fromkeys((*column.group, column.title)))
