"""Measures of text: safe for the widest usual face, and broken where a line breaks."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from PIL import ImageFont

from mingzhang.docmodel.model import Cover, Gap, Mark, Number, Text
from mingzhang.documents.measure import (
    body_spacing_pt,
    cover_gap_mm,
    em_width,
    figure_em,
    line_count,
    points,
    run_text,
    text_pt,
    unbroken_em,
)
from mingzhang.documents.pdf.fonts import find_fonts
from mingzhang.documents.theme import load_theme


def figure(mark: Mark | None = None) -> Number:
    return Number("1,234.50", Decimal("1234.50"), "万元", 2, "k", mark)


def test_a_long_title_takes_from_the_distance_below_it() -> None:
    theme = load_theme()
    short = Cover(("某某市投资促进局", "2024年度部门决算"), ("某某市投资促进局", "2025年9月12日"))
    assert cover_gap_mm(short, theme) == theme.cover_lines_before_mm
    long = replace(
        short, title=(*short.title, "二〇二三年省级财政重大项目招商引资激励奖补资金", "报告")
    )
    assert 0 < cover_gap_mm(long, theme) < theme.cover_lines_before_mm
    assert cover_gap_mm(replace(short, title=("题",) * 40), theme) == 0


def test_millimetres_are_points() -> None:
    assert points(25.4) == 72


def test_28_characters_stand_on_a_line() -> None:
    theme = load_theme()
    width = points(theme.pages[next(iter(theme.pages))].text_width_mm)
    pitch = theme.styles["body"].size_pt + body_spacing_pt(theme)
    assert 28 * pitch <= width < 29 * pitch


@pytest.mark.parametrize("text", ["1,234,567.89", "2130599", "一般公共服务支出", "合计 12"])
def test_a_width_holds_the_text_in_the_face_that_the_pdf_embeds(text: str) -> None:
    face = find_fonts().faces[0]
    font = ImageFont.truetype(str(face.path), 1000, index=face.index)
    assert em_width(text) >= font.getlength(text) / 1000
    assert em_width(text, strong=True) >= em_width(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("", 0.0), ("行次", 1.0), ("2130599", 7 * 0.64), ("（一）项", 3.0), ("12、项", 2 * 0.64 + 1)],
)
def test_what_no_line_breaks(text: str, wanted: float) -> None:
    assert unbroken_em(text) == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [("", 1, 1), ("机关事业单位", 6, 1), ("机关事业单位", 5.9, 2), ("机关，事业", 2, 3),
     ("甲\n乙", 9, 2), ("1,234.50", 2, 1)],
)  # fmt: skip
def test_lines(text: str, room: float, lines: int) -> None:
    assert line_count(text, room) == lines


def test_height_of_a_paragraph_counts_its_lines_and_distances() -> None:
    theme = load_theme()
    note, title = theme.styles["note"], theme.styles["contents_title"]
    assert text_pt("注" * 10, note, 10 * note.size_pt) == note.line_pt
    assert text_pt("注" * 11, note, 10 * note.size_pt) == 2 * note.line_pt
    assert text_pt("目录", title, 400) == title.line_pt + title.after_pt


def test_runs_as_printed() -> None:
    theme = load_theme()
    rate = Number("92.56", Decimal("92.56"), "%", 2, "k", Mark.DISPUTED, "%")
    shown = [run_text(run, theme) for run in (Text("甲"), figure(Mark.ROUNDING), rate, Gap("乙"))]
    assert shown == ["甲", "1,234.50*", "92.56%（待核）", "【待补：乙】"]


def test_a_mark_takes_no_more_room_than_its_star() -> None:
    theme = load_theme()
    plain, star, words = (
        figure_em([figure(mark)], theme) for mark in (None, Mark.ROUNDING, Mark.DISPUTED)
    )
    assert plain == words == pytest.approx(7 * 0.64)
    assert plain < star < plain + 0.5
    assert figure_em([Text("合计")], theme) == 0
