"""What is not impossible but asks for an answer: only hints (RELATIONS.md, traps 15–17)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingzhang.domain.checks.model import Remark, Severity
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.wording.common import (
    NUMBER,
    Place,
    clause_of,
    decimal,
    parts,
    remark,
    running,
    short,
)
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.wording import any_of

_UNLIKE = lazy_regex(any_of("reception-unlike"))
_CONTENT = lazy_regex(r"(?:具体内容|内容)(?:主要)?包括：|(?:开支内容|支出内容)(?:为|：)")
_NO_PROCUREMENT = lazy_regex(
    r"政府采购(?:支出|金额|预算)?(?:总额|合计|金额)?(?:为|：)?[ ]?0(?:\.0{1,2})?[ ]?万元"
    r"(?![^。；]{0,6}、)"
    r"|(?:无|没有|未发生)政府采购(?!预算管理)"
)
_BOUGHT = lazy_regex(
    rf"办公设备购置|专用设备购置|资产[^，。；]{{0,8}}配置金额[ ]?(?P<sum>{NUMBER})[ ]?(?:万元|元)"
)
_RUNNING_COSTS = lazy_regex(
    rf"机关运行经费(?:支出|决算|预算)?(?:总额|数)?(?:为|共)?[ ]?(?P<sum>{NUMBER})[ ]?万元"
)
_PUBLIC_USE = lazy_regex(rf"公用经费(?:支出|预算)?(?:为|共)?[ ]?(?P<sum>{NUMBER})[ ]?万元")
_UNITS = lazy_regex(
    r"(?:其他|非参公|公益一类|公益二类|差额拨款|全额拨款)事业单位[ ]?"
    r"(?P<n>[1-9][0-9]{0,2})[ ]?[个家]"
    r"|(?<!的)(?<!参公)事业单位[ ]?(?P<m>[1-9][0-9]{0,2})[ ]?[个家](?!，其中：?参)"
)
_ALL_SPENT = lazy_regex(
    r"(?:执行率|支付率|执行进度|总体进度)(?:均)?(?:为|达到?|是)?[ ]?100(?:\.0{1,2})?%"
)
_TOO_SLOW = lazy_regex(any_of("too-slow"))
_UNSPENT = lazy_regex(r"执行数为?[ ]?0(?:\.0{1,2})?[ ]?万?元|(?<![已全])未拨付")
_EFFECT = lazy_regex(r"通过(?:该|本)?项目(?:的)?实施，")
_POINTS = lazy_regex(
    rf"(?:占比|比重|份额)(?:增加|提高|上升|下降|减少|降低)了?[ ]?(?P<n>{NUMBER})[ ]?(?P<unit>%)"
)
_TRIPS = lazy_regex(
    r"团组[ ]?(?P<groups>[0-9]{1,3})[ ]?[个次批]?[^。；]{0,12}?(?P<people>[0-9]{1,4})[ ]?人"
)
_TRIP = lazy_regex(r"等[ ]?(?P<n>[0-9]{1,3})[ ]?人(?:赴|前往|出访|到|组团)")


def find(view: View) -> Iterator[Remark]:
    """Yield hints on what reads oddly."""
    passages = list(running(view))
    yield from _reception(passages)
    yield from _procurement(passages)
    yield from _running_costs(passages)
    yield from _points(passages)
    yield from _trips(passages)
    for part in parts(view):
        yield from _progress([p for p in part if p.cell is None])
    for passage in passages:
        yield from _effects(passage)


def _first(pattern: re.Pattern[str], passages: list[Passage]) -> tuple[Place, re.Match[str]] | None:
    for passage in passages:
        found = pattern.search(passage.text)
        if found is not None:
            return Place(passage, found.start(), found.end()), found
    return None


def _reception(passages: list[Passage]) -> Iterator[Remark]:
    for passage in passages:
        content = _CONTENT.search(passage.text)
        if content is None or "公务接待" not in passage.text[: content.start()]:
            continue
        _, end = clause_of(passage.text, content.end(), "。")
        found = _UNLIKE.search(passage.text, content.end(), end)
        if found is not None:
            place = Place(passage, found.start(), found.end())
            message = f"公务接待费的内容中有“{place.shown}”，一般不在公务接待费列支，请核对"
            yield remark("plausible.reception", Severity.HINT, message, [place])


def _procurement(passages: list[Passage]) -> Iterator[Remark]:
    none = _first(_NO_PROCUREMENT, passages)
    if none is None:
        return
    for passage in passages:
        for found in _BOUGHT.finditer(passage.text):
            if found["sum"] and not decimal(found["sum"]):
                continue
            place = Place(passage, found.start(), found.end())
            message = f"“{none[0].shown}”，而另一处有“{place.shown}”，请核对是否属于政府采购"
            yield remark("plausible.procurement", Severity.HINT, message, [none[0], place])
            return


def _running_costs(passages: list[Passage]) -> Iterator[Remark]:
    """Yield a hint where agency running costs take in the public-use money of ordinary units."""
    costs, money, units = (_first(p, passages) for p in (_RUNNING_COSTS, _PUBLIC_USE, _UNITS))
    if costs is None or money is None or units is None:
        return
    if decimal(costs[1]["sum"]) and decimal(costs[1]["sum"]) == decimal(money[1]["sum"]):
        message = (
            f"机关运行经费等于全部公用经费（{costs[1]['sum']}万元），而编制范围内有“{units[0].shown}”，"
            f"其公用经费不属于机关运行经费，请核对"
        )
        yield remark("plausible.running", Severity.HINT, message, [costs[0], money[0], units[0]])


def _points(passages: list[Passage]) -> Iterator[Remark]:
    for passage in passages:
        for found in _POINTS.finditer(passage.text):
            place = Place(passage, found.start("n"), found.end("unit"))
            message = f"“{short(found[0])}”：占比的变动应以百分点表示"
            expected = f"{found['n']}个百分点"
            yield remark("plausible.points", Severity.HINT, message, [place], expected=expected)


def _progress(part: list[Passage]) -> Iterator[Remark]:
    """Yield a hint where all money is spent and yet spending is said to be too slow."""
    slow = _first(_TOO_SLOW, part)
    spent = _first(_ALL_SPENT, part)
    if slow is not None and spent is not None:
        message = f"“{spent[0].shown}”，却又称“{slow[0].shown}”，前后不一"
        yield remark("plausible.progress", Severity.HINT, message, [slow[0], spent[0]])


def _effects(passage: Passage) -> Iterator[Remark]:
    unspent = _UNSPENT.search(passage.text)
    effect = _EFFECT.search(passage.text, unspent.end()) if unspent else None
    if unspent and effect:
        _, end = clause_of(passage.text, effect.end(), "。；")
        place = Place(passage, effect.start(), end)
        other = Place(passage, unspent.start(), unspent.end())
        message = f"“{other.shown}”，却称“{place.shown}”，请核对项目是否实施"
        yield remark("plausible.unspent", Severity.HINT, message, [place, other])


def _trips(passages: list[Passage]) -> Iterator[Remark]:
    """Yield a hint where groups abroad are described with more people than are stated."""
    stated = _first(_TRIPS, passages)
    if stated is None:
        return
    place, found = stated
    at = passages.index(place.passage)
    described = [
        Place(passage, match.start("n"), match.end("n"))
        for passage in passages[at : at + 3 + int(found["groups"])]
        for match in _TRIP.finditer(passage.text)
    ]
    people = sum(int(each.text) for each in described)
    if described and len(described) == int(found["groups"]) and people > int(found["people"]):
        message = (
            f"出国（境）写为{found['people']}人，而所述{len(described)}个团组共"
            f"{'+'.join(each.text for each in described)}={people}人，请说明口径"
        )
        own = Place(place.passage, found.start("people"), found.end("people"))
        yield remark("plausible.trips", Severity.HINT, message, [own, *described])
