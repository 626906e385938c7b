"""What the docx tests need to look into a file."""

from __future__ import annotations

import zipfile
from functools import cache
from io import BytesIO

from lxml import etree
from lxml.etree import _Element

from mingzhang.documents.docx import write_docx
from tests.unit.documents.sample import sample_document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
PAGES = {"part-1": 3, "duties": 3, "bodies": 3, "part-2": 4, "totals": 4, "income": 4}


@cache
def sample_docx() -> bytes:
    """Give the sample report as docx, with pages for some of its headings."""
    return write_docx(sample_document(), contents_pages=PAGES)


def entries(data: bytes) -> dict[str, bytes]:
    """Give every file of a zip by name."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def parse(data: bytes) -> _Element:
    """Give the root of an XML file."""
    return etree.fromstring(data)


def body(data: bytes) -> _Element:
    """Give the body of a docx."""
    found = parse(entries(data)["word/document.xml"]).find(f"{W}body")
    assert found is not None
    return found


def text(element: _Element) -> str:
    """Give the characters printed in an element, a tab as \\t."""
    return "".join(
        "\t" if item.tag == f"{W}tab" else item.text or ""
        for run in element.iter(f"{W}r")
        for item in run.iter(f"{W}t", f"{W}tab")
    )


def attribute(element: _Element, path: str, name: str) -> str:
    """Give an attribute of the element at `path`."""
    found = element.find(path)
    assert found is not None
    return str(found.get(name))


def style(paragraph: _Element) -> str:
    """Give the style id of a paragraph."""
    return attribute(paragraph, f"{W}pPr/{W}pStyle", f"{W}val")


def by_style(root: _Element, *wanted: str) -> list[_Element]:
    """Give the paragraphs of these styles in order."""
    return [item for item in root.iter(f"{W}p") if style(item) in wanted]
