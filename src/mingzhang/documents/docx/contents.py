"""The table of contents: a TOC field whose cached result lists every heading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mingzhang.docmodel.model import Contents, Heading
from mingzhang.documents.docx import styles
from mingzhang.documents.docx.markup import escape, paragraph, run, simple_field
from mingzhang.documents.docx.text import bookmark_name

_BEGIN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
_SEPARATE = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
# A content control of this gallery is what Word recognizes as its own table of contents.
_CONTROL = (
    "<w:sdt><w:sdtPr><w:docPartObj>"
    '<w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
    "</w:docPartObj></w:sdtPr><w:sdtContent>"
)


def _entry(heading: Heading, pages: Mapping[str, int]) -> str:
    name = bookmark_name(heading.id)
    page = str(pages[heading.id]) if heading.id in pages else ""
    number = simple_field(f"PAGEREF {name} \\h", page)
    return (
        f'<w:hyperlink w:anchor="{escape(name)}" w:history="1">{run(heading.text)}'
        f"<w:r><w:tab/></w:r>{number}</w:hyperlink>"
    )


def contents_xml(
    contents: Contents,
    headings: Sequence[Heading],
    pages: Mapping[str, int],
    *,
    page_break: bool,
) -> str:
    """Give the title and the field; headings below `contents.depth` are left out.

    Nothing marks the field for updating: the cached entries are complete, so opening asks nothing.
    """
    depth = min(contents.depth, styles.HEADING_LEVELS)
    listed = [heading for heading in headings if heading.level <= depth]
    instruction = (
        f'<w:r><w:instrText xml:space="preserve"> TOC \\o "1-{depth}" \\h \\z </w:instrText></w:r>'
    )
    title = paragraph(styles.CONTENTS_TITLE, run(contents.title), page_break=page_break)
    entries = [(heading.level, _entry(heading, pages)) for heading in listed] or [(1, "")]
    last = len(entries) - 1
    lines = (
        paragraph(
            styles.contents_style(level),
            (_BEGIN + instruction + _SEPARATE if position == 0 else "")
            + entry
            + (_END if position == last else ""),
        )
        for position, (level, entry) in enumerate(entries)
    )
    return f"{_CONTROL}{title}{''.join(lines)}</w:sdtContent></w:sdt>"
