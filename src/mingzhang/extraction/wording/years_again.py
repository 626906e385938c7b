"""A year that the figures around it contradict: the same words and figures stand with another year.

A report says a thing of one year wherever it says it, gives one quantity one amount a year, and
compares the amounts of two years with the earlier of them (RELATIONS.md D3 and D8). All of it is
seen in what is printed, and holds whatever the report is about.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mingzhang.domain.checks.model import Bound, Kind, Observation, Remark, Role, Severity
from mingzhang.domain.checks.slips import significant
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.text.named import name_of
from mingzhang.extraction.wording.common import Place, remark, sentence_of, short
from mingzhang.extraction.wording.spoken_years import AGAINST
from mingzhang.kernel.regex import lazy_regex

_YEAR = lazy_regex(r"(?<![0-9〔［（-])(20[0-9]{2})[ ]?年(?:度)?")
_AGAINST = lazy_regex(rf"{AGAINST}[ ]?$")
_COMPARED = lazy_regex(
    rf"{AGAINST}[ ]?(?P<year>20[0-9]{{2}})[ ]?年度?[^，。；0-9]{{0,16}}，?[^，。；0-9]{{0,24}}$"
)
_GREW = lazy_regex(
    r"(?<![0-9〔［（-])(?P<this>20[0-9]{2})[ ]?年度?(?P<what>[^，。；：0-9]{0,24}?)"
    rf"{AGAINST}[ ]?(?P<last>20[0-9]{{2}})[ ]?年[^，。；：0-9]{{0,12}}?"
    r"(?:增加|减少|增长|下降|上升)了?[ ]?[0-9]"
)
_SIGNS = lazy_regex(r"[一-鿿]")
#: What may stand between two years of one quantity: how much of a whole the first was.
_SHARE = lazy_regex(r"占[^，。；：]{0,24}?[0-9.]{1,8}%")
_FLAT = lazy_regex(r"持平|一致|相同|无变化|没有变化|不变|未变|无增减")
#: What stands at the end of one year stands at the beginning of the next.
_STOCK = lazy_regex(r"结转|结余|余额|资产|存量|(?:年|期)[初末底](?!预算)")
_PLANNED = lazy_regex(r"预算|计划|目标|预计|拟|规划|安排|下达")
_ENDS = "。！？"
#: So many signs of a sentence tell what it is of where a telling figure stands in it, and without.
_WITH_FIGURE, _WITHOUT = 12, 40
#: What is longer than so many signs is no sentence and no clause.
_LONGEST = 1000
#: More sentences than this with another year are another report.
_SEVERAL = 3
#: Digits by which an amount is recognised, and those of a figure that tells a sentence apart.
_KNOWN, _TELLING = 5, 3
#: So often an amount must be of this year for one of last year to be a mistake.
_OFTEN = 3
#: A cell that holds so many commas is a text.
_IN_CELL = 3
#: A change stands at most so many figures behind the two that it is between.
_REACH = 4


@dataclass(frozen=True, slots=True)
class _Told:
    """A year with its place, and what it is said of."""

    place: Place
    year: int


def find(view: View) -> Iterator[Remark]:
    """Yield a remark for each year that stands against what is printed elsewhere."""
    if view.year is None:
        return
    seen: set[tuple[int, int]] = set()
    for found in (*_sentences(view), *_pairs(view), *_amounts(view), *_to_come(view)):
        at = (found.spans[0].start, found.spans[0].end)
        if at not in seen:
            seen.add(at)
            yield found


def _prose(view: View) -> Iterator[Passage]:
    for passage in view.passages:
        text = passage.text
        if passage.style in ("contents", "scrap", "footer", "header") or "20" not in text:
            continue
        if passage.cell is None or sum(text.count(sign) for sign in "，。；") >= _IN_CELL:
            yield passage


# -- the same sentence ---------------------------------------------------------------------------


def _sentences(view: View) -> Iterator[Remark]:
    """Yield the years of sentences that stand elsewhere, to the letter, with another year."""
    said: dict[str, list[_Told]] = defaultdict(list)
    for passage in _prose(view):
        for found in _YEAR.finditer(passage.text):
            if _AGAINST.search(passage.text[max(0, found.start() - 4) : found.start()]):
                continue
            rest = _rest(passage, found.end())
            if rest:
                place = Place(passage, found.start(1), found.end(1))
                said[rest].append(_Told(place, int(found[1])))
    odd = [(rest, *pair) for rest, told in said.items() for pair in _odd(told, view.year)]
    if len(odd) > _SEVERAL:
        return  # a report of another year stands in the same document
    for rest, wrong, right in odd:
        words = short(f"{wrong.year}年{rest}", 40)
        yield _remark(f"“{words}”：同样的内容另一处写为{right.year}年", wrong, right)


def _rest(passage: Passage, start: int) -> str:
    """Return the sentence from an offset on; nothing where it does not tell what it is of."""
    _, end = sentence_of(passage, start)
    if end - start > _LONGEST:
        return ""
    rest = "".join(passage.text[start:end].split()).rstrip(_ENDS)
    figures = passage.within(start, end)
    telling = any(significant(o.value.normalize()) >= _TELLING for o in figures)
    return rest if len(_SIGNS.findall(rest)) >= (_WITH_FIGURE if telling else _WITHOUT) else ""


def _odd(told: Sequence[_Told], year: int | None) -> Iterator[tuple[_Told, _Told]]:
    """Yield those that stand alone with their year, with one of the others.

    Of two the one that is not of the report's year is the odd one; where neither or several years
    are told as often, nothing is known.
    """
    counts = Counter(each.year for each in told)
    if len(counts) != 2:
        return
    (first, most), (second, least) = counts.most_common()
    usual, odd = first, second
    if most == least:
        if year not in counts or most > 1:
            return
        usual, odd = (first, second) if first == year else (second, first)
    elif least > 1:
        return
    right = next(each for each in told if each.year == usual)
    yield from ((each, right) for each in told if each.year == odd)


# -- two amounts of one name ---------------------------------------------------------------------


def _pairs(view: View) -> Iterator[Remark]:
    """Yield the years of one quantity told twice in a row: X年…A，Y年…B，与Z年相比增加D."""
    for passage in _prose(view):
        own = passage.observations
        last: Observation | None = None
        for at, later in enumerate(own):
            if last is not None and _is_same(passage, last, later):
                found = _of_pair(view, passage, last, later, own[at + 1 : at + 1 + _REACH])
                if found is not None:
                    yield found
            if later.role is Role.LEVEL and later.kind is not Kind.RATE:
                last = later


def _is_same(passage: Passage, last: Observation, o: Observation) -> bool:
    """Tell whether a figure is of the same name as the level before it, both of a told year."""
    if o.role is not Role.LEVEL or not _exact(o, last) or o.unit != last.unit:
        return False
    between = passage.text[last.unit_end : max(last.unit_end, _clause(passage, o))]
    if _SIGNS.search(_SHARE.sub("", between)):
        return False  # of something else, whose name stands before
    first, second = _year_of(passage, last), _year_of(passage, o)
    if first is None or second is None:
        return False
    return _name(passage, first, last) == _name(passage, second, o) != ""


def _name(passage: Passage, told: _Told, o: Observation) -> str:
    """Return the clause before a figure without its year."""
    begin = _clause(passage, o)
    text = passage.text
    words = text[begin : told.place.start] + text[told.place.end : o.start]
    return "".join(words.replace("年度", "年").split())


def _clause(passage: Passage, o: Observation) -> int:
    first = max(0, o.start - _LONGEST)
    return max(first, *(passage.text.rfind(sign, first, o.start) + 1 for sign in "，。；、：（"))


def _of_pair(
    view: View,
    passage: Passage,
    one: Observation,
    two: Observation,
    behind: Sequence[Observation],
) -> Remark | None:
    first, second = _year_of(passage, one), _year_of(passage, two)
    if first is None or second is None or view.year is None or one.value == two.value:
        return None
    words = short(two.label, 16)
    compared = _compared(passage, one, two, behind)
    if first.year == second.year:
        # Which of the two it is, is told by what they are compared with, else by the order.
        wrong = first if compared and compared.year == first.year else second
        told = f"“{words}”两处都写为{first.year}年，而数不同，其中一处的年份有误"
        return _remark(told, wrong, second if wrong is first else first)
    if compared is not None and compared.year not in (first.year, second.year):
        told = f"所列为{first.year}年与{second.year}年的“{words}”，而称与{compared.year}年相比"
        return _remark(told, compared, second)
    future = [each for each in (first, second) if each.year > view.year]
    planned = view.kind == "budget" or _PLANNED.search(_name(passage, second, two))
    if future and min(first.year, second.year) < view.year and not planned:
        other = second if future[0] is first else first
        told = f"{view.year}年的报告不会有{future[0].year}年的“{words}”，应为{view.year}年"
        return _remark(told, future[0], other)
    return None


def _compared(
    passage: Passage, one: Observation, two: Observation, behind: Sequence[Observation]
) -> _Told | None:
    """Return the year that the difference of two figures is told to be against."""
    for o in behind:
        if o.role is not Role.CHANGE or o.unit != one.unit:
            continue
        if abs(o.value) != abs(one.value - two.value) or significant(o.value.normalize()) < 2:
            return None
        found = _COMPARED.search(passage.text[two.unit_end : o.start])
        if found is None:
            return None
        start = two.unit_end + found.start("year")
        return _Told(Place(passage, start, start + 4), int(found["year"]))
    return None


def _year_of(passage: Passage, o: Observation) -> _Told | None:
    """Return the year printed in the clause of a figure, before its name."""
    begin = _clause(passage, o)
    found = list(_YEAR.finditer(passage.text, begin, o.start))
    if len(found) != 1:
        return None
    before = passage.text[max(begin, found[0].start() - 4) : found[0].start()]
    if _AGAINST.search(before):
        return None
    return _Told(Place(passage, found[0].start(1), found[0].end(1)), int(found[0][1]))


def _exact(*figures: Observation) -> bool:
    return all(o.bound is Bound.EXACT for o in figures)


# -- one amount of one name ----------------------------------------------------------------------


def _amounts(view: View) -> Iterator[Remark]:
    """Yield the years of amounts that stand elsewhere, to the last digit, with another year."""
    same: dict[object, list[_Told]] = defaultdict(list)
    for passage in _prose(view):
        if _FLAT.search(passage.text):
            continue
        own: dict[object, list[_Told]] = defaultdict(list)
        for o in passage.observations:
            if _is_known(o) and (told := _year_of(passage, o)) is not None:
                own[o.exact, o.stage, name_of(o.label).stem].append(told)
        for key, here in own.items():
            if len({each.year for each in here}) == 1:  # else the years are compared
                same[key].extend(here)
    for mentions in same.values():
        for wrong, right in _odd(mentions, view.year):
            # Last year's amount may well be this year's.
            if wrong.year + 1 != view.year or len(mentions) > _OFTEN:
                start = wrong.place.start
                words = short(wrong.place.passage.text[start : start + _LONGEST], 24)
                yield _remark(f"“{words}”：同名同额的数另一处为{right.year}年", wrong, right)


def _is_known(o: Observation) -> bool:
    """Tell whether a figure is an amount of a year that is recognised by its digits."""
    amount = o.role is Role.LEVEL and o.kind is Kind.MONEY and _exact(o)
    return amount and significant(o.value.normalize()) >= _KNOWN and not _STOCK.search(o.label)


# -- a year that had not come --------------------------------------------------------------------


def _to_come(view: View) -> Iterator[Remark]:
    """Yield the year after the report's where what was done in it is compared with last year."""
    year = view.year
    if year is None or view.kind == "budget":
        return
    for passage in _prose(view):
        for found in _GREW.finditer(passage.text):
            this, last = int(found["this"]), int(found["last"])
            if this != year + 1 or last != year - 1 or _PLANNED.search(found["what"]):
                continue
            wrong = _Told(Place(passage, found.start("this"), found.end("this")), this)
            right = _Told(wrong.place, year)
            told = f"“{short(found[0])}”：{year}年的报告不会有{this}年的数，应为{year}年"
            yield _remark(told, wrong, right)


def _remark(message: str, wrong: _Told, right: _Told) -> Remark:
    expected = f"{right.year}年" if right.year != wrong.year else ""
    places = list(dict.fromkeys([wrong.place, right.place]))
    return remark("date.year", Severity.WARNING, message, places, expected=expected)
