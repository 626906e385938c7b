"""Numbers of official tables (公开01表): one that two tables bear, one that is left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from mingzhang.domain.checks.model import Remark, Severity
from mingzhang.extraction.completeness.scope import has_tables, squeezed
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.tables.official import official
from mingzhang.extraction.wording.common import Place, remark
from mingzhang.kernel.regex import lazy_regex

RULE = "complete.number"
_MARK = lazy_regex(r"(?P<series>(?:部门)?(?:公开|预算|决算))(?P<number>[0-9]{1,2})表")
#: How far before a table's title or head its number may stand, and how far behind the title.
_BEFORE, _BEHIND = 5, 5


@dataclass(frozen=True, slots=True)
class _Mark:
    series: str
    number: int
    kind: str
    passage: Passage


def find(view: View) -> Iterator[Remark]:
    """Yield numbers that two different tables bear, and gaps in the numbers of a whole set."""
    series: dict[str, list[_Mark]] = {}
    for mark in _marks(view):
        series.setdefault(mark.series, []).append(mark)
    for own in series.values():
        yield from _repeated(own)
        if has_tables(view):
            yield from _gaps(own, squeezed(view.text))


def _marks(view: View) -> Iterator[_Mark]:
    """Yield the number of each official table that has one."""
    end = 0
    for table in official(view).tables:
        first = max(end, table.title.place - _BEFORE)
        around = view.passages[first : table.title.place + _BEHIND]
        found = [(p, m) for p in around if (m := _MARK.match(squeezed(p.text))) is not None]
        if found:
            passage, mark = min(found, key=lambda each: abs(each[0].place - table.title.place))
            yield _Mark(mark["series"], int(mark["number"]), table.kind.id, passage)
        end = table.last.place + 1


def _repeated(own: list[_Mark]) -> Iterator[Remark]:
    first: dict[int, _Mark] = {}
    for mark in own:
        before = first.setdefault(mark.number, mark)
        if before.kind != mark.kind:
            yield _remark(mark, f"“{_text(mark)}”的编号与前面另一张表重复")


def _gaps(own: list[_Mark], text: str) -> Iterator[Remark]:
    numbers = [mark.number for mark in own]
    if sorted(set(numbers)) != numbers or numbers[0] != 1:
        return  # several sets in one file, or numbers that are not those of a set
    for before, mark in pairwise(own):
        between = range(before.number + 1, mark.number)
        if between and not any(f"{mark.series}{n:02d}" in text for n in between):
            yield _remark(mark, f"“{_text(before)}”之后是“{_text(mark)}”，中间的编号没有")


def _text(mark: _Mark) -> str:
    return f"{mark.series}{mark.number:02d}表"


def _remark(mark: _Mark, message: str) -> Remark:
    place = Place(mark.passage, 0, len(mark.passage.text))
    return remark(RULE, Severity.HINT, message, [place])
