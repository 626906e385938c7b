"""Brackets of a passage's folded text, matched once, so that nothing counts them again."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

_NOWHERE = -1


class Brackets:
    """Where the brackets （） of a text open and close, and how deep each place lies."""

    def __init__(self, text: str) -> None:
        """Match the brackets; one that never closes, or never opened, encloses nothing."""
        stack: list[int] = []
        self._closing: dict[int, int] = {}
        for at, sign in enumerate(text):
            if sign == "（":
                stack.append(at)
            elif sign == "）" and stack:
                self._closing[stack.pop()] = at
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


@lru_cache(maxsize=512)
def brackets(text: str) -> Brackets:
    """Return the brackets of a text."""
    return Brackets(text)
