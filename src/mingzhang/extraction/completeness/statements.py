"""What a report must speak of and does not: topics, and facts that belong to a topic.

Everything found is a hint: the words of reports differ, and what was looked for is said.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingzhang.domain.checks.model import Remark, Severity
from mingzhang.extraction.completeness.scope import demands, has_text, squeezed, topics
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.wording.common import Place, remark, running
from mingzhang.rulebook.completeness import Statement

TOPIC, STATEMENT = "complete.topic", "complete.statement"


def find(view: View) -> Iterator[Remark]:
    """Yield a hint for each topic and each statement that a whole text lacks."""
    if not has_text(view):
        return
    texts = [(p, text) for p in _all(view) if (text := squeezed(p.text))]
    for topic in topics(view):
        if not any(topic.answered.search(text) for _, text in texts):
            yield _remark(TOPIC, topic, _title(view), f"未见“{topic.label}”")
    for demand in demands(view):
        asked = [(p, text) for p, text in texts if p.cell is None and demand.asked.search(text)]
        if asked and not any(demand.answered.search(text) for _, text in texts):
            place = min(asked, key=lambda found: (not found[0].level, found[0].place))[0]
            yield _remark(STATEMENT, demand, place, f"未见写明{demand.label}")


def _remark(rule: str, asked: Statement, at: Passage, message: str) -> Remark:
    place = Place(at, 0, len(at.text))
    return remark(rule, Severity.HINT, f"{message}；依据：{asked.basis}", [place], stated="")


def _all(view: View) -> Iterator[Passage]:
    """Yield text and cells; the list of contents promises, and says nothing."""
    return (p for p in view.passages if p.cell is not None or p.style not in _APART)


_APART = frozenset({"contents", "scrap", "footer", "header"})


def _title(view: View) -> Passage:
    """Return the first paragraph, where a finding about the whole report stands."""
    return next((p for p in running(view) if p.text.strip()), view.passages[0])
