"""A chart as a picture on paper: drawing and size, the same in every paged file."""

from __future__ import annotations

from dataclasses import dataclass

from mingzhang.docmodel.model import Chart
from mingzhang.documents.charts.svg import svg_chart
from mingzhang.documents.theme import Page, Theme
from mingzhang.kernel.regex import lazy_regex

_SVG_SIZE = lazy_regex(r'width="([\d.]+)" height="([\d.]+)"')
_CAPTION_MM = 25.0  # left below a picture for its caption and a line of text


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as SVG, and the size at which it is printed."""

    svg: str
    width_mm: float
    height_mm: float


def picture(chart: Chart, page: Page, theme: Theme, *, font: str = "") -> Picture:
    """Draw a chart as large as the theme and the page allow; `font` as for `svg_chart`.

    Raises ValueError as `svg_chart` does.
    """
    svg = svg_chart(chart, font=font)
    size = _SVG_SIZE.search(svg)
    if size is None:
        raise AssertionError("a chart of ours states its size")
    width, height = (float(group) for group in size.groups())
    room = page.height_mm - page.top_mm - page.bottom_mm - _CAPTION_MM
    wide = min(theme.chart.width_mm, page.text_width_mm, room * width / height)
    return Picture(svg, wide, wide * height / width)
