"""What forms are filled from, and how its figures are printed with their keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from mingzhang.docmodel.model import BookPlace, Derivation, Number, Run, Text
from mingzhang.domain.book.model import Book
from mingzhang.domain.figures import Figures
from mingzhang.domain.labels import Names
from mingzhang.domain.performance.forms.score_sheet import ScoreSheet
from mingzhang.domain.performance.model import Performance, Project
from mingzhang.domain.performance.scoring.comparators import plain
from mingzhang.domain.performance.scoring.scored import Scored
from mingzhang.facts.factset import Known
from mingzhang.facts.key import FactKey
from mingzhang.facts.provenance import ORIGIN_LABELS, Origin
from mingzhang.kernel.money import format_yuan, in_unit
from mingzhang.kernel.problem import Place
from mingzhang.kernel.rounding import half_up

Runs = tuple[Run, ...]

MONEY_UNIT = "万元"
MONEY_PLACES = 2
RATE_PLACES = 2
#: What is not known stays free, for somebody to write in by hand.
BLANK: Runs = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """What a form or one of its rows is about: `item` is the turn of a repeating row, the
    `position`-th from 1.

    `on` is the checkpoint of a monitoring form, `evaluation` the code of an evaluation.
    """

    project: Project
    on: date | None = None
    evaluation: str = ""
    item: object = None
    position: int = 0


@dataclass(frozen=True, slots=True)
class Material:
    """A year's data for the forms: `figures` hold the scores too, `sheets` scored systems by code.

    `derivations` collects how figures came about that are no facts.
    """

    book: Book
    figures: Figures
    performance: Performance
    scored: Scored
    names: Names
    sheets: Mapping[str, ScoreSheet] = field(default_factory=dict)
    derivations: dict[str, Derivation] = field(default_factory=dict)

    def amount(self, key: FactKey) -> Runs:
        """Return an amount in 万元, two decimals; nothing where it is not known."""
        found = self.figures.quantity(key)
        if not isinstance(found, Known):
            return BLANK
        return (_money(found.value, str(key)),)

    def rate(self, key: FactKey) -> Runs:
        """Return a rate in %, two decimals; nothing where there is none."""
        found = self.figures.quantity(key)
        return (_rate(found.value, str(key)),) if isinstance(found, Known) else BLANK

    def points(self, key: FactKey) -> Runs:
        """Return points as they are; nothing where there are none."""
        found = self.figures.quantity(key)
        return (number_of(found.value, "分", str(key)),) if isinstance(found, Known) else BLANK

    def own(self, key: FactKey, unit: str) -> Runs:
        """Return a value of an indicator with its unit; nothing where it is not known."""
        found = self.figures.quantity(key)
        if not isinstance(found, Known):
            return BLANK
        return number_of(found.value, unit, str(key)), *unit_text(unit)

    def cell_amount(self, place: Place, heading: str, yuan: Decimal | None) -> Runs:
        """Return an amount of a cell of the book that is no fact of its own, in 万元."""
        if yuan is None:
            return BLANK
        return (_money(yuan, self._cell(place, heading, f"{format_yuan(yuan)}元", yuan, "元")),)

    def cell_value(self, place: Place, heading: str, value: Decimal | None, unit: str) -> Runs:
        """Return a value of a cell of the book that is no fact of its own, with its unit."""
        if value is None:
            return BLANK
        key = self._cell(place, heading, f"{plain(value)}{unit}", value, unit)
        return number_of(value, unit, key), *unit_text(unit)

    def worked_amount(self, name: str, formula: str, yuan: Decimal | None) -> Runs:
        """Return an amount in 万元 that the form itself adds up; `name` tells it apart."""
        if yuan is None:
            return BLANK
        return (_money(yuan, self._worked(name, formula, f"{format_yuan(yuan)}元", yuan, "元")),)

    def worked_rate(self, name: str, formula: str, value: Decimal | None) -> Runs:
        """Return a rate in % that the form itself works out; `name` tells it apart."""
        if value is None:
            return BLANK
        shown = half_up(value, RATE_PLACES)
        return (_rate(value, self._worked(name, formula, f"{shown:f}%", shown, "%")),)

    def _worked(self, name: str, formula: str, exact: str, value: Decimal, unit: str) -> str:
        key = f"cell({name})@{self.performance.entity}:{self.performance.year}"
        self.derivations[key] = Derivation(
            key, name, exact, formula, (), 0, "按表样公式计算", value=value, unit=unit
        )
        return key

    def _cell(self, place: Place, heading: str, exact: str, value: Decimal, unit: str) -> str:
        row = place.row or 0
        at = f"{place.file}!{row}/{heading}"
        key = f"cell({at})@{self.performance.entity}:{self.performance.year}"
        origin = ORIGIN_LABELS[self._origin(place)]
        self.derivations[key] = Derivation(
            key,
            f"{place.file}第{row}行“{heading}”",
            exact,
            "",
            (),
            0,
            str(place),
            value=value,
            unit=unit,
            place=BookPlace(place.file, row, heading, origin),
        )
        return key

    def _origin(self, place: Place) -> Origin:
        """Return what the row of a cell says of where its amounts come from."""
        lines = self.book.sheets.get(place.file, ())
        row = next((line.row for line in lines if line.number == place.row), None)
        return Origin(getattr(row, "origin", None) or Origin.RECORDED)


def _money(yuan: Decimal, key: str) -> Number:
    shown = half_up(in_unit(yuan, MONEY_UNIT), MONEY_PLACES)
    return Number(f"{shown:f}", shown, MONEY_UNIT, MONEY_PLACES, key)


def _rate(value: Decimal, key: str) -> Number:
    shown = half_up(value, RATE_PLACES)
    return Number(f"{shown:f}", shown, "%", RATE_PLACES, key, tail="%")


def number_of(value: Decimal, unit: str, key: str) -> Number:
    """Return a figure with the decimals that it has, without zeros at its end."""
    text = plain(value)
    places = len(text.partition(".")[2])
    return Number(text, Decimal(text), unit, places, key)


def unit_text(unit: str) -> Runs:
    """Return a unit behind a figure."""
    return (Text(unit),) if unit else ()


def words(text: str) -> Runs:
    """Return text of a cell; nothing for none."""
    return (Text(text),) if text else BLANK
