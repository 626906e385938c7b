"""Official tables that a whole report lacks, and tables left empty without a word."""

from __future__ import annotations

from collections.abc import Iterator

from mingzhang.domain.checks.model import Remark, Severity
from mingzhang.extraction.completeness.scope import is_whole, squeezed
from mingzhang.extraction.passages import Passage, View, of_view
from mingzhang.extraction.tables.figures import sort_of
from mingzhang.extraction.tables.official import Official, official
from mingzhang.extraction.wording.common import Place, remark, running
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.completeness import (
    OfficialTable,
    TableSet,
    official_table,
    official_tables,
    table_sets,
)

MISSING, EMPTY = "complete.table", "complete.empty"
#: How far behind an empty table the word that it is empty may stand.
_BEHIND = 6
_SAID = lazy_regex(
    r"空表|无数据|不涉及|为空|^无[。.]?$|"
    r"(?:无|没有|未)[^。]{0,60}(?:预算|收支|支出|收入|安排|拨款|经费|资金|数据|采购|项目)"
)
_SHORT = 60


def find(view: View) -> Iterator[Remark]:
    """Yield a remark for each table that is missing, and for each that is empty without a note."""
    if view.kind not in ("final", "budget"):
        return
    tables = official(view).tables
    if any(table.figures for table in tables):  # a form to be filled in is empty throughout
        for table in tables:
            yield from _empty(view, table)
    if is_whole(view) and not official(view).unknown:
        yield from _missing(view)


def _missing(view: View) -> Iterator[Remark]:
    held = {table.kind.id for table in official(view).tables}
    named = {kind.id for p in running(view) if (kind := _titled(p)) is not None}
    first = next(p for p in running(view) if p.text.strip())
    for each in table_sets():
        if each.report != view.kind or not each.holds_in(view.year or 0):
            continue
        lacking = [official_tables()[n] for n in each.tables if n not in held and n not in named]
        if lacking:
            yield _lacking(each, lacking, first, _absent(view))


def _titled(passage: Passage) -> OfficialTable | None:
    """Return the kind of table that a paragraph is the title of."""
    return official_table(passage.text) if len(passage.text) <= _SHORT else None


@of_view
def _absent(view: View) -> frozenset[str]:
    """Return the kinds of tables for which the report says that it has nothing."""
    text = squeezed(view.text)
    known = official_tables().values()
    return frozenset(table.id for table in known if table.absent.search(text))


def _lacking(
    asked: TableSet, lacking: list[OfficialTable], at: Passage, absent: frozenset[str]
) -> Remark:
    sure = asked.sure and not all(table.id in absent for table in lacking)
    names = "".join(f"“{table.label}”" for table in lacking)
    message = f"未见{names}；没有数据的表也应保留表样并注明；依据：{asked.basis}"
    severity = Severity.WARNING if sure else Severity.HINT
    return remark(MISSING, severity, message, [Place(at, 0, len(at.text))])


def _empty(view: View, table: Official) -> Iterator[Remark]:
    """Yield a remark where a table states nothing and no word says that it is empty."""
    if table.figures:
        return
    around = _around(view, table)
    if any(_SAID.search(squeezed(p.text)) or _is_figure(p) for p in around):
        return
    severity = Severity.HINT if table.kind.id in _absent(view) else Severity.WARNING
    place = Place(table.title, 0, len(table.title.text))
    message = f"“{table.kind.label}”没有数据，表中、表下也未注明没有数据的原因"
    yield remark(EMPTY, severity, message, [place])


def _around(view: View, table: Official) -> list[Passage]:
    """Return a table with the paragraphs before and behind it, up to the next table."""
    found = [*view.passages[max(0, table.title.place - 1) : table.last.place + 1]]
    behind = 0
    for place in range(table.last.place + 1, len(view.passages)):
        passage = view.passages[place]
        if behind == _BEHIND or _titled(passage) is not None:
            break
        if passage.cell is None:
            behind += 1
        elif table.last.cell is None or passage.cell.table != table.last.cell.table:
            break
        found.append(passage)
    return found


def _is_figure(passage: Passage) -> bool:
    """Tell whether a paragraph is a bare figure, which may have fallen out of its table."""
    return passage.cell is None and sort_of(passage.text)[1] is not None
