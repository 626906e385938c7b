"""Lists of a docx: Word keeps their numbers out of the text; here they are counted as it does."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from mingzhang.documents.readers.word.numerals import numeral
from mingzhang.documents.readers.word.package import attribute, child, is_on, local, value
from mingzhang.kernel.regex import lazy_regex

_LEVELS = 9
_PLACE = lazy_regex(r"%([1-9])")
_MOST = 10**8
_PRIVATE = lazy_regex("[\ue000-\uf8ff]")  # signs of symbol fonts: what they show is a bullet


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is numbered; `restart` is the level (from 1) that restarts it."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None


@dataclass(frozen=True, slots=True)
class _List:
    """A list of the document: the definition that it counts in, and its levels."""

    definition: str
    levels: dict[int, _Level]
    starts: dict[int, int]


def _int(text: str | None, default: int) -> int:
    if text is None or not text.isdecimal() or len(text) > 8:
        return default
    return int(text)


def _level(element: etree._Element) -> _Level:
    restart = value(element, "lvlRestart")
    return _Level(
        _int(value(element, "start"), 0 if child(element, "start") is None else 1),
        value(element, "numFmt") or "decimal",
        value(element, "lvlText") or "",
        is_on(element, "isLgl") or False,
        None if restart is None else _int(restart, 0),
    )


def _levels(element: etree._Element) -> dict[int, _Level]:
    found = (each for each in element if local(each) == "lvl")
    return {_int(attribute(each, "ilvl"), 0): _level(each) for each in found}


class Numbering:
    """Gives each paragraph of a list its number; call it in reading order, once for each."""

    def __init__(self, root: etree._Element | None = None) -> None:
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()
        if root is not None:
            self._load(root)

    def number(self, list_id: str | None, level: int) -> str:
        """Count a paragraph and return what is printed before it ("（一）"); "" without a list.

        `level` counts from 0. A bullet is given as "•".
        """
        found = self._lists.get(list_id or "")
        if found is None or list_id is None or not 0 <= level < _LEVELS:
            return ""
        own = found.levels.get(level, _Level())
        counts = self._counts.setdefault(found.definition, {})
        if level in found.starts and (list_id, level) not in self._started:
            counts[level] = found.starts[level]
            self._started.add((list_id, level))
        else:
            counts[level] = counts[level] + 1 if level in counts else own.start
        for deeper in [each for each in counts if each > level]:
            restart = found.levels.get(deeper, _Level()).restart
            # Without a word on it a level restarts under each one above; 0 never does.
            if restart is None or level < restart:
                del counts[deeper]
        return self._shown(found, counts, level, own)

    @staticmethod
    def _shown(found: _List, counts: dict[int, int], level: int, own: _Level) -> str:
        if own.form == "bullet":
            return _PRIVATE.sub("•", own.text)

        def one(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            if at > level:
                return ""
            other = found.levels.get(at, _Level())
            form = "decimal" if own.legal else other.form
            return numeral(min(counts.get(at, other.start), _MOST), form)

        return _PLACE.sub(one, own.text).strip()

    def _load(self, root: etree._Element) -> None:
        definitions: dict[str, dict[int, _Level]] = {}
        styled: dict[str, str] = {}  # definitions by the list style that they are
        links: dict[str, str] = {}  # definitions that only point to such a style
        for each in root:
            number = attribute(each, "abstractNumId")
            if local(each) == "abstractNum" and number is not None:
                definitions[number] = _levels(each)
                if name := value(each, "styleLink"):
                    styled[name] = number
                if name := value(each, "numStyleLink"):
                    links[number] = name
        for each in root:
            list_id = attribute(each, "numId")
            if local(each) == "num" and list_id is not None:
                number = value(each, "abstractNumId") or ""
                number = styled.get(links.get(number, ""), number)
                self._lists[list_id] = _list(each, number, definitions.get(number, {}))


def _list(element: etree._Element, definition: str, levels: dict[int, _Level]) -> _List:
    levels, starts = dict(levels), {}
    for override in element:
        if local(override) != "lvlOverride":
            continue
        level = _int(attribute(override, "ilvl"), 0)
        own = child(override, "lvl")
        if own is not None:
            levels[level] = _level(own)
            starts[level] = levels[level].start
        if start := value(override, "startOverride"):
            starts[level] = _int(start, 1)
    return _List(definition, levels, starts)
