"""Which stretches of a text are marked on the page: figures by coverage, places of findings."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mingzhang.docmodel.source import Span
from mingzhang.domain.checks.model import Severity
from mingzhang.usecases.checked.model import Checked, Evidence, Finding


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text that is one thing: nothing marked begins or ends within it.

    `findings` are the numbers of findings from 0, `anchors` the (finding, evidence) whose place
    begins here, `figure` the number of the figure that it is part of.
    """

    start: int
    end: int
    findings: tuple[int, ...]
    anchors: tuple[tuple[int, int], ...]
    figure: int | None
    severity: Severity | None


_Claim = tuple[int, int, int, int]  # start, end, finding, evidence; for a figure -1, its number


def places(finding: Finding) -> tuple[Evidence, ...]:
    """Return every place of a finding that lies in the document itself, each once."""
    root = finding.root.places if finding.root else ()
    own = (each for each in (*finding.evidence, *root) if not each.document)
    return tuple(dict.fromkeys(own))


class Marks:
    """The marks of one document, found by place."""

    def __init__(self, checked: Checked) -> None:
        self._findings = checked.findings
        self._marks = list(self._swept(sorted(_claims(checked))))
        self._ends = [mark.end for mark in self._marks]

    def within(self, piece: Span) -> Iterator[Mark]:
        """Yield the marks that lie at least partly in a piece of the text, in order."""
        for number in range(bisect_right(self._ends, piece.start), len(self._marks)):
            mark = self._marks[number]
            if mark.start >= piece.end:
                return
            yield mark

    def _swept(self, claims: Sequence[_Claim]) -> Iterator[Mark]:
        """Yield marks from claims in order of their start; claims may overlap."""
        bounds = sorted({bound for claim in claims for bound in claim[:2]})
        active: list[_Claim] = []
        coming = 0
        for start, end in pairwise(bounds):
            active = [claim for claim in active if claim[1] > start]
            while coming < len(claims) and claims[coming][0] <= start:
                active.append(claims[coming])
                coming += 1
            if active:
                yield self._mark(start, end, active)

    def _mark(self, start: int, end: int, active: Sequence[_Claim]) -> Mark:
        findings = tuple(sorted({claim[2] for claim in active if claim[2] >= 0}))
        anchors = tuple((c[2], c[3]) for c in active if c[2] >= 0 and c[0] == start)
        figure = next((claim[3] for claim in active if claim[2] < 0), None)
        severity = max((self._findings[n].severity for n in findings), default=None)
        return Mark(start, end, findings, anchors, figure, severity)


def _claims(checked: Checked) -> Iterator[_Claim]:
    for number, figure in enumerate(checked.figures):
        for span in figure.spans:
            yield span.start, span.end, -1, number
    for number, finding in enumerate(checked.findings):
        for place, evidence in enumerate(places(finding)):
            for span in evidence.meant:
                yield span.start, span.end, number, place
