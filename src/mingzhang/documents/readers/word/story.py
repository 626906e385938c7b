"""A story of a docx (the body, a note, a header, a text box): its blocks in order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from lxml import etree

from mingzhang.docmodel.source import Unreadable
from mingzhang.documents.readers.assembly import Draft, DraftParagraph, DraftTable, DraftUnread
from mingzhang.documents.readers.word.numbering import Numbering
from mingzhang.documents.readers.word.package import child, local, value
from mingzhang.documents.readers.word.styles import Styles, list_place, outline_level
from mingzhang.documents.readers.word.tables import read_table
from mingzhang.documents.readers.word.text import ParagraphText, TextReader, chosen
from mingzhang.documents.readers.word.trace import Origin, TracedParagraph

_GONE = frozenset(["del", "moveFrom"])
_BESIDE = frozenset(["tcPr", "sectPr", "sdtPr", "sdtEndPr", "pPr", "tblPr"])


@dataclass(frozen=True, slots=True)
class Shared:
    """What all stories of a document have in common; `nested` is the depth they may lie in.

    `traced` asks for paragraphs that know their elements.
    """

    styles: Styles
    numbering: Numbering
    nested: int
    traced: bool = False


@dataclass(slots=True)
class Story:
    """Reads one story; `style` is the kind of its paragraphs where they have none of their own."""

    shared: Shared
    root: etree._Element
    style: str = ""
    depth: int = 0
    _reader: TextReader = field(init=False)
    _carried: str = ""
    _carried_origins: list[Origin] = field(default_factory=list)
    _contents: bool = False

    def __post_init__(self) -> None:
        """Refuse what lies too deep. Raises Unreadable."""
        if self.depth > self.shared.nested:
            raise Unreadable(f"表格或文本框的嵌套超过{self.shared.nested}层")
        traced = self.shared.traced
        self._reader = TextReader(self.root, self.shared.styles, self._box, traced)

    def read(self) -> list[Draft]:
        """Return the blocks of the story."""
        return self._blocks(self.root)

    def _blocks(self, element: etree._Element) -> list[Draft]:
        found: list[Draft] = []
        for each in element:
            name = local(each)
            if name in _GONE or name in _BESIDE:
                continue
            if name == "p":
                found += self._paragraph(each)
            elif name == "tbl":
                found += self._rest()
                found += self._table(each)
            elif name == "AlternateContent":
                found += self._blocks(chosen(each))
            elif name == "altChunk":
                found.append(DraftUnread("嵌入的文档片段"))
            else:
                found += self._inner(each)
        return found + (self._rest() if element is self.root else [])

    def _inner(self, element: etree._Element) -> list[Draft]:
        """Read a content control or another shell around blocks."""
        gallery = value(element, "sdtPr", "docPartObj", "docPartGallery")
        outer, self._contents = self._contents, self._contents or gallery == "Table of Contents"
        found = self._blocks(element)
        self._contents = outer
        return found

    def _rest(self) -> list[Draft]:
        """Return what a deleted paragraph mark left before a table or the end."""
        rest = self._taken(ParagraphText("", [], contents=False, origins=[]), 0, self.style, "")
        return [rest] if rest.text.strip() else []

    def _taken(self, read: ParagraphText, level: int, style: str, number: str) -> DraftParagraph:
        """Return a paragraph with what was carried over before its text."""
        text, self._carried = self._carried + read.text, ""
        if not self.shared.traced:
            return DraftParagraph(text, level, style, number)
        origins, self._carried_origins = (*self._carried_origins, *read.origins), []
        return TracedParagraph(text, level, style, number, origins)

    def _paragraph(self, element: etree._Element) -> list[Draft]:
        properties = child(element, "pPr")
        look = self.shared.styles.paragraph(value(properties, "pStyle"))
        read = self._reader.read(element, look)
        mark = child(properties, "rPr")
        if child(mark, "del") is not None or child(mark, "moveFrom") is not None:
            self._carried += read.text
            self._carried_origins += read.origins
            return read.hanging
        stated = outline_level(properties)
        level = (look.level or 0) if stated is None else stated
        list_id, list_level = list_place(properties)
        place = look.list_level if list_level is None else list_level
        number = self.shared.numbering.number(list_id or look.list_id, place or 0)
        style = self.style or look.style
        if read.contents or self._contents:
            style = "contents"
        if style:
            level = 0
        elif number and not level:
            style = "list"
        return [self._taken(read, level, style, number), *read.hanging]

    def _table(self, element: etree._Element) -> list[Draft]:
        return read_table(element, self._cell)

    def _cell(self, cell: etree._Element) -> list[Draft]:
        return Story(self.shared, cell, self.style, self.depth + 1).read()

    def _box(self, content: etree._Element) -> list[Draft]:
        style = self.style or "textbox"
        return Story(self.shared, content, style, self.depth + 1).read()


def with_number(drafts: list[Draft], number: str) -> list[Draft]:
    """Return the blocks of a note with its number before the first paragraph that has text."""
    found: list[Draft] = []
    for draft in drafts:
        if number and isinstance(draft, DraftParagraph) and draft.text.strip():
            found.append(replace(draft, number=number))
            number = ""
        else:
            found.append(draft)
    return found


def has_words(draft: Draft) -> bool:
    """Tell whether a draft says more than a page number does."""
    if isinstance(draft, DraftTable):
        return any(has_words(inner) for cell in draft.cells for inner in cell.content)
    return isinstance(draft, DraftParagraph) and any(char.isalpha() for char in draft.text)
