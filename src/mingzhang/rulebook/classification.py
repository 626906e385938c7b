"""Government expenditure classifications by year: functional and the two economic ones.

Data: `data/classification/`. A code has one name in a year; renames and moves are rows with years.
The functional list holds what departments commonly print and is not complete (`complete`), so a
code it lacks cannot be judged; the economic lists are complete.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from mingzhang.kernel.code import ancestors_and_self, level_of, parent_of
from mingzhang.kernel.period import Validity
from mingzhang.rulebook.loading import read_records, read_table

_FOLDER = "classification/"
FUNCTIONAL, ECONOMIC, GOVERNMENT_ECONOMIC = "functional", "economic", "government_economic"
#: From least to most sure; the surety of a chain is that of its weakest link.
_SURETY = ("K-L", "K-M", "K-H")


@dataclass(frozen=True, slots=True)
class System:
    """One of the classifications. Before `first_year` it may not be asked."""

    id: str
    label: str
    file: str
    first_year: int
    complete: bool
    document: str


@dataclass(frozen=True, slots=True)
class Item:
    """A code with the name it bears during `validity`.

    `certainty` is that of code, name and years together; `citation` holds ids of
    `data/classification/sources.csv`.
    """

    code: str
    name: str
    level: str
    validity: Validity
    certainty: str
    citation: tuple[str, ...]
    note: str = ""

    @property
    def years(self) -> str:
        """Return the years of validity in Chinese."""
        since, until = self.validity.since, self.validity.until
        if since is None:
            return "一直有效" if until is None else f"至{until}年有效"
        return f"自{since}年起有效" if until is None else f"{since}至{until}年有效"


@dataclass(frozen=True, slots=True)
class Source:
    """Where an entry was read. `kind`: printed, list or unverified; `year` of what was printed."""

    id: str
    kind: str
    year: int | None
    document: str
    title: str
    note: str


@dataclass(frozen=True, slots=True)
class Succession:
    """What an entry that no longer stands became: from `changed` on, `old` is no longer right."""

    old: Item
    new: Item
    changed: int
    certainty: str


class UnknownCode(KeyError):
    """A code that the classification does not hold in a year.

    `known` are its entries of other years. `judged` tells whether it is wrong as far as we know:
    there are such entries, or the list is complete. `certainty` is how sure that is.
    """

    def __init__(self, code: str, year: int, system: System, known: tuple[Item, ...]) -> None:
        self.code, self.year, self.system, self.known = code, year, system, known
        self.judged = bool(known) or system.complete
        sure = "K-H" if self.judged else "K-L"
        self.certainty = _weakest(sure, *(item.certainty for item in known))
        super().__init__(code, year)

    def __str__(self) -> str:
        said = "；".join(f"“{item.name}”{item.years}" for item in self.known)
        if not said:
            said = "任何年度均无此编码" if self.system.complete else "清单未收录，无法判断"
        return f"{self.year}年{self.system.label}没有 {self.code}：{said}"


class YearNotCovered(ValueError):
    """A year before the first one that the rulebook holds."""

    def __init__(self, year: int, system: System) -> None:
        self.year, self.system = year, system
        super().__init__(f"{system.label}只收录{system.first_year}年及以后的口径，不含{year}年")


class Classification:
    """One classification as it stands in one year. Make it with `functional` and its like."""

    def __init__(self, system: System, year: int, items: Iterable[Item]) -> None:
        self.system = system
        self.year = year
        self._items = {item.code: item for item in items}
        self._children: dict[str | None, list[Item]] = defaultdict(list)
        self._named: dict[str, list[str]] = defaultdict(list)
        for code in sorted(self._items):
            self._children[parent_of(code)].append(self._items[code])
            for key in sorted({name_key(name) for name in self.names_of(code)}):
                self._named[key].append(code)

    @property
    def complete(self) -> bool:
        """Tell whether a code that is not held is certainly unknown."""
        return self.system.complete

    def codes(self) -> tuple[str, ...]:
        """Return every code in code order."""
        return tuple(sorted(self._items))

    def find(self, code: str) -> Item | None:
        """Return the entry of `code`, None if the year has none."""
        return self._items.get(code)

    def get(self, code: str) -> Item:
        """Return the entry of `code`. Raises UnknownCode."""
        try:
            return self._items[code]
        except KeyError:
            known = history(code, self.system.id)
            raise UnknownCode(code, self.year, self.system, known) from None

    def name(self, code: str) -> str:
        """Return the full name of `code` in the year. Raises UnknownCode."""
        return self.get(code).name

    def names_of(self, code: str) -> tuple[str, ...]:
        """Return the full name of `code` and the other names it is printed by. UnknownCode."""
        others = (
            each.alias
            for each in _aliases()
            if (each.system, each.code) == (self.system.id, code)
            and Validity(each.since, each.until).covers(self.year)
        )
        return (self.get(code).name, *others)

    def is_name(self, code: str, printed: str) -> bool:
        """Tell whether `printed` is a right name of `code` in the year. Raises UnknownCode."""
        return name_key(printed) in {name_key(name) for name in self.names_of(code)}

    def full_path(self, code: str) -> tuple[Item, ...]:
        """Return the entries from the class down to `code`. Raises UnknownCode."""
        return tuple(self.get(each) for each in ancestors_and_self(self.get(code).code))

    def children(self, code: str) -> tuple[Item, ...]:
        """Return the entries one level below `code`, in code order. Raises UnknownCode."""
        return tuple(self._children.get(self.get(code).code, ()))

    def classes(self) -> tuple[Item, ...]:
        """Return the entries of level 类 in code order."""
        return tuple(self._children[None])

    def codes_named(self, name: str) -> tuple[str, ...]:
        """Return the codes that bear `name`, in full or as print shortens it, in code order."""
        return tuple(self._named.get(name_key(name), ()))


def functional(year: int) -> Classification:
    """Return 支出功能分类 of a fiscal year. Raises YearNotCovered."""
    return classification(FUNCTIONAL, year)


def economic(year: int) -> Classification:
    """Return 部门预算支出经济分类 of a fiscal year. Raises YearNotCovered."""
    return classification(ECONOMIC, year)


def government_economic(year: int) -> Classification:
    """Return 政府预算支出经济分类 of a fiscal year. Raises YearNotCovered."""
    return classification(GOVERNMENT_ECONOMIC, year)


@cache
def classification(system_id: str, year: int) -> Classification:
    """Return a classification by its id in `systems.toml`. Raises KeyError, YearNotCovered."""
    system = systems()[system_id]
    if year < system.first_year:
        raise YearNotCovered(year, system)
    return Classification(
        system, year, (item for item in all_items(system_id) if item.validity.covers(year))
    )


@cache
def systems() -> dict[str, System]:
    """Return the classifications by id. Raises RulebookFault."""
    return read_records(_FOLDER + "systems.toml", System)


@cache
def sources() -> dict[str, Source]:
    """Return what citations refer to, by id. Raises RulebookFault."""
    return {each.id: each for each in read_table(_FOLDER + "sources.csv", Source)}


@cache
def all_items(system_id: str) -> tuple[Item, ...]:
    """Return the entries of every year, in file order. Raises KeyError, RulebookFault."""
    return tuple(
        Item(
            code=row.code,
            name=row.name,
            level=row.level,
            validity=Validity(row.since, row.until),
            certainty=row.certainty,
            citation=row.citation,
            note=row.note,
        )
        for row in read_table(_FOLDER + systems()[system_id].file, _ItemRow)
    )


def history(code: str, system_id: str = FUNCTIONAL) -> tuple[Item, ...]:
    """Return the entries that a code has had, oldest first; empty if it never had one."""
    return _by_code(system_id).get(code, ())


def name_key(name: str) -> str:
    """Return a form of `name` that is the same however print shortens or types it.

    Rules: `data/classification/naming.toml`.
    """
    spelling, endings = _naming()
    text = "".join(name.split()).translate(spelling)
    for ending in endings:
        if len(text) > len(ending):
            text = text.removesuffix(ending)
    return text


def successor_of(name: str, year: int, system_id: str = FUNCTIONAL) -> tuple[Succession, ...]:
    """Return what a stale name, or a stale code, has become in `year`.

    Empty if it still stands in `year`, was never known, or became nothing we know of. A name that
    several codes bore has one succession for each new entry, classes first, then in code order.
    Raises YearNotCovered.
    """
    current = classification(system_id, year)
    if current.find(name) is not None or current.codes_named(name):
        return ()
    key = name_key(name)
    stale = history(name, system_id) or _by_name(system_id).get(key, ())
    found: dict[str, Succession] = {}
    for old in stale:
        if old.validity.until is None or old.validity.until >= year:
            continue
        for new, way in _heirs(current, old.code):
            certainty = _weakest(old.certainty, new.certainty, way)
            changed = old.validity.until + 1
            found.setdefault(new.code, Succession(old, new, changed, certainty))
    return tuple(found[code] for code in sorted(found, key=lambda code: (len(code), code)))


def _heirs(current: Classification, code: str) -> tuple[tuple[Item, str], ...]:
    """Return the entries that stand for `code` now, each with how sure the way to it is."""
    if (item := current.find(code)) is not None:
        return ((item, item.certainty),)
    moves = [each for each in _moves(current.system.id).get(code, ()) if each.year <= current.year]
    found = tuple(
        (item, _weakest(move.certainty, certainty))
        for move in moves
        for item, certainty in _heirs(current, move.successor)
    )
    # An item that has no move of its own went with its division; an end has no parent to follow.
    parent = parent_of(code)
    return found if found or parent is None or current.find(parent) else _heirs(current, parent)


def _weakest(*certainties: str) -> str:
    return min(certainties, key=_SURETY.index)


@dataclass(frozen=True, slots=True)
class _ItemRow:
    code: str
    name: str
    level: str
    since: int | None
    until: int | None
    certainty: str
    citation: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Move:
    """A row of `successions.csv`: from `year` on, `successor` stands for `code`."""

    system: str
    code: str
    year: int
    successor: str
    certainty: str
    citation: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Alias:
    """A row of `aliases.csv`: another name that a code is printed by in some years."""

    system: str
    code: str
    alias: str
    since: int | None
    until: int | None
    certainty: str
    citation: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class _Naming:
    id: str
    printed: str
    ours: str
    optional_endings: tuple[str, ...]


@cache
def _naming() -> tuple[dict[int, int], tuple[str, ...]]:
    """Return how printed signs are spelled here, and the endings that print may leave out."""
    naming = read_records(_FOLDER + "naming.toml", _Naming)["match"]
    return str.maketrans(naming.printed, naming.ours), naming.optional_endings


@cache
def _aliases() -> tuple[Alias, ...]:
    return read_table(_FOLDER + "aliases.csv", Alias)


@cache
def moves() -> tuple[Move, ...]:
    """Return every declared move of a code, in file order. Raises RulebookFault."""
    return read_table(_FOLDER + "successions.csv", Move)


@cache
def _moves(system_id: str) -> dict[str, tuple[Move, ...]]:
    found: dict[str, list[Move]] = defaultdict(list)
    for move in moves():
        if move.system == system_id:
            found[move.code].append(move)
    return {code: tuple(rows) for code, rows in found.items()}


@cache
def _by_name(system_id: str) -> dict[str, tuple[Item, ...]]:
    found: dict[str, list[Item]] = defaultdict(list)
    for item in all_items(system_id):
        found[name_key(item.name)].append(item)
    return {key: tuple(items) for key, items in found.items()}


@cache
def _by_code(system_id: str) -> dict[str, tuple[Item, ...]]:
    found: dict[str, list[Item]] = defaultdict(list)
    for item in all_items(system_id):
        level_of(item.code)
        found[item.code].append(item)
    return {
        code: tuple(sorted(items, key=lambda item: item.validity.since or 0))
        for code, items in found.items()
    }
