from mingzhang.extraction.completeness.blank import find
from tests.unit.extraction.wording.said import HINT, Said, page, said

BLANK = ("", "", "")


def test_a_table_in_which_nothing_is_written() -> None:
    view = page(BLANK, BLANK, BLANK, before="七、项目情况说明")
    assert said(find, view) == [Said("complete.page", HINT, "七、项目情况说明")]


def test_one_word_makes_a_table_and_two_cells_make_none() -> None:
    assert said(find, page(("项目", "", ""), BLANK, BLANK, before="一、概况")) == []
    assert said(find, page(("", ""), before="一、概况")) == []
