"""The size of a chart on paper."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mingzhang.docmodel.model import Chart, Orientation
from mingzhang.documents.pictures import picture
from mingzhang.documents.theme import load_theme
from tests.unit.documents.sample import sample_document


def charts() -> list[Chart]:
    return [block for block in sample_document().blocks if isinstance(block, Chart)]


@pytest.mark.parametrize("index", [0, 1])
def test_a_picture_is_as_wide_as_the_theme_says_and_keeps_its_shape(index: int) -> None:
    theme = load_theme()
    found = picture(charts()[index], theme.pages[Orientation.PORTRAIT], theme)
    assert found.width_mm == theme.chart.width_mm
    assert found.svg.startswith("<svg")
    _, _, width, height = found.svg.partition('viewBox="')[2].partition('"')[0].split()
    assert found.height_mm / found.width_mm == pytest.approx(float(height) / float(width))


def test_a_picture_leaves_room_for_its_caption() -> None:
    theme = load_theme()
    page = replace(theme.pages[Orientation.LANDSCAPE], height_mm=120.0)
    found = picture(charts()[0], page, theme)
    assert found.height_mm == pytest.approx(120 - page.top_mm - page.bottom_mm - 25)
