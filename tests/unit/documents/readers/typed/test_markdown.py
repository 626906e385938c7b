"""Markdown: marks are no words, and tables are those of plain text."""

from mingzhang.docmodel.source import SourceDocument, SourceParagraph
from mingzhang.documents.readers.typed.markdown import read_markdown
from tests.unit.documents.readers.typed.laid import grid, paragraphs, tables


def _read(text: str) -> SourceDocument:
    return read_markdown(text.encode(), "a.md")


def _blocks(document: SourceDocument) -> list[tuple[str, int, str]]:
    return [
        (block.flow.joined(document.text), block.level, block.style)
        for block in document.blocks
        if isinstance(block, SourceParagraph)
    ]


def test_marks_are_no_part_of_the_words() -> None:
    text = (
        "# 报告 #\n\n标题二\n---\n\n收入**2657.66**万元，\n占[本年](http://a.b/2023)收入\n"
        "的100%。\n\n> 引用的话\n\n- 甲项\n  接着\n* 乙项\n1. 丙项\n\n"
        "---\n![图](a.png)\n```\n原样 1\n原样 2\n```\n"
    )
    document = _read(text)
    assert _blocks(document) == [
        ("报告", 1, ""),
        ("标题二", 2, ""),
        ("收入2657.66万元，占本年收入的100%。", 0, ""),
        ("引用的话", 0, ""),
        ("甲项接着", 0, "list"),
        ("乙项", 0, "list"),
        ("1. 丙项", 0, ""),
        ("![图](a.png)", 0, "scrap"),
        ("原样 1", 0, ""),
        ("原样 2", 0, ""),
    ]
    assert [document.line(each.at or 0) for each in document.unread] == [18]


def test_two_spaces_break_a_paragraph() -> None:
    assert paragraphs(_read("组长：甲  \n副组长：乙\n成员")) == ["组长：甲", "副组长：乙成员"]


def test_tables_between_paragraphs() -> None:
    document = _read("说明\n\n| 项目 | 金额 |\n|---|---|\n| 基本 | 1.5 |\n\n结尾")
    (table,) = tables(document)
    assert grid(document, table) == [["项目", "金额"], ["基本", "1.5"]]
    assert paragraphs(document) == ["说明", "结尾"]
    assert document.kind == "md"
