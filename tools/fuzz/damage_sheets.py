"""Ways of damaging a workbook: cells, merges and formats of xlsx and ods, records of xls."""

from __future__ import annotations

import re

from hypothesis import strategies as st

from tools.fuzz.pieces import Place, broken_bytes, broken_text, packed, piece_of, unpacked

SHEETS = frozenset(("xlsx", "xls", "ods"))
_BODY = re.compile(
    r"xl/(?:worksheets/|sharedStrings|styles|workbook\.xml)|content\.xml|styles\.xml"
)
_CELLS = (
    "A1", "A0", "XFD1048576", "ZZZZZZ9", "B2:A1", "A1:XFD1048576", "A1:B2", "A1:A1048576", "", "1",
    "A1:Z9999999999", "甲1", "A1:B2 C3:D4", "A1:A1",
)  # fmt: skip
_NUMBERS = (
    "0", "-1", "1", "99999", "1048576", "4294967296", "1E+400", "1e308", "NaN", "-0", "x", "",
    "9" * 400, "0." + "0" * 300 + "1", "45000", "true", "１２", "-1e-300", "1048577000",
)  # fmt: skip
_FORMATS = (
    "0" * 300, "[h]:mm:ss;@", "[&lt;1]0.0%;[&gt;9]#,##0;General;", "#,##0.00_);[Red]", "\\",
    "&quot;", "yyyy年m月d日", ";;;", "?/?" * 50, "0.00E+00", "[" * 40, "#,,,,", "* " * 60,
    "G/通用格式", "@" * 99,
)  # fmt: skip
_WAYS = {
    "cell": (re.compile(r'(?:\b(?:r|ref)|range-address)="([^"]*)"'), _CELLS),
    "index": (
        re.compile(
            r'(?:\b(?:s|t|xfId|numFmtId|min|max|count|hidden)|-(?:repeated|spanned))="([^"]*)"'
        ),
        (*_NUMBERS, "s", "str", "inlineStr", "e", "b", "d"),
    ),
    "value": (re.compile(r'(?:<v>|<t>|office:value=")([^<"]*)'), _NUMBERS),
    "format": (re.compile(r'(?:formatCode|value-type)="([^"]*)"'), _FORMATS),
}
_ELEMENT = re.compile(
    r"<(c|row|mergeCell|si|xf|col|sheet|numFmt|table:table-cell|table:table-row)\b"
    r"(?:[^<>]*/>|[^<>]*>.*?</\1>)",
    re.DOTALL,
)
_ROWS = (
    '<table:table-row table:number-rows-repeated="1048576"><table:table-cell '
    'table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
    "</table:table-row>"
)
_MORE = (
    '<mergeCell ref="A1:XFD1048576"/>',
    '<mergeCell ref="A1:C3"/><mergeCell ref="B2:D4"/>',
    '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    '<col min="1" max="16384" hidden="1"/>',
    '<table:table-cell table:number-rows-spanned="999999" table:number-columns-spanned="99999"/>',
    _ROWS,
)
_BOF = b"\x09\x08\x10\x00\x00\x06"
_WORDS = (b"\xff", b"\x00", b"\x7f", b"\x80")


@st.composite
def damaged_sheets(draw: st.DrawFn, data: bytes, kind: str) -> bytes:
    """Draw a damaged copy of a workbook of a kind of `SHEETS`."""
    if not draw(st.integers(0, 5)):
        return draw(broken_bytes(data))
    return draw(_records(data) if kind == "xls" else _package(data))


@st.composite
def _package(draw: st.DrawFn, data: bytes) -> bytes:
    parts = unpacked(data)
    bodies = [name for name in sorted(parts) if _BODY.match(name)]
    for _ in range(draw(st.integers(1, 3))):
        chosen = draw(st.sampled_from([*sorted(parts), *bodies * 6]))
        way = draw(st.sampled_from((*["sound"] * 8, "text", "bytes", "drop", "rename")))
        content = parts.pop(chosen, b"")
        if way == "sound":
            parts[chosen] = draw(_sound(content.decode(errors="replace"))).encode()
        elif way == "text":
            parts[chosen] = draw(broken_text(content.decode(errors="replace"))).encode()
        elif way == "bytes":
            parts[chosen] = draw(broken_bytes(content))
        elif way == "rename":
            parts[chosen.swapcase()] = content
    return packed(parts)


@st.composite
def _sound(draw: st.DrawFn, xml: str) -> str:
    """Draw a change that leaves XML readable: places, indexes, values, elements."""
    for _ in range(draw(st.integers(1, 6))):
        way = draw(st.sampled_from((*_WAYS, *_WAYS, "drop", "repeat", "more")))
        pattern = _WAYS[way][0] if way in _WAYS else _ELEMENT
        at = int(draw(Place) * len(xml))
        spot = pattern.search(xml, at) or pattern.search(xml)
        if spot is None:
            continue
        if way in _WAYS:
            new = draw(st.sampled_from(_WAYS[way][1]))
        elif way == "more":
            new = spot[0] + draw(st.sampled_from(_MORE)) * draw(st.sampled_from((1, 1, 50)))
        else:
            new = "" if way == "drop" else spot[0] * draw(st.integers(2, 300))
        start, end = spot.span(1 if way in _WAYS else 0)
        xml = xml[:start] + new + xml[end:]
    return xml


@st.composite
def _records(draw: st.DrawFn, data: bytes) -> bytes:
    """Draw an xls with records changed in their kind, length or content where they lie."""
    spots = []
    at = data.find(_BOF)
    while 0 <= at < len(data) - 4:
        spots.append(at)
        at += 4 + int.from_bytes(data[at + 2 : at + 4], "little")
    if not spots:
        return draw(broken_bytes(data))
    changed = bytearray(data)
    for _ in range(draw(st.integers(1, 6))):
        at = spots[int(draw(Place) * len(spots))]
        size = int.from_bytes(data[at + 2 : at + 4], "little")
        way = draw(st.sampled_from(("kind", "length", "content", "content", "content")))
        if way == "kind":
            changed[at : at + 2] = data[(other := draw(st.sampled_from(spots))) : other + 2]
        elif way == "length":
            changed[at + 2 : at + 4] = draw(st.sampled_from(_WORDS)) * 2
        elif size:
            start, length = draw(piece_of(size))
            length = min(length, size - start, 8)
            new = draw(st.sampled_from(_WORDS)) * length
            changed[at + 4 + start : at + 4 + start + length] = new
    return bytes(changed)
