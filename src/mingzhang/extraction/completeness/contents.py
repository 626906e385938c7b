"""The list of contents against what follows: titles that are promised and do not come, their order.

A list is believed where most of what it names is found. A title that stands there in other words
(支出预算表 for 预算表) is told as such.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from mingzhang.domain.checks.model import Remark, Severity
from mingzhang.extraction.completeness.scope import has_tables, has_text, squeezed
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.tables.official import official
from mingzhang.extraction.wording.common import Place, remark, short
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.completeness import bare_title, official_table

MISSING, ORDER = "complete.contents", "complete.order"
_HEAD = lazy_regex(r"目录")
_DOTS = lazy_regex(r"[.…·．。_－—-]{2,}[0-9]{0,3}$|(?<![0-9])[0-9]{1,3}$")
_NUMBERS = (
    lazy_regex(r"第[一二三四五六七八九十]{1,3}(?:部分|章|节)[、：:.]?"),
    lazy_regex(r"[一二三四五六七八九十]{1,3}[、.．]"),
    lazy_regex(r"[（(][一二三四五六七八九十]{1,3}[）)][、.]?"),
    lazy_regex(r"[（(]?[0-9]{1,2}[）)、.．]"),
)
_OWN = lazy_regex(r"^(?:本?(?:部门|单位)|预算单位)(?=.{4})")
#: Words that one of two titles of the same thing may do without.
_FILLERS = lazy_regex(r"的|情况|有关|相关")
#: Two lines of the list that were read as one.
_TWO = lazy_regex(r"[一-鿿][0-9]{1,2}[.．、]|[一-鿿][一二三四五六七八九十]、")
_PROSE = lazy_regex(r"[。；，]")
#: Where a list of contents begins at the latest, how many lines it has, how long they are.
_START, _MOST, _LINE = 30, 120, 70
_LEAST = 5
#: So much of a list must be found for the rest to be missing, and for that to be sure.
_FOUND, _SURE = 0.7, 0.85
#: What is as like as this is the same title in other words.
_LIKE = 0.8
_SHORT = 60
#: So many signs at its end make a title like another.
_TAIL = 4


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the list: `words` without dots and page, `bare` without number; its level."""

    passage: Passage
    words: str
    bare: str
    level: int


def find(view: View) -> Iterator[Remark]:
    """Yield what a list of contents names that does not follow, or follows in another order."""
    if not has_text(view):
        return
    entries, after = _entries(view)
    if len(entries) < _LEAST:
        return
    titles = [_bare(squeezed(p.text))[0] for p in view.passages[after:] if _may_be_title(p)]
    text = "".join(titles)
    ends = zip(entries, (*entries[1:], None), strict=True)
    single = [entry for entry, following in ends if _is_single(entry, following)]
    ends_of = {title[-_TAIL:] for title in titles if len(title) >= _TAIL}
    lost = [e for e in single if e.bare not in text and not _is_told(e, ends_of)]
    if len(lost) > len(single) * (1 - _FOUND):
        return
    sure = len(lost) <= len(single) * (1 - _SURE)
    for entry in lost:
        if has_tables(view) or "表" not in entry.bare[-2:]:
            yield _lacking(entry, titles, sure=sure)
    yield from _disordered(view, entries)


def _entries(view: View) -> tuple[list[_Entry], int]:
    """Return the lines of the list of contents, and the number of the first passage after it."""
    start = next(
        (p.place for p in view.passages[:_START] if _HEAD.fullmatch(squeezed(p.text))), None
    )
    if start is None:
        return [], 0
    found: list[_Entry] = []
    for passage in view.passages[start + 1 : start + 1 + _MOST]:
        words = _DOTS.sub("", squeezed(passage.text))
        if not words or _HEAD.fullmatch(words):
            continue
        bare, level = _bare(words)
        if _PROSE.search(words) or len(words) > _LINE or (found and found[0].bare in bare):
            return found, passage.place
        found.append(_Entry(passage, words, bare, level))
    return [], 0


def _bare(words: str) -> tuple[str, int]:
    """Return a title without its number and fillers, and the level of the number (4: has none)."""
    for level, pattern in enumerate(_NUMBERS):
        if number := pattern.match(words):
            return _named(words[number.end() :]), level
    return _named(words), len(_NUMBERS)


def _named(words: str) -> str:
    return _OWN.sub("", _FILLERS.sub("", bare_title(words)))


def _may_be_title(passage: Passage) -> bool:
    return 0 < len(passage.text) <= _SHORT or bool(passage.level)


def _is_single(entry: _Entry, following: _Entry | None) -> bool:
    """Tell whether an entry is no mere head of those after it, and long enough to be found."""
    if len(entry.bare) <= 2 or _TWO.search(entry.words):
        return False
    return not (following and following.level > entry.level)


def _is_told(entry: _Entry, ends: Collection[str]) -> bool:
    """Tell whether a title ends like an entry that is no table: 项目经费说明 has one a project."""
    return official_table(entry.words) is None and entry.bare[-_TAIL:] in ends


def _lacking(entry: _Entry, titles: Sequence[str], *, sure: bool) -> Remark:
    """Return the remark on an entry; only a table is surely a title of its own."""
    place = Place(entry.passage, 0, len(entry.passage.text))
    like = _like(entry.bare, titles)
    if like:
        message = f"目录所列“{short(entry.bare, 40)}”与正文标题“{short(like, 40)}”不一致"
        return remark(MISSING, Severity.HINT, message, [place])
    message = f"目录列有“{short(entry.bare, 40)}”，正文中未见该标题"
    sure = sure and official_table(entry.words) is not None
    return remark(MISSING, Severity.WARNING if sure else Severity.HINT, message, [place])


def _like(bare: str, titles: Sequence[str]) -> str:
    """Return the title that is nearly the same, "" when there is none."""
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(bare)
    best, found = _LIKE, ""
    for title in dict.fromkeys(titles):
        if 2 * min(len(title), len(bare)) < best * (len(title) + len(bare)):
            continue
        matcher.set_seq1(title)
        if matcher.quick_ratio() > best and (ratio := matcher.ratio()) > best:
            best, found = ratio, title
    return found


def _disordered(view: View, entries: Sequence[_Entry]) -> Iterator[Remark]:
    """Yield that official tables come in another order than the list names them in."""
    listed = [(kind.id, e) for e in entries if (kind := official_table(e.words)) is not None]
    printed = [table for table in official(view).tables if table.figures]
    counts = Counter(name for name, _ in listed), Counter(table.kind.id for table in printed)
    order = {
        name: n for n, (name, _) in enumerate(listed) if counts[0][name] == counts[1][name] == 1
    }
    met = [(order[table.kind.id], table) for table in printed if table.kind.id in order]
    for (one, before), (other, table) in pairwise(met):
        if other < one:
            place = Place(table.title, 0, len(table.title.text))
            message = f"“{table.kind.label}”排在“{before.kind.label}”之后，与目录的次序不同"
            yield remark(ORDER, Severity.HINT, message, [place])
            return
