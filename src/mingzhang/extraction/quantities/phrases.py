"""A figure behind the same long row of words as another one, in parts that repeat each other.

Where a copied list was put into another sentence, its clauses are no longer the same; the words
right before the figure are (举办“甲仪式”、“乙大会”等活动5场). What else the parts have in common
shows that they tell of the same year and the same unit (`repeats.copied_parts`).
"""

from __future__ import annotations

from collections.abc import Iterator

from mingzhang.domain.checks.model import Bound, Certainty, Observation, Relation
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.quantities.repeats import TELLING, copied_parts, part_of
from mingzhang.extraction.quantities.restated import same
from mingzhang.extraction.text.nearby import signs_in_common
from mingzhang.extraction.text.statements import sentence_at
from mingzhang.kernel.regex import lazy_regex

_YEAR = lazy_regex(r"20[0-9]{2}")
#: Signs by which places are found, and those that are compared.
_KEY, _LONGEST = 16, 120


def find(view: View) -> Iterator[Relation]:
    """Yield that figures behind the same words are the same in parts that repeat each other."""
    copies = copied_parts(view)
    if not copies:
        return
    places: dict[tuple[str, str], Observation] = {}
    for o in view.observations:
        words = _words(view.passages[o.place], o)
        if o.bound is not Bound.EXACT or len(words) < _KEY:
            continue
        before = places.setdefault((words[-_KEY:], o.unit), o)
        if before is o or (part_of(view, before), part_of(view, o)) not in copies:
            continue
        if signs_in_common(_words(view.passages[before.place], before), words) >= TELLING:
            yield same(before, o, Certainty.LIKELY)


def _words(passage: Passage, o: Observation) -> str:
    """Return the words of the sentence before a figure; nothing where they tell a year."""
    begin = max(sentence_at(passage, o.start), o.start - _LONGEST)
    words = "".join(passage.text[begin : o.start].split())
    return "" if _YEAR.search(words[-_LONGEST:]) else words
