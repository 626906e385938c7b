"""Cell formats from the theme, each made once, and page set-up."""

from __future__ import annotations

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from mingzhang.docmodel.model import Align, Orientation
from mingzhang.documents.theme import MM_PER_INCH, PT_PER_INCH, TextStyle, Theme

_A4 = 9
_GAP_FILL = "#FFFF00"
_HEAD_FILL = "#F2F2F2"
LINK_COLOR = "#0563C1"
# Text that begins so becomes a formula when somebody edits the cell; a quote prefix keeps it text.
_FORMULA_SIGNS = tuple("=+-@＝＋－＠\t")
_TEXT_LIMIT = 16_383  # a cell holds 32 767 UTF-16 units, and a character takes up to two
_SCREEN_PT = 10.5  # small print is shown enlarged to this size
_ZOOM_LIMIT = 200


class Look:
    """Formats of one workbook by their properties."""

    def __init__(self, book: Workbook, theme: Theme) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}
        self.theme = theme

    def format(self, **properties: object) -> Format:
        """Give the format with these xlsxwriter properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]

    def style(self, style: TextStyle, **more: object) -> Format:
        """Give the format of a text style; `more` overrides."""
        align = style.align if style.align in tuple(Align) else Align.LEFT.value
        base: dict[str, object] = {
            "font_name": style.font.name,
            "font_size": style.size_pt,
            "bold": style.strong,
            "align": align,
            "valign": "vcenter",
        }
        return self.format(**(base | more))

    def ruled(
        self, size_pt: float, *, head: bool = False, gap: bool = False, **more: object
    ) -> Format:
        """Give the format of a cell of a ruled table; text wraps."""
        base: dict[str, object] = {
            "font_name": self.theme.table.font.name,
            "font_size": size_pt,
            "border": 1,
            "valign": "vcenter",
            "text_wrap": True,
        }
        if head:
            base["bg_color"] = _HEAD_FILL
        if gap:
            base["bg_color"] = _GAP_FILL
        return self.format(**(base | more))


def quote(text: str) -> dict[str, bool]:
    """Give the property that keeps text from being read as a formula, where it looks like one."""
    return {"quote_prefix": True} if text.startswith(_FORMULA_SIGNS) else {}


def write_text(sheet: Worksheet, row: int, column: int, text: str, cell_format: Format) -> None:
    """Write text as text, whatever it looks like; empty text gives an empty cell.

    Text longer than a cell can hold is cut, and an ellipsis says so.
    """
    if len(text) > _TEXT_LIMIT:
        text = text[: _TEXT_LIMIT - 1] + "…"
    if not text:
        sheet.write_blank(row, column, None, cell_format)
    elif text.startswith("<r>") and text.endswith("</r>"):
        # xlsxwriter takes this for ready markup and would write it unescaped.
        sheet.write_rich_string(row, column, text[:1], cell_format, text[1:], cell_format)
    else:
        sheet.write_string(row, column, text, cell_format)


def set_page(sheet: Worksheet, orientation: Orientation, theme: Theme) -> None:
    """Set A4 as it lies, the theme's margins, one page wide, and the page number below."""
    page = theme.pages[orientation]
    number = theme.page_number
    sheet.set_paper(_A4)
    if orientation is Orientation.LANDSCAPE:
        sheet.set_landscape()
    left, right, top, bottom = (
        round(mm / MM_PER_INCH, 4)
        for mm in (page.left_mm, page.right_mm, page.top_mm, page.bottom_mm)
    )
    sheet.set_margins(left, right, top, bottom)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    gap = number.gap_mm / MM_PER_INCH + number.size_pt / PT_PER_INCH
    dash = number.dash.replace("&", "&&")
    face = number.font.name.replace('"', "")
    sheet.set_footer(
        f'&C&"{face},Regular"&{number.size_pt:.0f}{dash} &P {dash}',
        {"margin": round(max(bottom - gap, 0.2), 4)},
    )


def set_view(sheet: Worksheet, size_pt: float, frozen_rows: int) -> None:
    """Keep the head in view, and show small print enlarged."""
    sheet.hide_gridlines(2)
    if frozen_rows:
        sheet.freeze_panes(frozen_rows, 0)
    zoom = round(_SCREEN_PT * 100 / size_pt)
    sheet.set_zoom(min(max(zoom, 100), _ZOOM_LIMIT))
