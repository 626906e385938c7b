"""Ways of damaging a file, drawn by hypothesis: in its bytes, its text, a part of its package."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from hypothesis import strategies as st

from tools.fuzz.damage_pdf import damaged_pdf
from tools.fuzz.damage_sheets import SHEETS, damaged_sheets
from tools.fuzz.pieces import (
    ATTRIBUTE,
    TOKENS,
    VALUES,
    broken_bytes,
    broken_text,
    packed,
    piece_of,
    unpacked,
)

_CODECS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "big5")
_ELEMENT = re.compile(r"<(w:\w+)[^<>]*(?<!/)>[^<>]*</\1>|<w:\w+[^<>]*/>")
_WORDS = re.compile(r"(?<=>)[^<>]+(?=</)")


@st.composite
def damaged(draw: st.DrawFn, data: bytes, kind: str) -> bytes:
    """Draw a damaged copy of a file of a kind (`samples.KINDS`)."""
    if kind == "pdf":
        return draw(damaged_pdf(data))
    if kind in SHEETS:
        return draw(damaged_sheets(data, kind))
    if kind == "docx" and draw(st.integers(0, 3)):
        return draw(_package(data))
    if kind == "docx" or not draw(st.integers(0, 3)):
        return draw(broken_bytes(data))
    text = draw(broken_text(data.decode()))
    codec = draw(st.sampled_from(_CODECS)) if not draw(st.integers(0, 3)) else "utf-8"
    return text.encode(codec, "replace")


@st.composite
def _sound(draw: st.DrawFn, xml: str) -> str:
    """Draw a change that leaves XML readable: values, words, elements dropped or repeated."""
    for _ in range(draw(st.integers(1, 5))):
        at, length = draw(piece_of(len(xml)))
        way = draw(st.sampled_from(("value", "words", "drop", "repeat")))
        if way == "value":
            pattern, new = ATTRIBUTE, draw(st.sampled_from(VALUES))
        elif way == "words":
            pattern, new = _WORDS, escape(draw(st.sampled_from(TOKENS)))
        else:
            pattern, new = _ELEMENT, "" if way == "drop" else r"\g<0>" * draw(st.integers(2, 30))
        changed = pattern.sub(new, xml[at : at + max(length, 500)], count=3)
        xml = xml[:at] + changed + xml[at + max(length, 500) :]
    return xml


@st.composite
def _package(draw: st.DrawFn, data: bytes) -> bytes:
    parts = unpacked(data)
    for _ in range(draw(st.integers(1, 2))):
        # Nearly all of what is read stands in the body; the other parts get their share as well.
        names = sorted(parts)
        chosen = draw(st.sampled_from([*names, *["word/document.xml"] * len(names)]))
        way = draw(st.sampled_from((*["sound"] * 6, "text", "text", "bytes", "drop", "rename")))
        content = parts.pop(chosen, b"")
        if way == "sound":
            changed = draw(_sound(content.decode(errors="replace")))
            parts[chosen] = changed.encode(errors="replace")
        elif way == "text":
            parts[chosen] = draw(broken_text(content.decode(errors="replace"))).encode(
                errors="replace"
            )
        elif way == "bytes":
            parts[chosen] = draw(broken_bytes(content))
        elif way == "rename":
            parts[chosen.swapcase()] = content
    return packed(parts)
