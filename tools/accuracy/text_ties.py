"""Which figures of a text determine each other, found by arithmetic alone.

A share of two decimals that is the quotient of the amount before it and another of its paragraph,
a growth that is that of the amounts around it, an amount that is the sum of those behind it: chance
seldom makes these. The same amount of many digits under the same words is one amount printed twice.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from mingzhang.docmodel.source import SourceDocument, SourceParagraph, Span
from tools.accuracy.equations import VIOLATED, Equation, Node, Ref
from tools.accuracy.table_ties import Entry, grids, tie, value_of
from tools.accuracy.targets import FIGURE, MONEY, RATES, Target
from tools.accuracy.ties import SCALES, Tie

#: Digits that a rate or an amount shows at least, so that it does not fit by chance.
_RATE_DIGITS, _AMOUNT_DIGITS = 3, 5
_PARTS = 12
_BEFORE = 80  # characters in which the name of an amount stands
_WORDS = re.compile(r"[㐀-鿿]{2,}")
_LEAST_LABEL = 3
_DIRECTION_DOWN = re.compile(r"(?:减少|下降|降低)[^，。；]{0,6}$")


def text_ties(document: SourceDocument, targets: Sequence[Target]) -> Iterator[Tie]:
    """Yield what holds between the figures of a paragraph, and amounts that are printed twice."""
    starts = [target.start for target in targets]
    for block in document.blocks:
        if isinstance(block, SourceParagraph) and block.flow.pieces:
            first, last = block.flow.pieces[0].start, block.flow.pieces[-1].end
            inside = range(bisect_left(starts, first), bisect_left(starts, last))
            figures = [n for n in inside if targets[n].kind == FIGURE]
            yield from _sums(targets, figures)
            yield from _rates(document.text, targets, figures)
    yield from _restated(document, targets)


def _entry(targets: Sequence[Target], number: int) -> Entry:
    return Entry(number, value_of(targets[number]))


def _digits(target: Target) -> int:
    """Return how many digits of a print tell something; a round number has few."""
    digits = re.sub(r"\D", "", target.printed).lstrip("0")
    return len(digits if "." in target.printed else digits.rstrip("0"))


def _sums(targets: Sequence[Target], figures: Sequence[int]) -> Iterator[Tie]:
    """Yield amounts that are the sum of those right behind them."""
    money = [n for n in figures if targets[n].unit in MONEY]
    for at, number in enumerate(money):
        whole, value, parts = _entry(targets, number), Fraction(0), []
        unit = targets[number].unit
        if _digits(targets[number]) < _RATE_DIGITS:
            continue
        for other in money[at + 1 : at + 1 + _PARTS]:
            if targets[other].unit != unit:
                break
            part = _entry(targets, other)
            parts.append(part)
            value += part.box.value
            filled = sum(each.box.value != 0 for each in parts)
            if value == whole.box.value and filled > 1:
                found = tie(f"list {number}", whole, parts)
                if found is not None:
                    yield found
                break


def _rates(text: str, targets: Sequence[Target], figures: Sequence[int]) -> Iterator[Tie]:
    """Yield shares and growths of amounts before them in the paragraph."""
    for at, number in enumerate(figures):
        target = targets[number]
        if target.unit not in RATES or len(re.sub(r"\D", "", target.printed)) < _RATE_DIGITS:
            continue
        money = [n for n in figures[:at] if targets[n].unit in MONEY]
        if not money:
            continue
        down = bool(_DIRECTION_DOWN.search(text[max(0, target.start - 10) : target.start]))
        near = money[-1]
        for other in [
            *reversed(money[:-1]),
            *(n for n in figures[at:] if targets[n].unit in MONEY),
        ]:
            if targets[other].unit != targets[near].unit:
                continue
            found = _rate(targets, number, near, other, down=down)
            if found is not None:
                yield found
                break


def _rate(targets: Sequence[Target], rate: int, near: int, other: int, *, down: bool) -> Tie | None:
    """Return a rate as part of a whole, as what changed of what was, or as new against old."""
    boxes = {Ref(n, "0"): value_of(targets[n]) for n in (rate, near, other)}
    share, first, second = boxes
    hundredth: Node = ("/", share, Fraction(100))
    changed: Node = ("+", second, first) if down else ("-", second, first)
    readings: tuple[tuple[str, Node], ...] = (
        ("share", ("/", first, second)),
        ("growth", ("/", first, changed)),
    )
    for kind, node in readings:
        equation = Equation(hundredth, "=", node)
        values = {ref: each.value for ref, each in boxes.items()}
        if 0 in (values[first], values[second]) or equation.judge(boxes) == VIOLATED:
            continue
        exact = abs(_value(node, values) * 100 - values[share])
        if exact <= boxes[share].high - values[share]:
            members = {ref: (ref.line,) for ref in boxes}
            return Tie(f"{kind} {rate}", kind, equation, boxes, members)
    return None


def _value(node: Node, values: dict[Ref, Fraction]) -> Fraction:
    if isinstance(node, Ref):
        return values[node]
    if isinstance(node, Fraction):
        return node
    sign, left, right = node
    a, b = _value(left, values), _value(right, values)
    if sign == "/":
        return a / b if b else Fraction(0)
    return a + b if sign == "+" else a - b


def _restated(document: SourceDocument, targets: Sequence[Target]) -> Iterator[Tie]:
    """Yield amounts that stand twice under the same words, in cells or in a text."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    labels: dict[int, str] = {}
    rows: dict[int, tuple[int, int]] = {}
    for number, grid in enumerate(grids(document, targets)):
        for row, entries in grid.entries.items():
            for column, entry in entries.items():
                words = "".join(_WORDS.findall(grid.label(row, column)))
                if _digits(targets[entry.target]) >= _AMOUNT_DIGITS and len(words) >= _LEAST_LABEL:
                    labels[entry.target] = words
                    rows[entry.target] = number, row
    for figure, words in labels.items():
        found[targets[figure].printed, words].append(figure)
    for members in found.values():
        for first, second in pairwise(members):
            if rows[first] != rows[second]:  # what a row says of its own parts are its sums
                yield _same(targets, first, second, Fraction(1), Fraction(1))
    yield from _told(document, targets, labels)


def _told(
    document: SourceDocument, targets: Sequence[Target], labels: dict[int, str]
) -> Iterator[Tie]:
    """Yield amounts of the text that a cell states whose label stands before them."""
    cells: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for number in labels:
        for scale in (1, 10**4):
            cells[round(value_of(targets[number]).value * scale / 100)].append((number, scale))
    flows = [b.flow for b in document.blocks if isinstance(b, SourceParagraph) and b.flow.pieces]
    starts = [flow.pieces[0].start for flow in flows]
    for number, target in enumerate(targets):
        if target.unit != "万元" or target.kind != FIGURE or number in labels:
            continue
        if _digits(target) < _AMOUNT_DIGITS:
            continue
        at = bisect_left(starts, target.start + 1) - 1
        begin = max(starts[at] if at >= 0 else 0, target.start - _BEFORE)
        before = re.sub(r"\s", "", Span(begin, target.start).of(document.text))
        for cell, scale in cells.get(round(value_of(target).value * 100), ()):
            if labels[cell] in before:
                yield _same(targets, number, cell, SCALES["万元"], Fraction(scale))
                break


def _same(
    targets: Sequence[Target], first: int, second: int, scale: Fraction, other: Fraction
) -> Tie:
    one, two = Ref(first, "0"), Ref(second, "0")
    boxes = {one: value_of(targets[first]), two: value_of(targets[second])}
    equation = Equation(("*", one, scale), "=", ("*", two, other))
    members = {one: (first,), two: (second,)}
    return Tie(f"same {first} {second}", "restatement", equation, boxes, members)
