"""The example book with cells changed, imported from a folder as a user would."""

from __future__ import annotations

from pathlib import Path

from mingzhang.docmodel.grid import Grid
from mingzhang.documents.tables.csv_folder import read_csv_folder, write_csv_folder
from mingzhang.kernel.problem import InputProblems, Problem
from mingzhang.usecases.import_book import import_book

DEMO = Path(__file__).resolve().parents[4] / "examples" / "demo-2024"


class Workbook:
    """Sheets as lists of cells; rows are numbered as a person counts them (heading = 1)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sheets = {g.name: [list(row) for row in g.rows] for g in read_csv_folder(DEMO)}

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

    def problems(self) -> tuple[Problem, ...]:
        """Import the sheets; return what is refused, nothing if the book is sound."""
        grids = [Grid(n, n, tuple(tuple(row) for row in rows)) for n, rows in self.sheets.items()]
        write_csv_folder(grids, self.folder)
        try:
            import_book(self.folder)
        except InputProblems as refused:
            return refused.problems
        return ()
