"""Kinds that make up a whole between them, read from `data/partitions.toml`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.loading import read_records

_Pattern = re.Pattern[str]
_BEGIN, _END = "^(?:本级|机关|其中)?", "(?:数|人数|数量)?$"


@dataclass(frozen=True)
class Partition:
    """One row. `document` is an id of `documents.toml`."""

    id: str
    label: str
    document: str
    needed: tuple[str, ...] = ()
    further: tuple[str, ...] = ()
    wider: tuple[str, ...] = ()
    alone: bool = False

    def covers(self, whole: str, names: Sequence[str]) -> bool:
        """Tell whether parts of these names are all there is of a whole of that name."""
        least = 1 if self.alone else 2
        if any(word in whole for word in self.wider):
            return False
        if len(names) < least or not all(self._any.search(name) for name in names):
            return False
        left = list(names)
        for pattern in self._needed:
            found = next((name for name in left if pattern.search(name)), None)
            if found is None:
                return False
            left.remove(found)
        return True

    @cached_property
    def _needed(self) -> tuple[_Pattern, ...]:
        return tuple(lazy_regex(f"{_BEGIN}(?:{each}){_END}") for each in self.needed)

    @cached_property
    def _any(self) -> _Pattern:
        return lazy_regex(f"{_BEGIN}(?:{'|'.join((*self.needed, *self.further))}){_END}")


@cache
def partitions() -> tuple[Partition, ...]:
    """Return every row in the order of the file. Raises RulebookFault."""
    return tuple(read_records("partitions.toml", Partition).values())


def is_partition(whole: str, names: Sequence[str]) -> bool:
    """Tell whether parts of these names make up a whole of that name between them."""
    return any(each.covers(whole, names) for each in partitions())
