"""The theme: what the standard fixes, and messages for a wrong file."""

from __future__ import annotations

from importlib.resources import files

import pytest

from mingzhang.docmodel.model import Mark, Orientation
from mingzhang.documents.theme import load_theme, parse_theme

SOURCE = (
    files("mingzhang").joinpath("rulebook", "themes", "gbt9704.toml").read_text(encoding="utf-8")
)


def test_text_area_and_grid_are_those_of_the_standard() -> None:
    theme = load_theme()
    page = theme.pages[Orientation.PORTRAIT]
    assert (page.top_mm, page.left_mm, page.text_width_mm) == (37.0, 28.0, 156.0)
    height_mm = page.height_mm - page.top_mm - page.bottom_mm
    assert height_mm == 225.0
    lines = height_mm / 25.4 * 72 / theme.line_pitch_pt
    assert int(lines) == theme.lines_per_page == 22
    assert theme.chars_per_line == 28


def test_landscape_is_the_sheet_turned() -> None:
    page = load_theme().pages[Orientation.LANDSCAPE]
    assert (page.width_mm, page.height_mm, page.text_width_mm) == (297.0, 210.0, 225.0)


def test_sizes_are_those_of_the_standard() -> None:
    styles = load_theme().styles
    assert (styles["body"].size_pt, styles["body"].indent_chars) == (16.0, 2)
    assert styles["contents_title"].size_pt == 22.0
    assert load_theme().page_number.size_pt == 14.0


def test_every_role_mark_and_level_is_there() -> None:
    theme = load_theme()
    assert set(theme.marks) == set(theme.mark_names) == {mark.value for mark in Mark}
    assert "contents_table" in theme.styles
    for level in range(1, 6):
        assert {f"heading_{level}", f"contents_{level}"} <= theme.styles.keys()


def test_rows_may_be_lowered_but_hold_their_line() -> None:
    look = load_theme().table
    lowest_em = look.row_least_mm / 25.4 * 72 / look.sizes[0][1]
    assert 1 < look.line_em <= lowest_em
    assert look.row_least_mm < look.row_mm
    assert look.least_pt <= look.fit_pt <= look.sizes[0][1]


def test_table_sizes_fall_as_columns_rise() -> None:
    columns, sizes = zip(*load_theme().table.sizes, strict=True)
    assert list(columns) == sorted(set(columns))
    assert list(sizes) == sorted(set(sizes), reverse=True)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("width_mm = 210.0", "", "width_mm"),
        ("width_mm = 210.0", 'width_mm = "A4"', "width_mm"),
        ("[cover]", "[kover]", "cover"),
        ('font = "kai"', 'font = "missing"', "missing"),
        ("colors = [", "colors = [1,", "colors"),
        ("sizes = [\n", "sizes = [\n 3,\n", "sizes"),
    ],
)
def test_wrong_entry_is_named(old: str, new: str, message: str) -> None:
    assert old in SOURCE
    with pytest.raises(ValueError, match=message):
        parse_theme(SOURCE.replace(old, new, 1), "某主题.toml")


def test_unknown_theme_is_not_found() -> None:
    with pytest.raises(FileNotFoundError):
        load_theme("没有这个")
