"""`mingzhang check FILE… [--with ROLE=FILE] [--book BOOK] [--format …] [--out FILE] [--marked …]`.

The work is done in a process of its own, so this module imports little: the command starts fast.
"""

from __future__ import annotations

import argparse
import importlib
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

from mingzhang.documents.readers.registry import passed_over, suffixes
from mingzhang.domain.checks.model import Severity
from mingzhang.usecases.checked.guarded import Examiner, Order
from mingzhang.usecases.checked.marked_files import is_copy, write_copies, write_whole
from mingzhang.usecases.checked.model import Examined, counts, summary
from mingzhang.usecases.checked.sets import parts_of_one

NAME = "check"
HELP = "检查任何一份公开报告：数字之间是否矛盾，错在哪里，可能应为多少"

FOUND, UNEXAMINED, USAGE = 1, 2, 64
#: What another document is to the one that is checked.
ROLES = {
    "tables": "报告所附的报表，可重复",
    "last-year": "上年的同一报告",
    "budget": "本年的预算公开",
    "approval": "批复文件",
    "unit": "所属单位的报告，可重复，要含本级在内的全部单位",
}
FORMATS = ("text", "json", "html", "sarif", "worksheet")
_WORKSHEETS = (".docx", ".xlsx")
_LEVELS = {"error": Severity.ERROR, "warning": Severity.WARNING}
_WIDTH = 78
_UNREADABLE = "不能读"
_COPY = "是标注副本，已跳过"
_SKIPPED = 5  # names told of the files that nothing reads


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the files, what they are compared with, and the form of the result."""
    roles = "；".join(f"{role} {meaning}" for role, meaning in ROLES.items())
    parser.add_argument(
        "files",
        metavar="文件",
        nargs="+",
        type=Path,
        help="要检查的报告：pdf、docx、txt、md、html、csv、xlsx、xls、et、ods，"
        "装有LibreOffice时还有doc、wps、rtf；"
        "文件夹表示其中能读的全部文件（不含下级文件夹）",
    )
    parser.add_argument(
        "--with",
        dest="companions",
        metavar="角色=文件",
        action="append",
        type=_companion,
        help=f"对照的另一份文件，可重复。角色：{roles}",
    )
    parser.add_argument("--book", metavar="账套", type=Path, help="账套文件夹：逐个数字与账套核对")
    _add_outputs(parser)
    parser.epilog = (
        "退出码：0 没有该级别的问题，1 有，2 有文件没有检查成（不论有无问题），64 用法不对。"
    )


def _add_outputs(parser: argparse.ArgumentParser) -> None:
    """Declare the form of the result and where it goes."""
    parser.add_argument(
        "--format",
        metavar="形式",
        type=_one_of(FORMATS),
        choices=FORMATS,
        default="text",
        help="结果的形式：text 文字（默认）；html 在原文里标出问题的网页；worksheet 核查意见表，"
        "由 --out 的后缀定为docx或xlsx；json 和 sarif 供程序读取",
    )
    parser.add_argument("--out", metavar="文件", type=Path, help="把结果写入文件，不显示")
    parser.add_argument(
        "--marked",
        metavar="文件夹",
        type=Path,
        help="把问题批注在副本里，写入此文件夹，不动原件：docx、pdf、xlsx",
    )
    parser.add_argument(
        "--fail-on",
        metavar="级别",
        type=_one_of((*_LEVELS, "never")),
        choices=(*_LEVELS, "never"),
        default="error",
        help="有此级别及以上的问题时退出码为1：error（默认）、warning 或 never（从不）",
    )


def run(arguments: argparse.Namespace) -> int:
    """Check every file; return 0, 1 findings at the level, 2 a file not examined, 64 usage."""
    companions: Sequence[tuple[str, str]] = arguments.companions or ()
    files = _files(arguments.files)
    wrong = _misuse(arguments, files, companions)
    if wrong:
        print(f"mingzhang check：{wrong}", file=sys.stderr)
        return USAGE
    orders = [
        Order(
            str(file),
            tuple(companions),
            str(arguments.book) if arguments.book else "",
            page=arguments.format == "html",
            marked=arguments.marked is not None,
            passed=arguments.format == "worksheet",
        )
        for file in files
    ]
    with Examiner(fork=True) as examiner:
        examined = [examiner.examine(order) for order in orders]
    _tell_skipped(arguments.files)
    if not companions and any(path.is_dir() for path in arguments.files):
        for told in parts_of_one(examined):
            print(told, file=sys.stderr)
    if not _show(arguments.format, examined, arguments.out):
        return USAGE
    if arguments.marked and not _write_marked(arguments, examined):
        return USAGE
    return _code(examined, arguments.fail_on)


def _companion(text: str) -> tuple[str, str]:
    role, equals, file = text.partition("=")
    if not equals or role not in ROLES or not file:
        known = "、".join(ROLES)
        raise argparse.ArgumentTypeError(f"“{text}”应写作 角色=文件，角色为{known}之一")
    return role, file


def _one_of(choices: Sequence[str]) -> Callable[[str], str]:
    """Return a reader of an argument that says in Chinese what it may be."""

    def known(text: str) -> str:
        if text not in choices:
            raise argparse.ArgumentTypeError(f"没有“{text}”，应为{'、'.join(choices)}之一")
        return text

    return known


def _files(given: Sequence[Path]) -> list[Path]:
    """Return the files to check, each once; of a folder those that can be read, by name."""
    found: list[Path] = []
    for path in given:
        if path.is_dir():
            found += [file for file, why in _inside(path) if not why]
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def _inside(folder: Path) -> list[tuple[Path, str]]:
    """Return the files of a folder by name, and why one is left out ("" where it is not)."""
    known = suffixes()
    found = []
    for file in sorted(path for path in folder.iterdir() if path.is_file()):
        why = passed_over(file) or (_COPY if is_copy(file.name) else "")
        if why or not file.name.startswith("."):  # the others are hidden
            found.append((file, why or ("" if file.suffix.lower() in known else _UNREADABLE)))
    return found


def _tell_skipped(given: Sequence[Path]) -> None:
    """Name the files of folders that are left out, so that nobody takes them for checked."""
    for folder in dict.fromkeys(path for path in given if path.is_dir()):
        left: dict[str, list[str]] = {}
        for file, why in _inside(folder):
            if why:
                left.setdefault(why, []).append(file.name)
        for why, names in left.items():
            shown = "、".join(names[:_SKIPPED]) + ("等" if len(names) > _SKIPPED else "")
            print(f"文件夹“{folder}”里有{len(names)}个文件{why}：{shown}", file=sys.stderr)


def _misuse(
    arguments: argparse.Namespace, files: Sequence[Path], companions: Sequence[tuple[str, str]]
) -> str:
    """Return what is wrong with the arguments together; "" when they fit."""
    if not files:
        known = "、".join(suffix.lstrip(".") for suffix in suffixes())
        return f"文件夹里没有能读的文件（能读的有{known}）"
    folders = [file for _, file in companions if Path(file).is_dir()]
    if folders:
        return f"--with 要的是文件，“{folders[0]}”是文件夹"
    if arguments.book and not arguments.book.is_dir():
        return f"--book 要的是账套文件夹，没有文件夹“{arguments.book}”"
    return _wrong_folder(arguments.marked) or _wrong_out(arguments, files, companions)


def _wrong_folder(folder: Path | None) -> str:
    if folder is None or folder.is_dir():
        return ""
    if folder.exists():
        return f"--marked 要的是文件夹，“{folder}”是文件"
    if not folder.parent.is_dir():
        return f"--marked 所在的文件夹“{folder.parent}”不存在"
    return ""


def _wrong_out(
    arguments: argparse.Namespace, files: Sequence[Path], companions: Sequence[tuple[str, str]]
) -> str:
    out = arguments.out
    sheet = arguments.format == "worksheet"
    if sheet and (out is None or out.suffix.lower() not in _WORKSHEETS):
        return "--format worksheet 要用 --out 写明文件名，如 --out 核查意见表.docx 或 .xlsx"
    if out is None:
        return ""
    if out.is_dir():
        return f"--out 要的是文件名，“{out}”是文件夹"
    if not out.parent.is_dir():
        return f"--out 所在的文件夹“{out.parent}”不存在"
    inputs = [*files, *(Path(file) for _, file in companions)]
    if out.exists() and any(each.exists() and out.samefile(each) for each in inputs):
        return f"--out 会覆盖要检查的文件“{out}”"
    return ""


def _written(form: str, examined: Sequence[Examined], width: int = 0) -> str:
    """Return the result in a form; the modules of the other forms are not imported."""
    module = importlib.import_module(f"mingzhang.usecases.checked.{form}")
    write = cast("Callable[..., str]", getattr(module, f"write_{form}"))
    return write(examined, width) if form == "text" else write(examined)


def _show(form: str, examined: Sequence[Examined], out: Path | None) -> bool:
    """Print the result, or write it to a file and say so; tell whether that was possible."""
    if out is None:
        width = min(_WIDTH, shutil.get_terminal_size().columns) if sys.stdout.isatty() else 0
        sys.stdout.write(_written(form, examined, width))
        return True
    try:
        write_whole(out, _bytes_of(form, examined, out.suffix.lower()))
    except OSError:
        print(f"mingzhang check：“{out}”写不进去", file=sys.stderr)
        return False
    print(f"已写出 {out}。{summary(examined)}")
    return True


def _bytes_of(form: str, examined: Sequence[Examined], suffix: str) -> bytes:
    if form == "worksheet":
        from mingzhang.usecases.checked.worksheet import write_worksheet  # noqa: PLC0415 - writers

        return write_worksheet(examined, suffix)
    return _written(form, examined).encode("utf-8", "replace")


def _write_marked(arguments: argparse.Namespace, examined: Sequence[Examined]) -> bool:
    """Write the marked copies and say so on standard error; tell whether that was possible."""
    others = [Path(file) for _, file in arguments.companions or ()]
    told, done = write_copies(examined, arguments.marked, others)
    for line in told:
        print(line, file=sys.stderr)
    return done


def _code(examined: Sequence[Examined], fail_on: str) -> int:
    if any(file.failed for file in examined):
        return UNEXAMINED
    if fail_on == "never":
        return 0
    found = counts(examined)
    return FOUND if any(found[s] for s in found if s >= _LEVELS[fail_on]) else 0
