"""Widths of columns: declared, but figures first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.documents.widths import Needs, fitted_widths, whole_twips

TOTAL = 442.2


def needs(weights: tuple[int, ...], *cells: tuple[int, float, float]) -> Needs:
    """Give the needs of cells (column, least, whole); where these are equal it is a figure."""
    found = Needs(weights, 6.0, TOTAL)
    for column, least, whole in cells:
        found.add(column, least, whole, figure=least == whole)
    return found


def test_what_fits_keeps_the_declared_widths() -> None:
    ((size, widths),) = fitted_widths(needs((1, 3), (0, 2, 4), (1, 4, 4)), [10.0], 7.5)
    assert (size, widths) == (10.0, (110.55, 331.65))


def test_a_figure_gets_its_room_from_words() -> None:
    found = needs((30, 10), (0, 1, 20), (1, 15, 15))
    ((_, widths),) = fitted_widths(found, [10.0], 7.5)
    assert widths[1] >= 15 * 10 + 6
    assert sum(widths) == pytest.approx(TOTAL)


def test_words_get_what_figures_can_spare() -> None:
    found = needs((10, 11), (0, 1, 30), (1, 4, 4))
    ((_, widths),) = fitted_widths(found, [10.0], 7.5)
    # A column lends no more than a fifth of what it declares.
    assert widths[1] == pytest.approx(found.declared[1] * 0.8, abs=0.05)
    assert sum(widths) == pytest.approx(TOTAL)


def test_a_head_of_four_characters_is_not_broken_for_others() -> None:
    found = needs((10, 90), (0, 1, 4), (1, 2, 99))
    ((_, widths),) = fitted_widths(found, [12.0], 7.5)
    assert widths[0] >= 4 * 12 + 6


def test_a_mark_in_words_makes_no_type_smaller() -> None:
    found = Needs((1,) * 8, 6.0, TOTAL)
    for column in range(8):
        found.add(column, 3.0, 8.0, figure=True)
    assert [size for size, _ in fitted_widths(found, [16.0, 10.0], 7.5)] == [16.0, 10.0]


def test_columns_declared_alike_stay_alike() -> None:
    found = needs((20, 10, 10, 10), (0, 1, 9), (1, 12, 12), (2, 5, 5), (3, 1, 1))
    ((_, widths),) = fitted_widths(found, [9.0], 7.5)
    assert max(widths[1:]) - min(widths[1:]) < 0.1


def test_smaller_type_is_offered_down_to_the_floor_only() -> None:
    found = needs((1, 1), (0, 10, 10), (1, 10, 10))
    assert [size for size, _ in fitted_widths(found, [10.5, 9.0, 8.0, 6.0], 7.5)] == [10.5, 9, 8]


def test_type_below_the_floor_where_no_figure_would_fit_else() -> None:
    found = needs((1, 1), (0, 30, 30), (1, 30, 30))
    ((size, widths),) = fitted_widths(found, [10.5, 7.5, 6.0], 7.5)
    assert size == 6.0
    assert min(widths) >= 30 * 6 + 6


def test_figures_that_fit_at_no_size_share_the_width_as_they_need() -> None:
    found = needs((1, 1), (0, 60, 60), (1, 30, 30))
    ((size, widths),) = fitted_widths(found, [10.5, 6.0], 7.5)
    assert size == 6.0
    assert widths[0] > 1.9 * widths[1]


@given(
    st.lists(
        st.tuples(st.integers(1, 60), st.floats(0, 9), st.floats(0, 40)), min_size=1, max_size=20
    )
)
def test_widths_are_whole_twips_and_add_up(columns: list[tuple[int, float, float]]) -> None:
    found = needs(tuple(weight for weight, _, _ in columns))
    for at, (_, least, more) in enumerate(columns):
        found.add(at, least, least + more)
    for size, widths in fitted_widths(found, [10.5, 9.0, 8.0, 7.5, 6.0], 7.5):
        twips = [width * 20 for width in widths]
        assert sum(twips) == pytest.approx(round(TOTAL * 20))
        assert all(abs(width - round(width)) < 1e-6 for width in twips)
        if sum(found.least(size)) <= TOTAL:
            pairs = zip(widths, found.least(size), strict=True)
            assert all(width >= least - 0.1 for width, least in pairs)


def test_rounding_moves_no_edge_by_more_than_a_twip() -> None:
    assert whole_twips([1.33, 1.33, 1.34], 4.0) == (1.35, 1.3, 1.35)
