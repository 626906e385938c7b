"""The parser of the command line, in Chinese: `argparse` itself only speaks English.

What it says when the words given make no sense comes to `error` as English sentences, a dozen in
all; they are put into Chinese there. A sentence that is not known stays as it is.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from mingzhang.kernel.regex import lazy_regex

USAGE = 64  # EX_USAGE of sysexits.h
_USAGE = "用法："
_TITLES = ("参数", "选项")
_WRONG = lazy_regex(r"argument (?P<name>.+?): (?P<rest>.+)", 16)  # DOTALL
_SAID = (
    (lazy_regex(r"the following arguments are required: (.+)"), "缺少{0}"),
    (lazy_regex(r"one of the arguments (.+) is required"), "{0}须给出其一"),
    (lazy_regex(r"unrecognized arguments: (.+)", 16), "不认识“{0}”"),
    (lazy_regex(r"ambiguous option: (.+) could match (.+)"), "“{0}”不明确，可能是{1}"),
    (lazy_regex(r"expected one argument"), "后面要有一个值"),
    (lazy_regex(r"expected at (?:most|least) one argument"), "后面要有值"),
    (lazy_regex(r"expected (\d+) arguments?"), "后面要有{0}个值"),
    (lazy_regex(r"invalid choice: '?(.*?)'? \(choose from (.+)\)", 16), "没有“{0}”，应为{1}之一"),
    (lazy_regex(r"invalid \S+ value: '?(.*?)'?", 16), "“{0}”不能用"),
    (lazy_regex(r"not allowed with argument (.+)"), "不能与{0}同用"),
    (lazy_regex(r"ignored explicit argument '?(.*?)'?", 16), "后面不带值，多了“{0}”"),
    (lazy_regex(r"can't open '(.+)': .*", 16), "“{0}”打不开"),
)
_CHOICES = lazy_regex(r"'?, '?")


def in_chinese(message: str) -> str:
    """Return in Chinese what `argparse` says of words that make no sense."""
    if found := _WRONG.fullmatch(message):
        return f"{found['name']}：{in_chinese(found['rest'])}"
    for pattern, said in _SAID:
        if found := pattern.fullmatch(message):
            listed = ("、".join(_CHOICES.split(each.strip("'"))) for each in found.groups())
            return said.format(*listed)
    return message


class Formatter(argparse.HelpFormatter):
    """Help with its words in Chinese."""

    def add_usage(
        self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None
    ) -> None:
        """Add the line of usage."""
        super().add_usage(usage, actions, groups, _USAGE if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser whose every message is in Chinese, and that takes files after options as well."""

    def __init__(self, *, add_help: bool = True, **given: Any) -> None:
        given.setdefault("formatter_class", Formatter)
        super().__init__(add_help=False, **given)
        self._positionals.title, self._optionals.title = _TITLES
        self._again = False
        if add_help:
            self.add_argument("-h", "--help", action="help", help="显示本说明")

    def format_help(self) -> str:
        """Return the help."""
        text = super().format_help()
        for title in _TITLES:
            text = text.replace(f"\n{title}:\n", f"\n{title}：\n")
        return text

    def error(self, message: str) -> NoReturn:
        """End with usage and what is wrong."""
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"{self.prog}：{in_chinese(message)}\n")

    def parse_known_args(  # type: ignore[override]  # as the overloads of the stub have it
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Parse; where any number of files may be given, options may stand between them.

        What a command does not know it refuses itself, with its own usage and not that of all.
        """
        if self._again:
            return super().parse_known_args(args, namespace)
        known, unknown = self._parsed(args, namespace)
        if unknown and not self._has_commands():
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return known, unknown

    def _parsed(
        self, args: Sequence[str] | None, namespace: argparse.Namespace | None
    ) -> tuple[argparse.Namespace, list[str]]:
        if not self._takes_many():
            return super().parse_known_args(args, namespace)
        # What argparse does for this asks for the usage and cuts English words off it.
        usage, self.usage = self.usage, self.format_usage()[len(_USAGE) :].rstrip()
        self._again = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._again = False
            self.usage = usage

    def _takes_many(self) -> bool:
        own = self._get_positional_actions()
        return not self._has_commands() and any(action.nargs in ("+", "*") for action in own)

    def _has_commands(self) -> bool:
        return any(a.nargs == argparse.PARSER for a in self._get_positional_actions())
