"""Charts: every figure shown, no two labels on each other, safe text, colours for grey print."""

import itertools
import math
import re
from dataclasses import dataclass, replace
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.docmodel.model import Chart, ChartKind, Number, Series
from mingzhang.documents.charts.draw import PALETTE, balanced, colour, decimals, text_width, wrap
from mingzhang.documents.charts.svg import SLIM, WIDE, svg_chart

SVG = "{http://www.w3.org/2000/svg}"
ATTACK = "</title><script>alert(1)</script>\"'&\x0b"


def figure(text: str, unit: str = "万元") -> Number:
    return Number(text, Decimal(text.replace(",", "")), unit, 2, f"key.{text}")


def series(name: str, *texts: str) -> Series:
    return Series(name, tuple(figure(text) for text in texts))


def column(*rows: Series, names: tuple[str, ...] = ("2022年", "2023年")) -> Chart:
    return Chart("C1", ChartKind.COLUMN, "图1：变动情况", "万元", names, rows, "柱形图说明")


def pie(*texts: str, names: tuple[str, ...] = ()) -> Chart:
    categories = names or tuple(f"第{number}项支出" for number in range(len(texts)))
    return Chart(
        "C2", ChartKind.PIE, "图2：结构", "万元", categories, (series("支出", *texts),), "饼图说明"
    )


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in parse(svg).iter(f"{SVG}text")]


def parse(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - our own output


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        beside = self.right <= other.left or other.right <= self.left
        return not (beside or self.bottom <= other.top or other.bottom <= self.top)


def box(element: ET.Element) -> Box:
    """Give the room that a text takes, upright texts included."""
    x, y = float(element.attrib["x"]), float(element.attrib["y"])
    size = float(element.attrib["font-size"])
    wide = text_width(element.text or "", size)
    before = {"start": 0.0, "middle": wide / 2, "end": wide}[element.attrib["text-anchor"]]
    if "transform" in element.attrib:
        assert element.attrib["transform"].startswith("rotate(-90 ")
        return Box(x - size * 0.8, y - wide + before, x + size * 0.1, y + before)
    return Box(x - before, y - size * 0.8, x - before + wide, y + size * 0.1)


def overlaps(svg: str) -> list[tuple[str, str]]:
    elements = list(parse(svg).iter(f"{SVG}text"))
    boxes = [(element.text or "", box(element)) for element in elements]
    return [
        (first, second)
        for place, (first, one) in enumerate(boxes)
        for second, other in boxes[place + 1 :]
        if one.meets(other)
    ]


@dataclass(frozen=True)
class Segment:
    """A straight piece of a leader line, and the number of its line."""

    line: int
    x1: float
    y1: float
    x2: float
    y2: float

    def meets(self, other: "Segment") -> bool:
        """Tell whether two pieces have a point in common."""
        ends = ((self.x1, self.y1), (self.x2, self.y2), (other.x1, other.y1), (other.x2, other.y2))
        one, two, three, four = ends
        turns = (
            turn(one, two, three), turn(one, two, four),
            turn(three, four, one), turn(three, four, two),
        )  # fmt: skip
        if turns[0] * turns[1] < 0 and turns[2] * turns[3] < 0:
            return True
        lies = zip(turns, (three, four, one, two), (self, self, other, other), strict=True)
        return any(bend == 0 and piece.spans(point) for bend, point, piece in lies)

    def spans(self, point: tuple[float, float]) -> bool:
        x, y = point
        beside = min(self.x1, self.x2) <= x <= max(self.x1, self.x2)
        return beside and min(self.y1, self.y2) <= y <= max(self.y1, self.y2)

    def enters(self, room: Box) -> bool:
        """Tell whether the piece touches a box."""
        above = [(room.left, room.top), (room.right, room.top)]
        corners = [*above, (room.right, room.bottom), (room.left, room.bottom)]
        sides = zip(corners, [*corners[1:], corners[0]], strict=True)
        inside = room.left <= self.x1 <= room.right and room.top <= self.y1 <= room.bottom
        return inside or any(self.meets(Segment(-1, *one, *two)) for one, two in sides)


def turn(one: tuple[float, float], two: tuple[float, float], three: tuple[float, float]) -> float:
    """Give the sign of the bend from the first point over the second to the third."""
    cross = (two[0] - one[0]) * (three[1] - one[1]) - (two[1] - one[1]) * (three[0] - one[0])
    return 0.0 if abs(cross) < 1e-9 else cross


def segments(svg: str) -> list[Segment]:
    """Give the pieces of every leader line."""
    found: list[Segment] = []
    for number, element in enumerate(parse(svg).iter(f"{SVG}polyline")):
        points = [tuple(map(float, p.split(","))) for p in element.attrib["points"].split()]
        found += [
            Segment(number, x1, y1, x2, y2) for (x1, y1), (x2, y2) in itertools.pairwise(points)
        ]
    return found


amounts = st.decimals(Decimal(-99999), Decimal(99999), places=2).map(str)
positive = st.one_of(
    st.decimals(Decimal(0), Decimal("0.5"), places=2),
    st.decimals(Decimal(0), Decimal(99999), places=2),
).map(str)
names = st.text("一般公共预算财政拨款收入支出aB（）", min_size=1, max_size=24)


@given(st.lists(st.tuples(names, amounts, amounts), min_size=1, max_size=9), st.booleans())
def test_labels_of_columns_never_meet(rows: list[tuple[str, str, str]], two: bool) -> None:
    first = series("上年决算数", *(row[1] for row in rows))
    second = series("本年决算数", *(row[2] for row in rows))
    chart = column(*((first, second) if two else (first,)), names=tuple(row[0] for row in rows))
    svg = svg_chart(chart)
    values = {row[1] for row in rows} | ({row[2] for row in rows} if two else set())
    assert values <= set(texts(svg))
    # Ticks stand in the margin and may be passed by nothing either.
    assert overlaps(svg) == []


@given(st.lists(st.tuples(names, positive), min_size=1, max_size=12), st.sampled_from([WIDE, SLIM]))
def test_labels_and_lines_of_pies_never_meet(rows: list[tuple[str, str]], room_px: float) -> None:
    chart = pie(*(row[1] for row in rows), names=tuple(row[0] for row in rows))
    svg = svg_chart(chart, room=room_px)
    joined = "".join(texts(svg))
    assert all(f"{row[1]}万元" in joined for row in rows)
    assert overlaps(svg) == []
    lines = segments(svg)
    for one, other in itertools.combinations(lines, 2):
        assert one.line == other.line or not one.meets(other)
    boxes = [box(element) for element in parse(svg).iter(f"{SVG}text")]
    assert not any(piece.enters(room) for piece in lines for room in boxes)
    width, height = (float(parse(svg).attrib[name]) for name in ("width", "height"))
    for element in parse(svg).iter(f"{SVG}text"):
        room = box(element)
        assert room.left >= 0
        assert room.top >= 0
        assert room.right <= width
        assert room.bottom <= height


def test_a_slice_takes_its_share_of_the_circle() -> None:
    svg = svg_chart(pie("1", "1", "1", "1"))
    paths = [element.attrib["d"] for element in parse(svg).iter(f"{SVG}path")]
    assert paths[0] == "M320 106L320 18A88 88 0 0 1 408 106Z".replace(
        "106", decimals(_centre(svg))
    ).replace("18", decimals(_centre(svg) - 88), 1)
    assert len(paths) == 4


def _centre(svg: str) -> float:
    return float(parse(svg).attrib["height"]) / 2


def test_a_lone_slice_is_a_whole_circle() -> None:
    svg = svg_chart(pie("5.00", "0.00"))
    assert len(list(parse(svg).iter(f"{SVG}circle"))) == 1
    assert "5.00万元（100.0%）" in texts(svg)


def test_what_has_no_slice_is_listed_below() -> None:
    svg = svg_chart(pie("5", "0.00", "-3", names=("甲", "乙", "丙")))
    assert texts(svg)[-1] == "图中不绘出：乙 0.00万元；丙 -3万元"
    assert "没有可绘出的数" in texts(svg_chart(pie("0", "0")))


def test_shares_are_taken_as_given_and_divided_only_without_them() -> None:
    chart = pie("1", "2")
    assert "1万元（33.3%）" in texts(svg_chart(chart))
    shares = (figure("33.34", "%"), figure("66.66", "%"))
    assert "1万元（33.34%）" in texts(svg_chart(replace(chart, shares=shares)))
    assert "0.01万元（不足0.1%）" in texts(svg_chart(pie("0.01", "5000")))


def test_columns_grow_with_their_values_from_zero() -> None:
    svg = svg_chart(column(series("收入", "100", "-50")))
    columns = [element.attrib for element in parse(svg).iter(f"{SVG}rect")]
    up, down = columns
    assert float(up["height"]) == pytest.approx(2 * float(down["height"]), abs=0.05)
    assert float(up["y"]) + float(up["height"]) == pytest.approx(float(down["y"]), abs=0.05)


def test_one_who_cannot_see_is_told_everything() -> None:
    root = parse(svg_chart(pie("1", "2")))
    assert root.attrib["role"] == "img"
    labels = [root.find(f"{SVG}{name}") for name in ("title", "desc")]
    assert [label is not None and label.text for label in labels] == ["图2：结构", "饼图说明"]
    ids = [label.attrib["id"] for label in labels if label is not None]
    assert root.attrib["aria-labelledby"].split() == ids


def test_text_never_becomes_markup() -> None:
    chart = replace(
        column(series(ATTACK, "1", "2"), series("b", "1", "2"), names=(ATTACK, "b")),
        caption=ATTACK,
        alt=ATTACK,
        unit=ATTACK,
    )
    for picture in (chart, replace(chart, kind=ChartKind.PIE, series=chart.series[:1])):
        tags = {element.tag for element in parse(svg_chart(picture)).iter()}
        assert f"{SVG}script" not in tags
        title = parse(svg_chart(picture)).find(f"{SVG}title")
        assert title is not None
        assert title.text == ATTACK.replace("\x0b", "\ufffd")


def test_coordinates_have_at_most_two_decimals() -> None:
    svg = svg_chart(pie("1", "2.22", "3.3")) + svg_chart(column(series("a", "1", "2.22")))
    geometry = re.sub(r"<(text|title|desc)[^>]*>[^<]*", "", svg)
    assert re.search(r"\.\d{3}", geometry) is None
    assert re.search(r"-0[^.\d]", geometry) is None
    assert decimals(-0.001) == "0"


@pytest.mark.parametrize(
    "chart",
    [
        column(series("a", "1")),
        replace(pie("1", "2"), series=(series("a", "1", "2"), series("b", "1", "2"))),
        replace(pie("1", "2"), shares=(figure("1"),)),
    ],
)
def test_figures_that_do_not_fit_the_categories_are_refused(chart: Chart) -> None:
    with pytest.raises(ValueError, match="chart C"):
        svg_chart(chart)


def luminance(colour_: str) -> float:
    """Give the relative luminance (WCAG 2.2)."""
    parts = [int(colour_[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def test_colours_stand_out_from_paper_and_neighbours_differ_in_grey() -> None:
    assert all(contrast(luminance(colour_), 1.0) >= 3 for colour_ in PALETTE)
    for count in range(2, len(PALETTE) + 1):
        ring = [luminance(colour(index, count)) for index in range(count)]
        pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
        assert min(contrast(*pair) for pair in pairs) >= 1.6, count


def test_slices_follow_the_text_from_twelve_oclock_even_where_one_takes_more_than_half() -> None:
    svg = svg_chart(pie("10", "80", "10"))
    starts = [element.attrib["d"].split("L")[1] for element in parse(svg).iter(f"{SVG}path")]
    centre = _centre(svg)
    assert starts[0].startswith(f"320 {decimals(centre - 88)}A")
    angles = [math.atan2(float(x) - 320, centre - float(y)) for x, y in map(_pair, starts)]
    assert angles[1] == pytest.approx(0.1 * 2 * math.pi, abs=0.01)
    assert angles[2] == pytest.approx(-0.1 * 2 * math.pi, abs=0.01)


def _pair(text: str) -> list[str]:
    return text.partition("A")[0].split()


def test_small_slices_are_listed_with_their_colour_and_large_ones_have_lines() -> None:
    chart = pie("90", "2.9", "7.1", names=("甲", "乙", "丙"))
    svg = svg_chart(chart)
    assert len(list(parse(svg).iter(f"{SVG}polyline"))) == 2
    (swatch,) = parse(svg).iter(f"{SVG}rect")
    assert swatch.attrib["fill"] == colour(1, 3)
    assert texts(svg)[-2:] == ["乙", "2.9万元（2.9%）"]
    slim = svg_chart(chart, room=SLIM)
    assert list(parse(slim).iter(f"{SVG}polyline")) == []
    fills = [element.attrib["fill"] for element in parse(slim).iter(f"{SVG}rect")]
    assert fills == [colour(index, 3) for index in range(3)]
    assert parse(slim).attrib["width"] == "340"


def test_wide_and_slim_pictures_of_a_chart_share_no_id() -> None:
    chart = pie("1", "2")
    ids = [
        element.attrib["id"]
        for room in (WIDE, SLIM)
        for element in parse(svg_chart(chart, room=room)).iter()
        if "id" in element.attrib
    ]
    assert len(ids) == len(set(ids)) == 4


@given(st.lists(st.tuples(names, amounts, amounts), min_size=1, max_size=6))
def test_columns_are_slender_in_every_picture(rows: list[tuple[str, str, str]]) -> None:
    both = (series("上年", *(row[1] for row in rows)), series("本年", *(row[2] for row in rows)))
    for room in (WIDE, SLIM):
        svg = svg_chart(column(*both, names=tuple(row[0] for row in rows)), room=room)
        assert overlaps(svg) == []
        bars = list(parse(svg).iter(f"{SVG}rect"))[2:]
        assert len(bars) == 2 * len(rows)
        assert all(float(bar.attrib["width"]) <= 56 for bar in bars)


@given(names, st.floats(30, 200))
def test_lines_of_a_label_are_about_equally_long(name: str, room: float) -> None:
    lines = balanced(name, 13, room)
    assert "".join(lines) == name
    assert len(lines) == len(wrap(name, 13, room))
    assert max(text_width(text, 13) for text in lines) <= max(room, 13)


def test_no_line_of_a_label_has_one_character() -> None:
    assert balanced("国有资本经营预算财政拨款收入", 13, 170) == ["国有资本经营预", "算财政拨款收入"]
