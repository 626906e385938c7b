from hypothesis import given
from hypothesis import strategies as st

from mingzhang.extraction.brackets import Brackets


def test_depth_and_closing() -> None:
    marks = Brackets("甲（乙（丙）丁）戊")
    assert [marks.depth(n) for n in range(9)] == [0, 1, 1, 2, 2, 1, 1, 0, 0]
    assert (marks.closing(1), marks.closing(3)) == (7, 5)


def test_a_bracket_without_its_other_half_encloses_nothing() -> None:
    assert Brackets("甲（乙。丙").depth(4) == 0
    assert Brackets("甲）乙").depth(2) == 0
    assert Brackets("甲（乙").closing(1) < 0


@given(st.text(alphabet="（）甲。"))
def test_depth_is_never_negative_and_ends_at_nothing(text: str) -> None:
    marks = Brackets(text)
    assert all(marks.depth(n) >= 0 for n in range(len(text)))
    assert marks.depth(len(text)) == 0
