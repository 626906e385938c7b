"""Lines as a person reads them, whatever the order of the characters in the file."""

from random import Random

import pytest

from mingzhang.documents.readers.pdf.lines import lines_of
from mingzhang.documents.readers.pdf.model import Box, Char
from tests.unit.documents.readers.pdf.printed import ending, wide, word


def _texts(chars: list[Char]) -> list[str]:
    return [line.text for line in lines_of(chars)]


def test_lines_come_from_top_to_bottom() -> None:
    assert _texts([*word("第二行", 10, 30), *word("第一行", 10, 10)]) == ["第一行", "第二行"]


def test_words_are_parted_by_gaps() -> None:
    (line,) = lines_of([*word("合计", 10, 10), *word("1,234.50", 100, 10)])
    assert [each.text for each in line.words] == ["合计", "1,234.50"]
    assert line.text == "合计 1,234.50"
    assert (line.box.left, line.box.right) == (10, 140)


def test_a_space_between_figures_parts_them_and_one_beside_chinese_does_not() -> None:
    assert _texts(word("12.30 45.60", 10, 10)) == ["12.30 45.60"]
    narrow = [*word("收入", 10, 10), *word("12.30", 32.5, 10), *word("万元", 60, 10)]
    assert _texts(narrow) == ["收入12.30万元"]


@pytest.mark.parametrize("off", [-2.5, -1, 0, 1, 2.5])
@pytest.mark.parametrize("size", [8.0, 10.0, 11.0])
def test_a_figure_put_in_later_stands_at_its_place(off: float, size: float) -> None:
    line = word("全年支出", 10, 30), word("万元，比上年增加。", 80, 30)
    around = word("上一行的文字在这里", 10, 12), word("下一行的文字在这里", 10, 48)
    late = word("123.45", 50, 30 + off, size)
    chars = [char for part in (*line, *around, late) for char in part]
    assert _texts(chars)[1].replace(" ", "") == "全年支出123.45万元，比上年增加。"


def test_a_figure_wider_than_its_place_pushes_nothing_apart() -> None:
    line = [*word("支出", 10, 10), *word("万元。", 50, 10), *word("12345.67", 30, 11)]
    assert _texts(line) == ["支出12345.67万元。"]


def test_raised_and_lowered_signs_stay_in_their_line() -> None:
    raised = [*word("面积120m", 10, 30), *word("2", 50, 29, 5), *word("，共三处", 53, 30)]
    assert _texts(raised) == ["面积120m²，共三处"]
    lowered = [*word("CO", 10, 30), *word("2", 20, 36.5, 5), *word("排放", 23, 30)]
    assert _texts(lowered) == ["CO₂排放"]


def test_the_mark_of_a_note_is_no_digit_of_the_figure_before_it() -> None:
    chars = [*word("支出12.30", 10, 30), *word("1", 55, 28, 6), *word("万元", 58, 30)]
    assert _texts(chars) == ["支出12.30¹万元"]


def test_small_print_on_the_same_base_line_stays_as_it_is() -> None:
    assert _texts([*word("共12", 10, 30), *word("34", 30, 33.4, 6)]) == ["共1234"]


def test_a_small_note_below_a_line_is_its_own() -> None:
    assert _texts([*word("收入合计", 10, 10), *word("注", 10, 24, 5)]) == ["收入合计", "注"]


def test_cells_half_a_line_apart_are_not_one_line() -> None:
    chars = [*word("上半", 10, 10), *word("下半", 10, 22), *word("12.30", 100, 16)]
    assert _texts(chars) == ["上半", "12.30", "下半"]


def test_a_large_title_takes_no_line_of_text_in() -> None:
    chars = [*word("决算报告", 10, 10, 20), *word("单位：万元", 10, 34)]
    assert _texts(chars) == ["决算报告", "单位：万元"]


def test_any_order_of_runs_gives_the_same_lines() -> None:
    runs = [
        word(text, 10 + 90 * column, 10 + 15 * row)
        for row, texts in enumerate((("合计", "12.30", "4.56"), ("其中：甲", "7.80", "9.01")))
        for column, text in enumerate(texts)
    ]
    expected = ["合计 12.30 4.56", "其中：甲 7.80 9.01"]
    random = Random(7)  # noqa: S311 - no secret
    for _ in range(20):
        random.shuffle(runs)
        assert _texts([char for run in runs for char in run]) == expected


def test_no_character_is_lost_or_doubled() -> None:
    random = Random(3)  # noqa: S311 - no secret
    chars = [
        char
        for _ in range(200)
        for char in word(
            "数12", random.uniform(0, 500), random.uniform(0, 700), random.choice([6, 9])
        )
    ]
    found = [char for line in lines_of(chars) for each in line.words for char in each.chars]
    assert sorted(char.box for char in found) == sorted(char.box for char in chars)


def test_nothing_makes_no_line() -> None:
    assert lines_of([]) == []


def test_a_line_is_as_wide_as_its_words() -> None:
    (line,) = lines_of([*ending("9.87", 200, 10), *word("结余", 20, 10)])
    assert line.box == Box(20, 10, 200, 20)
    assert line.words[0].box.right == 20 + wide("结余")


def test_a_title_set_apart_is_one_word() -> None:
    title = [char for n, sign in enumerate("收入预算总表") for char in word(sign, 10 + 25 * n, 10)]
    assert _texts(title) == ["收入预算总表"]
    heads = [char for n, sign in enumerate("甲乙丙丁") for char in word(sign, 10 + 60 * n, 10)]
    assert _texts(heads) == ["甲 乙 丙 丁"]
