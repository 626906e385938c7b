"""What a person sees of a page is read, upright, and nothing else."""

from dataclasses import replace

import pytest

from mingzhang.documents.readers.limits import LIMITS
from mingzhang.documents.readers.pdf.model import Box, Frame
from mingzhang.documents.readers.pdf.native import Characters
from tests.unit.documents.readers.pdf.made import area, contents, image, made, shown

UNSEEN = "BT 3 Tr ET"


def _text(*operators: str) -> str:
    return "".join(char.text for char in contents(made(operators)).chars)


def test_characters_stand_where_they_are_shown() -> None:
    page = contents(made([shown("收入", 72, 700, 20)]))
    assert [char.text for char in page.chars] == ["收", "入"]
    assert [round(char.box.left) for char in page.chars] == [72, 92]
    assert (page.width, page.height, page.fault) == (595, 842, "")
    box = page.chars[0].box
    assert box.top < 842 - 700 < box.bottom
    assert round(page.chars[0].size) == 20


def test_blanks_are_no_characters() -> None:
    assert _text(shown("收 入\u3000\u00a012", 72, 700)) == "收入12"


def test_full_width_signs_stay_as_they_are() -> None:
    assert _text(shown("１２．５％（一）", 72, 700)) == "１２．５％（一）"


def test_radicals_are_the_characters_that_they_look_like() -> None:
    assert _text(shown("⼀般⼯资⾦额增⻓，⻔诊更金", 72, 700)) == "一般工资金额增长，门诊更金"


@pytest.mark.parametrize("quarters", range(4))
def test_a_turned_page_is_read_upright(quarters: int) -> None:
    cos, sin = ((1, 0), (0, 1), (-1, 0), (0, -1))[quarters]
    x, y = ((100, 700), (142, 100), (495, 142), (453, 742))[quarters]
    turned = f"BT /Song 12 Tf {cos} {sin} {-sin} {cos} {x} {y} Tm <65365165> Tj ET"
    page = contents(made([turned], rotate=90 * quarters))
    first, second = (char.box for char in page.chars)
    assert (round(first.left), round(second.left)) == (100, 112)
    assert abs(first.middle - 137.5) < 1
    assert page.width == (842 if quarters % 2 else 595)


def test_a_table_laid_on_its_side_on_an_upright_page_is_turned() -> None:
    turned = "BT /Song 12 Tf 0 1 -1 0 142 100 Tm <65365165> Tj ET"
    page = contents(made([turned]))
    assert page.frame.quarters == 1
    assert (page.width, page.height) == (842, 595)


def test_places_count_from_the_crop_box() -> None:
    page = contents(made([shown("收入", 72, 700), shown("外", 5, 700)], crop=(50, 100, 500, 800)))
    assert [char.text for char in page.chars] == ["收", "入"]
    assert round(page.chars[0].box.left) == 22
    assert page.chars[0].box.top < 100


@pytest.mark.parametrize("quarters", range(4))
def test_a_frame_leads_there_and_back(quarters: int) -> None:
    frame = Frame(10, 20, 500, 800, quarters)
    corners = (100.0, 200.0, 150.0, 210.0)
    assert frame.corners(frame.box(corners)) == pytest.approx(corners)
    width, height = frame.size
    assert frame.box((10, 20, 500, 800)) == Box(0, 0, width, height)


def test_text_below_a_later_white_area_is_not_seen() -> None:
    old, new = shown("12.30", 72, 700), shown("45.60", 72, 701, 11, "Latin")
    assert _text(old, area(70, 696, 34, 14), new) == "45.60"


def test_a_later_figure_like_the_old_one_is_not_its_second_copy() -> None:
    old, new = shown("12.30", 72, 700), shown("12.40", 72, 700)
    assert _text(old, shown("合计", 72, 600), area(70, 696, 34, 14), new) == "合计12.40"


@pytest.mark.parametrize(
    "operators",
    [
        (area(70, 696, 90, 14, 0.8), shown("12.30", 72, 700)),
        (shown("12.30", 72, 700), "q /Half gs", area(70, 696, 90, 14), "Q"),
        (shown("12.30", 72, 700), area(70, 708, 90, 14)),
        (shown("12.30", 72, 700), "1 g 70 696 m 160 696 l 115 760 l h f"),
        (shown("12.30", 72, 700), "q 300 0 10 10 re W n", area(70, 696, 90, 14), "Q"),
        (shown("12.30", 72, 700), image(70, 690, 40, 30)),
    ],
    ids=["before", "translucent", "beside", "triangle", "cut off", "picture"],
)
def test_what_hides_nothing_takes_nothing_away(operators: tuple[str, ...]) -> None:
    assert _text(*operators) == "12.30"


def test_an_area_in_a_form_hides_text_of_the_page() -> None:
    page = contents(
        made([shown("12.30", 72, 700), "q 1 0 0 1 70 696 cm /Form Do Q"], form=area(0, 0, 90, 14))
    )
    assert page.chars == []


def test_text_printed_twice_is_read_once() -> None:
    bold = [shown("合计12.30", 72, 700), shown("11223344", 72, 600)]
    again = [shown("合计12.30", 72.3, 700), shown("11223344", 72.3, 600.2)]
    assert _text(*bold, *again) == "合计12.3011223344"


def test_like_signs_side_by_side_are_all_read() -> None:
    assert _text(shown("1111", 72, 700, 6, "Latin")) == "1111"


def test_text_beyond_the_bounds_it_is_drawn_in_is_not_seen() -> None:
    next_page = ["q 0 100 595 642 re W n", shown("本页", 72, 700), shown("下页", 72, 60), "Q"]
    assert _text(*next_page) == "本页"


def test_words_that_a_cell_cuts_off_are_read_whole() -> None:
    assert _text("q 70 690 20 30 re W n", shown("合计数", 72, 700), "Q") == "合计数"
    assert _text("q 70 690 20 30 re W n", shown("合计数", 172, 700), "Q") == ""


def test_invisible_text_is_read_only_over_a_picture_of_the_page() -> None:
    assert _text(UNSEEN, shown("收入", 72, 700)) == ""
    scan = contents(made([image(0, 0, 595, 842), UNSEEN, shown("收入", 72, 700)]))
    assert len(scan.chars) == 2
    assert scan.recognised
    assert scan.images == [Box(0, 0, 595, 842)]


def test_text_below_a_picture_of_the_page_was_recognised() -> None:
    assert contents(made([shown("收入", 72, 700), image(0, 0, 595, 842)])).recognised
    assert not contents(made([image(0, 0, 595, 842), shown("收入", 72, 700)])).recognised


def test_a_watermark_aslant_is_no_line() -> None:
    watermark = "BT /Song 60 Tf 0.7 0.7 -0.7 0.7 150 300 Tm <68377a3f> Tj ET"
    assert _text(shown("收入合计", 72, 700), watermark) == "收入合计"


def test_a_font_that_does_not_tell_its_characters_is_a_fault() -> None:
    page = contents(made([shown("收入", 72, 700, font="Untold")]))
    assert page.fault == "文字没有编码，认不出是什么字"
    assert page.chars == []


def test_few_untold_characters_are_marked() -> None:
    told, untold = shown("收入合计支出合计", 72, 700), shown("12", 172, 700, font="Untold")
    assert _text(told, untold) == "收入合计支出合计\ufffd\ufffd"


def test_private_characters_are_not_guessed() -> None:
    assert contents(made([shown("\ue123\ue124入", 72, 700)])).fault


def test_text_made_into_outlines_is_a_fault() -> None:
    glyph = "0 0 m 1 2 3 4 5 6 c 6 4 5 3 0 0 c f "
    assert contents(made([glyph * 300])).fault == "文字已转为图形"
    assert contents(made([glyph * 300, shown("收入", 72, 700)])).fault == ""


@pytest.mark.parametrize("limits", [replace(LIMITS, page_characters=3), replace(LIMITS, drawn=2)])
def test_a_page_beyond_a_limit_gives_nothing(limits: object) -> None:
    page = contents(made([shown("收入合计", 72, 700), "0 0 m 9 9 l S " * 5]), limits=limits)  # type: ignore[arg-type]
    assert (page.fault, page.chars) == ("文字或图形太多", [])


def test_fonts_without_metrics_stand_on_their_base_line(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Characters.boxes

    def inked(characters: Characters) -> list[float]:
        """Give boxes as high as the ink of each character, as for a font that has no height."""
        boxes = whole(characters)
        for n in range(characters.count):
            boxes[4 * n + 1] -= n % 7
        return boxes

    monkeypatch.setattr(Characters, "boxes", inked)
    page = contents(made([shown("一二收入合计，。", 72, 700)]))
    assert len({round(char.box.bottom, 2) for char in page.chars}) == 1
    assert {round(char.size, 2) for char in page.chars} == {12}
