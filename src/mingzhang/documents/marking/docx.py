"""Word comments in a copy of a docx; text, look, changes and comments of others stay."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from mingzhang.docmodel.source import SourceDocument
from mingzhang.documents.marking.docx_ranges import Ranges
from mingzhang.documents.marking.model import AUTHOR, INITIALS, MarkedCopy, Note, Unmarkable
from mingzhang.documents.marking.package import OfficePackage, settings_of
from mingzhang.documents.readers.word.docx import TracedDocx, trace_docx
from mingzhang.documents.readers.word.package import attribute

_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_SIZE = "18"  # half points
_UNSIGNED = "原文件有数字签名，改动后的文件不能保留签名，副本已去掉签名"
_PROTECTED = "原文件设有编辑限制，副本照旧；看批注不受影响"
_CHANGED = "文件读两次的结果不同，不能做标注副本"


def mark_docx(data: bytes, document: SourceDocument, notes: Sequence[Note]) -> MarkedCopy:
    """Return the copy: every note a comment around exactly its signs, in the order given.

    Comments have no date, so that the same file and notes give the same bytes. A note of no place
    stands at the first words; one where Word has no comments stands at what leads there.
    Raises Unmarkable.
    """
    traced = trace_docx(data, document.name)
    if traced.document.text != document.text:
        raise Unmarkable(_CHANGED)
    package = OfficePackage(data)
    comments = _Comments(package, traced)
    ranges = Ranges(traced)
    placed = 0
    for note in notes:
        places = [each for span in note.spans for each in traced.way_back.places(span)]
        number = comments.next_number
        exact = ranges.put(places, number)
        comments.add(note.text if exact or not note.where else _with_place(note))
        placed += exact
    package.write(traced.main, traced.root)
    comments.save()
    return MarkedCopy(package.packed(), placed, len(notes) - placed, _remarks(package, traced.main))


def _with_place(note: Note) -> str:
    title, _, rest = note.text.partition("\n")
    return "\n".join(filter(None, (title, f"位置：{note.where}", rest)))


def _remarks(package: OfficePackage, main: str) -> tuple[str, ...]:
    settings = package.related(main, "settings")
    protected = settings and "documentProtection" in settings_of(package, settings)
    return (*([_UNSIGNED] if package.signed else []), *([_PROTECTED] if protected else []))


class _Comments:
    """The part of comments, made where the file has none."""

    def __init__(self, package: OfficePackage, traced: TracedDocx) -> None:
        self._package = package
        self._space = str(traced.root.tag).rpartition("}")[0].lstrip("{")
        related = package.related(traced.main, "comments")
        if related is not None and package.has(related):
            self._part, self._root = related, package.xml(related)
        else:
            self._part = self._new(traced.main)
            self._root = etree.Element(self._name("comments"), nsmap={"w": self._space})
        numbers = (attribute(each, "id") or "" for each in self._root)
        self.next_number = max((int(n) for n in numbers if n.isdecimal()), default=-1) + 1

    def add(self, text: str) -> None:
        """Add a comment; its first line is its title."""
        comment = etree.SubElement(self._root, self._name("comment"))
        self._set(comment, id=str(self.next_number), author=AUTHOR, initials=INITIALS)
        for count, line in enumerate(text.split("\n")):
            paragraph = etree.SubElement(comment, self._name("p"))
            self._plain_look(paragraph)
            if not count:
                mark = etree.SubElement(paragraph, self._name("r"))
                etree.SubElement(mark, self._name("annotationRef"))
            run = etree.SubElement(paragraph, self._name("r"))
            self._size(run, strong=not count)
            words = etree.SubElement(run, self._name("t"))
            words.text = _writable(line)
            words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        self.next_number += 1

    def save(self) -> None:
        """Give the part to the package."""
        self._package.write(self._part, self._root)

    def _new(self, main: str) -> str:
        folder = main.rpartition("/")[0]
        usual = f"{folder}/comments{{}}.xml".lstrip("/")
        name = usual.format("")
        if self._package.has(name):
            name = self._package.unused(usual)
        self._package.relate(main, "comments", name)
        self._package.declare(name, _COMMENTS_TYPE)
        return name

    def _name(self, local_name: str) -> str:
        return f"{{{self._space}}}{local_name}"

    def _set(self, element: etree._Element, **values: str) -> None:
        for key, value in values.items():
            element.set(self._name(key), value)

    def _plain_look(self, paragraph: etree._Element) -> None:
        """Keep the look of the document's text (large type, indents) out of the comment."""
        look = etree.SubElement(paragraph, self._name("pPr"))
        spacing = etree.SubElement(look, self._name("spacing"))
        self._set(spacing, before="0", after="0", line="240", lineRule="auto")
        indent = etree.SubElement(look, self._name("ind"))
        self._set(indent, firstLineChars="0", firstLine="0", leftChars="0", left="0")
        self._set(etree.SubElement(look, self._name("jc")), val="left")

    def _size(self, run: etree._Element, *, strong: bool) -> None:
        look = etree.SubElement(run, self._name("rPr"))
        if strong:
            etree.SubElement(look, self._name("b"))
        for name in ("sz", "szCs"):
            self._set(etree.SubElement(look, self._name(name)), val=_SIZE)


def _writable(text: str) -> str:
    """Return text without what XML cannot hold."""
    return "".join(char for char in text if char == "\t" or char >= " ").translate(_NO_XML)


_NO_XML = dict.fromkeys((*range(0xD800, 0xE000), 0xFFFE, 0xFFFF))
