"""A PDF becomes a document: text in reading order, tables with cells, what is unread told."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from mingzhang.docmodel.source import SourceParagraph, SourceTable, Unreadable, flows
from mingzhang.documents.readers.limits import LIMITS
from mingzhang.documents.readers.pdf.read import pages_of, read_pdf
from tests.unit.documents.readers.pdf.made import area, image, made, paragraph, shown

TEXT = [
    "二〇二三年度支出一千二百三十四点五六万元，比上年增加",
    "十二万元，增长百分之一，主要原因是项目增加人员减少等，",
    "其中基本支出八百万元。",
]


def _ruled(xs: list[float], ys: list[float], rows: list[list[str]]) -> list[str]:
    lines = [f"{xs[0]} {y} m {xs[-1]} {y} l S" for y in ys]
    lines += [f"{x} {ys[0]} m {x} {ys[-1]} l S" for x in xs]
    return lines + [
        shown(text, x + 4, y - 16)
        for y, row in zip(ys, rows, strict=False)
        for x, text in zip(xs, row, strict=False)
    ]


TABLE = _ruled(
    [72, 200, 320],
    [600, 575, 550, 525],
    [["项目", "决算数"], ["一、收入", "12.30"], ["二、支出", "45.60"]],
)


def _paragraphs(data: bytes) -> list[str]:
    document = read_pdf(data, "报告.pdf")
    return [
        block.flow.joined(document.text)
        for block in document.blocks
        if isinstance(block, SourceParagraph)
    ]


def test_a_paragraph_is_one_text_in_pieces() -> None:
    document = read_pdf(made(paragraph(TEXT, 100, 700)), "报告.pdf")
    assert (document.name, document.kind) == ("报告.pdf", "pdf")
    (block,) = document.blocks
    assert isinstance(block, SourceParagraph)
    assert block.flow.joined(document.text) == "".join(TEXT)
    assert document.text == "".join(f"{line}\n" for line in TEXT)
    assert [piece.of(document.text) for piece in block.flow.pieces] == TEXT


def test_the_cells_of_a_table_are_cells() -> None:
    document = read_pdf(made([shown("收入支出决算表", 150, 640), *TABLE]), "报告.pdf")
    _, table = document.blocks
    assert isinstance(table, SourceTable)
    assert (table.rows, table.columns, table.kind) == (3, 2, "ruled")
    assert [cell.flow.joined(document.text) for cell in table.cells] == [
        *("项目", "决算数", "一、收入", "12.30", "二、支出", "45.60")
    ]
    assert document.text == "收入支出决算表\n项目\t决算数\n一、收入\t12.30\n二、支出\t45.60\n"


def test_text_and_tables_come_from_top_to_bottom() -> None:
    page = [*TABLE, shown("说明在后。", 100, 450), shown("标题在前", 200, 700)]
    document = read_pdf(made(page), "报告.pdf")
    kinds = [type(block).__name__ for block in document.blocks]
    assert kinds == ["SourceParagraph", "SourceTable", "SourceParagraph"]


def test_pages_begin_where_their_text_begins() -> None:
    document = read_pdf(
        made([shown("第一页。", 100, 700)], [], [shown("第三页。", 100, 700)]), "报告.pdf"
    )
    assert document.pages == (0, 5, 5)
    assert document.page(document.text.index("三")) == 3


def test_a_figure_that_was_edited_in_stands_in_its_sentence() -> None:
    old = shown("支出12.30万元，比上年减少。", 100, 700)
    new = shown("45.67", 125, 702, 11, "Latin")
    (text,) = _paragraphs(made([old, shown("后记。", 100, 650), area(124, 696, 32, 16), new]))[:1]
    assert text.replace(" ", "") == "支出45.67万元，比上年减少。"


def test_scans_and_pictures_are_told_with_their_pages() -> None:
    scan, text = [image(0, 0, 595, 842)], shown("支出说明如下。", 100, 700)
    document = read_pdf(
        made([text], scan, scan, [text, image(100, 100, 300, 300)], [text], scan), "报告.pdf"
    )
    assert [(each.reason, each.at) for each in document.unread] == [
        ("第2—3页是扫描图像，没有检查", 8),
        ("第4页有图片，其中的文字和数字没有检查", 8),
        ("第6页是扫描图像，没有检查", 24),
    ]


def test_a_logo_and_a_background_are_not_told() -> None:
    logo = [shown("支出说明如下。", 100, 700), image(50, 780, 60, 40)]
    background = [image(0, 0, 595, 842), *paragraph(TEXT * 3, 100, 700)]
    assert read_pdf(made(logo, background), "报告.pdf").unread == ()


def test_recognised_text_is_read_and_told() -> None:
    page = [image(0, 0, 595, 842), "BT 3 Tr ET", *paragraph(TEXT, 100, 700)]
    document = read_pdf(made(page), "报告.pdf")
    assert len(document.blocks) == 1
    (unread,) = document.unread
    assert unread.reason.startswith("第1页是扫描图像，检查的是识别出来的文字")


def test_characters_that_no_font_tells_are_counted() -> None:
    page = [*paragraph(TEXT, 100, 700), shown("12", 172, 600, font="Untold")]
    document = read_pdf(made(page), "报告.pdf")
    assert [each.reason for each in document.unread] == ["第1页有2个字没有编码，认不出来"]
    assert "12" not in document.text


def test_a_page_that_cannot_be_read_is_told() -> None:
    pages = [shown("收入", 72, 700, font="Untold")], paragraph(TEXT, 100, 700)
    document = read_pdf(made(*pages), "报告.pdf")
    assert [each.reason for each in document.unread] == [
        "第1页文字没有编码，认不出是什么字，没有检查"
    ]


def test_a_file_without_text_is_refused() -> None:
    with pytest.raises(Unreadable, match="可能是扫描件；请先识别成文字"):
        read_pdf(made([image(0, 0, 595, 842)]), "报告.pdf")


@pytest.mark.parametrize(
    ("limits", "says"),
    [
        (replace(LIMITS, blocks=1), "段落和表格超过1个"),
        (replace(LIMITS, cells=3), "单元格超过3个"),
        (replace(LIMITS, characters=20), "正文超过20字"),
    ],
)
def test_a_document_beyond_a_limit_is_refused(limits: object, says: str) -> None:
    page = [shown("收入支出决算表", 150, 640), *TABLE, shown("说明如下，详见后文。", 100, 400)]
    with pytest.raises(Unreadable, match=says):
        read_pdf(made(page), "报告.pdf", limits)  # type: ignore[arg-type]


def _printed(page: pypdfium2.PdfPage) -> Counter[str]:
    """Return the visible characters of a page as pdfium itself gives them."""
    text = page.get_textpage().get_text_bounded()
    return Counter(char for char in text if not char.isspace() and ord(char) > 32)


#: Pages on which the file holds text that the bounds of the page or of a cell cut off.
CUT_OFF = {"预算公开表格": {12}, "司法局": {4, 5}, "商务委员会": {3, 4}}


def test_no_character_of_a_real_document_is_lost_or_doubled(corpus: Path) -> None:
    for path in sorted((corpus / "samples").glob("*.pdf")):
        pages = pages_of(path.read_bytes())
        cut = next((pages for name, pages in CUT_OFF.items() if name in path.name), set())
        with pypdfium2.PdfDocument(path) as document:
            for number, page in enumerate(pages):
                cells = [
                    line for table in page.tables for cell in table.cells for line in cell.lines
                ]
                lines = page.lines + page.header + page.footer + cells
                read = Counter("".join(line.text for line in lines).replace(" ", ""))
                printed = _printed(document[number])
                assert not read - printed, (path.name, number + 1)
                assert number + 1 in cut or not printed - read, (path.name, number + 1)


def test_flows_of_a_real_document_cover_its_text(corpus: Path) -> None:
    for path in sorted((corpus / "samples").glob("*.pdf")):
        document = read_pdf(path.read_bytes(), path.name)
        spans = [piece for flow in flows(document.blocks) for piece in flow.pieces]
        assert spans == sorted(spans)
        assert sum(len(span.of(document.text)) for span in spans) == len(
            document.text.replace("\n", "").replace("\t", "")
        )
