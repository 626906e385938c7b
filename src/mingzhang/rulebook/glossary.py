"""What functional items are for, in our words, by code and year."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from mingzhang.kernel.period import Validity
from mingzhang.rulebook.loading import read_table


@dataclass(frozen=True, slots=True)
class _Row:
    code: str
    since: int | None
    until: int | None
    text: str


@cache
def _rows() -> tuple[_Row, ...]:
    return read_table("glossary.csv", _Row)


def definition(code: str, year: int) -> str | None:
    """Return what a functional code is for; None when the rulebook does not say.

    Codes that end alike mean alike in every division (01 行政运行 …): a row may give the last
    digits alone, written `*01`; a row with the whole code wins.
    """
    fits = [
        r for r in _rows() if Validity(r.since, r.until).covers(year) and _matches(r.code, code)
    ]
    return max(fits, key=lambda r: len(r.code.lstrip("*"))).text if fits else None


def _matches(pattern: str, code: str) -> bool:
    if pattern.startswith("*"):
        return len(code) == 7 and code.endswith(pattern[1:])
    return pattern == code
