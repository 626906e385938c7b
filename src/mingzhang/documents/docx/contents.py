"""The table of contents: a TOC field whose cached result lists every heading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mingzhang.docmodel.model import Contents
from mingzhang.documents.docx import styles
from mingzhang.documents.docx.markup import escape, paragraph, run, simple_field
from mingzhang.documents.docx.text import bookmark_name, table_bookmark
from mingzhang.documents.listing import TABLE_STYLE, Entry

_BEGIN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
_SEPARATE = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
# A content control of this gallery is what Word recognizes as its own table of contents.
_CONTROL = (
    "<w:sdt><w:sdtPr><w:docPartObj>"
    '<w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
    "</w:docPartObj></w:sdtPr><w:sdtContent>"
)


def _line(entry: Entry, pages: Mapping[str, int]) -> str:
    table = entry.style == TABLE_STYLE
    name = table_bookmark(entry.id) if table else bookmark_name(entry.id)
    page = str(pages[entry.id]) if entry.id in pages else ""
    number = simple_field(f"PAGEREF {name} \\h", page)
    return (
        f'<w:hyperlink w:anchor="{escape(name)}" w:history="1">{run(entry.text)}'
        f"<w:r><w:tab/></w:r>{number}</w:hyperlink>"
    )


def contents_xml(
    contents: Contents, entries: Sequence[Entry], pages: Mapping[str, int], *, page_break: bool
) -> str:
    """Give the title and the field: headings by their level, tables by the fields that name them.

    Nothing marks the field for updating: the cached entries are complete, so opening asks nothing.
    """
    depth = min(contents.depth, styles.HEADING_LEVELS)
    tables = any(entry.style == TABLE_STYLE for entry in entries)
    switches = f'\\o "1-{depth}"' + (" \\f" if tables else "") + " \\h \\z"
    instruction = f'<w:r><w:instrText xml:space="preserve"> TOC {switches} </w:instrText></w:r>'
    title = paragraph(styles.CONTENTS_TITLE, run(contents.title), page_break=page_break)
    shown = [(styles.contents_style(entry.style), _line(entry, pages)) for entry in entries]
    shown = shown or [(styles.contents_style("contents_1"), "")]
    last = len(shown) - 1
    lines = (
        paragraph(
            style,
            (_BEGIN + instruction + _SEPARATE if position == 0 else "")
            + line
            + (_END if position == last else ""),
        )
        for position, (style, line) in enumerate(shown)
    )
    return f"{_CONTROL}{title}{''.join(lines)}</w:sdtContent></w:sdt>"
