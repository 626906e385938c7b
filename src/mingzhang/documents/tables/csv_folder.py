"""A folder of CSV files, one a sheet: written UTF-8 with BOM, read in UTF-8 or GB18030."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from mingzhang.docmodel.grid import Grid
from mingzhang.kernel.problem import InputProblems, Place, Problem


def read_csv_folder(folder: Path) -> list[Grid]:
    """Return every CSV file of a folder, by name; other files are left alone.

    Raises InputProblems: no folder, no CSV file in it, or a file in no known encoding.
    """
    if not folder.is_dir():
        raise InputProblems(
            [
                Problem(
                    Place(str(folder)), "没有此文件夹", "账套文件夹", "检查路径，或用 book new 新建"
                )
            ]
        )
    grids: list[Grid] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.csv")):
        try:
            grids.append(read_csv(path.read_bytes(), path.stem, path.name))
        except InputProblems as wrong:
            problems += wrong.problems
    if not grids and not problems:
        problems.append(
            Problem(Place(str(folder)), "没有 CSV 文件", "账套各表", "用 book new 生成空账套")
        )
    if problems:
        raise InputProblems(problems)
    return grids


def read_csv(data: bytes, name: str, file: str) -> Grid:
    """Read one CSV file. Raises InputProblems when it is neither UTF-8 nor GB18030 text."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        rows = csv.reader(io.StringIO(text, newline=""))
        return Grid(name, file, tuple(tuple(row) for row in rows))
    raise InputProblems(
        [Problem(Place(file), "无法识别的编码", "UTF-8 或 GB18030 文本", "另存为 CSV（UTF-8）")]
    )


def write_csv(grid: Grid) -> bytes:
    """Return a sheet as CSV: UTF-8 with BOM (so that office programs see it)."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(grid.rows)
    return out.getvalue().encode("utf-8-sig")


def write_csv_folder(grids: Iterable[Grid], folder: Path) -> list[Path]:
    """Write each sheet as `name.csv`; the folder is made. Returns the files in order."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for grid in grids:
        path = folder / f"{grid.name}.csv"
        path.write_bytes(write_csv(grid))
        paths.append(path)
    return paths
