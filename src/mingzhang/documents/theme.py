"""The look of a report as data: paper, type, tables and charts, read from the rulebook."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypeVar

from mingzhang.docmodel.model import Orientation

MM_PER_INCH = 25.4
PT_PER_INCH = 72.0

_T = TypeVar("_T", str, int, float, bool)


@dataclass(frozen=True, slots=True)
class Font:
    """A face: official name, Latin companion, CSS generic family, and what to take instead."""

    name: str
    latin: str
    generic: str
    alternatives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How one kind of paragraph looks. Points; `line_pt` 0 is the face's own line height.

    `indent_chars` indents the first line, `left_chars` the whole paragraph, in characters of
    `size_pt`. `align` is left, center, right or justify.
    """

    font: Font
    size_pt: float
    line_pt: float = 0.0
    align: str = "left"
    indent_chars: int = 0
    left_chars: int = 0
    before_pt: float = 0.0
    after_pt: float = 0.0
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet as it lies: size and margins in mm."""

    width_mm: float
    height_mm: float
    top_mm: float
    right_mm: float
    bottom_mm: float
    left_mm: float

    @property
    def text_width_mm(self) -> float:
        """Width between the margins, in mm."""
        return self.width_mm - self.left_mm - self.right_mm


@dataclass(frozen=True, slots=True)
class PageNumber:
    """The page number: face, size, distance below the text, indent from the outer edge, dash."""

    font: Font
    size_pt: float
    gap_mm: float
    indent_chars: int
    dash: str


@dataclass(frozen=True, slots=True)
class TableLook:
    """Tables: face, row height and cell padding in mm, and sizes by column count.

    `sizes` are (columns, size in pt), rising in columns and falling in size. `row_mm` is the
    height of a row of one line at the first of them, `row_least_mm` how low it may become to
    save a page; rows of smaller type are lower in proportion. `line_em` is the distance of the
    lines in a cell. Type is not set below `least_pt` for want of room as long as every figure
    fits, and not below `fit_pt` only to bring a table onto one page. `keep_rows` stay together
    at the end of a table, with its notes.
    """

    font: Font
    row_mm: float
    row_least_mm: float
    line_em: float
    padding_mm: float
    unit_label: str
    continued: str
    sizes: tuple[tuple[int, float], ...]
    least_pt: float
    fit_pt: float
    keep_rows: int


@dataclass(frozen=True, slots=True)
class ChartLook:
    """Charts: face, size in mm, and fill colours as RRGGBB in the order of use."""

    font: Font
    width_mm: float
    height_mm: float
    colors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """One whole look; `styles` by role (body, heading_1 … heading_5, note, caption, …).

    `marks` are the signs beside a figure by `Mark`, `mark_names` what they are called.
    """

    id: str
    label: str
    basis: str
    language: str
    pages: Mapping[Orientation, Page]
    chars_per_line: int
    lines_per_page: int
    line_pitch_pt: float
    page_number: PageNumber
    fonts: Mapping[str, Font]
    styles: Mapping[str, TextStyle]
    cover_title_before_mm: float
    cover_lines_before_mm: float
    table: TableLook
    chart: ChartLook
    gap_open: str
    gap_close: str
    marks: Mapping[str, str]
    mark_names: Mapping[str, str]


class _Node:
    """A TOML table that knows its path, so that a wrong entry is named."""

    def __init__(self, raw: Mapping[str, object], path: str) -> None:
        self.raw = raw
        self.path = path

    def _fail(self, key: str, wanted: str) -> ValueError:
        return ValueError(f"主题文件 {self.path}：{key} 缺失或不是{wanted}")

    def table(self, key: str) -> _Node:
        value = self.raw.get(key)
        if not isinstance(value, dict):
            raise self._fail(key, "表")
        return _Node(value, f"{self.path} {key}")

    def value(self, key: str, kind: type[_T], default: _T | None = None) -> _T:
        value = self.raw.get(key, default)
        if not isinstance(value, kind):
            raise self._fail(key, kind.__name__)
        return value

    def strings(self, key: str) -> tuple[str, ...]:
        value = self.raw.get(key)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self._fail(key, "文字列表")
        return tuple(value)

    def tables(self, key: str) -> tuple[_Node, ...]:
        value = self.raw.get(key)
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self._fail(key, "表的列表")
        return tuple(_Node(item, f"{self.path} {key}") for item in value)


def _font(node: _Node) -> Font:
    return Font(
        node.value("name", str),
        node.value("latin", str),
        node.value("generic", str),
        node.strings("alternatives"),
    )


def _pick(fonts: Mapping[str, Font], node: _Node) -> Font:
    name = node.value("font", str)
    if name not in fonts:
        raise ValueError(f"主题文件 {node.path}：没有字体 {name}")
    return fonts[name]


def _style(fonts: Mapping[str, Font], node: _Node) -> TextStyle:
    return TextStyle(
        _pick(fonts, node),
        node.value("size_pt", float),
        node.value("line_pt", float, 0.0),
        node.value("align", str, "left"),
        node.value("indent_chars", int, 0),
        node.value("left_chars", int, 0),
        node.value("before_pt", float, 0.0),
        node.value("after_pt", float, 0.0),
        node.value("strong", bool, False),
    )


def _page(root: _Node, orientation: Orientation) -> Page:
    paper, margins = root.table("paper"), root.table("margins").table(orientation.value)
    sheet = (paper.value("width_mm", float), paper.value("height_mm", float))
    width, height = sheet if orientation is Orientation.PORTRAIT else sheet[::-1]
    top, right, bottom, left = (
        margins.value(f"{side}_mm", float) for side in ("top", "right", "bottom", "left")
    )
    return Page(width, height, top, right, bottom, left)


def _page_number(fonts: Mapping[str, Font], node: _Node) -> PageNumber:
    return PageNumber(
        _pick(fonts, node),
        node.value("size_pt", float),
        node.value("gap_mm", float),
        node.value("indent_chars", int),
        node.value("dash", str),
    )


def _table(fonts: Mapping[str, Font], node: _Node) -> TableLook:
    sizes = (
        (row.value("columns", int), row.value("size_pt", float)) for row in node.tables("sizes")
    )
    return TableLook(
        _pick(fonts, node),
        node.value("row_mm", float),
        node.value("row_least_mm", float),
        node.value("line_em", float),
        node.value("padding_mm", float),
        node.value("unit_label", str),
        node.value("continued", str),
        tuple(sizes),
        node.value("least_pt", float),
        node.value("fit_pt", float),
        node.value("keep_rows", int),
    )


def _chart(fonts: Mapping[str, Font], node: _Node) -> ChartLook:
    return ChartLook(
        _pick(fonts, node),
        node.value("width_mm", float),
        node.value("height_mm", float),
        node.strings("colors"),
    )


def parse_theme(text: str, source: str) -> Theme:
    """Read a theme from TOML `text`; `source` names it in messages.

    Raises ValueError (with the place) if an entry is missing or of a wrong kind.
    """
    root = _Node(tomllib.loads(text), source)
    fonts = {key: _font(root.table("fonts").table(key)) for key in root.table("fonts").raw}
    styles = root.table("styles")
    grid, cover, notes = root.table("grid"), root.table("cover"), root.table("notes")
    marks, names = notes.table("marks"), notes.table("mark_names")
    return Theme(
        id=root.value("id", str),
        label=root.value("label", str),
        basis=root.value("basis", str),
        language=root.value("language", str),
        pages={orientation: _page(root, orientation) for orientation in Orientation},
        chars_per_line=grid.value("chars_per_line", int),
        lines_per_page=grid.value("lines_per_page", int),
        line_pitch_pt=grid.value("line_pitch_pt", float),
        page_number=_page_number(fonts, root.table("page_number")),
        fonts=fonts,
        styles={key: _style(fonts, styles.table(key)) for key in styles.raw},
        cover_title_before_mm=cover.value("title_before_mm", float),
        cover_lines_before_mm=cover.value("lines_before_mm", float),
        table=_table(fonts, root.table("table")),
        chart=_chart(fonts, root.table("chart")),
        gap_open=notes.value("gap_open", str),
        gap_close=notes.value("gap_close", str),
        marks={key: marks.value(key, str) for key in marks.raw},
        mark_names={key: names.value(key, str) for key in names.raw},
    )


@cache
def load_theme(theme_id: str = "gbt9704") -> Theme:
    """Give the theme of the rulebook with this id.

    Raises FileNotFoundError if there is none, ValueError if its file is wrong.
    """
    path = files("mingzhang").joinpath("rulebook", "themes", f"{theme_id}.toml")
    return parse_theme(path.read_text(encoding="utf-8"), f"{theme_id}.toml")
