"""A piece of the text leads back to its place on the page, and to the file's own coordinates."""

import pytest

from mingzhang.docmodel.source import Span
from mingzhang.documents.readers.pdf.places import places_of
from mingzhang.documents.readers.pdf.read import read_pdf
from tests.unit.documents.readers.pdf.made import made, paragraph, shown
from tests.unit.documents.readers.pdf.test_read import TABLE, TEXT


def _span(data: bytes, words: str) -> Span:
    start = read_pdf(data, "报告.pdf").text.index(words)
    return Span(start, start + len(words))


def test_words_stand_where_they_are_shown() -> None:
    data = made([], [shown("支出共计", 100, 700), shown("12.30", 400, 700)])
    (places,) = places_of(data, [_span(data, "共计")])
    (place,) = places
    assert (place.page, round(place.box.left), round(place.box.right)) == (1, 124, 148)
    left, bottom, right, top = place.frame.corners(place.box)
    assert (round(left), round(right)) == (124, 148)
    assert bottom < 700 < top


def test_words_on_two_lines_have_two_places() -> None:
    data = made(paragraph(TEXT, 100, 700))
    text = read_pdf(data, "报告.pdf").text
    (places,) = places_of(data, [Span(len(TEXT[0]) - 2, len(TEXT[0]) + 4)])
    assert text[len(TEXT[0])] == "\n"
    assert [round(place.box.right - place.box.left) for place in places] == [24, 36]
    assert places[0].box.bottom < places[1].box.bottom


def test_the_text_of_a_cell_has_its_place() -> None:
    data = made([shown("收入支出决算表", 150, 640), *TABLE])
    (places,) = places_of(data, [_span(data, "45.60")])
    (place,) = places
    assert (round(place.box.left), place.page) == (204, 0)


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_turned_page_leads_to_its_own_coordinates(quarters: int) -> None:
    cos, sin = ((1, 0), (0, 1), (-1, 0), (0, -1))[quarters]
    turned = f"BT /Song 12 Tf {cos} {sin} {-sin} {cos} 300 400 Tm <652f51fa> Tj ET"
    data = made([turned], rotate=90 * quarters)
    ((place,),) = places_of(data, [_span(data, "支出")])
    left, bottom, right, top = place.frame.corners(place.box)
    wide, high = (right - left, top - bottom)
    assert (wide > high) == (quarters == 2)
    assert left - 1 <= 300 <= right + 1
    assert bottom - 1 <= 400 <= top + 1


def test_nothing_stands_between_two_lines() -> None:
    data = made(paragraph(TEXT, 100, 700))
    assert places_of(data, [Span(len(TEXT[0]), len(TEXT[0]) + 1)]) == [()]
