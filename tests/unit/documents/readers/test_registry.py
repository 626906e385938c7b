"""Which reader reads a file, and what is said of one that none reads."""

from __future__ import annotations

import importlib

import pytest

from mingzhang.docmodel.source import Unreadable
from mingzhang.documents.readers.registry import ROWS, read, suffixes
from tests.unit.documents.readers.packed import p, packed

PAGE = "<html><body><p>甲</p></body></html>".encode()
DOCX = packed(p("甲"))
TEXT = "甲乙丙丁".encode()
PDF = b"%PDF-1.7\n%%EOF"
RTF = b"{\\rtf1 a}"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("报告.txt", TEXT, "txt"),
        ("报告.TXT", TEXT, "txt"),
        ("报告.md", TEXT, "md"),
        ("报告.html", PAGE, "html"),
        ("报告.htm", b"<p>\xe7\x94\xb2</p>", "html"),
        ("表.csv", "甲,乙".encode(), "csv"),
        ("表.tsv", "甲\t乙".encode(), "tsv"),
        ("报告.docx", DOCX, "docx"),
        ("报告.doc", DOCX, "docx"),
        ("报告.wps", PAGE, "html"),
        ("没有后缀", TEXT, "txt"),
        ("没有后缀", DOCX, "docx"),
    ],
)
def test_suffix_and_content_choose_the_reader(name: str, data: bytes, kind: str) -> None:
    document = read(data, name)
    assert (document.kind, document.name) == (kind, name)
    assert "甲" in document.text


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("报告.txt", DOCX, "Word文档（docx），与后缀.txt不符；请改正后缀"),
        ("报告.docx", PDF, "PDF文件，与后缀.docx不符"),
        ("报告.docx", TEXT, "不像.docx文件"),
        ("报告.pdf", PDF, "PDF文件已损坏"),
        ("报告.xyz", TEXT, "后缀.xyz的文件还不能读"),
        ("报告.txt", RTF, "RTF文档，与后缀.txt不符"),
        ("报告.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "已加密"),
        ("报告.txt", b"", "空的"),
        ("报告.xyz", b"", "空的"),
    ],
)
def test_what_no_reader_fits_is_refused_with_a_way_out(name: str, data: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read(data, name)


def test_every_row_names_a_reader_and_lower_case_suffixes() -> None:
    for row in ROWS:
        module, _, function = row.reader.partition(":")
        assert callable(getattr(importlib.import_module(module), function))
        assert row.suffixes
        assert all(each.startswith(".") and each == each.lower() for each in row.suffixes)


def test_every_suffix_is_named_once() -> None:
    assert len(suffixes()) == len(set(suffixes()))
    assert {".txt", ".md", ".html", ".csv", ".docx", ".doc", ".wps"} <= set(suffixes())
