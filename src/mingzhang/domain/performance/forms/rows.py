"""What a form says, as rows of the book's sheets: fields by row, each with its cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from mingzhang.domain.book.columns import columns
from mingzhang.domain.book.sheets import SHEETS
from mingzhang.domain.performance.forms.loops import REST
from mingzhang.domain.performance.forms.model import Form
from mingzhang.domain.performance.forms.value import Entry, Slot, Turn
from mingzhang.domain.performance.forms.values import VALUES
from mingzhang.kernel.problem import Place, Problem

#: Slot → what was read, and the cell that says so.
Fields = dict[Slot, tuple[Any, Entry]]

_GOAL, _INDICATOR, _ACTUAL = "绩效目标", "绩效指标", "指标完成"
_FUNDS, _PROGRESS = "项目资金", "项目进度"
_MANAGEMENT = "management"
#: Sheets whose rows belong to the project that the form is about.
_OF_PROJECT = (
    _GOAL,
    _INDICATOR,
    _FUNDS,
    _PROGRESS,
    "事前评估",
    "事前评估结论",
    "目标审核",
)


#: Sheets of which the form prints what is judged: alone that says nothing.
_PREPRINTED: Mapping[str, frozenset[str]] = {
    "事前评估": frozenset({"dimension"}),
    "目标审核": frozenset({"point"}),
    "评价打分": frozenset({"evaluation", "indicator"}),
    "整体评价": frozenset({"indicator"}),
}


@dataclass(frozen=True, slots=True)
class Draft:
    """A row of a form with what its cells say."""

    turn: Turn
    fields: Fields


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row of a sheet as far as a form tells it: fields that it leaves open are not there.

    `cells` are the places of the fields in the form, `place` that of the row. `lumped`: the form
    has one line for several sources of funds, and the row is right only where there is one.
    """

    sheet: str
    fields: Mapping[str, Any]
    cells: Mapping[str, Place]
    place: Place
    lumped: bool = False

    def row(self) -> object:
        """Return the row of the book. TypeError: a required field is missing."""
        return SHEETS[self.sheet](**self.fields)


def made_rows(
    form: Form, header: Turn, code: str, drafts: Sequence[Draft]
) -> tuple[tuple[FormRow, ...], list[Problem]]:
    """Return the rows that a form fills, and what is missing in them.

    `code` is the project's, "" for the whole department.
    """
    making = _Making(form, header, code)
    rows: list[FormRow] = []
    for draft in drafts:
        for sheet in form.sets:
            rows += making.of(sheet, draft)
    return tuple(rows), making.problems


class _Making:
    def __init__(self, form: Form, header: Turn, code: str) -> None:
        self.form, self.header, self.code = form, header, code
        self.problems: list[Problem] = []
        known = header.project
        self.taken = {i.code for i in (*known.indicators, *known.earlier)} if known else set()
        self.codes: dict[Place, str] = {}

    def of(self, sheet: str, draft: Draft) -> Iterator[FormRow]:
        """Yield the row of a sheet that a row of the form makes, if it makes one."""
        own = {slot[1]: pair for slot, pair in draft.fields.items() if slot[0] == sheet}
        unsaid = sheet in _PREPRINTED and own.keys() <= _PREPRINTED[sheet]
        if not own or unsaid or self._elsewhere(sheet, draft.turn):
            return
        fields = {name: value for name, (value, _) in own.items()}
        cells = {name: entry.place for name, (_, entry) in own.items()}
        fields |= self._keys(sheet, draft.turn)
        place = next(iter(cells.values()))
        place = Place(place.file, place.row)
        self._complete(sheet, draft.turn, fields, place)
        lumped = sheet == _FUNDS and draft.turn.only == REST
        yield FormRow(sheet, fields, cells, place, lumped)

    def _elsewhere(self, sheet: str, turn: Turn) -> bool:
        """Tell whether a row stands for several of the book, or for none that it knows."""
        if sheet == _PROGRESS:
            return turn.only == REST
        approved = _INDICATOR not in self.form.sets and self.header.project is not None
        return sheet == _ACTUAL and approved and turn.indicator is None

    def _keys(self, sheet: str, turn: Turn) -> dict[str, Any]:
        """Return what a row of the form does not say itself: whose it is, and when."""
        keys: dict[str, Any] = {"project": self.code or None} if sheet in _OF_PROJECT else {}
        match sheet:
            case "项目":
                return {"code": self.code}
            case "绩效目标" if turn.project and turn.project.goal and not turn.loop:
                return {**keys, "version": _version(turn.project.goal.version)}
            case "绩效指标":
                return {**keys, **self._indicator_keys(turn)}
            case "指标完成":
                return {"indicator": self._indicator(turn), "on": turn.on}
            case "项目资金":
                return {**keys, "source": "other" if turn.only == REST else turn.only}
            case "项目进度":
                return {**keys, "on": turn.on, "source": turn.only or None}
            case "评价打分":
                return {"evaluation": self.header.text("score.evaluation")}
        return keys

    def _indicator_keys(self, turn: Turn) -> dict[str, Any]:
        keys: dict[str, Any] = {"code": self._indicator(turn)}
        if turn.indicator:
            keys["version"] = _version(turn.indicator.version)
        if turn.loop == _MANAGEMENT:
            keys["level"] = _MANAGEMENT
        return keys

    def _indicator(self, turn: Turn) -> str:
        """Return the indicator's code: the book's, else the next free one of the project."""
        if turn.indicator is not None:
            return turn.indicator.code
        if turn.place not in self.codes:
            prefix, number = self.code or "W", 1
            while (code := f"{prefix}-{number:02}") in self.taken:
                number += 1
            self.taken.add(code)
            self.codes[turn.place] = code
        return self.codes[turn.place]

    def _complete(self, sheet: str, turn: Turn, fields: dict[str, Any], place: Place) -> None:
        """Note required fields that neither the form nor the book fills."""
        if turn.indicator is not None or (sheet in ("项目", _GOAL) and turn.project is not None):
            return
        for column in columns(SHEETS[sheet]):
            if not column.required or fields.get(column.field) not in (None, ""):
                continue
            cell = self._cell(sheet, column.field, turn)
            if cell is None or not cell.text:
                expected = f"{column.heading}，必填"
                at = cell.place if cell else Place(place.file, place.row, column.heading)
                self.problems.append(Problem(at, "空白", expected, "补填此格"))

    def _cell(self, sheet: str, field: str, turn: Turn) -> Entry | None:
        """Return the cell of the row in which a field is filled in."""
        for name, entry in turn.entries.items():
            if (sheet, field) in VALUES[name].slots:
                return entry
        return None


def _version(number: int) -> Decimal | None:
    """Return a version as a cell of the book; the first one stays blank."""
    return None if number == 1 else Decimal(number)
