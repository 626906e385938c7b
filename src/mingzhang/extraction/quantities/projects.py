"""One project's budget and outturn wherever a report names it: text, table of goals, its own annex.

The disclosure of a department tells of each project in words (…绩效目标完成情况综述。项目全年预算数
is told there), in the table below them, and in the report annexed for it (RELATIONS.md D3).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mingzhang.domain.checks.model import Bound, Certainty, Kind, Observation, Relation, Role
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.quantities.restated import same
from mingzhang.extraction.tables.funds import tables_of_funds
from mingzhang.extraction.text.statements import sentence_at
from mingzhang.kernel.regex import lazy_regex

_NUMBER = r"(?:[0-9]{1,2}[.、]|（[0-9一二三四五六七八九十]{1,3}）|[一二三四五六七八九十]{1,3}、)"
_OPENING = lazy_regex(
    rf"^{_NUMBER}?[ ]?(?P<name>[^，。；：0-9]{{4,40}}?)(?:项目)?(?:支出)?绩效目标(?:实际)?完成情况"
    r"(?:综述)?[。：]"
)
_TITLE = lazy_regex(r"^（(?P<name>[^（）]{4,40}?)项目）$")
#: The words of a figure that tell which of a project's sums it is.
_BUDGET = lazy_regex(
    r"项目(?:全年|年度)?预算数?$|^一般公共预算(?:安排|资金)?$|^预算(?:安排|下达)?$"
)
_DONE = lazy_regex(r"^(?:项目)?(?:全年|年度)?执行数?(?:为)?$|^(?:已|实际)(?:拨付|支付|支出)$")
_CUT = lazy_regex(r"(?:压减|核减|调减)(?:资金|金额|数|额)*$")
_SOURCES = lazy_regex(r"资金来源|资金使用|资金情况|预算安排")
_AGAIN = lazy_regex(r"(?P<name>[一-鿿]{4,30}(?:经费|资金|项目))[，。；]")
_GIVEN = lazy_regex(r"(?:上交|上缴|安排|下达|拨入)$")
_YEAR = lazy_regex(r"20[0-9]{2}年?度?")
_SHORTEST = 6


@dataclass(frozen=True, slots=True, eq=False)
class _Site:
    """A place that names a project and gives some of its sums, by what they are."""

    name: str
    sums: dict[str, Observation]


def find(view: View) -> Iterator[Relation]:
    """Yield that the sums of a project are the same wherever they stand."""
    told: dict[tuple[str, str], list[Observation]] = {}
    for site in (*_in_text(view), *_in_tables(view), *_in_annexes(view)):
        for what, o in site.sums.items():
            told.setdefault((site.name, what), []).append(o)
    for figures in told.values():
        if _of_several(figures):
            continue
        first, *others = figures
        for n, other in enumerate(others):
            yield same(first, other, Certainty.LIKELY)
            if n:
                yield same(others[n - 1], other, Certainty.LIKELY)


def _of_several(figures: Sequence[Observation]) -> bool:
    """Tell whether two values are told several times each: projects of two units of one name."""
    values = Counter(o.exact for o in figures).most_common(2)
    return len(values) > 1 and values[1][1] > 1


def _in_text(view: View) -> Iterator[_Site]:
    for passage in view.passages:
        found = _OPENING.match(passage.text) if passage.cell is None else None
        if found is None:
            continue
        sums = _sums(passage)
        if sums:
            yield _Site(_core(found["name"]), sums)
        if "budget" in sums:
            for again in _named_again(passage, found["name"]):
                yield _Site(_core(found["name"]), {"budget": again})


def _in_tables(view: View) -> Iterator[_Site]:
    for funds in tables_of_funds(view):
        yield _Site(_core(funds.name), {"budget": funds.budget[0], "done": funds.done[0]})


def _in_annexes(view: View) -> Iterator[_Site]:
    """Yield what the report on one project says of its money, up to the next part."""
    name = ""
    for passage in view.passages:
        if passage.level == 1:
            name = ""
        elif passage.cell is None and (found := _TITLE.match(passage.text.strip())):
            name = _core(found["name"])
        elif name and passage.cell is None and _SOURCES.search(passage.text[:_OPENS]):
            sums = _sums(passage)
            if sums:
                yield _Site(name, sums)


#: What a paragraph is about is told in so many signs.
_OPENS = 24


def _sums(passage: Passage) -> dict[str, Observation]:
    """Return the first budget, outturn and cut of a paragraph, each where its words are plain."""
    sums: dict[str, Observation] = {}
    before = 0
    for o in passage.observations:
        begin = max(before, sentence_at(passage, o.start))
        before = o.unit_end
        words = passage.text[begin : o.start].rpartition("，")[2].rpartition("：")[2].strip()
        if o.kind is not Kind.MONEY or o.bound is not Bound.EXACT:
            continue
        if _CUT.search(words):
            sums.setdefault("cut", o)
        elif o.role is Role.LEVEL and _DONE.search(words.removesuffix("为")):
            sums.setdefault("done", o)
        elif o.role is Role.LEVEL and _BUDGET.search(words.removesuffix("为")):
            sums.setdefault("budget", o)
    return sums


def _named_again(passage: Passage, name: str) -> Iterator[Observation]:
    """Yield amounts that are handed over under the project's name, shortened (上交…万元…经费)."""
    for o in passage.observations:
        if o.kind is not Kind.MONEY or o.role is not Role.LEVEL or o.bound is not Bound.EXACT:
            continue
        found = _AGAIN.match(passage.text, o.unit_end)
        given = _GIVEN.search(passage.text[max(0, o.start - 4) : o.start])
        if found is not None and given is not None and _shortens(found["name"], name):
            yield o


def _shortens(short: str, full: str) -> bool:
    """Tell whether a name is another one with signs left out, to the same end."""
    if len(short) < _SHORTEST or short[-2:] != full[-2:]:
        return False
    rest = iter(full)
    return all(sign in rest for sign in short)


def _core(name: str) -> str:
    """Return a project's name without year, quotation marks and 项目."""
    plain = "".join(sign for sign in _YEAR.sub("", name) if sign not in "“”‘’《》 　")
    return plain.removesuffix("项目")
