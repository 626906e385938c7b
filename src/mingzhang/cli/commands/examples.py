"""`mingzhang examples --out DIR`: the example books, compiled."""

from __future__ import annotations

import argparse
from pathlib import Path

from mingzhang.kernel.problem import InputProblems, Place, Problem
from mingzhang.usecases.check_book import errors
from mingzhang.usecases.import_book import import_book
from mingzhang.usecases.performance.forms import FORM_FORMATS
from mingzhang.usecases.performance.package import has_performance, write_performance_package
from mingzhang.usecases.write_package import FORMATS, write_package

NAME = "examples"
HELP = "把示例账套全部编成决算公开材料和绩效材料"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare where the examples lie and where the packages go."""
    parser.add_argument(
        "--from",
        metavar="文件夹",
        dest="source",
        type=Path,
        default=Path("examples"),
        help="示例文件夹，默认 examples",
    )
    parser.add_argument(
        "--out", metavar="文件夹", type=Path, default=Path("out"), help="输出文件夹，默认 out"
    )


def run(arguments: argparse.Namespace) -> int:
    """Compile every book below the folder, saying what was made and where."""
    books = sorted(p.parent for p in arguments.source.glob("*/部门.csv"))
    if not books:
        place = Place(str(arguments.source))
        raise InputProblems([Problem(place, "没有账套", "含账套的文件夹", "在项目根目录运行")])
    failed = False
    for folder in books:
        print(f"\n{folder.name}")
        imported, out = import_book(folder), arguments.out / folder.name
        written = write_package(imported, out, None, FORMATS)
        print("\n".join(written.lines()))
        failed = failed or bool(written.refused or errors(written.report.judged.judgements))
        if has_performance(imported.book):
            made = write_performance_package(imported, out / "绩效", None, FORM_FORMATS)
            print("\n".join(made.lines()))
            failed = failed or bool(made.refused)
    return 1 if failed else 0
