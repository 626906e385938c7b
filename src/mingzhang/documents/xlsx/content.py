"""What stands in a cell of the workbook: clean text, or a number with its format."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from mingzhang.docmodel.model import Cell, Gap, Mark, Number, Text
from mingzhang.documents.theme import Theme
from mingzhang.kernel.money import UNITS
from mingzhang.kernel.regex import lazy_regex

_DOUBLE_DIGITS = 15  # a number of a workbook is a double: this many digits survive it
# XML cannot hold these (C0 but tab and line feed, lone surrogates, two non-characters).
_UNWRITABLE = lazy_regex("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Content:
    """A cell's content: its text, and where it is one figure that figure and its format.

    `shown` is what the reader sees (for a figure: as its format shows it).
    """

    shown: str
    number: Number | None = None
    number_format: str = ""
    strong: bool = False
    gap: bool = False


def clean(text: str) -> str:
    """Give text without characters that a workbook cannot hold; line ends become LF."""
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def fits_double(value: Decimal) -> bool:
    """Tell whether a workbook number gives this value back digit for digit."""
    if not value.is_finite():
        return False
    digits = "".join(map(str, value.as_tuple().digits)).strip("0")
    return len(digits) <= _DOUBLE_DIGITS


def number_format(number: Number, suffix: str = "") -> str:
    """Give the format code: amounts with thousands commas, rates with their sign, else plain."""
    decimals = "." + "0" * number.places if number.places > 0 else ""
    if number.unit in UNITS:
        code = f"#,##0{decimals}"
    elif number.unit == "%":
        return f'0{decimals}"%"'
    else:
        code = f"0{decimals}"
    return f'{code}"{suffix}"' if suffix else code


def _formatted(number: Number, code: str) -> str:
    """Give the figure as a spreadsheet shows it under one of our format codes."""
    comma = "," if code.startswith("#,##0") else ""
    suffix = code.split('"')[1] if '"' in code else ""
    return f"{number.value:{comma}.{max(number.places, 0)}f}{suffix}"


def _figure(cell: Cell) -> tuple[Number, str] | None:
    """Give the figure of a cell that holds one figure and nothing else but its unit."""
    match cell.runs:
        case (Number() as number,):
            return number, ""
        case (Number() as number, Text(text=text)) if text == number.unit and '"' not in text:
            return number, clean(text)
        case _:
            return None


def run_text(run: Text | Number | Gap, theme: Theme) -> str:
    """Give a run as text: a mark follows its figure, a gap stands in its brackets."""
    match run:
        case Number():
            return clean(run.text + run.tail) + _mark_text(run.mark, theme)
        case Gap():
            return f"{theme.gap_open}{clean(run.text)}{theme.gap_close}"
        case Text():
            return clean(run.text)


def _mark_text(mark: Mark | None, theme: Theme) -> str:
    return theme.marks[mark.value] if mark else ""


def content_of(cell: Cell, theme: Theme) -> Content:
    """Give what stands in a cell.

    One figure (its unit may follow) is a number, unless a double would change it: then its print
    stands as text, for a workbook must not say another figure than the report.
    """
    figure = _figure(cell)
    if figure is not None and fits_double(figure[0].value):
        number, suffix = figure
        code = number_format(number, suffix)
        return Content(_formatted(number, code), number, code, cell.strong)
    all_strong = bool(cell.runs) and all(isinstance(r, Text) and r.strong for r in cell.runs)
    return Content(
        "".join(run_text(run, theme) for run in cell.runs),
        strong=cell.strong or all_strong,
        gap=any(isinstance(run, Gap) for run in cell.runs),
    )
