"""Brackets of a passage's folded text, matched once, so that nothing counts them again."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from mingzhang.kernel.regex import lazy_regex

_NOWHERE = -1
_MARKS = lazy_regex("[（）]")


class Brackets:
    """Where the brackets （） of a text open and close, and how deep each place lies."""

    def __init__(self, text: str) -> None:
        """Match the brackets; one that never closes, or never opened, encloses nothing."""
        stack: list[int] = []
        self._closing: dict[int, int] = {}
        self._all: list[int] = []
        self._balance = [0]
        for mark in _MARKS.finditer(text):
            opens = mark[0] == "（"
            self._all.append(mark.start())
            self._balance.append(self._balance[-1] + (1 if opens else -1))
            if opens:
                stack.append(mark.start())
            elif stack:
                self._closing[stack.pop()] = mark.start()
        marks = [(at, 1) for at in self._closing] + [(at, -1) for at in self._closing.values()]
        self._places, self._depths, depth = [], [], 0
        for at, step in sorted(marks):
            depth += step
            self._places.append(at)
            self._depths.append(depth)

    def closing(self, opening: int) -> int:
        """Return where the bracket at `opening` closes, −1 if it never does."""
        return self._closing.get(opening, _NOWHERE)

    def depth(self, at: int) -> int:
        """Return in how many brackets a place lies; a closing bracket is outside of its own."""
        n = bisect_right(self._places, at) - 1
        return self._depths[n] if n >= 0 else 0

    def balance(self, at: int) -> int:
        """Return how many more brackets open than close before a place, matched or not."""
        return self._balance[bisect_left(self._all, at)]
