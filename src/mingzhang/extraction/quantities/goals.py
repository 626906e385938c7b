"""Goals that a paragraph sets out are those of the table of goals in the same report.

The report on a project lists its indicators with their values, and says again which were set
(满意度指标设置为服务对象满意度≥90%). Both are the plan, whatever came of it (RELATIONS.md C3).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mingzhang.domain.checks.model import Bound, Certainty, Observation, Relation
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.quantities.repeats import part_of
from mingzhang.extraction.quantities.restated import same
from mingzhang.extraction.text.statements import sentence_at
from mingzhang.kernel.regex import lazy_regex

_HEAD = lazy_regex(r"(?:年度|预期|绩效|三级)?(?:指标值|目标值)")
_SET = lazy_regex(r"目标设[置定]|指标设[置定]为|设[置定][^，。；]{0,8}(?:目标|指标)")
_DONE = lazy_regex(r"实际|完成了?|实现了?|达成|已")
_BOUND = lazy_regex(r"(?:为|是|不[低少高超][于过]?|达到?|[≥≤><＞＜=])*[ ]?$")
_ASPECT = lazy_regex(r"(?:情况|率|比例|程度)$")
#: So many signs name an indicator.
_NAMED = 5
#: Words that stand farther before a figure do not speak of it.
_FAR = 1000


def find(view: View) -> Iterator[Relation]:
    """Yield that a goal told in words is that of the indicator of the same name."""
    rows: dict[int, dict[str, list[Observation]]] = {}
    for name, o in _goals(view):
        rows.setdefault(part_of(view, o), {}).setdefault(name, []).append(o)
    if not rows:
        return
    for passage in view.passages:
        if passage.cell is None and passage.observations and _SET.search(passage.text):
            for o in passage.observations:
                if (name := _told(passage, o)) and (goal := _goal(rows, view, o, name)):
                    yield same(_plain(goal), _plain(o), Certainty.LIKELY)


def _told(passage: Passage, o: Observation) -> str:
    """Return the name of a figure that a sentence sets as a goal, "" for any other."""
    begin = max(sentence_at(passage, o.start), o.start - _FAR)
    if _SET.search(passage.text, begin, o.start) is None:
        return ""
    words = _before(passage, o)
    return "" if _DONE.search(words) else _name(words)


def _goal(
    rows: dict[int, dict[str, list[Observation]]], view: View, o: Observation, name: str
) -> Observation | None:
    """Return the one goal of that name in the tables of the same part."""
    known = rows.get(part_of(view, o), {})
    ends = (name[n:] for n in range(len(name)))
    fit = [
        found
        for end in ends
        if (found := known.get(end)) and (found[0].kind, found[0].unit) == (o.kind, o.unit)
    ]
    return fit[0][0] if len(fit) == 1 and len(fit[0]) == 1 else None


def _goals(view: View) -> Iterator[tuple[str, Observation]]:
    """Yield the values of indicators that stand below 指标值, with their names."""
    heads: set[tuple[int, int]] = set()
    for passage in view.passages:
        cell = passage.cell
        if cell is None:
            continue
        at = (cell.table, cell.column)
        if _HEAD.match(passage.text):
            heads.add(at)
        elif at in heads and len(passage.observations) == 1:
            (o,) = passage.observations
            name = _name(o.label.rpartition("/")[2])
            if len(name) >= _NAMED:
                yield name, o


def _before(passage: Passage, o: Observation) -> str:
    first = max(0, o.start - _FAR)
    begin = max(first, *(passage.text.rfind(sign, first, o.start) + 1 for sign in "，。；："))
    return passage.text[begin : o.start]


def _name(words: str) -> str:
    """Return a name without the words that bind its figure, and without 率 or 情况."""
    return _ASPECT.sub("", _BOUND.sub("", "".join(words.split())))


def _plain(o: Observation) -> Observation:
    """Return a figure without its bound: ≥90% said again is ≥90%."""
    return o if o.bound is Bound.EXACT else replace(o, bound=Bound.EXACT)
