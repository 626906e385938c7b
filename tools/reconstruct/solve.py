"""The whole-fen amounts nearest to the print, and the same ones every time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import gcd

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array

from tools.reconstruct.forms import Cell, Form

#: How far a cell is sought around the continuous solution, in fen.
REACH = 50_000
FEN_IN_WAN = 1_000_000
_TINY = 1e-6


class NoSolution(ValueError):
    """No whole-fen amounts satisfy the constraints; args name a smallest set to give up."""

    def __init__(self, violated: Iterable[str]) -> None:
        self.violated = tuple(violated)
        super().__init__("\n".join(self.violated))


@dataclass(frozen=True, slots=True)
class Bound:
    """`form` ≥ 0, asked by the statement named; `unit` is half a unit of its last place."""

    form: Form
    name: str
    unit: float


@dataclass(slots=True)
class Problem:
    """What is sought: cells that keep bounds and equations and lie nearest to the targets.

    Deviations are forms: their absolute values are minimised, first all together, then one by
    one in order, then every cell in order, so that one solution is left.
    """

    cells: tuple[Cell, ...]
    bounds: list[Bound] = field(default_factory=list)
    equations: list[Form] = field(default_factory=list)
    deviations: list[Form] = field(default_factory=list)


def solve(problem: Problem) -> dict[Cell, int]:
    """Return every cell in fen. Raises NoSolution.

    The caller verifies the result exactly: the solver computes in floating point.
    """
    _refuse_contradictions(problem)
    return _nearest(problem, _continuous(problem))


def _refuse_contradictions(problem: Problem) -> None:
    """Raise NoSolution with statements of which none can be kept if the others are.

    Each statement may give way at a cost, in half units of its last place. What gives way in the
    cheapest solution is then asked for again one by one, the least broken first.
    """
    names = list(dict.fromkeys(b.name for b in problem.bounds))
    slack = _slacks(problem, names, set(names))
    if slack is None:
        raise NoSolution(["各视图的行和相等关系本身无法同时成立"])
    violated = {n for n in names if slack[n] > _TINY}
    for name in sorted(violated, key=lambda n: (slack[n], n)):
        if _slacks(problem, names, violated - {name}) is not None:
            violated.discard(name)
    if violated:
        raise NoSolution(n for n in names if n in violated)


def _slacks(problem: Problem, names: Sequence[str], free: set[str]) -> dict[str, float] | None:
    """Return how far each statement gives way when only those in `free` may; None: impossible."""
    count = len(problem.cells)
    place = {name: count + i for i, name in enumerate(names)}
    rows, limits = [], []
    for bound in problem.bounds:
        row = {k: -v / bound.unit for k, v in _row(problem, bound.form, FEN_IN_WAN).items()}
        rows.append({**row, place[bound.name]: -1.0})
        limits.append(bound.form.constant / bound.unit)
    cost = np.concatenate([np.zeros(count), np.ones(len(names))])
    highest = [np.inf] * count + [np.inf if name in free else 0.0 for name in names]
    found = _linear(problem, cost, rows, limits, highest)
    return None if found is None else dict(zip(names, found[count:].tolist(), strict=True))


def _continuous(problem: Problem) -> dict[Cell, int]:
    """Return amounts near which the whole-fen solution lies: the linear program's, in 百元."""
    count = len(problem.cells)
    rows, limits = [], []
    for bound in problem.bounds:
        row = _row(problem, bound.form, FEN_IN_WAN)
        rows.append({k: -v / bound.unit for k, v in row.items()})
        limits.append(bound.form.constant / bound.unit)
    for index, form in enumerate(problem.deviations):
        for sign in (1, -1):
            row = {k: sign * v / FEN_IN_WAN for k, v in _row(problem, form, FEN_IN_WAN).items()}
            rows.append({**row, count + index: -1.0})
            limits.append(-sign * form.constant / FEN_IN_WAN)
    cost = np.concatenate([np.zeros(count), np.ones(len(problem.deviations))])
    found = _linear(problem, cost, rows, limits, [np.inf] * len(cost))
    if found is None:
        raise NoSolution(["没有同时满足全部陈述的金额"])
    return {c: round(found[i] * 100) * 10_000 for i, c in enumerate(problem.cells)}


def _linear(
    problem: Problem,
    cost: NDArray[np.float64],
    rows: Sequence[Mapping[int, float]],
    limits: Sequence[float],
    highest: Sequence[float],
) -> NDArray[np.float64] | None:
    equal = [_row(problem, form, 1) for form in problem.equations]
    result = linprog(
        cost,
        A_ub=_matrix(rows, len(cost)),
        b_ub=np.array(limits),
        A_eq=_matrix(equal, len(cost)) if equal else None,
        b_eq=np.array([-f.constant / FEN_IN_WAN for f in problem.equations]) if equal else None,
        bounds=[(0, high) for high in highest],
        method="highs",
    )
    return None if result.x is None else np.asarray(result.x, dtype=np.float64)


def _nearest(problem: Problem, base: Mapping[Cell, int]) -> dict[Cell, int]:
    """Return the whole-fen solution: offsets from `base`, one objective after another."""
    count, extra = len(problem.cells), len(problem.deviations)
    rows: list[dict[int, float]] = []
    low: list[float] = []
    for form in [b.form for b in problem.bounds]:
        divisor = gcd(*form.cells.values()) if form.cells else 1
        rows.append({k: v / divisor for k, v in _row(problem, form, 1).items()})
        low.append(-(form.value(base) // divisor))
    for index, form in enumerate(problem.deviations):
        for sign in (1, -1):
            row = {k: sign * v for k, v in _row(problem, form, 1).items()}
            rows.append({**row, count + index: 1.0})
            low.append(-sign * form.value(base))
    high = [np.inf] * len(rows)
    for form in problem.equations:
        rows.append(_row(problem, form, 1))
        low.append(-form.value(base))
        high.append(-form.value(base))
    program = _Program(count, extra, _matrix(rows, count + extra), np.array(low), np.array(high))
    for index, cell in enumerate(problem.cells):
        program.floor[index] = max(-REACH, -base[cell])
    program.lexicographic()
    return {c: base[c] + int(program.floor[i]) for i, c in enumerate(problem.cells)}


@dataclass(slots=True)
class _Program:
    """Integer offsets of `count` cells and `extra` deviations between floor and ceiling."""

    count: int
    extra: int
    matrix: csr_array
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    floor: NDArray[np.float64] = field(init=False)
    ceiling: NDArray[np.float64] = field(init=False)

    def __post_init__(self) -> None:
        self.floor = np.concatenate([np.full(self.count, -REACH), np.zeros(self.extra)])
        self.ceiling = np.concatenate([np.full(self.count, REACH), np.full(self.extra, np.inf)])

    def lexicographic(self) -> None:
        """Fix the sum of the deviations, then each deviation, then each cell, at its least."""
        cost = np.concatenate([np.zeros(self.count), np.ones(self.extra)])
        found = self._least(cost)
        self.matrix = csr_array(np.vstack([self.matrix.toarray(), cost]))
        self.low = np.append(self.low, -np.inf)
        self.high = np.append(self.high, round(float(cost @ found)))
        for index in [*range(self.count, self.count + self.extra), *range(self.count)]:
            if round(found[index]) != self.floor[index]:
                cost = np.zeros(self.count + self.extra)
                cost[index] = 1
                found = self._least(cost)
            least = round(found[index])
            self.floor[index] = self.ceiling[index] = least

    def _least(self, cost: NDArray[np.float64]) -> NDArray[np.float64]:
        result = milp(
            cost,
            integrality=np.ones(len(cost)),
            bounds=Bounds(self.floor, self.ceiling),
            constraints=LinearConstraint(self.matrix, self.low, self.high),
            options={"mip_rel_gap": 0},
        )
        if result.x is None:
            raise NoSolution(["以分为单位没有同时满足全部陈述的金额"])
        return np.asarray(result.x, dtype=np.float64)


def _row(problem: Problem, form: Form, scale: int) -> dict[int, float]:
    places = {cell: i for i, cell in enumerate(problem.cells)}
    return {places[c]: float(w * scale) for c, w in form.cells.items()}


def _matrix(rows: Sequence[Mapping[int, float]], width: int) -> csr_array:
    data = [(v, i, j) for i, row in enumerate(rows) for j, v in row.items()]
    values, down, across = zip(*data, strict=True) if data else ((), (), ())
    return csr_array((values, (down, across)), shape=(len(rows), width))
