"""Planted slips are found: a small, seeded part of `python -m tools.accuracy`.

The floors lie below what the whole run measures, by what so small a sample may differ.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tools.accuracy.case import Case
from tools.accuracy.corpus import (
    HELD_BACK,
    document_files,
    own_cases,
    pdf_case,
    pdf_files,
    real_case,
    typeset_case,
)
from tools.accuracy.edit_run import try_edits
from tools.accuracy.run import Result, run

SEED = "contract"
REAL = ("000", "001", "003", "004")
OWN = {"luzhou-2023": "txt", "yanjiang-2020": "docx"}
SAMPLE = 15
#: PDFs of others of which slips are planted, and of which files are edited as well.
PDF_SAMPLE, EDITS = 10, 3
#: Of the slips that the known relations prove, whatever was rounded.
REAL_FLOOR, OWN_FLOOR, PDF_FLOOR = 0.70, 0.85, 0.85


@cache
def of_real(corpus: Path) -> Result:
    files = document_files(corpus)
    return run([real_case(name, files[name]) for name in REAL], SAMPLE, SEED, processes=1)


@cache
def of_own() -> Result:
    cases = [case for book, form in OWN.items() for case in own_cases(book, [form])]
    return run(cases, SAMPLE, SEED, processes=1)


@cache
def pdfs(corpus: Path) -> list[Case]:
    files = {name: path for name, path in pdf_files(corpus).items() if name not in HELD_BACK}
    seed = real_case("001", document_files(corpus)["001"])
    return [typeset_case(seed), *(pdf_case(name, path) for name, path in files.items())]


def missed(result: Result) -> list[tuple[str, int, str, str, str]]:
    counted = result.counted(independent=True, provable=True)
    return [(a.case, a.line, a.printed, a.new, a.reason) for a in counted if not a.hit]


def test_slips_in_real_documents_are_found(corpus: Path) -> None:
    result = of_real(corpus)
    assert len(result.counted(independent=True, provable=True)) >= SAMPLE
    assert result.recall(independent=True, provable=True) >= REAL_FLOOR, missed(result)


def test_slips_in_our_own_reports_are_found() -> None:
    result = of_own()
    assert len(result.counted(independent=True, provable=True)) >= SAMPLE
    assert result.recall(independent=True, provable=True) >= OWN_FLOOR, missed(result)


def test_slips_in_pdfs_are_found(corpus: Path) -> None:
    result = run(pdfs(corpus), PDF_SAMPLE, SEED, processes=1)
    assert len(result.counted(independent=True, provable=True)) >= SAMPLE
    assert result.recall(independent=True, provable=True) >= PDF_FLOOR, missed(result)


def test_files_of_pdfs_that_are_edited_read_as_their_text_changed(corpus: Path) -> None:
    edited = try_edits(pdfs(corpus), EDITS, SEED, processes=1)
    assert len(edited) > len(pdfs(corpus))
    unlike = [(e.case, e.page, e.way, e.printed, e.new) for e in edited if not e.signs]
    assert unlike == []
    assert [(e.case, e.page, e.printed, e.new) for e in edited if not e.findings] == []


def test_printing_figures_in_another_way_is_no_finding(corpus: Path) -> None:
    for result in (of_real(corpus), of_own()):
        changed = [each for each in result.rewritten if each.edits]
        assert len(changed) > len(result.baselines)
        assert [(r.case, r.kind, r.fresh) for r in changed if r.fresh] == []


@pytest.mark.parametrize("wanted", ["digit", "swap", "point", "unit", "direction", "year"])
def test_every_sort_of_slip_is_planted(corpus: Path, wanted: str) -> None:
    planted = [*of_real(corpus).answers, *of_own().answers]
    assert any(answer.kind == wanted for answer in planted)


def test_no_part_of_the_check_fails(corpus: Path) -> None:
    for result in (of_real(corpus), of_own()):
        assert [base.incidents for base in result.baselines if base.incidents] == []
