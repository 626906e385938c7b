"""The zip of a docx: parts, their relations and content types, in a fixed order and date."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from posixpath import basename, dirname, relpath

from mingzhang.documents.docx.markup import XML_HEAD, escape

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_METADATA = "http://schemas.openxmlformats.org/package/2006/relationships/metadata"
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date a zip can hold: no clock in the file
_MSDOS = 0  # the creating system is part of the bytes; fixed, or Windows and Linux would differ


@dataclass(frozen=True, slots=True)
class Relation:
    """A link from one part to another; `kind` is the last step of the relationship type."""

    id: str
    kind: str
    target: str

    @property
    def type(self) -> str:
        """The full relationship type."""
        return (
            f"{_METADATA}/{self.kind}"
            if self.kind == "core-properties"
            else (f"{_OFFICE}/{self.kind}")
        )


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the package: its path without leading slash, content type, bytes and links."""

    name: str
    content_type: str
    data: bytes
    relations: tuple[Relation, ...] = ()


def _relations_xml(relations: Sequence[Relation], folder: str) -> bytes:
    rows = "".join(
        f'<Relationship Id="{relation.id}" Type="{relation.type}" '
        f'Target="{escape(relpath(relation.target, folder or "."))}"/>'
        for relation in relations
    )
    return f'{XML_HEAD}<Relationships xmlns="{_RELATIONS}">{rows}</Relationships>'.encode()


def _types_xml(parts: Sequence[Part]) -> bytes:
    rows = "".join(
        f'<Override PartName="/{part.name}" ContentType="{part.content_type}"/>' for part in parts
    )
    defaults = (
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    return f'{XML_HEAD}<Types xmlns="{_TYPES}">{defaults}{rows}</Types>'.encode()


def _entries(root: Sequence[Relation], parts: Sequence[Part]) -> Iterator[tuple[str, bytes]]:
    yield "[Content_Types].xml", _types_xml(parts)
    yield "_rels/.rels", _relations_xml(root, "")
    for part in parts:
        yield part.name, part.data
        if part.relations:
            folder = dirname(part.name)
            name = f"{folder}/_rels/{basename(part.name)}.rels"
            yield name, _relations_xml(part.relations, folder)


def pack(root: Sequence[Relation], parts: Sequence[Part]) -> bytes:
    """Give the zip of `parts` in the order given; equal input gives equal bytes."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in _entries(root, parts):
            info = zipfile.ZipInfo(name, _ZIP_EPOCH)
            info.create_system = _MSDOS
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return out.getvalue()
