"""What a whole report must hold: official tables, topics and statements, by kind and year.

Read from `data/completeness`: `tables.toml` names the official tables, `sets.toml` those that a
report of a kind and year must publish, `statements.toml` what it must speak of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from mingzhang.kernel.basis import Basis
from mingzhang.kernel.problem import Place, Problem
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.documents import cite, documents
from mingzhang.rulebook.loading import RulebookFault, read_records

_TABLES = "completeness/tables.toml"
_SETS = "completeness/sets.toml"
_STATEMENTS = "completeness/statements.toml"
_KINDS = ("final", "budget", "performance")
_FIX = "修改规则数据文件"
_LEAD = r"(?:[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．]{1,2})?"
_QUOTES = str.maketrans("", "", "“”‘’\"'《》 　\n")
_YEAR = lazy_regex(r"(?:19|20)[0-9]{2}年(?:度)?")
_TAIL = lazy_regex(r"[（(][^（）()]{0,20}[）)]?$")


@dataclass(frozen=True)
class OfficialTable:
    """A kind of official table: patterns of the end of its title, words of which it has one.

    `subject` is what a report says it has none of where the table would be empty.
    """

    id: str
    label: str
    title: tuple[str, ...]
    heads: tuple[str, ...]
    subject: str = ""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Return the pattern of a whole title as `bare_title` leaves it."""
        return lazy_regex(rf"{_LEAD}.{{0,40}}?(?:{'|'.join(self.title)})")

    @cached_property
    def absent(self) -> re.Pattern[str]:
        """Return the pattern of words that there is nothing to put into the table."""
        if not self.subject:
            return lazy_regex("(?!)")
        nothing = r"无|没有|未|(?<![0-9.,])0(?:\.0{1,2})?(?:万?元|[，。；])"
        return lazy_regex(
            rf"(?:无|没有|未)[^。；]{{0,24}}{self.subject}|{self.subject}[^。；]{{0,40}}(?:{nothing})"
        )


@dataclass(frozen=True)
class _Rule:
    """What rests on a document and holds for some years; `until` 0 is no end."""

    id: str
    document: str
    article: str = ""
    certainty: str = "K-H"
    since: int = 0
    until: int = 0

    @property
    def basis(self) -> str:
        """Return the Chinese wording of what the rule rests on."""
        return cite(Basis(self.document, self.article, self.certainty))

    def holds_in(self, year: int) -> bool:
        """Tell whether the rule is in force for reports about a year."""
        return self.since <= year and (not self.until or year <= self.until)

    @property
    def sure(self) -> bool:
        """Tell whether the rule and its document are sure."""
        ground = documents().get(self.document)
        return self.certainty == "K-H" and ground is not None and ground.certainty == "K-H"


@dataclass(frozen=True)
class TableSet(_Rule):
    """The official tables (ids) that a `report` ("final", "budget") must hold."""

    report: str = ""
    title: str = ""
    tables: tuple[str, ...] = ()


@dataclass(frozen=True)
class Statement(_Rule):
    """What reports must say: one of `said` where one of `where` is spoken of, or one of `none`.

    A `topic` is asked for everywhere. The patterns are searched in text without blanks.
    """

    report: tuple[str, ...] = ()
    label: str = ""
    topic: bool = False
    where: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    none: tuple[str, ...] = ()

    @cached_property
    def asked(self) -> re.Pattern[str]:
        """Return the pattern of what makes the statement necessary."""
        return _any_of(self.where)

    @cached_property
    def answered(self) -> re.Pattern[str]:
        """Return the pattern of what satisfies it."""
        return _any_of((*self.said, *self.none))


def bare_title(text: str) -> str:
    """Return a title without blanks, quotation marks, years and a remark in brackets behind it."""
    return _TAIL.sub("", _YEAR.sub("", text.translate(_QUOTES)))


def official_table(text: str) -> OfficialTable | None:
    """Return the kind of official table that a title names, None for any other text."""
    title = bare_title(text)
    if "表" not in title[-4:]:
        return None
    known = official_tables().values()
    return next((each for each in known if each.pattern.fullmatch(title)), None)


@cache
def official_tables() -> dict[str, OfficialTable]:
    """Return every kind of official table by id, the special before the general."""
    return read_records(_TABLES, OfficialTable)


@cache
def table_sets() -> tuple[TableSet, ...]:
    """Return what tables are asked for. Raises RulebookFault."""
    found = tuple(read_records(_SETS, TableSet).values())
    _refuse([p for each in found for p in _set_faults(each)])
    return found


@cache
def statements() -> tuple[Statement, ...]:
    """Return what reports must say. Raises RulebookFault."""
    found = tuple(read_records(_STATEMENTS, Statement).values())
    _refuse([p for each in found for p in _statement_faults(each)])
    return found


def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return lazy_regex("|".join(f"(?:{each})" for each in patterns) or "(?!)")


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise RulebookFault(problems)


def _set_faults(rule: TableSet) -> Iterator[Problem]:
    place = f"{_SETS}[{rule.id}]"
    yield from _rule_faults(place, rule, (rule.report,))
    for table in rule.tables:
        if table not in official_tables():
            yield Problem(Place(place, column="tables"), table, "tables.toml 中的表", _FIX)


def _statement_faults(rule: Statement) -> Iterator[Problem]:
    place = f"{_STATEMENTS}[{rule.id}]"
    yield from _rule_faults(place, rule, rule.report)
    if rule.topic == bool(rule.where):
        yield Problem(Place(place, column="where"), "", "topic 或 where 之一", _FIX)


def _rule_faults(place: str, rule: _Rule, reports: tuple[str, ...]) -> Iterator[Problem]:
    for report in reports:
        if report not in _KINDS:
            yield Problem(Place(place, column="report"), report, "、".join(_KINDS), _FIX)
    if rule.document not in documents():
        yield Problem(Place(place, column="document"), rule.document, "依据清单中的代号", _FIX)
