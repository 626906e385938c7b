"""What is wrong with an input, said so that its owner can mend it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

#: Inside “ ” a quotation bears ‘ ’.
_INNER = str.maketrans("“”", "‘’")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in the input: file, row as a person counts it (heading = 1), column heading."""

    file: str
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        row = "" if self.row is None else f" 第{self.row}行"
        column = f"「{self.column}」" if self.column else ""
        return f"{self.file}{row}{column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One problem: the place, what was found, what was expected, what to do."""

    place: Place
    found: str
    expected: str
    remedy: str

    def __str__(self) -> str:
        found = self.found.translate(_INNER)
        return f"{self.place}：现为“{found}”，应为{self.expected}。处理：{self.remedy}"


@dataclass(frozen=True, slots=True, order=True)
class Caution:
    """Something that is allowed and likely a mistake: the place, and what to look at again."""

    place: Place
    said: str

    def __str__(self) -> str:
        return f"请核对：{self.place}：{self.said}"


Remark = TypeVar("Remark", Problem, Caution)


def told(remarks: Iterable[Remark]) -> list[str]:
    """Return problems or cautions as lines for people; the same one on many rows is one line.

    Order of the places is kept; a line names all of its rows (“第2–40、51行”).
    """
    groups: dict[Remark, list[int]] = {}
    for remark in remarks:
        alike = replace(remark, place=replace(remark.place, row=None))
        rows = groups.setdefault(alike, [])
        if remark.place.row is not None:
            rows.append(remark.place.row)
    return [_line(remark, rows) for remark, rows in groups.items()]


def _line(remark: Remark, rows: list[int]) -> str:
    if not rows:
        return str(remark)
    where = Place(f"{remark.place.file} {rows_text(rows)}", None, remark.place.column)
    return str(replace(remark, place=where))


def rows_text(rows: Iterable[int], most: int = 0) -> str:
    """Return row numbers for people: 第2–40、51行; beyond `most` spans, 第2–40、51行等60行.

    `most` 0 tells them all.
    """
    numbers = sorted(set(rows))
    spans: list[list[int]] = []
    for row in numbers:
        if spans and row == spans[-1][1] + 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    shown = spans[:most] if most else spans
    said = "、".join(f"{a}" if a == b else f"{a}–{b}" for a, b in shown)
    return f"第{said}行" + (f"等{len(numbers)}行" if len(shown) < len(spans) else "")


def in_files(remarks: Iterable[Remark], files: Mapping[str, str]) -> tuple[Remark, ...]:
    """Return remarks with the sheets in their places named as `files` (sheet → file) says."""
    return tuple(
        replace(r, place=replace(r.place, file=files.get(r.place.file, r.place.file)))
        for r in remarks
    )


def _order(remark: Problem | Caution) -> tuple[str, int, str, tuple[str, ...]]:
    """By place, a whole file before its rows."""
    place = remark.place
    said = (
        (remark.said,)
        if isinstance(remark, Caution)
        else (remark.found, remark.expected, remark.remedy)
    )
    return place.file, place.row or 0, place.column, said


def in_order(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """Return each remark once, by place, a whole file before its rows."""
    return tuple(sorted(set(remarks), key=_order))


class InputProblems(ValueError):
    """Every problem of an input at once, and its cautions; nothing of it was kept."""

    def __init__(self, problems: Iterable[Problem], cautions: Iterable[Caution] = ()) -> None:
        self.problems: tuple[Problem, ...] = in_order(problems)
        self.cautions: tuple[Caution, ...] = in_order(cautions)
        super().__init__("\n".join(str(p) for p in self.problems))
