"""Rounding a block of cells so that its printed sums add up: controlled rounding in two ways."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from mingzhang.kernel.rounding import half_up

#: A node of the search: (0, row) or (1, column).
_Node = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell: its exact amount, and its print where that is settled already."""

    exact: Decimal
    held: Decimal | None = None


@dataclass(slots=True)
class Block:
    """Cells with the printed sums that their rows and columns must come to (None: any).

    A cell None is not known and not part of its sums, so the caller gives None for those sums.
    """

    cells: Sequence[Sequence[Entry | None]]
    rows: Sequence[Decimal | None]
    columns: Sequence[Decimal | None]
    places: int
    _prints: list[list[Decimal]] = field(default_factory=list)

    def settle(self) -> list[list[Decimal]]:
        """Return printed amounts whose sums come as near to those asked as held cells allow.

        Every cell starts at its own rounding; single steps of the last place move along the
        shortest chains of free cells, first where rounding took or gave most (largest remainder).
        Exact zeros and held cells never move.
        """
        zero = Decimal(0)
        self._prints = [[zero if c is None else self._start(c) for c in row] for row in self.cells]
        nodes = [(0, n) for n in range(len(self.rows))] + [(1, n) for n in range(len(self.columns))]
        for node in nodes:
            while self._need(node) not in (None, zero):
                if not self._mend(node):
                    break
        return self._prints

    def _start(self, cell: Entry) -> Decimal:
        return half_up(cell.exact, self.places) if cell.held is None else cell.held

    def _need(self, node: _Node) -> Decimal | None:
        """Return by how much the sum of a row or column is short; None if any sum will do."""
        side, n = node
        asked = (self.rows, self.columns)[side][n]
        if asked is None:
            return None
        line = self._prints[n] if side == 0 else [row[n] for row in self._prints]
        return asked - sum(line, Decimal(0))

    def _mend(self, start: _Node) -> bool:
        """Move one step along the shortest chain that helps `start`; tell if there is one."""
        sign = 1 if (self._need(start) or 0) > 0 else -1
        came: dict[_Node, _Node] = {start: start}
        waiting = deque([start])
        while waiting:
            node = waiting.popleft()
            turn = sign if node[0] == start[0] else -sign
            for other in self._neighbours(node, turn):
                if other in came:
                    continue
                came[other] = node
                if self._takes(other, turn):
                    self._walk(other, came, turn)
                    return True
                waiting.append(other)
        return False

    def _takes(self, node: _Node, turn: int) -> bool:
        need = self._need(node)
        return need is None or need * turn > 0

    def _neighbours(self, node: _Node, turn: int) -> list[_Node]:
        side, n = node
        count = len(self.columns) if side == 0 else len(self.rows)
        spots = [(n, m) if side == 0 else (m, n) for m in range(count)]
        free = [(row, column) for row, column in spots if self._free(row, column)]
        free.sort(key=lambda at: self._cost(at, turn))
        return [(1, column) if side == 0 else (0, row) for row, column in free]

    def _free(self, row: int, column: int) -> bool:
        cell = self.cells[row][column]
        return cell is not None and cell.held is None and cell.exact != 0

    def _cost(self, at: tuple[int, int], turn: int) -> tuple[Decimal, Decimal, int, int]:
        row, column = at
        cell = self.cells[row][column]
        exact = cell.exact if cell else Decimal(0)
        return (-turn * (exact - self._prints[row][column]), -abs(exact), row, column)

    def _walk(self, end: _Node, came: dict[_Node, _Node], turn: int) -> None:
        step = Decimal(1).scaleb(-self.places)
        node = end
        while came[node] != node:
            before = came[node]
            row, column = (before[1], node[1]) if before[0] == 0 else (node[1], before[1])
            self._prints[row][column] += turn * step
            turn = -turn
            node = before


def apportion(total: Decimal, parts: Sequence[Decimal], places: int = 2) -> list[Decimal]:
    """Round `parts` so that they add up to `total` (a rounded amount), by largest remainder."""
    block = Block([[Entry(part) for part in parts]], [total], [None] * len(parts), places)
    return block.settle()[0]
