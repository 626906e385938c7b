"""A pie: large slices carry name, figure and share at leader lines, small ones stand in a list."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.docmodel.model import Chart, Number
from mingzhang.documents.charts.draw import (
    INK,
    LINE,
    balanced,
    colour,
    decimals,
    rect,
    text_at,
    text_width,
    wrap,
)
from mingzhang.kernel.rounding import half_up, ratio

_RADIUS = 88.0
_KNEE = 98.0  # where a leader line bends
_ASIDE = 108.0  # up to here it runs level, past the pie
_LABEL_X = 128.0  # distance of the label columns from the centre
_LINE_END = 123.0
_EDGE = 6.0
_TOP = 4.0  # free above the highest label
_LEAST_LABELLED = 0.03  # of the whole; the leader lines of smaller slices would crowd
_LEAST_ROOM = 560.0  # px: a narrower picture has no room for labels beside the pie
_NAME = 13.0
_NOTE = 12.0
_LINE_HEIGHT = _NAME * LINE
_BLOCK_GAP = 7.0
_SWATCH = 12.0
_NAME_X = 20.0  # of a listed name from its swatch
_COLUMN_GAP = 14.0
_HALF_GAP = 28.0  # between two halves of a list
_LEAST_HALVED = 4  # a shorter list is not halved


@dataclass(frozen=True, slots=True)
class _Slice:
    """A slice that is drawn: its name and figure, its angles in turns from twelve o'clock."""

    name: str
    figure: str
    start: float
    end: float
    fill: str

    @property
    def middle(self) -> float:
        whole = self.end - self.start > 1 - 1e-9
        return 0.25 if whole else (self.start + self.end) / 2


@dataclass(frozen=True, slots=True)
class _Label:
    """The label of a slice: its lines of text."""

    piece: _Slice
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        return len(self.lines) * _LINE_HEIGHT + _BLOCK_GAP


def _point(turn: float, radius: float) -> tuple[float, float]:
    angle = 2 * math.pi * turn
    return radius * math.sin(angle), -radius * math.cos(angle)


def _share(chart: Chart, index: int, values: tuple[Number, ...]) -> str:
    """Return the share with its sign, given or divided; empty where there is none."""
    if chart.shares:
        return chart.shares[index].text + chart.shares[index].unit
    total = sum((number.value for number in values), Decimal(0))
    if total <= 0 or min(number.value for number in values) < 0:
        return ""
    share = ratio(values[index].value * 100, total)
    # One decimal: the printed values do not tell more, and the text may give more from yuan.
    rounded = half_up(share, 1)
    return "不足0.1%" if share > 0 and rounded == 0 else f"{rounded}%"


def _figure(chart: Chart, index: int, values: tuple[Number, ...]) -> str:
    share = _share(chart, index, values)
    return f"{values[index].text}{values[index].unit}" + (f"（{share}）" if share else "")


def _slices(chart: Chart, values: tuple[Number, ...]) -> tuple[list[_Slice], list[str]]:
    """Return the slices to draw and the notes on what cannot be drawn (zero or negative)."""
    drawn = [index for index, number in enumerate(values) if number.value > 0]
    total = sum((values[index].value for index in drawn), Decimal(0))
    slices: list[_Slice] = []
    notes: list[str] = []
    reached = Decimal(0)
    for index, name in enumerate(chart.categories):
        figure = _figure(chart, index, values)
        if index not in drawn:
            notes.append(f"{name} {figure}")
            continue
        start, reached = reached, reached + values[index].value
        fill = colour(len(slices), len(drawn))
        slices.append(_Slice(name, figure, float(start / total), float(reached / total), fill))
    return slices, notes


def _shape(piece: _Slice, cx: float, cy: float) -> str:
    # A white edge as wide as the slice would hide it.
    stroke = 1.5 if piece.end - piece.start > 0.02 else 0
    edge = f'fill="{piece.fill}" stroke="#fff" stroke-width="{stroke}"'
    if piece.end - piece.start > 1 - 1e-9:  # an arc from a point to itself draws nothing
        centre = f'cx="{decimals(cx)}" cy="{decimals(cy)}"'
        return f'<circle {centre} r="{decimals(_RADIUS)}" {edge}/>'
    (x1, y1), (x2, y2) = _point(piece.start, _RADIUS), _point(piece.end, _RADIUS)
    large = int(piece.end - piece.start > 0.5)
    return (
        f'<path d="M{decimals(cx)} {decimals(cy)}L{decimals(cx + x1)} {decimals(cy + y1)}'
        f"A{decimals(_RADIUS)} {decimals(_RADIUS)} 0 {large} 1 "
        f'{decimals(cx + x2)} {decimals(cy + y2)}Z" {edge}/>'
    )


def _spread(side: list[_Label], cy: float, height: float) -> list[float]:
    """Return the top of each label of a side, from above, without overlap, near its slice.

    `height` must hold them all. Labels are pushed down past their upper neighbour, then the
    lowest are pushed up from the lower edge, which leaves room for them below _TOP.
    """
    tops: list[float] = []
    floor = _TOP
    for label in side:
        wish = cy + _point(label.piece.middle, _KNEE)[1] - label.height / 2
        tops.append(max(wish, floor))
        floor = tops[-1] + label.height
    ceiling = height
    for place in range(len(side) - 1, -1, -1):
        tops[place] = min(tops[place], ceiling - side[place].height)
        ceiling = tops[place]
    return tops


def _drawn_label(label: _Label, top: float, cx: float, cy: float) -> list[str]:
    """Return the leader line and the text of a label.

    The line leaves the pie, runs level past it and then to the text. Down a side the level parts
    and the texts follow one another in the same order, so no two lines can cross.
    """
    sign = 1 if label.piece.middle < 0.5 else -1
    middle = top + (label.height - _BLOCK_GAP) / 2
    (x1, y1) = _point(label.piece.middle, _RADIUS - 6)
    (x2, y2) = _point(label.piece.middle, _KNEE)
    points = ((x1, y1), (x2, y2), (sign * _ASIDE, y2), (sign * _LINE_END, middle - cy))
    path = " ".join(f"{decimals(cx + x)},{decimals(cy + y)}" for x, y in points)
    parts = [f'<polyline points="{path}" fill="none" stroke="#6b7280"/>']
    for number, text in enumerate(label.lines, 1):
        y = top + number * _LINE_HEIGHT - 4
        anchor = "start" if sign > 0 else "end"
        parts.append(text_at(cx + sign * _LABEL_X, y, text, _NAME, anchor))
    return parts


def _sides(slices: list[_Slice], width: float) -> tuple[list[_Label], list[_Label]]:
    """Return the labels of the left and of the right side, each from above."""
    room = width / 2 - _LABEL_X - _EDGE
    labels = [
        _Label(piece, (*balanced(piece.name, _NAME, room), *balanced(piece.figure, _NAME, room)))
        for piece in slices
    ]
    right = [label for label in labels if label.piece.middle < 0.5]
    return [label for label in labels if label.piece.middle >= 0.5][::-1], right


def _listed(pieces: list[_Slice], top: float, width: float) -> tuple[list[str], float]:
    """Return the list of slices without a label, in columns where it fits, and where it ends."""
    name = max((text_width(piece.name, _NAME) for piece in pieces), default=0.0)
    figure = max((text_width(piece.figure, _NAME) for piece in pieces), default=0.0)
    wide = _NAME_X + name + _COLUMN_GAP + figure
    if wide > width - 2 * _EDGE:
        return _stacked(pieces, top, width)
    halves = 2 if len(pieces) >= _LEAST_HALVED and 2 * wide + _HALF_GAP <= width - 16 else 1
    rows = -(-len(pieces) // halves)
    left = (width - halves * wide - (halves - 1) * _HALF_GAP) / 2
    parts: list[str] = []
    for number, piece in enumerate(pieces):
        x = left + number // rows * (wide + _HALF_GAP)
        y = top + (number % rows + 1) * _NAME * 1.6
        parts.append(rect(x, y - _SWATCH + 1, _SWATCH, _SWATCH, piece.fill))
        parts.append(text_at(x + _NAME_X, y, piece.name, _NAME))
        parts.append(text_at(x + _NAME_X + name + _COLUMN_GAP, y, piece.figure, _NAME))
    return parts, top + rows * _NAME * 1.6 + 8 if pieces else top


def _stacked(pieces: list[_Slice], top: float, width: float) -> tuple[list[str], float]:
    """Return the list with each figure below its name, and where it ends."""
    parts: list[str] = []
    room = width - _NAME_X - 2 * _EDGE
    for piece in pieces:
        top += _NAME * 0.3
        parts.append(rect(_EDGE, top + 5, _SWATCH, _SWATCH, piece.fill))
        for text in (*balanced(piece.name, _NAME, room), *balanced(piece.figure, _NAME, room)):
            top += _LINE_HEIGHT
            parts.append(text_at(_EDGE + _NAME_X, top, text, _NAME))
    return parts, top + 8


def _below(notes: list[str], top: float, width: float) -> tuple[list[str], float]:
    """Return the lines under the pie that list what has no slice, and where they end."""
    if not notes:
        return [], top
    text = "图中不绘出：" + "；".join(notes)
    parts: list[str] = []
    for row in wrap(text, _NOTE, width - 16):
        top += _NOTE * 1.5
        parts.append(text_at(8, top, row, _NOTE))
    return parts, top + 6


def pie_chart(chart: Chart, room: float) -> tuple[list[str], float, float]:
    """Return the elements of a pie, its width (`room`) and its height in px.

    Slices follow the categories clockwise from twelve o'clock. Those below 3 % of the whole, and
    all in a narrow picture, are named in a list under the pie in the same order. No two labels
    or lines touch: the picture grows taller. Zero and negative values have no slice and are
    listed below.
    """
    values = chart.series[0].values if chart.series else ()
    slices, notes = _slices(chart, values)
    beside = [s for s in slices if room >= _LEAST_ROOM and s.end - s.start >= _LEAST_LABELLED]
    sides = _sides(beside, room)
    height = 2 * _KNEE + 16 if slices else 50.0
    height = max(height, *(_TOP + sum(label.height for label in side) for side in sides))
    cx, cy = room / 2, height / 2
    parts = [_shape(piece, cx, cy) for piece in slices]
    if not slices:
        empty = "没有可绘出的数"
        parts.append(text_at(cx - text_width(empty, _NAME) / 2, cy, empty, _NAME))
    for side in sides:
        for label, top in zip(side, _spread(side, cy, height), strict=True):
            parts += _drawn_label(label, top, cx, cy)
    lines, end = _listed([piece for piece in slices if piece not in beside], height, room)
    below, end = _below(notes, end, room)
    return [f'<g fill="{INK}">', *parts, *lines, *below, "</g>"], room, end
