"""Word files that are none, are broken, or are meant to harm: one clear line, and nothing else."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from mingzhang.docmodel.source import Unreadable
from mingzhang.documents.readers.limits import LIMITS
from mingzhang.documents.readers.word.docx import read_docx
from tests.unit.documents.readers.packed import cell, p, packed, part, table, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


def stream(name: str) -> bytes:
    return OLE + name.encode("utf-16-le") + bytes(100)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "空的"),
        (stream("EncryptedPackage"), "已加密.*密码"),
        (stream("WordDocument"), "Word 97-2003文档"),
        (stream("Workbook"), "Excel 97-2003工作簿"),
        (stream("PowerPoint Document"), "演示文稿"),
        (OLE, "旧版Office"),
        (zipped({"xl/workbook.xml": "x"}), "Excel工作簿"),
        (zipped({"ppt/presentation.xml": "x"}), "演示文稿"),
        (zipped({"OFD.xml": "x"}), "ofd"),
        (zipped({"content.xml": "x", "mimetype": "y"}), "开放文档"),
        (zipped({"a.txt": "x"}), "没有Word文档的正文"),
        (b"%PDF-1.4\n%", "PDF文件"),
        (b"{\\rtf1 x}", "RTF"),
        (b"Rar!\x1a\x07", "RAR"),
        (b"\x89PNG\r\n", "PNG"),
        (b"<!DOCTYPE html><p>x", "网页"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><a/>', "Word XML"),
        (b'<?xml version="1.0"?><a/>', "XML文件"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "mht"),
        ("一段文字".encode(), "不是Word文档.*可能已损坏"),
        (packed("")[:-40], "不完整或已损坏"),
        (packed("", {"word/document.xml": "<w:document"}), "正文部分已损坏"),
        (packed("", {"word/document.xml": "<a/>"}), "没有Word文档的正文"),
        (packed("", {"word/document.xml": part("document", "")}), "没有Word文档的正文"),
        (packed("", {"word/document.xml": b"\x00\xff"}), "正文部分已损坏"),
    ],
)
def test_each_says_what_it_is(data: bytes, message: str) -> None:
    with pytest.raises(Unreadable, match=message):
        read_docx(data, "x.docx")


BOMB = '<!DOCTYPE a [<!ENTITY a "{}"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>'


@pytest.mark.parametrize(
    "head",
    [
        BOMB.format("x" * 1000),
        '<!DOCTYPE a [<!ENTITY c SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE a [<!ENTITY % d SYSTEM "http://127.0.0.1:9/x.dtd"> %d;<!ENTITY c "x">]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_unread(head: str, encoding: str) -> None:
    text = part("document", f"<w:body>{p('&c;')}</w:body>")
    text = f'<?xml version="1.0" encoding="{encoding}"?>{head}{text}'
    with pytest.raises(Unreadable, match="文档类型声明"):
        read_docx(packed("", {"word/document.xml": text.encode(encoding)}), "x")


def test_an_entity_in_a_side_part_is_refused_too() -> None:
    with pytest.raises(Unreadable, match="文档类型声明"):
        read_docx(packed(p("甲"), {"word/styles.xml": BOMB.format("x") + "<a>&c;</a>"}), "x")


def test_a_zip_bomb_is_refused_before_it_is_open() -> None:
    with pytest.raises(Unreadable, match="展开超过400倍"):
        read_docx(packed("<w:p/>" + " " * 20_000_000), "x")
    small = replace(LIMITS, part_bytes=1000)
    with pytest.raises(Unreadable, match="展开后超过上限"):
        read_docx(packed(p("甲" * 2000)), "x", small)
    with pytest.raises(Unreadable, match="展开后超过上限"):
        read_docx(packed(p("甲")), "x", replace(LIMITS, total_bytes=400))


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        (replace(LIMITS, file_bytes=100), "超过上限"),
        (replace(LIMITS, zip_entries=3), "4个文件"),
        (replace(LIMITS, blocks=2), "段落和表格超过2个"),
        (replace(LIMITS, cells=3), "单元格超过3个"),
        (replace(LIMITS, characters=5), "正文超过5字"),
        (replace(LIMITS, nested=0), "嵌套超过0层"),
    ],
)
def test_each_limit_is_kept_and_named(limits: object, message: str) -> None:
    data = packed(p("甲") + p("乙") + table(cell("1") + cell("2"), cell("3") + cell("4")))
    assert read_docx(data, "x").text == "甲\n乙\n1\t2\n3\t4\n"
    with pytest.raises(Unreadable, match=message):
        read_docx(data, "x", limits)  # type: ignore[arg-type]


def test_what_lies_too_deep_is_refused() -> None:
    deep = "<w:sdt><w:sdtContent>" * 100 + p("底") + "</w:sdtContent></w:sdt>" * 100
    assert read_docx(packed(deep), "x").text == "底\n"
    deep = "<w:sdt>" * 300 + "</w:sdt>" * 300
    with pytest.raises(Unreadable, match="256层"):
        read_docx(packed(deep), "x")
    deep = "<w:r>" * 240 + "<w:t>底</w:t>" + "</w:r>" * 240
    assert read_docx(packed(f"<w:p>{deep}</w:p>"), "x").text == "底\n"
    within = cell("底")
    for _ in range(40):
        within = f"<w:tc><w:tbl><w:tr>{within}</w:tr></w:tbl></w:tc>"
    with pytest.raises(Unreadable, match="嵌套超过24层"):
        read_docx(packed(f"<w:tbl><w:tr>{within}</w:tr></w:tbl>"), "x")


def test_names_that_climb_write_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    data = packed(p("甲"), {"../../evil.txt": "x", "/tmp/evil.txt": "x", "word/../../e": "x"})  # noqa: S108
    assert read_docx(data, "x").text == "甲\n"
    assert list(tmp_path.iterdir()) == []


def test_a_password_on_the_zip_is_named() -> None:
    data = bytearray(packed(p("甲")))
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := data.find(sign, at + 1)) >= 0:
            data[at + place] |= 1
    with pytest.raises(Unreadable, match="已加密"):
        read_docx(bytes(data), "x")


def test_a_part_with_a_wrong_check_sum_is_broken() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
        package.writestr("word/document.xml", part("document", f"<w:body>{p('12.5')}</w:body>"))
    with pytest.raises(Unreadable, match="正文部分已损坏"):
        read_docx(out.getvalue().replace(b"12.5", b"13.5"), "x")
