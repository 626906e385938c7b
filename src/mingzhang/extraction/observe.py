"""Numerals of running text made observations: role, label, subject, year, stage, precision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from mingzhang.domain.checks.model import Kind, Observation, Role
from mingzhang.extraction.labels import is_aspect, label_of
from mingzhang.extraction.numerals import Numeral, numerals
from mingzhang.extraction.passages import Passage
from mingzhang.extraction.roles import (
    AGAINST,
    CHANGE_END,
    Reading,
    base_of,
    completed_of,
    role_of,
    stage_of,
)
from mingzhang.kernel.regex import lazy_regex

_YEAR = lazy_regex(r"(?<![0-9〔［])(20[0-9]{2})[ ]?年(?!以|来)")
_COMPARED = lazy_regex(
    rf"(?:同比|{AGAINST})[^，。；：]{{1,24}}?"
    r"(?:相比|比较|对比|$|(?=[增减下上降提压多少基持各]|均(?=[增减下上降提持])))"
)
_BASE_LEVEL = lazy_regex(
    r"(?:比|较|与|同)(?P<year>20[0-9]{2})[ ]?年[^，。；：增减下上降提]{0,14}?的?(?:约|为)?[ ]?$"
)
_CLAUSES = lazy_regex(r"[，；。：]")
_LISTED = lazy_regex(r"[ ]?[，、和及与至到~～—-][ ]?")
_TITLES = lazy_regex(r"《[^《》]{1,80}》")
_THIS_YEAR = lazy_regex(r"本年度?|当年|今年")
#: A rate of the figure right before it (完成目标1100亿元的115.9%), and how far back words begin.
_OF = lazy_regex(r"[ ]?的[ ]?")
_PHRASE = 24


@dataclass(slots=True)
class _Carried:
    """What the words said so far leave for the figures to come, within one passage."""

    subject: str = ""
    base: str = ""
    year: int | None = None
    first: int | None = None
    begun: bool = False
    last: Observation | None = None


def observe(passage: Passage, year: int | None) -> Iterator[Observation]:
    """Yield the quantities of a passage of running text; their numbers are not yet given (0)."""
    found = numerals(passage.text)
    if not found:
        return
    carried = _Carried(subject=_lead(passage))
    ends = iter(passage.sentences)
    sentence = next(ends, (0, len(passage.text)))
    before = sentence[0]
    for numeral in found:
        while numeral.start >= sentence[1]:
            closed = passage.text[before : sentence[1]]
            carried.base = base_of(closed, year) or carried.base
            sentence = next(ends, (sentence[1], len(passage.text)))
            before = sentence[0]
            carried.year = carried.first = carried.last = None
            carried.begun = False
        gap = passage.text[before : numeral.start]
        carried.last = _observation(passage, numeral, gap, carried, year)
        yield carried.last
        before = numeral.unit_end


def _lead(passage: Passage) -> str:
    """Return what a passage speaks of: its own lead when it opens with a number, else nothing."""
    return label_of(passage.headings[-1].text) if passage.level and passage.headings else ""


def _observation(
    passage: Passage, numeral: Numeral, gap: str, carried: _Carried, year: int | None
) -> Observation:
    if carried.last is not None and _LISTED.fullmatch(gap):
        return _alike(passage, numeral, carried.last)
    reading = _reading(passage, numeral, gap, carried, year)
    carried.base = base_of(gap, year) or carried.base
    plain = _TITLES.sub("", gap)
    told = _year(plain, reading, carried, year)
    label = label_of(_COMPARED.sub("", plain) if reading.role is not Role.SHARE else "")
    if reading.role is not Role.LEVEL:
        label, subject = "", carried.subject
        if named := _named(plain) or (_changed(plain) if reading.role is Role.CHANGE else ""):
            subject = carried.subject = named
    else:
        subject = carried.subject if not label or is_aspect(label) else ""
        if label and not is_aspect(label):
            carried.subject = label
    return Observation(
        number=0,
        value=numeral.value,
        unit=numeral.unit,
        kind=numeral.kind,
        scale=numeral.scale,
        places=numeral.places,
        presumed=numeral.places,
        place=passage.place,
        start=numeral.start,
        end=numeral.end,
        unit_end=numeral.unit_end,
        spans=passage.spans(numeral.start, numeral.end),
        role=reading.role,
        bound=numeral.bound,
        direction=reading.direction,
        label=label,
        subject=subject,
        year=told,
        stage=stage_of(label) if label else "",
        base=reading.base,
    )


def _reading(
    passage: Passage, numeral: Numeral, gap: str, carried: _Carried, year: int | None
) -> Reading:
    """Read the words before a figure, and those before the last one where it continues them."""
    last = carried.last
    if last is not None and last.role is Role.LEVEL and _OF.fullmatch(gap):
        base = completed_of(passage.text[max(0, last.start - _PHRASE) : last.start])
        if base and numeral.kind is Kind.RATE:
            return Reading(Role.COMPLETION, 0, base)
    reading = role_of(gap, numeral, carried.base, year)
    if numeral.value < 0:
        return replace(reading, direction=0)  # the sign that is printed says it all
    if reading.role is Role.GROWTH and not reading.direction and last is not None:
        return replace(reading, direction=last.direction if last.role is Role.CHANGE else 0)
    return reading


def _year(gap: str, reading: Reading, carried: _Carried, year: int | None) -> int | None:
    """Return the year of a figure; that of an amount compared with is not handed on.

    After a comparison with the year told last, it is again the one that the sentence began with.
    """
    if compared := _compared_year(gap):
        return compared
    told = _told_year(gap) or (year if _THIS_YEAR.search(_COMPARED.sub("", gap)) else None)
    if not carried.begun:
        # What a sentence begins with in brackets is an aside.
        carried.first = None if gap.rfind("（") > gap.rfind("）") else told
        carried.begun = True
    moved = reading.role in (Role.CHANGE, Role.GROWTH)
    if told:
        carried.year = told
    elif "）" in gap or (moved and str(carried.year) == reading.base[:4]):
        carried.year = carried.first  # what brackets told of ends with them
    return carried.year


def _alike(passage: Passage, numeral: Numeral, last: Observation) -> Observation:
    """Return a figure that is listed right after another: it says the same of something else."""
    return replace(
        last,
        value=numeral.value,
        unit=numeral.unit,
        kind=numeral.kind,
        scale=numeral.scale,
        places=numeral.places,
        presumed=numeral.places,
        start=numeral.start,
        end=numeral.end,
        unit_end=numeral.unit_end,
        spans=passage.spans(numeral.start, numeral.end),
        bound=numeral.bound,
        label="",
        subject=last.label or last.subject,
    )


def _compared_year(gap: str) -> int | None:
    """Return the year of an amount that is itself what is compared with (较2024年的…减少…)."""
    found = _BASE_LEVEL.search(gap)
    return int(found["year"]) if found else None


def _changed(gap: str) -> str:
    """Return the thing that a change names right before its verb (接待费减少)."""
    clause = _CLAUSES.split(_COMPARED.sub("", gap))[-1]
    found = CHANGE_END.search(clause)
    name = label_of(clause[: found.start()]) if found else ""
    return "" if is_aspect(name) else name


def _named(gap: str) -> str:
    """Return the thing that a comparison names anew before it compares (…支出比上年增加)."""
    found = _COMPARED.search(gap)
    if found is None or not found.start():
        return ""
    name = label_of(gap[: found.start()])
    return "" if is_aspect(name) else name


def _told_year(gap: str) -> int | None:
    """Return the year that the words before a figure name, comparisons left out."""
    found = _YEAR.findall(_COMPARED.sub("", gap))
    return int(found[-1]) if found else None


def presume(observations: Iterable[Observation]) -> Iterator[Observation]:
    """Give every amount in 万元 or 亿元 two decimals where the document rounds to two.

    82万元 among 21.26 and 4.48 is 82.00 with its zeros dropped (RELATIONS.md, trap 3). A document
    rounds to two in a unit when most of its amounts in it show two.
    """
    all_of = list(observations)
    rounded = frozenset(unit for unit in ("万元", "亿元") if _rounds_to_two(all_of, unit))
    for o in all_of:
        yield replace(o, presumed=2) if o.unit in rounded and o.places < 2 else o


def _rounds_to_two(observations: Iterable[Observation], unit: str) -> bool:
    places = [o.places for o in observations if o.unit == unit and o.value]
    return len(places) >= 6 and places.count(2) * 2 >= len(places)
