"""Labels of charts that a file's text holds: 项目支出, 34.20% 基本支出, 55.98% (A3).

The chart shows the shares that the sentences above it tell, under the same names. A chart is known
by two labels or more that stand for shares of its section, most of them with the same figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mingzhang.domain.checks.formulas import Same
from mingzhang.domain.checks.model import Bound, Kind, Observation, Relation, Role
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.text.shares import part_of
from mingzhang.kernel.regex import lazy_regex

_SENTENCE = lazy_regex("[。；]")
_NAME = lazy_regex(r"(?P<name>[一-鿿（）“”]{2,24})[ ]?[，、：]?")
#: A label of which the rate stands in a line of its own.
_LINE = lazy_regex(r"(?P<name>[一-鿿（）“”]{2,24})[ ]?[，、：]")
_NO_LABEL = lazy_regex("占|比|为|达|率")
#: So many paragraphs in a row may belong to one chart, and so many before it tell the shares.
_CHART, _ABOVE = 8, 16
_LEAST = 2


class _Label(NamedTuple):
    """A name of a chart with the share beside it."""

    name: str
    share: Observation


def find(view: View) -> Iterator[Relation]:
    """Yield that the labels of a chart repeat the shares told before it."""
    labels: list[_Label] = []
    for passage in view.passages:
        if labels and (passage.place - labels[-1].share.place > _CHART or _is_prose(passage)):
            yield from _chart(view, labels)
            labels = []
        if passage.observations:
            labels += _labels(view, passage)
    if labels:
        yield from _chart(view, labels)


def _is_prose(passage: Passage) -> bool:
    return passage.cell is not None or bool(_SENTENCE.search(passage.text))


def _labels(view: View, passage: Passage) -> list[_Label]:
    """Return the labels in a line of a chart, where it is nothing but names and rates."""
    if _is_prose(passage) or _NO_LABEL.search(passage.text):
        return []
    found: list[_Label] = []
    before = 0
    for o in passage.observations:
        words = passage.text[before : o.start].strip(" ，、")
        before = o.unit_end
        if o.kind is not Kind.RATE or o.role is not Role.LEVEL or o.bound is not Bound.EXACT:
            return []
        above = view.passages[passage.place - 1] if not words and passage.place else None
        named = _LINE.fullmatch(above.text.strip()) if above else _NAME.fullmatch(words)
        if named is None:
            return []
        found.append(_Label(named["name"], o))
    return [] if passage.text[before:].strip(" ，、") else found


def _chart(view: View, labels: Sequence[_Label]) -> Iterator[Relation]:
    """Yield the labels that stand for shares told before, if they are plainly of those."""
    if len(labels) < _LEAST:
        return
    place = labels[0].share.place
    told = [
        (part.label.strip("“”"), share)
        for passage in view.passages[max(0, place - _ABOVE) : place]
        for share in passage.observations
        if share.role is Role.SHARE and share.bound is Bound.EXACT
        if (part := part_of(view, share)) is not None
    ]
    pairs = []
    for label in labels:
        bearers = [share for name, share in told if name.endswith(label.name)]
        if len(bearers) == 1:
            pairs.append((label.share, bearers[0]))
    alike = sum(abs(one.exact - two.exact) <= one.half + two.half for one, two in pairs)
    if len(pairs) >= _LEAST and alike >= max(_LEAST, len(pairs) - 1):
        for one, two in pairs:
            stated, operand = (two, one) if two.half > one.half else (one, two)
            yield Relation("restate.same", stated, Same(), (operand,))
