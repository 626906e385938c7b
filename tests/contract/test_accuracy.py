"""Planted slips are found: a small, seeded part of `python -m tools.accuracy`.

The floors lie below what the whole run measures, by what so small a sample may differ.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tools.accuracy.corpus import document_files, own_cases, real_case
from tools.accuracy.run import Result, run

SEED = "contract"
REAL = ("000", "001", "003", "004")
OWN = {"luzhou-2023": "txt", "yanjiang-2020": "docx"}
SAMPLE = 15
#: Of the slips that the known relations prove, whatever was rounded.
REAL_FLOOR, OWN_FLOOR = 0.70, 0.85


@cache
def of_real(corpus: Path) -> Result:
    files = document_files(corpus)
    return run([real_case(name, files[name]) for name in REAL], SAMPLE, SEED, processes=1)


@cache
def of_own() -> Result:
    cases = [case for book, form in OWN.items() for case in own_cases(book, [form])]
    return run(cases, SAMPLE, SEED, processes=1)


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
