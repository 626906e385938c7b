"""A pie whose slices carry name, figure and share at leader lines, so no legend is needed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.docmodel.model import Chart, Number
from mingzhang.documents.charts.draw import (
    INK,
    LINE,
    colour,
    decimals,
    text_at,
    text_width,
    wrap,
)
from mingzhang.kernel.rounding import half_up, ratio

_WIDTH = 640.0
_RADIUS = 92.0
_KNEE = 106.0  # where a leader line bends
_LABEL_X = 132.0  # distance of the label columns from the centre
_ASIDE = 114.0  # a leader line that would cross the pie first runs out to here
_NAME = 13.0
_NOTE = 12.0
_LINE_HEIGHT = _NAME * LINE
_BLOCK_GAP = 7.0


@dataclass(frozen=True, slots=True)
class _Slice:
    """A slice that is drawn: its lines of text, its angles in turns from twelve o'clock."""

    lines: tuple[str, ...]
    start: float
    end: float
    fill: str

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2 % 1

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
    reached = _first_turn([values[index].value for index in drawn], total)
    for index, name in enumerate(chart.categories):
        figure = _figure(chart, index, values)
        if index not in drawn:
            notes.append(f"{name} {figure}")
            continue
        start, reached = reached, reached + float(values[index].value / total)
        room = _WIDTH / 2 - _LABEL_X - 8
        lines = (*wrap(name, _NAME, room), *wrap(figure, _NAME, room))
        fill = colour(len(slices), len(drawn))
        slices.append(_Slice(lines, start, reached, fill))
    return slices, notes


def _first_turn(values: list[Decimal], total: Decimal) -> float:
    """Return where the first slice starts, in turns from twelve o'clock.

    That is twelve o'clock, unless one slice takes more than half: then its middle lies at three
    o'clock, so that the small ones stand on the left beside their labels.
    """
    if not values or max(values) * 2 <= total:
        return 0.0
    place = values.index(max(values))
    before = sum(values[:place], Decimal(0)) + values[place] / 2
    return 0.25 - float(before / total)


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


def _spread(side: list[_Slice], cy: float, height: float) -> list[float]:
    """Return the top of each label of a side, from above, without overlap, near its slice.

    `height` must hold them all. Labels are pushed down past their upper neighbour, then the
    lowest are pushed up from the lower edge.
    """
    tops: list[float] = []
    floor = 0.0
    for piece in side:
        wish = cy + _point(piece.middle, _KNEE)[1] - piece.height / 2
        tops.append(max(wish, floor))
        floor = tops[-1] + piece.height
    ceiling = height
    for place in range(len(side) - 1, -1, -1):
        tops[place] = min(tops[place], ceiling - side[place].height)
        ceiling = tops[place]
    return tops


def _crosses(start: tuple[float, float], end: tuple[float, float]) -> bool:
    """Tell whether the straight line between two points comes too near to the pie."""
    steps = ((start[0] + (end[0] - start[0]) * n / 20, n) for n in range(21))
    return any(
        math.hypot(x, start[1] + (end[1] - start[1]) * n / 20) < _RADIUS + 2 for x, n in steps
    )


def _label(piece: _Slice, top: float, cx: float, cy: float) -> list[str]:
    right = piece.middle < 0.5
    sign = 1 if right else -1
    middle = top + (piece.height - _BLOCK_GAP) / 2
    (x1, y1), (x2, y2) = _point(piece.middle, _RADIUS - 6), _point(piece.middle, _KNEE)
    points = [(x1, y1), (x2, y2), (sign * (_LABEL_X - 5), middle - cy)]
    if _crosses(points[1], points[2]):
        points.insert(2, (sign * _ASIDE, y2))
    path = " ".join(f"{decimals(cx + x)},{decimals(cy + y)}" for x, y in points)
    parts = [f'<polyline points="{path}" fill="none" stroke="#6b7280"/>']
    for number, text in enumerate(piece.lines, 1):
        y = top + number * _LINE_HEIGHT - 4
        anchor = "start" if right else "end"
        parts.append(text_at(cx + sign * _LABEL_X, y, text, _NAME, anchor))
    return parts


def _below(notes: list[str], top: float) -> tuple[list[str], float]:
    """Return the lines under the pie that list what has no slice, and where they end."""
    if not notes:
        return [], top
    text = "图中不绘出：" + "；".join(notes)
    parts: list[str] = []
    for row in wrap(text, _NOTE, _WIDTH - 16):
        top += _NOTE * 1.5
        parts.append(text_at(8, top, row, _NOTE))
    return parts, top + 6


def pie_chart(chart: Chart) -> tuple[list[str], float, float]:
    """Return the elements of a pie, its width and its height in px.

    Slices follow the categories clockwise. No two labels touch: the picture
    grows taller. Zero and negative values have no slice and are listed below.
    """
    values = chart.series[0].values if chart.series else ()
    slices, notes = _slices(chart, values)
    ring = sorted(slices, key=lambda piece: piece.middle)
    right = [piece for piece in ring if piece.middle < 0.5]
    left = [piece for piece in ring if piece.middle >= 0.5][::-1]
    needs = [sum(piece.height for piece in side) for side in (left, right)]
    height = max(2 * _KNEE + 28 if slices else 50.0, *needs)
    cx, cy = _WIDTH / 2, height / 2
    parts = [_shape(piece, cx, cy) for piece in slices]
    if not slices:
        empty = "没有可绘出的数"
        parts.append(text_at(cx - text_width(empty, _NAME) / 2, cy, empty, _NAME))
    for side in (left, right):
        for piece, top in zip(side, _spread(side, cy, height), strict=True):
            parts += _label(piece, top, cx, cy)
    lines, end = _below(notes, height)
    return [f'<g fill="{INK}">', *parts, *lines, "</g>"], _WIDTH, end
