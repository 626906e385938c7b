"""Sentences that break off, and paragraphs that stand twice under one heading.

A paragraph counts as broken off only in a document whose paragraphs mostly end properly.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from mingzhang.docmodel.source import Span
from mingzhang.domain.checks.model import Remark, Severity
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.wording.common import Place, is_row, remark, running, short
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.wording import any_of

_ENDS = "。！？；：”）》】…"
_DANGLING = "，、"
_TAIL = lazy_regex(r"[一-鿿%]$")
_WORDS = lazy_regex(any_of("sentence-words"))
_APART = lazy_regex(any_of("no-sentences"))
_REASON = lazy_regex(r"原因(?:是|为|：)[^，。；：]{2,60}$")
_CUT = lazy_regex(any_of("cut-terms"))
_MARK = lazy_regex(
    r"^[ ]*(?:[0-9一二三四五六七八九十]{1,3}[.、]|（[0-9一二三四五六七八九十]{1,3}）)"
)
_LEAST, _LEAST_DUPLICATE = 15, 30
_MOSTLY = 0.7
_BROKEN, _SLACK = 8, 4  # lines that run on before they tell a margin; columns short of it


def find(view: View) -> Iterator[Remark]:
    """Yield a remark for each sentence that breaks off and each paragraph that is repeated."""
    passages = [p for p in running(view) if p.style not in ("caption", "footnote")]
    yield from _repeated(passages)
    for passage in passages:
        yield from _cut(passage)
    prose = [p for p in passages if "。" in p.text and len(p.text) >= 2 * _LEAST]
    if prose and sum(p.text.rstrip()[-1] in _ENDS for p in prose) >= _MOSTLY * len(prose):
        margin = _margin(view, passages)
        for n, passage in enumerate(passages):
            if margin and _reach(view.text, passage.flow.pieces[-1]) >= margin:
                continue  # its last line is full: the rest stands elsewhere, or on the next page
            after = passages[n + 1] if n + 1 < len(passages) else None
            yield from _broken_off(passage, after)


def _margin(view: View, passages: list[Passage]) -> int:
    """Return how far lines reach at least that run on to the next one; 0 where few do."""
    reaches = sorted(
        _reach(view.text, piece)
        for passage in passages
        for piece, after in pairwise(passage.flow.pieces)
        if "\n" in view.text[piece.end : after.start]
    )
    return reaches[len(reaches) // 2] - _SLACK if len(reaches) >= _BROKEN else 0


def _reach(text: str, piece: Span) -> int:
    return sum(1 if char.isascii() else 2 for char in piece.of(text))


def _cut(passage: Passage) -> Iterator[Remark]:
    """Yield a hint where the first half of a set term, or what an amount is of, is lost."""
    for found in _CUT.finditer(passage.text):
        place = Place(passage, found.start(), found.end())
        around = passage.text[max(0, found.start() - 8) : found.end()]
        message = f"“…{short(around)}”处文字似有缺失，请核对原文"
        yield remark("text.unfinished", Severity.HINT, message, [place])


def _broken_off(passage: Passage, after: Passage | None) -> Iterator[Remark]:
    text = passage.text.rstrip()
    if len(text) < _LEAST or is_row(passage):
        return
    place = Place(passage, max(0, len(text) - 12), len(text))
    if text[-1] in _DANGLING and (after is None or after.level or _starts_anew(after)):
        message = f"句子没有写完：段落以“{text[-1]}”结尾（“…{place.shown}”）"
        yield remark("text.unfinished", Severity.WARNING, message, [place])
    elif _TAIL.search(text) and _ended(passage, after) and _is_sentence(_MARK.sub("", text)):
        message = f"句末缺少句号：“…{place.shown}”"
        yield remark("text.unfinished", Severity.HINT, message, [place], expected="。")


def _starts_anew(passage: Passage) -> bool:
    return passage.style == "caption" or passage.text.lstrip()[:1] in ("（", "附", "第")


def _ended(passage: Passage, after: Passage | None) -> bool:
    """Tell whether what follows cannot be the rest of a paragraph that a reader cut."""
    if after is None or after.level:
        return True
    opens_list = after.text.rstrip()[-1:] == "：" and len(passage.text) <= 2 * _LEAST
    return opens_list and _REASON.search(passage.text.rstrip()) is not None


def _is_sentence(text: str) -> bool:
    if _REASON.search(text):
        return True
    last = text[text.rfind("。") + 1 :]
    if _APART.match(text) or _APART.match(last) or _WORDS.search(last) is None:
        return False
    return "。" in text or ("，" in text and len(text) >= 2 * _LEAST)


def _repeated(passages: list[Passage]) -> Iterator[Remark]:
    """Yield a remark for the numbered paragraphs that stand again under the same heading."""
    seen: dict[tuple[int, str], Passage] = {}
    again: dict[int, list[Passage]] = {}
    for passage in passages:
        text = "".join(passage.text.split())
        if len(text) < _LEAST_DUPLICATE or not passage.level:
            continue
        above = [h.place for h in passage.headings if h.place != passage.place]
        key = (above[-1] if above else -1, text)
        if seen.setdefault(key, passage) is not passage:
            again.setdefault(key[0], []).extend((passage, seen[key]))
    for pairs in again.values():
        count = len(pairs) // 2
        message = f"段落重复：“{short(pairs[0].text)}”"
        message += f"等{count}段" if count > 1 else "一段"
        message += "在同一部分中出现了两次"
        places = [Place(p, 0, len(p.text)) for p in pairs]
        yield remark("text.duplicate", Severity.WARNING, message, places)
