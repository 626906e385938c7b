"""Chinese numerals."""

import pytest

from mingzhang.kernel.numerals import chinese


def test_numbers_are_written_as_they_are_read() -> None:
    assert [chinese(n) for n in (1, 9, 10, 11, 19, 20, 21, 99)] == [
        "一", "九", "十", "十一", "十九", "二十", "二十一", "九十九"
    ]  # fmt: skip
    assert len({chinese(n) for n in range(1, 100)}) == 99


@pytest.mark.parametrize("wrong", [0, 100, -1])
def test_what_no_list_needs_is_refused(wrong: int) -> None:
    with pytest.raises(ValueError, match=str(wrong)):
        chinese(wrong)
