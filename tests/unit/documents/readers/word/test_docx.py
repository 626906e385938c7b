"""Word files of every make: the text as printed, in its order, with what bears on its meaning."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import OxmlElement

from mingzhang.docmodel.source import SourceDocument
from mingzhang.documents.readers.word.docx import read_docx
from tests.unit.documents.readers import packed as make
from tests.unit.documents.readers.packed import cell, p, packed, part, relations, table
from tests.unit.documents.readers.shown import described, grid, heads, paragraphs, spans, tables


def read(body: str, parts: dict[str, str | bytes] | None = None) -> SourceDocument:
    return read_docx(packed(body, parts), "文.docx")


def marks(document: SourceDocument) -> list[tuple[str, str, int, str]]:
    return [
        (each.number, each.flow.joined(document.text), each.level, each.style)
        for each in described(document)
    ]


def test_a_document_of_an_ordinary_library() -> None:
    made = docx.Document()
    made.add_heading("第一部分 概况", 1)
    made.add_heading("一、收入", 2)
    made.add_paragraph("　　本年收入合计12.5万元。\n增长3%。")
    made.add_paragraph("图1：结构", style="Caption")
    rows = made.add_table(3, 3)
    for at, text in enumerate(("项目", "决算", "预算", "甲", "1", "2", "乙", "3", "4")):
        rows.cell(at // 3, at % 3).text = text
    rows.cell(0, 1).merge(rows.cell(0, 2))
    rows.cell(1, 0).merge(rows.cell(2, 0))
    head = OxmlElement("w:tblHeader")
    rows.rows[0]._tr.get_or_add_trPr().append(head)
    made.sections[0].header.paragraphs[0].text = "某局决算"
    out = io.BytesIO()
    made.save(out)
    found = read_docx(out.getvalue(), "文.docx")
    assert marks(found) == [
        ("", "第一部分 概况", 1, ""),
        ("", "一、收入", 2, ""),
        ("", "本年收入合计12.5万元。", 0, ""),
        ("", "增长3%。", 0, ""),
        ("", "图1：结构", 0, "caption"),
        ("", "某局决算", 0, "header"),
    ]
    only = tables(found)[0]
    assert grid(found, only) == [["项目", "决算预算", ""], ["甲乙", "1", "2"], ["", "3", "4"]]
    assert spans(only) == {(0, 1): (1, 2), (1, 0): (2, 1)}
    assert [each.row for each in heads(only)] == [0, 0]


def test_levels_come_from_the_paragraph_its_style_or_its_name() -> None:
    styles = part(
        "styles",
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
        '<w:style w:styleId="2"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:styleId="b"><w:name w:val="我的标题"/><w:basedOn w:val="2"/></w:style>'
        '<w:style w:styleId="c"><w:name w:val="大纲"/><w:basedOn w:val="d"/></w:style>'
        '<w:style w:styleId="d"><w:basedOn w:val="c"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr>'
        '</w:style><w:style w:styleId="t"><w:name w:val="toc 1"/></w:style>',
    )
    body = "".join(
        p("甲", f'<w:pStyle w:val="{name}"/>') for name in ("2", "b", "c", "标题 4", "t", "未知")
    )
    body += p("乙", '<w:pStyle w:val="2"/><w:outlineLvl w:val="9"/>')
    body += p("丙", '<w:outlineLvl w:val="0"/>')
    found = read(body, {"word/styles.xml": styles})
    assert [each.level for each in described(found)] == [2, 2, 3, 4, 0, 0, 0, 1]
    assert [each.style for each in described(found)][4] == "contents"


def level(at: int, form: str, text: str, extra: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


NUMBERING = part(
    "numbering",
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "chineseCountingThousand", "%1、")
    + level(1, "japaneseCounting", "（%2）")
    + level(2, "decimal", "%1.%2.%3", "<w:isLgl/>")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + level(0, "decimalEnclosedCircle", "%1")
    + level(1, "bullet", "\uf06c")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="20"/></w:lvlOverride></w:num>',
)


def listed(text: str, number: int, at: int) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>')


def test_lists_are_numbered_as_printed() -> None:
    order = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1), (2, 0), (2, 0), (2, 1), (1, 0),
             (3, 0), (3, 0), (0, 0), (9, 0)]  # fmt: skip
    body = "".join(listed("项", number, at) for number, at in order)
    found = read(body, {"word/numbering.xml": NUMBERING})
    assert [each.number for each in described(found)] == [
        "一、", "（一）", "（二）", "1.2.1", "二、", "（一）", "①", "②", "•", "三、",
        "二十、", "二十一、", "", "",
    ]  # fmt: skip
    assert [each.style for each in described(found)] == ["list"] * 12 + ["", ""]


def test_a_style_brings_its_list_and_a_cell_prints_the_number() -> None:
    styles = part(
        "styles",
        '<w:style w:styleId="h"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>",
    )
    body = p("收入", '<w:pStyle w:val="h"/>') + table(
        f"<w:tc>{listed('甲', 2, 0)}</w:tc>{cell('1')}"
    )
    found = read(body, {"word/styles.xml": styles, "word/numbering.xml": NUMBERING})
    assert marks(found)[0] == ("一、", "收入", 1, "")
    assert grid(found, tables(found)[0]) == [["①甲", "1"]]


def test_changes_are_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>收入</w:t></w:r><w:del><w:r><w:delText>9</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>12.5</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t>万元</w:t></w:r></w:moveTo></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p>"
        + p("后半")
        + f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr>{cell('删')}{cell('0')}</w:tr>"
        f"<w:tr>{cell('甲')}{cell('1')}</w:tr></w:tbl>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>末</w:t></w:r></w:p>"
    )
    found = read(body)
    assert paragraphs(found) == ["收入12.5万元", "前半后半", "末"]
    assert grid(found, tables(found)[0]) == [["甲", "1"]]


def char(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def r(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def test_fields_give_their_results() -> None:
    nested = char("begin") + code("PAGE") + char("separate") + r("7") + char("end")
    simple = f'<w:fldSimple w:instr="SEQ 图">{r("1")}</w:fldSimple>'
    found = read(
        f"<w:p>{char('begin')}{code('IF ')}{nested}{code('=7')}{r('藏')}{char('separate')}"
        f"{r('果')}{char('end')}{r('。图')}{simple}</w:p>"
        f"<w:p>{char('begin')}{r('未闭合的域不吞掉正文')}</w:p>" + p("正文")
    )
    assert paragraphs(found) == ["果。图1", "未闭合的域不吞掉正文", "正文"]


def test_a_contents_field_over_paragraphs_is_contents() -> None:
    found = read(
        f"<w:p>{char('begin')}{code(' TOC o')}{char('separate')}{r('一、收入')}"
        "<w:r><w:tab/></w:r>"
        f"{r('3')}</w:p><w:p>{r('二、支出')}{char('end')}</w:p>"
        + p("正文")
        + '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        f"</w:docPartObj></w:sdtPr><w:sdtContent>{p('目录')}</w:sdtContent></w:sdt>"
    )
    assert [(text, style) for _, text, _, style in marks(found)] == [
        ("一、收入\t3", "contents"),
        ("二、支出", "contents"),
        ("正文", ""),
        ("目录", "contents"),
    ]


SEEN, STYLED = '<w:vanish w:val="0"/>', '<w:rStyle w:val="{}"/>'
RAISED, OUTLINE = '<w:vertAlign w:val="superscript"/>', '<w:outlineLvl w:val="1"/>'


def test_signs_breaks_and_hidden_text() -> None:
    found = read(
        "<w:p><w:r><w:t>2023</w:t><w:noBreakHyphen/><w:t>2024</w:t><w:softHyphen/>"
        '<w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="X" w:char="F0FF"/>'
        '<w:sym w:font="Y" w:char="zz"/><w:t>甲</w:t><w:br w:type="page"/><w:t>乙</w:t><w:cr/>'
        f"<w:t>丙</w:t></w:r>{r('藏', '<w:vanish/>')}{r('见', SEEN)}"
        f"{r('1', RAISED)}"
        "<w:ruby><w:rt><w:r><w:t>zi</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>资</w:t></w:r>"
        "</w:rubyBase></w:ruby><m:oMath xmlns:m='urn:m'><m:r><m:t>x</m:t></m:r></m:oMath>"
        f"<w:hyperlink><w:smartTag>{r('接')}</w:smartTag></w:hyperlink></w:p>"
    )
    assert paragraphs(found) == ["2023-2024☑\ufffd\ufffd甲", "乙", "丙见¹资x接"]


def test_a_style_hides_and_raises() -> None:
    styles = part(
        "styles",
        '<w:style w:styleId="v"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="s"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>',
    )
    body = f"<w:p>{r('3.5')}{r('2', STYLED.format('s'))}{r('藏', STYLED.format('v'))}</w:p>"
    assert paragraphs(read(body, {"word/styles.xml": styles})) == ["3.5²"]


BOX = "<w:txbxContent>{}</w:txbxContent>"


def test_a_text_box_is_read_once_whatever_its_make() -> None:
    inner = BOX.format(p("框内12") + table(cell("甲") + cell("1")))
    both = (
        '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>'
        f"{inner}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{inner}"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    old = f"<w:pict><v:shape><v:textbox>{BOX.format(p('旧框'))}</v:textbox></v:shape></w:pict>"
    found = read(f"<w:p><w:r><w:t>前</w:t>{both}{old}</w:r>{r('后')}</w:p>")
    assert [(text, style) for _, text, _, style in marks(found)] == [
        ("前后", ""),
        ("框内12", "textbox"),
        ("旧框", "textbox"),
    ]
    assert len(tables(found)) == 1


def test_what_is_no_text_is_noted_in_its_place() -> None:
    found = read(
        p("甲") + "<w:p><w:r><w:drawing><c:chart xmlns:c='urn:c'/></w:drawing><w:drawing>"
        "<a:blip xmlns:a='urn:a'/></w:drawing><w:object><OLEObject/></w:object></w:r></w:p>"
        "<w:altChunk/>" + p("乙") + "<w:p><w:r><w:commentReference/></w:r></w:p>"
    )
    assert [(each.reason, each.at) for each in found.unread] == [
        ("图表", 2), ("图片", 2), ("嵌入的对象", 2), ("嵌入的文档片段", 2), ("批注", None)
    ]  # fmt: skip


def test_tables_with_every_kind_of_merge() -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    wide = '<w:gridSpan w:val="2"/>'
    found = read(
        table(
            cell("项目", down) + cell("决算", wide) + cell("末", down),
            cell("藏", on) + cell("收") + cell("支") + cell("", on),
            cell("甲", '<w:hMerge w:val="restart"/>') + cell("x", "<w:hMerge/>") + cell("1"),
            f'<w:trPr><w:gridBefore w:val="1"/><w:tblHeader/></w:trPr>{cell("无上", on)}',
        )
    )
    only = tables(found)[0]
    assert grid(found, only) == [
        ["项目", "决算", "", "末"],
        ["", "收", "支", ""],
        ["甲", "", "1", ""],
        ["", "无上", "", ""],
    ]
    assert spans(only) == {(0, 0): (2, 1), (0, 1): (1, 2), (0, 3): (2, 1), (2, 0): (1, 2)}
    assert [each.row for each in heads(only)] == [3]


def test_cells_of_several_paragraphs_and_tables_within() -> None:
    two = f"<w:tc>{p('一般公共')}{p('预算')}</w:tc><w:tc>{p('1.5')}{p('2.5')}</w:tc>"
    inner = table(cell("子") + cell("1"))
    found = read(table(two, f"<w:tc>{p('很长的一个名称在此')}{inner}</w:tc>{cell('3')}"))
    assert [grid(found, each) for each in tables(found)] == [
        [["一般公共预算", "1.5 2.5"], ["很长的一个名称在此", "3"]],
        [["子", "1"]],
    ]
    assert paragraphs(read(table(f"<w:tc>{p('框')}{p('里')}</w:tc>"))) == ["框", "里"]


def test_rows_without_rules_around_a_table_are_text() -> None:
    bare = '<w:tcBorders><w:left w:val="nil"/><w:right w:val="none"/></w:tcBorders>'
    wide = f'<w:gridSpan w:val="2"/>{bare}'
    found = read(table(cell("表一", wide), cell("甲") + cell("1"), cell("注", wide)))
    assert found.text == "表一\n甲\t1\n注\n"
    assert (tables(found)[0].rows, tables(found)[0].columns) == (1, 2)


def test_rows_and_cells_in_content_controls() -> None:
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    row = control.format(f"<w:tr>{control.format(cell('甲'))}{cell('1')}</w:tr>")
    found = read(
        control.format(p("文")) + f"<w:tbl>{row}<w:tr>{cell('乙')}{cell('2')}</w:tr></w:tbl>"
    )
    assert paragraphs(found) == ["文"]
    assert grid(found, tables(found)[0]) == [["甲", "1"], ["乙", "2"]]


def test_notes_follow_in_the_order_of_their_marks() -> None:
    notes = part(
        "footnotes",
        f'<w:footnote w:type="separator" w:id="0">{p("线")}</w:footnote>'
        f'<w:footnote w:id="1">{p("后注")}</w:footnote>'
        f'<w:footnote w:id="2">{p("先注")}</w:footnote>',
    )
    mark = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    body = f"<w:p>{r('12')}{mark.format(2)}{r('万元')}{mark.format(1)}{mark.format(7)}</w:p>"
    found = read(body, {"word/footnotes.xml": notes})
    assert marks(found) == [
        ("", "12万元", 0, ""),
        ("1", "先注", 0, "footnote"),
        ("2", "后注", 0, "footnote"),
    ]


def test_headers_and_footers_come_last_and_once() -> None:
    parts: dict[str, str | bytes] = {
        "word/header1.xml": part("hdr", p("某局2023年度决算")),
        "word/footer1.xml": part("ftr", p("— 1 —")),
        "word/footer2.xml": part("ftr", p("内部资料")),
    }
    refs = "".join(
        f'<w:{kind}Reference r:id="r{n}"/>' for n, kind in ((0, "header"), (1, "footer"),
                                                            (2, "footer"), (0, "header"))
    )  # fmt: skip
    found = read(f"{p('正文')}<w:sectPr>{refs}</w:sectPr>", parts)
    assert marks(found)[1:] == [
        ("", "某局2023年度决算", 0, "header"),
        ("", "内部资料", 0, "footer"),
    ]


def test_the_strict_form_is_read_alike() -> None:
    text = part("document", f"<w:body>{p('甲', OUTLINE)}</w:body>")
    found = read("", {"word/document.xml": text.replace(make.W, make.STRICT)})
    assert marks(found) == [("", "甲", 2, "")]


def test_names_of_parts_as_other_programs_write_them() -> None:
    text = part("document", f"<w:body>{p('甲')}</w:body>")
    assert paragraphs(read_docx(make.zipped({"Word\\Document.xml": text}), "x")) == ["甲"]
    other = {
        "_rels/.rels": relations(("a", "officeDocument", "/wps/main.xml")),
        "wps/main.xml": text,
    }
    assert paragraphs(read_docx(make.zipped(other), "x")) == ["甲"]


@pytest.mark.parametrize("name", ["styles", "numbering"])
def test_a_broken_part_is_noted_and_costs_nothing_else(name: str) -> None:
    found = read(p("甲"), {f"word/{name}.xml": "<broken"})
    assert paragraphs(found) == ["甲"]
    assert ["损坏" in each.reason for each in found.unread] == [True]


def test_missing_and_broken_relations_are_no_harm() -> None:
    rels = relations(("h", "header", "gone.xml"), ("i", "image", "../../../../etc/passwd"))
    body = (
        f'{p("甲")}<w:sectPr><w:headerReference r:id="h"/><w:headerReference r:id="z"/></w:sectPr>'
    )
    found = read(body, {"word/_rels/document.xml.rels": rels})
    assert paragraphs(found) == ["甲"]
    assert [each.reason for each in found.unread] == ["页眉或页脚损坏，未读"]
    found = read(body, {"word/_rels/document.xml.rels": "<a><b>", "_rels/.rels": "?"})
    assert paragraphs(found) == ["甲"]
