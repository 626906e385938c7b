"""One form for signs that mean the same, sign by sign, so that offsets stay.

Full-width digits, letters and arithmetic signs become ASCII; the punctuation of sentences becomes
the Chinese one, also where a document uses ASCII; a comma or a point inside a number stays.
"""

from __future__ import annotations

import re

from mingzhang.kernel.regex import lazy_regex

_SIGNS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) != "，"}
_SIGNS |= {ord("﹪"): ord("%"), ord("−"): ord("-"), ord("﹣"): ord("-"), ord("≧"): ord("≥")}
_SIGNS |= {ord("≦"): ord("≤"), ord("⩾"): ord("≥"), ord("⩽"): ord("≤"), ord("\u3000"): ord(" ")}
_SIGNS |= {ord("\u00a0"): ord(" "), ord("\t"): ord(" "), ord("\u200b"): ord(" ")}
_CHINESE = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "?": "？", "!": "！"}
_CHINESE |= {"[": "［", "]": "］"}
# A comma between digits groups thousands only before exactly three of them.
_PUNCTUATION = lazy_regex(r"(?P<group>(?<=[0-9]),(?=[0-9]{3}(?![0-9])))|[,;:()?!\[\]]")
_WIDE_GROUP = lazy_regex(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")


def fold(text: str) -> str:
    """Return the text with each sign in its one form; the length stays the same."""
    if "，" in text:
        text = _WIDE_GROUP.sub(",", text)
    return _PUNCTUATION.sub(_folded, text.translate(_SIGNS))


def _folded(found: re.Match[str]) -> str:
    return "," if found["group"] else _CHINESE[found[0]]
