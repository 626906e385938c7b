"""What a file is, by its bytes."""

from __future__ import annotations

import pytest

from mingzhang.documents.readers.limits import kind_name, kind_of
from tests.unit.documents.readers.packed import packed, zipped


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (packed(""), "docx"),
        (zipped({"word\\document2.xml": ""}), "docx"),
        (zipped({"a": ""}), "zip"),
        (b"\r\n<HTML>", "html"),
        ("\ufeff<html>".encode("utf-16-le"), "html"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><html>", "html"),
        (b"\x00" * 200 + b"%PDF-1.5", "pdf"),
        ("收入支出".encode("gb18030"), ""),
    ],
)
def test_bytes_tell_the_kind(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind
    assert kind_name(kind)
