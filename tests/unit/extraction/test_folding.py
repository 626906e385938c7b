from hypothesis import given
from hypothesis import strategies as st

from mingzhang.extraction.folding import fold


@given(st.text())
def test_offsets_stay(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_one_form_for_signs_of_one_meaning() -> None:
    assert (
        fold("收入１，３２４．３７万元(含税),占5％;余下:无")
        == "收入1,324.37万元（含税），占5%；余下：无"
    )


def test_a_comma_that_lists_is_no_comma_that_groups() -> None:
    assert fold("4125.49,4143.91万元") == "4125.49，4143.91万元"
    assert fold("1,324,370.5元,12人") == "1,324,370.5元，12人"
