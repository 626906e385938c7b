"""Plants slips one at a time and tells what the checker makes of each."""

from __future__ import annotations

import multiprocessing
import random
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from mingzhang.domain.checks.model import Severity
from tools.accuracy.case import Case
from tools.accuracy.checking import Found, Outcome, examine
from tools.accuracy.slips import (
    BREAKS,
    RATE_UNIT,
    REWRITES,
    SIGN,
    UNIT,
    Edits,
    Slip,
    rewrite,
    slips,
)
from tools.accuracy.targets import FIGURE, HEAD_UNIT, WORD, YEAR, Target
from tools.accuracy.ties import changed, negated

DIRECT, PARTNER, HINT, MISSED = "direct", "partner", "hint", "missed"
UNSEEN, UNGUARDED, SILENT = "not observed", "in no relation", "guarded, but no finding"
_CHUNK = 20
_END = re.compile(r"[。；\n]")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one slip.

    `independent`: others of the document are known to determine the target. `provable`: the known
    relations cannot hold any more, whatever was rounded. `accused`: the checker has something
    against the target before, so that no finding can be new; it counts nowhere. `outcome` is
    DIRECT (a new error or warning at the target), PARTNER (at a figure that is known to be tied to
    it), HINT or MISSED; `reason` says why in the last two. `mended`: the finding names the target
    as the one to mend and its old print as the likely value. `ties` are the known relations.
    """

    case: str
    target: int
    line: int
    kind: str
    sort: str
    place: str
    printed: str
    new: str
    independent: bool
    provable: bool
    accused: bool
    outcome: str
    reason: str
    mended: bool
    ties: tuple[str, ...]
    rules: tuple[str, ...]

    @property
    def hit(self) -> bool:
        """Tell whether the slip was found."""
        return self.outcome in {DIRECT, PARTNER}


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A document printed in another way, and the findings that are new: (line, rule, severity)."""

    case: str
    kind: str
    edits: int
    fresh: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True, slots=True)
class Baseline:
    """What stands in a document before any slip."""

    case: str
    targets: int
    figures: int
    independent: int
    findings: tuple[tuple[str, int], ...]
    incidents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of a run."""

    seed: str
    baselines: tuple[Baseline, ...]
    answers: tuple[Answer, ...]
    rewritten: tuple[Rewritten, ...]

    def counted(self, *, independent: bool = False, provable: bool = False) -> list[Answer]:
        """Return the answers that count, of the independent set only if so wanted."""
        return [
            a
            for a in self.answers
            if not a.accused and (a.independent or not independent) and (a.provable or not provable)
        ]

    def recall(self, *, independent: bool = False, provable: bool = False) -> float:
        """Return the share of the counted slips that were found, 1.0 when there are none."""
        counted = self.counted(independent=independent, provable=provable)
        return sum(a.hit for a in counted) / len(counted) if counted else 1.0


class Bench:
    """A document with its findings before any slip."""

    def __init__(self, case: Case) -> None:
        """Check the document once."""
        self.case = case
        self.base: Outcome = examine(case.document)
        starts = [n for n, char in enumerate(case.document.text) if char == "\n"]
        self._lines = starts

    def line(self, offset: int) -> int:
        """Return the line of an offset, counted from 1."""
        return bisect_right(self._lines, offset - 1) + 1

    def baseline(self) -> Baseline:
        """Return what stands in the document."""
        targets = self.case.targets
        figures = sum(t.kind == FIGURE for t in targets)
        tied = sum(self.case.independent(n) for n, t in enumerate(targets) if t.kind == FIGURE)
        counts = [(s.name, sum(f.severity is s for f in self.base.found)) for s in Severity]
        return Baseline(
            self.case.name, len(targets), figures, tied, tuple(counts), self.base.incidents
        )

    def answer(self, slip: Slip) -> Answer:
        """Plant one slip and judge what is found."""
        edits = Edits((slip.edit,))
        fresh = self._fresh(edits)
        grave = [f for f in fresh if f.severity >= Severity.WARNING]
        own = [self._moved(place, edits) for place in self._own_places(slip)]
        partners = [
            self._moved((self.case.targets[n].start, self.case.targets[n].end), edits)
            for n in sorted(self.case.partners(slip.target))
        ]
        direct = [f for f in grave if _at(f, own)]
        if direct:
            outcome = DIRECT
        elif any(_at(f, partners) for f in grave):
            outcome = PARTNER
        else:
            outcome = HINT if any(_at(f, own) for f in fresh) else MISSED
        return self._told(slip, outcome, direct or grave)

    def rewritten(self, kind: str, seed: str) -> Iterator[Rewritten]:
        """Print all figures, then some of them, in another way and tell what is new."""
        if kind == BREAKS and not self.case.reread:
            return
        targets = self.case.targets
        rng = random.Random(f"{seed}:{kind}")  # noqa: S311 - the same figures again
        for name, chosen in ((kind, targets), (f"{kind}, some", _some(targets, rng))):
            if name != kind and kind == BREAKS:
                continue
            edits = rewrite(self.case.document.text, chosen, kind)
            fresh = [f for f in self._fresh(edits) if not self._known(f, edits)]
            text = edits.apply(self.case.document.text)
            told = tuple(
                (text.count("\n", 0, f.places[0].start) + 1 if f.places else 0, f.rule,
                 f.severity.name)
                for f in fresh
            )  # fmt: skip
            yield Rewritten(self.case.name, name, len(edits.edits), told)

    def _fresh(self, edits: Edits) -> list[Found]:
        """Return the findings that the document did not have at the same places."""
        known = {(f.rule, f.severity, _places(f, edits)) for f in self.base.found}
        graver = {(rule, places) for rule, severity, places in known if severity > Severity.HINT}
        found = examine(self.case.changed(edits)).found
        return [
            f
            for f in found
            if (f.rule, f.severity, _places(f)) not in known
            and not (f.severity >= Severity.WARNING and (f.rule, _places(f)) in graver)
        ]

    def _known(self, found: Found, edits: Edits) -> bool:
        """Tell whether a finding of the same rule, as grave, stood at one of its places before."""
        return any(
            old.rule == found.rule
            and old.severity >= found.severity
            and _at(found, _places(old, edits))
            for old in self.base.found
        )

    def _moved(self, place: tuple[int, int], edits: Edits) -> tuple[int, int]:
        return edits.place(place[0]), edits.place(place[1])

    def _own_places(self, slip: Slip) -> list[tuple[int, int]]:
        """Return where a finding points at the slip: the figure, or those of its comparison."""
        target = self.case.targets[slip.target]
        own = [(target.start, max(target.end, target.unit_end))]
        if target.kind in {WORD, YEAR}:
            text = self.case.document.text
            before = [
                m.end() for m in _END.finditer(text, max(0, target.start - 300), target.start)
            ]
            after = _END.search(text, target.end)
            start = before[-1] if before else max(0, target.start - 300)
            end = after.start() if after else len(text)
            own += [(t.start, t.end) for t in self.case.targets if start <= t.start < end]
        if target.kind == HEAD_UNIT:
            heads = [t.start for t in self.case.targets if t.kind == HEAD_UNIT]
            end = next((at for at in heads if at > target.start), len(self.case.document.text))
            own += [(t.start, t.end) for t in self.case.targets if target.start < t.start < end]
        return own

    def _provable(self, slip: Slip, target: Target) -> bool:
        if slip.kind == RATE_UNIT:
            return False
        if slip.target in self.case.fixed:
            return True
        if target.kind in {WORD, HEAD_UNIT}:
            return self.case.independent(slip.target)
        unit = slip.new if slip.kind == UNIT else target.unit
        printed = target.printed if slip.kind == UNIT else slip.new
        change = negated if slip.kind == SIGN else changed(target, printed, unit)
        ties = self.case.ties_of.get(slip.target, ())
        return any(tie.broken_by(slip.target, change) for tie in ties)

    def _told(self, slip: Slip, outcome: str, grave: Sequence[Found]) -> Answer:
        target = self.case.targets[slip.target]
        span = (target.start, target.end)
        with_unit = slip.kind in {UNIT, RATE_UNIT} and target.kind == FIGURE
        printed = f"{target.printed}{slip.printed}" if with_unit else slip.printed
        reason = ""
        if outcome in {HINT, MISSED}:
            reason = "only a hint" if outcome == HINT else self._why(span)
        moved = self._moved(span, Edits((slip.edit,)))
        accused = any(f.severity >= Severity.WARNING and _at(f, [span]) for f in self.base.found)
        return Answer(
            case=self.case.name,
            target=slip.target,
            line=self.line(target.start),
            kind=slip.kind,
            sort=target.kind,
            place=target.place,
            printed=printed,
            new=slip.new,
            independent=self.case.independent(slip.target),
            provable=self._provable(slip, target),
            accused=accused,
            outcome=outcome,
            reason=reason,
            mended=any(_mends(f, printed, moved) for f in grave),
            ties=tuple(tie.id for tie in self.case.ties_of.get(slip.target, ())),
            rules=tuple(dict.fromkeys(f.rule for f in grave)),
        )

    def _why(self, span: tuple[int, int]) -> str:
        start, end = span
        if not any(s.start < end and start < s.end for s in self.base.figures):
            return UNSEEN
        guarded = any(s.start < end and start < s.end for s in self.base.guarded)
        return SILENT if guarded else UNGUARDED


def _mends(found: Found, printed: str, span: tuple[int, int]) -> bool:
    """Tell whether a finding names a figure as the one to mend, and its old print as the mend."""
    rest = found.likely.removeprefix(printed)
    told = len(rest) < len(found.likely) and not re.match(r"[0-9.,]", rest)
    return told and found.names(*span)


def _at(found: Found, places: Iterable[tuple[int, int]]) -> bool:
    return any(found.touches(*place) for place in places)


def _places(found: Found, edits: Edits | None = None) -> frozenset[tuple[int, int]]:
    if edits is None:
        return frozenset((p.start, p.end) for p in found.places)
    return frozenset((edits.place(p.start), edits.place(p.end)) for p in found.places)


def _some(targets: Sequence[Target], rng: random.Random) -> list[Target]:
    return [target for target in targets if rng.random() < 1 / 3]


_BENCHES: list[Bench] = []


def _answers(task: tuple[int, list[Slip]]) -> list[Answer]:
    return [_BENCHES[task[0]].answer(slip) for slip in task[1]]


def _rewritten(task: tuple[int, str, str]) -> list[Rewritten]:
    number, kind, seed = task
    return list(_BENCHES[number].rewritten(kind, seed))


def run(
    documents: Sequence[Case], sample: int | None = None, seed: str = "1", processes: int = 2
) -> Result:
    """Plant slips in documents and return what the checker found.

    `sample` is the most slips of each document, chosen by `seed`; None: all. One process works in
    this one.
    """
    _BENCHES[:] = [Bench(case) for case in documents]
    tasks: list[tuple[int, list[Slip]]] = []
    for number, case in enumerate(documents):
        made = slips(case.targets, f"{seed}:{case.name}")
        if sample is not None and len(made) > sample:
            rng = random.Random(f"{seed}:{case.name}")  # noqa: S311 - the same slips again
            made = sorted(rng.sample(made, sample), key=lambda slip: (slip.target, slip.kind))
        tasks += [(number, made[at : at + _CHUNK]) for at in range(0, len(made), _CHUNK)]
    others = [(n, kind, seed) for n in range(len(documents)) for kind in REWRITES]
    if processes > 1:
        with multiprocessing.get_context("fork").Pool(processes) as pool:
            answers = [a for each in pool.imap(_answers, tasks) for a in each]
            rewritten = [r for each in pool.imap(_rewritten, others) for r in each]
    else:
        answers = [a for task in tasks for a in _answers(task)]
        rewritten = [r for other in others for r in _rewritten(other)]
    baselines = tuple(bench.baseline() for bench in _BENCHES)
    return Result(seed, baselines, tuple(answers), tuple(rewritten))


def joined(first: Result, second: Result) -> Result:
    """Return two runs as one."""
    return replace(
        first,
        baselines=first.baselines + second.baselines,
        answers=first.answers + second.answers,
        rewritten=first.rewritten + second.rewritten,
    )
