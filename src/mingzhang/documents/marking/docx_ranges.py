"""Where comments stand in a docx: marks of their range around exactly the signs that are meant.

A mark stands between runs, so runs are split; both halves keep their look. Where Word allows no
comment (notes at the foot, headers, text boxes, formulas), it stands at what leads there.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence

from lxml import etree

from mingzhang.documents.readers.word.docx import TracedDocx
from mingzhang.documents.readers.word.package import attribute, child, local
from mingzhang.documents.readers.word.trace import Place

_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# What holds runs, and marks between them.
_LINES = frozenset(
    ["p", "hyperlink", "ins", "moveTo", "sdtContent", "smartTag", "customXml", "fldSimple", "dir",
     "bdo"]
)  # fmt: skip
# What no mark can stand in.
_CLOSED = frozenset(
    ["txbxContent", "drawing", "pict", "object", "AlternateContent", "ruby", "oMath", "oMathPara"]
)
_NOTES = {"footnote": "footnoteReference", "endnote": "endnoteReference"}


class Ranges:
    """Puts comments into the body of one docx."""

    def __init__(self, traced: TracedDocx) -> None:
        """Take the body and the way back into it."""
        self._way_back = traced.way_back
        self._root = traced.root
        self._space = str(traced.root.tag).rpartition("}")[0] + "}"
        self._halves: dict[etree._Element, list[tuple[int, etree._Element]]] = {}

    def put(self, places: Sequence[Place], number: int) -> bool:
        """Put comment `number` around some places; tell whether it stands exactly there."""
        exact = places and all(self._is_open(each.element) for each in places)
        if exact:
            first, last = places[0], places[-1]
            begin = self._cut(first.element, first.start)
            end = self._ended(last.element, last.end)
        else:
            begin = end = self._anchor(places)
        mark = begin.makeelement(self._space + "commentRangeStart")
        mark.set(self._space + "id", str(number))
        begin.addprevious(mark)
        self._close(end, number)
        return bool(exact)

    def _close(self, after: etree._Element, number: int) -> None:
        """End a comment after a run, and behind the comments that end there already."""
        while (following := after.getnext()) is not None and self._is_end(following):
            after = following
        end = after.makeelement(self._space + "commentRangeEnd")
        end.set(self._space + "id", str(number))
        run = after.makeelement(self._space + "r")
        reference = etree.SubElement(run, self._space + "commentReference")
        reference.set(self._space + "id", str(number))
        after.addnext(end)
        end.addnext(run)

    @staticmethod
    def _is_end(element: etree._Element) -> bool:
        return local(element) == "commentRangeEnd" or (
            local(element) == "r" and child(element, "commentReference") is not None
        )

    def _is_open(self, element: etree._Element) -> bool:
        """Tell whether marks can stand around single signs of an element."""
        run = element.getparent()
        if run is None or run.tag != self._space + "r":
            return False
        line = run.getparent()
        return (
            line is not None
            and local(line) in _LINES
            and self._is_in_body(run)
            and not any(local(each) in _CLOSED for each in run.iterancestors())
        )

    def _is_in_body(self, element: etree._Element) -> bool:
        return element.getroottree().getroot() is self._root

    def _anchor(self, places: Sequence[Place]) -> etree._Element:
        """Return the run or other member of a line that stands for places without marks."""
        for each in places:
            found = self._leading(each.element)
            if found is not None:
                return found
        return self._first()

    def _leading(self, element: etree._Element) -> etree._Element | None:
        """Return what in the body leads to an element: the sign of a note, the frame of a box."""
        if not self._is_in_body(element):
            sign = self._sign(element)
            return None if sign is None else self._leading(sign)
        outer = element
        for each in element.iterancestors():
            if local(each) in _CLOSED:
                outer = each
        line = outer.getparent()
        while line is not None and local(line) not in _LINES:
            outer, line = line, line.getparent()
        return None if line is None else outer

    def _sign(self, element: etree._Element) -> etree._Element | None:
        """Return the sign in the body of the note that an element stands in."""
        for each in element.iterancestors():
            kind = _NOTES.get(local(each))
            if kind is not None:
                signs = self._root.iter(self._space + kind)
                wanted = attribute(each, "id")
                return next((sign for sign in signs if attribute(sign, "id") == wanted), None)
        return None

    def _first(self) -> etree._Element:
        """Return the first words of the body, or a place made for them where it has none."""
        for element in self._way_back.elements():
            if self._is_in_body(element) and (found := self._leading(element)) is not None:
                return found
        body = child(self._root, "body")
        held = self._root if body is None else body
        line = next(held.iter(self._space + "p"), None)
        if line is None:
            line = held.makeelement(self._space + "p")
            held.insert(0, line)
        return etree.SubElement(line, self._space + "r")

    def _cut(self, element: etree._Element, offset: int) -> etree._Element:
        """Return the run that begins with sign `offset` of an element's text."""
        return self._begun(self._half(element, offset))

    def _ended(self, element: etree._Element, end: int) -> etree._Element:
        """Return the run that ends before sign `end` of an element's text."""
        halves = self._halves.get(element, [(0, element)])
        start, last = next(each for each in reversed(halves) if each[0] < end)
        if end - start < len(last.text or ""):
            self._begun(self._half(element, end))
        elif (following := last.getnext()) is not None:
            self._begun(following)
        return _run_of(last)

    def _half(self, element: etree._Element, offset: int) -> etree._Element:
        """Return the element that begins with sign `offset`, split off where none does."""
        halves = self._halves.setdefault(element, [(0, element)])
        at = next(n for n in range(len(halves) - 1, -1, -1) if halves[n][0] <= offset)
        start, half = halves[at]
        if start == offset:
            return half
        text = half.text or ""
        rest = _same(half)
        half.text, rest.text = text[: offset - start], text[offset - start :]
        for each in (half, rest):
            each.set(_XML_SPACE, "preserve")
        half.addnext(rest)
        halves.insert(at + 1, (offset, rest))
        return rest

    def _begun(self, content: etree._Element) -> etree._Element:
        """Return the run that begins with a piece of content, split off where that is not first."""
        run = _run_of(content)
        before = [each for each in content.itersiblings(preceding=True) if local(each) != "rPr"]
        if not before:
            return run
        rest = _same(run)
        look = child(run, "rPr")
        if look is not None:
            rest.append(copy.deepcopy(look))
        for each in [content, *content.itersiblings()]:
            rest.append(each)
        run.addnext(rest)
        return rest


def _run_of(content: etree._Element) -> etree._Element:
    run = content.getparent()
    if run is None:
        raise ValueError(local(content))
    return run


def _same(element: etree._Element) -> etree._Element:
    """Return an element of the same name and attributes without content."""
    made = element.makeelement(element.tag)
    made.attrib.update(element.attrib)
    return made
