"""Lines of all makes become horizontal and vertical rules; pictures keep their places."""

import pytest

from mingzhang.documents.readers.pdf.drawing import merged
from mingzhang.documents.readers.pdf.model import Box, PageContents, Rule
from tests.unit.documents.readers.pdf.made import area, contents, image, made, shown


def _page(*operators: str, form: str = "") -> PageContents:
    return contents(made(operators, form=form))


@pytest.mark.parametrize(
    "operators",
    ["1 w 100 700 m 300 700 l S", area(100, 699.5, 200, 1, 0), "100 700 200 0.2 re f"],
    ids=["stroke", "bar", "hair"],
)
def test_a_stroke_and_a_bar_are_lines(operators: str) -> None:
    (rule,) = _page(operators).horizontal
    assert (round(rule.at), round(rule.start), round(rule.end)) == (142, 100, 300)


def test_a_rectangle_that_is_drawn_has_four_sides() -> None:
    page = _page("100 600 200 50 re S")
    assert [round(rule.at) for rule in page.horizontal] == [192, 242]
    assert [round(rule.at) for rule in page.vertical] == [100, 300]


def test_many_bars_in_one_path_are_many_lines() -> None:
    bars = " ".join(f"100 {y} 200 0.5 re" for y in (600, 620, 640))
    assert [round(rule.at) for rule in _page(f"{bars} f").horizontal] == [202, 222, 242]


def test_an_area_is_no_line() -> None:
    page = _page(area(100, 600, 200, 20, 0.9))
    assert page.horizontal == page.vertical == []


def test_what_is_not_painted_is_no_line() -> None:
    assert _page("100 700 m 300 700 l n").horizontal == []


def test_aslant_and_curved_strokes_are_no_lines() -> None:
    page = _page("100 700 m 300 740 l S", "100 100 m 150 300 250 300 300 100 c S")
    assert page.horizontal == page.vertical == []


def test_lines_in_a_form_stand_where_it_is_put() -> None:
    (rule,) = _page("q 2 0 0 2 100 500 cm /Form Do Q", form="0 50 m 100 50 l S").horizontal
    assert (round(rule.at), round(rule.start), round(rule.end)) == (242, 100, 300)


def test_a_line_ends_where_it_is_cut_off() -> None:
    (rule,) = _page("q 0 0 200 842 re W n 100 700 m 300 700 l S Q").horizontal
    assert (round(rule.start), round(rule.end)) == (100, 200)


def test_a_turned_page_has_its_lines_turned() -> None:
    text = "BT /Song 12 Tf 0 1 -1 0 142 100 Tm <65365165> Tj ET"
    page = contents(made([text, "100 300 m 100 500 l S"], rotate=90))
    (rule,) = page.horizontal
    assert (round(rule.at), round(rule.start), round(rule.end)) == (100, 300, 500)


def test_pieces_of_a_line_are_one() -> None:
    pieces = [Rule(10, 0, 20), Rule(10.4, 20.5, 40), Rule(10, 60, 80), Rule(30, 0, 20)]
    assert merged(pieces) == [Rule(10, 0, 40), Rule(10, 60, 80), Rule(30, 0, 20)]


def test_dots_are_a_line_only_together() -> None:
    assert merged([Rule(10, x, x + 1) for x in range(0, 20, 2)]) == [Rule(10, 0, 19)]
    assert merged([Rule(10, 0, 2)]) == []


def test_pictures_keep_their_places() -> None:
    assert _page(image(100, 500, 200, 100), shown("图", 72, 700)).images == [
        Box(100, 242, 300, 342)
    ]
