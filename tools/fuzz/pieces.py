"""Pieces of a file cut, repeated, moved or changed: what every way of damaging is made of.

Few numbers decide a whole file, so that a case that fails is found again and made small.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

from hypothesis import strategies as st

TOKENS = (
    "\x00", "\ufeff", "\u202e", "\u2028", "\r", "\x0b", "\x0c", "\ufffd", "𠀀", "\U000f0000",
    "９９", "1" * 300, "9" * 5000 + ".5", "0." + "0" * 400 + "1", "1e999", "-", "−", "－－", "%",
    "‰", "万元", "亿元", "其中：", "（", "(((((" * 20, "）", "“", "《", "，", "、" * 200, "；",
    "。。", "\n\n\n", "\t" * 60, "|" * 80, "| | |\n|---|\n", ",,,,", '"', "'", "#" * 9 + " ",
    "> " * 40, "- " * 40, "占", "占0%", "增长", "增加（减少）", "下降%", "比2019年", "较上年",
    "合计", "总计", "共", "第一部分", "一、", "（一）", "1.", "1.1.1.1.", "①", "分别是：", "等",
    "约", "以上", "÷0", "0万元，增长0%", "完成预算0%", "<table>" * 40, "</table>",
    '<td rowspan="100000" colspan="100000">', "<tr>" * 50, "<!--", "-->", "<![CDATA[", "]]>",
    "&#x1F600;", "&#99999999;", "&amp", "&lt;" * 60, "<script>", "</div>" * 50, "<ul><li>" * 60,
    "<br>" * 60, '<meta charset="utf-7">', '<p style="display:none">', "<svg>",
    "<w:tbl><w:tr><w:tc>" * 30, "</w:p>", "<w:p>", "<w:r>", "</w:tbl>", "<w:del>", "<w:ins>",
    '<w:gridSpan w:val="99999999"/>', '<w:vMerge w:val="restart"/>', '<w:gridSpan w:val="-1"/>',
    '<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c SYSTEM "file:///etc/hostname">]>', "&a;&c;",
    '<w:fldChar w:fldCharType="begin"/>', "<mc:AlternateContent>", "<w:txbxContent>" * 30,
)  # fmt: skip
VALUES = ("", "0", "-1", "99999999999", "x", "𠀀", "true", "rId99999", "../../x")
ATTRIBUTE = re.compile(r'(?<==")[^"<>]{0,80}(?=")')
_TAG = re.compile(r"<[^<>]{1,200}>")
_MOST_REPEATED = 400

Place = st.floats(min_value=0, max_value=1, exclude_max=True, allow_nan=False)


@st.composite
def broken_bytes(draw: st.DrawFn, data: bytes) -> bytes:
    """Draw bytes with pieces changed, cut, repeated or added."""
    for _ in range(draw(st.integers(1, 4))):
        at, length = draw(piece_of(len(data)))
        way = draw(st.sampled_from(("flip", "cut", "repeat", "insert", "end", "begin")))
        if way == "flip":
            data = data[:at] + draw(st.binary(min_size=1, max_size=4)) + data[at + 1 :]
        elif way == "cut":
            data = data[:at] + data[at + length :]
        elif way == "repeat":
            data = data[: at + length] + data[at:]
        elif way == "insert":
            data = data[:at] + draw(st.binary(max_size=24)) + data[at:]
        else:
            data = data[:at] if way == "end" else data[at:]
    return data


@st.composite
def broken_text(draw: st.DrawFn, text: str) -> str:
    """Draw a text with signs put in, pieces cut, repeated or moved, values and tags changed."""
    for _ in range(draw(st.integers(1, 5))):
        at, length = draw(piece_of(len(text)))
        way = draw(st.sampled_from(("token", "token", "cut", "repeat", "move", "value", "tag")))
        if way == "token":
            token = draw(st.sampled_from(TOKENS))
            text = text[:at] + token * draw(st.sampled_from((1, 1, 1, 20))) + text[at:]
        elif way == "cut":
            text = text[:at] + text[at + length :]
        elif way == "repeat":
            piece = text[at : at + min(length, _MOST_REPEATED)]
            text = text[:at] + piece * draw(st.integers(2, 40)) + text[at:]
        elif way == "move":
            piece, rest = text[at : at + length], text[:at] + text[at + length :]
            to = int(draw(Place) * len(rest))
            text = rest[:to] + piece + rest[to:]
        else:
            pattern = ATTRIBUTE if way == "value" else _TAG
            new = draw(st.sampled_from(VALUES)) if way == "value" else ""
            changed = pattern.sub(new, text[at : at + length], count=3)
            text = text[:at] + changed + text[at + length :]
    return text


@st.composite
def piece_of(draw: st.DrawFn, size: int) -> tuple[int, int]:
    """Draw where a piece begins and how long it is, mostly short."""
    at = int(draw(Place) * size)
    return at, 1 + int(draw(Place) ** 4 * (size - at))


def unpacked(data: bytes) -> dict[str, bytes]:
    """Return the parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return a package of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()
