"""The name of the department where the forms expect it, and what contradicts it.

A name left over from another's text stands where the subject is expected, and only there
(DOMAIN.md 10). Short forms of the subject hold its signs in order and are no finding, nor are
the units that the report names elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mingzhang.domain.checks.model import Remark, Severity
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.wording.common import Place, remark, running
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.wording import any_of

_EXPECTED = lazy_regex(
    r"(?:(?<=[，。；、：日])|(?<=年度)|(?<=年)(?!度)|(?<=纳入)|^)[ ]?"
    rf"(?P<name>[一-鿿]{{2,22}}?(?:{any_of('name-endings')}))"
    rf"(?=(?:（[^（）]{{1,10}}）)?(?:{any_of('after-names')}))"
)
_KIND = lazy_regex(r"20[0-9]{2}[ ]?年度?(?P<kind>部门|单位)(?:决算|预算)")
_SCOPE = lazy_regex(r"纳入[^。；]{0,60}?(?P<kind>部门|单位)(?P<what>决算|预算)(?:汇总)?编制范围")
_OURSELVES = lazy_regex(
    r"^(?:我|本|该|各|全|其|区|市|县|省)?(?:部门|单位|局|委|厅|办|镇|乡|校|院)+$|我|本|各|其他|下属|所属"
)
_LEAST = 2
#: So many names that stand once are those of a report of many units, and no oversight.
_MOST = 200


def find(view: View) -> Iterator[Remark]:
    """Yield a remark for each stray name, and for 部门 and 单位 mixed up."""
    passages = list(running(view))
    yield from _strays(view, passages)
    yield from _kinds(passages)


def _strays(view: View, passages: list[Passage]) -> Iterator[Remark]:
    places = [
        Place(passage, found.start("name"), found.end("name"))
        for passage in passages
        for found in _EXPECTED.finditer(passage.text)
        if not _OURSELVES.search(found["name"])
    ]
    counts = Counter(place.text for place in places)
    if not counts:
        return
    usual, often = counts.most_common(1)[0]
    first = next(each for each in places if each.text == usual)
    strays = [place for place in places if counts[place.text] == 1] if often >= _LEAST else []
    for place in strays if len(strays) <= _MOST else ():
        name = place.text
        if _alike(name, usual) or _alike(name, view.subject):
            continue
        if view.text.count(name) > 1 or not _same_level(name, usual):
            continue
        message = (
            f"此处写为“{name}”，而其他{often}处为“{usual}”，请核对是否误写或沿用了其他单位的文本"
        )
        yield remark("name.unit", Severity.WARNING, message, [place, first], expected=usual)


def _alike(one: str, other: str) -> bool:
    """Tell whether one name is a short form of the other: all its signs stand in it in order."""
    few, many = sorted((one, other), key=len)
    signs = iter(many)
    return bool(few) and all(sign in signs for sign in few)


def _same_level(one: str, other: str) -> bool:
    """Tell whether both are full names: about as long, or with the same beginning."""
    return one[:2] == other[:2] or len(one) * 3 >= len(other) * 2


def _kinds(passages: list[Passage]) -> Iterator[Remark]:
    """Yield a remark where the scope is 单位决算 in a report that is 部门决算, or the reverse."""
    titles = [
        Place(passage, found.start("kind"), found.end("kind"))
        for n, passage in enumerate(passages)
        if (passage.level == 1 or n < 8) and len(passage.text) <= 50
        for found in _KIND.finditer(passage.text)
        if "纳入" not in passage.text
    ]
    kinds = {place.text for place in titles}
    if len(kinds) != 1:
        return
    kind = kinds.pop()
    for passage in passages:
        for found in _SCOPE.finditer(passage.text):
            if found["kind"] != kind:
                place = Place(passage, found.start("kind"), found.end("what"))
                message = (
                    f"此处为“{place.text}编制范围”，而标题为“{kind}{found['what']}”，"
                    f"部门与单位的口径请核对"
                )
                yield remark("name.kind", Severity.HINT, message, [place, titles[0]])
