"""Small pieces of WordprocessingML as text.

Text, not element trees: a report's tables hold ten thousands of cells, and joining strings costs
a tenth of building as many nodes.
"""

from __future__ import annotations

from html import escape as _escape_html

from mingzhang.documents.theme import MM_PER_INCH, PT_PER_INCH, Font
from mingzhang.kernel.regex import lazy_regex

XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R_NS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A_NS = "http://schemas.openxmlformats.org/drawingml/2006/main"
C_NS = "http://schemas.openxmlformats.org/drawingml/2006/chart"
WP_NS = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
TWIPS_PER_PT = 20
EMU_PER_MM = 36000

# XML 1.0, production [2] Char: everything else may not stand in a file, not even escaped.
_ILLEGAL = lazy_regex("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Word sets these in the Latin face unless the run hints at East Asian: quotes would turn narrow.
_AMBIGUOUS = lazy_regex("[“”‘’—…·×°±÷]")
_BREAKS = lazy_regex("(\t|\r\n|\r|\n)")
_HINT = '<w:rFonts w:hint="eastAsia"/>'


def escape(text: str) -> str:
    """Give `text` safe for XML content and attributes; characters XML cannot hold are left out."""
    return _escape_html(_ILLEGAL.sub("", text))


def twips(mm: float) -> int:
    """Turn millimetres into twentieths of a point."""
    return round(mm / MM_PER_INCH * PT_PER_INCH * TWIPS_PER_PT)


def emu(mm: float) -> int:
    """Turn millimetres into English metric units, the length of drawings."""
    return round(mm * EMU_PER_MM)


def fonts(font: Font) -> str:
    """Give the rFonts element of a face, Latin and East Asian set apart."""
    latin, asian = escape(font.latin), escape(font.name)
    return (
        f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{asian}" w:cs="{latin}" '
        'w:hint="eastAsia"/>'
    )


def _text(text: str) -> str:
    if not _BREAKS.search(text):
        return f'<w:t xml:space="preserve">{escape(text)}</w:t>'
    pieces = []
    for piece in _BREAKS.split(text):
        if piece == "\t":
            pieces.append("<w:tab/>")
        elif _BREAKS.fullmatch(piece):
            pieces.append("<w:br/>")
        elif piece:
            pieces.append(f'<w:t xml:space="preserve">{escape(piece)}</w:t>')
    return "".join(pieces)


def run(text: str, properties: str = "") -> str:
    """Give a run; `properties` are rPr children from `w:b` on, line breaks become `w:br`."""
    inner = (_HINT if _AMBIGUOUS.search(text) else "") + properties
    return (
        f"<w:r><w:rPr>{inner}</w:rPr>{_text(text)}</w:r>"
        if inner
        else (f"<w:r>{_text(text)}</w:r>")
    )


def styled_run(text: str, style: str, properties: str = "") -> str:
    """Give a run in a character style with further rPr children."""
    return f'<w:r><w:rPr><w:rStyle w:val="{style}"/>{properties}</w:rPr>{_text(text)}</w:r>'


def simple_field(instruction: str, result: str, properties: str = "") -> str:
    """Give a field in its long form with a cached result; it is not marked for updating."""
    rpr = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return (
        f'<w:r>{rpr}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{rpr}<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        f'<w:r>{rpr}<w:fldChar w:fldCharType="separate"/></w:r>'
        + (f"<w:r>{rpr}{_text(result)}</w:r>" if result else "")
        + f'<w:r>{rpr}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def hidden_field(instruction: str) -> str:
    """Give a field that prints nothing."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def paragraph(
    style: str,
    content: str,
    properties: str = "",
    *,
    page_break: bool = False,
    keep_next: bool = False,
) -> str:
    """Give a paragraph; `properties` are pPr children from `w:tabs` on, in schema order."""
    keep = "<w:keepNext/>" if keep_next else ""
    broken = "<w:pageBreakBefore/>" if page_break else ""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}{broken}{properties}</w:pPr>{content}</w:p>'
    )
