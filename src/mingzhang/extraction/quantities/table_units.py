"""The unit stated over a table is the one its amounts are in.

Where the amounts of a table, read in its unit, differ from those of the text by exactly ten
thousand (or a hundred million) again and again and agree with none of them, the amounts are right
and the unit is not: 万元 and 元 are the only two units in common use (RELATIONS.md D3). A table of
other things agrees with the text in nothing, by whatever factor.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from mingzhang.domain.checks.model import Bound, Kind, Observation, Remark, Role, Severity
from mingzhang.domain.checks.slips import significant
from mingzhang.extraction.passages import View
from mingzhang.extraction.tables.layout import layout
from mingzhang.extraction.wording.common import Place, remark
from mingzhang.kernel.regex import lazy_regex

_STATED = lazy_regex(r"单位[ :：]*(?:人民币)?[ ]?(?P<unit>[百千万亿 ]{0,3}元)(?![一-鿿])")
_CAPTION = 60
#: What reads a unit as another: factor, and its name in a message.
_FACTORS = (
    (Decimal(10000), "一万"),
    (Decimal("0.0001"), "一万"),
    (Decimal(10) ** 8, "一亿"),
    (Decimal(10) ** -8, "一亿"),
)
_SAME = Decimal(1)
#: Amounts of so many digits are not alike by chance.
_DIGITS = 4
#: So many amounts of a table must differ by the factor, so many for each one that agrees, and one
#: of so many that the table has.
_ENOUGH, _FOR_EACH, _OF = 3, 8, 10


@dataclass(slots=True)
class _Group:
    """The amounts under one caption, each once, whose unit only the caption gives."""

    caption: Place
    amounts: dict[Decimal, Observation] = field(default_factory=dict)


def find(view: View) -> Iterator[Remark]:
    """Yield the units over tables that turn the amounts of the text into other ones."""
    groups, text = _read(view)
    said = _Said(text)
    for group in groups:
        yield from _misstated(group, said)


def _read(view: View) -> tuple[list[_Group], list[Observation]]:
    """Return the amounts under each caption, and those of the text."""
    spots = layout(view).spots
    groups: list[_Group] = []
    text: list[Observation] = []
    unit = ""
    for passage in view.passages:
        stated = _STATED.search(passage.text) if len(passage.text) <= _CAPTION else None
        if stated is not None:
            groups.append(_Group(Place(passage, stated.start(), stated.end())))
            unit = stated["unit"].replace(" ", "")
        spot = spots.get(passage.place)
        for o in passage.observations:
            if not _tells(o):
                continue
            if passage.cell is None and spot is None:
                text.append(o)
            elif spot and spot.box.figure and not spot.box.figure.unit and o.unit == unit:
                groups[-1].amounts.setdefault(abs(o.exact), o)
    return groups, text


def _tells(o: Observation) -> bool:
    return (
        o.kind is Kind.MONEY
        and o.role in (Role.LEVEL, Role.CHANGE)
        and o.bound is Bound.EXACT
        and significant(o.value.normalize()) >= _DIGITS
    )


class _Said:
    """The amounts of the text, found by what another print of them can be."""

    def __init__(self, text: Sequence[Observation]) -> None:
        """Sort the amounts by the unit of their last place."""
        self._by_step: dict[Decimal, dict[Decimal, Observation]] = defaultdict(dict)
        for o in text:
            self._by_step[2 * o.half].setdefault(abs(o.exact), o)
        self._rounded: dict[tuple[Decimal, Decimal], dict[int, Observation]] = {}

    def of(self, cell: Observation, factor: Decimal) -> Observation | None:
        """Return the amount of the text that a cell is when multiplied, None without one."""
        value = abs(cell.exact) * factor
        own = 2 * cell.half * factor
        for step in self._by_step:
            coarse = max(step, own)
            count = int((value / coarse).to_integral_value())
            if significant(Decimal(count).normalize()) < _DIGITS:
                continue
            found = self._at(step, coarse).get(count)
            if found is not None:
                return found
        return None

    def _at(self, step: Decimal, coarse: Decimal) -> dict[int, Observation]:
        key = step, coarse
        if key not in self._rounded:
            self._rounded[key] = {
                int((value / coarse).to_integral_value()): o
                for value, o in self._by_step[step].items()
            }
        return self._rounded[key]


def _misstated(group: _Group, said: _Said) -> Iterator[Remark]:
    cells = list(group.amounts.values())
    if len(cells) < _ENOUGH:
        return
    alike = sum(said.of(cell, _SAME) is not None for cell in cells)
    if alike * _FOR_EACH > len(cells):
        return
    for factor, name in _FACTORS:
        pairs = [(cell, o) for cell in cells if (o := said.of(cell, factor)) is not None]
        apart = len({o.number for _, o in pairs})
        if apart >= max(_ENOUGH, alike * _FOR_EACH) and apart * _OF >= len(cells):
            yield _told(group, pairs, name)
            return


def _told(group: _Group, pairs: Sequence[tuple[Observation, Observation]], name: str) -> Remark:
    cell, o = pairs[0]
    message = (
        f"表上注明“{group.caption.shown}”，表中{len(pairs)}个金额与正文都恰好相差{name}倍："
        f"如表中为{cell.value}{cell.unit}，正文为{o.value}{o.unit}"
    )
    return remark("unit.table", Severity.WARNING, message, [group.caption])
