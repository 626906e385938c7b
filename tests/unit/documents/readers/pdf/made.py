"""What the tests of the reader of PDFs share: files with exactly the operators that a test names.

Places are those of PDF: from the lower left corner, y upwards.
"""

from collections.abc import Iterable, Sequence

from mingzhang.documents.readers.limits import LIMITS, Limits
from mingzhang.documents.readers.pdf.file import PdfFile
from mingzhang.documents.readers.pdf.model import PageContents

A4 = (0, 0, 595, 842)

#: A Chinese font that every reader of PDFs knows without its file; letters take half a square.
_SONG = (
    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts["
    "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo"
    "<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000/W[1 95 500]/FontDescriptor"
    "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]"
    "/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>>>]>>"
)
_LATIN = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
#: A font that does not tell which characters its glyphs are.
_UNTOLD = (
    "<</Type/Font/Subtype/Type0/BaseFont/AAAAAA+Own/Encoding/Identity-H/DescendantFonts["
    "<</Type/Font/Subtype/CIDFontType2/BaseFont/AAAAAA+Own/CIDSystemInfo"
    "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000/FontDescriptor"
    "<</Type/FontDescriptor/FontName/AAAAAA+Own/Flags 4/FontBBox[0 -120 1000 880]"
    "/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>>>]>>"
)
_GREY = b"\x80"


def shown(text: str, x: float, y: float, size: float = 12, font: str = "Song") -> str:
    """Return operators that show a text from a point on its base line."""
    code = "utf-16-be" if font != "Latin" else "ascii"
    return f"BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm <{text.encode(code).hex()}> Tj ET"


def area(x: float, y: float, wide: float, high: float, grey: float = 1.0) -> str:
    """Return operators that fill a rectangle; 1 is white."""
    return f"{grey} g {x} {y} {wide} {high} re f 0 g"


def image(x: float, y: float, wide: float, high: float) -> str:
    """Return operators that put a picture into a rectangle."""
    return f"q {wide} 0 0 {high} {x} {y} cm /Picture Do Q"


def paragraph(
    lines: Sequence[str], x: float, y: float, size: float = 12, step: float = 20
) -> list[str]:
    """Return operators that show lines below each other from a left margin, the first indented."""
    return [
        shown(line, x + (2 * size if n == 0 else 0), y - n * step, size)
        for n, line in enumerate(lines)
    ]


def made(
    *pages: Iterable[str],
    box: Sequence[float] = A4,
    crop: Sequence[float] = (),
    rotate: int = 0,
    form: str = "",
    note: Sequence[float] = (),
    trailer: str = "",
) -> bytes:
    """Return a PDF of pages, each given by its operators.

    Fonts are Song, Latin and Untold, the picture is Picture, and `form` is what stands in the form
    Form, which also is what a note typed onto the page at `note` looks like.
    """
    objects: list[bytes] = [b"", b""]

    def add(head: str, stream: bytes | None = None) -> int:
        body = head.encode("latin-1")
        if stream is not None:
            body = body[:-2] + b"/Length %d>>\nstream\n%s\nendstream" % (len(stream), stream)
        objects.append(body)
        return len(objects)

    fonts = "".join(
        f"/{name} {add(font)} 0 R"
        for name, font in (("Song", _SONG), ("Latin", _LATIN), ("Untold", _UNTOLD))
    )
    picture = add(
        "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8>>",
        _GREY,
    )
    states = "/ExtGState<</Half<</ca 0.5>>>>"
    own = f"<</Font<<{fonts}>>{states}/XObject<</Picture {picture} 0 R"
    bounds = f"0 0 {note[2] - note[0]} {note[3] - note[1]}" if note else "-2000 -2000 2000 2000"
    drawn = add(
        f"<</Type/XObject/Subtype/Form/BBox[{bounds}]/Resources{own}>>>>>>",
        form.encode("latin-1"),
    )
    resources = f"{own}/Form {drawn} 0 R>>>>"
    kids = []
    shape = f"/MediaBox[{' '.join(map(str, box))}]/Rotate {rotate}"
    if crop:
        shape += f"/CropBox[{' '.join(map(str, crop))}]"
    if note:
        # The form is shown in the rectangle that its own bounds become.
        rectangle = " ".join(map(str, note))
        shape += (
            f"/Annots[<</Type/Annot/Subtype/FreeText/F 4/Rect[{rectangle}]/DA(/Latin 12 Tf)"
            f"/AP<</N {drawn} 0 R>>>>]"
        )
    for operators in pages:
        stream = add("<<>>", "\n".join(operators).encode("latin-1"))
        kids.append(
            add(f"<</Type/Page/Parent 2 0 R{shape}/Resources{resources}/Contents {stream} 0 R>>")
        )
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    each = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<</Type/Pages/Kids[{each}]/Count {len(kids)}>>".encode()
    return _written(objects, trailer)


def _written(objects: Sequence[bytes], trailer: str) -> bytes:
    data = b"%PDF-1.7\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n"
    return data + head.encode("latin-1")


def contents(data: bytes, number: int = 0, limits: Limits = LIMITS) -> PageContents:
    """Return what stands on a page of a file."""
    with PdfFile(data, limits) as file:
        return file.contents(number)
