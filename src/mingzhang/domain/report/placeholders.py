"""Placeholders of a sentence: `{name|formatter:arg}`, `{@fragment:name}`, `{Y}`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from mingzhang.kernel.regex import lazy_regex

# One level of braces inside: a key written out has its own.
_HOLDER = lazy_regex(r"\{((?:[^{}]|\{[^{}]*\})*)\}")


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


# A number with a measure word. 第3批 is an ordinal, 2023年 and 9月 are dates.
_DIGITS = r"(?<![第0-9０-９])[0-9０-９][0-9０-９,，.．]*\s*[余多几]?\s*"
_WORDS = (
    r"(?:[百千万亿]*元|[百千万亿]+|%|％|‰|(?:个)?百分点|人次|批次|车次|倍|公里|平方米"
    r"|[人名位个次辆台套项家户批件份期场所座篇条支团起笔宗])"
)
# In Chinese numerals only what cannot be an idiom (三项工程, 一次性): amounts, rates, and counts of
# people, visits and vehicles.
_NUMERAL = r"[零〇一二两三四五六七八九十数几][零〇一二三四五六七八九十百千万亿余多]*"
_FRACTION = r"(?:点[零〇一二三四五六七八九十百千万亿]+)?"
_IN_WORDS = (
    rf"{_NUMERAL}{_FRACTION}(?:元(?![化素结论])|个?百分点|人次|批次|车次|辆)"
    rf"|百分之{_NUMERAL}{_FRACTION}"
)
_QUANTITY = lazy_regex(f"{_DIGITS}{_WORDS}|{_IN_WORDS}")


def bare_quantities(text: str) -> list[str]:
    """Return the amounts, rates and counts typed outside placeholders.

    A user's text must take every figure from the facts; a typed one is an error of the book.
    """
    typed = "□".join(p for p in parts_of(text) if isinstance(p, str))
    return [m[0] for m in _QUANTITY.finditer(typed)]


def stray_braces(text: str) -> bool:
    """Tell whether a brace belongs to no placeholder: it would be printed as it stands."""
    return any(isinstance(p, str) and ("{" in p or "}" in p) for p in parts_of(text))
