"""The example book with cells changed, imported from a folder as a user would."""

from __future__ import annotations

from pathlib import Path

from mingzhang.docmodel.grid import Grid
from mingzhang.documents.tables.csv_folder import read_csv_folder, write_csv_folder
from mingzhang.kernel.problem import Caution, InputProblems, Place, Problem
from mingzhang.usecases.import_book import import_book

DEMO = Path(__file__).resolve().parents[4] / "examples" / "demo-2024"


def at(sheet: str, row: int | None = None, column: str = "") -> Place:
    """Return a place as it is named when the sheet was read from its file."""
    return Place(f"{sheet}.csv", row, column)


class Workbook:
    """Sheets as lists of cells; rows are numbered as a person counts them (heading = 1)."""

    def __init__(self, folder: Path, example: Path = DEMO) -> None:
        self.folder = folder
        self.sheets = {g.name: [list(row) for row in g.rows] for g in read_csv_folder(example)}

    def row(self, sheet: str, **cells: str) -> int:
        """Return the number of the first row that holds these cells."""
        heading = self.sheets[sheet][0]
        for number, row in enumerate(self.sheets[sheet][1:], start=2):
            if all(row[heading.index(name)] == text for name, text in cells.items()):
                return number
        raise AssertionError(f"{sheet} has no row {cells}")

    def get(self, sheet: str, number: int, column: str) -> str:
        """Return a cell."""
        return self.sheets[sheet][number - 1][self.sheets[sheet][0].index(column)]

    def set(self, sheet: str, number: int, column: str, text: str) -> None:
        """Change a cell."""
        self.sheets[sheet][number - 1][self.sheets[sheet][0].index(column)] = text

    def copy(self, sheet: str, number: int, **cells: str) -> int:
        """Add a copy of a row with some cells changed; return its number."""
        self.sheets[sheet].append(list(self.sheets[sheet][number - 1]))
        for column, text in cells.items():
            self.set(sheet, len(self.sheets[sheet]), column, text)
        return len(self.sheets[sheet])

    def drop_column(self, sheet: str, column: str) -> None:
        """Take a column out, heading and all."""
        index = self.sheets[sheet][0].index(column)
        for row in self.sheets[sheet]:
            del row[index]

    def write(self) -> Path:
        """Write the sheets and return their folder."""
        grids = [Grid(n, n, tuple(tuple(row) for row in rows)) for n, rows in self.sheets.items()]
        write_csv_folder(grids, self.folder)
        return self.folder

    def problems(self) -> tuple[Problem, ...]:
        """Import the sheets; return what is refused, nothing if the book is sound."""
        try:
            import_book(self.write())
        except InputProblems as refused:
            return refused.problems
        return ()

    def cautions(self) -> tuple[Caution, ...]:
        """Import the sheets; return what is to be looked at again, sound or not."""
        try:
            return import_book(self.write()).cautions
        except InputProblems as refused:
            return refused.cautions
