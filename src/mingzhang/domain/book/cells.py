"""What people type into cells, brought to the one form that is compared: widths, quotes, dates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches

from mingzhang.kernel.regex import lazy_regex

# Full-width letters and digits only: a full-width sign may be meant in a name.
_NARROW = {
    code: code - 0xFEE0
    for first, last in ((0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A))
    for code in range(first, last + 1)
}
_SIGNS = str.maketrans("（【［[〔】］]〕）“”‘’「」『』＂＇'", "((((()))))" + '"' * 11)
_SCIENTIFIC = lazy_regex(r"[+-]?[0-9]+(\.[0-9]+)?[eE]\+[0-9]{2,}")
_DATE = lazy_regex(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?( 0?0:00(:00)?)?")
_COMPACT_DATE = lazy_regex(r"([0-9]{4})([0-9]{2})([0-9]{2})")


def narrow(text: str) -> str:
    """Return text with full-width letters and digits as the plain ones, signs left alone."""
    return text.translate(_NARROW)


def folded(text: str) -> str:
    """Return a form that is the same for brackets, quotes, widths, cases and blanks of any kind."""
    return "".join(narrow(text).translate(_SIGNS).split()).casefold()


def nearest(text: str, known: Iterable[str]) -> str:
    """Return a question that names the likeliest of `known`, empty when none is like `text`."""
    by_form = {folded(each): each for each in known}
    near = get_close_matches(folded(text), by_form, n=1, cutoff=0.4)
    return f"是否为“{by_form[near[0]]}”？" if near else ""


def is_scientific(text: str) -> bool:
    """Tell whether a spreadsheet has turned a number into 2.56E+05: its last digits are lost."""
    return _SCIENTIFIC.fullmatch(narrow(text)) is not None


def read_date(text: str) -> date | None:
    """Read 2024-10-15, 2024/10/15, 2024.10.15, 2024年10月15日 or 20241015; None for others."""
    plain = narrow(text)
    match = _DATE.fullmatch(plain) or _COMPACT_DATE.fullmatch(plain)
    if match is None:
        return None
    try:
        return date(*(int(part) for part in match.groups()[:3]))
    except ValueError:
        return None
