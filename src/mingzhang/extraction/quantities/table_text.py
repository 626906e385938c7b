"""What the text says of a quantity is what the tables say.

Whether a table is about the same things as the text is seen from all figures that both have: one
that differs where the others agree is wrong (RELATIONS.md D3). It is known beforehand where the
text stands under a heading that names the table, as official outlines have one section a table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mingzhang.domain.checks.model import Bound, Certainty, Relation
from mingzhang.extraction.passages import View
from mingzhang.extraction.quantities.agreement import (
    Votes,
    agree,
    by_rounding,
    is_trivial,
    near,
    slipped,
)
from mingzhang.extraction.quantities.index import of
from mingzhang.extraction.quantities.keys import Mention
from mingzhang.extraction.quantities.restated import Evidence, same
from mingzhang.extraction.tables.layout import layout
from mingzhang.kernel.regex import lazy_regex

_RULE = "table.text"
#: So many figures alike, and three of four, make a table one of the same things as the text.
_ALIKE, _OF = 3, 4
#: What a heading and a title say beside their subject.
_AROUND = lazy_regex(
    r"[\s“”\"]|^(?:[（(]?[0-9一二三四五六七八九十]{1,3}[）)]?[、.．]?)?(?:关于)?"
    r"|[0-9]{4}年度?|(?:总体|具体)?(?:情况)?的?(?:说明)?$|总?表$"
)
_SUBJECT = 4


def find(view: View) -> Iterator[Relation]:
    """Yield for each table that its figure of a quantity is the one the text gives."""
    pairs: dict[int, list[tuple[Mention, Mention]]] = defaultdict(list)
    for mentions in of(view).values():
        cells = _alone([m for m in mentions if m.in_table])
        text = [m for m in mentions if not m.in_table and m.observation.bound is Bound.EXACT]
        if cells and text:
            said = _best_vouched(text, Votes(mentions))
            for cell in cells:
                pairs[cell.section].append((said, cell))
    for both in pairs.values():
        yield from _relations(view, both)


def _best_vouched(text: Sequence[Mention], votes: Votes) -> Mention:
    return max(text, key=lambda m: (votes.for_(m), -m.observation.number))


def _alone(cells: Sequence[Mention]) -> list[Mention]:
    """Return the cells that are the only one of their table with that key."""
    counts: dict[int, int] = defaultdict(int)
    for cell in cells:
        counts[cell.section] += 1
    return [cell for cell in cells if counts[cell.section] == 1]


def _explains(view: View, said: Mention, cell: Mention) -> bool:
    """Tell whether the text stands under a heading that names the table of the cell."""
    spot = layout(view).spots.get(cell.observation.place)
    title = _subject(view, spot.sheet.section.title) if spot else ""
    if len(title) < _SUBJECT:
        return False
    headings = view.passages[said.observation.place].headings
    return any(_subject(view, each.text) == title for each in headings)


def _subject(view: View, text: str) -> str:
    """Return what a heading or a title is about, without the name of the department."""
    bare = _AROUND.sub("", text)
    return bare.replace(view.subject, "") if view.subject else bare


def _relations(view: View, pairs: Sequence[tuple[Mention, Mention]]) -> Iterator[Relation]:
    telling = [(said, cell) for said, cell in pairs if not is_trivial(said.observation)]
    alike = sum(agree(said.observation, cell.observation) for said, cell in telling)
    evidence = Evidence(alike, len(telling) - alike)
    for said, cell in pairs:
        found = _certainty(said, cell, evidence, told=_explains(view, said, cell))
        if found is not None:
            certainty, slip_only = found
            made = same(said.observation, cell.observation, certainty, slip_only=slip_only)
            yield replace(made, rule=_RULE)


def _certainty(
    said: Mention, cell: Mention, evidence: Evidence, *, told: bool
) -> tuple[Certainty, bool] | None:
    """Return how sure it is that both are one figure, and whether only a slip counts."""
    one, other = said.observation, cell.observation
    told = told and evidence.apart <= evidence.agree + 1
    sure = told or (evidence.agree >= _ALIKE and evidence.agree >= _OF * evidence.apart)
    if agree(one, other):
        return (said.certainty if sure else Certainty.LIKELY), not evidence.agree
    if by_rounding(one, other):
        return (Certainty.POSSIBLE, False) if sure else None
    if sure:
        clear = told or slipped(one, other)
        return (said.certainty if clear else min(said.certainty, Certainty.LIKELY)), False
    if evidence.agree and evidence.apart <= evidence.agree:
        likely = slipped(one, other) or near(one, other)
        return Certainty.LIKELY if likely else Certainty.POSSIBLE, True
    return None
