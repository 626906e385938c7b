"""Whether a document given along belongs to the one that is examined, and why it does not."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from difflib import SequenceMatcher

from mingzhang.domain.checks.judge import Judge
from mingzhang.domain.checks.model import Relation
from mingzhang.extraction.passages import View
from mingzhang.extraction.quantities.agreement import is_trivial
from mingzhang.kernel.regex import lazy_regex

#: So many figures must be linked before their disagreement says that the documents do not match.
_TELLING = 4
#: So many figures alike make up for another name.
_ALIKE = 3
#: So few say that a report and the tables given as its own are of one report.
_FEW = 2
_PLACE = lazy_regex(r"^.{1,8}?[省市州盟](?=.{3,})|^.{1,6}?[县区旗](?=.{3,})")
_SAME = 0.6  # of the signs of two names of one department


def of_another_year(main: View, other: View, called: str, *, last: bool) -> str:
    """Return that a document is about the wrong year; "" when it is not, or does not say."""
    if other.year is None:
        return ""
    if main.year is None:
        return f"本文件没有写明年度，没有与{called}核对"
    wanted = main.year - 1 if last else main.year
    if other.year == wanted:
        return ""
    return f"{called}写的是{other.year}年度，应为{wanted}年度，没有与它核对"


def of_another_department(main: View, other: View, called: str) -> str:
    """Return that a document is of another department; "" when that cannot be told."""
    one, two = main.subject, other.subject
    if not one or not two or one in other.text or two in main.text or _alike(one, two):
        return ""
    return f"{called}写的是“{two}”，不是“{one}”，没有与它核对"


def _alike(one: str, two: str) -> bool:
    """Tell whether two names can be of one department: written short, or with its place."""
    one, two = (_PLACE.sub("", each) for each in (one, two))
    return one in two or two in one or SequenceMatcher(None, one, two).ratio() >= _SAME


def vouched(relations: Sequence[Relation], own: int) -> bool:
    """Tell whether so many figures agree that both documents must be of one department.

    `own` is how many figures the examined document has; later numbers are of the other one.
    """
    held, broken = weighed(relations, own)
    return held >= _ALIKE and held >= _ALIKE * broken


def of_one(agreed: tuple[int, int], *, slip: bool) -> bool:
    """Tell whether a figure that differs must be wrong, the documents being of one report.

    `agreed` is as `weighed` gives it. `slip`: one slip of the pen explains the difference, so that
    less else has to agree.
    """
    held, broken = agreed
    return held >= _FEW and held >= (broken if slip else _ALIKE * broken)


def apart(relations: Sequence[Relation], own: int, called: str, least: int = _TELLING) -> str:
    """Return that figures mostly differ, so that the documents do not match; "" otherwise.

    It takes so many figures to tell, or `least` that all differ.
    """
    held, broken = weighed(relations, own)
    enough = least if not held else _TELLING
    if held + broken < enough or broken <= held:
        return ""
    return (
        f"与{called}对应的{held + broken}个数大多不同（{broken}个），"
        "可能不是同一部门或口径不同，没有核对"
    )


def weighed(relations: Sequence[Relation], own: int) -> tuple[int, int]:
    """Return how many telling amounts of the other document hold and do not.

    One amount takes part in many relations, and stands at several places.
    """
    one = Judge()
    counts: dict[tuple[Decimal, ...], list[int]] = {}
    for relation in relations:
        if all(is_trivial(x) for x in relation.observations):
            continue
        amounts = tuple(sorted(x.exact for x in relation.observations if x.number >= own))
        counts.setdefault(amounts, [0, 0])[one.judge(relation).violated] += 1
    broken = sum(failed > held for held, failed in counts.values())
    return len(counts) - broken, broken
