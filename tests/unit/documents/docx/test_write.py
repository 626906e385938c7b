"""The docx as a whole: text, headings, contents, sections, properties, validity."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path

import docx
import pytest
from lxml.etree import _Element

from mingzhang.docmodel.model import (
    Block,
    Contents,
    Document,
    Gap,
    Heading,
    Number,
    Orientation,
    PageBreak,
    Paragraph,
    Table,
    Text,
)
from mingzhang.documents.docx import write_docx
from mingzhang.documents.docx.text import bookmark_name
from tests.unit.documents.docx.unzipped import (
    PAGES,
    R,
    W,
    body,
    by_style,
    entries,
    parse,
    sample_docx,
    style,
    text,
)
from tests.unit.documents.sample import PUBLISHER, sample_document

# The order in which CT_PPr, CT_RPr, … of ISO/IEC 29500-1 want their children; Word repairs or
# refuses a file that mixes it up, other programs do not tell.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl tabs overflowPunct snapToGrid "
    "spacing ind jc "
    "outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs spacing kern sz szCs highlight vertAlign lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption "
    "tblDescription",
    "tcPr": "tcW gridSpan vMerge tcBorders noWrap tcMar vAlign",
    "tcBorders": "top left bottom right",
    "tcMar": "top left bottom right",
    "tblCellMar": "top left bottom right",
    "trPr": "cantSplit trHeight tblHeader",
    "sectPr": "footerReference type pgSz pgMar titlePg docGrid",
    "style": "name basedOn next qFormat pPr rPr tblPr",
    "settings": "zoom defaultTabStop evenAndOddHeaders characterSpacingControl compat "
    "themeFontLang decimalSymbol listSeparator",
}


# Nothing breaks between a figure and its mark, nor within the mark.
MARK = "\u200d（\u200d待\u200d核\u200d）"


def make(*blocks: Block) -> _Element:
    return body(write_docx(Document("题", "某局", "2024-01-02", blocks)))


def printed(block: Paragraph) -> str:
    pieces = []
    for run in block.runs:
        match run:
            case Text():
                pieces.append(run.text)
            case Number():
                pieces.append(run.text + (MARK if run.mark else ""))
            case Gap():
                pieces.append(f"【待补：{run.text}】")
    return "".join(pieces)


def test_paragraphs_print_every_run_in_order() -> None:
    wanted = [printed(block) for block in sample_document().blocks if isinstance(block, Paragraph)]
    notes = {note for note in wanted if note.startswith("注：图中")}
    found = [
        text(item)
        for item in by_style(body(sample_docx()), "BodyText", "Note")
        if style(item) == "BodyText" or text(item) in notes
    ]
    assert found == wanted


def test_headings_are_true_headings_in_outline_and_order() -> None:
    wanted = [
        (block.text, f"Heading {block.level}")
        for block in sample_document().blocks
        if isinstance(block, Heading)
    ]
    document = docx.Document(BytesIO(sample_docx()))
    found = [
        (item.text, str(item.style.name))
        for item in document.paragraphs
        if item.style is not None and str(item.style.name).startswith("Heading")
    ]
    assert found == wanted
    styles = parse(entries(sample_docx())["word/styles.xml"])
    levels = {
        item.get(f"{W}styleId"): level.get(f"{W}val")
        for item in styles.iter(f"{W}style")
        for level in item.iter(f"{W}outlineLvl")
    }
    assert levels == {f"Heading{level}": str(level - 1) for level in range(1, 6)}


def test_contents_lists_headings_to_its_depth_with_links_and_pages() -> None:
    root = body(sample_docx())
    marks = {item.get(f"{W}name") for item in root.iter(f"{W}bookmarkStart")}
    wanted = [
        (f"TOC{block.level}", f"{block.text}\t{PAGES.get(block.id, '')}", bookmark_name(block.id))
        for block in sample_document().blocks
        if isinstance(block, Heading) and block.level <= 3
    ]
    found = []
    for item in by_style(root, "TOC1", "TOC2", "TOC3", "TOC4", "TOC5"):
        (link,) = item.findall(f"{W}hyperlink")
        anchor = str(link.get(f"{W}anchor"))
        assert f" PAGEREF {anchor} \\h " in [code.text for code in link.iter(f"{W}instrText")]
        assert anchor in marks
        found.append((style(item), text(item), anchor))
    assert found == wanted


def test_contents_lists_numbered_tables_at_the_last_level() -> None:
    document = sample_document()
    root = body(write_docx(document, contents_pages={"T01": 6}))
    lines = by_style(root, "TOC9")
    assert [text(item) for item in lines] == [
        "公开03表 支出决算表\t6",
        "公开08表 财政拨款“三公”经费支出决算表\t",
    ]
    anchors = [str(item.get(f"{W}anchor")) for line in lines for item in line.iter(f"{W}hyperlink")]
    marks = {item.get(f"{W}name") for item in root.iter(f"{W}bookmarkStart")}
    assert anchors == ["table_T01", "table_T02"]
    assert set(anchors) <= marks


def test_a_contents_without_tables_asks_for_none() -> None:
    root = make(Contents("目录"), Heading(1, "甲", "a"))
    assert next(root.iter(f"{W}instrText")).text == ' TOC \\o "1-3" \\h \\z '


def test_the_line_grid_is_that_of_the_upright_page() -> None:
    kinds = [section.find(f"{W}docGrid") for section in _sections(body(sample_docx()))]
    assert [kind.get(f"{W}type") for kind in kinds if kind is not None] == ["lines", None, "lines"]


def test_contents_is_one_closed_field_that_asks_for_no_update() -> None:
    root = body(sample_docx())
    (control,) = root.findall(f"{W}sdt")
    depth = 0
    kinds = {"begin": 1, "separate": 0, "end": -1}
    for mark in control.iter(f"{W}fldChar"):
        assert set(mark.keys()) == {f"{W}fldCharType"}  # no dirty flag
        depth += kinds[str(mark.get(f"{W}fldCharType"))]
        assert depth in (0, 1, 2)
    assert depth == 0
    assert next(control.iter(f"{W}instrText")).text == ' TOC \\o "1-3" \\f \\h \\z '
    assert b"updateFields" not in entries(sample_docx())["word/settings.xml"]


def test_contents_entries_end_at_a_dotted_right_tab() -> None:
    styles = parse(entries(sample_docx())["word/styles.xml"])
    (entry,) = [item for item in styles if item.get(f"{W}styleId") == "TOC2"]
    (tab,) = list(entry.iter(f"{W}tab"))
    assert (tab.get(f"{W}val"), tab.get(f"{W}leader")) == ("right", "dot")
    assert tab.get(f"{W}pos") == "8844"  # 156 mm


def test_contents_without_pages_still_has_its_entries() -> None:
    root = make(Contents("目录", 1), Heading(1, "甲", "a"), Heading(2, "乙", "b"))
    assert [text(item) for item in by_style(root, "TOC1", "TOC2")] == ["甲\t"]


def test_contents_without_headings_is_an_empty_field() -> None:
    (entry,) = by_style(make(Contents("目录")), "TOC1")
    assert [mark.get(f"{W}fldCharType") for mark in entry.iter(f"{W}fldChar")] == [
        "begin",
        "separate",
        "end",
    ]


@pytest.mark.parametrize(
    "heading_id", ["part-1", "一、总体", "1", "a b", "x" * 60, "x" * 61, "第一部分"]
)
def test_bookmark_names_are_what_word_takes(heading_id: str) -> None:
    name = bookmark_name(heading_id)
    assert len(name) <= 40
    assert name.replace("_", "a").isalnum()
    assert not name[0].isdigit()


def test_bookmark_names_of_like_ids_differ() -> None:
    ids = ["part-1", "part_1", "part 1", "x" * 60, "x" * 61]
    assert len({bookmark_name(item) for item in ids}) == len(ids)


def _sections(root: _Element) -> list[_Element]:
    return list(root.iter(f"{W}sectPr"))


def test_sections_turn_the_paper_and_keep_the_footers() -> None:
    found = []
    for section in _sections(body(sample_docx())):
        size = section.find(f"{W}pgSz")
        assert size is not None
        feet = [item.get(f"{R}id") for item in section.findall(f"{W}footerReference")]
        found.append((size.get(f"{W}w"), size.get(f"{W}orient"), feet))
    feet = ["rId4", "rId5"]
    assert found == [("11906", None, feet), ("16838", "landscape", feet), ("11906", None, feet)]


def test_only_the_cover_has_no_page_number() -> None:
    titled = [section.find(f"{W}titlePg") for section in _sections(body(sample_docx()))]
    assert [item is not None for item in titled] == [True, False, False]
    (plain,) = _sections(make(Paragraph((Text("文"),))))
    assert plain.find(f"{W}titlePg") is None


def test_page_breaks_stand_on_the_next_paragraph_and_leave_no_empty_page() -> None:
    root = make(
        PageBreak(),
        Paragraph((Text("一"),)),
        PageBreak(),
        PageBreak(),
        Paragraph((Text("二"),)),
        PageBreak(Orientation.LANDSCAPE),
        PageBreak(Orientation.LANDSCAPE),
        Paragraph((Text("三"),)),
        PageBreak(),
    )
    broken = [
        text(item) for item in root.iter(f"{W}p") if item.find(f".//{W}pageBreakBefore") is not None
    ]
    assert broken == ["二"]
    assert len(_sections(root)) == 3


def test_footers_put_odd_pages_right_and_even_pages_left() -> None:
    files = entries(sample_docx())
    assert b"<w:evenAndOddHeaders/>" in files["word/settings.xml"]
    for name, side in (("footer1", "right"), ("footer2", "left")):
        foot = parse(files[f"word/{name}.xml"])
        (align,) = list(foot.iter(f"{W}jc"))
        assert align.get(f"{W}val") == side
        assert [item.text for item in foot.iter(f"{W}instrText")] == [" PAGE "]
        assert text(foot).replace("1", "N").replace("2", "N") == "— N —"


def test_body_style_sets_both_scripts_and_the_line_of_28_characters() -> None:
    styles = parse(entries(sample_docx())["word/styles.xml"])
    (entry,) = [item for item in styles if item.get(f"{W}styleId") == "BodyText"]
    (face,) = list(entry.iter(f"{W}rFonts"))
    assert face.get(f"{W}eastAsia") == "仿宋_GB2312"
    assert face.get(f"{W}ascii") == face.get(f"{W}hAnsi") == "Times New Roman"
    spacing = entry.find(f"{W}rPr/{W}spacing")
    size = entry.find(f"{W}rPr/{W}sz")
    assert spacing is not None
    assert size is not None
    pitch = int(str(size.get(f"{W}val"))) * 10 + int(str(spacing.get(f"{W}val")))
    assert 8844 // pitch == 28
    indent = entry.find(f"{W}pPr/{W}ind")
    assert indent is not None
    assert indent.get(f"{W}firstLineChars") == "200"


def test_font_table_declares_what_to_take_instead() -> None:
    table = parse(entries(sample_docx())["word/fontTable.xml"])
    names = {
        str(item.get(f"{W}name")): str(other.get(f"{W}val"))
        for item in table
        for other in item.iter(f"{W}altName")
    }
    assert names.keys() == {"方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"}
    assert all("Noto" in other for other in names.values())
    assert "宋体" in names["仿宋_GB2312"].split(",")


def test_gap_is_highlighted_and_mark_raised() -> None:
    root = body(sample_docx())
    shown = {
        str(mark.get(f"{W}val")): text(run)
        for run in root.iter(f"{W}r")
        for mark in run.iter(f"{W}rStyle")
    }
    assert shown == {"GapMark": "【待补：补贴金额】", "FigureMark": "*"}
    styles = entries(sample_docx())["word/styles.xml"]
    for item in root.iter(f"{W}r"):
        color = item.find(f"{W}rPr/{W}highlight")
        assert (color is not None) == text(item).startswith("【待补：")
    assert b'<w:vertAlign w:val="superscript"/>' in styles


def test_properties_take_the_documents_own_date() -> None:
    properties = docx.Document(BytesIO(sample_docx())).core_properties
    assert (properties.title, properties.author) == ("2023年度部门决算", PUBLISHER)
    assert properties.language == "zh-CN"
    for stamp in (properties.created, properties.modified):
        assert stamp is not None
        assert stamp.replace(tzinfo=None) == datetime(2024, 8, 20)  # noqa: DTZ001


def test_empty_date_gives_no_dates() -> None:
    undated = entries(write_docx(replace(sample_document(), date="")))
    assert b"dcterms:created" not in undated["docProps/core.xml"]
    assert b"dcterms:created" in entries(sample_docx())["docProps/core.xml"]


def test_date_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="isoformat"):
        write_docx(replace(sample_document(), date="2024年8月"))


@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", "word/settings.xml"])
def test_elements_stand_in_schema_order(name: str) -> None:
    seen = set()
    for element in parse(entries(sample_docx())[name]).iter():
        tag = str(element.tag).removeprefix(W)
        if tag in ORDER:
            seen.add(tag)
            order = ORDER[tag].split()
            places = [order.index(str(child.tag).removeprefix(W)) for child in element]
            assert places == sorted(places), (tag, [child.tag for child in element])
    assert seen


def test_every_style_and_relation_used_exists() -> None:
    files = entries(sample_docx())
    known = {
        str(item.get(f"{W}styleId")) for item in parse(files["word/styles.xml"]).iter(f"{W}style")
    }
    root = parse(files["word/document.xml"])
    used = {
        str(item.get(f"{W}val")) for item in root.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")
    }
    assert used <= known
    relations = parse(files["word/_rels/document.xml.rels"])
    targets = {str(item.get("Id")): f"word/{item.get('Target')}" for item in relations}
    assert set(targets.values()) <= files.keys()
    linked = {str(value) for item in root.iter() for key, value in item.items() if key == f"{R}id"}
    assert linked <= targets.keys()


def test_ids_are_unique() -> None:
    root = body(sample_docx())
    marks = [item.get(f"{W}id") for item in root.iter(f"{W}bookmarkStart")]
    drawings = [item.get("id") for item in root.iter() if str(item.tag).endswith("}docPr")]
    marked = [block for block in sample_document().blocks if isinstance(block, Heading | Table)]
    assert len(set(marks)) == len(marks) == len(marked)
    assert drawings == ["1", "2"]


def test_text_that_xml_cannot_hold_or_would_read_as_markup() -> None:
    (found,) = by_style(make(Paragraph((Text('甲<乙>&"丙\x0b\ud800丁\n戊'),))), "BodyText")
    assert text(found) == '甲<乙>&"丙丁戊'
    assert len(list(found.iter(f"{W}br"))) == 1


def test_quotes_and_dashes_are_set_in_the_chinese_face() -> None:
    (found,) = by_style(make(Paragraph((Text("“三公”"),))), "BodyText")
    (face,) = list(found.iter(f"{W}rFonts"))
    assert face.get(f"{W}hint") == "eastAsia"


def test_paragraph_without_indent_and_aligned() -> None:
    align = [item for item in by_style(body(sample_docx()), "BodyText") if text(item) == PUBLISHER]
    (indent,) = list(align[0].iter(f"{W}ind"))
    (side,) = list(align[0].iter(f"{W}jc"))
    assert (indent.get(f"{W}firstLineChars"), side.get(f"{W}val")) == ("0", "right")


def test_same_bytes_whatever_the_hash_seed_and_time_zone() -> None:
    code = (
        "import hashlib\n"
        "from mingzhang.documents.docx import write_docx\n"
        "from tests.unit.documents.sample import sample_document\n"
        "data = write_docx(sample_document(), contents_pages={'part-1': 3, 'duties': 3,"
        " 'bodies': 3, 'part-2': 4, 'totals': 4, 'income': 4})\n"
        "print(hashlib.sha256(data).hexdigest())\n"
    )
    sums = {hashlib.sha256(sample_docx()).hexdigest()}
    root = Path(__file__).parents[4]
    for seed, zone in (("1", "Asia/Shanghai"), ("2", "America/New_York")):
        env = os.environ | {
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "PYTHONPATH": os.pathsep.join([str(root / "src"), str(root)]),
        }
        done = subprocess.run(
            [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True
        )
        sums.add(done.stdout.strip())
    assert len(sums) == 1


def test_zip_entries_have_one_fixed_date_and_office_order() -> None:
    files = list(entries(sample_docx()))
    assert files[:3] == ["[Content_Types].xml", "_rels/.rels", "word/document.xml"]
    types = parse(entries(sample_docx())["[Content_Types].xml"])
    named = {str(item.get("PartName"))[1:] for item in types if item.get("PartName")}
    assert named == {name for name in files[1:] if not name.endswith(".rels")}
