"""The explanations of terms: one term explained twice, one that says the opposite of its name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingzhang.domain.checks.model import Remark, Severity
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.wording.common import Place, remark, running, short
from mingzhang.kernel.regex import lazy_regex

_TERMS = "名词解释"
_NUMBER = lazy_regex(
    r"^[ ]{0,8}(?:[0-9]{1,2}[.、]|（[0-9一二三四五六七八九十]{1,3}）|"
    r"[一二三四五六七八九十]{1,3}、)?[ 、]{0,8}"
)
_TERM = lazy_regex(r"(?P<term>[^。：，；]{2,80}?)(?:：|(?:是?指|主要)?反映|是指|指|:)")
#: What a name says and what would be its opposite: 归口管理 and 未实行归口管理, 参照 and 未参照.
_NEGATED = lazy_regex(
    r"(?:未|非|不)(?:实行|纳入|参照)?(?P<what>归口管理|参照公务员法管理|财政拨款)"
)


def find(view: View) -> Iterator[Remark]:
    """Yield a remark for each term that is explained twice, or as what it is not."""
    seen: dict[str, Place] = {}
    for passage in running(view):
        if not any(_TERMS in heading.text for heading in passage.headings):
            continue
        begin = _number_end(passage)
        found = _TERM.match(passage.text, begin)
        if found is None or len(passage.text) - begin < 15:
            continue
        place = Place(passage, found.start("term"), found.end("term"))
        term = "".join(found["term"].split()).strip("“”")
        yield from _opposite(passage, place, found.end())
        first = seen.setdefault(term, place)
        if first is not place and len(term) >= 4:
            message = f"名词解释中“{short(term, 40)}”解释了两次，请核对其中一处的名称"
            yield remark("name.term", Severity.HINT, message, [place, first])


def _number_end(passage: Passage) -> int:
    found = _NUMBER.match(passage.text)
    return found.end() if found else 0


def _opposite(passage: Passage, term: Place, at: int) -> Iterator[Remark]:
    """Yield a remark where the first clause of an explanation negates the name itself."""
    clause = re.split("[。，；]", passage.text[at:], maxsplit=1)[0]
    found = _NEGATED.search(clause)
    if found is None or found["what"] not in term.text or _NEGATED.search(term.text):
        return
    place = Place(passage, at + found.start(), at + found.end())
    message = f"名词“{short(term.text, 40)}”的解释写为“{place.shown}”，与名称相反"
    yield remark("name.term", Severity.HINT, message, [place, term])
