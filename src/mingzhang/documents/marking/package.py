"""Change some parts of an Office package and leave every other byte of its parts as it is.

What is not changed is taken over packed as it lies there, so it cannot change and costs nothing.
"""

from __future__ import annotations

import copy
import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping

from lxml import etree

from mingzhang.documents.marking.model import Unmarkable
from mingzhang.documents.readers.limits import LIMITS, Limits
from mingzhang.documents.readers.word.package import attribute, local
from mingzhang.kernel.regex import lazy_regex

_TYPES = "[Content_Types].xml"
_NO_RELATIONS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # of new parts: no clock in the file
_MSDOS = 0  # the creating system is part of the bytes
_LOCAL_HEADER = 30  # bytes before the name
_SIZES_FOLLOW = 0x08
_SIGNATURES = "_xmlsignatures/"
_SIGNATURE = "digital-signature/origin"
_DOCTYPE = lazy_regex(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_BROKEN = "文件的压缩包里有损坏的部分，不能做标注副本"


class OfficePackage:
    """The parts of an Office file, some of them changed; `packed` gives the file again."""

    def __init__(self, data: bytes, limits: Limits = LIMITS) -> None:
        """Open the bytes of a file that was read before. Raises Unmarkable."""
        self._data, self._limits = data, limits
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise Unmarkable(_BROKEN) from error
        self._entries = {_plain(each.filename): each for each in self._zip.infolist()}
        self._changed: dict[str, bytes] = {}
        self._gone: set[str] = set()
        self.signed = self._unsigned()

    def has(self, name: str) -> bool:
        """Tell whether there is a part of this name."""
        return _plain(name) in self._changed or _plain(name) in self._entries

    def read(self, name: str) -> bytes:
        """Return a part as it is now. Raises Unmarkable where it is missing, broken, too large."""
        plain = _plain(name)
        if plain in self._changed:
            return self._changed[plain]
        try:
            with self._zip.open(self._entries[plain]) as part:
                data = part.read(self._limits.part_bytes + 1)
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError) as error:
            raise Unmarkable(_BROKEN) from error
        if len(data) > self._limits.part_bytes:
            raise Unmarkable(_BROKEN)
        return data

    def xml(self, name: str) -> etree._Element:
        """Return the root of a part. Raises Unmarkable where there is none or it is hostile."""
        data = self.read(name)
        if _DOCTYPE.search(data.replace(b"\x00", b"")):
            raise Unmarkable(_BROKEN)
        try:
            return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
        except (etree.XMLSyntaxError, ValueError) as error:
            raise Unmarkable(_BROKEN) from error

    def write(self, name: str, content: bytes | etree._Element) -> None:
        """Replace a part or add one."""
        if not isinstance(content, bytes):
            content = etree.tostring(
                content, xml_declaration=True, encoding="UTF-8", standalone=True
            )
        self._changed[_plain(name)] = content
        if _plain(name) not in self._entries:
            self._entries[_plain(name)] = _new_entry(name)

    def related(self, name: str, kind: str) -> str | None:
        """Return the part that a part leads to by a kind of relation, the first; None for none."""
        if not self.has(_relations_of(name)):
            return None
        for each in self.xml(_relations_of(name)):
            if (attribute(each, "Type") or "").endswith(f"/{kind}"):
                return _target(name, attribute(each, "Target") or "")
        return None

    def relation(self, name: str, rid: str) -> tuple[str, str]:
        """Return the kind of a relation of a part, and the part it leads to; "" for none."""
        if self.has(_relations_of(name)):
            for each in self.xml(_relations_of(name)):
                if attribute(each, "Id") == rid:
                    kind = (attribute(each, "Type") or "").rpartition("/")[2]
                    return kind, _target(name, attribute(each, "Target") or "")
        return "", ""

    def relate(self, name: str, kind: str, target: str) -> str:
        """Let a part lead to another; return the id of the relation."""
        path = _relations_of(name)
        root = self.xml(path) if self.has(path) else etree.fromstring(_NO_RELATIONS)
        taken = {attribute(each, "Id") for each in root}
        rid = next(rid for n in range(1, len(taken) + 2) if (rid := f"rIdNote{n}") not in taken)
        row = etree.SubElement(root, _named_as(root, "Relationship"))
        row.set("Id", rid)
        row.set("Type", f"{self.office}/{kind}")
        row.set("Target", posixpath.relpath(target, posixpath.dirname(name) or "."))
        self.write(path, root)
        return rid

    def declare(self, name: str, content_type: str) -> None:
        """State the type of a new part."""
        root = self.xml(_TYPES)
        etree.SubElement(
            root, _named_as(root, "Override"), PartName=f"/{name}", ContentType=content_type
        )
        self.write(_TYPES, root)

    def declare_suffix(self, suffix: str, content_type: str) -> None:
        """State the type of all parts with a suffix, unless the file does."""
        root = self.xml(_TYPES)
        known = {(attribute(each, "Extension") or "").lower() for each in root}
        if suffix not in known:
            root.insert(
                0,
                root.makeelement(
                    _named_as(root, "Default"),
                    {"Extension": suffix, "ContentType": content_type},
                ),
            )
            self.write(_TYPES, root)

    def unused(self, pattern: str) -> str:
        """Return a name that no part has: `pattern` with the least number for its {}."""
        return next(
            name
            for n in range(1, len(self._entries) + 2)
            if not self.has(name := pattern.format(n))
        )

    def packed(self) -> bytes:
        """Return the file with its changes: the same file and changes, the same bytes."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as new:
            for plain, entry in self._entries.items():
                if plain in self._gone:
                    continue
                if plain in self._changed:
                    own = _new_entry(entry.filename)
                    own.date_time = entry.date_time
                    new.writestr(own, self._changed[plain])
                else:
                    self._take_over(new, out, entry)
        return out.getvalue()

    def _take_over(self, new: zipfile.ZipFile, out: io.BytesIO, entry: zipfile.ZipInfo) -> None:
        """Copy an entry as it lies in the file."""
        head = entry.header_offset
        lengths = self._data[head + 26 : head + _LOCAL_HEADER]
        name, extra = int.from_bytes(lengths[:2], "little"), int.from_bytes(lengths[2:], "little")
        begin = head + _LOCAL_HEADER + name + extra
        own = copy.copy(entry)
        own.header_offset = out.seek(0, io.SEEK_END)
        own.flag_bits &= ~_SIZES_FOLLOW  # they are known now, and stand in the header
        out.write(own.FileHeader(zip64=False))
        out.write(self._data[begin : begin + entry.compress_size])
        new.filelist.append(own)
        new.NameToInfo[own.filename] = own
        new.start_dir = out.tell()

    @property
    def office(self) -> str:
        """Return the namespace of the file's own relations: strict files have another one."""
        for each in self.xml(_relations_of("")):
            kind = attribute(each, "Type") or ""
            if kind.endswith("/officeDocument"):
                return kind.rpartition("/")[0]
        return _OFFICE

    def _unsigned(self) -> bool:
        """Leave out digital signatures, which no changed file can keep; tell whether there were."""
        self._gone = {name for name in self._entries if name.startswith(_SIGNATURES)}
        if not self._gone:
            return False
        for path, key, gone in ((_relations_of(""), "Type", _SIGNATURE), (_TYPES, "PartName", "")):
            root = self.xml(path)
            for each in list(root):
                said = attribute(each, key) or ""
                if said.endswith(gone) if gone else _plain(said) in self._gone:
                    root.remove(each)
            self.write(path, root)
        return True


def _new_entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.create_system = _MSDOS
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()


def _relations_of(name: str) -> str:
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def _target(name: str, target: str) -> str:
    return posixpath.normpath(
        posixpath.join("/", posixpath.dirname(name), target.replace("\\", "/"))
    ).lstrip("/")


def _named_as(root: etree._Element, name: str) -> str:
    """Return a name in the namespace of a root."""
    space = str(root.tag).rpartition("}")[0]
    return f"{space}}}{name}" if space else name


def settings_of(package: OfficePackage, name: str) -> Mapping[str, etree._Element]:
    """Return the elements of a part by local name, the first of each; none without the part."""
    if not package.has(name):
        return {}
    found: dict[str, etree._Element] = {}
    for each in package.xml(name):
        found.setdefault(local(each), each)
    return found
