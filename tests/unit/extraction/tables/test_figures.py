"""What a cell's text is."""

from decimal import Decimal

import pytest

from mingzhang.domain.checks.model import Bound, Kind
from mingzhang.extraction.folding import fold
from mingzhang.extraction.tables.figures import Sort, measured_in, sort_of


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("", Sort.EMPTY),
        ("　 ", Sort.EMPTY),
        ("—", Sort.DASH),
        ("/", Sort.DASH),
        ("无", Sort.DASH),
        ("…", Sort.HIDDEN),
        ("**", Sort.HIDDEN),
        ("2023年", Sort.WORDS),
        ("05", Sort.WORDS),
        ("2023-01-01", Sort.WORDS),
        ("1,23", Sort.WORDS),
        ("（1）", Sort.WORDS),
        ("3.4.5", Sort.WORDS),
        ("完成3次", Sort.WORDS),
    ],
)
def test_what_is_no_figure(text: str, sort: Sort) -> None:
    assert sort_of(fold(text)) == (sort, None)


@pytest.mark.parametrize(
    ("text", "value", "unit", "kind", "bound"),
    [
        ("1,234.56", "1234.56", "", Kind.PLAIN, Bound.EXACT),
        (" 1,234.50*", "1234.50", "", Kind.PLAIN, Bound.EXACT),
        ("－0.9", "-0.9", "", Kind.PLAIN, Bound.EXACT),
        ("¥12.30", "12.30", "", Kind.PLAIN, Bound.EXACT),
        ("-13.98％", "-13.98", "%", Kind.RATE, Bound.EXACT),
        ("200万元", "200", "万元", Kind.MONEY, Bound.EXACT),
        ("=100.00(%)", "100.00", "%", Kind.RATE, Bound.EXACT),
        ("≥13459.00(平方米)", "13459.00", "平方米", Kind.MEASURE, Bound.AT_LEAST),
        ("不低于90分", "90", "分", Kind.SCORE, Bound.AT_LEAST),
        ("80%以上", "80", "%", Kind.RATE, Bound.AT_LEAST),
        ("≤2小时", "2", "小时", Kind.MEASURE, Bound.AT_MOST),
        ("1.2万人次", "1.2", "万人次", Kind.COUNT, Bound.EXACT),
    ],
)
def test_figures_with_their_units(
    text: str, value: str, unit: str, kind: Kind, bound: Bound
) -> None:
    sort, figure = sort_of(fold(text))
    assert sort is Sort.FIGURE
    assert figure is not None
    assert (figure.value, figure.unit, figure.kind) == (Decimal(value), unit, kind)
    assert figure.bound is bound


def test_the_place_of_the_number_is_that_in_the_text() -> None:
    text = fold("  ≥ 1,200 个")
    _, figure = sort_of(text)
    assert figure is not None
    assert text[figure.start : figure.end] == "1,200"
    assert text[figure.end : figure.unit_end].strip() == "个"


def test_only_whole_numbers_without_any_mark_are_bare() -> None:
    figures = [sort_of(text)[1] for text in ("201", "1,201", "201.0", "+201", "201个")]
    assert [figure is not None and figure.bare for figure in figures] == [True, *[False] * 4]


def test_units_are_told_from_other_words() -> None:
    assert measured_in("亿元") == ("亿元", Kind.MONEY, Decimal(100_000_000))
    assert measured_in("局") is None
