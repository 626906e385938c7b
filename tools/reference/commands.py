"""The page on the command line, from the parsers that the commands build."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from mingzhang.cli.main import PROBLEMS, USAGE, all_commands
from mingzhang.usecases.write_package import FORMATS
from tools.reference.markdown import code, codes, page, table


class _Recorded(argparse.ArgumentParser):
    """A parser that keeps its arguments, to be told in our own words.

    The help text of argparse differs from one Python to the next.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.told: list[argparse.Action] = []
        super().__init__(*args, **{**kwargs, "add_help": False})

    def add_argument(self, *args: Any, **kwargs: Any) -> argparse.Action:
        """Add an argument as argparse does, and keep it."""
        action = super().add_argument(*args, **kwargs)
        self.told.append(action)
        return action


def commands() -> str:
    """Return the page on commands."""
    exits = f"Exit codes: 0 done, {PROBLEMS} problems in the input, {USAGE} wrong usage."
    parts = [f"{exits} Formats: {codes(FORMATS)}."]
    for command in all_commands():
        parser = _Recorded(prog=f"mingzhang {command.NAME}")
        command.add_arguments(parser)
        parts += [f"## {command.NAME}", command.HELP, *_usage(parser)]
    return page("Commands", *parts)


def _usage(parser: argparse.ArgumentParser) -> Iterator[str]:
    below = _actions_of(parser)
    for name, (help_text, own) in below.items():
        yield f"`{parser.prog} {name}`: {help_text}"
        yield from _usage(own)
    if not below and isinstance(parser, _Recorded):
        yield table(("argument", "meaning"), (_argument(a) for a in parser.told))


def _actions_of(parser: argparse.ArgumentParser) -> dict[str, tuple[str, argparse.ArgumentParser]]:
    # argparse keeps the actions of a command nowhere public.
    for action in parser._actions:  # noqa: SLF001
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            said = {a.dest: a.help or "" for a in action._get_subactions()}  # noqa: SLF001
            return {name: (said.get(name, ""), own) for name, own in action.choices.items()}
    return {}


def _argument(action: argparse.Action) -> tuple[str, str]:
    value = str(action.metavar or action.dest)
    if action.option_strings:
        flags = "/".join(action.option_strings)
        name = flags if action.nargs == 0 else f"{flags} {value}"
    else:
        name = value
    said = [action.help or ""]
    said += [f"choices: {'、'.join(map(str, action.choices))}"] if action.choices else []
    said += ["required"] if action.required and action.option_strings else []
    default = action.default
    said += [f"default: {default}"] if default not in (None, False, argparse.SUPPRESS) else []
    return code(name), "; ".join(filter(None, said))
