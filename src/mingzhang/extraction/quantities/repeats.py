"""Words said twice state the same figures twice: no knowledge of the trade is needed.

A report repeats whole sentences in its parts and annexes. The text is cut into clauses, each
without its figures; a run of clauses that stood in the same order before is a repetition, and its
figures are those of the earlier place. Forms filled in for several projects repeat words too, so
that the other figures of a run must show that the thing is the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from mingzhang.domain.checks.model import Bound, Certainty, Kind, Observation, Relation, Role
from mingzhang.extraction.passages import Passage, View, of_view
from mingzhang.extraction.quantities.agreement import agree, is_trivial
from mingzhang.extraction.quantities.restated import is_open, same
from mingzhang.kernel.regex import lazy_regex

_CUT = lazy_regex(r"([，。；：！？])")
_ENDS = "。！？"
#: Lines without these are rows of a table, a title or a caption.
_SENTENCE = lazy_regex(r"[，。；]")
#: A cell that holds so many is a text in a table.
_IN_CELL = 3
_SIGNS = lazy_regex(r"[一-鿿]")
_FIGURE, _MOVE = "\uffff", "\ufffe"
_MOVED = lazy_regex(r"(?:增长|增加|上升|提高|下降|减少|降低)(?=[了约额率为]{0,2}[ ]?$)")
_AGAINST = (Role.CHANGE, Role.GROWTH)
#: So many Chinese signs make a run worth looking at,
_SHORTEST = 10
#: so many tell by themselves what a figure without company is of,
TELLING = 24
#: and a paragraph of so many with so many figures alike is one that was copied.
_COPIED, _MANY, _SEVERAL = 60, 4, 3
#: What numbers a sentence or leads on to it; a copy may stand elsewhere in its row.
_LEAD = lazy_regex(
    r"^(?:[一二三四五六七八九十]{1,2}是|（[0-9一二三四五六七八九十]{1,2}）|[0-9]{1,2}[.、](?![0-9])|"
    r"同时|此外|另外|目前|其中：?)"
)
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

    def parts(self, view: View) -> tuple[int, int]:
        """Return the parts of the document that both places stand in."""
        return part_of(view, self.pairs[0][0]), part_of(view, self.pairs[0][1])


def find(view: View) -> Iterator[Relation]:
    """Yield for each repeated figure that it is the one printed first."""
    forms, copies = _forms(_clauses(view)), copied_parts(view)
    for run in _runs_of(view):
        if run.pairs and run.signs >= _SHORTEST:
            yield from _relations(run, forms, run.parts(view) in copies)


@of_view
def copied_parts(view: View) -> frozenset[tuple[int, int]]:
    """Return the pairs of parts (第一部分, 附件1) of which one repeats the other's text.

    Whole sentences stand in both, with the same figures but for one at most: what else they have
    in common was copied too. Parts that hold one form each differ in nearly all of its figures.
    """
    alike: Counter[tuple[int, int]] = Counter()
    apart: Counter[tuple[int, int]] = Counter()
    for run in _runs_of(view):
        if run.signs < TELLING or not run.pairs:
            continue
        parts = run.parts(view)
        for first, again, _ in run.pairs:
            if agree(first, again):
                alike[parts] += not is_trivial(first)
            else:
                apart[parts] += 1
    return frozenset(
        parts
        for parts, count in alike.items()
        if parts[0] != parts[1] and count >= _MANY and apart[parts] <= 1
    )


def part_of(view: View, o: Observation) -> int:
    """Return the place of the heading of the part that a figure stands in, −1 for none."""
    heads = view.passages[o.place].headings
    return next((h.place for h in heads if h.level == 1), -1)


def _forms(clauses: list[_Clause]) -> frozenset[str]:
    """Return the words that are filled in with ever new values."""
    found: dict[str, set[_Values]] = defaultdict(set)
    for clause in clauses:
        if clause.figures:
            found[clause.words].add(clause.values)
    return frozenset(words for words, values in found.items() if len(values) >= _FORM)


def _relations(run: _Run, forms: frozenset[str], copy: bool) -> Iterator[Relation]:
    alike = [agree(first, again) for first, again, _ in run.pairs]
    told = [
        same_figure and not is_trivial(first)
        for same_figure, (first, _, _) in zip(alike, run.pairs, strict=True)
    ]
    # In a paragraph that was copied whole even the words of a form are the same thing again.
    right, differing = sum(told), len(alike) - sum(alike)
    copied = run.signs >= _COPIED and right >= (_SEVERAL if differing <= 1 else _MANY + 1)
    copied = copied or (copy and run.signs >= TELLING)
    for at, (first, again, words) in enumerate(run.pairs):
        if (words in forms and not copied) or first.bound is not again.bound:
            continue
        with_it = right - told[at]
        against = differing - (not alike[at])
        found = _certainty(run, with_it, against, copy)
        if found is not None:
            certainty, slip_only = found
            made = same(_as_printed(first), _as_printed(again), certainty, slip_only=slip_only)
            if is_open(made):
                yield made


def _as_printed(o: Observation) -> Observation:
    """Return a figure without what words make of it: 近40个 said again is 近40个."""
    return o if o.bound is Bound.EXACT else replace(o, bound=Bound.EXACT)


def _certainty(run: _Run, with_it: int, against: int, copy: bool) -> tuple[Certainty, bool] | None:
    """Return how sure it is that a figure of a run is the same, by the other figures of the run."""
    if with_it >= _MANY and not against and run.signs >= _COPIED:
        return Certainty.CERTAIN, False
    if with_it >= (1 if run.opens else 2) and with_it >= 2 * against:
        return Certainty.LIKELY, False
    if copy and not against and run.signs >= TELLING:
        return Certainty.LIKELY, False
    if run.opens and not with_it and not against and run.signs >= TELLING:
        return Certainty.POSSIBLE, True
    return None


@of_view
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
            words = text[last : o.start]
            # Whether it grew or fell is said of the figure, and must not hide the copy.
            yield from self._cut(_MOVED.sub(_MOVE, words) if o.role in _AGAINST else words)
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
        words = _LEAD.sub("", "".join("".join(self._parts).split()))
        made = _Clause(words, len(_SIGNS.findall(words)), self._opens, tuple(self._figures))
        self._opens = end in _ENDS
        self._parts.clear()
        self._figures.clear()
        return made


@of_view
def _runs_of(view: View) -> tuple[_Run, ...]:
    return tuple(_runs(_clauses(view)))


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
