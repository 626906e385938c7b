"""`mingzhang performance lint | monitor | score | evaluate | report | read | next | library`."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from mingzhang.domain.performance.evaluation.record import evaluations_record
from mingzhang.domain.performance.follow_up import rectification_notices, rectifications
from mingzhang.domain.performance.model import Notice
from mingzhang.domain.performance.monitoring.monitor import monitor
from mingzhang.domain.performance.monitoring.record import monitoring_record
from mingzhang.domain.performance.notice_record import notice_record
from mingzhang.domain.performance.scoring.record import score_record
from mingzhang.domain.performance.whole.record import whole_record
from mingzhang.kernel.problem import InputProblems, Place, Problem, told
from mingzhang.rulebook.notices import notice_rules
from mingzhang.usecases.import_book import import_book
from mingzhang.usecases.performance.evaluation_note import evaluation_note
from mingzhang.usecases.performance.following import write_next_year
from mingzhang.usecases.performance.forms import FORM_FILES, FORM_FORMATS, read_forms
from mingzhang.usecases.performance.library import (
    indicator_library,
    library_note,
    write_library,
)
from mingzhang.usecases.performance.lint import lint
from mingzhang.usecases.performance.note import lint_note, monitoring_note, score_note
from mingzhang.usecases.performance.package import write_performance_package
from mingzhang.usecases.performance.year import PerformanceYear
from mingzhang.usecases.wrapping import Line, wrapped

NAME = "performance"
HELP = "绩效：检查目标、监控、自评打分、评价，生成和读回表格，编报告"
_LEVELS = ("error", "warning", "hint")
_WIDTH = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the actions: those that tell something, and those that write files."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="操作")
    for name, (words, _) in _TOLD.items():
        action = actions.add_parser(name, help=words, description=words)
        _add_told(action)
        if name == "evaluate":
            action.add_argument(
                "--seed",
                metavar="种子",
                default="",
                help="复核抽取的种子，任意文字；默认为“部门编码-年度”，同一种子抽取结果相同",
            )
        if name == "monitor":
            action.add_argument(
                "--on",
                metavar="日期",
                type=_day,
                help="监控时点，在账套年度之内，例如 2024-07-31；默认为7月31日",
            )
    _add_writing(actions)


def _add_told(action: argparse.ArgumentParser) -> None:
    action.add_argument("book", metavar="账套", type=Path, help="账套文件夹")
    action.add_argument(
        "--format", choices=("text", "json"), default="text", help="文字（默认）或 json"
    )
    action.add_argument(
        "--fail-on",
        metavar="级别",
        choices=(*_LEVELS, "never"),
        default="error",
        help="有此级别及以上的问题时退出码为1：error（默认）、warning、hint 或 never",
    )


def _add_writing(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    words = "生成自评报告、评价报告和绩效管理表格（docx、pdf、html、xlsx）"
    report = actions.add_parser("report", help=words, description=words)
    report.add_argument("book", metavar="账套", type=Path, help="账套文件夹")
    report.add_argument("--out", metavar="文件夹", type=Path, required=True, help="输出文件夹")
    report.add_argument(
        "--project", metavar="项目编码", help="只要一个项目的，部门整体的不生成；默认全部"
    )
    report.add_argument(
        "--format",
        metavar="格式",
        action="append",
        choices=FORM_FORMATS,
        help=f"只生成此格式，可重复；默认全部：{'、'.join(FORM_FORMATS)}",
    )
    report.set_defaults(act=_report)
    words = f"读回填好的绩效表格（{FORM_FILES}），没有任何问题才写入账套"
    read = actions.add_parser("read", help=words, description=words)
    read.add_argument("forms", metavar="表格", nargs="+", type=Path, help="填好的表格")
    read.add_argument("--book", metavar="账套", type=Path, required=True, help="写入的账套文件夹")
    read.set_defaults(act=_read)
    words = "以本年目标为起点，写出下年账套的项目、绩效目标、绩效指标三张表"
    following = actions.add_parser("next", help=words, description=words)
    following.add_argument("book", metavar="账套", type=Path, help="本年账套文件夹")
    following.add_argument("--out", metavar="文件夹", type=Path, required=True, help="新文件夹")
    following.set_defaults(act=_next)
    words = "指标库：几个账套用了哪些指标，各被多少项目引用，指标值和完成值在什么范围"
    library = actions.add_parser("library", help=words, description=words)
    library.add_argument("books", metavar="账套", nargs="+", type=Path, help="账套文件夹，可多个")
    library.add_argument(
        "--out", metavar="文件", type=Path, help="写入 xlsx 或 csv 文件，不显示；已有的文件会被覆盖"
    )
    library.set_defaults(act=_library)


def run(arguments: argparse.Namespace) -> int:
    """Run one action; 1 when there is something at the level, or something could not be made.

    InputProblems and NoEdition reach the caller.
    """
    if arguments.action not in _TOLD:
        return int(arguments.act(arguments))
    year = PerformanceYear(import_book(arguments.book))
    _, act = _TOLD[arguments.action]
    notices = act(year, arguments)
    return int(_reaches(notices, arguments.fail_on))


def _report(arguments: argparse.Namespace) -> int:
    imported = import_book(arguments.book)
    formats = arguments.format or FORM_FORMATS
    made = write_performance_package(imported, arguments.out, arguments.project, formats)
    print("\n".join([*made.lines(), *(f"  {line}" for line in told(imported.cautions))]))
    return int(bool(made.refused))


def _read(arguments: argparse.Namespace) -> int:
    found = read_forms(arguments.forms, arguments.book)
    for reading in found.readings:
        print(f"  已读 {reading.form.title}：{len(reading.rows)}行")
    for name in found.skipped:
        print(f"  不是绩效表格，未读：{name}")
    for path in found.files:
        print(f"  已写入 {path}")
    return 0


def _next(arguments: argparse.Namespace) -> int:
    files = write_next_year(import_book(arguments.book), arguments.out)
    print("\n".join(f"  已生成 {path}" for path in files))
    print("指标值照抄本年目标，“上年完成值”是本年结果；请逐项重定目标。")
    return 0


def _library(arguments: argparse.Namespace) -> int:
    found = indicator_library(arguments.books)
    if arguments.out is None:
        _print(library_note(found))
    else:
        write_library(found, arguments.out)
        print(f"  已生成 {arguments.out}：{len(found.entries)}项指标")
    return 0


def _lint(year: PerformanceYear, arguments: argparse.Namespace) -> Sequence[Notice]:
    notices = lint(year)
    record = {"year": year.book.year, "notices": [notice_record(n) for n in notices]}
    _show(arguments.format, record, lint_note(year.performance, notices))
    return notices


def _score(year: PerformanceYear, arguments: argparse.Namespace) -> Sequence[Notice]:
    scored = year.scored
    _show(arguments.format, score_record(scored), score_note(year.performance, scored))
    return scored.notices


def _monitor(year: PerformanceYear, arguments: argparse.Namespace) -> Sequence[Notice]:
    on = arguments.on or date(year.book.year, 7, 31)  # 每年8月汇总1—7月 of 财预〔2019〕136号
    if on.year != year.book.year:
        expected = f"{year.book.year}年之内的日期"
        raise InputProblems([Problem(Place("监控时点"), str(on), expected, "监控其他年度用其账套")])
    monitoring = monitor(year.performance, year.parameters, on)
    tasks = rectifications(year.book, year.parameters, on)
    record = monitoring_record(monitoring, tasks)
    _show(arguments.format, record, monitoring_note(year.performance, monitoring, tasks))
    return (*monitoring.notices, *rectification_notices(tasks))


def _evaluate(year: PerformanceYear, arguments: argparse.Namespace) -> Sequence[Notice]:
    whole, found = year.whole, year.evaluations(arguments.seed)
    decided = year.decision_notices
    record = {
        "whole": whole_record(whole),
        **evaluations_record(found),
        "decisions": [notice_record(notice) for notice in decided],
    }
    _show(arguments.format, record, evaluation_note(year.performance, whole, found, decided))
    return (*whole.notices, *found.notices, *decided)


_Action = Callable[[PerformanceYear, argparse.Namespace], Sequence[Notice]]
_TOLD: dict[str, tuple[str, _Action]] = {
    "lint": ("检查绩效目标：逐条列出问题、依据和证据", _lint),
    "monitor": ("绩效运行监控：每个项目的执行和目标两盏灯、全年预计", _monitor),
    "evaluate": ("部门整体评价、部门评价和财政评价、复核抽取", _evaluate),
    "score": ("绩效自评打分：每一分的算式、等次和矛盾之处", _score),
}


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，例如 2024-07-31") from None


def _show(form: str, record: object, lines: Iterable[Line]) -> None:
    if form == "json":
        print(json.dumps(record, ensure_ascii=False, indent=1))
        return
    _print(lines)


def _print(lines: Iterable[Line]) -> None:
    width = min(_WIDTH, shutil.get_terminal_size().columns) if sys.stdout.isatty() else 0
    print("\n".join(wrapped(lines, width)))


def _reaches(notices: Sequence[Notice], level: str) -> bool:
    if level == "never":
        return False
    counted = _LEVELS[: _LEVELS.index(level) + 1]
    return any(notice_rules()[notice.rule].severity in counted for notice in notices)
