"""Numbers of list items, which a page shows but does not have in its text."""

from __future__ import annotations

from lxml import etree

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_MOST = 3999


def roman(number: int) -> str:
    """Return a number as a small Roman numeral; outside of 1–3999 its digits."""
    if not 1 <= number <= _MOST:
        return str(number)
    out = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        out += sign * count
    return out


def letters(number: int) -> str:
    """Return a number as a … z, aa, ab …; below 1 its digits."""
    if number < 1:
        return str(number)
    out = ""
    while number:
        number, place = divmod(number - 1, 26)
        out = chr(ord("a") + place) + out
    return out


def _int(text: str | None, default: int) -> int:
    text = (text or "").strip()
    return int(text) if text.removeprefix("-").isdecimal() and len(text) < 9 else default


class ListCount:
    """Counts the items of one ordered list as HTML does."""

    def __init__(self, element: etree._Element) -> None:
        items = sum(1 for child in element if child.tag == "li")
        backward = "reversed" in element.attrib
        self._step = -1 if backward else 1
        self._next = _int(element.get("start"), items if backward else 1)
        self._type = str(element.get("type", "1"))
        plain = str(element.get("style", "")).replace(" ", "")
        self._silent = "list-style:none" in plain or "list-style-type:none" in plain

    def number(self, item: etree._Element) -> str:
        """Return what stands before an item ("3."); "" if the list shows no numbers."""
        value = _int(item.get("value"), self._next)
        self._next = value + self._step
        if self._silent:
            return ""
        shown = {
            "a": letters(value),
            "A": letters(value).upper(),
            "i": roman(value),
            "I": roman(value).upper(),
        }
        return f"{shown.get(self._type, str(value))}."
