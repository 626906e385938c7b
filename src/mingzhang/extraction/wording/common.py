"""What the finders of wording share: places, remarks, and the parts of a document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.domain.checks.formulas import Same
from mingzhang.domain.checks.model import Observation, Operand, Relation, Remark, Severity
from mingzhang.extraction.passages import Passage, View, of_view
from mingzhang.kernel.regex import lazy_regex

#: A printed amount or rate; `decimal` turns it into a number.
NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}|[0-9]{1,15})(?:\.[0-9]{1,6})?"
PERCENT = r"[ ]?[%﹪]"
HAN = "一二三四五六七八九十"
_APART = frozenset({"contents", "scrap", "footer", "header"})
_SHOWN = 24
_FAR = 2000


@dataclass(frozen=True, slots=True)
class Place:
    """The signs `start`..`end` of a passage's text."""

    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        """Return the words there, folded."""
        return self.passage.text[self.start : self.end]

    @property
    def shown(self) -> str:
        """Return the words there as a message quotes them: short, without quotation marks."""
        return short(self.text)


def short(text: str, most: int = _SHOWN) -> str:
    """Return words as a message quotes them."""
    plain = " ".join(text.split()).translate(_PLAIN)
    return plain if len(plain) <= most else plain[: most - 1] + "…"


_PLAIN = str.maketrans({"“": "‘", "”": "’"})


def remark(
    rule: str,
    severity: Severity,
    message: str,
    places: Sequence[Place],
    *,
    stated: str = "",
    expected: str = "",
) -> Remark:
    """Return the remark at these places, the one to mend first; figures in them are named."""
    return Remark(
        rule,
        severity,
        message,
        tuple(span for p in places for span in p.passage.spans(p.start, p.end)),
        stated or places[0].text,
        expected,
        tuple(o.number for p in places for o in p.passage.within(p.start, p.end) if o.end <= p.end),
    )


def figure_at(passage: Passage, start: int) -> Observation | None:
    """Return the figure that begins at an offset of a passage, None where none does."""
    return next(iter(passage.within(start, start + 1)), None)


def agreed(rule: str, stated: Observation | None, other: Operand | None) -> Iterator[Relation]:
    """Yield that words tie a figure to another or to a number; nothing where one is not known.

    Where they disagree a remark tells it. What holds here says that they were compared.
    """
    if stated is not None and other is not None:
        yield Relation(rule, stated, Same(), (other,))


def running(view: View) -> Iterator[Passage]:
    """Yield the paragraphs that are text of the report: no cells, contents, page marks, scraps."""
    return (p for p in view.passages if p.cell is None and p.style not in _APART)


def parts(view: View) -> Iterator[list[Passage]]:
    """Yield the passages of each annex or part of a document, cells with them."""
    part: list[Passage] = []
    for passage in view.passages:
        if passage.style in _APART:
            continue
        if passage.level == 1 and part:
            yield part
            part = []
        part.append(passage)
    if part:
        yield part


def under(passage: Passage) -> str:
    """Return the heading that a passage stands under, for a message; "" for none."""
    own = [h.text for h in passage.headings if h.place != passage.place]
    return short(own[-1], 16) if own else ""


def is_prose(passage: Passage) -> bool:
    """Tell whether a passage is sentences and neither a heading nor a row of a table."""
    text = passage.text
    return any(sign in text for sign in "。，；") and len(text) >= 12


def is_row(passage: Passage) -> bool:
    """Tell whether a paragraph is a row of a table that was not recognised as one."""
    text = passage.text.rstrip()
    if not text or "。" in text or "，" in text:
        return False
    pieces = text.split()
    figures = sum(piece[0].isdigit() and "." in piece for piece in pieces)
    return figures >= 1 and (figures >= 2 or text[-1].isdigit())


@of_view
def strewn(view: View) -> frozenset[int]:
    """Return the places of paragraphs that are cells of a table which came without its lines.

    Such ones stand in long runs of a few words each, without a mark, with bare figures in between.
    """
    found: list[int] = []
    run: list[Passage] = []
    for passage in (*(p for p in view.passages if p.text.strip()), None):
        if passage and passage.cell is None and _is_few_words(passage.text):
            run.append(passage)
            continue
        if len(run) >= _RUN and sum(_BARE.fullmatch(p.text) is not None for p in run) > 1:
            found.extend(p.place for p in run)
        run = []
    return frozenset(found)


def _is_few_words(text: str) -> bool:
    return len(text) <= _CELL and _MARK.search(text) is None


_CELL, _RUN = 24, 8
_MARK = lazy_regex(r"[。；，：]")
_BARE = lazy_regex(r"\s*-?[0-9][0-9,]{0,20}(?:\.[0-9]{1,4})?%?\s*")


def clause_of(text: str, at: int, stops: str = "。；！？") -> tuple[int, int]:
    """Return begin and end of the stretch around an offset that no stop interrupts.

    It reaches no further than `_FAR` signs to either side.
    """
    first, last = max(0, at - _FAR), min(len(text), at + _FAR)
    begin = max(text.rfind(stop, first, at) for stop in stops) + 1
    ends = [end for end in (text.find(stop, at, last) for stop in stops) if end >= 0]
    return begin or first, min(ends) + 1 if ends else last


def sentence_of(passage: Passage, at: int) -> tuple[int, int]:
    """Return begin and end of the sentence that an offset stands in."""
    n = bisect_right(passage.sentences, (at, len(passage.text))) - 1
    return passage.sentences[n] if n >= 0 else (0, len(passage.text))


def decimal(printed: str) -> Decimal:
    """Return the number that a match of `NUMBER` prints."""
    return Decimal(printed.replace(",", ""))


def plain(number: Decimal) -> str:
    """Return a number as people write it: no exponent, no needless zeros."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def han_number(word: str) -> int:
    """Return the number that up to two Chinese digits and 十 write (1–99); 0 for anything else."""
    if word == "两":
        return 2
    tens, sign, ones = word.rpartition("十")
    if not sign:
        return HAN.find(ones) + 1 if len(ones) == 1 else 0
    if len(tens) > 1 or len(ones) > 1 or "十" in tens + ones:
        return 0
    ten = HAN.find(tens) + 1 if tens else 1
    one = HAN.find(ones) + 1 if ones else 0
    return ten * 10 + one if ten and (one or not ones) else 0


def written_number(word: str) -> int | None:
    """Return the whole number that ASCII or Chinese digits write; None for anything else."""
    if word.isascii() and word.isdigit():
        return int(word)
    return han_number(word) or None


def grouped(places: Iterable[Place]) -> dict[str, list[Place]]:
    """Return places by their words, in order of first appearance."""
    found: dict[str, list[Place]] = {}
    for place in places:
        found.setdefault("".join(place.text.split()), []).append(place)
    return found
