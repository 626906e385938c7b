"""Write a document as docx."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from mingzhang.docmodel.model import (
    Block,
    Chart,
    Contents,
    Cover,
    Document,
    Heading,
    Orientation,
    PageBreak,
    Paragraph,
    Table,
)
from mingzhang.documents.docx import sections, styles
from mingzhang.documents.docx.chartbook import workbook
from mingzhang.documents.docx.charts import BOOK_RELATION, chart_xml, check_chart, drawing_xml
from mingzhang.documents.docx.contents import contents_xml
from mingzhang.documents.docx.markup import R_NS, W_NS, XML_HEAD, escape, paragraph
from mingzhang.documents.docx.package import Part, Relation, pack
from mingzhang.documents.docx.tables import table_entry, table_xml
from mingzhang.documents.docx.text import Captions, cover_xml, heading_xml, paragraph_xml
from mingzhang.documents.listing import TABLE_STYLE, contents_entries
from mingzhang.documents.pictures import picture
from mingzhang.documents.tableplan import plan_tables
from mingzhang.documents.theme import Theme, load_theme

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_APP_TYPE = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
_CP_NS = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_APP_NS = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_APP_XML = (
    f'{XML_HEAD}<Properties xmlns="{_APP_NS}"><Application>Mingzhang</Application></Properties>'
).encode()
_NO_DATE = "1980-01-01"
_FOOTERS = {sections.ODD_FOOTER: "rId4", sections.EVEN_FOOTER: "rId5"}


class _BodyWriter:
    """Turns blocks into the body one after the other, and gathers the charts on the way."""

    def __init__(self, document: Document, pages: Mapping[str, int], theme: Theme) -> None:
        self.theme = theme
        self.pages = pages
        self.blocks = document.blocks
        self.plans = iter(plan_tables(document.blocks, theme))
        self.listed: dict[str, str] = {}  # lines of the contents by the id of a table
        self.charts: list[Chart] = []
        self.captions = Captions()
        self.pieces: list[str] = []
        self.orientation = Orientation.PORTRAIT
        self.title_page = bool(document.blocks) and isinstance(document.blocks[0], Cover)
        self.section_empty = True
        self.broken = False  # the next paragraph starts a page
        self.bookmarks = 0

    def _section(self) -> str:
        properties = sections.section_properties(
            self.theme, self.orientation, _FOOTERS, title_page=self.title_page
        )
        self.title_page = False
        return properties

    def _page_break(self, wanted: Orientation) -> None:
        """Start a page: with the next paragraph, or with a section when the paper turns."""
        if wanted is not self.orientation:
            if not self.section_empty:
                self.pieces.append(sections.section_end(self._section()))
            self.orientation = wanted
            self.section_empty = True
            self.broken = False
        else:
            self.broken = not self.section_empty

    def _chart(self, chart: Chart, *, page_break: bool) -> str:
        check_chart(chart)
        self.charts.append(chart)
        count = len(self.charts)
        size = picture(chart, self.theme.pages[self.orientation], self.theme)
        drawing = drawing_xml(chart, f"rIdChart{count}", count, size)
        return paragraph(
            styles.CHART, drawing, page_break=page_break, keep_next=True
        ) + self.captions.xml(chart.caption)

    def _contents(self, contents: Contents, *, page_break: bool) -> str:
        entries = contents_entries(self.blocks, contents, self.theme)
        self.listed |= {entry.id: entry.text for entry in entries if entry.style == TABLE_STYLE}
        return contents_xml(contents, entries, self.pages, page_break=page_break)

    def _table(self, table: Table, *, page_break: bool) -> str:
        self.bookmarks += 1
        entry = table_entry(table.id, self.bookmarks, self.listed.get(table.id, ""))
        return table_xml(table, next(self.plans), self.theme, entry, page_break=page_break)

    def _xml(self, block: Block, *, page_break: bool) -> str:
        match block:
            case Cover():
                return cover_xml(block, self.theme, page_break=page_break)
            case Contents():
                return self._contents(block, page_break=page_break)
            case Heading():
                self.bookmarks += 1
                return heading_xml(block, self.bookmarks, page_break=page_break)
            case Paragraph():
                return paragraph_xml(block, self.theme, page_break=page_break)
            case Table():
                return self._table(block, page_break=page_break)
            case Chart():
                return self._chart(block, page_break=page_break)
            case PageBreak():
                return ""

    def write(self, block: Block) -> None:
        """Add one block."""
        if isinstance(block, PageBreak):
            self._page_break(block.orientation)
            return
        if isinstance(block, Cover):
            self._page_break(self.orientation)
        self.pieces.append(self._xml(block, page_break=self.broken))
        self.section_empty = False
        self.broken = isinstance(block, Cover)  # a cover is a page of its own

    def finish(self) -> bytes:
        """Give word/document.xml."""
        body = "".join(self.pieces)
        section = self._section()
        return (
            f'{XML_HEAD}<w:document xmlns:w="{W_NS}" xmlns:r="{R_NS}">'
            f"<w:body>{body}{section}</w:body></w:document>"
        ).encode()


def _chart_parts(charts: list[Chart], created: datetime, theme: Theme) -> list[Part]:
    parts = []
    for count, chart in enumerate(charts, start=1):
        book = f"word/embeddings/chart{count}.xlsx"
        relation = Relation(BOOK_RELATION, "package", book)
        name = f"word/charts/chart{count}.xml"
        parts.append(Part(name, _CHART_TYPE, chart_xml(chart, theme), (relation,)))
        parts.append(Part(book, _BOOK_TYPE, workbook(chart, created)))
    return parts


def _moment(iso_date: str) -> datetime:
    """Give midnight of a date; of the earliest that a zip can hold when there is none."""
    return datetime.combine(date.fromisoformat(iso_date or _NO_DATE), time(), UTC)


def _core_xml(document: Document, created: datetime, language: str) -> bytes:
    stamp = created.strftime("%Y-%m-%dT%H:%M:%SZ")
    publisher = escape(document.publisher)
    dates = "".join(
        f'<dcterms:{event} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{event}>'
        for event in ("created", "modified")
    )
    return (
        f'{XML_HEAD}<cp:coreProperties xmlns:cp="{_CP_NS}" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(document.title)}</dc:title><dc:creator>{publisher}</dc:creator>"
        f"<cp:lastModifiedBy>{publisher}</cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f"{dates if document.date else ''}<dc:language>{escape(language)}</dc:language>"
        "</cp:coreProperties>"
    ).encode()


def _document_part(body: bytes, chart_count: int) -> Part:
    relations = [
        Relation("rId1", "styles", "word/styles.xml"),
        Relation("rId2", "settings", "word/settings.xml"),
        Relation("rId3", "fontTable", "word/fontTable.xml"),
        *(Relation(key, "footer", f"word/{name}.xml") for name, key in _FOOTERS.items()),
        *(
            Relation(f"rIdChart{count}", "chart", f"word/charts/chart{count}.xml")
            for count in range(1, chart_count + 1)
        ),
    ]
    return Part("word/document.xml", f"{_WORD}.document.main+xml", body, tuple(relations))


def _look_parts(theme: Theme) -> list[Part]:
    return [
        Part("word/styles.xml", f"{_WORD}.styles+xml", styles.styles_xml(theme)),
        Part("word/settings.xml", f"{_WORD}.settings+xml", styles.settings_xml(theme)),
        Part("word/fontTable.xml", f"{_WORD}.fontTable+xml", styles.font_table_xml(theme)),
        *(
            Part(
                f"word/{name}.xml",
                f"{_WORD}.footer+xml",
                sections.footer_xml(theme, odd=name == sections.ODD_FOOTER),
            )
            for name in _FOOTERS
        ),
    ]


def write_docx(
    document: Document,
    *,
    contents_pages: Mapping[str, int] | None = None,
    theme: Theme | None = None,
) -> bytes:
    """Give the docx of a document: same document, pages and theme, same bytes.

    `contents_pages` gives the page (the cover is page 1) of each heading and table by its id; it
    is cached in the table of contents, where an entry without one stands without a number. Fields
    are complete as written, so opening asks for no update. Charts are native and hold their
    figures in a workbook of their own. An empty `document.date` gives a file without dates.

    Raises ValueError if `document.date` is no ISO date, if the cells of a table row do not fill
    its columns, if a series has not one figure per category, or a pie not exactly one series or
    one share per category.
    """
    look = theme or load_theme()
    created = _moment(document.date)
    writer = _BodyWriter(document, contents_pages or {}, look)
    for block in document.blocks:
        writer.write(block)
    body = writer.finish()
    parts = [
        _document_part(body, len(writer.charts)),
        *_look_parts(look),
        *_chart_parts(writer.charts, created.replace(tzinfo=None), look),
        Part("docProps/core.xml", _CORE_TYPE, _core_xml(document, created, look.language)),
        Part("docProps/app.xml", _APP_TYPE, _APP_XML),
    ]
    root = [
        Relation("rId1", "officeDocument", "word/document.xml"),
        Relation("rId2", "core-properties", "docProps/core.xml"),
        Relation("rId3", "extended-properties", "docProps/app.xml"),
    ]
    return pack(root, parts)
