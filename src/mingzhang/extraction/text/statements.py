"""Comparisons as the words make them: which changes and rates stand together, and of what.

与2022年度相比，收、支总计各增加136.87万元，增长5.43% is one statement; so is each clause of a list
(各减少A、B，各下降C、D), and a statement that nothing changed (与上年持平).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from mingzhang.domain.checks.model import Bound, Observation, Role
from mingzhang.extraction.labels import clean
from mingzhang.extraction.passages import Passage
from mingzhang.extraction.roles import AGAINST, DOWN, UP, base_of
from mingzhang.extraction.text.named import name_of
from mingzhang.kernel.regex import lazy_regex

_MOVED = rf"(?:{UP}|{DOWN}|变化率|变动率|变动幅度|变化幅度|变动额|增减额?|增减率|增减幅度|同比)"
#: From a change to its rate: ，增长 or （下降幅度为 or nothing but the word.
_STEP = lazy_regex(
    rf"(?:（[^（）0-9]{{1,10}}）)?[ ）]{{0,2}}[，、；（]?[ ]?"
    rf"(?:同比|环比|[比较]上年(?:度|同期)?|各自?|分别|均|也|约|即)?"
    rf"{_MOVED}(?:（{_MOVED}）)?"
    r"(?:率|幅度|比例|幅|额|金额|了|为|是|约|近|达到?|各|均|分别|[ ：（]){0,6}"
)
_LISTED = lazy_regex(r"[ ]?[，、和及与][ ]?")
_PHRASE = lazy_regex(
    rf"同比|(?:{AGAINST}(?P<what>[^，。；：]{{1,28}}?)"
    rf"(?:相比(?:较)?|比较|对比|(?=[，]|各?{_MOVED}|总?体?[略均有]|持平|基本|一致|$)))"
)
_WORD = lazy_regex(
    rf"{_MOVED}|(?<=各)[增减]|持平|一致|(?:无|没有|未发生)(?:增减)?变|不变|相同|相等|相当"
)
_STOP = lazy_regex(r"[。；！？]")
_REASON = lazy_regex(r"原因|由于|因为|主要是(?!用于)|主要系|是因|系因")
#: A rate that another one is measured by, or of several years: no change of one figure.
_MEASURED_BY = lazy_regex(
    r"(?:年均|平均|累计|复合)(?:增长|增速|增幅|递增|下降)率?[^，。；]{0,4}$|"
    r"(?:大于|高于|低于|小于|超过|快于|慢于|优于|好于|超|达到)[^，。；]{0,20}$|"
    r"(?:同级|同期?[省市州县区]级|平均)[^，。；]{0,20}$"
)
_FLAT = lazy_regex(
    rf"(?:{AGAINST}[^，。；：]{{1,20}}?|同比)(?:相比(?:较)?)?，?(?:支出|收入|预算|决算|数|均|保持|总体)*?"
    r"(?P<about>基本|大致|大体)?(?:保持)?"
    r"(?:持平|一致|相同|相等|相当|不变|(?:无|没有|未发生|未有|无增减)(?:增减)?变[化动]|无增减)"
)
#: Words that stand so far before a figure tell nothing of it: a line without marks is no clause.
_FAR = 1000
_end = attrgetter("end")
_EMPTY = lazy_regex(
    r"(?:也|又|还|都|即|并|且|共|总体|整体|实际|同比|有所|基本|本年|今年|各|均|略|较大?)*"
)


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """What one comparison says: changes and rates in order, one for each thing listed.

    `start` and `end` are offsets in the passage, `sentence` where its sentence begins. `name` is
    what it compares, "" where the words before tell; `base` as in `Observation`. `reason`: it
    stands in the words that explain another. `flat`: nothing changed; `about`: nearly nothing.
    """

    changes: tuple[Observation, ...]
    rates: tuple[Observation, ...]
    start: int
    end: int
    sentence: int
    name: str
    base: str
    compared: bool
    reason: bool = False
    flat: bool = False
    about: bool = False


def statements(passage: Passage, year: int | None) -> list[Statement]:
    """Return the comparisons of a passage in order; `year` is the year of the report."""
    found = [*_moved(passage), *_flats(passage, year)]
    return sorted(found, key=lambda s: s.start)


def is_point(observation: Observation) -> bool:
    """Tell whether a rate is a difference of rates (百分点)."""
    return observation.unit.endswith("百分点")


def sentence_at(passage: Passage, at: int) -> int:
    """Return where the sentence that holds an offset begins."""
    sentence = passage.sentence(at)
    return sentence[0] if sentence else 0


def _moved(passage: Passage) -> Iterator[Statement]:
    own, at, skipped = passage.observations, 0, False
    levels = [o.unit_end for o in own if o.role is Role.LEVEL]
    while at < len(own):
        if own[at].role not in (Role.CHANGE, Role.GROWTH):
            at += 1
            continue
        runs, after = _runs(passage, at)
        first = own[at]
        before = own[at - 1].unit_end if at else 0
        tail = _tail(passage, before, first.start)
        skipped = bool(_MEASURED_BY.search(tail)) or (skipped and tail.startswith(("和", "、")))
        if not skipped and all(o.bound is Bound.EXACT for run in runs for o in run):
            yield _statement(passage, runs, tail, levels)
        at = after


def _runs(passage: Passage, at: int) -> tuple[list[list[Observation]], int]:
    """Return the changes (or rates) listed from one on, and the rates (changes) of them."""
    own = passage.observations

    def listed(start: int) -> int:
        end = start + 1
        while end < len(own) and _is_change(own[end]) == _is_change(own[start]):
            if own[end].role not in (Role.CHANGE, Role.GROWTH):
                break
            if not _LISTED.fullmatch(_between(passage, end)):
                break
            end += 1
        return end

    middle = listed(at)
    runs = [own[at:middle]]
    if (
        middle < len(own)
        and own[middle].role in (Role.CHANGE, Role.GROWTH)
        and _is_change(own[middle]) != _is_change(own[at])
        and _STEP.fullmatch(_between(passage, middle))
    ):
        after = listed(middle)
        return [*runs, own[middle:after]], after
    return runs, middle


def _is_change(observation: Observation) -> bool:
    return observation.role is Role.CHANGE or is_point(observation)


def _between(passage: Passage, at: int) -> str:
    own = passage.observations
    return passage.text[own[at - 1].unit_end : own[at].start]


def _tail(passage: Passage, before: int, at: int) -> str:
    """Return the words of the clause before an offset: since the last figure, 。 or ；."""
    words = passage.text[max(before, at - _FAR) : at]
    return _STOP.split(words)[-1]


def _statement(
    passage: Passage, runs: list[list[Observation]], tail: str, levels: Sequence[int]
) -> Statement:
    first, last = runs[0][0], runs[-1][-1]
    phrase = _last_phrase(tail)
    changes = next((run for run in runs if _is_change(run[0])), [])
    rates = next((run for run in runs if not _is_change(run[0])), [])
    begin = sentence_at(passage, first.start)
    return Statement(
        tuple(changes),
        tuple(rates),
        first.start,
        last.unit_end,
        begin,
        _name(tail, phrase),
        first.base,
        phrase is not None,
        _is_reason(passage.text[_last_level(levels, begin, first) : first.start]),
    )


def _last_level(levels: Sequence[int], begin: int, first: Observation) -> int:
    """Return the end of the last level that stands in the sentence before a figure."""
    n = bisect_right(levels, first.start)
    return max(begin, first.start - _FAR, levels[n - 1] if n else 0)


def _is_reason(words: str) -> bool:
    """Tell whether a clause explains: a word for it stands before, and nothing closes it."""
    ends = [found.end() for found in _REASON.finditer(words)]
    return bool(ends) and "；" not in words[ends[-1] :]


def _last_phrase(tail: str) -> re.Match[str] | None:
    return next(iter(list(_PHRASE.finditer(tail))[::-1]), None)


def _name(tail: str, phrase: re.Match[str] | None) -> str:
    """Return what a comparison names: between 与…相比 and the word of change, before, or inside."""
    words = [found.start() for found in _WORD.finditer(tail)]
    if phrase is not None:
        words = [at for at in words if at >= phrase.end()][:1] or words[-1:]
    end = words[-1] if words else len(tail)
    if phrase is None:
        return _tidy(re.split(r"[，：、]", tail[:end])[-1])
    if phrase.end() <= end and (name := _tidy(tail[phrase.end() : end].lstrip("，"))):
        return name
    if name := _tidy(re.split(r"[，：]", tail[: phrase.start()])[-1]):
        return name
    return _tidy(phrase["what"] or "")


def _tidy(words: str) -> str:
    """Return a name without years and fillers; "" where nothing but such is left."""
    name = clean(_REASON.split(words)[-1].lstrip("是：，"))
    if len(name) > 40 or _EMPTY.fullmatch(name):
        return ""
    plain = name_of(name)
    return name if plain.stem or plain.income or plain.outlay else ""


def _flats(passage: Passage, year: int | None) -> Iterator[Statement]:
    for found in _FLAT.finditer(passage.text):
        base = base_of(found[0], year) or (base_of(found[0] + "增加", year))
        if not base[:4].isdigit():
            continue
        n = bisect_right(passage.observations, found.start(), key=_end)
        before = passage.observations[n - 1].unit_end if n else 0
        tail = _tail(passage, before, found.end())
        begin = sentence_at(passage, found.start())
        yield Statement(
            (),
            (),
            found.start(),
            found.end(),
            begin,
            _name(tail, _last_phrase(tail)),
            base,
            True,
            flat=True,
            about=bool(found["about"]),
        )
