"""Equations over printed figures: what a print can mean, and whether an equation can hold."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from operator import add, ge, gt, le, lt, mul, sub, truediv
from typing import NamedTuple

OK, ROUNDING, VIOLATED = "ok", "rounding", "violated"
NUMERAL = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?")
UP = ("增加", "增长", "上升", "提高")
DOWN = ("减少", "下降", "降低")
_CHINESE = {char: n for n, char in enumerate("零一二三四五六七八九十")} | {"两": 2}
_FIGURE = re.compile(r"(\d+):([^\s#~=<>+*/()]+)(?:#(\d+))?(?:~(\d))?")
_TOKEN = re.compile(rf"\s*(?:({_FIGURE.pattern})|(\d+(?:\.\d+)?)|(<=|>=|[-+*/()=<>~]))")
RATE = re.compile(r"\s?(?:[%％]|个百分点)")
_ORDERS: Mapping[str, Callable[[Fraction, Fraction], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge}
_STEPS = {"+": add, "-": sub, "*": mul, "/": truediv}


class Box(NamedTuple):
    """A figure's nominal value and the least and greatest that it can have been."""

    value: Fraction
    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """A figure or word of a claim."""

    line: int
    text: str
    occurrence: int = 1
    places: int | None = None

    @property
    def is_word(self) -> bool:
        """Tell whether it is a word and no figure."""
        return not self.text[0].isdigit() and self.text not in _CHINESE

    def find(self, lines: Sequence[str]) -> tuple[int, int]:
        """Return start and end in its line. ValueError: it is not there."""
        text = lines[self.line - 1] if self.line <= len(lines) else ""
        wanted = NUMERAL if self.text[0].isdigit() else re.compile(re.escape(self.text))
        found = [match.span() for match in wanted.finditer(text) if match[0] == self.text]
        if len(found) < self.occurrence:
            raise ValueError(f"{self.line}:{self.text}#{self.occurrence} is not in the text")
        return found[self.occurrence - 1]


def box(printed: str, *, rate: bool = False, places: int | None = None) -> Box:
    """Return what a print can mean: see the module for how it was rounded."""
    if printed in _CHINESE:
        value = Fraction(_CHINESE[printed])
        return Box(value, value, value)
    value = Fraction(printed.replace(",", ""))
    shown = len(printed.partition(".")[2])
    if places is None and (shown or rate):
        places = shown
    half = Fraction(0) if places is None else Fraction(1, 2 * 10**places)
    return Box(value, value - half, value + half)


Node = Ref | Fraction | tuple[str, "Node", "Node"]


class Parser:
    """Recursive descent over the text of an equation."""

    def __init__(self, text: str) -> None:
        self._tokens: list[Ref | Fraction | str] = []
        at = 0
        while at < len(text.rstrip()):
            match = _TOKEN.match(text, at)
            if match is None:
                raise ValueError(f"not a claim: {text}")
            at = match.end()
            if match[1]:
                line, print_, number, places = match.group(2, 3, 4, 5)
                ref = Ref(int(line), print_, int(number or 1), int(places) if places else None)
                self._tokens.append(ref)
            else:
                self._tokens.append(Fraction(match[6]) if match[6] else match[7])
        self._at = 0

    def parse(self) -> Equation:
        """Return the equation. ValueError: it is none."""
        left = self._sum()
        sign = self._next()
        right = self._sum()
        if not isinstance(sign, str) or self._peek() is not None:
            raise ValueError("a claim is one comparison")
        return Equation(left, sign, right)

    def _peek(self) -> Ref | Fraction | str | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _next(self) -> Ref | Fraction | str:
        token = self._peek()
        if token is None:
            raise ValueError("a claim ends too early")
        self._at += 1
        return token

    def _chain(self, signs: str, below: Callable[[], Node]) -> Node:
        node = below()
        while isinstance(sign := self._peek(), str) and sign in signs:
            self._at += 1
            node = (sign, node, below())
        return node

    def _sum(self) -> Node:
        return self._chain("+-", self._product)

    def _product(self) -> Node:
        return self._chain("*/", self._atom)

    def _atom(self) -> Node:
        item = self._next()
        if item == "-":
            return ("-", Fraction(0), self._atom())
        if item == "(":
            node = self._sum()
            self._next()
            return node
        if isinstance(item, str):
            raise ValueError(f"{item!r} where a figure belongs")
        return item


def _refs(node: Node) -> list[Ref]:
    if isinstance(node, Ref):
        return [node]
    return [] if isinstance(node, Fraction) else [*_refs(node[1]), *_refs(node[2])]


def _evaluate(node: Node, values: Mapping[Ref, Fraction]) -> Fraction:
    if isinstance(node, Ref):
        return values[node]
    if isinstance(node, Fraction):
        return node
    sign, left, right = node
    return Fraction(_STEPS[sign](_evaluate(left, values), _evaluate(right, values)))


def _bounds(node: Node, boxes: Mapping[Ref, Box]) -> tuple[Fraction, Fraction]:
    """Return the least and greatest value; exact, as claims are monotone in every figure."""
    found = list(dict.fromkeys(_refs(node)))
    if len(found) == len(_refs(node)):
        return _interval(node, boxes)
    corners = itertools.product(*((boxes[ref].low, boxes[ref].high) for ref in found))
    values = [_evaluate(node, dict(zip(found, corner, strict=True))) for corner in corners]
    return min(values), max(values)


def _interval(node: Node, boxes: Mapping[Ref, Box]) -> tuple[Fraction, Fraction]:
    if isinstance(node, Ref):
        return boxes[node].low, boxes[node].high
    if isinstance(node, Fraction):
        return node, node
    sign, left, right = node
    sides = itertools.product(_interval(left, boxes), _interval(right, boxes))
    values = [Fraction(_STEPS[sign](a, b)) for a, b in sides]
    return min(values), max(values)


@dataclass(frozen=True, slots=True)
class Equation:
    """Two sides and the sign between them."""

    left: Node
    sign: str
    right: Node

    @property
    def stated(self) -> list[Ref]:
        """Return the figures that the words state (left of the sign)."""
        return list(dict.fromkeys(_refs(self.left)))

    @property
    def refs(self) -> list[Ref]:
        """Return every figure and word once, the stated ones first."""
        return list(dict.fromkeys([*_refs(self.left), *_refs(self.right)]))

    def judge(self, boxes: Mapping[Ref, Box]) -> str:
        """Return the verdict over figures that mean this; "violated" for a division by zero."""
        if self.sign == "~":
            first, second = self.refs
            return agree(first.text, second.text)
        values = {ref: each.value for ref, each in boxes.items()}
        try:
            stated, expected = _evaluate(self.left, values), _evaluate(self.right, values)
            if self.sign in _ORDERS:
                return OK if _ORDERS[self.sign](stated, expected) else VIOLATED
            low, high = _bounds(self.left, boxes)
            if low <= expected <= high:
                return OK
            least, greatest = _bounds(self.right, boxes)
        except ZeroDivisionError:
            return VIOLATED
        return ROUNDING if least <= high and low <= greatest else VIOLATED


def total(nodes: Iterable[Node]) -> Node:
    """Return the sum of some nodes."""
    return reduce(lambda left, right: ("+", left, right), nodes)


def agree(first: str, second: str) -> str:
    """Return the verdict on two words of direction."""
    same = (first in UP) == (second in UP)
    return OK if same and {first, second} <= {*UP, *DOWN} else VIOLATED
