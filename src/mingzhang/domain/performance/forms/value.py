"""A value of a form: how it is printed, and what it is when the form comes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mingzhang.domain.book.columns import CellError, Column, columns
from mingzhang.domain.book.sheets import SHEETS
from mingzhang.domain.performance.forms.known import Known
from mingzhang.domain.performance.forms.material import Material, Runs, Subject
from mingzhang.domain.performance.model import Indicator, Project
from mingzhang.kernel.money import UNITS, AmountError, parse_number, parse_yuan
from mingzhang.kernel.problem import Place
from mingzhang.rulebook.performance import aliases, terms

#: A sheet of the book and a field of its rows.
Slot = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in a cell of a form that was read."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Turn:
    """A row of a form that was read, or everything outside of repeating rows.

    `entries` are its cells by name of the value, `head` those outside of repeating rows; `loop`
    and `only` are of the declared row. `project` and `indicator` are what the book knows of what
    the row is about.
    """

    entries: Mapping[str, Entry]
    known: Known
    head: Mapping[str, Entry] = field(default_factory=dict)
    loop: str = ""
    only: str = ""
    on: date | None = None
    project: Project | None = None
    indicator: Indicator | None = None
    place: Place = field(default_factory=lambda: Place(""))

    def text(self, name: str) -> str:
        """Return the text of a value of the row or of the head, "" where there is none."""
        entry = self.entries.get(name) or self.head.get(name)
        return entry.text if entry else ""


Write = Callable[[Material, Subject], Runs]
#: Text that is not blank, and its row, to what it says by slot. Raises CellError.
Read = Callable[[str, Turn], Mapping[Slot, Any]]


@dataclass(frozen=True, slots=True)
class Value:
    """A value: `slots` are the cells of the book that it may fill; without `read` it fills none.

    `align` is where it stands in its cell: left for words, right for money. `by_book`: only the
    book that the form was made from tells whether a cell is right.
    """

    write: Write
    read: Read | None = None
    slots: tuple[Slot, ...] = ()
    align: str = "center"
    by_book: bool = False


def column_of(slot: Slot) -> Column:
    """Return the column of a slot. KeyError: the sheet has no such field."""
    for column in columns(SHEETS[slot[0]]):
        if column.field == slot[1]:
            return column
    raise KeyError(slot)


def plain_value(sheet: str, name: str, write: Write, align: str = "center") -> Value:
    """Return a value that is printed as the book holds it and read by the kind of its column."""
    slot = (sheet, name)
    kind = column_of(slot).kind

    def read(text: str, _turn: Turn) -> Mapping[Slot, Any]:
        return {slot: kind.read(text)}

    return Value(write, read, (slot,), align)


def wan_value(sheet: str, name: str, write: Write) -> Value:
    """Return an amount that is printed in 万元 and read as yuan."""
    slot = (sheet, name)

    def read(text: str, _turn: Turn) -> Mapping[Slot, Any]:
        return {slot: read_wan(text)}

    return Value(write, read, (slot,), "right")


def term_value(sheet: str, name: str, group: str, write: Write) -> Value:
    """Return a code of a closed list, printed and read by its label or another that forms print."""
    slot = (sheet, name)

    def read(text: str, _turn: Turn) -> Mapping[Slot, Any]:
        return {slot: read_term(text, group)}

    return Value(write, read, (slot,))


def read_term(text: str, group: str) -> str:
    """Return the code of a label. Raises CellError with the labels that there are."""
    known = {label: code for code, label in terms(group).items()} | dict(aliases(group))
    found = known.get("".join(text.split()))
    if found is None:
        raise CellError("、".join(terms(group).values()), "按表中所列填写")
    return found


def read_wan(text: str) -> Any:
    """Return 万元 as yuan; the unit may stand behind it. Raises CellError."""
    plain = text.strip()
    unit = next((u for u in ("万元", "元") if plain.endswith(u)), "万元")
    try:
        return parse_yuan(f"{parse_number(plain.removesuffix(unit)) * UNITS[unit]:f}")
    except AmountError:
        remedy = "以万元填写阿拉伯数字；金额不详的留空，没有发生的填0"
        raise CellError("金额（万元）", remedy) from None


def printed(write: Write, align: str = "center") -> Value:
    """Return a value that the form only shows: what comes back of it fills nothing."""
    return Value(write, align=align)
