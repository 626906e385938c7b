"""Slips of the pen, one at a time and seeded, and rewrites that change no meaning."""

from __future__ import annotations

import random
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from tools.accuracy.targets import (
    CELL,
    FIGURE,
    HEAD_UNIT,
    MONEY,
    NARROW,
    RATE,
    RATES,
    TOTAL,
    WORD,
    YEAR,
    Target,
)

DIGIT, SWAP, POINT, DROP, DOUBLE, SIGN, COPY, LAST = (
    "digit", "swap", "point", "drop", "double", "sign", "copy", "last_unit",
)  # fmt: skip
UNIT, RATE_UNIT, DIRECTION, YEAR_SLIP = "unit", "rate_unit", "direction", "year"
#: Slips of a figure itself; the others are of what stands beside it.
FIGURES = (DIGIT, SWAP, POINT, DROP, DOUBLE, SIGN, COPY, LAST)
KINDS = (*FIGURES, UNIT, RATE_UNIT, DIRECTION, YEAR_SLIP)
_OPPOSITES = {"增加": "减少", "增长": "下降", "上升": "下降"}
OPPOSITES = _OPPOSITES | {"减少": "增加", "下降": "增长"}
_UNITS = {"万元": ("元", "亿元"), "元": ("万元",), "亿元": ("万元",)}
_NEAR = 6  # targets before and after one, from which a figure may have been copied
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True, slots=True)
class Edit:
    """Code points `start`..`end` of a text replaced by `new`."""

    start: int
    end: int
    new: str


@dataclass(frozen=True)
class Edits:
    """Edits of one text, in order and apart; they change the text and move places with it."""

    edits: tuple[Edit, ...]
    _ends: list[int] = field(init=False, repr=False)
    _moves: list[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Sum up how far what follows each edit moves."""
        moves = [0]
        for edit in self.edits:
            moves.append(moves[-1] + len(edit.new) - (edit.end - edit.start))
        object.__setattr__(self, "_moves", moves)
        object.__setattr__(self, "_ends", [edit.end for edit in self.edits])

    def apply(self, text: str) -> str:
        """Return the text with the edits made."""
        parts, at = [], 0
        for edit in self.edits:
            parts += [text[at : edit.start], edit.new]
            at = edit.end
        return "".join((*parts, text[at:]))

    def place(self, offset: int) -> int:
        """Return where an offset of the old text is in the new one."""
        done = bisect_right(self._ends, offset)
        if done and self.edits[done - 1].end == offset:
            return offset + self._moves[done]
        moved = offset + self._moves[done]
        if done < len(self.edits) and self.edits[done].start < offset:
            edit = self.edits[done]
            return min(moved, edit.start + self._moves[done] + len(edit.new))
        return moved


@dataclass(frozen=True, slots=True)
class Slip:
    """One change: which target (its place among the document's), what sort, the new print."""

    target: int
    kind: str
    edit: Edit
    printed: str
    new: str


def slips(targets: Sequence[Target], seed: str) -> list[Slip]:
    """Return one slip of every kind that a target allows, for all targets."""
    found = []
    for number, target in enumerate(targets):
        rng = random.Random(f"{seed}:{number}")  # noqa: S311 - the same slips again
        around = targets[max(0, number - _NEAR) : number + _NEAR + 1]
        for kind in KINDS:
            made = _make(target, kind, rng, around)
            if made is not None:
                found.append(Slip(number, kind, *made))
    return found


def _make(
    target: Target, kind: str, rng: random.Random, around: Sequence[Target]
) -> tuple[Edit, str, str] | None:
    if kind in FIGURES:
        return _other_figure(target, kind, rng, around) if target.kind == FIGURE else None
    if kind in {UNIT, RATE_UNIT}:
        return _other_unit(target, kind, rng)
    if kind == DIRECTION and target.kind == WORD:
        new = OPPOSITES[target.printed]
    elif kind == YEAR_SLIP and target.kind == YEAR:
        new = str(int(target.printed) + rng.choice((-1, 1)))
    else:
        return None
    return Edit(target.start, target.end, new), target.printed, new


def _other_figure(
    target: Target, kind: str, rng: random.Random, around: Sequence[Target]
) -> tuple[Edit, str, str] | None:
    if kind == SIGN:
        return _other_sign(target)
    if kind == COPY:
        new = _copy(target, rng, around)
    elif kind == LAST and target.place != RATE:
        return None
    else:
        make = {DIGIT: _digit, SWAP: _swap, POINT: _point, DROP: _drop, DOUBLE: _double}
        new = make.get(kind, _last)(target.printed.translate(NARROW), rng)
    if new is None or _value(new) == _value(target.printed):
        return None
    return Edit(target.start, target.end, new), target.printed, new


def _value(printed: str) -> Decimal:
    return Decimal(printed.translate(NARROW).replace(",", ""))


def _digit(printed: str, rng: random.Random) -> str | None:
    spots = [n for n, char in enumerate(printed) if char.isdigit()]
    at = rng.choice(spots)
    # A figure of several digits does not begin with 0: nobody prints it so.
    leads = at == 0 and len(printed) > 1 and printed[1] != "."
    allowed = [d for d in "0123456789" if d != printed[at] and not (leads and d == "0")]
    return printed[:at] + rng.choice(allowed) + printed[at + 1 :]


def _swap(printed: str, rng: random.Random) -> str | None:
    digits = [n for n, char in enumerate(printed) if char.isdigit()]
    pairs = [
        (a, b)
        for a, b in pairwise(digits)
        if printed[a] != printed[b] and not (a == 0 and printed[b] == "0" and b == 1)
    ]
    if not pairs:
        return None
    a, b = rng.choice(pairs)
    chars = list(printed)
    chars[a], chars[b] = chars[b], chars[a]
    return "".join(chars)


def _point(printed: str, rng: random.Random) -> str | None:
    plain = printed.replace(",", "")
    whole, dot, rest = plain.partition(".")
    if not dot:
        return f"{whole[:-1]}.{whole[-1]}" if len(whole) > 1 else None
    right = f"{whole}{rest[0]}.{rest[1:]}".rstrip(".").lstrip("0")
    right = f"0{right}" if not right or right.startswith(".") else right
    left = f"{whole[:-1] or '0'}.{whole[-1]}{rest}"
    return rng.choice((left, right))


def _drop(printed: str, rng: random.Random) -> str | None:
    """Leave out one digit; the rest is grouped in thousands as before."""
    spots = [n for n, char in enumerate(printed) if char.isdigit()]
    if len(spots) == 1:
        return None
    at = rng.choice(spots)
    return _grouped(printed, printed[:at] + printed[at + 1 :])


def _double(printed: str, rng: random.Random) -> str | None:
    at = rng.choice([n for n, char in enumerate(printed) if char.isdigit()])
    return _grouped(printed, printed[: at + 1] + printed[at:])


def _grouped(old: str, new: str) -> str | None:
    """Return a numeral in thousands where the old one was; None for one that nobody prints so."""
    whole, dot, rest = new.replace(",", "").partition(".")
    if not whole or (dot and not rest) or (len(whole) > 1 and whole.startswith("0")):
        return None
    return f"{int(whole):,}{dot}{rest}" if "," in old else f"{whole}{dot}{rest}"


def _copy(target: Target, rng: random.Random, around: Sequence[Target]) -> str | None:
    """Return a figure from nearby that counts the same: the wrong line or column was copied."""
    others = [
        each.printed
        for each in around
        if (each.kind, each.place, each.unit) == (FIGURE, target.place, target.unit)
    ]
    unlike = [each for each in others if _value(each) not in {0, _value(target.printed)}]
    return rng.choice(unlike) if unlike else None


def _last(printed: str, rng: random.Random) -> str | None:
    """Return a figure one unit of its last digit higher or lower."""
    unit = Decimal(1).scaleb(-len(printed.partition(".")[2]))
    value = _value(printed) + rng.choice((-unit, unit))
    return str(value) if value >= 0 else None


def _other_sign(target: Target) -> tuple[Edit, str, str] | None:
    """Take a minus away, or give one to a cell: no sentence states a figure below zero."""
    if _value(target.printed) == 0:
        return None
    if target.negative:
        return Edit(target.start - 1, target.start, ""), f"-{target.printed}", target.printed
    if target.place not in {CELL, TOTAL}:
        return None
    return (
        Edit(target.start, target.end, f"-{target.printed}"),
        target.printed,
        f"-{target.printed}",
    )


def _other_unit(target: Target, kind: str, rng: random.Random) -> tuple[Edit, str, str] | None:
    if target.kind not in {FIGURE, HEAD_UNIT} or target.unit_start < 0:
        return None
    if kind == UNIT and target.unit in MONEY:
        new = rng.choice(_UNITS[target.unit])
    elif kind == RATE_UNIT and target.unit in RATES:
        new = "个百分点" if target.unit in "%％" else "%"
    else:
        return None
    return Edit(target.unit_start, target.unit_end, new), target.unit, new


THOUSANDS, WIDE, ZERO, BREAKS = "thousands", "full_width", "trailing_zero", "line_breaks"
REWRITES = (THOUSANDS, WIDE, ZERO, BREAKS)
_WIDTH = 76  # columns, of which a Chinese character takes two
_NO_START = "，。；：、！？）》”’％%,.;:)"
_UNBROKEN = re.compile(r"[0-9A-Za-z.,-][0-9A-Za-z.,%-]")


def rewrite(text: str, targets: Iterable[Target], kind: str) -> Edits:
    """Return the edits that print every figure of a text in another way that means the same."""
    if kind == BREAKS:
        return Edits(tuple(_breaks(text)))
    make = {THOUSANDS: _thousands, WIDE: _wide, ZERO: _zero}[kind]
    edits = []
    for target in targets:
        if target.kind == FIGURE:
            new = make(target)
            if new != target.printed:
                edits.append(Edit(target.start, target.end, new))
    return Edits(tuple(edits))


def _thousands(target: Target) -> str:
    if "," in target.printed:
        return target.printed.replace(",", "")
    whole, dot, rest = target.printed.partition(".")
    return (
        f"{int(whole):,}{dot}{rest}"
        if len(whole) > 3 and not whole.startswith("0")
        else (target.printed)
    )


def _wide(target: Target) -> str:
    narrow = target.printed.translate(NARROW)
    return narrow if narrow != target.printed else target.printed.translate(_WIDE)


def _zero(target: Target) -> str:
    """Drop the last zero of an amount with two decimals, or give one to an amount with one."""
    decimals = target.printed.partition(".")[2]
    if target.unit == "万元" and len(decimals) == 1:
        return target.printed + "0"
    if len(decimals) == 2 and decimals.endswith("0"):
        return target.printed.rstrip("0").rstrip(".")
    return target.printed


def _breaks(text: str) -> list[Edit]:
    """Return line breaks as a page's width makes them: numerals whole, no sign to begin a line."""
    edits, start = [], 0
    for line in text.split("\n"):
        if "\t" not in line and "|" not in line:
            edits += [Edit(start + at, start + at, "\n") for at in _full_lines(line)]
        start += len(line) + 1
    return edits


def _full_lines(line: str) -> Iterator[int]:
    """Yield where the lines of a page end in a paragraph."""
    width, begin = 0, 0
    for at, char in enumerate(line):
        width += 2 if ord(char) > 0x2E7F or char in "“”‘’…—" else 1
        if width > _WIDTH:
            end = at
            while end > begin + 1 and (line[end] in _NO_START or _UNBROKEN.match(line, end - 1)):
                end -= 1
            yield end
            width = sum(2 if ord(c) > 0x2E7F or c in "“”‘’…—" else 1 for c in line[end : at + 1])
            begin = end
