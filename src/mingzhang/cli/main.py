"""`mingzhang COMMAND …`. Exit codes: 0 done, 1 problems in the input, 64 wrong usage."""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import sys
from collections.abc import Sequence
from typing import Protocol, cast

from mingzhang.cli import commands
from mingzhang.cli.parser import USAGE, Parser
from mingzhang.kernel.problem import InputProblems, told

__all__ = ["INTERRUPTED", "PROBLEMS", "USAGE", "all_commands", "main", "parser"]

PROBLEMS = 1
INTERRUPTED = 130  # 128 and the number of SIGINT, as shells have it
_VERSION = "--version"
_STANDARD = 3  # files that every process has open


class Command(Protocol):
    """What a module of `commands` offers."""

    NAME: str
    HELP: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...
    def run(self, arguments: argparse.Namespace) -> int: ...


class _Version(argparse.Action):
    """Look the version up when it is asked for: a tree that is not installed has none."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        # It takes longer than all other imports here together.
        from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415

        try:
            print(f"明账 {version('mingzhang')}")
        except PackageNotFoundError:
            print("明账（未安装的源代码）")
        parser.exit()


def all_commands(asked: str = "") -> list[Command]:
    """Return every command, by name; only the one that is `asked` where one is.

    A command imports what it works with, so those that are not asked are not imported either.
    """
    names = sorted(m.name for m in pkgutil.iter_modules(commands.__path__))
    wanted = [] if asked == _VERSION else [asked] if asked in names else names
    found = [importlib.import_module(f"{commands.__name__}.{name}") for name in wanted]
    return cast("list[Command]", found)


def parser(asked: str = "") -> argparse.ArgumentParser:
    """Return the parser of the whole command line, or of the one command that is `asked`."""
    top = Parser(prog="mingzhang", description="明账：从预算到公开的部门账，每个数字可追溯")
    top.add_argument(_VERSION, action=_Version, nargs=0, help="显示版本号")
    below = top.add_subparsers(dest="command", required=True, metavar="命令")
    for command in all_commands(asked):
        own = below.add_parser(command.NAME, help=command.HELP, description=command.HELP)
        command.add_arguments(own)
        own.set_defaults(run=command.run)
    return top


def _refusals() -> tuple[type[Exception], ...]:
    """Return the errors whose message is the answer; looked up only when something was raised."""
    from mingzhang.domain.references import BadReference  # noqa: PLC0415
    from mingzhang.rulebook.editions import NoEdition  # noqa: PLC0415

    return NoEdition, BadReference


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. Problems of the input are printed, all at once."""
    _settle_streams()
    try:
        words = sys.argv[1:] if arguments is None else list(arguments)
        given = parser(words[0] if words else "").parse_args(words)
        code = int(given.run(given))
        sys.stdout.flush()
        return code
    except InputProblems as wrong:
        print("\n".join([*told(wrong.problems), *told(wrong.cautions)]), file=sys.stderr)
        doubtful = f"，{len(wrong.cautions)} 处请核对" if wrong.cautions else ""
        print(f"共 {len(wrong.problems)} 处问题{doubtful}，未作任何更改。", file=sys.stderr)
        return PROBLEMS
    except KeyboardInterrupt:
        print("已中断", file=sys.stderr)
        return INTERRUPTED
    except _refusals() as wrong:
        print(wrong, file=sys.stderr)
        return PROBLEMS
    except BrokenPipeError:  # whoever read our lines (head) has seen enough
        sys.stdout = None
        return 0


def _settle_streams() -> None:
    """Make the standard streams fit to be written to, whatever we were started with."""
    if sys.stdout is None or sys.stderr is None:
        # One that was closed (>&-) is nowhere; no other file may get its number meanwhile.
        while os.open(os.devnull, os.O_RDWR) < _STANDARD:
            pass
        sys.stdout = sys.stdout or open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stderr = sys.stderr or open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a console in GBK must not end the run on one glyph
            stream.reconfigure(errors="replace")


if __name__ == "__main__":
    sys.exit(main())
