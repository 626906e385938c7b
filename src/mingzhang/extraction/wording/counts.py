"""A number of things and the things themselves: 11个，分别为…；A、B、C四个股室；A、B等5个 (D4).

Only forms that are certain to be complete are judged. 等 leaves things out, so more than are
listed is fine and fewer is not. Brackets and quotations are taken as one piece; 和 before the last
item may join two items or stand in one, so it gives a range (RELATIONS.md, trap 10).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.domain.checks.model import Relation, Remark, Severity
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.wording.common import (
    HAN,
    Place,
    agreed,
    figure_at,
    remark,
    running,
    written_number,
)
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.wording import any_of

_N = rf"(?P<n>[0-9]{{1,3}}|[{HAN}两]{{1,3}})"
_AHEAD = lazy_regex(
    rf"(?<![0-9.第]){_N}[ ]?(?P<unit>个|家|名|项|所|处|类|种|条|位|大|方面|区县|县市)"
    r"(?P<what>[^，。；：0-9（）]{0,16}?)(?:（[^（）]{1,30}）)?[，：]?[ ]?"
    r"(?P<sign>分别是|分别为|分别包括|具体是|具体为|包括|即|依次为|分别)：?[ ]?"
)
_LIST = lazy_regex(r"[^。；]{4,600}")
_BEHIND = lazy_regex(
    rf"(?P<etc>等)?(?:，(?=共|合计|总))?(?P<total>共计?|合计|总共)?[ ]?(?<![0-9.第]){_N}[ ]?"
    r"(?P<unit>个|家|所|名|处|大|项)"
    rf"(?P<what>[^，。；：、0-9]{{0,8}}?{any_of('counted-things')})(?![一-鿿]{{0,2}}(?:以上|以下))"
)
_TOLD = lazy_regex(rf"(?<![0-9.第{HAN}]){_N}[ ]?(?P<unit>个|家|名|所|项)(?!百分点|月|工作日)")
_THESE = lazy_regex(rf"(?<=[，。；：])这{_N}[ ]?(?P<unit>个|家|名|所|项)(?!月|工作日|方面)")
_BRACKETS = lazy_regex(r"（[^（）]*）|“[^“”]*”|《[^《》]*》|［[^［］]*］")
_LAST = lazy_regex(r"(?<=[一-鿿“”）》])(?:以及|及其|和|与|及)(?=[一-鿿“《])")
_LEADING = lazy_regex(rf"^(?P<n>[0-9]{{1,2}}|[{HAN}两])[ ]?(?:个|家|所|名|处)")
_BOUNDS = "，。；：！？"
_OPEN_END = lazy_regex(r"等[^，。；、]{0,6}$|……$|等等$")
_NO_ITEM = lazy_regex(
    r"[一-鿿][0-9]+[个家名项次场]|[0-9]+(?:\.[0-9]+)?(?:万元|%|亿元|人次)|其中|共计|合计|比上年|主要"
)
_SUFFIX = lazy_regex(rf"{any_of('item-endings')}$")
_MOST_ITEM, _MOST_LIST = 40, 600
#: What is as often a kind as a thing, unless its name is so long.
_KINDS, _NAMED = ("项目", "工程"), 8


@dataclass(frozen=True, slots=True)
class _Items:
    """How many things a list names: from `least` (joined by 和) to `most`."""

    least: int
    most: int
    names: tuple[str, ...]
    open_end: bool


def find(view: View) -> Iterator[Relation | Remark]:
    """Yield a remark for each count that its list contradicts; one that agrees is tied to it."""
    for passage in running(view):
        if "、" in passage.text or "分别" in passage.text or "；" in passage.text:
            yield from _ahead(passage)
        if "、" in passage.text:
            yield from _behind(passage)
        if "这" in passage.text:
            yield from _referred(passage)
    yield from _numbered(list(running(view)))


def _ahead(passage: Passage) -> Iterator[Relation | Remark]:
    """Count before the list: 7个，分别是：A、B…"""
    for found in _AHEAD.finditer(passage.text):
        count = written_number(found["n"])
        listed = _LIST.match(passage.text, found.end())
        if count is None or count < 2 or listed is None:
            continue
        items = _items(listed[0])
        if items is None or (found["sign"] == "分别" and items.least < 2):
            continue
        sure = found["sign"].startswith(("分别是", "分别为", "具体", "即", "依次"))
        yield from _judged(passage, found, count, items, sure and not items.open_end)


def _behind(passage: Passage) -> Iterator[Relation | Remark]:
    """Count behind the list: A、B、C四个股室; A、B等5个科室."""
    for found in _BEHIND.finditer(passage.text):
        count = written_number(found["n"])
        listed = _before(passage.text, found.start())
        if count is None or count < 2 or "、" not in listed or listed.endswith("、"):
            continue
        items = _items(listed.rstrip("等共计 "))
        if items is None or items.least < 2:
            continue
        alike = sum(_SUFFIX.search(_BRACKETS.sub("", n)) is not None for n in items.names)
        if not _are_named(items, found):
            continue
        if found["etc"]:
            if count < items.least and alike * 2 > len(items.names):
                yield from _judged(passage, found, count, items, sure=False)
        elif alike * 5 >= len(items.names) * 3:
            yield from _judged(passage, found, count, items, sure=True)


def _are_named(items: _Items, found: re.Match[str]) -> bool:
    """Tell whether a list names its things: projects are also counted by kind (农业项目、…)."""
    projects = [name for name in items.names if name.endswith(_KINDS)]
    if len(projects) * 2 < len(items.names):
        return True
    long = sum(len(name) for name in items.names) >= _NAMED * len(items.names)
    return bool(found["total"]) and long


def _referred(passage: Passage) -> Iterator[Relation | Remark]:
    """Counts that point back (企业有7个…。这7个项目): where one count was told, it is that one."""
    these = list(_THESE.finditer(passage.text))
    told_so_far = _TOLD.finditer(passage.text) if these else iter(())
    following = next(told_so_far, None)
    first: dict[str, tuple[re.Match[str], int]] = {}
    several: set[str] = set()
    for found in these:
        while following is not None and following.end() <= found.start():
            if known := written_number(following["n"]):
                one = first.setdefault(following["unit"], (following, known))
                several.update([following["unit"]] if one[1] != known else [])
            following = next(told_so_far, None)
        count, unit = written_number(found["n"]), found["unit"]
        if count is None or unit not in first or unit in several:
            continue
        told, number = first[unit]
        if number == count:
            here, before = (figure_at(passage, m.start("n")) for m in (found, told))
            yield from agreed("restate.same", here, before)
            continue
        places = [
            Place(passage, found.start("n"), found.end("n")),
            Place(passage, told.start("n"), told.end("n")),
        ]
        message = f"“{found[0]}”，而前文所说的是{number}{found['unit']}"
        yield remark("restate.same", Severity.WARNING, message, places, expected=str(number))


def _before(text: str, at: int) -> str:
    """Return the words before an offset that may be a list, "" for too many."""
    first = max(0, at - _MOST_LIST)
    begin = max(text.rfind(sign, first, at) for sign in _BOUNDS + "（") + 1
    if "（" in text[begin:at] or "）" in text[begin:at]:
        begin = _outer_begin(text, at, first)
    return "" if first and not begin else text[begin:at]


def _outer_begin(text: str, at: int, first: int) -> int:
    """Return where the stretch before an offset begins, brackets passed over as one piece.

    0 where it begins before `first`.
    """
    depth, place = 0, at - 1
    while place >= first:
        sign = text[place]
        if sign == "）":
            depth += 1
        elif sign == "（":
            if not depth:
                return place + 1
            depth -= 1
        elif sign in _BOUNDS and not depth:
            return place + 1
        place -= 1
    return 0


def _items(listed: str) -> _Items | None:
    """Count the items of a list; None where it is not sure what separates them."""
    masked = _BRACKETS.sub(lambda m: m[0][0] + "〇" * (len(m[0]) - 2) + m[0][-1], listed)
    open_end = bool(_OPEN_END.search(masked))
    separator = "、" if "、" in masked else "，" if "，" in masked else "；"
    head = masked if separator == "；" else masked.split("；")[0]
    if separator == "、" and "，" in head:
        return None  # commas beside 、 are ends of clauses or mixed separators
    ends = [n for n, sign in enumerate(head) if sign == separator] + [len(head)]
    starts = [0, *(end + 1 for end in ends[:-1])]
    pairs = [(a, b) for a, b in zip(starts, ends, strict=True) if head[a:b].strip(" ：")]
    names = tuple(listed[a:b].strip(" ：") for a, b in pairs)
    if not names or any(len(n) > _MOST_ITEM or _NO_ITEM.search(n) for n in names):
        return None
    extra = sum((written_number(m["n"]) or 1) - 1 for n in names if (m := _LEADING.match(n)))
    least, most = _joined(head[slice(*pairs[-1])], names)
    count = len(names) + extra
    return _Items(count + least, count + most, names, open_end)


def _joined(last: str, names: tuple[str, ...]) -> tuple[int, int]:
    """Return how many more items the last piece holds, at least and at most: 某局和某委."""
    joins = list(_LAST.finditer(last))
    if not joins:
        return 0, 0
    ended = sum(_SUFFIX.search(_BRACKETS.sub("", name)) is not None for name in names)
    sides = [
        (_SUFFIX.search(last[: join.start()]), _SUFFIX.search(last[join.end() :])) for join in joins
    ]
    if len(joins) == 1 and all(sides[0]):
        return 1, 1
    if ended * 5 >= len(names) * 3 and not any(left for left, _ in sides):
        return 0, 0  # the word stands inside of one name
    return 0, len(joins)


def _judged(
    passage: Passage, found: re.Match[str], count: int, items: _Items, sure: bool
) -> Iterator[Relation | Remark]:
    if items.least <= count <= items.most or (items.open_end and count > items.most):
        if sure and items.least == items.most:
            yield from agreed("count.list", figure_at(passage, found.start("n")), Decimal(count))
        return
    # 包括 without 分别 may name only some of them.
    if not sure and count > items.most:
        return
    listed = str(items.most) if items.least == items.most else f"{items.least}至{items.most}"
    place = Place(passage, found.start("n"), found.end("n"))
    message = (
        f"“{passage.text[found.start('n') : found.end('what')]}”，而所列为{listed}个"
        f"（{items.names[0].strip('等')}……{items.names[-1]}）"
    )
    severity = Severity.WARNING if sure else Severity.HINT
    yield remark("count.list", severity, message, [place], expected=listed)


_INTRODUCED = lazy_regex(
    rf"{_N}[ ]?(?:个|家|所|名)(?P<what>[^，。；：0-9]{{0,14}})?"
    r"(?=[，。、]|[^。]{0,20}(?:包括|如下|为)：[ ]?$)"
)
_MARK = lazy_regex(r"^[ ]{0,8}(?P<n>[0-9]{1,3})[.、](?![0-9])")


def _numbered(passages: list[Passage]) -> Iterator[Remark]:
    """Counts before a numbered list of short lines: 行政单位1家，事业单位4家，具体包括： 1.… 5.…"""
    for n, passage in enumerate(passages):
        text = passage.text.rstrip()
        if not text.endswith(("包括：", "如下：", "分别是：", "分别为：")):
            continue
        begin = max(text.rfind("。", 0, len(text) - 1), text.rfind("；", 0, len(text) - 1)) + 1
        counts = [
            (found, number)
            for found in _INTRODUCED.finditer(text, begin)
            if (number := written_number(found["n"])) is not None
        ]
        listed = _listed(passages[n + 1 : n + 120])
        if not counts or listed < 2:
            continue
        numbers = [number for _, number in counts]
        possible = {sum(numbers), *numbers, *(sum(numbers[:k]) for k in range(1, len(numbers)))}
        if listed not in possible:
            found = counts[0][0]
            place = Place(passage, found.start("n"), found.end("n"))
            message = f"“{text[begin:][-40:]}”与所列不符：其后共列出{listed}项"
            yield remark("count.list", Severity.HINT, message, [place], expected=str(listed))


def _listed(passages: list[Passage]) -> int:
    """Return the last number of a list that begins with 1 and goes on without a gap."""
    last = 0
    for passage in passages:
        found = _MARK.match(passage.text)
        if found is None or int(found["n"]) != last + 1 or len(passage.text) > 2 * _MOST_ITEM:
            break
        last += 1
    return last
