"""Doubled signs, brackets and quotation marks without their partner, doubled words and units.

Partners are sought over paragraphs as well: a quotation may run on, and a reader of files may cut a
paragraph, so a mark is reported only where no partner stands near by.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mingzhang.domain.checks.model import Remark, Severity
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.wording.common import Place, remark, running, short, strewn
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.wording import any_of

_TWO_SIGNS = lazy_regex("[。，、；：（“《〔][ ]{0,2}[。，、；：）”》〕]")
_DOUBLED = lazy_regex(any_of("doubled-signs"))
_UNITS = lazy_regex(r"(?<=[0-9])[ ]?(?P<unit>" + any_of("doubled-units") + ")")
_WORDS = lazy_regex(any_of("doubled-words"))
_EMPTY = lazy_regex(r"(?<![A-Za-z])（[ ]{0,2}）|“[ ]?”|《[ ]?》|〔[ ]?〕号")
_PAIRS = {"）": "（", "”": "“", "》": "《", "〕": "〔", "】": "【", "］": "［"}
_MARKS = lazy_regex("[" + "".join(_PAIRS) + "".join(_PAIRS.values()) + "]")
_LIST_MARK = lazy_regex(r"(?:^|[。；：，、\s])[ ]?[0-9一二三四五六七八九十A-Za-z]{1,3}$")
_NAMES = {"（": "括号", "“": "引号", "《": "书名号", "〔": "括号", "【": "括号", "［": "括号"}
_NEAR = 3  # passages


def find(view: View) -> Iterator[Remark]:
    """Yield remarks on punctuation and doubled words of running text."""
    passages = list(running(view))
    for passage in passages:
        yield from _signs(passage)
        yield from _doubled(passage)
    cells = strewn(view)
    yield from _partners([each for each in passages if each.place not in cells])


def _signs(passage: Passage) -> Iterator[Remark]:
    if not _TWO_SIGNS.search(passage.text):
        return
    for found in _DOUBLED.finditer(passage.text):
        place = Place(passage, found.start(), found.end())
        context = passage.text[max(0, found.start() - 10) : found.end()]
        message = f"标点连用：“…{short(context)}”处有两个标点，应保留一个"
        yield remark("text.punctuation", Severity.WARNING, message, [place])
    for found in _EMPTY.finditer(passage.text):
        context = passage.text[max(0, found.start() - 10) : found.end()]
        if not context.strip(" （）") or len(passage.text) < 12:
            continue
        place = Place(passage, found.start(), found.end())
        message = f"“…{short(context)}”处的括号（引号）内没有内容"
        yield remark("text.punctuation", Severity.HINT, message, [place])


def _doubled(passage: Passage) -> Iterator[Remark]:
    for found in _UNITS.finditer(passage.text):
        place = Place(passage, found.start("unit"), found.end("unit"))
        message = f"单位重复：“{short(passage.text[max(0, found.start() - 8) : found.end()])}”"
        yield remark("text.repeat", Severity.WARNING, message, [place])
    for found in _WORDS.finditer(passage.text):
        place = Place(passage, found.start(), found.end())
        message = f"文字重复：“{short(passage.text[max(0, found.start() - 6) : found.end() + 6])}”"
        yield remark("text.repeat", Severity.HINT, message, [place])


@dataclass(frozen=True, slots=True)
class _Mark:
    sign: str
    number: int  # of the passage in running text
    place: Place


def _partners(passages: list[Passage]) -> Iterator[Remark]:
    """Yield a remark for each mark whose partner is neither in its passage nor near."""
    alone: list[_Mark] = []
    for number, passage in enumerate(passages):
        alone.extend(_alone(passage, number))
    told: set[tuple[int, str]] = set()
    for n, mark in enumerate(alone):
        if _has_partner(alone, n) or _is_list_mark(mark) or (mark.number, mark.sign) in told:
            continue
        told.add((mark.number, mark.sign))  # once for a passage is enough to find the rest
        around = mark.place.passage.text[max(0, mark.place.start - 12) : mark.place.end + 6]
        opening = mark.sign in _NAMES
        kind = _NAMES[mark.sign if opening else _PAIRS[mark.sign]]
        lacks = f"有 {mark.sign} 而没有与它成对的后{kind}" if opening else f"多出一个 {mark.sign}"
        # Quoted with marks of another kind, for those of the text are what it is about.
        message = f"{kind}不成对：「{' '.join(around.split())}」处{lacks}"
        yield remark("text.bracket", Severity.WARNING, message, [mark.place])


def _alone(passage: Passage, number: int) -> list[_Mark]:
    """Return the marks of a passage that have no partner in it, in order.

    Each kind of mark is matched by itself: a wrong one must not break the others.
    """
    opened: dict[str, list[_Mark]] = {sign: [] for sign in _PAIRS.values()}
    found: list[_Mark] = []
    for match in _MARKS.finditer(passage.text):
        mark = _Mark(match[0], number, Place(passage, match.start(), match.end()))
        partner = _PAIRS.get(mark.sign)
        if partner is None:
            opened[mark.sign].append(mark)
        elif opened[partner]:
            opened[partner].pop()
        else:
            found.append(mark)
    found.extend(mark for marks in opened.values() for mark in marks)
    return sorted(found, key=lambda mark: mark.place.start)


def _has_partner(alone: list[_Mark], n: int) -> bool:
    mark = alone[n]
    if mark.sign in _NAMES:
        return any(
            _PAIRS.get(other.sign) == mark.sign and 0 < other.number - mark.number <= _NEAR
            for other in alone[n + 1 : n + 12]
        )
    return any(
        other.sign == _PAIRS[mark.sign] and 0 < mark.number - other.number <= _NEAR
        for other in alone[max(0, n - 12) : n]
    )


def _is_list_mark(mark: _Mark) -> bool:
    """Tell whether a closing bracket is that of a list number: 1）, a）."""
    place = mark.place
    before = place.passage.text[max(0, place.start - 5) : place.start]
    return mark.sign == "）" and _LIST_MARK.search(before) is not None
