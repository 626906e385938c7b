"""Shares of a whole that is named and nowhere printed: each part over the sum of all parts.

因公出国（境）费70万元，占“三公”经费的13.77%；公务接待费… : no amount bears the name of the whole,
but the parts are all of it. That is seen from the shares: they make 100 %, or all but one agree.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from mingzhang.domain.checks.formulas import PartOfSum, Sum
from mingzhang.domain.checks.model import Bound, Certainty, Kind, Relation, Role
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.text.shares import Pair, part_of

RULE = "share.of"
_WHOLE = Decimal(1)
#: How far shares of two decimals may miss 100 % together, each.
_ROUNDED = Decimal("0.05")
#: A unit of the last place of a share and a half, in tenths: what speaks for a sum of parts.
_ROOM = Decimal(16)


def find(view: View) -> Iterator[Relation]:
    """Yield each share of a list of parts as the part over the sum of all."""
    for passage in view.passages:
        if passage.cell is None and passage.observations:
            for pairs in _groups(view, passage):
                yield from _shares(pairs)


def _groups(view: View, passage: Passage) -> Iterator[list[Pair]]:
    """Yield the parts and shares of a passage that name one whole, two of them at least."""
    groups: dict[str, list[Pair]] = {}
    for share in passage.observations:
        if share.role is Role.SHARE and share.base and share.bound is Bound.EXACT:
            part = part_of(view, share)
            if part is not None and part.kind is Kind.MONEY:
                groups.setdefault(share.base, []).append(Pair(part, share))
    for pairs in groups.values():
        if len({pair.part.number for pair in pairs}) == len(pairs) > 1:
            yield pairs


def _shares(pairs: Sequence[Pair]) -> Iterator[Relation]:
    total = sum((pair.part.exact for pair in pairs), Decimal(0))
    if total <= 0:
        return
    agreeing = sum(_agrees(pair, total) for pair in pairs)
    percent = sum((pair.share.value for pair in pairs), Decimal(0))
    whole = abs(percent - 100) <= _ROUNDED * len(pairs)
    if agreeing < max(2, len(pairs) - 1) and not (whole and len(pairs) > 2):
        return
    sure = Certainty.CERTAIN if agreeing >= 2 else Certainty.LIKELY
    largest = max(pairs, key=lambda pair: pair.share.value)
    for pair in pairs:
        parts = tuple(other.part for other in pairs if other is not pair)
        rest = (_rest(pair, pairs),) if pair is largest else ()
        yield Relation(
            RULE, pair.share, PartOfSum(), (pair.part, *parts), certainty=sure, otherwise=rest
        )


def _rest(pair: Pair, pairs: Sequence[Pair]) -> Relation:
    """Return the largest share as what the others leave of 100 %, to which offices round it."""
    others = tuple(other.share for other in pairs if other is not pair)
    signs = (1, *(-1 for _ in others))
    return Relation(RULE, pair.share, Sum(signs), (_WHOLE, *others), certainty=Certainty.CERTAIN)


def _agrees(pair: Pair, total: Decimal) -> bool:
    off = abs(pair.part.exact / total - pair.share.exact)
    return off <= _ROOM.scaleb(-pair.share.places - 1) * pair.share.scale
