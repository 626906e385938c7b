"""Ways of damaging a PDF: its bytes, its objects, what a page draws, the table of its objects."""

from __future__ import annotations

import re
import zlib

from hypothesis import strategies as st

from tools.fuzz.pieces import Place, broken_bytes, piece_of

_OBJECT = re.compile(rb"(?<![0-9])[0-9]{1,7} 0 obj\b.*?\bendobj", re.DOTALL)
_STREAM = re.compile(rb"\bstream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_REFERENCE = re.compile(rb"(?<![0-9.])[0-9]{1,7} 0 R\b")
_NUMBER = re.compile(rb"(?<![\w.#/])-?[0-9]+(?:\.[0-9]+)?(?![\w.])")
_NAME = re.compile(rb"/[A-Za-z][A-Za-z0-9]{0,20}")
_XREF = re.compile(rb"startxref\s+[0-9]+")
#: Objects that make pages; of the others a tagged file has far more.
_TELLING = re.compile(rb"/Type\s*/(?:Pages?|Font\w*|XObject|Catalog)\b|/Contents\b|\bstream\b")
_NUMBERS = (
    b"0", b"-1", b"1e9", b"2147483648", b"-2147483649", b"99999999999999999999", b"0.0000001",
    b"1" * 400, b"NaN", b"3.4e38", b"null", b"[" * 200, b"<<" * 60,
)  # fmt: skip
_NAMES = (b"/Pages", b"/Page", b"/Form", b"/Image", b"/Type0", b"/Identity-H", b"/Fl", b"/\x80\xff")
_OPERATORS = (
    b" q" * 5000, b" Q Q Q", b" BT" * 40, b" ET ET", b" 0 0 0 0 0 0 cm", b" 1e38 0 0 1e38 0 0 cm",
    b" 0 0 1e9 1e9 re f", b" 0 0 m 1e30 1e30 l S", b" /Fm0 Do" * 300, b" 10 10 20 20 re W n",
    b" 1 0 0 1 -1e12 99999 Tm", b" 0 Tz", b" 1e6 Tc", b" -500 Ts", b" 3 Tr", b" /F9 1e5 Tf",
    b" BI /W 99999 /H 99999 /BPC 8 ID \x00 EI", b" 0 1 -1 0 0 0 cm", b" [<0041> 1e9 <0042>] TJ",
    b" 0 0 m" + b" 9 9 l" * 3000 + b" S", b" 5 5 1 1 re S" * 3000, b" <FFFF> Tj" * 500,
)  # fmt: skip


@st.composite
def damaged_pdf(draw: st.DrawFn, data: bytes) -> bytes:
    """Draw a damaged copy of a PDF; the library finds its objects again where their table lies."""
    if not draw(st.integers(0, 4)):
        return draw(broken_bytes(data))
    for _ in range(draw(st.integers(1, 3))):
        found = list(_OBJECT.finditer(data))
        telling = [each for each in found if _TELLING.search(each[0])]
        if not telling:
            return draw(broken_bytes(data))
        chosen = telling[int(draw(Place) * len(telling))]
        new = draw(_object(chosen[0], [each[0] for each in found]))
        data = data[: chosen.start()] + new + data[chosen.end() :]
    if not draw(st.integers(0, 2)):
        offset = draw(st.sampled_from((b"0", b"1", b"99999999999", b"-5")))
        data = _XREF.sub(b"startxref\n" + offset, data)
    return data


@st.composite
def _object(draw: st.DrawFn, text: bytes, others: list[bytes]) -> bytes:
    """Draw what becomes of an object."""
    ways = ("drop", "swap", "repeat", "number", "number", "reference", "reference", "name")
    drawn = ("stream", "content", "content", "content") if b"stream" in text else ()
    way = draw(st.sampled_from((*ways, *drawn)))
    if way == "drop":
        return b""
    if way == "swap":
        # Its number stays and it becomes another object: trees with loops, forms within themselves.
        other = others[int(draw(Place) * len(others))]
        return text[: text.index(b"obj")] + other[other.index(b"obj") :]
    if way == "repeat":
        return (text + b"\n") * draw(st.integers(2, 30))
    if way == "stream":
        return draw(_cut_stream(text))
    if way == "content":
        return draw(_content(text))
    pattern, new = {
        "number": (_NUMBER, st.sampled_from(_NUMBERS)),
        "reference": (_REFERENCE, st.sampled_from([each.split(b" ", 1)[0] for each in others])),
        "name": (_NAME, st.sampled_from(_NAMES)),
    }[way]
    head, stream, rest = text.partition(b"stream")
    spots = [match for match in pattern.finditer(head) if match.start() > 8]
    if not spots:
        return text
    spot = spots[int(draw(Place) * len(spots))]
    value = draw(new) + (b" 0 R" if way == "reference" else b"")
    return head[: spot.start()] + value + head[spot.end() :] + stream + rest


@st.composite
def _cut_stream(draw: st.DrawFn, text: bytes) -> bytes:
    """Draw a stream with its packed bytes damaged or cut off, whatever its length says."""
    match = _STREAM.search(text)
    if match is None:
        return text
    return text[: match.start(1)] + draw(broken_bytes(match[1])) + text[match.end(1) :]


@st.composite
def _content(draw: st.DrawFn, text: bytes) -> bytes:
    """Draw a stream with what it holds changed, unpacked or packed again."""
    match = _STREAM.search(text)
    if match is None:
        return text
    try:
        plain = zlib.decompress(match[1])
    except zlib.error:
        return draw(_cut_stream(text))
    for _ in range(draw(st.integers(1, 4))):
        at, length = draw(piece_of(len(plain)))
        way = draw(st.sampled_from(("operator", "operator", "number", "cut", "repeat")))
        if way == "operator":
            plain = plain[:at] + b" " + draw(st.sampled_from(_OPERATORS)) + b" " + plain[at:]
        elif way == "number":
            changed = _NUMBER.sub(draw(st.sampled_from(_NUMBERS)), plain[at : at + length], count=3)
            plain = plain[:at] + changed + plain[at + length :]
        elif way == "cut":
            plain = plain[:at] + plain[at + length :]
        else:
            plain = plain[:at] + plain[at : at + length] * 3 + plain[at + length :]
    packed = zlib.compress(plain, 1)
    head = re.sub(rb"/Length [0-9]+", b"/Length %d" % len(packed), text[: match.start(1)])
    return head + packed + text[match.end(1) :]
