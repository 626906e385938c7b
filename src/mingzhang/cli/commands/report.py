"""`mingzhang report BOOK --out DIR`."""

from __future__ import annotations

import argparse
from pathlib import Path

from mingzhang.usecases.import_book import import_book
from mingzhang.usecases.write_package import FORMATS, write_package

NAME = "report"
HELP = "由账套生成决算报表与公开报告（docx、pdf、html、xlsx、txt）"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare book, output folder, scope and formats."""
    parser.add_argument("book", metavar="账套", type=Path, help="账套文件夹")
    parser.add_argument("--out", metavar="文件夹", type=Path, required=True, help="输出文件夹")
    parser.add_argument(
        "--scope", choices=("department", "unit"), default="department", help="部门汇总或单个单位"
    )
    parser.add_argument(
        "--unit", metavar="单位编码", help="--scope unit 时的单位编码；只有一个单位可省略"
    )
    parser.add_argument(
        "--format",
        metavar="格式",
        action="append",
        choices=FORMATS,
        help=f"只生成此格式，可重复；默认全部：{'、'.join(FORMATS)}",
    )


def run(arguments: argparse.Namespace) -> int:
    """Compile and write the package; 1 when a format could not be made."""
    imported = import_book(arguments.book)
    unit = None
    if arguments.scope == "unit":
        unit = arguments.unit or imported.only_unit()
    written = write_package(imported, arguments.out, unit, arguments.format or FORMATS)
    print("\n".join(written.lines()))
    return 1 if written.refused else 0
