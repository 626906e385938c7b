"""What in a text can be changed: its quantities, the years of comparisons, words of direction.

A tokenizer of its own, so that a figure which the checker overlooks counts as a miss. What is no
quantity is left out: list numbers, dates, numbers of documents, codes, names in quotation marks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

FIGURE, YEAR, WORD, HEAD_UNIT = "figure", "year", "word", "head_unit"
CELL, TOTAL, RATE, COUNT, TEXT = "cell", "total", "rate", "count", "text"

MONEY = ("亿元", "万元", "元")
RATES = ("%", "％", "个百分点", "百分点")
NARROW = str.maketrans("０１２３４５６７８９．", "0123456789.")
_THINGS = (
    "万人次|亿美元|万美元|美元|人次|批次|次户|户次|万次|万吨|吨|万米|平方米|㎡|公里|周年|条款|个|人|名|次|批|户|家|条|场|"
    "项|篇|份|期|天|辆|台|套|亩|米|座|处|件|位"
)
_DIGITS = r"[0-9０-９]"
_NUMERAL = re.compile(
    rf"(?<![0-9０-９A-Za-z.．])(?:{_DIGITS}{{1,3}}(?:,{_DIGITS}{{3}})+(?:[.．]{_DIGITS}+)?"
    rf"|{_DIGITS}+(?:[.．]{_DIGITS}+)?)(?![0-9０-９])"
)
_UNIT = re.compile(
    rf"[ \u3000]*(?:余|多)?[ ]?(?P<unit>{'|'.join(MONEY)}|{'|'.join(RATES)}|{_THINGS}|"
    r"分(?![局管别为钟公之])|年(?:时间|以上|以内|内))"
)
_YEAR = re.compile(r"(?<![0-9〔［(（-])(?:19|20)[0-9]{2}(?=[ ]?年)")
_COMPARED = re.compile(r"(?:比|较|与|同|和)[ ]?$")
_STATED = re.compile(r"[ ]?年(?:度|全年|末|底)?[^，。；\n]{0,30}?[0-9]")
_WORD = re.compile(r"(?P<word>增加|减少|增长|下降|上升)(?:了|率|额|约|近|为)?[ ]?(?=[0-9０-９])")
_NO_QUANTITY_BEFORE = re.compile(
    r"(?:第|图|表|附件|附|〔|［|号|No\.?|[A-Za-z]|[+/—–“‘]|[0-9]-|—)[ ]?$"
)
_NO_QUANTITY_AFTER = re.compile(
    r"[类款项][）)]|[ ]?(?:强|[月日号](?!户)|年[0-9]|[”+〕］/]|[—–-][0-9]+月)"
)
_LIST_NUMBER = re.compile(r"^[ \t\u3000]*(?:#+ *)?[（(]?[0-9０-９]{1,2}(?:[.．、)）]|$)")
_INLINE_NUMBER = re.compile(r"(?:^|[；。：: \u3000（(])[0-9]{1,2}[.．、](?![0-9])")
_IN_BRACKETS = re.compile(r"[（(][0-9]{1,2}[）)]")
_HEAD_UNIT = re.compile(r"单位[:：][ ]?(万元|元)")
_MINUS = re.compile(r"(?:^|[^0-9０-９A-Za-z－—–-])[-－]$")
_TOTAL = re.compile(r"(?:总计|合计|总额|总数|共计|合 ?计|小计|总投资|总金额)[^0-9，。；]{0,8}$")
ROW_TOTAL = re.compile(r"合[ \u3000]*计|总[ \u3000]*计|小计|总额")


@dataclass(frozen=True, slots=True)
class Target:
    """Something that can be changed: code points `start`..`end` of a document's text.

    `kind` is FIGURE, YEAR, WORD or HEAD_UNIT, `place` what sort of place a figure stands in, `unit`
    what it counts, at `unit_start`..`unit_end` if printed beside it. `negative`: a minus stands
    right before it.
    """

    kind: str
    start: int
    end: int
    printed: str
    place: str = TEXT
    unit: str = ""
    unit_start: int = -1
    unit_end: int = -1
    negative: bool = False


def find_targets(text: str, year: int | None) -> list[Target]:
    """Return what can be changed in a text in reading order; `year` is what the report is about."""
    found: list[Target] = []
    start = 0
    for line in text.split("\n"):
        found.extend(_figures(line, start))
        found.extend(_years(line, start, year))
        found.extend(words(line, start))
        start += len(line) + 1
    found.extend(head_units(text))
    return sorted(found, key=lambda target: target.start)


def head_units(text: str) -> Iterator[Target]:
    """Yield the units that stand above tables and hold for all their amounts."""
    for match in _HEAD_UNIT.finditer(text):
        spot = match.span(1)
        yield Target(HEAD_UNIT, *spot, match[1], CELL, match[1], *spot)


def figure(text: str, start: int, end: int, place: str, unit: str) -> Target:
    """Return a figure that is known as such; `place` is empty outside of tables."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    found = None if place else _UNIT.match(text, end)
    spot = (found.start("unit"), found.end("unit")) if found else (-1, -1)
    name = found["unit"] if found else unit
    return Target(
        FIGURE,
        start,
        end,
        text[start:end],
        place or _place(line, name, table=False, row_total=False),
        name,
        *spot,
        negative=is_negative(text, start),
    )


def report_year(text: str) -> int | None:
    """Return the year that a text names most, the first of those named as often."""
    named = Counter(
        re.findall(r"(20[0-9]{2})[ ]?年度?(?=[^，。\n]{0,25}(?:决算|预算|绩效|收入|支出))", text)
    )
    return int(named.most_common(1)[0][0]) if named else None


def _figures(line: str, offset: int) -> Iterator[Target]:
    table = line.startswith("\t") or "\t" in line.strip() or line.count("|") >= 1
    row_total = table and bool(ROW_TOTAL.search(line))
    for match in _NUMERAL.finditer(line):
        start, end = match.span()
        if _is_no_quantity(line, start, end):
            continue
        unit = _UNIT.match(line, end)
        alone = table and _alone(line, start, end)
        amount = re.fullmatch(r"[0-9,]+\.[0-9]{2}", match[0]) is not None
        if unit is None and not alone and not amount:
            continue
        name = unit["unit"] if unit else ""
        place = _place(line[:start], name, table=table, row_total=row_total)
        spot = (offset + unit.start("unit"), offset + unit.end("unit")) if unit else (-1, -1)
        negative = is_negative(line, start)
        yield Target(
            FIGURE, offset + start, offset + end, match[0], place, name, *spot, negative=negative
        )


def is_negative(text: str, start: int) -> bool:
    """Tell whether the minus of a numeral stands before its start, and no range or dash."""
    return bool(_MINUS.search(text, max(0, start - 2), start))


def _place(before: str, unit: str, *, table: bool, row_total: bool) -> str:
    if unit in RATES:
        return RATE
    if table:
        return TOTAL if row_total else CELL
    if _TOTAL.search(before):
        return TOTAL
    return TEXT if unit in MONEY or not unit else COUNT


def _is_no_quantity(line: str, start: int, end: int) -> bool:
    if _LIST_NUMBER.match(line) and _LIST_NUMBER.match(line).end() >= end:  # type: ignore[union-attr]
        return not _alone(line, start, end) or not line.startswith("\t")
    before, after = line[max(0, start - 6) : start], line[end : end + 8]
    if _NO_QUANTITY_BEFORE.search(before) or _NO_QUANTITY_AFTER.match(after):
        return True
    if re.match(r"[ ]?年(?!时间|以上|以内|内)", after):
        return True
    around = line[max(0, start - 1) : end + 1]
    inline = _INLINE_NUMBER.match(around) or _IN_BRACKETS.match(around)
    return inline is not None and not _UNIT.match(line, end)


def _alone(line: str, start: int, end: int) -> bool:
    """Tell whether nothing else stands in the cell of a numeral (a sign, a rate or a unit may)."""
    left = max(line.rfind("|", 0, start), line.rfind("\t", 0, start)) + 1
    ends = [at for at in (line.find("|", end), line.find("\t", end)) if at >= 0]
    right = min(ends, default=len(line))
    rest = line[left:start] + line[end:right]
    return re.fullmatch(r"[ \u3000≥≤≧≦>=<＝%％+-]*", rest) is not None


def _years(line: str, offset: int, year: int | None) -> Iterator[Target]:
    for match in _YEAR.finditer(line):
        compared = _COMPARED.search(line[max(0, match.start() - 2) : match.start()])
        stated = int(match[0]) == year and _STATED.match(line, match.end())
        if compared or stated:
            place = "compared" if compared else "stated"
            yield Target(YEAR, offset + match.start(), offset + match.end(), match[0], place)


def words(line: str, offset: int) -> Iterator[Target]:
    """Yield the words of direction that stand before a figure."""
    for match in _WORD.finditer(line):
        start, end = match.span("word")
        yield Target(WORD, offset + start, offset + end, match["word"])
