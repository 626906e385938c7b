"""Placeholders of a sentence: `{name|formatter:arg}`, `{@fragment:name}`, `{Y}`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

# One level of braces inside: a key written out has its own.
_HOLDER = re.compile(r"\{((?:[^{}]|\{[^{}]*\})*)\}")


@dataclass(frozen=True, slots=True)
class Holder:
    """A placeholder: what is asked for, how it is said, and the formatter's argument.

    `fragment` marks `{@name:argument}`; then `subject` is the fragment and `arg` its argument.
    """

    subject: str
    formatter: str = ""
    arg: str = ""
    fragment: bool = False


Part = str | Holder


@cache
def parts_of(text: str) -> tuple[Part, ...]:
    """Split a sentence into literal text and placeholders, in order."""
    parts: list[Part] = []
    end = 0
    for match in _HOLDER.finditer(text):
        if match.start() > end:
            parts.append(text[end : match.start()])
        parts.append(_holder(match[1]))
        end = match.end()
    if end < len(text):
        parts.append(text[end:])
    return tuple(parts)


def _holder(inner: str) -> Holder:
    if inner.startswith("@"):
        name, _, arg = inner[1:].partition(":")
        return Holder(name, arg=arg, fragment=True)
    subject, _, tail = inner.partition("|")
    formatter, _, arg = tail.partition(":")
    return Holder(subject.strip(), formatter.strip(), arg.strip())


_QUANTITY = re.compile(
    r"[0-9０-９][0-9０-９,，.．]*\s*"
    r"(万元|亿元|千元|元|%|％|个百分点|人次|批次|人|个|次|辆|台|套|项|家|户|批|件|份|期|场)"
)


def bare_quantities(text: str) -> list[str]:
    """Return the amounts, rates and counts typed outside placeholders.

    A user's text must take every figure from the facts; a typed one is an error of the book.
    """
    typed = "□".join(p for p in parts_of(text) if isinstance(p, str))
    return [m[0] for m in _QUANTITY.finditer(typed)]
