"""What a goal and a result are called, and whether both names mean one thing.

A goal is set in other words than its result is told in: 新建示范点不少于1个, 新增2个示范点. What
differs are verbs of making, words of counting and the bounds; what is left must nearly be equal.
Verbs of other deeds (接待, 参加, 邀请) are not left out: to attend a fair is not to hold one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mingzhang.domain.checks.model import Kind, Observation
from mingzhang.extraction.passages import Passage
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.wording import any_of

_HAN = lazy_regex(r"[一-鿿]+")
_STOP = lazy_regex(r"[，。；：？！（）]")
_BRACKETS = lazy_regex(r"（[^（）]{0,40}）")
_NOISE = lazy_regex(any_of("goal-noise"))
_DEEDS = lazy_regex(any_of("deeds"))
_NOUN = lazy_regex(r"[ ]?[“《]?(?P<noun>[一-鿿]{2,14}?)(?=[，。；：、（）”》和与及0-9 ]|$)")
#: Signs that only lead to a figure.
_EDGES = "为是达共约近已均有超逾"
_CLOSED = tuple("，。；、和与及")
_CONTENT = "满意"
#: A word written with 次, 数 and the like counts what the word alone counts.
_UNITS = {
    "批次": "批", "人次": "人", "名": "人", "位": "人", "人数": "人", "场次": "场", "户次": "户",
    "次户": "户", "家次": "家", "万人次": "万人", "班次": "班",
}  # fmt: skip
_RESPONDENTS = lazy_regex(r"(?:的)?(?:平均|总体|综合)?满意(?:度|率).*$")


@dataclass(frozen=True, slots=True)
class Topic:
    """What a figure is of: `cores` are the names it may go by, `deeds` the verbs with them.

    `shared`: the figure has no words of its own, and goes with the one before it (8批50人).
    """

    cores: tuple[str, ...]
    deeds: frozenset[str]
    unit: str
    shared: bool = False


def unit_of(o: Observation) -> str:
    """Return what can be compared with each other: the unit without 次 and the like."""
    if o.kind is Kind.MONEY:
        return "元"
    if o.kind is Kind.RATE:
        return "%"
    return _UNITS.get(o.unit, o.unit)


def topics(passage: Passage) -> Iterator[tuple[Observation, Topic]]:
    """Yield the figures of a text that have a unit, each with what it is of."""
    last: Topic | None = None
    end = 0
    for o in passage.observations:
        if not o.unit:
            continue
        words = passage.text[end : o.start]
        own = _STOP.split(words)[-1]
        noun = _NOUN.match(passage.text, o.unit_end)
        found = _topic(own, noun["noun"] if noun else "", unit_of(o))
        if not found.cores and last is not None and not _STOP.search(words.strip()):
            found = Topic(last.cores, last.deeds, found.unit, shared=True)
        yield o, found
        last, end = found, _behind(passage.text, o, noun)


def _behind(text: str, o: Observation, noun: re.Match[str] | None) -> int:
    """Return where the words of the next figure begin: not before a noun that ends in a comma."""
    closed = noun is not None and text[noun.end() : noun.end() + 1] in _CLOSED
    return noun.end() if noun is not None and closed else o.unit_end


def named(words: str, unit: str) -> Topic:
    """Return the topic that words name by themselves: those of a row, or before a rate."""
    return _topic(words, "", unit)


def _topic(words: str, noun: str, unit: str) -> Topic:
    before = core_of(words)
    behind = core_of(noun)
    cores = tuple(dict.fromkeys(c for c in (before, before + behind if behind else "") if c))
    if not before and behind:
        cores = (behind,)
    return Topic(cores, frozenset(_DEEDS.findall(words + noun)), unit)


@lru_cache(maxsize=4096)
def core_of(words: str) -> str:
    """Return the words that tell what is meant."""
    plain = "".join(_HAN.findall(_NOISE.sub("", _BRACKETS.sub("", words))))
    return plain.strip(_EDGES)


def is_same(goal: Topic, result: Topic) -> bool:
    """Tell whether two names plainly mean one thing."""
    if goal.unit != result.unit or goal.deeds != result.deeds:
        return any(
            goal.unit == result.unit and core == other and len(core) > 1
            for core in goal.cores
            for other in result.cores
        )
    return any(_alike(core, other) for core in goal.cores for other in result.cores)


def is_part(goal: Topic, result: Topic) -> bool:
    """Tell whether a result is of a part of what a goal is about: more words stand in front."""
    return goal.unit == result.unit and any(
        other.endswith(core) for core in goal.cores for other in result.cores if len(core) > 1
    )


def is_akin(goal: Topic, result: Topic) -> bool:
    """Tell whether two names have a deed or two signs in common."""
    pairs = set().union(*(_pairs(core) for core in result.cores))
    return bool(goal.deeds & result.deeds) or any(_pairs(core) & pairs for core in goal.cores)


def names(words: str, topic: Topic) -> bool:
    """Tell whether words speak of a topic: most of one of its names is in them."""
    told = _pairs(core_of(words))
    for core in topic.cores:
        own = _pairs(core)
        if own and len(own & told) * 2 >= min(len(own), len(told)) and own & told:
            return True
    return False


def _alike(one: str, other: str) -> bool:
    """Tell whether the names of a goal and of a result are nearly equal.

    A result with more words in front is a part of what the goal is about (部门外出招商).
    """
    if one == other or other.endswith(one):
        return len(one) > 1 and one == other
    if _CONTENT in one and _CONTENT in other:
        return _satisfied(one, other)
    a, b = _pairs(one), _pairs(other)
    common = len(a & b)
    least, most = sorted((len(a), len(b)))
    return bool(common) and common * 4 >= 3 * least and common * 2 >= most


def _satisfied(one: str, other: str) -> bool:
    """Tell whether those who are content are the same, or one of several (学员 of 学员和家长)."""
    goal, result = (_RESPONDENTS.sub("", words) for words in (one, other))
    return not goal or not result or result in goal or goal in result


@lru_cache(maxsize=4096)
def _pairs(core: str) -> frozenset[str]:
    return frozenset(core[n : n + 2] for n in range(len(core) - 1))


def run_of(found: Sequence[tuple[Observation, Topic]], at: int) -> int:
    """Return behind which place the figures end that share the words of the one at a place."""
    end = at + 1
    while end < len(found) and found[end][1].shared:
        end += 1
    return end
