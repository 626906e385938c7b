"""The example book with sheets of the performance cycle typed in, as an office would."""

from __future__ import annotations

from pathlib import Path

from mingzhang.domain.book.columns import columns
from mingzhang.domain.book.performance_sheets import PERFORMANCE_SHEETS
from tests.unit.domain.book.workbook import Workbook

#: A goal of 90 points without any problem: code, levels, name, sign, value, unit, points.
SOUND = (
    ("P01-1", "产出指标", "数量指标", "推介活动场次", "≥", "6", "场", "40"),
    ("P01-2", "效益指标", "经济效益指标", "签约投资额", "≥", "20", "亿元", "40"),
    ("P01-3", "满意度指标", "服务对象满意度指标", "企业满意度", "≥", "90", "%", "10"),
)
_COLUMNS = (
    "指标编码",
    "一级指标",
    "二级指标",
    "三级指标",
    "计算符号",
    "年度指标值",
    "计量单位",
    "分值",
)


#: What the performance sheets rest on.
_REGISTERS = ("部门", "单位", "项目", "预算")


class PerformanceWorkbook(Workbook):
    """Rows are added by column heading; what is not named is blank."""

    def add(self, sheet: str, **cells: str) -> int:
        """Add a row to a performance sheet; return its number."""
        headings = [c.heading for c in columns(PERFORMANCE_SHEETS[sheet])]
        rows = self.sheets.setdefault(sheet, [headings])
        rows.append([cells.pop(heading, "") for heading in headings])
        assert not cells, f"{sheet} has no column {list(cells)}"
        return len(rows)

    def add_plan(self, *points: tuple[str, str]) -> list[int]:
        """Add points (month, share) of every project's plan; return the numbers of their rows."""
        return [self.add("序时计划", **{"月份": m, "计划进度%": share}) for m, share in points]


def sound(folder: Path) -> PerformanceWorkbook:
    """Return the example's registers and a goal of P01 with which nothing is wrong.

    Its three indicators (rows 2 to 4 of 绩效指标) bear 90 points.
    """
    workbook = PerformanceWorkbook(folder)
    workbook.sheets = {name: workbook.sheets[name] for name in _REGISTERS}
    workbook.add("绩效目标", 项目="P01", 年度目标="举办推介活动，促成签约。")
    for row in SOUND:
        workbook.add("绩效指标", 项目="P01", **dict(zip(_COLUMNS, row, strict=True)))
    return workbook
