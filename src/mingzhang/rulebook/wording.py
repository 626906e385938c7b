"""Words and patterns by which findings without a sum are told, read from `data/wording.toml`.

Where a row holds `patterns`, they are regular expressions over folded text (full-width digits and
ASCII punctuation in their one form, see `extraction.folding`), and no quantifier is open-ended.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from mingzhang.rulebook.loading import read_records


@dataclass(frozen=True, slots=True)
class Words:
    """One list. `words` are taken as they stand, `patterns` are regular expressions.

    `basis` is an id of `documents.toml`; `at_least` the least score that a grade stands for.
    """

    id: str
    basis: str
    words: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    at_least: int | None = None
    note: str = ""


@cache
def wording() -> dict[str, Words]:
    """Return every list by id, in the order of the file. Raises RulebookFault."""
    return read_records("wording.toml", Words)


def words(list_id: str) -> tuple[str, ...]:
    """Return the words of a list. Raises KeyError for an id that the file does not hold."""
    return wording()[list_id].words


@cache
def any_of(list_id: str) -> str:
    """Return a pattern (one group, not captured) for any entry of a list, the longest word first.

    Raises KeyError.
    """
    row = wording()[list_id]
    literal = sorted((re.escape(word) for word in row.words), key=lambda w: (-len(w), w))
    return "(?:" + "|".join([*row.patterns, *literal]) + ")"


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade: its names, the first one official, and the least score that it stands for."""

    names: tuple[str, ...]
    floor: int


@cache
def grades() -> tuple[Grade, ...]:
    """Return the grades of 财预〔2020〕10号, best first. Raises RulebookFault."""
    rows = (row for key, row in wording().items() if key.startswith("grade-"))
    found = [Grade(row.words, row.at_least) for row in rows if row.at_least is not None]
    return tuple(sorted(found, key=lambda grade: -grade.floor))
