"""Where the figures of a document of ours stand in a file of it that has been read back.

The document is written several times more, each figure with all its digits replaced by one: the
digits at a place spell the number of the figure. Widths and line ends stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from difflib import SequenceMatcher
from functools import partial

from mingzhang.docmodel.model import (
    Block,
    Chart,
    Document,
    Number,
    Paragraph,
    Run,
    Series,
    Table,
    numbers,
)
from mingzhang.docmodel.source import SourceDocument, Span, flows

_BASE = 9  # the digits 1 to 9: a zero in front of a figure would go
_NUMERAL = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_DIGIT = re.compile(r"[0-9]")


def located(
    document: Document,
    read: SourceDocument,
    reprint: Callable[[Document], SourceDocument],
    *,
    values: bool = False,
) -> dict[int, Span]:
    """Return where each figure, counted as `numbers` does, stands in the text of a file.

    `reprint` writes a document and reads it back; `read` is what it gives for `document` itself.
    `values`: the format prints the values and not their texts. Figures that the file does not hold
    as text, that a line end cuts, or whose text is another with other digits are left out.
    """
    count = sum(1 for _ in numbers(document))
    size = 1
    while _BASE**size < count:
        size += 1
    places: list[Callable[[int], int]] = [partial(_mark, place) for place in range(size)]
    # A numeral that is none of the figures is the same in all; this one tells it from a figure.
    places.append(lambda number: _mark(0, number) % _BASE + 1)
    texts = _texts(read)
    printed = [
        _matched(texts, _texts(reprint(_marked(document, mark, values=values)))) for mark in places
    ]
    found: dict[int, Span] = {}
    for row, flow in enumerate(flows(read.blocks)):
        if any(row not in each for each in printed):
            continue
        for match in _NUMERAL.finditer(texts[row]):
            number = _spelt([each[row][match.start() : match.end()] for each in printed])
            at = [n for n, char in enumerate(flow.joined(read.text)) if not char.isspace()]
            spans = flow.spans(at[match.start()], at[match.end() - 1] + 1)
            if number is not None and number < count and len(spans) == 1:
                found.setdefault(number, spans[0])
    return found


def _texts(document: SourceDocument) -> list[str]:
    """Return the running texts without blanks, which on a page are gaps as its lines fall."""
    return ["".join(flow.joined(document.text).split()) for flow in flows(document.blocks)]


def _matched(texts: Sequence[str], others: Sequence[str]) -> dict[int, str]:
    """Return the other print of each text that has one; words in a chart move with its figures."""
    one, two = ([_DIGIT.sub("0", text) for text in each] for each in (texts, others))
    found = SequenceMatcher(None, one, two).get_matching_blocks()
    return {a + n: others[b + n] for a, b, size in found for n in range(size)}


def _mark(place: int, number: int) -> int:
    """Return the digit at a place of a number."""
    return number // int(_BASE**place) % _BASE + 1


def _spelt(prints: Sequence[str]) -> int | None:
    """Return the number that the digits of a place spell; None where no figure stands."""
    digits = [set(_DIGIT.findall(each)) for each in prints]
    if any(len(each) != 1 or "0" in each for each in digits):
        return None
    values = [int(min(each)) for each in digits]
    if values[-1] != values[0] % _BASE + 1:
        return None
    return sum((value - 1) * int(_BASE**place) for place, value in enumerate(values[:-1]))


def _marked(document: Document, mark: Callable[[int], int], *, values: bool) -> Document:
    count = iter(range(10**9))

    def marked(number: Number) -> Number:
        digit = str(mark(next(count)))
        text = _DIGIT.sub(digit, number.text)
        if not values:
            return replace(number, text=text)
        value = _DIGIT.sub(digit, f"{number.value:.{max(number.places, 0)}f}")
        return replace(number, text=text, value=Decimal(value))

    return replace(document, blocks=tuple(with_numbers(b, marked) for b in document.blocks))


def with_numbers(block: Block, change: Callable[[Number], Number]) -> Block:
    """Return a block with each of its figures changed, in the order of `numbers`."""

    def runs(old: tuple[Run, ...]) -> tuple[Run, ...]:
        return tuple(change(run) if isinstance(run, Number) else run for run in old)

    if isinstance(block, Paragraph):
        return replace(block, runs=runs(block.runs))
    if isinstance(block, Table):
        return replace(
            block,
            rows=tuple(tuple(replace(c, runs=runs(c.runs)) for c in row) for row in block.rows),
        )
    if isinstance(block, Chart):
        series = tuple(Series(s.name, tuple(map(change, s.values))) for s in block.series)
        return replace(block, series=series, shares=tuple(map(change, block.shares)))
    return block
