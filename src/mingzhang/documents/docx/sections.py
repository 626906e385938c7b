"""Sections: paper, margins and footers, and the end of a section in the text."""

from __future__ import annotations

from mingzhang.docmodel.model import Orientation
from mingzhang.documents.docx import styles
from mingzhang.documents.docx.markup import (
    TWIPS_PER_PT,
    W_NS,
    XML_HEAD,
    run,
    simple_field,
    twips,
)
from mingzhang.documents.theme import MM_PER_INCH, PT_PER_INCH, Theme

ODD_FOOTER = "footer1"
EVEN_FOOTER = "footer2"


def section_properties(
    theme: Theme, orientation: Orientation, relations: dict[str, str], *, title_page: bool
) -> str:
    """Give the sectPr of a section; a `title_page` shows no footer on its first page.

    `relations` gives the relation id of ODD_FOOTER and EVEN_FOOTER: every section names both, so
    the numbering goes on in whatever program opens the file.
    """
    page = theme.pages[orientation]
    number = theme.page_number
    height_mm = number.size_pt / PT_PER_INCH * MM_PER_INCH
    foot = twips(max(page.bottom_mm - number.gap_mm - height_mm, 0))
    landscape = ' w:orient="landscape"' if orientation is Orientation.LANDSCAPE else ""
    pitch = round(theme.line_pitch_pt * TWIPS_PER_PT)
    # The standard counts lines on the upright page; on the other a grid would cut its height.
    grid = "" if orientation is Orientation.LANDSCAPE else ' w:type="lines"'
    return (
        "<w:sectPr>"
        f'<w:footerReference w:type="default" r:id="{relations[ODD_FOOTER]}"/>'
        f'<w:footerReference w:type="even" r:id="{relations[EVEN_FOOTER]}"/>'
        '<w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{twips(page.width_mm)}" w:h="{twips(page.height_mm)}"{landscape}/>'
        f'<w:pgMar w:top="{twips(page.top_mm)}" w:right="{twips(page.right_mm)}" '
        f'w:bottom="{twips(page.bottom_mm)}" w:left="{twips(page.left_mm)}" '
        f'w:header="{twips(page.top_mm / 2)}" w:footer="{foot}" w:gutter="0"/>'
        + ("<w:titlePg/>" if title_page else "")
        + f'<w:docGrid{grid} w:linePitch="{pitch}"/></w:sectPr>'
    )


def section_end(properties: str) -> str:
    """Give the one-point paragraph that ends a section inside the text."""
    return f'<w:p><w:pPr><w:pStyle w:val="{styles.SPACER}"/>{properties}</w:pPr></w:p>'


def footer_xml(theme: Theme, *, odd: bool) -> bytes:
    """Give a footer part: the page number between dashes at the outer edge."""
    number = theme.page_number
    chars = number.indent_chars
    side = "right" if odd else "left"
    inset = round(chars * number.size_pt * TWIPS_PER_PT)
    content = (
        run(f"{number.dash} ") + simple_field("PAGE", "1" if odd else "2") + run(f" {number.dash}")
    )
    return (
        f'{XML_HEAD}<w:ftr xmlns:w="{W_NS}"><w:p><w:pPr><w:pStyle w:val="{styles.FOOTER}"/>'
        f'<w:ind w:{side}Chars="{chars * 100}" w:{side}="{inset}"/><w:jc w:val="{side}"/></w:pPr>'
        f"{content}</w:p></w:ftr>"
    ).encode()
