"""Columns in groups: one group per category, one column per series."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from mingzhang.docmodel.model import Chart
from mingzhang.documents.charts.draw import (
    GRID,
    INK,
    LINE,
    balanced,
    colour,
    decimals,
    line,
    rect,
    text_at,
    text_width,
)

_PLOT = 230.0  # height between the lowest and the highest grid line
_LABEL = 12.0
_NAME = 13.0
_PAD = 6.0  # free px between two labels
_GROUP_GAP = 18.0
_UPRIGHT = 19.0  # room that a label turned by 90 degrees needs
_BAR = 52.0  # a column is never wider
_BAR_GAP = 1.8  # free room of a group, in columns, as between the columns of the docx
_HALO = ' stroke="#fff" stroke-width="3" stroke-linejoin="round" paint-order="stroke"'


@dataclass(frozen=True, slots=True)
class _Axis:
    """The value axis: bounds and step in the chart's unit."""

    low: Decimal
    high: Decimal
    step: Decimal

    def ticks(self) -> list[Decimal]:
        count = int((self.high - self.low) / self.step)
        return [self.low + self.step * number for number in range(count + 1)]

    def y(self, value: Decimal, top: float) -> float:
        return top + _PLOT * float((self.high - value) / (self.high - self.low))


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where things stand, in px: edges of the plot, width of a group, of a column, their pitch."""

    left: float
    top: float
    foot: float  # where the names of the categories start
    group: float
    pitch: float
    bar: float
    turned: bool
    width: float


def _axis(values: list[Decimal]) -> _Axis:
    low, high = min(Decimal(0), *values), max(Decimal(0), *values)
    span = high - low or Decimal(1)
    power = Decimal(1).scaleb((span / 5).adjusted())
    step = next(power * m for m in (1, 2, 5, 10) if power * m * 5 >= span)
    return _Axis((low / step).to_integral_value("ROUND_FLOOR") * step, _up(high, step), step)


def _up(high: Decimal, step: Decimal) -> Decimal:
    return max((high / step).to_integral_value("ROUND_CEILING"), Decimal(1)) * step


def _tick(value: Decimal) -> str:
    return f"{value.normalize() + 0:,f}"


def _legend(chart: Chart, width: float) -> tuple[list[str], float]:
    """Return the legend's elements and the height that it takes."""
    parts: list[str] = []
    x, y = 0.0, 16.0
    unit = f"单位：{chart.unit}"
    x = text_width(unit, _LABEL) + 24
    parts.append(text_at(4, y, unit, _LABEL))
    for index, series in enumerate(chart.series if len(chart.series) > 1 else ()):
        need = 20 + text_width(series.name, _LABEL) + 18
        if x + need > width:
            x, y = 4.0, y + 20
        parts.append(rect(x, y - 11, 13, 13, colour(index, len(chart.series))))
        parts.append(text_at(x + 19, y, series.name, _LABEL))
        x += need
    return parts, y + 12


def _frame(chart: Chart, axis: _Axis, width: float) -> _Frame:
    """Turn the value labels upright when they would touch, and widen the picture after that.

    The frame stands at the top of the picture; the caller moves it below the legend.
    """
    figures = [number for series in chart.series for number in series.values]
    widest = max((text_width(number.text, _LABEL) for number in figures), default=0)
    left = max(text_width(_tick(value), _LABEL) for value in axis.ticks()) + 14
    series, groups = max(len(chart.series), 1), max(len(chart.categories), 1)
    group = (width - left - 8) / groups
    turned = series * (widest + _PAD) + _GROUP_GAP > group
    need = _UPRIGHT if turned else widest + _PAD
    group = max(group, series * need + _GROUP_GAP)
    pitch = min(max((group - _GROUP_GAP) * 0.8 / series, need), max(72.0, need))
    bar = min(pitch * 0.78, group / (series + _BAR_GAP), _BAR)
    room = (widest if turned else _LABEL) + 10
    ends = [axis.y(number.value, 0) for number in figures] or [0]
    top = max(room - min(ends), 8)
    below = max(room - (_PLOT - max(ends)), 4) if axis.low < 0 else 4
    foot, right = top + _PLOT + below, left + group * groups + 8
    return _Frame(left, top, foot, group, pitch, bar, turned, right)


def _column(axis: _Axis, frame: _Frame, centre: float, value: Decimal, fill: str) -> str:
    zero, end = axis.y(Decimal(0), frame.top), axis.y(value, frame.top)
    return rect(centre - frame.bar / 2, min(zero, end), frame.bar, abs(zero - end), fill)


def _value(axis: _Axis, frame: _Frame, centre: float, value: Decimal, text: str) -> str:
    end = axis.y(value, frame.top)
    below = value < 0
    if not frame.turned:
        return text_at(centre, end + (15 if below else -5), text, _LABEL, "middle", _HALO)
    x, y = centre + _LABEL * 0.35, end + (6 if below else -5)
    turn = f' transform="rotate(-90 {decimals(x)} {decimals(y)})"'
    return text_at(x, y, text, _LABEL, "end" if below else "start", _HALO + turn)


def column_chart(chart: Chart, room: float) -> tuple[list[str], float, float]:
    """Return the elements of a column chart, its width and its height in px.

    No two value labels touch: labels that would are turned upright, and the picture grows wider
    than `room` px when even that is too narrow. Negative values hang below the zero line.
    """
    values = [number.value for series in chart.series for number in series.values]
    axis = _axis(values or [Decimal(0)])
    frame = _frame(chart, axis, room)
    parts, legend = _legend(chart, frame.width)
    frame = replace(frame, top=frame.top + legend, foot=frame.foot + legend)
    for tick in axis.ticks():
        y = axis.y(tick, frame.top)
        parts.append(line(frame.left, y, frame.width - 8, y, INK if tick == 0 else GRID))
        parts.append(text_at(frame.left - 6, y + 4, _tick(tick), _LABEL, "end"))
    labels: list[str] = []
    count = len(chart.series)
    for index, series in enumerate(chart.series):
        for place, number in enumerate(series.values):
            centre = frame.left + frame.group * (place + 0.5)
            centre += frame.pitch * (index - (count - 1) / 2)
            parts.append(_column(axis, frame, centre, number.value, colour(index, count)))
            labels.append(_value(axis, frame, centre, number.value, number.text))
    names, deepest = _names(chart, frame)
    return [*parts, *labels, *names], frame.width, deepest + 10


def _names(chart: Chart, frame: _Frame) -> tuple[list[str], float]:
    """Return the names of the categories, wrapped to their groups, and where they end."""
    parts: list[str] = []
    deepest = frame.foot
    for place, name in enumerate(chart.categories):
        y = frame.foot
        for text in balanced(name, _NAME, frame.group - 6):
            y += _NAME * LINE
            x = frame.left + frame.group * (place + 0.5)
            parts.append(text_at(x, y, text, _NAME, "middle"))
        deepest = max(deepest, y)
    return parts, deepest
