"""Scores and the grades that they are given (财预〔2020〕10号: 90, 80, 60), full marks, and credit.

Score and grade may stand in one sentence or sections apart, but in the same annex or part; they are
put together only where the part names one score as a whole and one grade (RELATIONS.md, C4).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from mingzhang.domain.checks.model import Remark, Severity
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.wording.common import NUMBER, Place, clause_of, decimal, parts, remark
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.wording import any_of, grades

_SCORE = lazy_regex(
    r"(?:得分|评分|总分|得|分值|分数|评分结果|自评分)(?:数|值)?"
    r"(?:[^，。；0-9（）]{0,4}?(?:为|是|：|达到?|共|合计))?[ ]?"
    rf"(?P<score>{NUMBER})[ ]?分(?![值别])"
)
_NAMES = "|".join(sorted((n for g in grades() for n in g.names), key=lambda n: (-len(n), n)))
_GRADE = lazy_regex(
    r"(?:等级|级别|等次|评级|评价结果|评定结果|自评结果|评价结论|档次|绩效评价)"
    r"(?:[^，。；“”]{0,10}?(?:评?定?为|是|：)|[ ]?)"
    rf"[ ]?“?(?P<grade>{_NAMES})”?(?![一-鿿]{{0,2}}(?:的|项目|等次的|个))(?=[，。；、）） ”级等]|$)"
)
_RANKS = {name: n for n, grade in enumerate(grades()) for name in grade.names}
_SCORE_LABEL = lazy_regex(
    r"(?:自评|评价|绩效|综合|最终|项目|整体){1,3}(?:总?得?分|分数)(?:（[^（）]{1,8}）)?：?"
)
_GRADE_LABEL = lazy_regex(r"(?:自评|评价|绩效|综合|最终|结果){0,3}(?:等级|级别|等次|评级|结论)：?")
_FOLLOWS = lazy_regex(r"[，、（]?[^，。；]{0,8}得")
_GRADED = lazy_regex("[级评档次]")
_PARTIAL = lazy_regex(any_of("partial-scores"))
_FULL = lazy_regex(rf"(?:满分|总分值?|分值)(?:为|是|：|共)?[ ]?(?P<full>{NUMBER})[ ]?分")
_EXTRA = lazy_regex("加分|附加|奖励分")
_FLOOR = lazy_regex(
    rf"(?P<floor>{NUMBER})[ ]?分?(?:（含[^）]{{0,6}}）)?[ ]?(?:（含）)?(?:及?以上|—|-|－|~|～|至)"
    rf"(?:[ ]?100[ ]?分?(?:（含[^）]{{0,6}}）)?)?[^，。；0-9]{{0,8}}?(?P<grade>优秀?|良好?|中|合格)"
)
_ADMITTED = lazy_regex(any_of("admitted"))
_NOTHING = lazy_regex(any_of("nothing-spent"))
_HUNDRED = Decimal(100)
#: So many signs behind a grade may speak of it.
_BEHIND = 2000


@dataclass(frozen=True, slots=True)
class _Found:
    place: Place
    value: Decimal
    grade: str = ""


def find(view: View) -> Iterator[Remark]:
    """Yield remarks on grades that scores do not give, and on scores beyond full marks."""
    floors = _own_floors(view)
    for part in parts(view):
        scores = [s for passage in part if "分" in passage.text for s in _scores(passage)]
        given = [g for passage in part if _GRADED.search(passage.text) for g in _grades(passage)]
        for label, cell in pairwise(p for p in part if p.cell is not None and p.text.strip()):
            scores.extend(_score_cell(label, cell))
            given.extend(_grade_cell(label, cell))
        told: set[int] = set()
        by_place: dict[int, list[_Found]] = {}
        for score in sorted(scores, key=_start):
            by_place.setdefault(score.place.passage.place, []).append(score)
        for grade in given:
            beside = _beside(grade, by_place.get(grade.place.passage.place, []))
            if beside is not None:
                told.add(id(grade))
                yield from _judged(beside, grade, floors)
        rest = [g for g in given if id(g) not in told]
        if len({s.value for s in scores}) == 1 and len({_RANKS[g.grade] for g in rest}) == 1:
            yield from _judged(scores[0], rest[0], floors)
        for score in scores:
            yield from _beyond(score)
        yield from _for_nothing(part, scores)


def _scores(passage: Passage) -> Iterator[_Found]:
    """Yield the scores of a whole report or project that a passage states."""
    for found in _SCORE.finditer(passage.text):
        begin, _ = clause_of(passage.text, found.start(), "，。；！？")
        lead = passage.text[begin : found.start()]
        word = passage.text[found.start() : found.start("score")]
        if _PARTIAL.search(lead + word) or "满分" in lead or word.startswith("分值"):
            continue
        if word.startswith("总分") and _FOLLOWS.match(passage.text, found.end()):
            continue  # the full marks, the score follows
        end = found.start("score") + len(found["score"])
        yield _Found(Place(passage, found.start("score"), end), decimal(found["score"]))


def _grades(passage: Passage) -> Iterator[_Found]:
    for found in _GRADE.finditer(passage.text):
        yield _Found(
            Place(passage, found.start("grade"), found.end("grade")), Decimal(0), found["grade"]
        )


def _score_cell(label: Passage, cell: Passage) -> Iterator[_Found]:
    """Yield the score in the cell behind one that is called 自评总分, 评价得分 and the like."""
    if "分" not in label.text:
        return
    number = re.fullmatch(rf"[ ]?(?P<score>{NUMBER})[ ]?分?[ ]?", cell.text)
    if number and _in_row(label, cell) and _SCORE_LABEL.fullmatch("".join(label.text.split())):
        place = Place(cell, number.start("score"), number.end("score"))
        yield _Found(place, decimal(number["score"]))


def _grade_cell(label: Passage, cell: Passage) -> Iterator[_Found]:
    """Yield the grade in the cell behind one that is called 评价等级 and the like."""
    name = cell.text.strip(" “”")
    called = "".join(label.text.split())
    if name in _RANKS and _in_row(label, cell) and _GRADE_LABEL.fullmatch(called):
        start = cell.text.index(name)
        yield _Found(Place(cell, start, start + len(name)), Decimal(0), name)


def _in_row(one: Passage, other: Passage) -> bool:
    a, b = one.cell, other.cell
    return a is not None and b is not None and (a.table, a.row) == (b.table, b.row)


def _beside(grade: _Found, scores: list[_Found]) -> _Found | None:
    """Return the score of the sentence that a grade stands in; of two the last one before it.

    `scores` are those of the passage, in order.
    """
    at = grade.place.start
    begin, end = clause_of(grade.place.passage.text, at, "。；")
    first, here, last = (bisect_left(scores, n, key=_start) for n in (begin, at, end))
    if here > first:
        return scores[here - 1]
    return scores[first] if last - first == 1 else None


def _start(score: _Found) -> int:
    return score.place.start


def _own_floors(view: View) -> dict[int, Decimal]:
    """Return the floors that the document itself states, by rank from the best."""
    own: dict[int, Decimal] = {}
    for passage in view.passages:
        if "以上" in passage.text or "100" in passage.text:
            for found in _FLOOR.finditer(passage.text):
                rank = _RANKS[found["grade"]]
                floor = decimal(found["floor"])
                if floor < _HUNDRED and not _SCORE.search(found[0]):
                    own[rank] = floor
    return own


def _judged(score: _Found, grade: _Found, own: dict[int, Decimal]) -> Iterator[Remark]:
    if score.value > _HUNDRED:
        return
    floors = [own.get(n, Decimal(g.floor)) for n, g in enumerate(grades())]
    right = next((n for n, floor in enumerate(floors) if score.value >= floor), len(floors) - 1)
    if right == _RANKS[grade.grade]:
        return
    wanted = grades()[right].names[0]
    bands = "、".join(f"{g.names[0]}≥{floors[n]}" for n, g in enumerate(grades()) if floors[n])
    basis = "文中所列等级标准" if own else "财预〔2020〕10号的等级标准，地方另有规定的除外"
    message = f"得分{score.place.text}分而等级为“{grade.grade}”，按{basis}（{bands}）应为“{wanted}”"
    # Who says himself that grade and score do not go together is not told it as news.
    behind = grade.place.end
    admitted = _ADMITTED.search(grade.place.passage.text, behind, behind + _BEHIND)
    severity = Severity.HINT if admitted else Severity.WARNING
    yield remark(
        "score.grade",
        severity,
        message,
        [grade.place, score.place],
        expected=wanted,
    )


def _beyond(score: _Found) -> Iterator[Remark]:
    """Yield a remark for a score above full marks."""
    passage = score.place.passage
    begin, end = clause_of(passage.text, score.place.start, "。")
    sentence = passage.text[begin:end]
    full = [decimal(found["full"]) for found in _FULL.finditer(sentence)]
    most = max([*full, _HUNDRED]) if not full else max(full)
    if score.value > most and not _EXTRA.search(sentence):
        message = f"得分{score.place.text}分高于满分{most}分"
        yield remark("score.over", Severity.WARNING, message, [score.place])


def _for_nothing(part: list[Passage], scores: list[_Found]) -> Iterator[Remark]:
    """Yield a hint for 90 marks and more in a part that says that nothing was spent."""
    high = next((s for s in scores if 90 <= s.value <= 100), None)
    if high is None:
        return
    spent = next(
        (
            Place(passage, found.start(), found.end())
            for passage in part
            for found in _NOTHING.finditer(passage.text)
        ),
        None,
    )
    if spent is not None:
        message = f"“{spent.shown}”，而自评得分{high.place.text}分，请核对预算执行等指标的得分"
        yield remark("plausible.score", Severity.HINT, message, [high.place, spent])
