"""The PDF: all text as it is, embedded fonts, pages of headings, archival form, same bytes."""

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import pytest
from PIL import Image, ImageChops

from mingzhang.docmodel.model import (
    Chart,
    Contents,
    Cover,
    Document,
    Heading,
    Mark,
    Number,
    PageBreak,
    Paragraph,
    Table,
    Text,
    block_runs,
)
from mingzhang.documents.pdf.fonts import Fonts, find_fonts
from mingzhang.documents.pdf.write import PdfResult, write_pdf
from tests.unit.documents.sample import label, money, sample_document, wide_table

RARE = "镕喆堃㎡"
ATTACK = (
    '#panic("x") *粗* _斜_ $a/b$ = 标题 // 注 /* */ \\u{41} <label> @ref `raw` ~ -- "q" [c] #1 \\'
)


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    return find_fonts()


@pytest.fixture(scope="module")
def result(fonts: Fonts) -> PdfResult:
    return write_pdf(sample_document(), fonts)


@contextmanager
def opened(data: bytes) -> Iterator[pdfium.PdfDocument]:
    document = pdfium.PdfDocument(data)
    try:
        yield document
    finally:
        document.close()


def page_texts(data: bytes) -> list[str]:
    """Give the text of each page without blanks."""
    with opened(data) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    return [re.sub(r"\s", "", text) for text in texts]


def report(*blocks: Paragraph | Heading | Table | PageBreak | Contents | Cover) -> Document:
    return Document("题", "局", "2024-01-01", blocks)


def test_every_figure_is_there_in_order(result: PdfResult) -> None:
    text = "".join(page_texts(result.data))
    place = 0
    for block in sample_document().blocks:
        for run in () if isinstance(block, Chart) else block_runs(block):
            if isinstance(run, Number):
                found = text.find(run.text, place)
                assert found >= 0, run
                place = found + len(run.text)


def test_charts_show_their_figures_and_captions(result: PdfResult) -> None:
    text = "".join(page_texts(result.data))
    for block in sample_document().blocks:
        if isinstance(block, Chart):
            assert block.caption in text
            assert all(run.text in text for run in block_runs(block) if isinstance(run, Number))


def test_headings_are_on_the_pages_that_are_told(result: PdfResult) -> None:
    pages = page_texts(result.data)
    headings = [block for block in sample_document().blocks if isinstance(block, Heading)]
    marked = [b.id for b in sample_document().blocks if isinstance(b, Heading | Table)]
    assert list(result.heading_pages) == marked
    contents = next(number for number, text in enumerate(pages, 1) if text.startswith("目录"))
    for heading in headings:
        title = re.sub(r"\s", "", heading.text)
        found = [n for n, text in enumerate(pages, 1) if title in text and n != contents]
        assert found == [result.heading_pages[heading.id]], heading
        if heading.level <= 3:
            page = result.heading_pages[heading.id]
            assert re.search(rf"{re.escape(title)}\.+{page}(?!\d)", pages[contents - 1])


def test_tables_are_on_the_pages_that_are_told_and_in_the_contents(result: PdfResult) -> None:
    pages = page_texts(result.data)
    contents = next(text for text in pages if text.startswith("目录"))
    for block in sample_document().blocks:
        if isinstance(block, Table):
            page = result.heading_pages[block.id]
            assert block.title in pages[page - 1]
            line = re.escape(block.number + block.title)
            assert re.search(rf"{line}\.+{page}(?!\d)", contents)


def test_a_table_without_a_title_has_its_page_too(fonts: Fonts) -> None:
    bare = replace(wide_table("W", 2, 2), title="", unit="")
    found = write_pdf(report(Paragraph((Text("甲"),)), PageBreak(), bare), fonts)
    assert found.heading_pages == {"W": 2}


def test_further_pages_tell_what_the_table_is(fonts: Fonts) -> None:
    table = replace(wide_table("W", 120, 4), number="公开07表", entity="部门：某局")
    first, *others = page_texts(write_pdf(report(table), fonts).data)
    assert first.startswith("120行4列的表公开07表部门：某局单位：万元")
    assert len(others) > 1
    assert all(t.startswith("120行4列的表（续）公开07表部门：某局单位：万元") for t in others)
    renewed = replace(table, title="明细表（续1）")
    pages = page_texts(write_pdf(report(renewed), fonts).data)
    assert all(text.startswith("明细表（续1）公开07表") for text in pages)


@pytest.mark.parametrize("rows", range(34, 46, 2))
def test_no_page_holds_notes_without_rows(fonts: Fonts, rows: int) -> None:
    table = replace(wide_table("W", rows, 4), notes=("注：一。", "注：二。", "注：三。"))
    texts = page_texts(write_pdf(report(Paragraph((Text("甲"),)), table), fonts).data)
    (last,) = [text for text in texts if "注：一。" in text]
    assert "注：三。" in last
    # The last two rows stay with the notes, wherever the page ends.
    assert f"项目{rows - 1}" in last
    assert f"项目{rows}" in last


def test_a_row_is_not_torn_by_the_end_of_a_page(fonts: Fonts) -> None:
    table = wide_table("W", 40, 4)
    tall = tuple(
        (replace(row[0], runs=(Text("甲乙丙丁" * 12),)), *row[1:]) for row in table.rows[1:]
    )
    texts = page_texts(write_pdf(report(replace(table, rows=(table.rows[0], *tall))), fonts).data)
    assert len(texts) > 1
    assert all(text.count("甲乙丙丁") % 12 == 0 for text in texts)


@pytest.mark.parametrize("filler", range(20, 28))
def test_a_mark_stands_on_the_line_of_its_figure(fonts: Fonts, filler: int) -> None:
    figure = Number("141.35", Decimal("141.35"), "万元", 2, "k", Mark.DISPUTED)
    block = Paragraph((Text("甲" * filler), figure, Text("乙" * 20)), indent=False)
    with opened(write_pdf(report(block), fonts).data) as document:
        page = document[0].get_textpage()
        text = page.get_text_range()
        spots = [page.get_charbox(text.index(sign)) for sign in ("141", "（", "核", "）")]
    bottoms = [bottom for _, bottom, _, _ in spots]
    assert max(bottoms) - min(bottoms) < 12


def test_a_star_leaves_the_figures_of_a_column_in_line(fonts: Fonts) -> None:
    rows = tuple(
        (label("甲"), money(text, text, mark))
        for text, mark in (("1,234.56", Mark.ROUNDING), ("7,890.12", None))
    )
    table = Table("W", "表", "", (1, 1), 0, rows)
    with opened(write_pdf(report(table), fonts).data) as document:
        page = document[0].get_textpage()
        text = page.get_text_range()
        rights = [page.get_charbox(text.index(end) + 2)[2] for end in (".56", ".12")]
        star = page.get_charbox(text.index("*"))
    assert rights[0] == pytest.approx(rights[1], abs=0.5)
    assert star[0] >= rights[0] - 0.5


def test_pages_are_numbered_between_dashes_but_for_the_cover(result: PdfResult) -> None:
    pages = page_texts(result.data)
    assert "—" not in pages[0]
    for number, text in enumerate(pages[1:], 2):
        assert f"—{number}—" in text


def test_page_numbers_stand_at_the_outer_edge(result: PdfResult) -> None:
    with opened(result.data) as document:
        for number in (2, 3):
            page = document[number - 1]
            textpage = page.get_textpage()
            index = textpage.get_text_range().rindex("—")
            left = textpage.get_charbox(index)[0]
            assert (left > page.get_width() / 2) == (number % 2 == 1)


def test_paper_turns_for_the_wide_table_only(result: PdfResult) -> None:
    with opened(result.data) as document:
        sizes = [page.get_size() for page in document]
    wide = result.heading_pages["wide"]
    turned = [number for number, (width, height) in enumerate(sizes, 1) if width > height]
    assert turned == [wide]
    assert sizes[0] == pytest.approx((595.28, 841.89), abs=0.01)


def test_head_rows_repeat_on_every_page(fonts: Fonts) -> None:
    pages = page_texts(write_pdf(report(wide_table("W", 120, 4)), fonts).data)
    assert len(pages) > 2
    assert all("项目第1栏第2栏第3栏" in text for text in pages)


def test_text_is_never_read_as_markup(fonts: Fonts) -> None:
    document = replace(
        report(
            Cover((ATTACK,), (ATTACK,)),
            Contents(ATTACK),
            Heading(1, ATTACK, "a"),
            Paragraph((Text(ATTACK), Text(ATTACK, strong=True))),
            replace(wide_table("W", 1, 2), title=ATTACK, notes=(ATTACK,), entity=ATTACK),
        ),
        title=ATTACK,
        publisher=ATTACK,
    )
    data = write_pdf(document, fonts).data
    # Cover twice, title and line of the contents, heading, two runs, table's title, line, note.
    assert "".join(page_texts(data)).count(re.sub(r"\s", "", ATTACK)) == 10
    with opened(data) as pdf:
        assert pdf.get_metadata_value("Title") == ATTACK


def test_metadata_is_the_documents_own(result: PdfResult) -> None:
    with opened(result.data) as document:
        meta = document.get_metadata_dict()
        assert pdfium_c.FPDFCatalog_IsTagged(document)
        outline = [item.get_title() for item in document.get_toc()]
    assert meta["Title"] == "2023年度部门决算"
    assert meta["Author"] == "示例市对外交流服务局"
    assert meta["CreationDate"].startswith("D:20240820000000")
    assert outline[0] == "第一部分 部门概况"
    assert "支出决算表" in outline
    assert b"/Suspects" not in result.data
    assert b"/Lang(zh-CN)" in result.data
    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in result.data


def test_without_a_date_the_file_has_none(fonts: Fonts) -> None:
    data = write_pdf(replace(report(Paragraph((Text("甲"),))), date=""), fonts).data
    assert b"CreationDate" not in data
    with pytest.raises(ValueError, match="isoformat"):
        write_pdf(replace(report(), date="2024年"), fonts)


def test_fonts_are_embedded_as_subsets(result: PdfResult) -> None:
    names = set(re.findall(rb"/FontName/([A-Z]{6}\+Noto\w+)", result.data))
    kinds = {name.split(b"+")[1] for name in names}
    assert kinds == {b"NotoSerifCJKsc", b"NotoSansCJKsc"}
    assert len(re.findall(rb"/FontFile3", result.data)) >= len(names)
    assert len(result.data) < 1_000_000


def _glyph(page: pdfium.PdfPage, index: int) -> Image.Image:
    scale = 4
    left, bottom, right, top = page.get_textpage().get_charbox(index)
    picture = page.render(scale=scale).to_pil().convert("L")
    high = page.get_height()
    area = (left * scale, (high - top) * scale, right * scale, (high - bottom) * scale)
    cut: Image.Image = picture.crop(tuple(round(side) for side in area))
    return cut.resize((64, 64))


def test_rare_characters_have_glyphs_of_their_own(fonts: Fonts) -> None:
    found = write_pdf(report(Paragraph((Text(RARE),), indent=False)), fonts)
    assert found.missing == ()
    with opened(found.data) as document:
        page = document[0]
        text = page.get_textpage().get_text_range()
        assert RARE in text
        glyphs = [_glyph(page, text.index(char)) for char in RARE]
    # A box would be the same for each; an empty glyph would be white.
    assert all(min(glyph.tobytes()) < 100 < max(glyph.tobytes()) for glyph in glyphs)
    for one, other in combinations(glyphs, 2):
        assert ImageChops.difference(one, other).getbbox() is not None


def test_a_character_without_a_glyph_is_told_and_no_box(fonts: Fonts) -> None:
    found = write_pdf(report(Paragraph((Text("甲\ue123乙\U0010fffd丙\u200b丁"),))), fonts)
    assert found.missing == ("\ue123", "\U0010fffd")
    assert "甲〓乙〓丙丁" in page_texts(found.data)[0]


def test_no_page_is_left_empty(fonts: Fonts) -> None:
    blocks = (Cover(("题",), ()), PageBreak(), Contents("目录"), PageBreak(), PageBreak())
    pages = page_texts(write_pdf(report(*blocks, Paragraph((Text("完"),))), fonts).data)
    assert pages == ["题", "目录—2—", "完—3—"]


_SCRIPT = """
import hashlib
from tests.unit.documents.sample import sample_document
from mingzhang.documents.pdf.fonts import find_fonts
from mingzhang.documents.pdf.write import write_pdf
print(hashlib.sha256(write_pdf(sample_document(), find_fonts()).data).hexdigest())
"""


def test_two_processes_write_the_same_bytes(result: PdfResult) -> None:
    sums = set()
    for seed, zone in (("1", "Asia/Shanghai"), ("2", "America/Los_Angeles")):
        env = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone}
        env["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
        run = subprocess.run(
            [sys.executable, "-c", _SCRIPT], env=env, capture_output=True, text=True, check=True
        )
        sums.add(run.stdout)
    assert sums == {f"{hashlib.sha256(result.data).hexdigest()}\n"}


def test_where_links_are_not_allowed_the_folders_of_the_fonts_serve(
    fonts: Fonts, result: PdfResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(1314, "a required privilege is not held by the client")

    monkeypatch.setattr("pathlib.Path.symlink_to", refuse)
    assert write_pdf(sample_document(), fonts) == result


def test_a_figure_keeps_to_one_line_in_a_narrow_column(fonts: Fonts) -> None:
    text = "123,456,789.01"
    table = wide_table("W", 1, 9)
    figure = Number(text, Decimal(text.replace(",", "")), "万元", 2, "k")
    cell = replace(table.rows[1][1], runs=(figure,))
    row = (table.rows[1][0], cell, *table.rows[1][2:])
    data = write_pdf(report(replace(table, rows=(table.rows[0], row))), fonts).data
    with opened(data) as document:
        assert text in document[0].get_textpage().get_text_range()
