"""Words said twice state the same figures twice: no knowledge of the trade is needed.

A report repeats whole sentences in its parts and annexes. The text is cut into clauses, each
without its figures; a run of clauses that stood in the same order before is a repetition, and its
figures are those of the earlier place. Forms filled in for several projects repeat words too, so
that the other figures of a run must show that the thing is the same.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from mingzhang.domain.checks.model import Bound, Certainty, Kind, Observation, Relation
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.quantities.agreement import agree, is_trivial
from mingzhang.extraction.quantities.restated import is_open, same

_CUT = re.compile(r"([，。；：！？])")
_ENDS = "。！？"
#: Lines without these are rows of a table, a title or a caption.
_SENTENCE = re.compile(r"[，。；]")
#: A cell that holds so many is a text in a table.
_IN_CELL = 3
_SIGNS = re.compile(r"[一-鿿]")
_FIGURE = "\uffff"
#: So many Chinese signs make a run worth looking at,
_SHORTEST = 10
#: so many tell by themselves what a figure without company is of,
_TELLING = 24
#: and a paragraph of so many with so many figures alike is one that was copied.
_COPIED, _MANY = 60, 4
#: Words that stand with so many sets of values are a form.
_FORM = 3
#: Earlier places of a clause that are tried.
_TRIED = 4

_Values = tuple[tuple[Decimal, str], ...]


@dataclass(frozen=True, slots=True)
class _Clause:
    """Words with a sign for every figure. `opens`: a sentence or passage begins with it."""

    words: str
    signs: int
    opens: bool
    figures: tuple[Observation, ...]

    @property
    def values(self) -> _Values:
        return tuple((o.exact, o.unit) for o in self.figures)


@dataclass(slots=True)
class _Run:
    """A repetition: its figures at both places, how many signs it repeats, whether it opens one."""

    signs: int = 0
    opens: bool = False
    pairs: list[tuple[Observation, Observation, str]] = field(default_factory=list)


def find(view: View) -> Iterator[Relation]:
    """Yield for each repeated figure that it is the one printed first."""
    clauses = _clauses(view)
    forms = _forms(clauses)
    for run in _runs(clauses):
        if run.pairs and run.signs >= _SHORTEST:
            yield from _relations(run, forms)


def _forms(clauses: list[_Clause]) -> frozenset[str]:
    """Return the words that are filled in with ever new values."""
    found: dict[str, set[_Values]] = defaultdict(set)
    for clause in clauses:
        if clause.figures:
            found[clause.words].add(clause.values)
    return frozenset(words for words, values in found.items() if len(values) >= _FORM)


def _relations(run: _Run, forms: frozenset[str]) -> Iterator[Relation]:
    alike = [agree(first, again) for first, again, _ in run.pairs]
    told = [
        equal and not is_trivial(first)
        for equal, (first, _, _) in zip(alike, run.pairs, strict=True)
    ]
    # In a paragraph that was copied whole even the words of a form are the same thing again.
    copied = run.signs >= _COPIED and sum(told) > _MANY
    for at, (first, again, words) in enumerate(run.pairs):
        if (words in forms and not copied) or first.bound is not again.bound:
            continue
        with_it = sum(told) - told[at]
        against = len(alike) - sum(alike) - (not alike[at])
        found = _certainty(run, with_it, against)
        if found is not None:
            certainty, slip_only = found
            made = same(_as_printed(first), _as_printed(again), certainty, slip_only=slip_only)
            if is_open(made):
                yield made


def _as_printed(o: Observation) -> Observation:
    """Return a figure without what words make of it: 近40个 said again is 近40个."""
    return o if o.bound is Bound.EXACT else replace(o, bound=Bound.EXACT)


def _certainty(run: _Run, with_it: int, against: int) -> tuple[Certainty, bool] | None:
    """Return how sure it is that a figure of a run is the same, by the other figures of the run."""
    if with_it >= _MANY and not against and run.signs >= _COPIED:
        return Certainty.CERTAIN, False
    if with_it >= (1 if run.opens else 2) and with_it >= 2 * against:
        return Certainty.LIKELY, False
    if run.opens and not with_it and not against and run.signs >= _TELLING:
        return Certainty.POSSIBLE, True
    return None


def _clauses(view: View) -> list[_Clause]:
    """Return the clauses of the running text in order, with a break after every passage."""
    found: list[_Clause] = []
    for passage in view.passages:
        if len(_SENTENCE.findall(passage.text)) >= (_IN_CELL if passage.cell else 1):
            found.extend(_Reader(passage).clauses())
            found.append(_Clause(f"\n{len(found)}", 0, True, ()))
    return found


class _Reader:
    """Cuts a passage into clauses."""

    def __init__(self, passage: Passage) -> None:
        self._passage = passage
        self._parts: list[str] = []
        self._figures: list[Observation] = []
        self._opens = True

    def clauses(self) -> Iterator[_Clause]:
        """Yield the clauses with a sign for every figure."""
        text, last = self._passage.text, 0
        for o in self._passage.observations:
            yield from self._cut(text[last : o.start])
            # Money is money in any unit: a unit that was copied wrong must not hide the copy.
            is_money = o.kind is Kind.MONEY
            self._parts.append(_FIGURE + "元" if is_money else _FIGURE)
            self._figures.append(o)
            last = o.unit_end if is_money else o.end
        yield from self._cut(text[last:])
        if self._parts:
            yield self._clause("。")

    def _cut(self, text: str) -> Iterator[_Clause]:
        """Add text to the clause that is being read, and yield those that it ends."""
        pieces = _CUT.split(text)
        for words, end in zip(pieces[::2], pieces[1::2], strict=False):
            self._parts.append(words)
            yield self._clause(end)
        self._parts.append(pieces[-1])

    def _clause(self, end: str) -> _Clause:
        words = "".join("".join(self._parts).split())
        made = _Clause(words, len(_SIGNS.findall(words)), self._opens, tuple(self._figures))
        self._opens = end in _ENDS
        self._parts.clear()
        self._figures.clear()
        return made


def _runs(clauses: list[_Clause]) -> Iterator[_Run]:
    """Yield the repetitions, each as long as it goes, in one pass over the clauses."""
    places: dict[str, list[int]] = {}
    run, source = _Run(), -1
    for at, clause in enumerate(clauses):
        if source >= 0 and source + 1 < at and clauses[source + 1].words == clause.words:
            source += 1
        else:
            yield run
            source = _source(clauses, at, places.get(clause.words, []))
            run = _Run(opens=clause.opens and source >= 0 and clauses[source].opens)
        if source >= 0:
            run.signs += clause.signs
            figures = zip(clauses[source].figures, clause.figures, strict=True)
            run.pairs.extend((first, again, clause.words) for first, again in figures)
        if clause.signs:
            known = places.setdefault(clause.words, [])
            if len(known) < _TRIED:
                known.append(at)
    yield run


def _source(clauses: list[_Clause], at: int, places: list[int]) -> int:
    """Return the earlier place of a clause that goes on alike the longest, −1 for none."""
    best, longest = -1, 0
    for place in places:
        length = 0
        while (
            length < _SHORTEST
            and at + length < len(clauses)
            and place + length < at
            and clauses[place + length].words == clauses[at + length].words
        ):
            length += 1
        if length > longest:
            best, longest = place, length
    return best
