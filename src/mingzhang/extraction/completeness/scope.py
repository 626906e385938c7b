"""Whether a document is a whole report, so that what is not in it is missing.

A file of tables, a chapter of a report or its text alone lack nothing: they are parts, and the
rest stands in other files.
"""

from __future__ import annotations

from collections.abc import Sequence

from mingzhang.extraction.passages import Passage, View, of_view
from mingzhang.extraction.tables.official import official
from mingzhang.extraction.wording.common import running
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.completeness import Statement, statements

#: So many topics of a report stand in headings, or it is a fragment of one.
_TOPICS = {"final": 4, "budget": 4, "performance": 2}
#: So many kinds of official tables make a file one that has its tables.
_TABLES = 4
_HEADING = 60
#: Sentences that a text has at least; a list of tables and notes has fewer.
_SENTENCES = 12
_TITLED = lazy_regex(r"绩效.{0,12}(?:自评|评价).{0,6}报告|自评报告|评价报告")


@of_view
def topics(view: View) -> tuple[Statement, ...]:
    """Return the topics that a report of its kind and year must speak of."""
    return tuple(each for each in _rules(view) if each.topic)


@of_view
def demands(view: View) -> tuple[Statement, ...]:
    """Return what must be said where something else is spoken of."""
    return tuple(each for each in _rules(view) if not each.topic)


def _rules(view: View) -> list[Statement]:
    year = view.year
    if year is None:
        return []
    return [s for s in statements() if view.kind in s.report and s.holds_in(year)]


@of_view
def has_text(view: View) -> bool:
    """Tell whether the text of a report is there: most of its topics, in sentences."""
    enough = _TOPICS.get(view.kind, 0)
    if not enough or view.year is None:
        return False
    if view.kind == "performance" and not _is_titled(view):
        return False
    heads = [squeezed(p.text) for p in _headings(view)]
    told = sum(any(each.answered.search(head) for head in heads) for each in topics(view))
    return told >= enough and sum(len(p.sentences) for p in running(view)) >= _SENTENCES


@of_view
def has_tables(view: View) -> bool:
    """Tell whether the tables of a report are there."""
    return len({table.kind.id for table in official(view).tables}) >= _TABLES


def is_whole(view: View) -> bool:
    """Tell whether a final-accounts or budget report is there with its text and its tables."""
    return view.kind in ("final", "budget") and has_text(view) and has_tables(view)


def squeezed(text: str) -> str:
    """Return text without blanks, as the patterns of the rulebook want it."""
    return "".join(text.split())


def _headings(view: View) -> Sequence[Passage]:
    return [
        p for p in running(view)
        if len(p.text) <= _HEADING and (p.level or not p.text.rstrip().endswith(("。", "；")))
    ]  # fmt: skip


def _is_titled(view: View) -> bool:
    first = [p for p in running(view) if p.text.strip()][:_FIRST]
    return any(_TITLED.search(squeezed(p.text)) for p in first if len(p.text) <= _HEADING)


_FIRST = 12
