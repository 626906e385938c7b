"""The measurement on PDFs: what is a figure there, what determines what, and how files are edited.

All texts and tables are invented.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

import pypdfium2 as pdfium
import pytest

from mingzhang.docmodel.model import Cell, Document, Paragraph, Table, Text
from mingzhang.docmodel.source import (
    Flow,
    SourceBlock,
    SourceCell,
    SourceDocument,
    SourceParagraph,
    SourceTable,
    Span,
)
from mingzhang.documents.pdf.fonts import find_fonts
from mingzhang.documents.pdf.write import write_pdf
from mingzhang.documents.readers import registry
from tools.accuracy.case import Case
from tools.accuracy.edit_run import Edited, try_edits
from tools.accuracy.edited import CUT, WAYS, Change, Pages
from tools.accuracy.placed import placed_targets
from tools.accuracy.report import edits_told, unlike
from tools.accuracy.table_ties import table_ties
from tools.accuracy.targets import CELL, FIGURE, RATE, TEXT, TOTAL
from tools.accuracy.text_ties import text_ties
from tools.accuracy.ties import Tie
from tools.accuracy.typeset import moved, typeset

CODED = (
    ("科目编码", "科目名称", "合计", "基本支出", "项目支出", "占比"),
    ("", "合计", "1,234.50", "1,000.25", "234.25", "100%"),
    ("201", "一般公共服务支出", "934.50", "800.25", "134.25", "75.70%"),
    ("20103", "政府办公厅事务", "934.50", "800.25", "134.25", "75.70%"),
    ("2010301", "行政运行", "812.30", "800.25", "12.05", "65.80%"),
    ("2010302", "一般行政管理事务", "122.20", "0.00", "122.20", "9.90%"),
    ("208", "社会保障和就业支出", "300.00", "200.00", "100.00", "24.30%"),
)
TOLD = (
    "2024年度支出合计1234.50万元，其中：基本支出1000.25万元，项目支出234.25万元。",
    "行政运行支出812.30万元，与上年相比增加12.30万元，增长1.54%。",
)


def made(paragraphs: Sequence[Sequence[str]], *tables: Sequence[Sequence[str]]) -> SourceDocument:
    """Return a document whose paragraphs are broken into lines."""
    text = ""
    blocks: list[SourceBlock] = []

    def put(piece: str, after: str) -> Span:
        nonlocal text
        span = Span(len(text), len(text) + len(piece))
        text += piece + after
        return span

    for lines in paragraphs:
        blocks.append(SourceParagraph(Flow(tuple(put(line, "\n") for line in lines))))
    for rows in tables:
        cells = [
            SourceCell(r, n, Flow((put(words, "\t" if n + 1 < len(row) else "\n"),)))
            for r, row in enumerate(rows)
            for n, words in enumerate(row)
        ]
        blocks.append(SourceTable(tuple(cells), len(rows), len(rows[0])))
    return SourceDocument("某局.pdf", "pdf", text, tuple(blocks), (0,))


def prints(document: SourceDocument, place: str) -> list[str]:
    return [t.printed for t in placed_targets(document) if (t.kind, t.place) == (FIGURE, place)]


def test_figures_of_cells_are_known_by_row_and_head() -> None:
    document = made([], CODED)
    assert prints(document, TOTAL) == ["1,234.50", "1,000.25", "234.25"]
    assert prints(document, RATE) == ["100", "75.70", "75.70", "65.80", "9.90", "24.30"]
    assert "2010301" not in prints(document, CELL)
    assert len(prints(document, CELL)) == 15


def test_codes_of_a_table_without_a_head_are_no_figures() -> None:
    rows = [row[:4] for row in CODED[3:]]
    assert prints(made([], rows), CELL)[:2] == ["934.50", "800.25"]
    split = [("201", "03", "01", "行政运行", "812.30"), ("201", "03", "02", "其他事务", "122.20")]
    assert prints(made([], split), CELL) == ["812.30", "122.20"]


def test_a_sentence_goes_on_over_lines_and_a_cut_figure_is_left_out() -> None:
    lines = ["2024年度支出合计30.00万", "元，其中：基本支出20.", "00万元。"]
    document = made([lines])
    assert prints(document, TOTAL) == ["30.00"]
    assert prints(document, TEXT) == []


def tied(document: SourceDocument) -> dict[str, set[frozenset[str]]]:
    """Return the figures of the ties by kind."""
    targets = placed_targets(document)
    found: dict[str, set[frozenset[str]]] = {}
    for tie in _ties(document):
        members = frozenset(targets[n].printed for each in tie.targets.values() for n in each)
        found.setdefault(tie.kind, set()).add(members)
    return found


def _ties(document: SourceDocument) -> Iterator[Tie]:
    targets = placed_targets(document)
    yield from table_ties(document, targets)
    yield from text_ties(document, targets)


def test_sums_of_tables_and_texts_are_found_by_arithmetic() -> None:
    found = tied(made([[line] for line in TOLD], CODED))
    assert {"1,234.50", "1,000.25", "234.25"} in found["across"]
    assert {"934.50", "812.30", "122.20"} in found["code"]
    assert {"1,234.50", "934.50", "300.00"} in found["code"]
    assert {"1234.50", "1000.25", "234.25"} in found["list"]
    assert {"812.30", "12.30", "1.54"} in found["growth"]
    assert {"812.30"} in found["restatement"]


def test_what_does_not_hold_is_no_tie() -> None:
    rows = [*CODED[:4], ("2010301", "行政运行", "812.40", "800.25", "12.05", ""), *CODED[5:]]
    found = tied(made([TOLD[:1]], rows))
    assert not any("812.40" in each for each in found["code"] | found["across"])


@pytest.fixture(scope="module")
def page() -> bytes:
    cells = tuple(tuple(Cell((Text(words),)) for words in row) for row in CODED)
    table = Table("t", "支出决算表", "万元", (1, 2, 1, 1, 1, 1), 1, cells)
    paragraphs = [Paragraph((Text(line),)) for line in TOLD]
    return write_pdf(Document("某局", "", "", (*paragraphs, table)), find_fonts()).data


@pytest.mark.parametrize("way", WAYS)
def test_an_edited_file_prints_the_new_figure_and_all_else_as_before(page: bytes, way: str) -> None:
    pages = Pages(page)
    (place,) = pages.places(1, "812.30")[:1]
    edited = pages.changed(1, place, "821.30", Change(way, rise=1.0))
    before, after = (_signs(data) for data in (page, edited))
    if way == CUT:
        assert sorted(after) == sorted(before)
        assert after != before
    assert before.count("821.30") == 0
    assert after.count("821.30") == 1
    read = registry.read(edited, "某局.pdf").text
    assert "行政运行支出821.30万元，与上年相比" in read.replace(" ", "")


def _signs(data: bytes) -> str:
    text = pdfium.PdfDocument(io.BytesIO(data))[0].get_textpage().get_text_range()
    return "".join(text.split())


def test_a_part_of_a_numeral_is_no_place(page: bytes) -> None:
    pages = Pages(page)
    assert pages.places(1, "812.3") == []
    assert pages.places(1, "234.25") != []
    assert all("".join(g.text for g in place) == "300.00" for place in pages.places(1, "300.00"))


def test_edits_of_a_file_read_as_the_same_change_of_its_text(page: bytes) -> None:
    document = registry.read(page, "某局.pdf")
    case = Case("某局.pdf", document, tuple(placed_targets(document)), reread=False, data=page)
    done = try_edits([case], 9, "1", processes=1)
    assert len(done) == 9
    assert {each.way for each in done} == set(WAYS)
    assert len({each.place for each in done}) > 2
    assert all(each.signs for each in done), [each.differs for each in done]
    assert all(each.findings for each in done)
    assert try_edits([case], 9, "1", processes=1) == done


def test_edits_are_told_and_what_differs_is_quoted() -> None:
    held = Edited("甲.pdf", CUT, "cell", 1, "1.00", "2.00", True, True, True, True)
    other = Edited("乙.pdf", CUT, "cell", 3, "1.00", "7.00", False, False, False, False, "'a'")
    lines = list(edits_told([held, other]))
    assert lines[-1].split() == ["TOTAL", "2", "1", "1", "1", "1"]
    assert list(unlike([held, other]))[1:] == ["乙.pdf p3 cut cell 1.00 -> 7.00: 'a'"]


def test_a_typeset_text_has_its_characters_where_it_had_them() -> None:
    source = made([[line] for line in TOLD], CODED)
    read = registry.read(typeset(source), "某局.pdf")
    at = moved(source, read)
    spots = [n for n, char in enumerate(source.text) if not char.isspace()]
    assert all(source.text[n] == read.text[at[n]] for n in at)
    assert set(spots) == set(at)
