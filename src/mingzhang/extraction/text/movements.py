"""What each comparison is of: the figure of now, and that of the base where it is printed.

A comparison names its figure, or speaks of the last one before it. Both may be mistaken by a
reader who does not know the trade, so every figure that may be meant as well is kept, and how sure
the pairing is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from mingzhang.domain.checks.model import Bound, Certainty, Kind, Observation, Role
from mingzhang.extraction.labels import is_aspect
from mingzhang.extraction.passages import Passage, View, of_view
from mingzhang.extraction.roles import DOWN, UP
from mingzhang.extraction.text.named import OTHER, SAME, alike, thing
from mingzhang.extraction.text.nearby import (
    above,
    is_torn,
    sort_of,
    speaks,
    words_before,
    words_behind,
)
from mingzhang.extraction.text.statements import Statement, is_point, sentence_at, statements
from mingzhang.kernel.regex import lazy_regex

_PLANNED = frozenset({"initial", "adjusted", "target"})
_BUDGETED = frozenset({"initial", "budget", "adjusted"})
_LAST_YEAR = lazy_regex(
    r"(?:上年|去年|上一年|上年同|去年同)(?:度|期)?(?:同期)?(?!结|末|未)[^，。；：、（）]{0,16}（?$|"
    r"[由从比较与](?:上年|去年|20[0-9]{2}[ ]?年|年初|期初)[^，。；：、（）增减升降]{0,16}$"
)
_FROM = lazy_regex(r"[由从][^，。；：（）]{0,20}$")
_TO = lazy_regex(rf"[ ]?(?:{UP}|{DOWN}|升|降|变)[加少]?(?:至|到|为)了?[ ]?")
_REACHED = lazy_regex(r"[ ]?，?(?:达到?|为|[增升提]加?[至到]|[降减]少?[至到])(?:了)?[ ]?")
_SO_MANY_BACK = 4
_NAMED_BACK = 12
_OTHERS = 4
#: So many figures of a passage are looked at for what one comparison is of.
_SEEN = 120
#: A figure in brackets behind a comparison stands so near.
_BEHIND = 24
_LIST = lazy_regex(r"其中|分别|包括|：")


@dataclass(frozen=True, slots=True, eq=False)
class Movement:
    """One figure compared with that of another year or stage.

    `level` is the figure of now, `previous` that of the base if it is printed; `change` and `rate`
    what is said of them. `flat`: nothing changed (`about`: nearly nothing). `others` are figures
    that may be meant instead of `level`, the likelier first.
    """

    level: Observation | None
    previous: Observation | None
    change: Observation | None
    rate: Observation | None
    statement: Statement
    place: int
    certainty: Certainty
    others: tuple[Observation, ...] = ()

    @property
    def base(self) -> str:
        """Return what it is compared with, as in `Observation.base`."""
        return self.statement.base

    @property
    def flat(self) -> bool:
        """Tell whether the words say that nothing changed."""
        return self.statement.flat


@dataclass(frozen=True, slots=True)
class _Found:
    """Figures that a statement may be of: those chosen, one for each thing, and the others."""

    levels: tuple[Observation, ...]
    certainty: Certainty
    others: tuple[Observation, ...] = ()


_NONE = _Found((), Certainty.POSSIBLE)


@of_view
def movements(view: View) -> tuple[Movement, ...]:
    """Return every comparison of a document in reading order."""
    return tuple(m for passage in view.passages if speaks(passage) for m in _of(view, passage))


def _of(view: View, passage: Passage) -> Iterator[Movement]:
    last: Movement | None = None
    page = _Page(view, passage)
    for statement in statements(passage, view.year):
        if last is not None and statement.start < last.statement.end:
            continue
        for movement in _resolved(page, statement, last):
            yield movement
            last = movement


class _Page:
    """What the words of a passage tell for all of its comparisons, read once."""

    def __init__(self, view: View, passage: Passage) -> None:
        self.view, self.passage = view, passage
        self._of_last_year: dict[int, bool] = {}
        self._lists: dict[int, re.Match[str] | None] = {}

    @cached_property
    def is_torn(self) -> bool:
        """Tell whether the passage goes on with a sentence of the one above."""
        return is_torn(self.view, self.passage)

    def of_last_year(self, o: Observation) -> bool:
        """Tell whether the words beside a figure say that it is the one of before."""
        if o.number not in self._of_last_year:
            words = words_before(self.passage, o)
            self._of_last_year[o.number] = bool(
                _LAST_YEAR.search(words)
                or (_FROM.search(words) and _TO.fullmatch(words_behind(self.passage, o)))
            )
        return self._of_last_year[o.number]

    def list_in(self, begin: int) -> re.Match[str] | None:
        """Return where the sentence that begins at an offset lists parts, by ， only."""
        if begin not in self._lists:
            text = self.passage.text
            sentence = self.passage.sentence(begin)
            end = sentence[1] if sentence and sentence[0] == begin else len(text)
            found = _LIST.search(text, begin, end)
            parted = found is not None and text.find("；", found.end(), end) >= 0
            self._lists[begin] = None if parted else found
        return self._lists[begin]


def _resolved(page: _Page, statement: Statement, last: Movement | None) -> Iterator[Movement]:
    search = _Search(page, statement, last)
    count = max(len(statement.changes), len(statement.rates), 1)
    found = search.levels(count)
    for n in range(count):
        change = statement.changes[n] if n < len(statement.changes) else None
        rate = statement.rates[n] if n < len(statement.rates) else None
        level = found.levels[n] if n < len(found.levels) else None
        previous = search.previous(level) if count == 1 else None
        if not statement.compared and not statement.base and previous is None:
            continue
        sure = found.certainty
        if not statement.sentence and page.is_torn:
            sure = Certainty.POSSIBLE
        if previous is not None and not statement.compared and not statement.reason:
            sure = max(sure, Certainty.LIKELY)
        yield Movement(
            level, previous, change, rate, statement, page.passage.place, sure, found.others
        )


class _Search:
    """Looks for the figures of one statement."""

    def __init__(self, page: _Page, statement: Statement, last: Movement | None) -> None:
        self._page, self._view, self._passage = page, page.view, page.passage
        self._statement = statement
        self._last = last
        self._sort = _sort_of(statement)
        end = self._passage.before(statement.start)
        most = max(_SEEN, 2 * len(statement.changes), 2 * len(statement.rates))
        fitting = [o for o in self._passage.observations[max(0, end - most) : end] if self._fits(o)]
        self._year = _base_year(self._view, statement.base, fitting)
        years = {o.year for o in fitting if o.year is not None}
        of_base = [self._is_of_base(o, years) for o in fitting]
        self._old = [o for o, old in zip(fitting, of_base, strict=True) if old]
        self._now = [o for o, old in zip(fitting, of_base, strict=True) if not old]
        marks = self._passage.brackets
        depth = marks.balance(statement.start)
        self._now = [o for o in self._now if marks.balance(o.start) <= depth] or self._now

    def _fits(self, o: Observation) -> bool:
        return (
            o.role is Role.LEVEL
            and o.bound is Bound.EXACT
            and (self._sort is None or sort_of(o) == self._sort)
        )

    def _is_of_base(self, o: Observation, years: set[int]) -> bool:
        """Tell whether a figure is of the year that is compared with."""
        if self._page.of_last_year(o):
            return True
        if self._year is not None and o.year is not None:
            return o.year == self._year
        if self._year is not None or self._statement.compared or o.year is None:
            return False
        return o.year + 1 in years and self._view.year != o.year

    def levels(self, count: int) -> _Found:
        """Return the figures that the statement is of, `count` of them."""
        if count > 1:
            return self._listed(count)
        statement = self._statement
        if statement.name and (found := self._named()).levels:
            return found
        if statement.reason and not (statement.compared and not statement.name):
            return _NONE
        found = self._unnamed()
        if statement.name and found.levels and found.levels[0].start < statement.start:
            return _Found(found.levels, Certainty.POSSIBLE, found.others)
        return found

    def _listed(self, count: int) -> _Found:
        """Return as many figures as the statement lists, the last ones before it."""
        if len(self._now) < count:
            return _NONE
        certainty = Certainty.CERTAIN if len(self._now) == count else Certainty.LIKELY
        return _Found(tuple(self._now[-count:]), certainty)

    def _named(self) -> _Found:
        """Return the figure of the name that the statement gives, the nearest of the likest."""
        name = self._statement.name
        scored = [(alike(name, thing(o)), o) for o in self._now]
        best = max((score for score, _ in scored), default=OTHER)
        if best is OTHER:
            return self._namedabove(name)
        fit = [o for score, o in scored if score == best]
        chosen = _actual(fit)
        others = _distinct(chosen, reversed(fit if best == SAME else self._now))
        certainty = Certainty.LIKELY if others else Certainty.CERTAIN
        return _Found((chosen,), certainty, others)

    def _namedabove(self, name: str) -> _Found:
        for passage in above(self._view, self._passage, _NAMED_BACK):
            for o in passage.observations[: -_SEEN - 1 : -1]:
                if self._fits(o) and alike(name, thing(o)) == SAME and o.year != self._year:
                    return _Found((o,), Certainty.LIKELY)
        return _NONE

    def _unnamed(self) -> _Found:
        """Return the figure that stands before: in the sentence, the passage, or above it."""
        statement, last = self._statement, self._last
        same_sentence = last is not None and last.statement.sentence == statement.sentence
        begin = last.statement.end if last is not None and same_sentence else statement.sentence
        pool = [o for o in self._now if o.start >= begin]
        if pool:
            chosen = _actual(pool)
            others = _distinct(chosen, reversed([*self._heads(), *pool]))
            return _Found((chosen,), Certainty.LIKELY if others else Certainty.CERTAIN, others)
        if last is not None and same_sentence and last.level is not None:
            certainty = Certainty.LIKELY if last.base == statement.base else last.certainty
            return _Found((last.level,), certainty, last.others)
        if (reached := self._reached()) is not None:
            return _Found((reached,), Certainty.CERTAIN)
        if not statement.compared:
            return _NONE
        if self._now:
            return self._of_sentence_before()
        return _NONE if statement.name else self._of_passageabove()

    def _heads(self) -> list[Observation]:
        """Return the figure that the sentence lists the parts of, if it parts them by ，only."""
        begin = self._statement.sentence
        listed = self._page.list_in(begin)
        if listed is None or listed.end() > self._statement.start:
            return []
        return [o for o in self._now if begin <= o.start < listed.start()][:1]

    def _reached(self) -> Observation | None:
        """Return the figure that the change led to, told right behind it (…，为86万元)."""
        end, after = self._statement.end, self._behind()
        if after is None or not self._fits(after):
            return None
        return after if _REACHED.fullmatch(self._passage.text, end, after.start) else None

    def _behind(self) -> Observation | None:
        """Return the figure behind the statement."""
        n = self._passage.behind(self._statement.end)
        return self._passage.observations[n] if n < len(self._passage.observations) else None

    def _of_sentence_before(self) -> _Found:
        begin = sentence_at(self._passage, self._now[-1].start)
        pool = [o for o in self._now if o.start >= begin]
        words = self._passage.text[pool[0].unit_end : pool[-1].start]
        chosen = pool[0] if _LIST.search(words) else _actual(pool)
        others = _distinct(chosen, reversed(pool))
        return _Found((chosen,), Certainty.LIKELY if others else Certainty.CERTAIN, others)

    def _of_passageabove(self) -> _Found:
        for passage in above(self._view, self._passage, _SO_MANY_BACK):
            own = passage.observations[:_SEEN]
            pool = [o for o in own if self._fits(o) and o.year != self._year]
            if pool:
                others = _distinct(pool[0], reversed(pool))
                next_to = passage.place + 1 == self._passage.place and not others
                certainty = Certainty.LIKELY if next_to else Certainty.POSSIBLE
                return _Found((pool[0],), certainty, others)
        return _NONE

    def previous(self, level: Observation | None) -> Observation | None:
        """Return the figure of the base, if the words print it."""
        last, statement = self._last, self._statement
        fresh = statement.sentence
        if last is not None and last.statement.sentence == fresh:
            fresh = last.statement.end
        for o in reversed(self._old):
            if level is None or sort_of(o) != sort_of(level):
                continue
            likeness = alike(thing(level), thing(o))
            unnamed = is_aspect(o.label) or is_aspect(level.label)
            if likeness == SAME or (o.start >= fresh and (likeness or unnamed)):
                return o
        follows = self._following()
        if follows is not None:
            return follows
        if level is None or not _is_stage(self._statement.base, self._view.year):
            return None
        return self._budget(level)

    def _following(self) -> Observation | None:
        """Return a figure of the base in brackets right behind the statement."""
        end, o = self._statement.end, self._behind()
        if o is None or o.start - end >= _BEHIND:
            return None
        words = self._passage.text[end : o.start]
        inside = words.startswith("（") and "）" not in words
        of_base = o.year == self._year is not None or _LAST_YEAR.search(words)
        return o if inside and of_base and self._fits(o) else None

    def _budget(self, level: Observation) -> Observation | None:
        """Return the budget of a figure, printed before it or in a passage above."""
        here = self._passage.observations[: self._passage.behind(level.start)]
        for rows in (here, *(p.observations for p in self._above_by(_SO_MANY_BACK))):
            for o in rows[: -_SEEN - 1 : -1]:
                if (
                    self._fits(o)
                    and o.stage in _BUDGETED
                    and o is not level
                    and alike(thing(level), thing(o)) == SAME
                ):
                    return o
        return None

    def _above_by(self, count: int) -> Iterator[Passage]:
        return above(self._view, self._passage, count)


def _base_year(view: View, base: str, fitting: Sequence[Observation]) -> int | None:
    """Return the year that is compared with; None for a stage.

    Where it is the report's own (比2026年预算增加 in a budget of 2026) it is taken for a slip,
    unless figures of a later year stand before.
    """
    if not base[:4].isdigit():
        return None
    year = int(base[:4])
    own = view.year is not None and year >= view.year
    later = any(o.year is not None and o.year > year for o in fitting)
    return None if own and not later else year


def _is_stage(base: str, year: int | None) -> bool:
    own_year = base.startswith("/") or (base[:4].isdigit() and int(base[:4]) == year)
    return own_year and base.endswith(("/initial", "/budget"))


def _sort_of(statement: Statement) -> tuple[Kind, str] | None:
    if statement.changes:
        first = statement.changes[0]
        return (Kind.RATE, "") if is_point(first) else sort_of(first)
    return (Kind.MONEY, "") if statement.flat else None


def _actual(pool: Sequence[Observation]) -> Observation:
    """Return the last figure that tells what was; else the last."""
    return next((o for o in reversed(pool) if o.stage not in _PLANNED), pool[-1])


def _distinct(chosen: Observation, pool: Iterator[Observation]) -> tuple[Observation, ...]:
    """Return figures of the pool that differ from the chosen one and each other."""
    found: dict[tuple[object, ...], Observation] = {}
    for o in pool:
        if o.exact != chosen.exact:
            found.setdefault((o.exact, sort_of(o)), o)
    return tuple(found.values())[:_OTHERS]
