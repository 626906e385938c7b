"""How many things an amount is of: where the amount stands again, there are as many of them.

签约项目38个，投资总额332.85亿元 and 合作项目38个，投资332.85亿元 tell of the same projects, for two
sets of projects do not come to the same amount. Tables of indicators give both in rows of their
own (RELATIONS.md D3).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from mingzhang.domain.checks.model import Bound, Certainty, Kind, Observation, Relation, Role
from mingzhang.domain.checks.slips import significant
from mingzhang.extraction.passages import View
from mingzhang.extraction.quantities.agreement import agree, slipped
from mingzhang.extraction.quantities.restated import same
from mingzhang.kernel.regex import lazy_regex

#: Digits by which an amount is recognised.
_KNOWN = 4
#: Signs that names of things have in common at the end, and one row with another at the start.
_SUFFIX, _PREFIX = 2, 2
_PROSE = lazy_regex(r"[，。；]")
_APART = lazy_regex(r"其中|[。；：]|20[0-9]{2}")
_HAN = lazy_regex(r"[^一-鿿]+")

#: So many amounts of one name are compared with those of rows.
_MOST = 100

_Pair = tuple[Observation, Observation]
_Counts = dict[tuple[str, str, str], list[Observation]]
"""Counts by unit, by the end of their name, and by the beginning of that of their row."""


def find(view: View) -> Iterator[Relation]:
    """Yield that equal amounts are of equally many things, and rows of indicators with them."""
    first: dict[object, _Pair] = {}
    for count, amount in _in_text(view):
        key = (amount.exact, count.unit, _end(count))
        before = first.setdefault(key, (count, amount))
        if before[0] is not count and before[0].year in (None, count.year):
            yield same(before[0], count, Certainty.LIKELY)
    told: dict[str, list[_Pair]] = {}
    for pair in first.values():
        named = told.setdefault(pair[1].label, [])
        if len(named) < _MOST:
            named.append(pair)
    for amount, counts in _in_tables(view):
        yield from _of_row(amount, counts, told)


def _in_text(view: View) -> Iterator[_Pair]:
    """Yield a count of things with the amount right behind it."""
    for passage in view.passages:
        if passage.cell is not None and len(_PROSE.findall(passage.text)) < 3:
            continue
        for count, amount in pairwise(passage.observations):
            if _is_count(count) and _is_amount(amount) and _end(count):
                between = passage.text[count.unit_end : amount.start]
                if not _APART.search(between):
                    yield count, amount


def _in_tables(view: View) -> Iterator[tuple[Observation, _Counts]]:
    """Yield the actual amounts of indicators with the actual counts of their table's column."""
    columns: dict[tuple[int, int], list[Observation]] = {}
    for passage in view.passages:
        if passage.cell is None or len(passage.observations) != 1:
            continue
        (o,) = passage.observations
        if o.stage == "actual" and "/" in o.label:
            columns.setdefault((passage.cell.table, passage.cell.column), []).append(o)
    for column in columns.values():
        counts: _Counts = {}
        for o in column:
            if _is_count(o):
                counts.setdefault((o.unit, _end(o), _row(o)[:_PREFIX]), []).append(o)
        yield from ((o, counts) for o in column if _is_amount(o))


def _of_row(
    amount: Observation, counts: _Counts, told: Mapping[str, Sequence[_Pair]]
) -> Iterator[Relation]:
    """Yield the amount of a row as the one in the text, and the count of its row as that of it."""
    name = _row(amount)
    alike = [pair for pair in _named(name, told) if pair[1].unit == amount.unit]
    known = [pair for pair in alike if agree(pair[1], amount)]
    if not known:
        near = [pair[1] for pair in alike if slipped(pair[1], amount)]
        if near:
            yield same(near[0], amount, Certainty.POSSIBLE, slip_only=True)
        return
    count, said = known[0]
    yield same(said, amount, Certainty.LIKELY)
    own = counts.get((count.unit, _end(count), name[:_PREFIX]), [])
    if len(own) == 1:
        yield same(count, own[0], Certainty.LIKELY)


def _row(o: Observation) -> str:
    """Return the innermost name of a row."""
    return o.label.rpartition("/")[2]


def _named(row: str, told: Mapping[str, Sequence[_Pair]]) -> list[_Pair]:
    """Return what the text calls by the end of a row's name (投资总额), in reading order."""
    ends = (row[n:] for n in range(len(row) - _KNOWN + 1))
    return sorted((pair for end in ends for pair in told.get(end, ())), key=_number)


def _number(pair: _Pair) -> int:
    return pair[1].number


def _end(o: Observation) -> str:
    """Return the last signs of the name of what is counted, "" where there is none."""
    plain = _HAN.sub("", o.label or o.subject)
    return plain[-_SUFFIX:] if len(plain) >= _SUFFIX else ""


def _is_count(o: Observation) -> bool:
    return o.kind is Kind.COUNT and o.role is Role.LEVEL and o.bound is Bound.EXACT


def _is_amount(o: Observation) -> bool:
    exact = o.kind is Kind.MONEY and o.role is Role.LEVEL and o.bound is Bound.EXACT
    return exact and significant(o.value.normalize()) >= _KNOWN
