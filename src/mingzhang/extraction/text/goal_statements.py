"""Goals and results of a report's text, and the sentences that sum up how they were reached.

Goals stand under a heading that says so, or with the word (计划, 目标) in their own clause; results
under headings of completion, output and effect. A report on several projects tells goals and
results of each: a result belongs to the goals that share most of the headings above it, and of
these to the last before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import combinations, islice, pairwise

from mingzhang.domain.checks.model import Bound, Kind, Observation, Role
from mingzhang.extraction.passages import Heading, Passage, View
from mingzhang.extraction.text.goal_names import Topic, names, topics
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.wording import any_of

_GOALS = lazy_regex(any_of("goal-heads"))
_RESULTS = lazy_regex(any_of("result-heads"))
_GENERIC = lazy_regex(any_of("generic-heads"))
#: 效益指标 heads a list of goals as well as of results.
_NEUTRAL = lazy_regex("指标(?:值|情况)?$")
_BEHIND = lazy_regex("偏离|原因|改进|问题|建议|管理|应用")
_PROBLEMS = lazy_regex("问题|建议|措施|打算|下一步|下步|不足|下年|明年|工作计划|工作安排")
_PLANNED = lazy_regex(r"(?:计划|目标(?:值|数)?(?:为|是)?|预期)[^，。；：0-9]{0,24}$")
_NO_PLAN = lazy_regex(
    "完成|实现|超过|超出|较|比|占|高于|低于|按照?|根据|依据|五年|十四五|[12][0-9]年"
)
_PART = lazy_regex("其中|包括|包含|含")
_QUALIFIER = lazy_regex(r"[ ]?(?:（含）)?及?以[上下]的?[一-鿿]")
_PART_OF_YEAR = lazy_regex(any_of("part-of-year"))
_TOTAL = lazy_regex("(?:合计|共计|总计|累计)[^，。；0-9]{0,4}$")
_REST = lazy_regex(any_of("rest-done"))
_ALL = lazy_regex(any_of("all-done") + "|" + any_of("all-reached"))
_MISSED = lazy_regex(any_of("not-done"))
_EXCEPT = lazy_regex("除[^。；]{1,60}?外")
_RATE_NAME = lazy_regex(r"(?:目标|任务|指标|数量)?(?:完成率|实现率|完成比例)[^，。；]{0,4}$")
_RATED = lazy_regex(
    r"，(?:占|为)?(?:(?:目标|任务|指标|计划)?(?:完成率|实现率|完成比例)(?:约?为|达到?|是)?"
    r"|完成了?(?:全年|年度|年初|既定|当年|计划)?(?:绩效|工作|预期)?(?:目标|任务|计划)"
    r"(?:任务)?(?:数|值)?的)[ ]?"
)
_AGAIN = lazy_regex(
    r"，(?:占|为)?(?:超额)?完成了?(?:全年|年度|年初|既定|当年|计划)?(?:绩效|工作|预期)?(?:目标|任务|计划)"
    r"(?:任务)?(?:数|值)?[ ]?"
)
_CLAUSES = lazy_regex("[，；。：]")
#: What is better the lower it is, and amounts that are no aim by themselves.
_LOWER = lazy_regex(any_of("lower-better"))
_WANTED = lazy_regex(any_of("wanted-money"))
#: A time is kept when it is not reached.
TIMES = frozenset(
    ("年", "月", "天", "日", "小时", "分钟", "个月", "工作日", "个工作日", "岁", "度")
)
#: Projects of a report are told one by one under headings down to this level.
_PATH = 4
#: A clause begins no more signs back, and no report misses more goals.
_FAR, _MISSES = 1000, 100


@dataclass(frozen=True, slots=True, eq=False)
class Stated:
    """A figure with what it is of; `part`: it is told as one of several that make up another.

    `total`: it sums up the figures before it (合计64次).
    """

    o: Observation
    topic: Topic
    part: bool = False
    total: bool = False


@dataclass(slots=True, eq=False)
class Matter:
    """The goals told in one section, with the texts that tell of their results.

    `path` are the headings above the goals, `owners` those of them that name what the goals are of
    (a project, an annex): only what stands under all of these can tell of the results.
    """

    path: tuple[int, ...]
    owners: frozenset[int]
    place: int
    goals: list[Stated] = field(default_factory=list)
    results: list[list[Stated]] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Summary:
    """That all goals were reached except those that the words of `excepted` name."""

    passage: Passage
    excepted: tuple[str, ...]


def matters(view: View) -> list[Matter]:
    """Return the goals of a document by section, each with the texts on its results."""
    found = _Matters()
    for passage in view.passages:
        if passage.cell is not None or passage.style in ("contents", "scrap"):
            continue
        path = _path(passage)
        goals = list(_goals(passage, view.year))
        if goals:
            known = found.by_path.get(path)
            if known is None:
                known = Matter(path, _owners(passage), passage.place)
                found.put(known)
            known.goals.extend(goals)
        elif found.by_path and not _is_goal_section(passage):
            _add(found, passage, path, view.year)
    return list(found.by_path.values())


class _Matters:
    """The goals so far, to be asked for those that a text under some headings can be about.

    Headings stand in each other, so that what two texts have in common is how their paths begin.
    """

    def __init__(self) -> None:
        self.by_path: dict[tuple[int, ...], Matter] = {}
        self._last: dict[tuple[tuple[int, ...], frozenset[int]], Matter] = {}

    def put(self, matter: Matter) -> None:
        """Take in the goals of one more section, the last so far."""
        self.by_path[matter.path] = matter
        for n in range(len(matter.path) + 1):
            self._last[matter.path[:n], matter.owners] = matter

    def nearest(self, path: tuple[int, ...]) -> Matter | None:
        """Return the goals that share most headings, of these the last, none owned by others."""
        owners = [frozenset(c) for n in range(len(path) + 1) for c in combinations(path, n)]
        for n in range(len(path), -1, -1):
            own = [m for each in owners if (m := self._last.get((path[:n], each))) is not None]
            if own:
                return max(own, key=lambda m: m.place)
        return None


def _add(found: _Matters, passage: Passage, path: tuple[int, ...], year: int | None) -> None:
    """Give a text to the goals that it can be about and shares most of its headings with."""
    nearest = found.nearest(path)
    if nearest is not None:
        if len(found.by_path) > 1 and not (path and nearest.path[:1] == path[:1]):
            return  # it may be about any of them
        nearest.passages.append(passage)
        if passage.observations and _tells_results(passage):
            nearest.results.append(list(_results(passage, year)))


def _owners(passage: Passage) -> frozenset[int]:
    return frozenset(
        h.place
        for h in passage.headings
        if h.level <= _PATH and h.place != passage.place and not _GENERIC.search(_lead(h))
    )


def _path(passage: Passage) -> tuple[int, ...]:
    """Return the outer headings that a passage stands under, without its own number in a list."""
    return tuple(h.place for h in passage.headings if h.level <= _PATH and h.place != passage.place)


def _is_goal_section(passage: Passage) -> bool:
    """Tell whether the innermost heading that speaks of goals or results speaks of goals only."""
    for heading in reversed(passage.headings):
        words = _lead(heading)
        if _NEUTRAL.search(words) and not _GOALS.search(words):
            continue
        if _RESULTS.search(words) or _BEHIND.search(words):
            return False
        if _GOALS.search(words):
            return True
    return False


def _tells_results(passage: Passage) -> bool:
    heads = [_lead(heading) for heading in passage.headings]
    if any(_PROBLEMS.search(words) for words in heads):
        return False
    return any(_RESULTS.search(words) for words in heads)


def _lead(heading: Heading) -> str:
    return _CLAUSES.split(heading.text)[0]


def _goals(passage: Passage, year: int | None) -> Iterator[Stated]:
    section = _is_goal_section(passage)
    if any(_PROBLEMS.search(_lead(heading)) for heading in passage.headings):
        return
    if not section and not any(word in passage.text for word in ("计划", "目标", "预期")):
        return
    begun = -1
    for stated in _stated(passage):
        o = stated.o
        if not is_aim(stated) or (o.year and year and o.year != year):
            continue
        if not section:
            words = _CLAUSES.split(passage.text[max(0, o.start - _FAR) : o.start])[-1]
            planned = _PLANNED.search(words) is not None and not _NO_PLAN.search(words)
            if not planned and not (stated.topic.shared and begun == o.number - 1):
                continue
            begun = o.number
        yield stated


def _results(passage: Passage, year: int | None) -> Iterator[Stated]:
    """Yield what a text tells of the year of the report: not of others, nor of a part of it."""
    for stated in _stated(passage):
        o = stated.o
        words = re.split("[。；]", passage.text[max(0, o.start - _FAR) : o.start])[-1]
        if not (o.year and year and o.year != year) and not _PART_OF_YEAR.search(words):
            yield stated


def is_aim(stated: Stated) -> bool:
    """Tell whether a figure can be an aim that is reached by as much or more.

    What is bounded from above (不超过) is kept by as much or less, whatever it is.
    """
    o, topic = stated.o, stated.topic
    if o.role not in _ROLES or not o.value or o.bound is Bound.ABOUT or not topic.cores:
        return False
    words = "".join(topic.cores)
    if o.bound is Bound.AT_MOST:
        return True
    if o.kind is Kind.MONEY and not _WANTED.search(words):
        return False
    return o.bound is Bound.AT_LEAST or not (o.unit in TIMES or _LOWER.search(words))


def _stated(passage: Passage) -> Iterator[Stated]:
    """Yield the levels of a passage with what they are of."""
    before = 0
    for o, topic in topics(passage):
        words = passage.text[before : o.start]
        before = o.unit_end
        # 65岁以上老年人 tells which, 产出指标6个 how many goals there are.
        other = _QUALIFIER.match(passage.text, o.unit_end) or words.rstrip().endswith("指标")
        if o.role in _ROLES and o.kind in _COMPARED and not other:
            total = _TOTAL.search(words) is not None
            yield Stated(o, topic, _PART.search(words) is not None, total)


#: A rate of completion may itself be an aim (按期完成率不低于95%).
_ROLES = (Role.LEVEL, Role.COMPLETION)
_COMPARED = (Kind.COUNT, Kind.RATE, Kind.MONEY, Kind.MEASURE)


def summaries(passages: Sequence[Passage]) -> Iterator[Summary]:
    """Yield the sentences that all, or all others, were reached, with their exceptions."""
    missed = tuple(islice((words for p in passages for words in missed_in(p)), _MISSES))
    for passage in passages:
        if passage.cell is not None:
            continue
        for begin, end in passage.sentences:
            sentence = passage.text[begin:end]
            rest = _REST.search(sentence)
            if rest is not None:
                yield Summary(passage, (sentence[: rest.start()], *missed))
            elif _ALL.search(sentence) and not _EXCEPT.search(sentence) and not missed:
                yield Summary(passage, ())


def missed_in(passage: Passage) -> Iterator[str]:
    """Yield the clauses that say that something was not reached."""
    for clause in re.split("[。；]", passage.text):
        if _MISSED.search(clause):
            yield clause


def spoken_of(words: str, goals: Sequence[Stated]) -> list[Stated]:
    """Return the goals that words name; where they name a unit, those counted in it.

    接待客商人次 names the 50人次 of 接待客商8批次50人次.
    """
    named = [goal for goal in goals if names(words, goal.topic)]
    counted = [goal for goal in named if goal.o.unit in words or f"{goal.topic.unit}数" in words]
    return counted or named


def rate_name(passage: Passage, rate: Observation) -> str:
    """Return what a rate of completion is of, by the words right before it; "" for none."""
    n = passage.before(rate.start)
    begin = passage.observations[n - 1].unit_end if n else 0
    words = _CLAUSES.split(passage.text[begin : rate.start])[-1]
    found = _RATE_NAME.search(words)
    return words[: found.start()] if found else ""


def rated(passage: Passage, rate: Observation) -> Observation | None:
    """Return the figure right before a rate that is its completion of a goal told elsewhere.

    接待游客380万人次，完成年度目标的95% is of 380; the goal itself is not between them.
    """
    n = passage.before(rate.start)
    if not n:
        return None
    before = passage.observations[n - 1]
    between = passage.text[before.unit_end : rate.start]
    return before if _RATED.fullmatch(between) else None


def goals_again(passage: Passage) -> Iterator[tuple[Observation, Observation]]:
    """Yield results with the goal that is told again behind them (25亿元，完成目标28亿元的…)."""
    for one, other in pairwise(passage.observations):
        if _AGAIN.fullmatch(passage.text[one.unit_end : other.start]):
            yield one, other


@lru_cache(maxsize=512)
def as_printed(o: Observation) -> Observation:
    """Return a figure without the words that make it a bound: the same object for the same one."""
    return o if o.bound is Bound.EXACT else replace(o, bound=Bound.EXACT)
