"""Starts the next year's goals from this year's."""

from __future__ import annotations

from pathlib import Path

from mingzhang.documents.tables.csv_folder import write_csv_folder
from mingzhang.domain.performance.goals.next_year import next_year_sheets
from mingzhang.kernel.problem import InputProblems, Place, Problem
from mingzhang.usecases.import_book import ImportedBook
from mingzhang.usecases.performance.year import PerformanceYear


def write_next_year(imported: ImportedBook, folder: Path) -> list[Path]:
    """Write 项目, 绩效目标 and 绩效指标 of the next year to a folder; returns the files.

    Raises InputProblems when one of them is already there: nothing is overwritten.
    """
    sheets = next_year_sheets(imported.book, PerformanceYear(imported).performance)
    there = [sheet.name for sheet in sheets if (folder / f"{sheet.name}.csv").exists()]
    if there:
        found = "、".join(f"{name}.csv" for name in there)
        raise InputProblems(
            [Problem(Place(str(folder)), found, "没有这些表的文件夹", "换一个文件夹")]
        )
    return write_csv_folder(sheets, folder)
