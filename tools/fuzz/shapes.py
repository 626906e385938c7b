"""Documents of one thing many times over: what a check must get through in time linear in them.

A shape is the text of so many like parts for one of the readers, made without chance.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

DIGITS = "〇一二三四五六七八九"
TENS = "一二三四五六七八九十"
HEAD = "2024年度部门决算公开报告\n\n某市林业局2024年度部门决算。\n\n"
FORM = "2024年度项目支出绩效自评报告\n\n"
_OPENERS = ("第{}部分 ", "{}、", "（{}）", "1. ", "（1）", "①")
_SHARED = 7919  # a prime, so that like numbers give unlike amounts


def name(n: int) -> str:
    """Return a name that no other number has, without digits."""
    return "".join(DIGITS[int(digit)] for digit in str(n)) + "号工程"


def amount(n: int) -> str:
    """Return an amount with two decimals."""
    cents = n * _SHARED % 9_999_991 + 100
    return f"{cents // 100}.{cents % 100:02}"


def office(n: int) -> str:
    """Return the name of an office that no other number has."""
    return "".join(sign + DIGITS[n // 10**k % 10] for k, sign in enumerate("水山林田")) + "县教育局"


def opener(n: int) -> str:
    """Return the number of a heading, of every level in turn."""
    return _OPENERS[n % len(_OPENERS)].format(TENS[n // len(_OPENERS) % 10])


_FIELDS: Mapping[str, Callable[[int], object]] = {
    "n": int,
    "more": lambda n: n + 3,
    "rate": lambda n: f"{n % 89}.{n % 90 + 10}",
    "marks": lambda n: n % 10,
    "number": lambda n: n % 99 + 1,
    "ten": lambda n: TENS[n % 10],
    "from_two": lambda n: TENS[n % 8 + 1],
    "hashes": lambda n: "#" * (n % 6 + 1),
    "year": lambda n: 2010 + n % 90,
    "code": lambda n: f"2{n // 2500 % 100:02}{n // 50 % 50:02}{n % 50:02}"[: 3 + 2 * (n % 3)],
    "name": name,
    "last": lambda n: name(max(0, n - 1)),
    "kind": lambda n: name(n // 9),
    "amount": amount,
    "next": lambda n: amount(n + 1),
    "office": office,
    "opener": opener,
}


class _Fields(dict[str, object]):
    """What a part may be filled with, made as far as it is asked for."""

    def __init__(self, n: int) -> None:
        super().__init__()
        self._n = n

    def __missing__(self, key: str) -> object:
        return _FIELDS[key](self._n)


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind of document: `head`, `before`, `count` times `part` with `between`, `after`.

    The parts are filled with the fields above by their number, the rest by that of all. `reader`
    is one of `samples.READERS`, `count` a size that a user may well meet.
    """

    count: int
    part: str
    before: str = ""
    between: str = ""
    after: str = ""
    head: str = HEAD
    reader: str = "txt"

    def text(self, count: int) -> str:
        """Return a document of so many parts."""
        parts = self.between.join(self.part.format_map(_Fields(n)) for n in range(count))
        around = _Fields(count)
        return (
            f"{self.head}{self.before.format_map(around)}{parts}{self.after.format_map(around)}\n"
        )

    def data(self, count: int) -> bytes:
        """Return the same as bytes of a file."""
        return self.text(count).encode()
