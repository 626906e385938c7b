"""Words by which the parts of a published table are known, read from `data/tables.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.loading import read_text

FILE = "tables.toml"


@dataclass(frozen=True, slots=True)
class Composition:
    """A whole and its parts as the forms define them, as patterns of whole labels."""

    id: str
    whole: re.Pattern[str]
    parts: tuple[re.Pattern[str], ...]
    least: int


@dataclass(frozen=True, slots=True)
class TableWords:
    """The rows of the file. `column`, `row`, `form` and `measure` map a name to its pattern.

    The patterns of `row` match ends of labels, those of `column`, `form` and `head` whole heads,
    those of `measure` any part of a head. `quantities` are dimension, value and pattern, in order.
    """

    column: Mapping[str, re.Pattern[str]]
    row: Mapping[str, re.Pattern[str]]
    form: Mapping[str, re.Pattern[str]]
    head: Mapping[str, re.Pattern[str]]
    measure: Mapping[str, re.Pattern[str]]
    quantities: tuple[tuple[str, str, re.Pattern[str]], ...]
    compositions: tuple[Composition, ...]
    child: Mapping[str, re.Pattern[str]]


@cache
def table_words() -> TableWords:
    """Return the words that the rulebook holds. Raises RulebookFault when there is no file."""
    rows = tomllib.loads(read_text(FILE))
    return TableWords(
        _patterns(rows["column"]),
        _patterns(rows["row"]),
        _patterns(rows["form"]),
        _patterns(rows["head"]),
        _patterns(rows["measure"]),
        tuple((q["dimension"], q["value"], any_of(q["words"])) for q in rows["quantity"]),
        tuple(
            Composition(
                c["id"], any_of(c["whole"]), tuple(lazy_regex(p) for p in c["parts"]), c["least"]
            )
            for c in rows["composition"]
        ),
        MappingProxyType({part: lazy_regex(parent) for part, parent in rows["child"].items()}),
    )


def any_of(words: list[str]) -> re.Pattern[str]:
    """Return a pattern for any of the words, which are pieces of patterns themselves."""
    return lazy_regex("|".join(f"(?:{word})" for word in words))


def _patterns(rows: dict[str, list[str]]) -> Mapping[str, re.Pattern[str]]:
    return MappingProxyType({name: any_of(words) for name, words in rows.items()})
