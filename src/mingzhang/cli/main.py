"""`mingzhang COMMAND …`. Exit codes: 0 done, 1 problems in the input, 64 wrong usage."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import NoReturn, Protocol, cast

from mingzhang.cli import commands
from mingzhang.domain.report.context import BadReference
from mingzhang.kernel.problem import InputProblems, told
from mingzhang.rulebook.editions import NoEdition

USAGE = 64  # EX_USAGE of sysexits.h
PROBLEMS = 1


class Command(Protocol):
    """What a module of `commands` offers."""

    NAME: str
    HELP: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...
    def run(self, arguments: argparse.Namespace) -> int: ...


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"{self.prog}：{message}\n")


class _Version(argparse.Action):
    """Look the version up when it is asked for: a tree that is not installed has none."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        try:
            print(f"明账 {version('mingzhang')}")
        except PackageNotFoundError:
            print("明账（未安装的源代码）")
        parser.exit()


def all_commands() -> list[Command]:
    """Return every command, by name."""
    names = sorted(m.name for m in pkgutil.iter_modules(commands.__path__))
    found = [importlib.import_module(f"{commands.__name__}.{name}") for name in names]
    return cast("list[Command]", found)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    top = _Parser(prog="mingzhang", description="明账：从预算到公开的部门账，每个数字可追溯")
    top.add_argument("--version", action=_Version, nargs=0, help="显示版本号")
    below = top.add_subparsers(dest="command", required=True, metavar="命令")
    for command in all_commands():
        own = below.add_parser(command.NAME, help=command.HELP, description=command.HELP)
        command.add_arguments(own)
        own.set_defaults(run=command.run)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. Problems of the input are printed, all at once."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a console in GBK must not end the run on one glyph
            stream.reconfigure(errors="replace")
    given = parser().parse_args(arguments)
    try:
        code = int(given.run(given))
        sys.stdout.flush()
        return code
    except InputProblems as wrong:
        print("\n".join([*told(wrong.problems), *told(wrong.cautions)]), file=sys.stderr)
        doubtful = f"，{len(wrong.cautions)} 处请核对" if wrong.cautions else ""
        print(f"共 {len(wrong.problems)} 处问题{doubtful}，未作任何更改。", file=sys.stderr)
        return PROBLEMS
    except (NoEdition, BadReference) as wrong:
        print(wrong, file=sys.stderr)
        return PROBLEMS
    except BrokenPipeError:  # whoever read our lines (head) has seen enough
        sys.stdout = None
        return 0


if __name__ == "__main__":
    sys.exit(main())
