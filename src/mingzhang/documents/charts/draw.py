"""What every drawing of ours shares: escaping, fixed decimals, text measures, colours."""

from __future__ import annotations

import unicodedata
from html import escape

from mingzhang.documents.theme import load_theme
from mingzhang.kernel.regex import lazy_regex

FONT_STACK: tuple[str, ...] = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "sans-serif",
)
LINE = 1.3  # line height in em
INK = "#1f2328"
GRID = "#d5d9de"

# Dark, light and middle take turns, so that neighbours differ in grey print too; even the light
# ones keep 3:1 against white paper (WCAG 2.2, 1.4.11).
PALETTE: tuple[str, ...] = tuple(f"#{c.lower()}" for c in load_theme().chart.colors)
_SHADES = 3

# Characters that no XML document may hold, not even escaped (XML 1.0, production 2).
_FORBIDDEN = lazy_regex("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Return `text` with each character that XML forbids replaced by U+FFFD."""
    return _FORBIDDEN.sub("\ufffd", text)


def markup(text: str) -> str:
    """Return `text` as safe character data and attribute value for XML and HTML."""
    return escape(clean(text), quote=True)


def decimals(value: float) -> str:
    """Return a coordinate with at most two decimals, the same on every machine, never -0."""
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def text_width(text: str, size: float) -> float:
    """Return a safe width of `text` in px at font `size`: wide characters 1 em, others 0.62 em."""
    wide = sum(unicodedata.east_asian_width(char) in "WFA" for char in text)
    return size * (wide + 0.62 * (len(text) - wide))


def wrap(text: str, size: float, width: float) -> list[str]:
    """Break `text` into lines of at most `width` px; at least one character a line."""
    lines: list[str] = []
    line = ""
    for char in text:
        if line and text_width(line + char, size) > width:
            lines.append(line)
            line = ""
        line += char
    lines.append(line)
    return lines


def balanced(text: str, size: float, width: float) -> list[str]:
    """Break `text` into as few lines as `wrap`, about equally long: no line of one character."""
    count = len(wrap(text, size, width))
    even = text_width(text, size) / count
    while len(wrap(text, size, even)) > count:
        even += size / 4
    return wrap(text, size, min(even, width))


def colour(index: int, count: int) -> str:
    """Return the colour of item `index` of `count` in a ring: neighbours differ in grey.

    The last of a ring also meets the first, so it skips on where both would be dark.
    """
    closes_ring = 1 < count == index + 1 and count % _SHADES == 1
    return PALETTE[(index + closes_ring) % len(PALETTE)]


def text_at(
    x: float, y: float, text: str, size: float, anchor: str = "start", extra: str = ""
) -> str:
    """Return a text element with its baseline at (x, y); `extra` are further attributes."""
    return (
        f'<text x="{decimals(x)}" y="{decimals(y)}" font-size="{decimals(size)}" '
        f'text-anchor="{anchor}"{extra}>{markup(text)}</text>'
    )


def line(x1: float, y1: float, x2: float, y2: float, stroke: str) -> str:
    """Return a straight line one px wide."""
    return (
        f'<line x1="{decimals(x1)}" y1="{decimals(y1)}" x2="{decimals(x2)}" '
        f'y2="{decimals(y2)}" stroke="{stroke}"/>'
    )


def rect(x: float, y: float, width: float, height: float, fill: str) -> str:
    """Return a filled rectangle."""
    return (
        f'<rect x="{decimals(x)}" y="{decimals(y)}" width="{decimals(width)}" '
        f'height="{decimals(height)}" fill="{fill}"/>'
    )
