"""Word comments: around exactly the signs that are meant, and nothing else of the file changed."""

from __future__ import annotations

import io
import itertools
import zipfile

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.docmodel.source import Span
from mingzhang.documents.marking.docx import mark_docx
from mingzhang.documents.marking.model import MarkedCopy, Note, Tone
from mingzhang.documents.readers.word.docx import read_docx, trace_docx
from tests.unit.documents.marking.commented import around, looks, part, words
from tests.unit.documents.readers import packed as make
from tests.unit.documents.readers.packed import cell, p, packed, relations, table

_FIELD = (
    "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>=1</w:instrText></w:r><w:r>"
    "<w:fldChar w:fldCharType='separate'/></w:r>{}<w:r><w:fldChar w:fldCharType='end'/></w:r>"
)
_SENTENCE = "本年支出合计880.50万元，其中基本支出500.20万元。"


def marked(data: bytes, *figures: str, where: str = "某处") -> MarkedCopy:
    """Mark the first places of some words, each note with its words as text."""
    document = read_docx(data, "文.docx")
    notes = []
    for figure in figures:
        start = document.text.index(figure)
        span = Span(start, start + len(figure))
        notes.append(Note((span,), f"说{figure}", Tone.ERROR, where))
    made = mark_docx(data, document, notes)
    again = read_docx(made.data, "文.docx")
    assert again.text == document.text
    assert again.blocks == document.blocks
    assert mark_docx(data, document, notes).data == made.data
    return made


def body(*runs: str) -> bytes:
    """Give a docx of one paragraph."""
    return packed(f"<w:p>{''.join(runs)}</w:p>")


def run(text: str, look: str = "") -> str:
    """Give a run."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def test_a_comment_stands_around_the_figure_alone() -> None:
    made = marked(packed(p(_SENTENCE, run="<w:b/>")), "880.50", "500.20")
    assert around(made.data) == {"0": "880.50", "1": "500.20"}
    assert words(made.data) == {"0": "说880.50", "1": "说500.20"}
    assert (made.placed, made.elsewhere, made.remarks) == (2, 0, ())
    assert {look for _, look in looks(made.data)} == {("b",)}


def test_comments_of_one_figure_and_of_parts_of_it() -> None:
    made = marked(body(run(_SENTENCE)), "880.50", "880.50", "880", "0.50万", "支出")
    assert around(made.data) == dict(enumerate_("880.50", "880.50", "880", "0.50万", "支出"))


def enumerate_(*texts: str) -> list[tuple[str, str]]:
    """Give texts with their numbers."""
    return [(str(number), text) for number, text in enumerate(texts)]


def test_an_ordinary_library_reads_the_comments() -> None:
    made = docx.Document()
    line = made.add_paragraph("支出合计")
    line.add_run("88").bold = True
    line.add_run("0.50万元")
    made.add_comment(line.runs[0], text="先前的批注", author="甲")
    out = io.BytesIO()
    made.save(out)
    copy = marked(out.getvalue(), "880.50")
    found = list(docx.Document(io.BytesIO(copy.data)).comments)
    assert [(each.author, each.text) for each in found] == [
        ("甲", "先前的批注"),
        ("明账", "说880.50"),
    ]
    assert found[1].timestamp is None
    assert around(copy.data)["1"] == "880.50"


@given(
    cuts=st.lists(st.integers(1, len(_SENTENCE) - 1), max_size=12),
    hidden=st.lists(st.integers(0, 40), max_size=4),
    bounds=st.tuples(st.integers(0, len(_SENTENCE)), st.integers(0, len(_SENTENCE))),
)
def test_however_runs_are_split(
    cuts: list[int], hidden: list[int], bounds: tuple[int, int]
) -> None:
    """Any span of any split, with signs that print nothing and deletions in between."""
    edges = [0, *sorted(set(cuts)), len(_SENTENCE)]
    pieces = [run(_SENTENCE[a:b], "<w:i/>") for a, b in itertools.pairwise(edges)]
    for at in hidden:
        place = at % (len(pieces) + 1)
        pieces.insert(
            place,
            (
                run("\u200b"),
                "<w:del><w:r><w:delText>9</w:delText></w:r></w:del>",
                run(""),
                "<w:bookmarkStart w:id='7' w:name='x'/>",
            )[at % 4],
        )
    data = body(*pieces)
    document = read_docx(data, "文.docx")
    first, last = sorted(bounds)
    note = Note((Span(first, last),) if first < last else (), "说", Tone.HINT)
    made = mark_docx(data, document, [note])
    assert read_docx(made.data, "文.docx").text == document.text
    if first < last:
        assert around(made.data)["0"].replace("\u200b", "") == document.text[first:last]


@pytest.mark.parametrize(
    "shell",
    [
        "<w:hyperlink>{}</w:hyperlink>",
        "<w:ins w:id='3'>{}</w:ins>",
        "<w:moveTo w:id='3'>{}</w:moveTo>",
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
        "<w:smartTag>{}</w:smartTag>",
        "<w:fldSimple w:instr='=1'>{}</w:fldSimple>",
        _FIELD,
        "<w:del w:id='4'><w:r><w:delText>771</w:delText></w:r></w:del>{}",
    ],
)
def test_inside_what_holds_runs(shell: str) -> None:
    inner = run("合计88", "<w:b/>") + run("0.50万元")
    made = marked(body(run("支出"), shell.format(inner), run("。")), "880.50")
    assert around(made.data) == {"0": "880.50"}


def test_signs_beside_text_in_one_run() -> None:
    data = body(
        "<w:r><w:t>甲</w:t><w:tab/><w:t>12</w:t><w:br/><w:t>34.5</w:t><w:sym "
        "w:font='Wingdings' w:char='F0FC'/></w:r>"
    )
    made = marked(data, "12", "34.5", "√")
    assert around(made.data) == {"0": "12", "1": "34.5", "2": "?"}


def test_cells_lists_and_joined_lines_do_not_shift_places() -> None:
    numbering = make.part("numbering", "")
    nested = f"<w:tc><w:tcPr/>{p('见')}{table(cell('框12.5'))}{p('末7')}</w:tc>"
    data = packed(
        p("一 二\u00a0\u00a0三　 四8.1")
        + table(cell("项目") + cell("  金 额 "), nested + cell("99.9")),
        {"word/numbering.xml": numbering},
    )
    made = marked(data, "8.1", "12.5", "7", "99.9", "额")
    assert around(made.data) == dict(enumerate_("8.1", "12.5", "7", "99.9", "额"))


def test_notes_at_the_foot_are_commented_at_their_sign() -> None:
    foot = make.part("footnotes", f'<w:footnote w:id="2">{p("另有66.60万元。")}</w:footnote>')
    data = packed(
        p("前文。") + f"<w:p>{run('正文')}<w:r><w:footnoteReference w:id='2'/></w:r></w:p>",
        {"word/footnotes.xml": foot},
    )
    made = marked(data, "66.60", where="第3段")
    assert (made.placed, made.elsewhere) == (0, 1)
    assert words(made.data) == {"0": "说66.60\n位置：第3段"}
    start = next(part(made.data).iter("{*}commentRangeStart")).getnext()
    assert start is not None
    assert next(start.iter("{*}footnoteReference"), None) is not None


def test_headers_and_the_whole_are_commented_at_the_first_words() -> None:
    header = make.part("hdr", p("某局决算77.70"))
    data = packed(
        p("首段12") + "<w:sectPr><w:headerReference w:type='default' r:id='h1'/></w:sectPr>",
        {
            "word/header1.xml": header,
            "word/_rels/document.xml.rels": relations(("h1", "header", "header1.xml")),
        },
    )
    made = marked(data, "77.70")
    assert around(made.data) == {"0": "首段12"}
    document = read_docx(data, "文.docx")
    whole = mark_docx(data, document, [Note((), "全文", Tone.HINT)])
    assert around(whole.data) == {"0": "首段12"}


@pytest.mark.parametrize(
    "closed",
    [
        (
            "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape>"
            "</w:pict></w:r>"
        ),
        (
            "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>{}"
            "</w:txbxContent></wps:txbx></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
        ),
    ],
)
def test_boxes_are_commented_from_outside(closed: str) -> None:
    made = marked(body(run("正文"), closed.format(p("框内55.5"))), "55.5")
    assert made.elsewhere == 1
    first = next(part(made.data).iter("{*}commentRangeStart"))
    parent = first.getparent()
    assert parent is not None
    assert parent.getparent() is part(made.data).find("{*}body") or parent.tag.endswith("}p")
    assert not any(str(each.tag).endswith("txbxContent") for each in first.iterancestors())


def test_comments_of_others_stay_and_numbers_go_on() -> None:
    own = make.part("comments", f'<w:comment w:id="5" w:author="乙">{p("旧")}</w:comment>')
    data = packed(
        f"<w:p><w:commentRangeStart w:id='5'/>{run('支出880.50')}<w:commentRangeEnd w:id='5'/>"
        "<w:r><w:commentReference w:id='5'/></w:r></w:p>",
        {"word/comments.xml": own},
    )
    made = marked(data, "880.50")
    assert words(made.data) == {"5": "旧", "6": "说880.50"}
    assert around(made.data) == {"5": "支出880.50", "6": "880.50"}


def test_a_strict_file_gets_strict_comments() -> None:
    data = packed(p("880.50"))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        files = {
            name: package.read(name)
            .decode()
            .replace(make.W, make.STRICT)
            .replace(make.R, "http://purl.oclc.org/ooxml/officeDocument/relationships")
            for name in package.namelist()
        }
    made = marked(make.zipped(files), "880.50")
    assert str(part(made.data, "word/comments.xml").tag) == f"{{{make.STRICT}}}comments"
    rows = part(made.data, "word/_rels/document.xml.rels")
    kinds = [each.get("Type") for each in rows]
    assert kinds == ["http://purl.oclc.org/ooxml/officeDocument/relationships/comments"]


def test_other_parts_stay_byte_for_byte() -> None:
    media = bytes(range(256)) * 40
    data = packed(p("880.50"), {"word/media/a.png": media, "customXml/item.xml": "<a  b='1'/>"})
    made = marked(data, "880.50")
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(made.data)) as new:
        assert new.testzip() is None
        changed = {n for n in old.namelist() if old.read(n) != new.read(n)}
        added = set(new.namelist()) - set(old.namelist())
    assert changed == {"word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}
    assert added == {"word/comments.xml"}


def test_signatures_are_taken_off_and_protection_is_told() -> None:
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
    links = relations(("rId1", "officeDocument", "word/document.xml")).replace(
        "</Relationships>",
        f'<Relationship Id="s" Type="{kind}" Target="_xmlsignatures/origin.sigs"/></Relationships>',
    )
    settings = make.part("settings", '<w:documentProtection w:edit="readOnly"/>')
    data = packed(
        p("880.50"),
        {
            "_rels/.rels": links,
            "_xmlsignatures/origin.sigs": "",
            "_xmlsignatures/sig1.xml": "<s/>",
            "word/settings.xml": settings,
        },
    )
    made = marked(data, "880.50")
    assert len(made.remarks) == 2
    with zipfile.ZipFile(io.BytesIO(made.data)) as new:
        assert not any("signature" in name for name in new.namelist())
        assert b"signature" not in new.read("_rels/.rels")
        assert b"readOnly" in new.read("word/settings.xml")


def test_words_that_xml_cannot_hold_do_no_harm() -> None:
    data = packed(p("880.50"))
    document = read_docx(data, "文.docx")
    note = Note((Span(0, 6),), "甲\x00\x0b\ud800<&>\uffff乙\n次行", Tone.ERROR)
    made = mark_docx(data, document, [note])
    assert words(made.data) == {"0": "甲<&>乙\n次行"}


def test_the_way_back_leads_to_every_visible_sign() -> None:
    data = packed(
        p("甲 \u00ad乙88.5") + table(cell("丙  丁") + cell("9\u200b9")),
    )
    traced = trace_docx(data, "文.docx")
    assert traced.document == read_docx(data, "文.docx")
    for at, sign in enumerate(traced.document.text):
        found = traced.way_back.places(Span(at, at + 1))
        said = [(each.element.text or "")[each.start : each.end] for each in found]
        assert said == ([] if sign.isspace() else [sign])
