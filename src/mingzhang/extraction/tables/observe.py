"""Figures in cells made observations: unit, kind, year and stage come from the heads around them.

`label` of such an observation is the path of its row's names, `subject` the path of the heads over
its column; a table without names of rows has the heads as labels. A cell with more than a figure
in it is observed as running text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from mingzhang.domain.checks.model import Kind, Observation, Role
from mingzhang.extraction import observe as running
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.tables.captions import Unit, named
from mingzhang.extraction.tables.figures import Figure, Sort
from mingzhang.extraction.tables.grid import Box
from mingzhang.extraction.tables.labels import bare_head, label_of, plain
from mingzhang.extraction.tables.layout import Layout, Spot, layout
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.table_words import table_words

_ROLES = {
    "share": Role.SHARE,
    "growth": Role.GROWTH,
    "change": Role.CHANGE,
    "completion": Role.COMPLETION,
}
_MONEY_WORDS = lazy_regex(r"费|支出|金额|收入|资金|经费|拨款|[预决]算")
_YEAR = lazy_regex(r"(20[0-9]{2})年")
_SENTENCE = lazy_regex(r"[，。；]")
_DIGIT = lazy_regex(r"[0-9]")
#: Words as long as this are more than a name.
_PROSE = 8
#: A name of a row may be longer before it is read as a sentence.
_LONG = 30
_ONE = Decimal(1)


def observe(view: View) -> Iterator[Observation]:
    """Yield the quantities in the cells of a document in reading order, not yet numbered (0)."""
    found = layout(view)
    named_units = {
        place: unit_of(spot, spot.box.figure)
        for place, spot in found.spots.items()
        if spot.box.figure is not None
    }
    usual = _usual_places(found, named_units)
    for passage in view.passages:
        place = passage.place
        if passage.cell is None and place not in found.typed:
            continue
        if place in named_units:
            spot = found.spots[place]
            yield _observation(spot, named_units[place], usual[_group(spot, named_units[place])])
        elif place in found.spots or place in found.loose:
            yield from _outside(passage, found, view.year)


def rows_of(view: View) -> set[int]:
    """Return the paragraphs that are rows of a table, whose figures `observe` yields."""
    return layout(view).typed


_Group = tuple[int, Kind, Decimal]


def _group(spot: Spot, unit: Unit) -> _Group:
    return spot.sheet.section.table, unit.kind, unit.scale


def _usual_places(found: Layout, named_units: Mapping[int, Unit]) -> dict[_Group, int]:
    """Return the decimals that most figures of a kind have in a table, 0 where most agree in none.

    82 among 21.26 and 4.48 is 82.00 with its zeros dropped (RELATIONS.md, trap 3).
    """
    groups: dict[_Group, Counter[int]] = {}
    for place, unit in named_units.items():
        spot = found.spots[place]
        counted = groups.setdefault(_group(spot, unit), Counter())
        if spot.box.figure is not None and spot.box.figure.value:
            counted[spot.box.figure.places] += 1
    usual: dict[_Group, int] = {}
    for group, counted in groups.items():
        places, times = max(counted.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        usual[group] = places if times * 2 > sum(counted.values()) else 0
    return usual


def _outside(passage: Passage, found: Layout, year: int | None) -> Iterator[Observation]:
    """Yield what a cell states that holds more than a figure, or a figure outside of sheets."""
    box, left = found.loose.get(passage.place) or (found.spots[passage.place].box, "")
    if box.figure is not None:
        if not box.figure.bare:
            yield _lone(box, box.figure, left, year)
    elif box.sort is Sort.WORDS and _DIGIT.search(box.text):
        named_only = passage.place in found.names and not _SENTENCE.search(box.text)
        if len(box.text) >= (_LONG if named_only else _PROSE):
            yield from running.observe(passage, year)


def _lone(box: Box, figure: Figure, left: str, year: int | None) -> Observation:
    """Return a figure of a form, called by the words to its left."""
    label = label_of(left)
    unit = _own(figure) or (named(label.unit) if label.unit else None) or _PLAIN
    return _made(box, figure, unit, _Words(plain(left), "", year))


_PLAIN = Unit("", Kind.PLAIN, _ONE)


def _own(figure: Figure) -> Unit | None:
    return Unit(figure.unit, figure.kind, figure.scale) if figure.unit else None


def unit_of(spot: Spot, figure: Figure) -> Unit:
    """Return the unit of a figure: its own, or that of its row, its column or the table."""
    own = _own(figure)
    if own is not None:
        return own
    column, row = spot.column, spot.row
    if column.measure in ("share", "growth", "completion", "weight", "score"):
        return column.unit or _PLAIN
    unit = row.unit or _inherited(spot)
    if unit is not None:
        return unit
    name = row.label.name
    counted = column.measure == "count" or table_words().measure["count"].search(name)
    if counted and not _MONEY_WORDS.search(name) and (column.unit is None or not column.measure):
        return Unit("", Kind.COUNT, _ONE)
    return column.unit or _PLAIN


def _inherited(spot: Spot) -> Unit | None:
    """Return the unit of things that a row above gives: 车辆数（辆） counts the rows under it."""
    if _MONEY_WORDS.search(spot.row.label.name):
        return None
    rows = spot.sheet.rows
    for above in spot.sheet.tree.ancestors(spot.row.number):
        unit = rows[above].unit
        if unit is not None:
            return unit if unit.kind is Kind.COUNT else None
    return None


def _observation(spot: Spot, unit: Unit, usual: int) -> Observation:
    figure = spot.box.figure
    assert figure is not None  # noqa: S101 - the caller has looked
    column = spot.column
    names = "/".join(plain(name) or name for name in spot.row.names)
    heads = "/".join(bare_head(head) for head in column.path)
    told = next((y for name in spot.row.names if (y := _YEAR.search(name))), None)
    year = int(told[1]) if told else column.year
    role = _ROLES.get(column.measure, Role.LEVEL)
    base = str(year - 1) if year and role in (Role.CHANGE, Role.GROWTH) else ""
    words = _Words(
        names or heads, heads if names else "", year, role, column.stage or _title_stage(spot),
        "/budget" if role is Role.COMPLETION else base,
    )  # fmt: skip
    return _made(spot.box, figure, unit, words, usual)


class _Words(NamedTuple):
    """What words say of a figure, in the terms of `Observation`."""

    label: str
    subject: str
    year: int | None
    role: Role = Role.LEVEL
    stage: str = ""
    base: str = ""


def _title_stage(spot: Spot) -> str:
    title = spot.sheet.section.title
    return "actual" if "决算" in title else "budget" if "预算表" in title else ""


def _made(box: Box, figure: Figure, unit: Unit, words: _Words, usual: int = 0) -> Observation:
    passage = box.passage
    return Observation(
        number=0,
        value=figure.value,
        unit=unit.word,
        kind=unit.kind,
        scale=unit.scale,
        places=figure.places,
        presumed=max(figure.places, usual),
        place=passage.place,
        start=figure.start,
        end=figure.end,
        unit_end=figure.unit_end,
        spans=passage.spans(figure.start, figure.end),
        role=words.role,
        bound=figure.bound,
        label=words.label,
        subject=words.subject,
        year=words.year,
        stage=words.stage,
        base=words.base,
    )
