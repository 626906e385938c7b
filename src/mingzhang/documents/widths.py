"""Widths of columns: as declared, but no figure breaks, and words get what figures can spare."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from mingzhang.documents.measure import TWIPS_PER_PT

_WORD_EM = 4.0
_KEPT_SHARE = 0.8  # a column that has a use for it keeps so much of its declared width


class Needs:
    """What the columns of a table hold: widths of the cells in em.

    `weights` are the declared widths; `padding` of a cell and `total` of the table in points.
    """

    def __init__(self, weights: Sequence[int], padding: float, total: float) -> None:
        whole = sum(weights)
        self.weights = tuple(weights)
        self.padding = padding
        self.total = total
        self.declared = [weight * total / whole for weight in weights]
        self._least = [0.0] * len(weights)
        self._words = [0.0] * len(weights)
        self._whole = [0.0] * len(weights)

    def add(self, column: int, least: float, whole: float, *, figure: bool = False) -> None:
        """Count a cell that stands in one column alone.

        `least` may not break, `whole` is all of it on one line. A figure can do with its least:
        what goes beyond is a mark in words.
        """
        self._least[column] = max(self._least[column], least)
        self._words[column] = max(self._words[column], least if figure else whole)
        self._whole[column] = max(self._whole[column], whole)

    def least(self, size: float) -> list[float]:
        """Give in points what each column must have, lest a figure or a word of digits breaks."""
        return [em * size + self.padding for em in self._least]

    def whole(self, size: float) -> list[float]:
        """Give in points what each column could use; columns declared alike alike."""
        return self._alike([em * size + self.padding for em in self._whole])

    def wanted(self, size: float) -> list[float]:
        """Give in points what each column should keep: its least, and most of what it declares.

        A head of four characters (科目编码) stays on one line.
        """
        word = _WORD_EM * size + self.padding
        return [
            max(least, min(words * size + self.padding, max(own * _KEPT_SHARE, word)))
            for least, words, own in zip(self.least(size), self._words, self.declared, strict=True)
        ]

    def fit(self, size: float) -> list[float]:
        """Give the widths to keep at a size, columns declared alike if they can be alike.

        Empty where the figures do not fit without taking too much from the words.
        """
        wanted = self.wanted(size)
        for widths in (self._alike(wanted), wanted):
            if sum(widths) <= self.total:
                return widths
        return []

    def _alike(self, widths: Sequence[float]) -> list[float]:
        widest: dict[int, float] = {}
        for weight, width in zip(self.weights, widths, strict=True):
            widest[weight] = max(widest.get(weight, 0.0), width)
        return [widest[weight] for weight in self.weights]


def fitted_widths(
    needs: Needs, sizes: Sequence[float], floor: float
) -> list[tuple[float, tuple[float, ...]]]:
    """Give the sizes that can be taken, falling, each with the widths of the columns in points.

    Sizes below `floor` are taken only where at no other the figures fit; where they fit at none,
    the last size stands with the widths in proportion to what is needed. The widths are whole
    twentieths of a point and add up to the total.
    """
    usual = [size for size in sizes if size >= floor]
    kept = [(size, fit) for size in usual if (fit := needs.fit(size))]
    if not kept:
        squeezed = [size for size in sizes if sum(needs.least(size)) <= needs.total]
        kept = [(size, needs.least(size)) for size in squeezed[:1]]
    if not kept:
        least = needs.least(sizes[-1])
        kept = [(sizes[-1], [width * needs.total / sum(least) for width in least])]
    return [(size, _shared(needs, size, widths)) for size, widths in kept]


def _shared(needs: Needs, size: float, kept: Sequence[float]) -> tuple[float, ...]:
    """Share the width: as declared, each at least what it keeps, and words what is spare."""
    raised = [max(pair) for pair in zip(kept, needs.declared, strict=True)]
    widths = _moved(needs.declared, raised, kept)
    whole = needs.whole(size)
    lent = [
        min(width, max(keep, line, own * _KEPT_SHARE))
        for width, keep, line, own in zip(widths, kept, whole, needs.declared, strict=True)
    ]
    return whole_twips(_moved(widths, whole, lent), needs.total)


def _moved(widths: Sequence[float], wanted: Sequence[float], kept: Sequence[float]) -> list[float]:
    """Move room from columns wider than `kept` to those narrower than `wanted`, in proportion.

    No column ends below `kept` or above `wanted` because of it; the sum stays.
    """
    lacks = [max(want - width, 0.0) for width, want in zip(widths, wanted, strict=True)]
    spares = [
        0.0 if lack else max(width - keep, 0.0)
        for width, keep, lack in zip(widths, kept, lacks, strict=True)
    ]
    moved = min(sum(lacks), sum(spares))
    if moved <= 0:
        return list(widths)
    return [
        width + lack * moved / sum(lacks) - spare * moved / sum(spares)
        for width, lack, spare in zip(widths, lacks, spares, strict=True)
    ]


def whole_twips(widths: Sequence[float], total: float) -> tuple[float, ...]:
    """Round widths in points to twentieths so that they add up to the rounded total."""
    edges, reached = [0], 0.0
    for width in widths:
        reached += width
        edges.append(round(reached * TWIPS_PER_PT))
    edges[-1] = round(total * TWIPS_PER_PT)
    return tuple((right - left) / TWIPS_PER_PT for left, right in pairwise(edges))
