"""The parts of a docx: a zip of XML, opened without trust in its names, sizes or links."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib

from lxml import etree

from mingzhang.docmodel.source import Unreadable
from mingzhang.documents.readers.limits import Limits, kind_of, refuse_kind
from mingzhang.documents.readers.unpacking import Unpacking, plain
from mingzhang.kernel.regex import lazy_regex

_DOCTYPE = lazy_regex(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_MAIN = lazy_regex(r"word/document\d*\.xml")
_DOCUMENT = "officeDocument"


class BadPart(Exception):
    """A part is missing or no well-formed XML; the message names it."""


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace: strict and transitional are alike."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: etree._Element | None, name: str) -> str | None:
    """Return an attribute by its name without namespace, None without one."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """Return the first descendant along `path` of local names, None where it ends."""
    for name in path:
        if element is None:
            return None
        element = next((each for each in element if local(each) == name), None)
    return element


def value(element: etree._Element | None, *path: str) -> str | None:
    """Return the `val` of a descendant along `path`; None when it or the element is missing."""
    return attribute(child(element, *path), "val")


def is_on(element: etree._Element | None, *path: str) -> bool | None:
    """Return an on/off property: None where it is not stated."""
    found = child(element, *path)
    if found is None:
        return None
    return attribute(found, "val") not in {"0", "false", "off"}


class Package:
    """A docx in memory. Nothing is ever written to a disk, so no name in it can do harm.

    Names are compared without case and with either slash, as some programs write them.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Open the bytes. Raises Unreadable when they are no docx, broken, or beyond a limit."""
        limits.check_size(len(data))
        kind = kind_of(data)
        if kind not in {"docx", "zip"}:
            refuse_kind(data, "docx")
        try:
            self._package = Unpacking(data, limits)
        except Unreadable:
            raise  # a ValueError as well
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise Unreadable("文件不完整或已损坏：压缩包的目录读不出来") from error
        self._entries = {_plain(entry.filename): entry for entry in self._package.entries}
        self.main = self._main()

    def has(self, name: str) -> bool:
        """Tell whether there is a part of this name."""
        return _plain(name) in self._entries

    def xml(self, name: str) -> etree._Element:
        """Return the root of a part.

        Raises BadPart when it is missing or broken, Unreadable when it is hostile: a document
        type (no Office program writes one; entities hide there) or beyond a limit.
        """
        data = self._read(name)
        text = data.replace(b"\x00", b"")  # also finds it in UTF-16
        if _DOCTYPE.search(text):
            raise Unreadable("文件内含有文档类型声明（DTD），不予读取")
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            if "XML_PARSE_HUGE" in str(error):
                raise Unreadable("文件的结构嵌套超过256层，或一段文字超过10MB") from error
            raise BadPart(name) from error

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """Return the relations of a part by id: the end of their type, and the part they lead to.

        Links out of the package are left out. A missing or broken list gives none.
        """
        folder, _, file = name.rpartition("/")
        try:
            root = self.xml(f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels")
        except BadPart:
            return {}
        return {
            rid: (kind.rpartition("/")[2], _target(folder, target))
            for each in root
            if (attribute(each, "TargetMode") or "").lower() != "external"
            and (rid := attribute(each, "Id"))
            and (kind := attribute(each, "Type"))
            and (target := attribute(each, "Target"))
        }

    def _main(self) -> str:
        """Find the document: as the package says, else by the usual name."""
        for kind, target in self.related("").values():
            if kind == _DOCUMENT and self.has(target):
                return target
        usual = sorted(name for name in self._entries if _MAIN.fullmatch(name))
        if not usual:
            raise Unreadable("压缩包里没有Word文档的正文，这不是Word文档（docx）")
        return usual[0]

    def _read(self, name: str) -> bytes:
        entry = self._entries.get(_plain(name))
        if entry is None:
            raise BadPart(name)
        try:
            return self._package.read(entry)
        except Unreadable:
            raise  # a ValueError as well
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise BadPart(name) from error
        except NotImplementedError as error:
            raise Unreadable("压缩包用了不支持的压缩方式") from error


def _plain(name: str) -> str:
    return plain(name).casefold()


def _target(folder: str, target: str) -> str:
    """Return the part that a relation of a part in `folder` leads to; never above the package."""
    target = target.replace("\\", "/")
    path = target if target.startswith("/") else f"/{folder}/{target}"
    return posixpath.normpath(path).lstrip("/")
