"""The words and figures of lines typed with runs of spaces, and which lines may make a table.

Converters that keep the layout of a page (and people who type a table) part cells by runs of
spaces, let one row take several lines, put empty lines between rows, and go on after a page break
at other columns. Here lines become segments with places; `space_tables` judges what they make.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import pairwise

from mingzhang.docmodel.source import Span
from mingzhang.documents.readers.encoding import PAGE_BREAK
from mingzhang.documents.readers.lines import Line, ends_sentence, is_folio, offsets
from mingzhang.kernel.regex import lazy_regex

_TOKEN = lazy_regex(r"\S+")
_AMOUNT = lazy_regex(
    r"[-−]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,18}\.\d+)[%％]?[*★#①-⑳]{0,3}"
    r"|[-−]?\d{1,9}[%％]|[-—–]{1,4}"
)
_BARE = lazy_regex(r"\d{1,18}")
_CODE = lazy_regex(r"\d{2,9}")
_CLASS = lazy_regex(r"[1-5]\d{2}(?:\d{2}){0,2}")
_NAMED = lazy_regex(r"[\u3400-\u9fff（(“《](?<![年月日个人次])")
_SPREAD = frozenset(
    ("合计", "总计", "小计", "共计", "项目", "科目", "备注", "金额", "名称", "单位", "收入", "支出")
)
_GAP = lazy_regex(r"\S(?:  |\u3000| \u3000)")
_OTHER = lazy_regex(r"[\t|│┃｜║]")  # parts cells in its own way
_TITLE = lazy_regex(r"[^，。；：:]{2,40}表(?:[（(][^）)]{1,14}[）)])?")
_CAPTION = lazy_regex(
    r"(?:^|.*[ \u3000])[（(]?(?:金额)?单位[:：]"
    r"|(?:编制|填报|编报|公开|预算)?(?:单位|部门)(?:名称)?[:：]"
    r"|(?:财决)?公开\s?\d{1,2}(?:-\d)?\s?表|[附续]表|[（(]?(?:接上表|续上表|续表)|注[:：]"
    r"|[（(]?\s?20\d\d\s?年度?\s?[）)]?$"
)
_ORDER = lazy_regex(r"栏\s*次|行\s*次|序\s*号")
_SPREAD_GAP = 8  # columns that the two signs of 合　　计 are apart at most
_MOST_BLANKS = 5  # empty lines between two rows of one table
_MOST_TAIL = 2  # lines of a name below the last figures
_MOST_LONE = 40  # characters of a line that is one cell


class Sort(Enum):
    """What a segment is: an amount, a whole number that may be a code, or words."""

    AMOUNT = 1
    NUMBER = 2
    WORDS = 3


@dataclass(frozen=True, slots=True)
class Segment:
    """Words or a figure of a line, with the columns that it takes.

    `chars` counts every character as one column, as programs that read pages do; `wide` counts a
    Chinese one as two, as a terminal or a person at a keyboard does.
    """

    span: Span
    words: str
    sort: Sort
    chars: tuple[int, int]
    wide: tuple[int, int]

    def place(self, *, wide: bool) -> tuple[int, int]:
        """Return where the segment begins and ends, by one of the two ways to count."""
        return self.wide if wide else self.chars


@dataclass(frozen=True)
class TypedLine:
    """A line of a stretch: `blanks` empty lines stand above it, `page` tells that one begins."""

    number: int
    segments: tuple[Segment, ...]
    blanks: int
    page: bool

    @cached_property
    def stated(self) -> bool:
        """Tell whether an amount stands on the line, which does not only number the columns."""
        return any(each.sort is Sort.AMOUNT for each in self.segments) and not self.numbers

    @property
    def numbers(self) -> bool:
        """Tell whether the line only numbers the columns (栏次 1 2 3)."""
        named = [each.words for each in self.segments if each.sort is Sort.WORDS]
        if not all(_ORDER.fullmatch(each) for each in named):
            return False
        rest = [each.words for each in self.segments if each.sort is not Sort.WORDS]
        if len(rest) < 2 or not all(map(_BARE.fullmatch, rest)) or not (named or rest[0] == "1"):
            return False
        return all(int(b) - int(a) == 1 for a, b in pairwise(rest))

    @property
    def text(self) -> tuple[str, ...]:
        """Return what stands on the line, without its places."""
        return tuple(each.words for each in self.segments)


def has_gap(line: Line) -> bool:
    """Tell whether a line has two words with more than a space between them."""
    return _GAP.search(line.words) is not None and _OTHER.search(line.words) is None


def stretch(text: str, lines: Sequence[Line], first: int) -> tuple[int, list[list[TypedLine]]]:
    """Return the line after those that may belong together from `first` on, and their blocks.

    A block ends where the caption of a table stands: its title, its unit, its office, its number.
    """
    blocks: list[list[TypedLine]] = [[]]
    last, blanks, page = first, 0, False
    for number in range(first, len(lines)):
        line = lines[number]
        page = page or text[line.raw.start - 1 : line.raw.start] == PAGE_BREAK
        if line.blank:
            blanks += 1
            if blanks > _MOST_BLANKS:
                break
            continue
        if not has_gap(line) and not _is_lone(line):
            break
        segments = segments_of(text, line)
        if is_folio(text, line, begins=page) or is_caption(line, segments):
            blocks.append([])
        else:
            blocks[-1].append(TypedLine(number, segments, blanks, page))
            blanks, page = 0, False
        last = number if has_gap(line) else last
    tail = range(last + 1, last + 1 + _MOST_TAIL)
    for each in blocks[-1]:
        last += each.number == last + 1 and each.number in tail  # the rest of the last name
    return last + 1, [kept for block in blocks if (kept := [x for x in block if x.number <= last])]


def _is_lone(line: Line) -> bool:
    """Tell whether a line without a gap may be one cell of a row."""
    short = len(line.words) <= _MOST_LONE and _OTHER.search(line.words) is None
    return short and not ends_sentence(line.words)


def is_caption(line: Line, segments: Sequence[Segment]) -> bool:
    """Tell whether a line belongs to no row: a title, a unit, an office."""
    if _CAPTION.match(line.words):
        return True
    return len(segments) <= 2 and _TITLE.fullmatch("".join(line.words.split())) is not None


def segments_of(text: str, line: Line) -> tuple[Segment, ...]:
    """Return the segments of a line: one space parts figures from words, more part everything."""
    raw = line.raw.of(text)
    places = offsets(raw)
    found: list[Segment] = []
    for start, end in _pieces(raw):
        words = raw[start:end]
        span = Span(line.raw.start + start, line.raw.start + end)
        own = Segment(span, words, _sort(words), (start, end), (places[start], places[end]))
        found.append(own)
    return tuple(_resolved(found))


def _sort(words: str) -> Sort:
    if _AMOUNT.fullmatch(words):
        return Sort.AMOUNT
    return Sort.NUMBER if _BARE.fullmatch(words) else Sort.WORDS


def _pieces(raw: str) -> Iterator[tuple[int, int]]:
    """Yield where the segments of a line begin and end."""
    start = end = -1
    for token in _TOKEN.finditer(raw):
        gap = raw[end : token.start()]
        if start >= 0 and not _goes_on(raw[start:end], gap, token[0]):
            yield start, end
            start = -1
        start, end = (token.start() if start < 0 else start), token.end()
    if start >= 0:
        yield start, end


def _goes_on(words: str, gap: str, after: str) -> bool:
    """Tell whether a word goes on with the segment before it."""
    if len(words) == len(after) == 1 and words + after in _SPREAD:
        return len(gap) <= _SPREAD_GAP
    if gap != " " or _AMOUNT.fullmatch(words) or _AMOUNT.fullmatch(after):
        return False
    return not (_CODE.fullmatch(words) and (_NAMED.match(after) or _CODE.fullmatch(after)))


def _resolved(segments: Sequence[Segment]) -> Iterator[Segment]:
    """Yield segments; a whole number is an amount unless it stands where codes do."""
    leading = 0
    while leading < len(segments) and segments[leading].sort is Sort.NUMBER:
        leading += 1
    named = leading < len(segments) and segments[leading].sort is Sort.WORDS
    coded = leading < len(segments) and _CLASS.fullmatch(segments[0].words) is not None
    for at, one in enumerate(segments):
        follows = at + 1 < len(segments) and segments[at + 1].sort is Sort.WORDS
        code = _CODE.fullmatch(one.words) is not None
        kept = (named or (coded and code)) if at < leading else (code and follows)
        if one.sort is Sort.NUMBER and not kept:
            yield Segment(one.span, one.words, Sort.AMOUNT, one.chars, one.wide)
        else:
            yield one
