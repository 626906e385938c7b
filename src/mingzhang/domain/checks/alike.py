"""Remarks that say the same: told twice of one figure, or of many places of one kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from mingzhang.domain.checks.model import Remark
from mingzhang.kernel.regex import lazy_regex

#: Rules by which the words differ from place to place and the fault does not.
_OF_A_KIND = frozenset({"base.year", "text.punctuation"})
#: A remark by the first rule says what one by the second says better, if it is about its figure.
_TWINS = (("change.rate", "change.base"),)
_QUOTED = lazy_regex(r"“[^”]*”")
_COUNTED = "处）"
_NAMED = 3


def merged(remarks: Iterable[Remark]) -> list[Remark]:
    """Return remarks, each fault told once with all of its places, in order of the first one."""
    groups: dict[tuple[object, ...], list[Remark]] = {}
    for number, each in enumerate(_once(list(remarks))):
        if each.message.endswith(_COUNTED):  # its finder has put the places of a kind together
            groups[number,] = [each]
            continue
        words = _QUOTED.sub("", each.message, count=1) if each.rule in _OF_A_KIND else each.message
        groups.setdefault((each.rule, each.severity, each.expected, words), []).append(each)
    return [_one(group) for group in groups.values()]


def _once(remarks: Sequence[Remark]) -> Iterator[Remark]:
    better = dict(_TWINS)
    known = {
        rule: {n for r in remarks if r.rule == rule for n in r.numbers} for rule in better.values()
    }
    for each in remarks:
        told = known.get(better.get(each.rule, ""), set())
        if not each.numbers or each.numbers[0] not in told:
            yield each


def _one(group: Sequence[Remark]) -> Remark:
    first = group[0]
    if len(group) == 1:
        return first
    quotes = dict.fromkeys(found[0] for r in group if (found := _QUOTED.search(r.message)))
    message = first.message
    if len(quotes) > 1:
        shown = "、".join([*quotes][:_NAMED]) + ("等" if len(quotes) > _NAMED else "")
        found = _QUOTED.search(message)
        start, end = found.span() if found else (0, 0)
        message = f"{message[:start]}{shown}{message[end:]}"
    return replace(
        first,
        message=f"{message}（共{len(group)}处）",
        spans=tuple(dict.fromkeys(span for each in group for span in each.spans)),
        numbers=tuple(dict.fromkeys(n for each in group for n in each.numbers)),
    )
