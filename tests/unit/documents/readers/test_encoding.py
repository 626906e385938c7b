"""Encodings that Chinese offices save text in; all else is refused in words, never with a crash."""

import random
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingzhang.docmodel.source import SourceDocument, Unreadable
from mingzhang.documents.readers.encoding import decode
from mingzhang.documents.readers.sheets.delimited import read_delimited
from mingzhang.documents.readers.typed.markdown import read_markdown
from mingzhang.documents.readers.typed.text import read_text

TEXT = "一、收入决算情况\n2023年度本年收入合计2657.66万元，占100%。\n"
BOMS = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff", "utf-8": b"\xef\xbb\xbf"}
READERS = (read_text, read_markdown, read_delimited)


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk", "utf-32"],
)
def test_every_encoding_gives_the_same_text(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)).text == TEXT


@pytest.mark.parametrize(("encoding", "mark"), BOMS.items())
def test_a_mark_at_the_beginning_is_no_text(encoding: str, mark: bytes) -> None:
    assert decode(mark + TEXT.encode(encoding)).text == TEXT


def test_figures_alone_are_told_apart_too() -> None:
    assert decode("1,234.50\n".encode("utf-16-le")).text == "1,234.50\n"
    assert decode("１２．５万元".encode("gbk")).text == "１２．５万元"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_become_lf(end: str) -> None:
    assert decode(f"收入{end}支出{end}".encode()).text == "收入\n支出\n"


@pytest.mark.parametrize("end", ["\u2028", "\v", "\x85", "\f"])
def test_what_breaks_a_line_of_writing_only_is_no_line_of_the_file(end: str) -> None:
    document = read_text(f"一、本年收入{end}二、本年支出\n三、结转".encode(), "a.txt")
    assert len(document.blocks) == 3
    lines = [document.line(document.text.index(each)) for each in ("收入", "支出", "结转")]
    assert lines == [1, 1, 2]


def test_control_characters_become_spaces_and_full_width_spaces_stay() -> None:
    text = "部门收入合计数为\x00１２万元\x07，\u3000与上年相比没有变化，主要原因是人员没有变化。"
    text += "部门支出合计数与上年相比没有变化，主要原因是人员没有变化。" * 3
    assert decode(text.encode()).text == text.replace("\x00", " ").replace("\x07", " ")


def test_form_feeds_begin_pages() -> None:
    document = read_text("甲一\n\f乙二\n\f丙三\n\f".encode(), "a.txt")
    assert [document.page(document.text.index(each)) for each in "甲乙丙"] == [1, 2, 3]
    assert len(document.pages) == 3
    assert [document.line(document.text.index(each)) for each in "甲乙丙"] == [1, 2, 3]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "空"),
        (" \n\u3000\n\u200b".encode(), "没有文字"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "图片"),
        (b"\xff\xfe\x00\xd8", "UTF-16"),
        (b"\xef\xbb\xbf\xff\xff", "UTF-8"),
        (bytes(range(256)) * 8, "编码"),
        (b"\x01\x02\x03\x04" * 100, "控制字符"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        decode(data)


def _survives(data: bytes) -> None:
    for reader in READERS:
        with suppress(Unreadable):
            document = reader(data, "a.txt")
            assert isinstance(document, SourceDocument)
            assert document.text


@settings(max_examples=500)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    _survives(data)


def test_damaged_files_are_read_or_refused() -> None:
    dice = random.Random(20)  # noqa: S311 -- the same damages every time
    sources = [(TEXT * 3).encode(each) for each in ("utf-8", "utf-16", "utf-16-be", "gb18030")]
    sources += [b"| a | b |\n|---|---|\n| 1 | 2 |\n", b'"a""b",c\n"d', b"\ta\n\tb\n\n\t\n\tc\n"]
    for _ in range(3000):
        data = bytearray(dice.choice(sources))
        for _ in range(dice.randint(1, 6)):
            at = dice.randrange(len(data))
            data[at : at + dice.randint(0, 3)] = dice.randbytes(dice.randint(0, 3))
        _survives(bytes(data))
