"""Names of functional items: names of earlier years, and one item under two names.

The classification by year is `rulebook.classification`. An earlier name in the report itself asks
for an answer; in the explanations of terms it is a hint. A name counts as an item's only where the
text marks it as such: 教育支出（类）, 医疗卫生与计划生育支出, never 医疗卫生与计划生育工作.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from mingzhang.domain.checks.model import Remark, Severity
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.wording.common import Place, remark, sentence_of
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.classification import (
    FUNCTIONAL,
    Item,
    Succession,
    YearNotCovered,
    all_items,
    functional,
    name_key,
    successor_of,
)

#: A name of the classification, its level behind it in brackets, with the code where it is given.
_MARKED = lazy_regex(
    r"(?P<name>[一-鿿](?:[一-鿿、]|（[室局境]）){1,30})"
    r"（[ ]?(?P<code>[0-9]{2,3})?[ ]?(?P<level>[类款项])[ ]?）"
)
_LEVELS = ("类）", "款）", "项）")
_SKIPPED = frozenset({"contents", "scrap", "footer", "header"})
_TERMS = "名词解释"
#: Signs to either side of a name that tell of what year it is.
_FAR = 2000
#: No division has so many items.
_MOST = 200
_YEARS = lazy_regex(r"(20[0-9]{2})[ ]?年")


@dataclass(frozen=True, slots=True)
class _Stale:
    name: str
    level: str
    succession: Succession


def marked(passage: Passage) -> Iterator[re.Match[str]]:
    """Yield the names of a passage that are marked as 类, 款 or 项."""
    if any(level in passage.text for level in _LEVELS):
        yield from _MARKED.finditer(passage.text)


def find(view: View) -> Iterator[Remark]:
    """Yield a remark for each earlier name and for each item that bears two names."""
    if view.year is None:
        return
    try:
        known = _stale_names(view.year)
    except YearNotCovered:
        return
    places = [
        (place, stale)
        for passage in view.passages
        if passage.style not in _SKIPPED
        for place, stale in _earlier(passage, known, view.year)
    ]
    by_name: dict[str, list[tuple[Place, _Stale]]] = {}
    for place, stale in sorted(places, key=lambda each: _in_terms(each[0].passage)):
        by_name.setdefault(stale.name, []).append((place, stale))
    for found in by_name.values():
        yield _earlier_remark(view.year, found)
    yield from _twofold(view)


def _earlier_remark(year: int, found: list[tuple[Place, _Stale]]) -> Remark:
    """Return the remark on a name; its places in the statements stand before those in the terms."""
    first, stale = found[0]
    succession, terms = stale.succession, _in_terms(first.passage)
    message = (
        f"“{first.shown}”是{succession.old.years}的科目名称，"
        f"{succession.changed}年起为“{succession.new.name}”，而本报告为{year}年度"
    )
    message += "（见名词解释）" if terms else ""
    message += f"（共{len(found)}处）" if len(found) > 1 else ""
    return remark(
        "name.subject",
        Severity.WARNING if succession.certainty == "K-H" and not terms else Severity.HINT,
        message,
        [place for place, _ in found],
        expected=succession.new.name,
    )


@cache
def _stale_names(year: int) -> tuple[dict[str, Item], re.Pattern[str] | None]:
    """Return the items whose names no longer stand in a year, by key; a pattern for classes."""
    current = functional(year)
    found: dict[str, Item] = {}
    for item in all_items(FUNCTIONAL):
        gone = item.validity.until is not None and item.validity.until < year
        if gone and not current.codes_named(item.name):
            found.setdefault(name_key(item.name), item)
    classes = sorted(re.escape(item.name) for item in found.values() if item.level == "类")
    return found, lazy_regex("|".join(classes)) if classes else None


@cache
def _stale(name: str, level: str, year: int) -> _Stale | None:
    """Return what a name that no longer stands became; None where nobody knows."""
    heirs = successor_of(name, year)
    return _Stale(name, level, heirs[0]) if heirs else None


def _earlier(
    passage: Passage, known: tuple[dict[str, Item], re.Pattern[str] | None], year: int
) -> Iterator[tuple[Place, _Stale]]:
    """Yield the earlier names of a passage: marked as 类, 款 or 项, or a class with its 支出."""
    names, classes = known
    taken: set[int] = set()
    for found in marked(passage):
        own = _own_name(found["name"])
        item = names.get(name_key(own))
        taken.add(found.end("name"))
        if item and item.level == found["level"]:
            place = Place(passage, found.end("name") - len(own), found.end("name"))
            yield from _judged(place, item, year)
    for found in classes.finditer(passage.text) if classes else ():
        if (
            found.end() not in taken
            and passage.text[max(0, found.start() - 1) : found.start()] != "原"
        ):
            place = Place(passage, found.start(), found.end())
            yield from _judged(place, names[name_key(found[0])], year)


def _judged(place: Place, item: Item, year: int) -> Iterator[tuple[Place, _Stale]]:
    stale = _stale(item.name, item.level, year)
    if stale and not _of_then(place, stale):
        yield place, stale


def _own_name(name: str) -> str:
    """Return a name without the words that lead to it (其中、用于…)."""
    for lead in ("其中", "用于", "包括", "在", "由", "原"):
        name = name.removeprefix(lead)
    return name


def _of_then(place: Place, stale: _Stale) -> bool:
    """Tell whether the sentence speaks only of years in which the name stood."""
    begin, end = sentence_of(place.passage, place.start)
    begin, end = max(begin, place.start - _FAR), min(end, place.start + _FAR)
    told = [int(year) for year in _YEARS.findall(place.passage.text[begin:end])]
    return bool(told) and max(told) < stale.succession.changed


def _in_terms(passage: Passage) -> bool:
    return any(_TERMS in heading.text for heading in passage.headings)


def _twofold(view: View) -> Iterator[Remark]:
    """Yield a remark for an item explained under a name that is not the one in the statements.

    Both stand under the same division, and one name holds all signs of the other in order.
    """
    stated: dict[str, dict[str, Place]] = {}
    explained: dict[str, dict[str, Place]] = {}
    for passage in view.passages:
        if passage.cell is None and passage.style not in _SKIPPED:
            into = explained if _in_terms(passage) else stated
            for division, item in _items(passage):
                into.setdefault(division, {}).setdefault("".join(item.text.split()), item)
    current = functional(view.year or 0)
    for division, items in explained.items():
        own = stated.get(division, {})
        for name, place in items.items():
            if name in own or current.codes_named(name) or not 0 < len(own) <= _MOST:
                continue
            near = [other for other in own if _within(other, name) or _within(name, other)]
            if len(near) == 1 and name_key(near[0]) != name_key(name):
                other = own[near[0]]
                message = (
                    f"同一科目名称前后不一：名词解释为“{name}（项）”，支出说明为“{near[0]}（项）”"
                )
                yield remark("name.term", Severity.HINT, message, [place, other], expected=near[0])


def _items(passage: Passage) -> Iterator[tuple[str, Place]]:
    """Yield the items of a passage with the key of the division that they stand under."""
    division = ""
    for found in marked(passage):
        if found["level"] == "款":
            division = name_key(found["name"])
        elif found["level"] == "项" and division:
            yield division, Place(passage, found.start("name"), found.end("name"))


def _within(short_name: str, long_name: str) -> bool:
    """Tell whether all signs of one name stand in the other in order, most of it being shared."""
    if not len(long_name) * 3 // 5 <= len(short_name) < len(long_name):
        return False
    signs = iter(long_name)
    return all(sign in signs for sign in short_name)
