"""An invented book with many expenditure rows, for measuring only."""

from __future__ import annotations

from pathlib import Path

from mingzhang.docmodel.grid import Grid
from mingzhang.documents.tables.csv_folder import write_csv_folder
from mingzhang.domain.book.columns import columns
from mingzhang.domain.book.sheets import SHEETS
from mingzhang.rulebook.classification import economic, functional

YEAR = 2024


def write_large_book(folder: Path, rows: int) -> None:
    """Write a book of one department with `rows` expenditure rows over many units and codes."""
    sheets: dict[str, list[dict[str, str]]] = {name: [] for name in SHEETS}
    sheets["部门"].append(
        {
            "部门编码": "D1",
            "部门名称": "示例市测算局",
            "行政区划代码": "510000",
            "年度": str(YEAR),
            "公开日期": f"{YEAR + 1}-09-30",
        }
    )
    units = [f"U{n:03}" for n in range(20)]
    for code in units:
        own = "是" if code == units[0] else "否"
        kind = "行政单位" if own == "是" else "公益一类事业单位"
        sheets["单位"].append(
            {"单位编码": code, "单位名称": f"示例单位{code}", "单位性质": kind, "部门本级": own}
        )
    _spend(sheets, units, rows)
    grids = []
    for name, row_type in SHEETS.items():
        headings = tuple(c.heading for c in columns(row_type))
        body = [tuple(row.get(h, "") for h in headings) for row in sheets[name]]
        grids.append(Grid(name, name, (headings, *body)))
    write_csv_folder(grids, folder)


def _spend(sheets: dict[str, list[dict[str, str]]], units: list[str], rows: int) -> None:
    functions = [c for c in functional(YEAR).codes() if len(c) == 7 and c.startswith("20")]
    outlays = [c for c in economic(YEAR).codes() if len(c) == 5 and c[:3] in ("301", "302", "310")]
    revenue: dict[tuple[str, str], int] = {}
    for n in range(rows):
        unit = units[n % len(units)]
        code = outlays[(n // len(units)) % len(outlays)]
        function = functions[(n // (len(units) * len(outlays))) % len(functions)]
        fen = 100_000 + (n * 7919) % 9_000_000
        revenue[unit, function] = revenue.get((unit, function), 0) + fen
        sheets["支出"].append(
            {
                "单位编码": unit,
                "预算类别": "一般公共预算",
                "功能分类科目": function,
                "支出性质": "基本支出",
                "经济分类科目": code,
                "金额": f"{fen // 100}.{fen % 100:02}",
            }
        )
    for (unit, function), fen in sorted(revenue.items()):
        sheets["收入"].append(
            {
                "单位编码": unit,
                "收入来源": "一般公共预算财政拨款收入",
                "功能分类科目": function,
                "金额": f"{fen // 100}.{fen % 100:02}",
            }
        )
