"""The sheets 数据来源 and 数据来源明细: the exact figures, and what each is made of, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from mingzhang.docmodel.model import Derivation, Operand, Orientation
from mingzhang.documents.xlsx import layout
from mingzhang.documents.xlsx.content import clean, fits_double
from mingzhang.documents.xlsx.lists import ListHead, start_list
from mingzhang.documents.xlsx.look import Look, quote, write_text

SOURCES_NAME = "数据来源"
DETAILS_NAME = "数据来源明细"
SOURCES_LIMIT = 20_000  # rows; more would make the workbook slow to open in an office's PC
DETAILS_LIMIT = 60_000

_SIZE_PT = 9.0
_EM_PX = layout.pixels(1, _SIZE_PT)
_ROW_PT = 15.0
_KEY = "内部编号"
_SOURCES = ListHead(
    1,
    ("序号", "位置", "指标", "精确值", "单位", "计算公式", "明细合计", "数据出处", "依据", _KEY),
    (6, 14, 34, 16, 6, 24, 16, 20, 14),
    _SIZE_PT,
    stretch=1.2,
)
_DETAILS = ListHead(
    1,
    (
        "数的序号",
        "项次",
        "项",
        "金额",
        "单位",
        "账套表",
        "行",
        "列",
        "出处性质",
        "说明",
        "另见序号",
        _KEY,
    ),
    (8, 5, 56, 16, 6, 14, 5, 10, 8, 18, 8),
    _SIZE_PT,
    stretch=1.5,
)
_SOURCES_NOTE = (
    "每个数一行。“位置”是它在各表中的单元格，“精确值”未经四舍五入；凡由明细相加而得的数，“明细合计”"
    "按序号汇总“数据来源明细”的金额，应与精确值相等。"
)
_DETAILS_NOTE = (
    "每行是一个数的一项。“数的序号”即“数据来源”中的序号，“账套表、行、列”是该项在账套中的位置；"
    "“另见序号”不空的，该项本身的来源在“数据来源”的那一行。"
)
_FORMATS = {"元": "#,##0.00", "%": "0.00####"}
_IN_TEXT = "报告文字、图"
_BETWEEN = "（计算中间数）"


@dataclass(frozen=True, slots=True)
class Source:
    """A figure of the list: its number there, where it stands in the report, how it came about."""

    number: int
    place: str
    entry: Derivation


def listed_sources(
    places: Mapping[str, Sequence[str]],
    others: Iterable[str],
    derivations: Mapping[str, Derivation],
) -> list[Source]:
    """Return the figures to list, numbered from 1, each once.

    First come those of the tables, by key with their cells in `places`; then `others`, which
    stand in text and charts; then what those are made of, level by level.
    """
    found: dict[str, str] = {}
    waiting = [(key, "\n".join(cells)) for key, cells in places.items()]
    waiting += [(key, _IN_TEXT) for key in others]
    while waiting:
        reached: list[tuple[str, str]] = []
        for key, place in waiting:
            if key in derivations and key not in found:
                found[key] = place
                reached += [(item.key, _BETWEEN) for item in derivations[key].operands]
        waiting = reached
    return [
        Source(number, place, derivations[key])
        for number, (key, place) in enumerate(found.items(), start=1)
    ]


def is_sum(entry: Derivation) -> bool:
    """Tell whether the listed items of a figure add up to it exactly, all in its unit."""
    total = Decimal(0)
    for item in _items(entry):
        if item.amount is None or item.unit != entry.unit:
            return False
        total += item.amount
    return total == entry.value and fits_double(total)


def _items(entry: Derivation) -> tuple[Operand, ...]:
    """Return what a figure is made of; one that stands in the book as it is, is its own item."""
    if entry.operands or entry.place is None:
        return entry.operands
    value, unit, place = entry.value, entry.unit, entry.place
    return (Operand(entry.label, entry.exact, "", amount=value, unit=unit, place=place),)


def _code(value: Decimal, unit: str) -> str:
    """Return the number format of an exact value: yuan with fen, rates with up to six places."""
    return _FORMATS.get(unit) or ("0" if value == value.to_integral_value() else "General")


class _Sheet:
    """Writes the cells of one list. Texts come again and again: each is examined once."""

    def __init__(self, sheet: Worksheet, head: ListHead, look: Look, *, border: int) -> None:
        self.sheet = sheet
        self._head = head
        self._look = look
        self._border = border
        self.widths = start_list(sheet, Orientation.LANDSCAPE, look, head)
        self._numbers: dict[str, Format] = {}
        self._texts: dict[str, tuple[str, Format]] = {}
        self._lines: dict[tuple[str, int], int] = {}

    def note(self, row: int, text: str) -> None:
        """Write a line of small print."""
        style = self._look.style(self._look.theme.styles["note"], align="left")
        write_text(self.sheet, row, 0, text, style)

    def number_format(self, code: str) -> Format:
        """Return the format of numbers; without a code, of ordinal numbers in the middle."""
        if code not in self._numbers:
            more: dict[str, str] = {"num_format": code} if code else {}
            align = "right" if code else "center"
            self._numbers[code] = self._ruled(align, **more)
        return self._numbers[code]

    def _ruled(self, align: str, **more: str | bool) -> Format:
        properties: dict[str, object] = {"align": align, "border": self._border, **more}
        return self._look.ruled(_SIZE_PT, head=False, gap=False, **properties)

    def number(self, row: int, column: int, number: int | Decimal, code: str = "") -> None:
        """Write a number."""
        self.sheet.write_number(row, column, number, self.number_format(code))

    def text(self, row: int, column: int, raw: str) -> None:
        """Write a text; where cells have borders, an empty one too."""
        if not raw and not self._border:
            return
        found = self._texts.get(raw)
        if found is None:
            text = clean(raw)
            found = self._texts[raw] = (text, self._ruled("left", **quote(text)))
        write_text(self.sheet, row, column, *found)

    def value(self, row: int, value: Decimal | None, unit: str, said: str) -> None:
        """Write an exact value as a number, or as it is said where a number would not be exact."""
        if value is None or not fits_double(value):
            self.text(row, 3, said)
        else:
            self.number(row, 3, value, _code(value, unit))

    def formula(self, row: int, column: int, formula: str, entry: Derivation) -> None:
        """Write a formula whose result is a figure.

        The result goes with it, for programs that show a workbook without computing it.
        """
        value = entry.value or Decimal(0)
        shown = self.number_format(_code(value, entry.unit))
        self.sheet.write_formula(row, column, formula, shown, float(value))

    def height(self, row: int, texts: Mapping[int, str]) -> None:
        """Make a row so high that its wrapped texts, by column, are seen whole."""
        lines = max(self._line_count(text, self.widths[at]) for at, text in texts.items())
        if lines > 1 or self._border:
            self.sheet.set_row(row, layout.height_pt(lines, _SIZE_PT, _ROW_PT))

    def _line_count(self, text: str, width: int) -> int:
        if len(text) * _EM_PX + layout.CELL_PADDING_PX <= width and "\n" not in text:
            return 1
        key = (text, width)
        if key not in self._lines:
            self._lines[key] = layout.line_count(clean(text), width, _SIZE_PT)
        return self._lines[key]

    def end(self, row: int, left_out: int) -> None:
        """Say how many rows are left out, hide the keys, set the filter and the print area."""
        last = len(self._head.names) - 1
        self.sheet.autofilter(self._head.top, 0, row, last)
        if left_out:
            row += 1
            self.note(row, f"另有{left_out}项未列出，见网页版报告。")
        self.sheet.set_column(last, last, 30, None, {"hidden": True})
        self.sheet.print_area(0, 0, row, last - 1)


def write_sources(
    sources: Sequence[Source], sheet: Worksheet, details: Worksheet, look: Look
) -> None:
    """Write the list of figures to `sheet`, and what they are made of to `details`.

    `sources` are in the order of their numbers, from 1. Rows end at SOURCES_LIMIT and
    DETAILS_LIMIT; the last then tells how many more there are.
    """
    shown = sources[:SOURCES_LIMIT]
    whole, last = _write_details(shown, _Sheet(details, _DETAILS, look, border=0))
    # Rows of a formula count from 1.
    span = _Span(details.get_name(), _DETAILS.top + 2, last + 1)
    _write_list(shown, _Sheet(sheet, _SOURCES, look, border=1), span, whole, len(sources))


@dataclass(frozen=True, slots=True)
class _Span:
    """The rows of the details."""

    sheet: str
    first: int
    last: int

    def sum_of(self, number_cell: str) -> str:
        """Return the formula that adds the amounts of the figure with the number in a cell."""
        name = "'" + self.sheet.replace("'", "''") + "'"
        last = max(self.last, self.first)
        numbers, amounts = (f"{name}!${c}${self.first}:${c}${last}" for c in "AD")
        return f"=SUMIF({numbers},{number_cell},{amounts})"


def _write_list(
    sources: Sequence[Source], out: _Sheet, span: _Span, whole: frozenset[int], count: int
) -> None:
    out.note(0, _SOURCES_NOTE)
    row = _SOURCES.top
    for row, source in enumerate(sources, start=_SOURCES.top + 1):
        entry = source.entry
        out.number(row, 0, source.number)
        out.value(row, entry.value, entry.unit, entry.exact)
        texts = {1: source.place, 2: entry.label, 4: entry.unit, 5: entry.formula}
        texts |= {7: entry.provenance, 8: entry.basis}
        for column, text in texts.items():
            out.text(row, column, text)
        out.text(row, 9, entry.key)
        if source.number in whole and is_sum(entry):
            out.formula(row, 6, span.sum_of(f"$A{row + 1}"), entry)
        else:
            out.text(row, 6, "")
        out.height(row, texts)
    out.end(row, count - len(sources))


def _write_details(sources: Sequence[Source], out: _Sheet) -> tuple[frozenset[int], int]:
    """Write the details; give the numbers of the figures that they hold, and the last row."""
    out.sheet.hide_gridlines(0)  # instead of borders, which would be a cell for every blank
    out.note(0, _DETAILS_NOTE)
    numbers = {source.entry.key: source.number for source in sources}
    row, whole, left_out = _DETAILS.top, set[int](), 0
    for source in sources:
        items = _items(source.entry)
        if left_out or row + len(items) > _DETAILS.top + DETAILS_LIMIT:
            left_out += len(items)
            continue
        whole.add(source.number)
        for place, item in enumerate(items, start=1):
            row += 1
            out.number(row, 0, source.number)
            out.number(row, 1, place)
            _write_item(row, item, numbers.get(item.key), out)
    out.end(row, left_out)
    return frozenset(whole), row


def _write_item(row: int, item: Operand, own_number: int | None, out: _Sheet) -> None:
    out.text(row, 2, item.label)
    out.value(row, item.amount, item.unit, item.value)
    out.text(row, 4, item.unit)
    place = item.place
    if place is None:
        out.text(row, 9, item.source)
    else:
        out.text(row, 5, place.sheet)
        out.number(row, 6, place.row)
        out.text(row, 7, place.column)
        out.text(row, 8, place.origin)
        out.text(row, 9, place.note)
    if own_number is not None:
        out.number(row, 10, own_number)
    out.text(row, 11, item.key)
    out.height(row, {2: item.label, 9: place.note if place else item.source})
