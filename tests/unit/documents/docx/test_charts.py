"""Charts: native parts whose caches, workbook and captions say the same."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from lxml.etree import _Element
from python_calamine import CalamineWorkbook

from mingzhang.docmodel.model import Chart, ChartKind, Document, Number, Series
from mingzhang.documents.docx import write_docx
from mingzhang.documents.docx.chartbook import number_format
from tests.unit.documents.docx.unzipped import (
    C,
    R,
    W,
    attribute,
    body,
    by_style,
    entries,
    parse,
    sample_docx,
    style,
    text,
)
from tests.unit.documents.sample import pct, sample_document, wan

# The order of ISO/IEC 29500-1, 21.2; Word refuses a chart that mixes it up.
ORDER = {
    "chartSpace": "date1904 lang roundedCorners chart spPr txPr externalData",
    "chart": "title autoTitleDeleted plotArea legend plotVisOnly dispBlanksAs",
    "plotArea": "layout barChart pieChart catAx valAx spPr",
    "barChart": "barDir grouping varyColors ser dLbls gapWidth overlap axId",
    "pieChart": "varyColors ser dLbls firstSliceAng",
    "ser": "idx order tx spPr invertIfNegative explosion dPt dLbls cat val",
    "dPt": "idx invertIfNegative bubble3D explosion spPr",
    "dLbls": "dLbl numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName "
    "showPercent showBubbleSize separator showLeaderLines",
    "dLbl": "idx delete tx numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName "
    "showPercent showBubbleSize separator",
    "catAx": "axId scaling delete axPos majorGridlines title numFmt majorTickMark minorTickMark "
    "tickLblPos spPr txPr crossAx crosses auto lblAlgn lblOffset noMultiLvlLbl",
    "valAx": "axId scaling delete axPos majorGridlines title numFmt majorTickMark minorTickMark "
    "tickLblPos spPr txPr crossAx crosses crossBetween",
    "scaling": "orientation max min",
    "title": "tx layout overlay",
    "manualLayout": "layoutTarget xMode yMode wMode hMode x y w h",
    "legend": "legendPos layout overlay spPr txPr",
}


def charts() -> list[Chart]:
    return [block for block in sample_document().blocks if isinstance(block, Chart)]


def document(*blocks: Chart) -> bytes:
    return write_docx(Document("题", "某局", "2024-01-02", blocks))


def cache(element: _Element, path: str) -> tuple[str, list[str]]:
    """Give the formula and the cached values below `path`."""
    steps = "/".join(f"{C}{step}" for step in path.split("/"))
    found = element.find(steps)
    assert found is not None
    formula = found.find(f"{C}f")
    assert formula is not None
    return str(formula.text), [str(value.text) for value in found.iter(f"{C}v")]


def sheet(data: bytes) -> list[list[object]]:
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    return [list(row) for row in book.get_sheet_by_name("Sheet1").to_python()]


def cells(rows: list[list[object]], formula: str) -> list[object]:
    """Give the cells of a reference such as Sheet1!$B$2:$B$4."""
    ends = [item.split("$")[1:] for item in formula.removeprefix("Sheet1!").split(":")]
    column = ord(ends[0][0]) - ord("A")
    return [row[column] for row in rows[int(ends[0][1]) - 1 : int(ends[-1][1])]]


@pytest.mark.parametrize("index", [0, 1])
def test_caches_hold_the_figures_and_equal_the_workbook(index: int) -> None:
    files = entries(sample_docx())
    part = parse(files[f"word/charts/chart{index + 1}.xml"])
    rows = sheet(files[f"word/embeddings/chart{index + 1}.xlsx"])
    chart = charts()[index]
    found = list(part.iter(f"{C}ser"))
    assert len(found) == len(chart.series)
    for series, element in zip(chart.series, found, strict=True):
        name_at, names = cache(element, "tx/strRef")
        category_at, categories = cache(element, "cat/strRef")
        value_at, values = cache(element, "val/numRef")
        assert names == [series.name] == cells(rows, name_at)
        assert [Decimal(value) for value in values] == [item.value for item in series.values]
        assert [Decimal(str(cell)) for cell in cells(rows, value_at)] == [
            Decimal(value) for value in values
        ]
        assert categories == cells(rows, category_at)
        assert all(
            shown.startswith(wanted)
            for shown, wanted in zip(categories, chart.categories, strict=True)
        )


def test_pie_tells_value_and_share() -> None:
    part = parse(entries(sample_docx())["word/charts/chart2.xml"])
    (series,) = list(part.iter(f"{C}ser"))
    _, categories = cache(series, "cat/strRef")
    assert categories[1:] == ["事业收入 402.00万元（16.5%）", "其他收入 43.58万元（1.8%）"]
    flags = {str(item.tag).removeprefix(C): item.get("val") for item in series.iter()}
    assert (flags["showPercent"], flags["showVal"]) == ("1", "0")


def shares(*printed: str) -> tuple[Number, ...]:
    return tuple(pct(item, f"s{index}") for index, item in enumerate(printed))


def test_shares_are_live_only_where_word_would_divide_to_the_same() -> None:
    # 1986.30, 402.00 and 43.58 of 2431.88 give 81.68, 16.53 and 1.79; the second is told else.
    files = entries(document(replace(charts()[1], shares=shares("81.68", "16.52", "1.8"))))
    part = parse(files["word/charts/chart1.xml"])
    (labels,) = list(part.iter(f"{C}dLbls"))
    assert attribute(labels, f"{C}numFmt", "formatCode") == "0.00%"
    second, third = labels.findall(f"{C}dLbl")
    assert attribute(second, f"{C}idx", "val") == "1"
    assert "".join(str(item) for item in second.itertext()) == "16.52%"
    assert [str(child.tag).removeprefix(C) for child in second][:3] == ["idx", "tx", "numFmt"]
    # A slice of less than 6 % has no label; the legend tells every share.
    assert attribute(third, f"{C}idx", "val") == "2"
    assert [str(child.tag).removeprefix(C) for child in third] == ["idx", "delete"]
    _, legend = cache(next(part.iter(f"{C}ser")), "cat/strRef")
    assert [item.rpartition("（")[2] for item in legend] == ["81.68%）", "16.52%）", "1.8%）"]
    formulas = re.findall("<f>(.*?)</f>", _sheet_xml(files["word/embeddings/chart1.xlsx"]))
    live = ["SUM(B$2:B$4)" in formula for formula in formulas]
    assert live == [True, False, True]


def _sheet_xml(book: bytes) -> str:
    return entries(book)["xl/worksheets/sheet1.xml"].decode()


def test_a_pie_without_a_positive_total_tells_no_share() -> None:
    nothing = Series("收入", (wan("0.00", "a"), wan("0.00", "b"), wan("-1.00", "c")))
    chart = replace(charts()[1], series=(nothing,))
    part = parse(entries(document(chart))["word/charts/chart1.xml"])
    _, legend = cache(next(part.iter(f"{C}ser")), "cat/strRef")
    assert not any("%" in item for item in legend)
    assert len(list(part.iter(f"{C}delete"))) == 3


def test_only_several_series_and_a_pie_have_a_legend() -> None:
    column, pie = charts()
    for chart, wanted in (
        (column, ["t"]),
        (replace(column, series=column.series[:1]), []),
        (pie, ["r"]),
    ):
        part = parse(entries(document(chart))["word/charts/chart1.xml"])
        assert [item.get("val") for item in part.iter(f"{C}legendPos")] == wanted


@pytest.mark.parametrize(("groups", "series", "gap"), [(2, 1, 456), (2, 2, 328), (12, 1, 180)])
def test_columns_are_no_broader_than_in_the_pdf(groups: int, series: int, gap: int) -> None:
    names = tuple(f"{year}年度" for year in range(groups))
    values = tuple(wan("1.00", f"k{group}") for group in range(groups))
    rows = tuple(Series(f"系列{index}", values) for index in range(series))
    chart = replace(charts()[0], categories=names, series=rows)
    part = parse(entries(document(chart))["word/charts/chart1.xml"])
    (found,) = list(part.iter(f"{C}gapWidth"))
    assert found.get("val") == str(gap)


def test_shares_for_some_categories_only_are_refused() -> None:
    with pytest.raises(ValueError, match="占比"):
        document(replace(charts()[1], shares=shares("81.68")))


def test_columns_print_each_figure_as_its_text() -> None:
    chart = replace(
        charts()[0],
        series=(Series("收入", (wan("1,198.02", "a"), wan("2313.5", "b"), wan("2,431.80", "c"))),),
    )
    part = parse(entries(document(chart))["word/charts/chart1.xml"])
    (labels,) = list(part.iter(f"{C}dLbls"))
    (own,) = labels.findall(f"{C}dLbl")
    assert attribute(labels, f"{C}numFmt", "formatCode") == "#,##0.00"
    assert attribute(own, f"{C}idx", "val") == "1"
    assert attribute(own, f"{C}numFmt", "formatCode") == "0.0"


@pytest.mark.parametrize(
    ("printed", "code"),
    [("12", "0"), ("1,234", "#,##0"), ("1,234.50", "#,##0.00"), ("-3.5", "0.0")],
)
def test_number_format_prints_like_the_text(printed: str, code: str) -> None:
    value = Decimal(printed.replace(",", ""))
    assert number_format(Number(printed, value, "万元", 2, "k")) == code


@pytest.mark.parametrize(("low", "floor"), [("2198.02", ["0"]), ("-3.00", [])])
def test_columns_start_at_zero_unless_a_figure_is_negative(low: str, floor: list[str]) -> None:
    first = Series("收入", (wan(low, "a"), wan("2313.46", "b"), wan("2431.88", "c")))
    part = parse(entries(document(replace(charts()[0], series=(first,))))["word/charts/chart1.xml"])
    assert [item.get("val") for item in part.iter(f"{C}min")] == floor


def test_chart_part_leads_to_its_workbook() -> None:
    files = entries(sample_docx())
    for count in (1, 2):
        (relation,) = list(parse(files[f"word/charts/_rels/chart{count}.xml.rels"]))
        (external,) = list(parse(files[f"word/charts/chart{count}.xml"]).iter(f"{C}externalData"))
        assert relation.get("Target") == f"../embeddings/chart{count}.xlsx"
        assert external.get(f"{R}id") == relation.get("Id")


def test_drawing_has_alternative_text_and_keeps_its_caption() -> None:
    root = body(sample_docx())
    pictures = by_style(root, "Chart")
    for chart, item in zip(charts(), pictures, strict=True):
        (properties,) = [found for found in item.iter() if str(found.tag).endswith("}docPr")]
        assert properties.get("descr") == chart.alt
        assert item.find(f"{W}pPr/{W}keepNext") is not None
        following = item.getnext()
        assert following is not None
        assert (style(following), text(following)) == ("Caption", chart.caption)


def captions(*wanted: str) -> list[tuple[str, list[str]]]:
    chart = charts()[0]
    root = body(document(*(replace(chart, caption=item) for item in wanted)))
    return [
        (text(item), [str(code.text) for code in item.iter(f"{W}instrText")])
        for item in by_style(root, "Caption")
    ]


def test_caption_number_is_a_live_field() -> None:
    assert captions("图1：甲", "图 2：乙", "图5：丙", "图6：丁") == [
        ("图1：甲", [" SEQ 图 \\* ARABIC "]),
        ("图2：乙", [" SEQ 图 \\* ARABIC "]),
        ("图5：丙", [" SEQ 图 \\* ARABIC \\r 5 "]),
        ("图6：丁", [" SEQ 图 \\* ARABIC "]),
    ]


@pytest.mark.parametrize("caption", ["收支结构", "图1-2：甲", "图1.2：甲", ""])
def test_caption_without_a_plain_number_stays_text(caption: str) -> None:
    assert captions(caption) == [(caption, [])]


def test_pie_with_two_series_is_refused() -> None:
    with pytest.raises(ValueError, match="饼图"):
        document(replace(charts()[0], kind=ChartKind.PIE))


@pytest.mark.parametrize("index", [0, 1])
def test_series_shorter_than_the_categories_is_refused(index: int) -> None:
    chart = charts()[index]
    short = replace(chart.series[0], values=chart.series[0].values[:-1])
    with pytest.raises(ValueError, match="每个系列须每类一个数"):
        document(replace(chart, series=(short, *chart.series[1:])))


def test_faces_of_both_scripts_are_set() -> None:
    part = entries(sample_docx())["word/charts/chart1.xml"].decode()
    assert '<a:latin typeface="Times New Roman"/><a:ea typeface="宋体"/>' in part


@pytest.mark.parametrize("index", [0, 1])
def test_elements_stand_in_schema_order(index: int) -> None:
    seen = set()
    for element in parse(entries(sample_docx())[f"word/charts/chart{index + 1}.xml"]).iter():
        tag = str(element.tag).removeprefix(C)
        if tag in ORDER:
            seen.add(tag)
            order = ORDER[tag].split()
            places = [order.index(str(child.tag).removeprefix(C)) for child in element]
            assert places == sorted(places), tag
    assert {"chartSpace", "ser", "dLbls", "legend"} <= seen


@pytest.mark.parametrize(("months", "turned"), [(12, False), (13, True)])
def test_labels_of_many_columns_stand_upright(months: int, turned: bool) -> None:
    names = tuple(f"{month}月" for month in range(months))
    series = Series("支出", tuple(wan(f"{month}.00", f"k{month}") for month in range(months)))
    chart = replace(charts()[0], categories=names, series=(series,))
    part = parse(entries(document(chart))["word/charts/chart1.xml"])
    (labels,) = list(part.iter(f"{C}dLbls"))
    (properties,) = [item for item in labels.iter() if str(item.tag).endswith("}bodyPr")]
    assert (properties.get("rot") == "-5400000") is turned
