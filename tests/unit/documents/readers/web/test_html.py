"""Pages as offices publish them: what is shown is read, in its order, and nothing else."""

from __future__ import annotations

import pytest

from mingzhang.docmodel.source import SourceDocument, Unreadable
from mingzhang.documents.readers.web.html import read_html
from tests.unit.documents.readers.shown import described, grid, heads, paragraphs, spans, tables


def page(body: str, head: str = "") -> SourceDocument:
    text = f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{body}</body>"
    return read_html(text.encode(), "页.html")


def test_blocks_become_paragraphs_with_their_levels_and_kinds() -> None:
    read = page(
        "<h1>决算<br>公开</h1>前文<div>甲<p>乙</p>丙</div><h3>（一）总体</h3>"
        "<figure><figcaption>图1</figcaption></figure><footer>某局</footer><nav>目录</nav>"
    )
    assert [(p.flow.joined(read.text), p.level, p.style) for p in described(read)] == [
        ("决算公开", 1, ""),
        ("前文", 0, ""),
        ("甲", 0, ""),
        ("乙", 0, ""),
        ("丙", 0, ""),
        ("（一）总体", 3, ""),
        ("图1", 0, "caption"),
        ("某局", 0, "footer"),
        ("目录", 0, "contents"),
    ]
    assert read.kind == "html"
    assert read.text.splitlines() == paragraphs(read)
    assert read.line(read.text.index("丙")) == 5


def test_white_space_of_the_source_is_none_of_the_text() -> None:
    read = page(
        "<p>　　本年收入\n   合计&nbsp;&nbsp;12.5\n万元，<b>增\u200b长</b>&#8205;3%&shy;。</p>"
        "<p>one\n two</p><pre>甲 1\n乙 2</pre>"
    )
    assert paragraphs(read) == ["本年收入 合计 12.5 万元，增长3%。", "one two", "甲 1", "乙 2"]


def test_a_break_ends_a_paragraph_but_in_a_cell_joins() -> None:
    read = page(
        "<p>一、收入<br/>二、支出</p><table><tr><td>财政<br>拨款</td><td>1.5<br>2.5</td></tr></table>"
    )
    assert paragraphs(read) == ["一、收入", "二、支出"]
    assert grid(read, tables(read)[0]) == [["财政拨款", "1.5 2.5"]]


def test_what_is_not_shown_is_not_read() -> None:
    read = page(
        "<script>x=1</script><style>p{}</style><template>t</template><noscript>n</noscript>"
        "<p hidden>a</p><p style='Display : None'>b</p><p class='off'>c</p><p id='gone'>d</p>"
        "<button>e</button><textarea>f</textarea><dialog>g</dialog><p aria-hidden=true>h</p>"
        "<select><option>i</select><del>j</del><!-- k --><p class='shown'>留</p>",
        "<title>l</title><style>/*x*/ .off, #gone { display:none }"
        "@media print { .shown { display: none } }</style>",
    )
    assert read.text == "留\n"
    assert read.unread == ()


def test_a_large_hidden_part_is_noted() -> None:
    read = page(f"<p>见</p><div style='display:none'>{'隐' * 300}</div><img src='http://x/y.png'>")
    assert [(u.reason, u.at) for u in read.unread] == [("网页隐藏的内容", 2), ("图片", 2)]


def test_lists_bring_their_numbers() -> None:
    read = page(
        "<ol start=3><li>甲<li value=7>乙<ol type=a><li>丙</ol><li>丁</ol><ul><li>戊</ul>"
        "<ol reversed><li>己<li>庚</ol><ol type=I start=4><li>辛</ol>"
        "<ol style='list-style: none'><li>壬</ol>"
    )
    assert [p.number + p.flow.joined(read.text) for p in described(read)] == [
        "3.甲", "7.乙", "a.丙", "8.丁", "戊", "2.己", "1.庚", "IV.辛", "壬",
    ]  # fmt: skip
    assert {p.style for p in described(read)} == {"list"}


def test_raised_and_lowered_digits_are_not_those_of_a_figure() -> None:
    read = page("<p>12.5<sup>1</sup>万元，3m<sup>2</sup>，CO<sub>2</sub></p>")
    assert paragraphs(read) == ["12.5¹万元，3m²，CO₂"]


def test_a_table_keeps_its_spans_and_heads() -> None:
    read = page(
        "<table><caption>表1</caption><thead><tr><td rowspan=2>项目<td colspan=2>决算数</thead>"
        "<tr><td>收<td>支</tr><tbody><tr><th rowspan=0>甲<td>1<td>2<tr><td>3<td>4</tbody>"
        "<tfoot><tr><td colspan=3>注</tfoot></table>"
    )
    table = tables(read)[0]
    assert (table.rows, table.columns, table.kind) == (5, 3, "ruled")
    assert grid(read, table) == [
        ["项目", "决算数", ""],
        ["收", "支", ""],  # the span ends with its group, as browsers draw it
        ["甲", "1", "2"],
        ["", "3", "4"],
        ["注", "", ""],
    ]
    assert spans(table) == {(0, 1): (1, 2), (2, 0): (2, 1), (4, 0): (1, 3)}
    assert [cell.flow.joined(read.text) for cell in heads(table)] == ["项目", "决算数", "甲"]
    assert described(read)[0].style == "caption"
    assert read.text == "表1\n项目\t决算数\n收\t支\n甲\t1\t2\n3\t4\n注\n"


def test_a_span_covers_the_row_below() -> None:
    read = page("<table><tr><td rowspan=2>甲<td>1<td rowspan=9>乙<tr><td>2</table>")
    assert grid(read, tables(read)[0]) == [["甲", "1", "乙"], ["", "2", ""]]
    assert spans(tables(read)[0]) == {(0, 0): (2, 1), (0, 2): (2, 1)}


def test_a_table_for_the_layout_dissolves_and_one_within_a_cell_follows() -> None:
    inner = "<table><tr><td>子<td>1<tr><td>丑<td>2</table>"
    read = page(f"<table><tr><td><h2>题</h2><p>文</p>{inner}</td></tr></table>")
    assert paragraphs(read) == ["题", "文"]
    assert [grid(read, t) for t in tables(read)] == [[["子", "1"], ["丑", "2"]]]
    read = page(f"<table><tr><td>长长长长长长的名称<td>甲{inner}<tr><td>合计<td>9</table>")
    assert [grid(read, t) for t in tables(read)] == [
        [["长长长长长长的名称", "甲"], ["合计", "9"]],
        [["子", "1"], ["丑", "2"]],
    ]
    read = page("<table><tr><td>甲<td><table><tr><td>1.5</table><tr><td>乙<td>2</table>")
    assert [grid(read, t) for t in tables(read)] == [[["甲", "1.5"], ["乙", "2"]]]


def test_lines_over_the_whole_width_stand_above_and_below() -> None:
    read = page(
        "<table><tr><td colspan=2><p>收入表<p>单位：万元<tr><td colspan=2>一行<tr><td>甲<td>1"
        "<tr><td colspan=2>注一<br>注二</table>"
    )
    assert read.text == "收入表\n单位：万元\n一行\n甲\t1\n注一\n注二\n"
    assert grid(read, tables(read)[0]) == [["一行", ""], ["甲", "1"]]


def test_rows_without_order_are_still_read() -> None:
    read = page("<table><form><td>甲<td>1</form><tr><form><td>乙<td>2</form></tr></table>")
    cells = [c.flow.joined(read.text) for t in tables(read) for c in t.cells]
    assert cells == ["甲", "1", "乙", "2"]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<p>决算表</p>".encode("gb18030"), "决算表\n"),
        ('<meta charset="gb2312"><p>镕𠀀</p>'.encode("gb18030"), "镕𠀀\n"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=GBK"><p>数</p>'.encode("gbk"),
         "数\n"),
        ('<meta charset="gbk"><p>其实这一页是UTF-8编码</p>'.encode(), "其实这一页是UTF-8编码\n"),
        ("\ufeff<p>数</p>".encode("utf-16-le"), "数\n"),
        ("\ufeff<meta charset=gbk><p>数</p>".encode(), "数\n"),
        ('<?xml version="1.0" encoding="utf-8"?><html><p>数</p></html>'.encode(), "数\n"),
        ("<meta charset=nonsense><p>数</p>".encode(), "数\n"),
        ("<meta charset=base64><p>数</p>".encode(), "数\n"),
        ("<p>数&amp;&nbsp;&#x6570;&#0;</p>".encode(), "数& 数\n"),
    ],
)  # fmt: skip
def test_characters_are_read_in_the_set_that_they_are_in(data: bytes, text: str) -> None:
    assert read_html(data, "x").text.replace("\ufffd", "") == text


def test_bytes_that_fit_no_set_are_counted() -> None:
    data = b'<meta charset="utf-8"><p>' + "决算".encode() * 20 + b"\xff\xfe\x80</p>"
    read = read_html(data, "x")
    assert read.text.startswith("决算决算")
    assert [u.reason for u in read.unread] == ["有3处字符无法解码"]


@pytest.mark.parametrize("name", ["utf-8", "gb18030"])
def test_an_undeclared_page_may_have_a_few_bad_bytes(name: str) -> None:
    data = b"<p>" + ("收入支出决算" * 40).encode(name) + b"\xff</p>"
    found = read_html(data, "x")
    assert found.text.startswith("收入支出决算收入")
    assert [u.reason for u in found.unread] == ["有1处字符无法解码"]
    with pytest.raises(Unreadable, match="编码"):
        read_html(b"<p>" + b"\xff\x81" * 40 + b"</p>", "x")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "空的"),
        (b"PK\x03\x04" + b"x" * 50, "ZIP压缩包"),
        (b"%PDF-1.7\n", "PDF文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "doc、wps"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\r\n<html>", "mht"),
        ("只有文字，没有标记。".encode(), "不是网页"),
        (b"<div>" * 400 + b"x", "256层"),
    ],
)
def test_what_is_no_page_says_what_it_is(data: bytes, message: str) -> None:
    with pytest.raises(Unreadable, match=message):
        read_html(data, "x.html")


def test_entities_and_addresses_fetch_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a reader opens no connection")

    monkeypatch.setattr("socket.socket.connect", refuse)
    text = (
        '<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "BBBB">]>'
        '<html><link rel=stylesheet href="http://127.0.0.1/x.css"><p>甲&a;乙&b;</p>'
    )
    shown = read_html(text.encode(), "x").text
    assert "root:" not in shown
    assert "BBBB" not in shown
    assert "甲" in shown


def test_a_span_bomb_is_refused() -> None:
    rows = "<tr><td colspan=1000 rowspan=65534>" * 3000
    with pytest.raises(Unreadable, match="单元格"):
        read_html(f"<html><table>{rows}</table>".encode(), "x")
