"""Money of a project told in several paragraphs: planned, come in, spent, left (RELATIONS.md C1).

A section on a project's money says in one paragraph what came in and in the next what was spent.
Rates that have no budget in their own paragraph are of the one that the section tells; where words
say that all came in and that spending is as budgeted, what came in is what was spent. Only a
section that tells one figure of each is read so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from mingzhang.domain.checks.formulas import Ratio, Same, Sum
from mingzhang.domain.checks.model import (
    Bound,
    Certainty,
    Kind,
    Observation,
    Relation,
    Role,
)
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.text.completion import is_completion, is_paired, side_of
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.wording import any_of

_RATIO, _REST, _SAME = Ratio(), Sum((1, -1)), Same()
_HEADS = lazy_regex(r"(?:资金|经费|预算)[^，。；]{0,16}(?:到位|使用|执行|支出|管理|安排|计划|情况)")
_CAME = lazy_regex(r"到位率[^，。；0-9]{0,4}$")
_SPENT = lazy_regex(r"(?:执行|支付|支出|使用|拨付)(?:率|进度)[^，。；0-9]{0,4}$")
_LEFT = lazy_regex(
    r"(?:结余|节余|剩余|结转|未(?:使用|支出|执行|支付))(?:资金|金额|数|额|经费)?"
    r"(?:为|共|合计)?[ ]?$"
)
_PART = lazy_regex(r"其中|分别|包括|用于|主要|（")
_OTHER = lazy_regex(
    r"上年|上一年|以前年度|下年|自筹|配套|垫付|追加|调[增减]|上级|第[一二三]批|首批"
)
_ARRIVED = lazy_regex("[，]?(?:资金)?(?:已|均|全部|全额|足额|按时|及时){1,3}到位")
_NEAR = 12
_ALL_CAME = lazy_regex(any_of("all-came"))
_AS_BUDGETED = lazy_regex(any_of("as-budgeted"))


@dataclass(slots=True, eq=False)
class Story:
    """The money of one section: distinct figures of each side, rates, and what words add."""

    passages: list[Passage] = field(default_factory=list)
    plan: list[Observation] = field(default_factory=list)
    came: list[Observation] = field(default_factory=list)
    done: list[Observation] = field(default_factory=list)
    left: list[Observation] = field(default_factory=list)
    rates: list[Observation] = field(default_factory=list)

    @property
    def is_plain(self) -> bool:
        """Tell whether there is no more than one figure of each side."""
        return all(len(side) <= 1 for side in (self.plan, self.came, self.done, self.left))


def find(view: View) -> Iterator[Relation]:
    """Yield what the money of each section must be."""
    for passages in _sections(view):
        story = _story(passages)
        if len(passages) > 1 and story is not None and story.is_plain:
            yield from _rates(story)
            yield from _left(story)
            yield from _all_spent(story)


def _sections(view: View) -> Iterator[list[Passage]]:
    """Yield the paragraphs under each heading that speaks of money, the outermost one counting.

    Headings on money that stand side by side (资金到位, 资金使用) are one section.
    """
    found: dict[int, list[Passage]] = {}
    for passage in view.passages:
        if passage.cell is not None:
            continue
        above = -1
        for heading in passage.headings:
            if 1 < heading.level <= _DEEPEST:
                if _HEADS.search(heading.text):
                    place = above if heading.level > _SIDE_BY_SIDE and above >= 0 else heading.place
                    found.setdefault(place, []).append(passage)
                    break
                above = heading.place
    yield from found.values()


#: Headings of chapters are not taken together.
_SIDE_BY_SIDE = 2
_DEEPEST = 4


def _story(passages: Sequence[Passage]) -> Story | None:
    """Return the money that paragraphs tell; None where money of other sources is told as well.

    Behind 其中 and 用于 the sentence tells parts.
    """
    story = Story(list(passages))
    for passage in passages:
        for begin, end in passage.sentences:
            before, parted = begin, False
            for o in passage.within(begin, end):
                words = passage.text[before : o.start]
                before = o.unit_end
                if is_completion(passage, o):
                    story.rates.append(o)
                elif o.kind is Kind.MONEY:
                    parted = parted or _PART.search(words) is not None
                    if _OTHER.search(words) or o.bound is not Bound.EXACT:
                        return None
                    if not parted or _LEFT.search(words):
                        _sort(story, o, words, passage.text[o.unit_end : o.unit_end + _NEAR])
    return story


def _sort(story: Story, o: Observation, words: str, behind: str) -> None:
    if _LEFT.search(words):
        side: list[Observation] | None = story.left
    elif o.role is not Role.LEVEL:
        return
    else:
        side = story.came if _ARRIVED.match(behind) else _side(story, o)
    # Two are as many as a thousand: the story is not plain.
    if side is not None and len(side) < 2 and all(each.exact != o.exact for each in side):
        side.append(o)


def _side(story: Story, o: Observation) -> list[Observation] | None:
    """Return the side of a figure by the last telling word of its name, None without one."""
    side = side_of(o)
    if side != side_of(o, came_in=True):
        return story.came
    return story.plan if side == "plan" else story.done if side == "done" else None


def _rates(story: Story) -> Iterator[Relation]:
    """Yield the rates whose two figures stand in different paragraphs."""
    places = {passage.place: passage for passage in story.passages}
    for rate in story.rates:
        passage = places[rate.place]
        if is_paired(passage, rate):
            continue
        words = passage.text[max(0, rate.start - 12) : rate.start]
        if _CAME.search(words) and story.came:
            for plan in story.plan:
                yield _completion(rate, story.came[0], plan)
            if not story.plan and story.done and _says_budgeted(story):
                made = _completion(rate, story.came[0], story.done[0])
                yield replace(made, note="文中称支出与预算相符，预算数取支出数")
        elif _SPENT.search(words) and story.done:
            whole = [*story.plan, *story.came]
            readings = [_completion(rate, story.done[0], each) for each in whole]
            yield from _first(readings)


def _completion(rate: Observation, done: Observation, plan: Observation) -> Relation:
    return Relation("completion.rate", rate, _RATIO, (done, plan))


def _says_budgeted(story: Story) -> bool:
    return any(_AS_BUDGETED.search(p.text) for p in story.passages)


def _left(story: Story) -> Iterator[Relation]:
    """Yield that what is left is what was planned, or came in, less what was spent."""
    if not story.left or not story.done:
        return
    left, done = story.left[0], story.done[0]
    whole = (*story.came, *story.plan)
    if any(each.place == left.place == done.place for each in whole):
        return  # `completion` reads what stands in one paragraph
    yield from _first([Relation("completion.rest", left, _REST, (each, done)) for each in whole])


def _first(readings: Sequence[Relation]) -> Iterator[Relation]:
    """Yield the first of several readings with the others as its alternatives."""
    if readings:
        yield replace(readings[0], otherwise=tuple(readings[1:]))


def _all_spent(story: Story) -> Iterator[Relation]:
    """Yield that what came in was spent, where words say that all came and none is left."""
    if len(story.came) != 1 or len(story.done) != 1 or story.left:
        return
    all_came = any(_ALL_CAME.search(p.text) for p in story.passages)
    if all_came and _says_budgeted(story):
        yield Relation(
            "restate.same", story.done[0], _SAME, (story.came[0],), certainty=Certainty.LIKELY,
            note="文中称资金全部到位，支出与预算相符",
        )  # fmt: skip
