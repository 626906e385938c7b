"""The text of a paragraph of a docx: runs, fields, changes, signs and what hangs in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from mingzhang.documents.readers.assembly import Draft, DraftUnread, lowered, raised
from mingzhang.documents.readers.word.package import attribute, child, is_on, local, value
from mingzhang.documents.readers.word.styles import Look, Styles
from mingzhang.documents.readers.word.trace import Origin
from mingzhang.kernel.regex import lazy_regex

_NO_TEXT = frozenset(
    ["pPr", "rPr", "sdtPr", "sdtEndPr", "del", "moveFrom", "delText", "delInstrText", "rt",
     "rubyPr", "fldData", "footnoteReference", "endnoteReference", "annotationRef",
     "commentReference"]
)  # fmt: skip
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_WRITTEN = frozenset(["t", "sym", *_SIGNS])
_HANGING = frozenset(["drawing", "pict", "object"])
_UNREAD = {
    "chart": "图表",
    "blip": "图片",
    "imagedata": "图片",
    "OLEObject": "嵌入的对象",
    "relIds": "SmartArt图形",
}
_TOC = lazy_regex(r"\s*TOC\b", re.IGNORECASE)
# What the usual signs of symbol fonts show; the codes are the fonts' own, without F000.
_WINGDINGS = {0xFC: "√", 0xFB: "×", 0xFE: "☑", 0xFD: "☒", 0x6F: "□", 0xA8: "□", 0x6C: "●",
              0x6E: "■", 0x71: "□", 0x9F: "•", 0xA7: "▪", 0x75: "◆", 0xD8: "➢"}  # fmt: skip
_WINGDINGS_2 = {0x50: "√", 0x4F: "×", 0x52: "☑", 0x54: "☒", 0xA3: "□", 0x2A: "□"}
_SYMBOL = {0xB4: "×", 0xB8: "÷", 0xB1: "±", 0xB0: "°", 0xB7: "•", 0xA3: "≤", 0xB3: "≥", 0x2D: "−",
           0xB9: "≠", 0xBB: "≈", 0xE5: "∑", 0x44: "Δ", 0x61: "α", 0x62: "β"}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}
_UNKNOWN_SIGN = "\ufffd"


@dataclass(slots=True)
class _Field:
    """An open field: its instruction until the result begins."""

    instruction: str = ""
    shown: bool = False

    @property
    def is_contents(self) -> bool:
        return self.shown and _TOC.match(self.instruction) is not None


@dataclass(slots=True)
class ParagraphText:
    """The text of a paragraph, what hangs in it, and whether it belongs to a contents field.

    `origins` are the elements that the text stands in, where the reader keeps them.
    """

    text: str
    hanging: list[Draft]
    contents: bool
    origins: list[Origin]


@dataclass(slots=True)
class _Run:
    """How the run shows that is being read."""

    hidden: bool = False
    position: str | None = None


@dataclass(slots=True)
class TextReader:
    """Reads the paragraphs of one story in order; fields may reach over several of them.

    `box` reads the content of a text box. A field that is never closed is none. Where it is
    `traced`, the elements of the text are kept.
    """

    root: etree._Element
    styles: Styles
    box: Callable[[etree._Element], list[Draft]]
    traced: bool = False
    _closed: set[etree._Element] = field(init=False)
    _fields: list[_Field] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _origins: list[Origin] = field(default_factory=list)
    _hanging: list[Draft] = field(default_factory=list)
    _run: _Run = field(default_factory=_Run)

    def __post_init__(self) -> None:
        """Find the fields that are closed."""
        self._closed = set()
        opened: list[etree._Element] = []
        for mark in self.root.iter("{*}fldChar"):
            kind = attribute(mark, "fldCharType")
            if kind == "begin":
                opened.append(mark)
            elif kind == "end" and opened:
                self._closed |= {opened.pop(), mark}

    def read(self, paragraph: etree._Element, look: Look) -> ParagraphText:
        """Return the text of a paragraph in a style of this look."""
        self._pieces, self._hanging, self._origins = [], [], []
        contents = self._in_contents()
        self._children(paragraph, look)
        contents = contents or self._in_contents()
        return ParagraphText("".join(self._pieces), self._hanging, contents, self._origins)

    def _in_contents(self) -> bool:
        return any(each.is_contents for each in self._fields)

    def _shows(self) -> bool:
        return not self._run.hidden and all(each.shown for each in self._fields)

    def _write(self, element: etree._Element, text: str) -> None:
        if not self._shows():
            return
        if self._run.position == "superscript":
            text = raised(text)
        elif self._run.position == "subscript":
            text = lowered(text)
        self._pieces.append(text)
        if self.traced:
            self._origins.append(Origin(element, text))

    def _children(self, element: etree._Element, look: Look) -> None:
        for each in element:
            self._element(each, local(each), look)

    def _element(self, element: etree._Element, name: str, look: Look) -> None:
        if name in _NO_TEXT:
            return
        if name in _WRITTEN:
            self._write(element, _written(element, name))
        elif name == "r":
            outer, self._run = self._run, self._look(element, look)
            self._children(element, look)
            self._run = outer
        elif name in {"fldChar", "instrText"}:
            self._field(element, name)
        elif name in _HANGING:
            if self._shows():
                self._hang(element)
        elif name == "AlternateContent":
            self._children(chosen(element), look)
        else:
            self._children(element, look)

    def _look(self, run: etree._Element, paragraph: Look) -> _Run:
        properties = child(run, "rPr")
        style = self.styles.look(value(properties, "rStyle"))
        hidden = is_on(properties, "vanish")
        if hidden is None:
            hidden = paragraph.hidden if style.hidden is None else style.hidden
        position = value(properties, "vertAlign") or style.raised or paragraph.raised
        return _Run(bool(hidden), position)

    def _field(self, mark: etree._Element, name: str) -> None:
        if name == "instrText":
            if self._fields and not self._fields[-1].shown:
                self._fields[-1].instruction += mark.text or ""
            return
        kind = attribute(mark, "fldCharType")
        if kind == "begin" and mark in self._closed:
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].shown = True
        elif kind == "end" and mark in self._closed and self._fields:
            self._fields.pop()

    def _hang(self, element: etree._Element) -> None:
        for each in element:
            name = local(each)
            if name == "txbxContent":
                self._hanging += self.box(each)
            elif name == "AlternateContent":
                self._hang(chosen(each))
            else:
                if name in _UNREAD:
                    self._hanging.append(DraftUnread(_UNREAD[name]))
                self._hang(each)


def chosen(alternate: etree._Element) -> etree._Element:
    """Return the one branch of an mc:AlternateContent that is read: all show the same."""
    return next((each for each in alternate if local(each) in {"Choice", "Fallback"}), alternate)


def _written(element: etree._Element, name: str) -> str:
    if name == "t":
        return re.sub(r"[\r\n\t]+", " ", element.text or "")
    return _sign(element) if name == "sym" else _SIGNS[name]


def _sign(element: etree._Element) -> str:
    try:
        code = int(attribute(element, "char") or "", 16)
    except ValueError:
        return _UNKNOWN_SIGN
    known = _FONTS.get((attribute(element, "font") or "").lower(), {})
    if code & 0xFF in known and (code < 0x100 or 0xF000 <= code <= 0xF0FF):
        return known[code & 0xFF]
    if code < 0x20 or 0xD800 <= code <= 0xF8FF or code > 0xFFFD:
        return _UNKNOWN_SIGN
    return chr(code)
