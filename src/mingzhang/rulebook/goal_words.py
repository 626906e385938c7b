"""Words by which the wording of goals is judged, read from `data/performance/goal_words.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from mingzhang.rulebook.loading import read_records

_FILE = "performance/goal_words.toml"
_SAME_UNIT = "same_unit"


@dataclass(frozen=True, slots=True)
class WordGroup:
    """Words of one use; `note` tells which."""

    id: str
    note: str
    words: tuple[str, ...]


@cache
def _groups() -> Mapping[str, WordGroup]:
    return read_records(_FILE, WordGroup)


def goal_words(group: str) -> tuple[str, ...]:
    """Return the words of a group in the order of the file. KeyError: no such group."""
    return _groups()[group].words


def words_in(text: str, group: str) -> tuple[str, ...]:
    """Return which words of a group a text holds, in the order of the file."""
    return tuple(word for word in goal_words(group) if word in text)


@cache
def same_units() -> Mapping[str, str]:
    """Return other ways to write a unit, as written → the unit."""
    return dict(pair.split("=", 1) for pair in goal_words(_SAME_UNIT))
