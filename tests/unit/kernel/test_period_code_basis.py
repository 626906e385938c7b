"""Years of validity, classification codes, legal bases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.kernel.basis import Basis
from mingzhang.kernel.code import ancestors_and_self, level_of, parent_of, within
from mingzhang.kernel.period import Validity

YEARS = range(2000, 2012)
ENDS = st.none() | st.sampled_from(YEARS)
SPANS = st.builds(Validity, ENDS, ENDS).filter(
    lambda v: v.since is None or v.until is None or v.since <= v.until
)
#: Beyond every end above, so that open ends meet.
SEEN = range(1990, 2020)


@given(SPANS, SPANS)
def test_spans_overlap_when_they_share_a_year(one: Validity, other: Validity) -> None:
    shared = any(one.covers(year) and other.covers(year) for year in SEEN)
    assert one.overlaps(other) == shared
    assert other.overlaps(one) == shared


def test_both_ends_are_included() -> None:
    span = Validity(2019, 2021)
    assert [y for y in (2018, *range(2019, 2023)) if span.covers(y)] == [2019, 2020, 2021]


def test_an_open_span_covers_all() -> None:
    assert all(Validity().covers(year) for year in SEEN)


@pytest.mark.parametrize(
    ("code", "level", "parent"),
    [("201", "类", None), ("20113", "款", "201"), ("2011308", "项", "20113")],
)
def test_levels_go_by_length(code: str, level: str, parent: str | None) -> None:
    assert level_of(code) == level
    assert parent_of(code) == parent
    assert ancestors_and_self(code)[-1] == code


@pytest.mark.parametrize("code", ["", "20", "2011", "201130", "20113081", "２０１", "20a", "-01"])
def test_other_codes_are_refused(code: str) -> None:
    for read in (level_of, parent_of, ancestors_and_self):
        with pytest.raises(ValueError, match="not a classification code"):
            read(code)


@given(st.from_regex(r"[0-9]{7}", fullmatch=True).filter(str.isascii))
def test_every_ancestor_holds_the_code(code: str) -> None:
    line = ancestors_and_self(code)
    assert [level_of(c) for c in line] == ["类", "款", "项"]
    assert all(within(code, c) for c in line)
    assert [parent_of(c) for c in line] == [None, *line[:-1]]


def test_only_what_is_sure_is_official() -> None:
    assert Basis("budget-law", "第十四条").official
    assert not Basis("budget-law", "第十四条", "K-M").official
    assert not Basis("budget-law", certainty="K-L").official
