"""What a project may spend in the year, in words and in the form of its goals (D3).

Explanations of a project (项目经费情况说明) tell the year's budget under 年度预算安排, as one
amount or by quarters; the form below them tells it as 年度资金申请总额.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mingzhang.domain.checks.formulas import Sum
from mingzhang.domain.checks.model import Bound, Kind, Observation, Relation, Role
from mingzhang.extraction.labels import is_aspect
from mingzhang.extraction.passages import Passage, View
from mingzhang.kernel.regex import lazy_regex

_HEADING = lazy_regex("年度(?:预算|资金|经费)安排|年度用款计划")
_NEXT = lazy_regex(r"经费情况说明|项目(?:支出)?情况说明")
_ASKED = lazy_regex(r"年度(?:资金|预算)(?:申请|安排)?总额：?")
_YUAN = lazy_regex(r"（元）|单位：元")
_TOTAL = lazy_regex("项目(?:年度)?总?预算|总预算")
_QUARTERS = tuple(lazy_regex(f"第?{n}季度") for n in "一二三四")
#: So many paragraphs and cells behind the words the form is found, and its figure beside its name.
_FAR, _BESIDE = 60, 2


def find(view: View) -> Iterator[Relation]:
    """Yield that the year's budget of a project is that of its form."""
    for passage in view.passages:
        if passage.cell is not None or not passage.observations or not passage.headings:
            continue
        if _HEADING.search(passage.headings[-1].text):
            parts = _quarters(passage) or _total(passage)
            asked = _asked(view, passage) if parts else None
            if asked is not None:
                signs = Sum((1,) * len(parts))
                rule = "restate.same" if len(parts) == 1 else "parts.sum"
                yield Relation(rule, asked, signs, tuple(parts))


def _is_amount(o: Observation) -> bool:
    return o.kind is Kind.MONEY and o.role is Role.LEVEL and o.bound is Bound.EXACT


def _quarters(passage: Passage) -> Sequence[Observation]:
    """Return the amounts of the four quarters where a paragraph tells nothing else."""
    own = passage.observations
    if len(own) != len(_QUARTERS) or not all(map(_is_amount, own)):
        return ()
    ends = [0, *(o.unit_end for o in own)]
    words = [passage.text[end : o.start] for end, o in zip(ends, own, strict=False)]
    named = all(name.search(each) for name, each in zip(_QUARTERS, words, strict=True))
    return own if named else ()


def _total(passage: Passage) -> Sequence[Observation]:
    """Return the first amount of a paragraph where it is plainly that of the project."""
    first = passage.observations[0]
    named = is_aspect(first.label) or _TOTAL.search(first.label)
    return (first,) if _is_amount(first) and named else ()


def _asked(view: View, passage: Passage) -> Observation | None:
    """Return the amount that the next form asks for, None where another project begins before."""
    behind = view.passages[passage.place + 1 : passage.place + _FAR]
    in_yuan = False
    for at, cell in enumerate(behind):
        if cell.cell is None:
            if _NEXT.search(cell.text) or _HEADING.search(cell.text):
                return None
            continue
        in_yuan = in_yuan or _YUAN.search(cell.text) is not None
        if _ASKED.fullmatch("".join(cell.text.split())):
            beside = [o for c in behind[at + 1 : at + _BESIDE] for o in c.observations]
            told = [o for o in beside if o.kind is Kind.MONEY or (in_yuan and o.kind is Kind.PLAIN)]
            return told[0] if len(told) == 1 and told[0].value else None
    return None
