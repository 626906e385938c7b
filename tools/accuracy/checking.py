"""The checker as this measurement sees it: findings with a rule, a severity and places."""

from __future__ import annotations

from dataclasses import dataclass

from mingzhang.docmodel.source import SourceDocument, Span
from mingzhang.domain.checks.model import Severity
from mingzhang.usecases.check_document import check
from mingzhang.usecases.checked.model import Checked, Evidence, Finding

#: A quote of words that is longer locates nothing.
_LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Found:
    """A finding: the places of all its figures, and the quoted words where words are meant.

    `likely` is the print that would mend it and `root` where, as far as the finding says.
    """

    rule: str
    severity: Severity
    places: tuple[Span, ...]
    message: str = ""
    likely: str = ""
    root: tuple[Span, ...] = ()

    def touches(self, start: int, end: int) -> bool:
        """Tell whether one of its places shares a character with `start`..`end`."""
        return any(place.start < end and start < place.end for place in self.places)

    def names(self, start: int, end: int) -> bool:
        """Tell whether the figure at `start`..`end` is the one that it wants mended."""
        return any(place.start < end and start < place.end for place in self.root)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one document.

    `figures` are the places of all figures that were read, `guarded` of those that some relation
    covers; `incidents` are the parts of the check that failed.
    """

    found: tuple[Found, ...]
    figures: tuple[Span, ...] = ()
    guarded: tuple[Span, ...] = ()
    incidents: tuple[str, ...] = ()


def examine(document: SourceDocument) -> Outcome:
    """Check a document in this process."""
    return outcome(check(document))


def outcome(checked: Checked) -> Outcome:
    """Return what a check says, reduced to places."""
    figures = tuple(span for f in checked.figures for span in f.spans)
    guarded = tuple(span for f in checked.figures if f.relations for span in f.spans)
    found = tuple(_found(each) for each in checked.findings)
    return Outcome(found, figures, guarded, tuple(i.part for i in checked.incidents))


def _found(finding: Finding) -> Found:
    root = tuple(s for e in (finding.root.places if finding.root else ()) for s in _places(e))
    places = dict.fromkeys((*(s for e in finding.evidence for s in _places(e)), *root))
    likely = finding.root.likely if finding.root else ""
    return Found(finding.rule, finding.severity, tuple(places), finding.message, likely, root)


def _places(evidence: Evidence) -> tuple[Span, ...]:
    if evidence.document:
        return ()
    if evidence.figures:
        return evidence.figures
    short = evidence.end - evidence.start <= _LONGEST_QUOTE
    return (Span(evidence.start, evidence.end),) if short else ()
