"""Tables in which nothing is written at all: a page of an empty form that was left in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from mingzhang.domain.checks.model import Remark, Severity
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.wording.common import Place, remark, short

RULE = "complete.page"
#: A frame around nothing has fewer cells.
_CELLS = 6


def find(view: View) -> Iterator[Remark]:
    """Yield a remark for each table without a word or figure, at the text before it."""
    before: Passage | None = None
    for table, group in groupby(view.passages, key=lambda p: p.cell and p.cell.table):
        passages = list(group)
        last = next((p for p in reversed(passages) if p.text.strip()), None)
        if table is not None and last is None and before and len(passages) >= _CELLS:
            yield _remark(before)
        before = last or before


def _remark(before: Passage) -> Remark:
    message = f"“{short(before.text)}”之后有一张空白的表，没有任何文字和数字"
    return remark(RULE, Severity.HINT, message, [Place(before, 0, len(before.text))])
