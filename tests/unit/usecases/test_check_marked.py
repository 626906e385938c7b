"""Findings as notes of a marked copy, and the copies as files."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from mingzhang.docmodel.source import SourceDocument
from mingzhang.documents.marking.docx import mark_docx
from mingzhang.documents.marking.model import Note, Tone
from mingzhang.documents.marking.pdf import mark_pdf
from mingzhang.documents.readers.pdf.read import read_pdf
from mingzhang.documents.readers.word.docx import read_docx
from mingzhang.domain.checks.model import Severity
from mingzhang.usecases.check_document import check, examine
from mingzhang.usecases.checked.guarded import Examiner, Order
from mingzhang.usecases.checked.marked import marked, notes
from mingzhang.usecases.checked.marked_files import is_copy, write_copies, write_whole
from mingzhang.usecases.checked.model import Checked, Examined, Finding, Marked
from tests.unit.documents.marking.commented import around, words
from tests.unit.documents.marking.highlighted import highlights
from tests.unit.documents.readers.packed import p, packed
from tests.unit.usecases.checked_text import PLANTED, SOUND, read


def _docx(text: str) -> bytes:
    return packed("".join(p(line) for line in text.split("\n") if line))


def _written(folder: Path, text: str = PLANTED, name: str = "报告.docx") -> Path:
    path = folder / name
    path.write_bytes(_docx(text))
    return path


# -- the notes -----------------------------------------------------------


def test_the_likely_wrong_figure_has_all_of_the_finding() -> None:
    document = read(PLANTED)
    checked = check(document)
    first, *others = list(notes(checked))
    assert [span.of(document.text) for span in first.spans] == ["390.30"]
    assert first.tone is Tone.ERROR
    lines = first.text.split("\n")
    finding = checked.findings[0]
    assert lines[0] == f"第1条　错误：{finding.title}"
    assert lines[1] == finding.message
    assert "疑应为：380.30万元" in lines
    assert lines[-1] == f"依据：{finding.basis}"
    figures = [span.of(document.text) for note in others for span in note.spans]
    assert "880.50" in figures
    assert len({note.spans for note in (first, *others)}) == len(others) + 1
    for note in others:
        assert "见批注第1条" in note.text
        assert "390.30" in note.text


def test_a_finding_without_a_place_is_a_note_on_the_whole() -> None:
    finding = Finding("set.missing", "缺表", Severity.WARNING, "没有收入决算表。", ())
    assert list(notes(Checked(findings=(finding,)))) == [
        Note((), "第1条　警告：缺表\n没有收入决算表。", Tone.WARNING)
    ]


def test_many_places_do_not_make_as_many_notes() -> None:
    checked = check(read(PLANTED))
    finding = checked.findings[0]
    place = finding.evidence[0]
    many = tuple(
        replace(place, start=n, end=n + 1, line=n, figures=(), words=None) for n in range(50)
    )
    found = list(notes(replace(checked, findings=(replace(finding, evidence=many),))))
    assert len(found) < 20
    assert "另有" in found[0].text


def test_numbers_are_those_of_the_note_in_words() -> None:
    document = read(PLANTED.replace("下降4%", "下降14%"))
    checked = check(document)
    assert len(checked.findings) > 1
    heads = [note.text.partition("　")[0] for note in notes(checked)]
    assert list(dict.fromkeys(heads)) == [f"第{n + 1}条" for n in range(len(checked.findings))]


# -- the copy ------------------------------------------------------------


def test_a_copy_reads_and_checks_as_the_file_does(tmp_path: Path) -> None:
    path = _written(tmp_path)
    with Examiner() as examiner:
        found = examiner.examine(Order(str(path), marked=True))
    assert found.source is None
    assert found.marked is not None
    assert around(found.marked.data)["0"] == "390.30"
    assert words(found.marked.data)["0"].startswith("第1条　错误：")
    assert found.marked.placed == len(around(found.marked.data))
    before = read_docx(path.read_bytes(), "文")
    assert read_docx(found.marked.data, "文").text == before.text
    assert check(read_docx(found.marked.data, "文")).findings == found.checked.findings


@pytest.mark.parametrize(
    ("data", "why"), [(PLANTED.encode(), "--format html"), (_docx(SOUND), "没有发现问题")]
)
def test_what_has_no_copy_is_told(data: bytes, why: str, tmp_path: Path) -> None:
    path = tmp_path / ("报告.docx" if data.startswith(b"PK") else "报告.txt")
    path.write_bytes(data)
    with Examiner() as examiner:
        found = examiner.examine(Order(str(path), marked=True))
    assert found.marked is not None
    assert why in found.marked.refused
    assert not found.marked.data


def test_a_fault_in_marking_does_not_cost_the_check() -> None:
    document = read_docx(_docx(PLANTED), "文")
    found = marked(b"PK\x03\x04word/document.xml", document, check(document))
    assert found.refused


# -- the files -----------------------------------------------------------


def _made(path: Path, data: bytes = b"copy") -> Examined:
    return Examined(str(path), "", "docx", 0.0, Checked(), (), None, Marked(data, 1))


def test_copies_never_replace_what_was_read(tmp_path: Path) -> None:
    one, two = _written(tmp_path), _written(tmp_path, name="报告（标注）.docx")
    other = _written(tmp_path, name="报告（标注）2.docx")
    before = {path: path.read_bytes() for path in (one, two, other)}
    told, done = write_copies([_made(one), _made(two)], tmp_path, [other])
    assert done
    assert {path: path.read_bytes() for path in before} == before
    names = {path.name for path in tmp_path.iterdir()} - {path.name for path in before}
    assert names == {"报告（标注）3.docx", "报告（标注）（标注）.docx"}
    assert len(told) == 2


def test_files_of_one_name_have_copies_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "甲").mkdir()
    (tmp_path / "乙").mkdir()
    files = [_made(_written(tmp_path / name), name.encode()) for name in ("甲", "乙")]
    out = tmp_path / "意见"
    for _ in range(2):  # the second time they replace the copies of the first
        write_copies(files, out)
        made = {path.name: path.read_bytes().decode() for path in out.iterdir()}
        assert made == {"报告（标注）.docx": "甲", "报告（标注）2.docx": "乙"}
    assert all(is_copy(name) for name in made)
    assert not is_copy("报告2.docx")


def test_what_cannot_be_written_is_told_and_leaves_no_part(tmp_path: Path) -> None:
    path = _written(tmp_path)
    blocked = tmp_path / "意见"
    (blocked / "报告（标注）.docx").mkdir(parents=True)
    told, done = write_copies([_made(path)], blocked)
    assert not done
    assert "写不进去" in told[0]
    assert [each.name for each in blocked.iterdir()] == ["报告（标注）.docx"]


def test_a_file_is_replaced_whole_through_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "真.txt", tmp_path / "链.txt"
    real.write_bytes(b"old")
    link.symlink_to(real)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["真.txt", "链.txt"]


def test_only_what_is_asked_for_is_made(tmp_path: Path) -> None:
    path = _written(tmp_path)
    found = examine(Order(str(path)))
    assert found.marked is None
    assert found.checked.passed == ()


# -- real documents ------------------------------------------------------


def _on_every_figure(document: SourceDocument) -> list[Note]:
    """Give a note for each figure of a document, whatever a check says of it."""
    return [Note(each.spans, "说", Tone.HINT) for each in check(document).figures]


def _meant(document: SourceDocument, note: Note) -> str:
    return "".join("".join(span.of(document.text) for span in note.spans).split())


def test_in_the_seeds_every_figure_can_be_commented(corpus: Path) -> None:
    seeds = sorted((corpus / "seeds").glob("*.txt"))
    assert seeds
    for seed in seeds:
        lines = escape(seed.read_text(encoding="utf-8")).split("\n")
        data = packed("".join(p(line.strip()) for line in lines if line.strip()))
        document = read_docx(data, seed.stem)
        all_notes = _on_every_figure(document)
        made = mark_docx(data, document, all_notes)
        assert (made.placed, made.elsewhere) == (len(all_notes), 0)
        found = around(made.data)
        assert len(found) == len(all_notes)
        for number, note in enumerate(all_notes):
            assert found[str(number)] == _meant(document, note)
        again = read_docx(made.data, seed.stem)
        assert check(again).findings == check(document).findings


@pytest.mark.parametrize("name", ["SH普陀_司法局_2026部门预算", "SH普陀_商务委员会_2025部门预算"])
def test_in_samples_every_figure_can_be_highlighted(name: str, corpus: Path) -> None:
    data = (corpus / "samples" / f"{name}.pdf").read_bytes()
    document = read_pdf(data, name)
    all_notes = _on_every_figure(document)
    made = mark_pdf(data, document, all_notes)
    assert (made.placed, made.elsewhere) == (len(all_notes), 0)
    assert read_pdf(made.data, name).text == document.text
    found = Counter(words.replace("|", "") for _, words, _ in highlights(made.data))
    meant = Counter(_meant(document, note) for note in all_notes)
    assert (meant - found).total() <= len(all_notes) // 100  # the marks of a font may touch
