"""What one row of a table claims to be the sum of, in every column that can be added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mingzhang.extraction.tables.matrix import Claim, Matrix, claim
from mingzhang.extraction.tables.tree import Link


@dataclass(frozen=True, slots=True)
class Family:
    """What one row claims to be the sum of, in every column. `mixed`: parts of many sorts."""

    matrix: Matrix
    row: int
    parts: tuple[int, ...]
    link: Link
    claims: tuple[Claim, ...]
    mixed: bool = False


def family_of(
    matrix: Matrix, row: int, parts: Sequence[int], link: Link, *, mixed: bool = False
) -> Family:
    """Return what a row claims to be the sum of some others by: columns of rates claim nothing."""
    claims = []
    for column in range(len(matrix.sheet.columns)):
        if not _adds(matrix, column):
            continue
        if matrix.spoilt and any((n, column) in matrix.spoilt for n in (row, *parts)):
            continue
        own = claim(
            matrix.cells[row][column],
            [(1, matrix.cells[n][column]) for n in parts],
            (row, column),
        )
        if own is not None and _is_like(own) and (own.holds or _is_signed(matrix, column)):
            claims.append(own)
    return Family(matrix, row, tuple(parts), link, tuple(claims), mixed)


def _adds(matrix: Matrix, column: int) -> bool:
    """Tell whether figures of a column can be added down: rates and averages cannot."""
    return matrix.sheet.columns[column].measure not in ("growth", "completion", "average")


def _is_signed(matrix: Matrix, column: int) -> bool:
    """Tell whether a column can be added: changes without signs cannot."""
    if matrix.sheet.columns[column].measure != "change":
        return True
    return matrix.is_signed(column)


def _is_like(own: Claim) -> bool:
    kind = own.stated.observation.kind
    return all(part.observation.kind is kind for part in own.parts)
