"""Native charts: DrawingML that stays editable, over a workbook with the same figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from xlsxwriter.utility import xl_col_to_name

from mingzhang.docmodel.model import Chart, ChartKind, Number, Series
from mingzhang.documents.charts.draw import colour
from mingzhang.documents.docx.chartbook import (
    SHARE_FORMAT,
    SHEET,
    number_format,
    printed_shares,
    shown_categories,
)
from mingzhang.documents.docx.markup import (
    A_NS,
    C_NS,
    R_NS,
    WP_NS,
    XML_HEAD,
    emu,
    escape,
)
from mingzhang.documents.pictures import Picture
from mingzhang.documents.theme import ChartLook, Theme

BOOK_RELATION = "rId1"
_LABEL_PT = 9.0
_DENSE_LABEL_PT = 7.0
_DENSE = 12  # with more columns than this, level labels would run into each other
_APART = 28  # per cent of a column between two of a group, for their labels
_LEAST_GAP = 1.8  # between groups, in columns
_BROADEST = 0.09  # a column, as a part of the plot; as in the picture of the pdf
_WIDEST_GAP = 500  # per cent: the most that DrawingML knows
_LEAST_LABELLED = Decimal("0.06")  # of a pie: labels of smaller slices side by side would touch
# A pie stands at the left and its legend beside it, as wide as its lines need. Left, top, width
# and height as parts of the picture.
_PIE_BOX = (0.09, 0.1, 0.31, 0.8)
_PIE_LEGEND = (0.5, 0.03, 0.5, 0.94)
_PIE_LEGEND_PT = 8.0
_UPRIGHT = ' rot="-5400000" vert="horz"'
_LEVEL = ' rot="0" vert="horz"'
_ONE_LINE = ' wrap="none"'
_AXES = ("111111111", "222222222")


def _fill(color: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{color}"/></a:solidFill>'


def _shape(color: str, line: str = "FFFFFF") -> str:
    return f'<c:spPr>{_fill(color)}<a:ln w="9525">{_fill(line)}</a:ln></c:spPr>'


def _text_properties(look: ChartLook, size_pt: float, body: str = "") -> str:
    return (
        f"<c:txPr><a:bodyPr{body}/><a:lstStyle/><a:p><a:pPr>"
        f'<a:defRPr sz="{round(size_pt * 100)}" b="0">{_faces(look)}</a:defRPr></a:pPr>'
        '<a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )


def _faces(look: ChartLook) -> str:
    latin, asian = escape(look.font.latin), escape(look.font.name)
    return (
        f'{_fill("000000")}<a:latin typeface="{latin}"/><a:ea typeface="{asian}"/>'
        f'<a:cs typeface="{latin}"/>'
    )


def _axis_title(text: str, look: ChartLook) -> str:
    return (
        f"<c:title><c:tx><c:rich><a:bodyPr{_UPRIGHT}/><a:lstStyle/><a:p><a:pPr>"
        f'<a:defRPr sz="{round(_LABEL_PT * 100)}" b="0"/></a:pPr><a:r>'
        f'<a:rPr lang="zh-CN" sz="{round(_LABEL_PT * 100)}" b="0">{_faces(look)}</a:rPr>'
        f'<a:t>{escape(text)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>'
    )


def _strings(tag: str, reference: str, values: Sequence[str]) -> str:
    points = "".join(
        f'<c:pt idx="{index}"><c:v>{escape(value)}</c:v></c:pt>'
        for index, value in enumerate(values)
    )
    return (
        f'<c:{tag}><c:strRef><c:f>{reference}</c:f><c:strCache><c:ptCount val="{len(values)}"/>'
        f"{points}</c:strCache></c:strRef></c:{tag}>"
    )


def _values(reference: str, figures: Sequence[Number]) -> str:
    codes = [escape(number_format(figure)) for figure in figures]
    common = codes[0] if codes else "General"
    points = "".join(
        f'<c:pt idx="{index}"'
        + (f' formatCode="{code}"' if code != common else "")
        + f"><c:v>{format(figure.value, 'f')}</c:v></c:pt>"
        for index, (figure, code) in enumerate(zip(figures, codes, strict=True))
    )
    return (
        f"<c:val><c:numRef><c:f>{reference}</c:f><c:numCache><c:formatCode>{common}</c:formatCode>"
        f'<c:ptCount val="{len(figures)}"/>{points}</c:numCache></c:numRef></c:val>'
    )


def _label(code: str, look: ChartLook, *, dense: bool = False, percent: bool = False) -> str:
    size_pt = _DENSE_LABEL_PT if dense else _LABEL_PT
    body = _UPRIGHT if dense else _ONE_LINE
    return (
        f'<c:numFmt formatCode="{escape(code)}" sourceLinked="0"/>'
        f'{_text_properties(look, size_pt, body)}<c:dLblPos val="outEnd"/>'
        '<c:showLegendKey val="0"/>'
        f'<c:showVal val="{int(not percent)}"/><c:showCatName val="0"/><c:showSerName val="0"/>'
        f'<c:showPercent val="{int(percent)}"/><c:showBubbleSize val="0"/>'
    )


def _value_labels(figures: Sequence[Number], look: ChartLook, *, dense: bool) -> str:
    """Give labels that print each figure as its text; those unlike the first have their own."""
    codes = [number_format(figure) for figure in figures]
    common = codes[0] if codes else "General"
    own = "".join(
        f'<c:dLbl><c:idx val="{index}"/>{_label(code, look, dense=dense)}</c:dLbl>'
        for index, code in enumerate(codes)
        if code != common
    )
    return f"<c:dLbls>{own}{_label(common, look, dense=dense)}</c:dLbls>"


def _series_head(index: int, series: Series) -> str:
    column = xl_col_to_name(index + 1)
    name = _strings("tx", f"{SHEET}!${column}$1", [series.name])
    return f'<c:idx val="{index}"/><c:order val="{index}"/>{name}'


def _series_data(index: int, series: Series, chart: Chart) -> str:
    column, last = xl_col_to_name(index + 1), len(chart.categories) + 1
    shown = _strings("cat", f"{SHEET}!$A$2:$A${last}", shown_categories(chart))
    return shown + _values(f"{SHEET}!${column}$2:${column}${last}", series.values)


def _column_series(index: int, series: Series, chart: Chart, look: ChartLook) -> str:
    dense = len(chart.series) * len(chart.categories) > _DENSE
    labels = _value_labels(series.values, look, dense=dense)
    return (
        f"<c:ser>{_series_head(index, series)}{_shape(_colour(index, 1))}"
        f'<c:invertIfNegative val="0"/>{labels}{_series_data(index, series, chart)}</c:ser>'
    )


def _axes(chart: Chart, look: ChartLook) -> str:
    category, value = _AXES
    text = _text_properties(look, _LABEL_PT)
    # Long names wrap under their columns as long as there is room; then Word may slant them.
    names = _text_properties(look, _LABEL_PT, _LEVEL if len(chart.categories) <= _DENSE else "")
    line = f'<c:spPr><a:ln w="9525">{_fill("7F7F7F")}</a:ln></c:spPr>'
    # Left to itself Word starts near the least value, and a rise of 5 % looks like one of half.
    low = min((figure.value for series in chart.series for figure in series.values), default=0)
    floor = '<c:min val="0"/>' if low >= 0 else ""
    grid = f'<c:majorGridlines><c:spPr><a:ln w="6350">{_fill("D9D9D9")}</a:ln></c:spPr>'
    return (
        f'<c:catAx><c:axId val="{category}"/><c:scaling><c:orientation val="minMax"/></c:scaling>'
        '<c:delete val="0"/><c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'{line}{names}<c:crossAx val="{value}"/><c:crosses val="autoZero"/><c:auto val="0"/>'
        '<c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="{value}"/><c:scaling><c:orientation val="minMax"/>{floor}'
        f'</c:scaling><c:delete val="0"/><c:axPos val="l"/>{grid}</c:majorGridlines>'
        f'{_axis_title(chart.unit, look)}<c:numFmt formatCode="#,##0" sourceLinked="0"/>'
        '<c:majorTickMark val="out"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f'{line}{text}<c:crossAx val="{category}"/><c:crosses val="autoZero"/>'
        '<c:crossBetween val="between"/></c:valAx>'
    )


def _gap_width(chart: Chart) -> int:
    """Give the room between two groups in per cent of a column, so that none gets broad."""
    series, group = max(len(chart.series), 1), 1 / max(len(chart.categories), 1)
    taken = series + (series - 1) * _APART / 100  # by the columns of a group
    bar = min(group / (taken + _LEAST_GAP), _BROADEST)
    return min(round((group / bar - taken) * 100), _WIDEST_GAP)


def _column_plot(chart: Chart, look: ChartLook) -> str:
    series = "".join(
        _column_series(index, item, chart, look) for index, item in enumerate(chart.series)
    )
    axis_ids = "".join(f'<c:axId val="{axis}"/>' for axis in _AXES)
    return (
        '<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="{_gap_width(chart)}"/><c:overlap val="-{_APART}"/>{axis_ids}'
        "</c:barChart>" + _axes(chart, look)
    )


def _still_label(index: int, shown: str, look: ChartLook) -> str:
    """Give a label whose text is fixed, for a share that the printed values do not divide to."""
    size = round(_LABEL_PT * 100)
    return (
        f'<c:dLbl><c:idx val="{index}"/><c:tx><c:rich><a:bodyPr{_ONE_LINE}/><a:lstStyle/><a:p>'
        f'<a:r><a:rPr lang="zh-CN" sz="{size}" b="0">{_faces(look)}</a:rPr>'
        f"<a:t>{escape(shown)}</a:t></a:r></a:p></c:rich></c:tx>"
        f"{_label(SHARE_FORMAT, look, percent=True)}</c:dLbl>"
    )


def _share_labels(chart: Chart, look: ChartLook) -> str:
    """Give the labels of a pie: shares of the large slices; the legend tells all of them."""
    shares = printed_shares(chart)
    own, common = [], next((code for _, code in shares if code), SHARE_FORMAT)
    figures = [number.value for number in chart.series[0].values]
    for index, (share, code) in enumerate(shares):
        if not share or figures[index] < _LEAST_LABELLED * sum(figures, Decimal(0)):
            own.append(f'<c:dLbl><c:idx val="{index}"/><c:delete val="1"/></c:dLbl>')
        elif not code:
            own.append(_still_label(index, share, look))
        elif code != common:
            label = _label(code, look, percent=True)
            own.append(f'<c:dLbl><c:idx val="{index}"/>{label}</c:dLbl>')
    return (
        f"<c:dLbls>{''.join(own)}{_label(common, look, percent=True)}"
        '<c:showLeaderLines val="0"/></c:dLbls>'
    )


def _colour(index: int, count: int) -> str:
    """Give the colour that our SVG has there, as DrawingML writes it."""
    return colour(index, count).lstrip("#").upper()


def _pie_plot(chart: Chart, look: ChartLook) -> str:
    series = chart.series[0]
    colors = [_colour(index, len(chart.categories)) for index in range(len(chart.categories))]
    # The white edge of a slice that is alone would be a scratch from the centre upwards.
    alone = sum(number.value > 0 for number in series.values) == 1
    points = "".join(
        f'<c:dPt><c:idx val="{index}"/><c:bubble3D val="0"/>'
        f"{_shape(color, color) if alone else _shape(color)}</c:dPt>"
        for index, color in enumerate(colors)
    )
    labels = _share_labels(chart, look)
    return (
        f'<c:pieChart><c:varyColors val="1"/><c:ser>{_series_head(0, series)}{points}{labels}'
        f'{_series_data(0, series, chart)}</c:ser><c:firstSliceAng val="0"/></c:pieChart>'
    )


def _placed(box: tuple[float, float, float, float], *, inner: bool = False) -> str:
    """Give a place in the picture: left, top, width and height as parts of it."""
    sides = "".join(
        f'<c:{tag} val="{value}"/>' for tag, value in zip(("x", "y", "w", "h"), box, strict=True)
    )
    target = '<c:layoutTarget val="inner"/>' if inner else ""
    return (
        f'<c:layout><c:manualLayout>{target}<c:xMode val="edge"/><c:yMode val="edge"/>{sides}'
        "</c:manualLayout></c:layout>"
    )


def _legend(chart: Chart, look: ChartLook) -> str:
    """Give the legend: all slices of a pie, or the series where there are several."""
    if chart.kind is ChartKind.COLUMN and len(chart.series) < 2:
        return ""
    pie = chart.kind is ChartKind.PIE
    side, layout = ("r", _placed(_PIE_LEGEND)) if pie else ("t", "")
    return (
        f'<c:legend><c:legendPos val="{side}"/>{layout}<c:overlay val="0"/>'
        f"{_text_properties(look, _PIE_LEGEND_PT if pie else _LABEL_PT)}</c:legend>"
    )


def check_chart(chart: Chart) -> None:
    """Raise ValueError if a chart cannot be drawn.

    A series has one figure per category, a pie one series, and shares are for all or none.
    """
    if any(len(series.values) != len(chart.categories) for series in chart.series):
        raise ValueError(f"图 {chart.id}：每个系列须每类一个数")
    if chart.shares and len(chart.shares) != len(chart.categories):
        raise ValueError(f"图 {chart.id}：占比须每类一个")
    if chart.kind is ChartKind.PIE and len(chart.series) != 1:
        raise ValueError(f"图 {chart.id}：饼图须有且只有一个系列")


def chart_xml(chart: Chart, theme: Theme) -> bytes:
    """Give the part of a chart (see `check_chart`); its caches hold the printed values."""
    look = theme.chart
    layout = _placed(_PIE_BOX, inner=True) if chart.kind is ChartKind.PIE else "<c:layout/>"
    plot = _pie_plot(chart, look) if chart.kind is ChartKind.PIE else _column_plot(chart, look)
    return (
        f'{XML_HEAD}<c:chartSpace xmlns:c="{C_NS}" xmlns:a="{A_NS}" xmlns:r="{R_NS}">'
        f'<c:date1904 val="0"/><c:lang val="{theme.language}"/><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea>{layout}{plot}</c:plotArea>'
        f'{_legend(chart, look)}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f'<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln>'
        f"</c:spPr>{_text_properties(look, _LABEL_PT)}"
        f'<c:externalData r:id="{BOOK_RELATION}"><c:autoUpdate val="0"/></c:externalData>'
        "</c:chartSpace>"
    ).encode()


def drawing_xml(chart: Chart, relation: str, drawing_id: int, size: Picture) -> str:
    """Give the run that shows a chart in the line at `size`, with its alternative text."""
    name = re.sub(r"\s+", " ", chart.caption)
    return (
        # Small type, for what the line takes below the picture.
        '<w:r><w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr><w:drawing>'
        f'<wp:inline xmlns:wp="{WP_NS}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{emu(size.width_mm)}" cy="{emu(size.height_mm)}"/>'
        f'<wp:docPr id="{drawing_id}" name="{escape(name)}" descr="{escape(chart.alt)}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic xmlns:a="{A_NS}"><a:graphicData uri="{C_NS}">'
        f'<c:chart xmlns:c="{C_NS}" r:id="{relation}"/></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
