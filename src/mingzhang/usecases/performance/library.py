"""The indicator library of several books: told as a note, or written as a sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from mingzhang.docmodel.grid import Grid
from mingzhang.docmodel.model import Align, Cell, Document, Number, Table, Text
from mingzhang.documents.tables.csv_folder import write_csv
from mingzhang.documents.xlsx.write import write_xlsx
from mingzhang.domain.performance.goals.library import Entry, Span, library, library_grid
from mingzhang.domain.performance.model import Performance
from mingzhang.domain.performance.scoring.comparators import plain
from mingzhang.kernel.money import AmountError, parse_number
from mingzhang.kernel.problem import InputProblems, Place, Problem
from mingzhang.rulebook.performance import term
from mingzhang.usecases.import_book import import_book
from mingzhang.usecases.performance.year import PerformanceYear
from mingzhang.usecases.wrapping import Line

_WIDTHS = (10, 12, 26, 8, 8, 8, 7, 10, 10, 10, 10, 10)
#: The first column that holds numbers; the years are none.
_NUMBERS_FROM, _YEARS = 5, 7


@dataclass(frozen=True, slots=True)
class Library:
    """The indicators of some books, the most used first."""

    performances: tuple[Performance, ...]
    entries: tuple[Entry, ...]

    @property
    def departments(self) -> int:
        """How many departments the books are of."""
        return len({performance.entity for performance in self.performances})


def indicator_library(folders: Sequence[Path]) -> Library:
    """Return the library of books.

    Raises InputProblems with the problems of every book at once, each in its folder.
    """
    found: list[Performance] = []
    problems: list[Problem] = []
    for folder in folders:
        try:
            found.append(PerformanceYear(import_book(folder)).performance)
        except InputProblems as wrong:
            problems += [_inside(folder, p) if len(folders) > 1 else p for p in wrong.problems]
    if problems:
        raise InputProblems(problems)
    return Library(tuple(found), library(found))


def _inside(folder: Path, problem: Problem) -> Problem:
    if problem.place.file == str(folder):
        return problem
    return replace(problem, place=replace(problem.place, file=str(folder / problem.place.file)))


def library_note(of: Library) -> Iterator[Line]:
    """Yield the library: an indicator with its use, targets and results a line."""
    books, count = len(of.performances), len(of.entries)
    yield 0, f"指标库：{books}个账套，{of.departments}个部门，{count}项指标"
    for entry in of.entries:
        level = term("level", entry.level)
        below = f"·{term('sublevel', entry.sublevel)}" if entry.sublevel else ""
        unit = f"（{entry.unit}）" if entry.unit else ""
        signs = "、".join(term("comparator", c) for c in entry.comparators)
        years = "、".join(map(str, entry.years))
        used = f"{entry.uses}个项目、{entry.departments}个部门引用，{years}年"
        values = _values("指标值", entry.targets) + _values("完成值", entry.actuals)
        yield 4, f"  {level}{below}　{entry.name}{unit}　{signs}　{used}{values}"


def _values(name: str, span: Span) -> str:
    if span is None:
        return ""
    low, high = map(plain, span)
    return f"，{name}{low}" if low == high else f"，{name}{low}—{high}"


def write_library(of: Library, path: Path) -> None:
    """Write the library to a file: xlsx or csv by its ending; its folder is made.

    Raises InputProblems for another ending. The same books give the same bytes.
    """
    write = _WRITERS.get(path.suffix.lower())
    if write is None:
        expected = f"以{'或'.join(_WRITERS)}结尾的文件名"
        raise InputProblems([Problem(Place("--out"), path.name, expected, "改文件名")])
    data = write(library_grid(of.entries))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _workbook(grid: Grid) -> bytes:
    heading, *rows = grid.rows
    head = tuple(Cell((Text(text),), Align.CENTER, strong=True) for text in heading)
    cells = (tuple(_cell(column, text) for column, text in enumerate(row)) for row in rows)
    table = Table(grid.name, grid.name, "", _WIDTHS, 1, (head, *cells))
    return write_xlsx(Document(grid.name, "", "", (table,)))


def _cell(column: int, text: str) -> Cell:
    number = _number(text) if column >= _NUMBERS_FROM and column != _YEARS else None
    if number is None:
        return Cell((Text(text),)) if text else Cell()
    exponent = number.as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    return Cell((Number(text, number, "", places, ""),), Align.RIGHT)


def _number(text: str) -> Decimal | None:
    try:
        return parse_number(text)
    except AmountError:
        return None


_WRITERS: Mapping[str, Callable[[Grid], bytes]] = {".xlsx": _workbook, ".csv": write_csv}
