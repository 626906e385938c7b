"""New books, and what a book holds in a few lines."""

from __future__ import annotations

from pathlib import Path

from mingzhang.docmodel.grid import Grid
from mingzhang.documents.tables.csv_folder import write_csv_folder
from mingzhang.domain.book.columns import columns
from mingzhang.domain.book.sheets import SHEETS
from mingzhang.domain.figures import Figures
from mingzhang.facts.factset import Known
from mingzhang.facts.key import FactKey
from mingzhang.kernel.money import format_yuan
from mingzhang.kernel.problem import InputProblems, Place, Problem
from mingzhang.rulebook.concepts import concept
from mingzhang.usecases.import_book import ImportedBook

#: What `book show` tells of a year.
_SHOWN = (
    "revenue",
    "carry_in",
    "total_in",
    "expenditure",
    "carry_out",
    "total_out",
    "three_public",
)


def new_book(folder: Path) -> list[Path]:
    """Write the sheets of an empty book, headings only; returns the files.

    Raises InputProblems when the folder already holds files: nothing is overwritten.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        found = "文件夹非空" if folder.is_dir() else "不是文件夹"
        raise InputProblems(
            [Problem(Place(str(folder)), found, "空文件夹或新文件夹", "换一个文件夹")]
        )
    grids = [
        Grid(name, name, (tuple(c.heading for c in columns(row_type)),))
        for name, row_type in SHEETS.items()
    ]
    return write_csv_folder(grids, folder)


def describe_book(imported: ImportedBook) -> list[str]:
    """Return a book's department, year, rows per sheet and main totals as lines of text."""
    book = imported.book
    figures = Figures(imported.facts)
    lines = [f"{book.department.name}　{book.year}年度"]
    lines += [f"  {name}：{len(rows)} 行" for name, rows in book.sheets.items() if rows]
    for code in _SHOWN:
        found = figures.quantity(FactKey.of(code, book.whole, book.year))
        said = f"{format_yuan(found.value)} 元" if isinstance(found, Known) else found.reason
        lines.append(f"{concept(code).label}：{said}")
    return lines
