"""`mingzhang report BOOK --out DIR`."""

from __future__ import annotations

import argparse
from pathlib import Path

from mingzhang.kernel.problem import InputProblems, Place, Problem, told
from mingzhang.usecases.check_book import errors
from mingzhang.usecases.import_book import import_book
from mingzhang.usecases.write_package import FORMATS, write_package

NAME = "report"
HELP = "由账套生成决算报表与公开报告（docx、pdf、html、xlsx、txt）"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare book, output folder, scope and formats."""
    parser.add_argument("book", metavar="账套", type=Path, help="账套文件夹")
    parser.add_argument("--out", metavar="文件夹", type=Path, required=True, help="输出文件夹")
    parser.add_argument(
        "--scope", choices=("department", "unit"), help="部门汇总（默认）或单个单位"
    )
    parser.add_argument(
        "--unit", metavar="单位编码", help="编制此单位的报告；只有一个单位时 --scope unit 即可"
    )
    parser.add_argument(
        "--format",
        metavar="格式",
        action="append",
        choices=FORMATS,
        help=f"只生成此格式，可重复；默认全部：{'、'.join(FORMATS)}",
    )


def run(arguments: argparse.Namespace) -> int:
    """Compile and write the package; 1 when a format could not be made or an identity fails."""
    if arguments.unit and arguments.scope == "department":
        place = Place("--unit")
        raise InputProblems(
            [
                Problem(
                    place, arguments.unit, "部门汇总不指定单位", "去掉 --unit，或改用 --scope unit"
                )
            ]
        )
    imported = import_book(arguments.book)
    of_unit = arguments.scope == "unit" or arguments.unit
    unit = imported.unit(arguments.unit) if of_unit else None
    written = write_package(imported, arguments.out, unit, arguments.format or FORMATS)
    wrong = errors(written.report.judged.judgements)
    if wrong:
        print(f"账套有错：{len(wrong)} 处勾稽关系不成立。材料已写出供核对，改正账套前请勿公开。")
    print("\n".join([*written.lines(), *(f"  {line}" for line in told(imported.cautions))]))
    return 1 if written.refused or wrong else 0
