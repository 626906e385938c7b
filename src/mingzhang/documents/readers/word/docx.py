"""Read a Word document: its text as printed, with headings, lists, tables, notes and margins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from mingzhang.docmodel.source import SourceDocument, Unreadable
from mingzhang.documents.readers.assembly import Assembly, Draft, DraftParagraph
from mingzhang.documents.readers.limits import LIMITS, Limits
from mingzhang.documents.readers.word.numbering import Numbering
from mingzhang.documents.readers.word.package import BadPart, Package, attribute, child, local
from mingzhang.documents.readers.word.story import Shared, Story, has_words, with_number
from mingzhang.documents.readers.word.styles import Styles
from mingzhang.documents.readers.word.trace import TracedAssembly, WayBack

_NOTES = (("footnotes", "footnote"), ("endnotes", "endnote"))
_MARGINS = ("header", "footer")
_TOO_DEEP = "文件的结构嵌套过深或内容过大"
_BROKEN = {
    "styles": "样式部分损坏，标题级别可能不全",
    "numbering": "编号部分损坏，自动编号未读",
    "footnotes": "脚注部分损坏，未读",
    "endnotes": "尾注部分损坏，未读",
}


def read_docx(data: bytes, name: str, limits: Limits = LIMITS) -> SourceDocument:
    """Return a docx as read, tracked changes accepted, fields with their last result.

    `name` is the file's name for people. Notes follow the body, headers and footers follow them.
    Raises Unreadable when the file is something else, encrypted, broken, hostile or beyond a
    limit; a broken part besides the body is noted as unread.
    """
    try:
        return _Docx(Package(data, limits), Assembly(name, "docx", limits), limits.nested).read()
    except (RecursionError, MemoryError) as error:
        raise Unreadable(_TOO_DEEP) from error


@dataclass(frozen=True, slots=True)
class TracedDocx:
    """A docx as read, with the way back from its text to the elements of its parts.

    `main` is the name of the part with the body, `root` that part as the way back leads into it.
    """

    document: SourceDocument
    way_back: WayBack
    main: str
    root: etree._Element


def trace_docx(data: bytes, name: str, limits: Limits = LIMITS) -> TracedDocx:
    """Return a docx as `read_docx` does, with the way back. Raises Unreadable likewise."""
    assembly = TracedAssembly(name, "docx", limits)
    package = Package(data, limits)
    try:
        reading = _Docx(package, assembly, limits.nested, traced=True)
        document = reading.read()
    except (RecursionError, MemoryError) as error:
        raise Unreadable(_TOO_DEEP) from error
    way_back = WayBack(document.text, assembly.stretches)
    return TracedDocx(document, way_back, package.main, reading.root)


class _Docx:
    """One docx while it is read."""

    def __init__(
        self, package: Package, assembly: Assembly, nested: int, *, traced: bool = False
    ) -> None:
        self._package = package
        self._related = package.related(package.main)
        self._assembly = assembly
        styles, numbering = Styles(self._part("styles")), Numbering(self._part("numbering"))
        self._shared = Shared(styles, numbering, nested, traced)
        try:
            self.root = package.xml(package.main)
        except BadPart as error:
            raise Unreadable("文件的正文部分已损坏，读不出来") from error

    def read(self) -> SourceDocument:
        """Return the document."""
        root = self.root
        body = child(root, "body")
        if local(root) != "document" or body is None:
            raise Unreadable("文件里没有Word文档的正文")
        self._assembly.add(Story(self._shared, body).read())
        for part, note in _NOTES:
            self._notes(root, part, note)
        for margin in _MARGINS:
            self._assembly.add(self._margin(root, margin))
        if any(True for _ in root.iter("{*}commentReference")):
            self._assembly.unread("批注")
        return self._assembly.document()

    def _part(self, kind: str) -> etree._Element | None:
        """Return a part that the document relates to, or has under its usual name."""
        folder = self._package.main.rpartition("/")[0]
        usual = f"{folder}/{kind}.xml" if folder else f"{kind}.xml"
        names = [target for each, target in self._related.values() if each == kind]
        name = next((each for each in [*names, usual] if self._package.has(each)), None)
        if name is None:
            return None
        try:
            return self._package.xml(name)
        except BadPart:
            self._assembly.unread(_BROKEN[kind])
            return None

    def _notes(self, root: etree._Element, part: str, note: str) -> None:
        """Append the notes in the order of their marks, numbered as the marks are."""
        marks = [attribute(mark, "id") for mark in root.iter(f"{{*}}{note}Reference")]
        numbers = {mark: str(place) for place, mark in enumerate(dict.fromkeys(marks), 1)}
        parts = self._part(part) if numbers else None
        if parts is None:
            return
        notes = {attribute(each, "id"): each for each in parts if local(each) == note}
        for mark, number in numbers.items():
            if mark in notes:
                drafts = Story(self._shared, notes[mark], "footnote").read()
                self._assembly.add(with_number(drafts, number))

    def _margin(self, root: etree._Element, margin: str) -> Iterator[Draft]:
        """Yield what the headers or footers say besides page numbers, each saying once."""
        ids = (attribute(each, "id") for each in root.iter(f"{{*}}{margin}Reference"))
        names = [self._related[rid][1] for rid in ids if rid is not None and rid in self._related]
        said: set[str] = set()
        for name in dict.fromkeys(names):
            try:
                part = self._package.xml(name)
            except BadPart:
                self._assembly.unread("页眉或页脚损坏，未读")
                continue
            for draft in Story(self._shared, part, margin).read():
                text = draft.text if isinstance(draft, DraftParagraph) else ""
                if has_words(draft) and text not in said:
                    said.add(text)
                    yield draft
