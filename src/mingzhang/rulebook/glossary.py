"""What functional items are for, in our words, by code or name and year."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache

from mingzhang.kernel.code import parent_of
from mingzhang.kernel.period import Validity
from mingzhang.rulebook.classification import functional
from mingzhang.rulebook.loading import read_table


@dataclass(frozen=True, slots=True)
class _Row:
    """A definition of one `code`, or of every item whose name is `name` (`*` stands for any)."""

    code: str
    name: str
    since: int | None
    until: int | None
    text: str


@cache
def _rows() -> tuple[_Row, ...]:
    return read_table("glossary.csv", _Row)


def definition(code: str, year: int) -> str | None:
    """Return what a functional code is for; None when the rulebook does not say.

    A row for the code goes before a row for its name. `{division}` in a text is the name of the
    division that the item lies in. Raises YearNotCovered.
    """
    names = functional(year)
    item = names.find(code)
    valid = [r for r in _rows() if Validity(r.since, r.until).covers(year)]
    found = [r for r in valid if r.code == code] or [
        r for r in valid if item and not r.code and fnmatchcase(item.name, r.name)
    ]
    if not found:
        return None
    above = names.find(parent_of(code) or code)
    return found[0].text.replace("{division}", above.name if above else "")
