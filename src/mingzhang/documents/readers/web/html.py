"""Read a web page: its paragraphs, headings, lists and tables as they are shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lxml import etree

from mingzhang.docmodel.source import SourceDocument, Unreadable
from mingzhang.documents.readers.assembly import (
    Assembly,
    Draft,
    DraftParagraph,
    DraftUnread,
    lowered,
    raised,
    visible,
)
from mingzhang.documents.readers.limits import LIMITS, Limits, kind_of, refuse_kind
from mingzhang.documents.readers.web.charset import decode_page
from mingzhang.documents.readers.web.lists import ListCount
from mingzhang.documents.readers.web.styles import Hidden, is_block
from mingzhang.documents.readers.web.tables import table_draft, table_parts
from mingzhang.kernel.regex import lazy_regex

_LEVELS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body center dd details dir div dl dt fieldset figcaption "
        "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p "
        "pre search section summary ul xmp listing plaintext",
    )
)
_NO_TEXT = frozenset(
    re.findall(
        r"\w+",
        "audio base button datalist del head input link meta noframes noscript optgroup option "
        "param rp rt script select source style template textarea title track",
    )
)
_UNREAD = {
    "img": "图片",
    "svg": "图片",
    "canvas": "图片",
    "picture": "图片",
    "video": "视频",
    "iframe": "嵌入的网页",
    "frame": "嵌入的网页",
    "embed": "嵌入的对象",
    "object": "嵌入的对象",
}
_STYLES = {"nav": "contents", "footer": "footer", "figcaption": "caption", "caption": "caption"}
_PRE = ("pre", "xmp", "listing", "plaintext")
_CAPTION_LINES = ("b", "small")  # our own tables have title and unit in one caption
_NOTED = 200  # characters: of less that is hidden nothing is said
_SPACE = lazy_regex(r"[ \t\r\n\f]+")
_ILLEGAL = lazy_regex("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_MARKUP = lazy_regex(r"<[a-zA-Z][^<>]*>")
_TOO_MUCH = "XML_PARSE_HUGE"  # in the parser's message when it meets a bound of its own


def read_html(data: bytes, name: str, limits: Limits = LIMITS) -> SourceDocument:
    """Return a page as read: what a browser shows of it, without scripts run or files fetched.

    `name` is the file's name for people. A line break ends a paragraph but in headings and
    cells. Raises Unreadable when the file is no page, empty, or beyond a limit.
    """
    limits.check_size(len(data))
    kind = kind_of(data)
    if kind not in {"html", "", "xml"}:
        refuse_kind(data, "html")
    text, lost = decode_page(data)
    if kind != "html" and not _MARKUP.search(text):
        raise Unreadable("文件里没有网页的标记，这不是网页（html）")
    assembly = Assembly(name, "html", limits)
    try:
        root = _parse(_ILLEGAL.sub("", text))
        assembly.add(_Reader(root, limits).read())
    except (RecursionError, MemoryError) as error:
        raise Unreadable("网页的元素嵌套过深或内容过大") from error
    if lost:
        assembly.unread(f"有{lost}处字符无法解码")
    return assembly.document()


def _parse(text: str) -> etree._Element:
    """Return the root of a page. Raises Unreadable when nothing is in it, or too much."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root: etree._Element | None = etree.fromstring(text.encode("utf-8"), parser)
    except etree.LxmlError as error:
        raise Unreadable("网页没有可读的内容") from error
    if any(_TOO_MUCH in entry.message for entry in parser.error_log):
        raise Unreadable("网页的元素嵌套超过256层，或一段文字超过10MB")
    if root is None:
        raise Unreadable("网页没有可读的内容")
    return root


@dataclass(frozen=True, slots=True)
class _Look:
    """What holds for the text at a place."""

    level: int = 0
    style: str = ""
    pre: bool = False
    caption: bool = False
    items: ListCount | None = None


class _Reader:
    """Walks a page once; gathers text until a block begins or ends."""

    def __init__(self, root: etree._Element, limits: Limits) -> None:
        self._root = root
        self._limits = limits
        sheets = root.iter("style")
        self._hidden = Hidden("\n".join("".join(map(str, s.itertext())) for s in sheets))
        self._buffer: list[str] = []
        self._out: list[Draft] = []
        self._number = ""

    def read(self) -> list[Draft]:
        """Return the blocks of the page."""
        self._element(self._root, _Look())
        self._flush(_Look())
        return self._out

    def _text(self, text: str | None, look: _Look) -> None:
        if not text:
            return
        if look.pre:
            self._buffer.append(text.replace("\r\n", "\n").replace("\r", "\n"))
        else:
            self._buffer.append(_SPACE.sub(" ", text))

    def _children(self, element: etree._Element, look: _Look) -> None:
        self._text(element.text, look)
        for child in element:
            if isinstance(child.tag, str):
                self._element(child, look)
            self._text(child.tail, look)

    def _element(self, element: etree._Element, look: _Look) -> None:
        tag = str(element.tag)
        if tag in _UNREAD:
            self._out.append(DraftUnread(_UNREAD[tag]))
        elif tag in _NO_TEXT or (tag == "dialog" and "open" not in element.attrib):
            return
        elif self._hidden.hides(element):
            if len("".join(map(str, element.itertext()))) >= _NOTED:
                self._out.append(DraftUnread("网页隐藏的内容"))
        elif tag == "br":
            self._buffer.append("\n")
        elif tag == "table":
            self._table(element, look)
        elif self._starts_block(element, tag, look):
            self._block(element, tag, look)
        else:
            self._inline(element, tag, look)

    @staticmethod
    def _starts_block(element: etree._Element, tag: str, look: _Look) -> bool:
        if tag in _BLOCKS or is_block(str(element.get("style", ""))):
            return True
        if not look.caption:
            return False
        parent = element.getparent()
        within = parent is not None and parent.tag == "small"
        return tag in _CAPTION_LINES or (tag == "span" and within)

    def _inline(self, element: etree._Element, tag: str, look: _Look) -> None:
        names = str(element.get("class", "")).split()
        if tag not in {"sup", "sub", "q"} and "mark" not in names:
            self._children(element, look)
            return
        before, self._buffer = self._buffer, []
        self._children(element, look)
        text, self._buffer = "".join(self._buffer), before
        if tag == "q":
            text = f"“{text}”"
        elif "disputed" in names:
            text = f"（{text}）"  # our own mark in words: a frame stands there for its brackets
        self._buffer.append(lowered(text) if tag == "sub" else raised(text))

    def _block(self, element: etree._Element, tag: str, look: _Look) -> None:
        self._flush(look)
        if tag in _LEVELS and look.style != "contents":
            inner = replace(look, level=_LEVELS[tag])
        elif tag in {"ol", "ul", "menu", "dir"}:
            inner = replace(look, items=ListCount(element) if tag == "ol" else None)
        elif tag == "li":
            inner = replace(look, style=look.style or "list")
            self._number = look.items.number(element) if look.items else ""
        else:
            style = look.style or _STYLES.get(tag, "")
            inner = replace(look, style=style, pre=look.pre or tag in _PRE)
        self._children(element, inner)
        self._flush(inner)

    def _flush(self, look: _Look) -> None:
        text, self._buffer = visible("".join(self._buffer)), []
        if text.strip():
            number = "" if look.style == "contents" else self._number
            self._out.append(DraftParagraph(text, look.level, look.style, number))
            self._number = ""

    def _table(self, table: etree._Element, look: _Look) -> None:
        self._flush(look)
        parts = table_parts(table, self._hidden)
        for caption in parts.captions:
            inner = _Look(style="caption", caption=True)
            self._children(caption, inner)
            self._flush(inner)
        for stray in parts.stray:
            self._element(stray, look)
            self._flush(look)
        inside = replace(look, level=0, style="", items=None, caption=False)
        self._out.append(
            table_draft(parts.rows, lambda cell: self._cell(cell, inside), self._limits.places)
        )

    def _cell(self, cell: etree._Element, look: _Look) -> Sequence[Draft]:
        outer, self._out = self._out, []
        self._children(cell, look)
        self._flush(look)
        content, self._out = self._out, outer
        return content
