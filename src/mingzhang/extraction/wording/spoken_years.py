"""Which year words speak of: the helpers of the finders that hold years against each other."""

from __future__ import annotations

import re

from mingzhang.extraction.passages import Passage
from mingzhang.extraction.wording.common import sentence_of
from mingzhang.kernel.regex import lazy_regex

#: A year as a group; 年 follows.
YEAR = r"(?P<year>20[0-9]{2})[ ]?"
AGAINST = "(?:相?比|与|较|和|同|相较于?)"
_FAR = 2000
_NAMED = lazy_regex(rf"(?<![0-9〔［]){YEAR}年")
_TITLES = lazy_regex(r"《[^《》]{1,80}》")
_BASES = lazy_regex(rf"{AGAINST}[ ]?{YEAR}年")
_SEVERAL_BEFORE = lazy_regex(r"20[0-9]{2}[ ]?年?度?[、和至与—~-][ ]?$")
_SEVERAL_AFTER = lazy_regex(r"年?度?[、和至与—~-][ ]?20[0-9]{2}")


def segment(passage: Passage, at: int) -> int:
    """Return where the sentence of an offset begins, or the part of it after a semicolon.

    It reaches no further back than `_FAR` signs.
    """
    begin = max(sentence_of(passage, at)[0], at - _FAR)
    return max(begin, passage.text.rfind("；", begin, at) + 1)


def subject_year(before: str, year: int) -> int:
    """Return the year that words speak of: the report's if they name it, else the last one.

    Titles and the years that are compared with do not count; without any it is the report's.
    """
    told = own_years(before)
    return year if year in told or not told else told[-1]


def own_years(words: str) -> list[int]:
    """Return the years that words name outside of titles and comparisons."""
    plain = _BASES.sub("", _TITLES.sub("", words))
    return [int(found["year"]) for found in _NAMED.finditer(plain)]


def is_listed(text: str, found: re.Match[str]) -> bool:
    """Tell whether the year of a match is one of several that are named together."""
    before = text[max(0, found.start("year") - 8) : found.start("year")]
    after = text[found.end("year") : found.end("year") + 10]
    return bool(_SEVERAL_BEFORE.search(before) or _SEVERAL_AFTER.match(after))
