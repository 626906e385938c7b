"""What the finders of wording say of the real documents: rules and lines, all of them checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingzhang.documents.readers.typed.text import read_text
from mingzhang.domain.checks.model import Remark, Severity
from mingzhang.extraction.finders import finders
from mingzhang.extraction.view import build

#: What cannot be right: rule and line of the first place, by document.
ERRORS = {
    "000": set(),
    "001": set(),
    "003": {("restate.same", 280)},
    "004": {("base.year", 77), ("number.gap", 71)},
}
#: Asked for by an auditor: rule and line of the first place, by document.
WARNINGS = {
    "000": {("target.word", 75)},
    "001": set(),
    "003": {("residue.note", 20)},
    "004": {
        ("name.subject", 52),
        ("residue.note", 19),
        ("residue.note", 59),
        ("residue.note", 102),
        ("score.grade", 324),
        ("score.grade", 356),
        ("score.grade", 385),
    },
}
HINTS = {
    "000": {("target.word", 85), ("target.word", 113)},
    "001": set(),
    "003": {
        ("change.base", 121),
        ("name.kind", 9),
        ("name.subject", 186),
        ("name.term", 180),
        ("plausible.points", 406),
        ("plausible.procurement", 155),
        ("plausible.progress", 300),
        ("plausible.running", 151),
        ("plausible.trips", 121),
        ("text.unfinished", 289),
    },
    "004": {
        ("name.term", 287),
        ("name.term", 293),
        ("plausible.copied", 187),
        ("plausible.copied", 259),
        ("plausible.reception", 79),
        ("plausible.score", 356),
        ("plausible.target", 171),
        ("plausible.unspent", 197),
        ("residue.note", 22),
        ("text.unfinished", 55),
    },
}


def said(corpus: Path, document: str, severity: Severity) -> set[tuple[str, int]]:
    (path,) = (corpus / "seeds").glob(f"{document}_*.txt")
    source = read_text(path.read_bytes(), path.name)
    view = build(source)
    return {
        (each.rule, source.line(each.spans[0].start))
        for name, find in finders().items()
        if name.startswith("wording.")
        for each in find(view)
        if isinstance(each, Remark) and each.severity is severity
    }


@pytest.mark.parametrize("document", WARNINGS)
def test_exactly_what_an_auditor_asks_about(corpus: Path, document: str) -> None:
    assert said(corpus, document, Severity.ERROR) == ERRORS[document]
    assert said(corpus, document, Severity.WARNING) == WARNINGS[document]
    assert said(corpus, document, Severity.HINT) == HINTS[document]
