"""Cell notes: at the cells that are meant, beside those of others, the rest byte for byte."""

from __future__ import annotations

import io
import zipfile

import pytest
import xlsxwriter
from lxml import etree

from mingzhang.docmodel.source import Span
from mingzhang.documents.marking.model import MarkedCopy, Note, Tone
from mingzhang.documents.marking.xlsx import mark_xlsx
from mingzhang.documents.readers.sheets.workbook import read_spreadsheet

_LEGACY = "legacyDrawing"


def book(*, note: bool = False, protected: bool = False) -> bytes:
    """Give a workbook of two visible sheets with a hidden one between them."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    first, hidden, second = (made.add_worksheet(name) for name in ("收入支出", "藏", "说明"))
    hidden.hide()
    first.merge_range(0, 0, 0, 2, "收入支出决算总表")
    for row, cells in enumerate(
        (("项目", "本年", "上年"), ("收入", 880.5, 12), ("支出", 77.25, 3)), 2
    ):
        for column, value in enumerate(cells):
            first.write(row, column, value)
    first.add_table(8, 0, 9, 1, {"columns": [{"header": "编码"}, {"header": "数"}]})
    second.write(
        1, 1, "本年支出合计66.60万元，其中基本支出50.10万元，项目支出16.50万元，均已公开。"
    )
    if note:
        first.write_comment(3, 1, "旧批注", {"author": "乙"})
    if protected:
        first.protect()
    made.close()
    return out.getvalue()


def marked(data: bytes, *figures: str) -> MarkedCopy:
    """Mark the first places of some words, each note with its words as text."""
    document = read_spreadsheet(data, "表.xlsx")
    notes = []
    for figure in figures:
        start = document.text.index(figure)
        notes.append(Note((Span(start, start + len(figure)),), f"说{figure}", Tone.ERROR))
    made = mark_xlsx(data, document, notes)
    again = read_spreadsheet(made.data, "表.xlsx")
    assert (again.text, again.blocks) == (document.text, document.blocks)
    assert mark_xlsx(data, document, notes).data == made.data
    return made


def parts(data: bytes) -> dict[str, bytes]:
    """Give the parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def noted(data: bytes) -> dict[str, dict[str, str]]:
    """Give the notes of each part of notes, by cell; every note has a box of its own."""
    files = parts(data)
    found = {}
    for name, content in files.items():
        if not name.startswith("xl/comments"):
            continue
        listed = etree.fromstring(content).iter("{*}comment")
        found[name] = {
            each.get("ref") or "": "".join(t.text or "" for t in each.iter("{*}t"))
            for each in listed
        }
    boxes = [
        (each.findtext("{*}Row"), each.findtext("{*}Column"))
        for name, content in files.items()
        if name.endswith(".vml")
        for each in etree.fromstring(content).iter("{*}ClientData")
    ]
    assert len(boxes) == sum(map(len, found.values()))
    ids = [
        each.get("id")
        for name, content in files.items()
        if name.endswith(".vml")
        for each in etree.fromstring(content).iter("{urn:schemas-microsoft-com:vml}shape")
    ]
    assert len(ids) == len(set(ids))
    return found


def test_notes_stand_at_their_cells() -> None:
    made = marked(book(), "880.5", "77.25", "66.60")
    assert noted(made.data) == {
        "xl/comments1.xml": {"B4": "说880.5", "B5": "说77.25"},
        "xl/comments2.xml": {"B2": "说66.60"},
    }
    assert (made.placed, made.elsewhere, made.remarks) == (3, 0, ())


def test_only_what_holds_notes_changes() -> None:
    data = book()
    old, new = parts(data), parts(marked(data, "880.5").data)
    assert {name for name in old if old[name] != new[name]} == {
        "[Content_Types].xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/_rels/sheet1.xml.rels",
    }
    sheet, before = (etree.fromstring(each["xl/worksheets/sheet1.xml"]) for each in (new, old))
    names = [etree.QName(each).localname for each in sheet]
    assert names.index(_LEGACY) == names.index("tableParts") - 1
    sheet.remove(sheet[names.index(_LEGACY)])
    assert etree.tostring(sheet, method="c14n") == etree.tostring(before, method="c14n")


def test_a_note_of_somebody_is_kept_and_ours_follows() -> None:
    data = book(note=True)
    made = marked(data, "880.5", "77.25")
    assert noted(made.data) == {
        "xl/comments1.xml": {"B4": "旧批注\n\n【明账】\n说880.5", "B5": "说77.25"}
    }
    authors = etree.fromstring(parts(made.data)["xl/comments1.xml"]).find("{*}authors")
    assert authors is not None
    assert [each.text for each in authors] == ["乙", "明账"]
    old, new = parts(data), parts(made.data)
    assert old["xl/worksheets/sheet1.xml"] == new["xl/worksheets/sheet1.xml"]


def test_several_notes_of_a_cell_are_one() -> None:
    made = marked(book(), "66.60", "50.10", "16.50")
    assert noted(made.data) == {"xl/comments1.xml": {"B2": "说66.60\n\n说50.10\n\n说16.50"}}


def test_a_note_on_the_whole_stands_at_the_first_cell() -> None:
    data = book()
    document = read_spreadsheet(data, "表.xlsx")
    made = mark_xlsx(data, document, [Note((), "全文", Tone.WARNING)])
    assert noted(made.data) == {"xl/comments1.xml": {"A1": "全文"}}
    assert made.elsewhere == 1


@pytest.mark.parametrize("protected", [True, False])
def test_protection_is_told_and_kept(protected: bool) -> None:
    made = marked(book(protected=protected), "880.5")
    assert bool(made.remarks) is protected
    assert (b"sheetProtection" in parts(made.data)["xl/worksheets/sheet1.xml"]) is protected
