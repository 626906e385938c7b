"""Styles of a docx: what a paragraph or run inherits that bears on its meaning."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from mingzhang.documents.readers.word.package import attribute, child, is_on, local, value
from mingzhang.kernel.regex import lazy_regex

_DEEPEST = 9
_HEADING = lazy_regex(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_CONTENTS = lazy_regex(r"(?:toc|目录)\s*(?:[1-9]|heading|标题)?", re.IGNORECASE)
_CAPTION = lazy_regex(r"caption|题注", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Look:
    """What a style says: `level` 1–9 of a heading, `list_id` and `list_level` of a list."""

    level: int | None = None
    style: str = ""
    list_id: str | None = None
    list_level: int | None = None
    hidden: bool | None = None
    raised: str | None = None


PLAIN = Look()


def outline_level(properties: etree._Element | None) -> int | None:
    """Return the heading level that paragraph properties state: 0 for body text, else 1–9."""
    stated = value(properties, "outlineLvl")
    if stated is None or not stated.isdecimal() or len(stated) > 2:
        return None
    return int(stated) + 1 if int(stated) < _DEEPEST else 0


def list_place(properties: etree._Element | None) -> tuple[str | None, int | None]:
    """Return id and level (from 0) of the list that paragraph properties state."""
    stated = value(properties, "numPr", "ilvl")
    level = int(stated) if stated is not None and stated.isdecimal() and len(stated) < 3 else None
    return value(properties, "numPr", "numId"), level


class Styles:
    """The styles of a document by their id."""

    def __init__(self, root: etree._Element | None = None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._known: dict[str, Look] = {}
        self._default = ""
        for element in root if root is not None else ():
            style_id = attribute(element, "styleId")
            if local(element) == "style" and style_id:
                self._elements.setdefault(style_id, element)
                is_default = attribute(element, "default") in {"1", "true", "on"}
                if is_default and attribute(element, "type") == "paragraph":
                    self._default = style_id

    def paragraph(self, style_id: str | None) -> Look:
        """Return what a paragraph style says, or the default one; nothing of an unknown one."""
        return self.look(style_id or self._default)

    def look(self, style_id: str | None) -> Look:
        """Return what a style and those that it is based on say."""
        if not style_id:
            return PLAIN
        if style_id not in self._known:
            chain: list[str] = []
            at: str | None = style_id
            while at is not None and at in self._elements and at not in chain:
                chain.append(at)
                at = value(self._elements[at], "basedOn")
            look = PLAIN if chain else _named(style_id, PLAIN)
            for name in reversed(chain):
                look = self._with(look, self._elements[name])
                self._known[name] = look
            self._known[style_id] = look
        return self._known[style_id]

    @staticmethod
    def _with(base: Look, element: etree._Element) -> Look:
        paragraph, run = child(element, "pPr"), child(element, "rPr")
        look = _named(value(element, "name") or "", base)
        level = outline_level(paragraph)
        list_id, list_level = list_place(paragraph)
        hidden, position = is_on(run, "vanish"), value(run, "vertAlign")
        return replace(
            look,
            level=look.level if level is None else level,
            list_id=list_id or look.list_id,
            list_level=look.list_level if list_level is None else list_level,
            hidden=look.hidden if hidden is None else hidden,
            raised=position or look.raised,
        )


def _named(name: str, base: Look) -> Look:
    """Return what the name of a style tells: headings, contents and captions have fixed names."""
    name = name.strip()
    if found := _HEADING.fullmatch(name):
        return replace(base, level=int(found[1]))
    if _CONTENTS.fullmatch(name):
        return replace(base, style="contents", level=0)
    return replace(base, style="caption") if _CAPTION.fullmatch(name) else base
