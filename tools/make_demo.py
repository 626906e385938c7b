"""Writes examples/demo-2024: an invented bureau's complete year, the same bytes every time.

python -m tools.make_demo            write the CSV files
python -m tools.make_demo --check    fail if the committed files differ
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from mingzhang.documents.tables.csv_folder import write_csv
from mingzhang.domain.book.model import Book, Line
from mingzhang.domain.book.parse import book_grids
from mingzhang.domain.book.sheets import SHEETS
from tools.demo import evaluations, performance, registers, words
from tools.demo.ledger import (
    budget_rows,
    expenditure_rows,
    money,
    revenue_rows,
    surplus_rows,
)
from tools.demo.past import declared_rows, last_year, past_rows
from tools.demo.project_words import project_narratives

FOLDER = Path(__file__).resolve().parents[1] / "examples" / "demo-2024"

#: Last year's counts: concept, dimension, value.
_COUNTS = {
    ("overseas_groups", "", ""): 2,
    ("overseas_persons", "whose", "own"): 6,
    ("vehicles_owned", "", ""): 9,
    ("vehicles_purchased", "", ""): 0,
    ("reception_batches", "", ""): 251,
    ("reception_persons", "", ""): 2718,
    ("staff", "", ""): 146,
}


def demo_book() -> Book:
    """Return the book, made anew from the plan."""
    made = money()
    three = registers.three_public_rows(made)
    staff, moved = registers.people()
    received, vehicles, equipment = registers.operations()
    purchases = registers.procurement_rows()
    past = last_year(made, three, purchases)
    asked, concluded = evaluations.ex_ante_rows()
    looked, sites = evaluations.evaluation_rows()
    by_project = performance.funds(made)
    rows: dict[str, Sequence[object]] = {
        "部门": [registers.DEPARTMENT],
        "单位": registers.unit_rows(),
        "人员": staff,
        "人员变动": moved,
        "项目": registers.project_rows(),
        "视图": [],
        "收入": revenue_rows(made),
        "支出": expenditure_rows(made),
        "预算": budget_rows(made),
        "结转": made.ledger,
        "结余": surplus_rows(),
        "抵销": made.transfers,
        "上年": past_rows(past, _COUNTS),
        "申报合计": declared_rows(made, three),
        "三公": three,
        "团组": registers.group_rows(),
        "接待": received,
        "车辆": vehicles,
        "采购": purchases,
        "资产": registers.asset_rows(),
        "设备": equipment,
        "原因": words.reason_rows(),
        "叙述": [*words.narrative_rows(), *project_narratives()],
        "存疑": [],
        "绩效目标": performance.goal_rows(),
        "年度任务": performance.task_rows(by_project),
        "绩效指标": performance.indicator_rows(by_project, three),
        "指标完成": performance.actual_rows(),
        "成果数据": performance.result_rows(),
        "项目资金": performance.fund_rows(by_project),
        "项目进度": performance.progress_rows(by_project),
        "序时计划": performance.plan_rows(),
        "事前评估": asked,
        "事前评估结论": concluded,
        "目标审核": evaluations.review_rows(),
        "自评": evaluations.self_evaluation_rows(),
        "整体评价": evaluations.whole_rows(),
        "评价": looked,
        "评价打分": evaluations.score_rows(),
        "评价选点": sites,
        "整改": evaluations.rectification_rows(),
        "结果应用": evaluations.decision_rows(),
        "绩效参数": evaluations.parameter_rows(),
    }
    return Book({n: tuple(Line(i, r) for i, r in enumerate(rows[n], 2)) for n in SHEETS})


def files() -> dict[str, bytes]:
    """Return the file names of the example and their bytes."""
    return {f"{grid.name}.csv": write_csv(grid) for grid in book_grids(demo_book())}


def main(arguments: Sequence[str] | None = None) -> int:
    """Write or check the files; 1 when a check fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    chosen = parser.parse_args(arguments)
    wanted = files()
    if not chosen.check:
        chosen.folder.mkdir(parents=True, exist_ok=True)
        for name, data in wanted.items():
            (chosen.folder / name).write_bytes(data)
        return 0
    found = {path.name: path.read_bytes() for path in chosen.folder.glob("*.csv")}
    wrong = sorted(n for n in wanted.keys() | found.keys() if wanted.get(n) != found.get(n))
    for name in wrong:
        print(f"{name}: differs from what tools.make_demo writes")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
