"""Charts as SVG: our own drawing, the same in a page, in print and on every machine."""

from __future__ import annotations

from mingzhang.docmodel.model import Chart, ChartKind
from mingzhang.documents.charts.column import column_chart
from mingzhang.documents.charts.draw import FONT_STACK, INK, decimals, markup
from mingzhang.documents.charts.pie import pie_chart

WIDE = 640.0  # px, for a page of paper or a screen
SLIM = 340.0  # px, for a telephone


def svg_chart(chart: Chart, *, font: str = "", room: float = WIDE) -> str:
    """Return the chart as one SVG element without scripts, styles or references.

    The caption is its title and `chart.alt` its description; the caption is not drawn, as it
    stands under the picture in a report. `font` is a family to prefer, for a writer that embeds
    one. `room` is the width in px to fill; columns that need more make the picture wider. Every
    figure is drawn as printed, and no two labels touch. Pictures of two widths may stand in one
    page, for the ids of one that is not WIDE hold its width. ValueError when a series has not one
    figure per category, when a pie has more than one series, or when shares are given for other
    than every category.
    """
    _examine(chart)
    draw = pie_chart if chart.kind is ChartKind.PIE else column_chart
    parts, width, height = draw(chart, room)
    families = ", ".join(
        name if name == "sans-serif" else f"'{name}'" for name in (font, *FONT_STACK) if name
    )
    size = f'width="{decimals(width)}" height="{decimals(height)}"'
    box = f'viewBox="0 0 {decimals(width)} {decimals(height)}"'
    name = markup(chart.id if room == WIDE else f"{chart.id}-{decimals(room)}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box} role="img" lang="zh-CN" '
        f'aria-labelledby="{name}-title {name}-desc" font-family="{markup(families)}" '
        f'fill="{INK}">'
        f'<title id="{name}-title">{markup(chart.caption)}</title>'
        f'<desc id="{name}-desc">{markup(chart.alt)}</desc>' + "".join(parts) + "</svg>"
    )


def _examine(chart: Chart) -> None:
    if any(len(series.values) != len(chart.categories) for series in chart.series):
        raise ValueError(f"chart {chart.id}: a series needs one figure per category")
    if chart.kind is ChartKind.PIE and len(chart.series) > 1:
        raise ValueError(f"chart {chart.id}: a pie has one series")
    if chart.shares and len(chart.shares) != len(chart.categories):
        raise ValueError(f"chart {chart.id}: shares are given for every category or for none")
