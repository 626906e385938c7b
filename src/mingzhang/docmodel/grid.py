"""A sheet of cells as text: what a table file holds before anyone knows what it means."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grid:
    """A named sheet; `file` is how a person finds it, `rows` start with the heading row."""

    name: str
    file: str
    rows: tuple[tuple[str, ...], ...]
