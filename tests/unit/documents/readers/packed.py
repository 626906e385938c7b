"""Word files made by hand, for what no library writes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_OPEN = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="{MC}" xmlns:v="urn:v" xmlns:wps="urn:wps"'
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"


def relations(*rows: tuple[str, str, str]) -> str:
    """Give a list of relations from id, end of the type, target."""
    body = "".join(
        f'<Relationship Id="{rid}" Type="{R}/{kind}" Target="{target}"/>'
        for rid, kind, target in rows
    )
    return f'<Relationships xmlns="{_RELS}">{body}</Relationships>'


def part(name: str, inner: str) -> str:
    """Give a part whose root is `w:name`."""
    return f"<w:{name} {_OPEN}>{inner}</w:{name}>"


def packed(body: str, parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """Give a docx with this body; `parts` add or replace parts by name."""
    given = parts or {}
    links = [
        (f"r{n}", name.partition("/")[2].rpartition(".")[0].rstrip("0123456789"), name[5:])
        for n, name in enumerate(given)
        if name.startswith("word/") and name.count("/") == 1
    ]
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations(("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": relations(*links),
        **given,
    }
    return zipped(files)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """Give a zip of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return out.getvalue()


def p(text: str, properties: str = "", run: str = "") -> str:
    """Give a paragraph of one run."""
    ppr = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    rpr = f"<w:rPr>{run}</w:rPr>" if run else ""
    return f"<w:p>{ppr}<w:r>{rpr}<w:t>{text}</w:t></w:r></w:p>"


def cell(text: str, properties: str = "") -> str:
    """Give a table cell of one paragraph."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def table(*rows: str) -> str:
    """Give a table of rows, each the cells as text."""
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"
