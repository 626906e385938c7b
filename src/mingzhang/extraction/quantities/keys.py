"""What a figure is, told apart as far as the trade tells it apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from mingzhang.domain.checks.model import Certainty, Observation

#: The quantity that stands for an item of the functional classification; the aspect holds its path.
FUNCTION = "function"
#: Sections from here on are tables, by their number in the document.
TABLES = 100_000


class Key(NamedTuple):
    """One quantity: figures with one key are one figure.

    `quantity` is an id of `rulebook/data/quantities.toml`, or FUNCTION. `stage` is "actual",
    "budget", "initial", "adjusted", "target" or "" (it has none, or it is not known). `scope` is a
    kind of money, "" where the quantity is not told apart by it. `aspect` is the path of codes of
    a functional item, and what a change, rate, share or completion is against: `change:2022`,
    `growth:2022`, `share:…`, `completion:budget`. `entity` is whose it is, "" for the department.
    """

    quantity: str
    year: int | None
    stage: str
    scope: str = ""
    aspect: str = ""
    entity: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Mention:
    """A figure with its key, and how sure that is. `section` numbers the parts of the document."""

    observation: Observation
    key: Key
    certainty: Certainty
    section: int = 0

    @property
    def in_table(self) -> bool:
        """Tell whether the figure is that of a cell."""
        return self.section >= TABLES
