"""What is wrong in the real documents is found, and nothing that is right is called an error.

Errors are places: line and print (or words), several where any of them is the place to point at.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from mingzhang.docmodel.source import SourceDocument
from mingzhang.documents.readers.sandbox import read_trusted
from mingzhang.documents.readers.typed.text import read_text
from mingzhang.domain.checks.model import Severity
from tools.accuracy.checking import Found, examine
from tools.accuracy.corpus import document_files
from tools.accuracy.equations import Ref

SEEDS = ("000", "001", "003", "004")
ERROR, WARNING = Severity.ERROR, Severity.WARNING


class Known(NamedTuple):
    """An error of a document; one finding at one of `places` is asked for."""

    document: str
    severity: Severity
    places: tuple[Ref, ...]


def at(document: str, severity: Severity, *places: tuple[int, str] | tuple[int, str, int]) -> Known:
    return Known(document, severity, tuple(Ref(*place) for place in places))


ERRORS = {
    "E000-1": at("000", WARNING, (75, "93", 1), (75, "93", 2), (75, "各项指标")),
    "E003-1": at("003", ERROR, (135, "14.19")),
    "E003-2": at("003", ERROR, (256, "0.71", 1), (256, "0.71", 2)),
    "E003-3": at("003", WARNING, (260, "99.9")),
    "E003-4": at("003", ERROR, (280, "2", 2), (268, "1", 1)),
    "E004-1": at("004", ERROR, (6, "332.85")),
    "E004-2": at("004", ERROR, (51, "81"), (50, "93.9"), (49, "56.87")),
    "E004-3": at("004", ERROR, (81, "47.2")),
    "E004-4": at("004", ERROR, (77, "2018")),
    "E004-5": at("004", ERROR, (71, "图8"), (71, "8")),
    "E004-6": at("004", ERROR, (18, "755.28"), (18, "509.28"), (18, "总计")),
    "E004-7": at("004", WARNING, (327, "91.07"), (324, "良")),
    "E004-8": at("004", WARNING, (356, "90"), (356, "良")),
    "E004-8b": at("004", WARNING, (385, "90"), (385, "良", 2)),
}
#: One slip copied: all these places belong to the errors of the same number.
COPIES = {
    "E004-1": at("004", ERROR, (150, "332.85"), (329, "332.85"), (376, "332.85")),
    "E004-6": at("004", ERROR, (32, "755.28"), (33, "509.28")),
}
#: What an auditor asks about although the document leaves an explanation open.
DOUBTS = (
    at("000", WARNING, (47, "1730.60"), (43, "1818.64"), (65, "9"), (65, "55"), (99, "11"),
       (99, "41"), (85, "各项指标"), (113, "圆满"), (89, "多晶硅")),
    at("001", WARNING, (53, "34"), (61, "100")),
    at("003", WARNING, (121, "7"), (123, "5"), (125, "6"), (127, "6"), (228, "12"), (228, "11"),
       (268, "6"), (121, "100", 2), (163, "10"), (163, "14"), (256, "15902"), (300, "执行进度"),
       (310, "2023"), (315, "2022"), (382, "长开区"), (406, "1.561"), (180, "离退休"),
       (186, "医疗卫生与计划生育"), (155, "0"), (151, "228.09")),
    at("004", WARNING, (41, "367.93"), (41, "141.35"), (41, "38.42"), (88, "6"), (10, "130"),
       (179, "200"), (50, "93.9"), (197, "120", 2), (315, "1200000.00"), (77, "持平"),
       (113, "170"), (186, "90"), (187, "90"), (193, "90"), (194, "90"), (258, "90"), (259, "90"),
       (265, "90"), (266, "90"), (315, "2413806.54"), (377, "29"), (377, "199.22"),
       (287, "未实行归口管理"), (293, "行政单位医疗"), (346, "1200000"), (88, "16.64")),
)  # fmt: skip


@cache
def checked(corpus: Path, document: str) -> tuple[SourceDocument, tuple[Found, ...]]:
    source = read_trusted(document_files(corpus)[document], read_text)
    return source, examine(source).found


def spans(source: SourceDocument, known: Known) -> list[tuple[int, int]]:
    """Return the offsets of the places of an error."""
    lines = source.text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    found = ((ref, ref.find(lines)) for ref in known.places)
    return [(starts[ref.line - 1] + a, starts[ref.line - 1] + b) for ref, (a, b) in found]


def accused(corpus: Path, known: Known) -> list[Found]:
    """Return the findings at a place of an error, of its severity or worse."""
    source, found = checked(corpus, known.document)
    places = spans(source, known)
    return [
        each
        for each in found
        if each.severity >= known.severity and any(each.touches(*place) for place in places)
    ]


@pytest.mark.parametrize("name", ERRORS)
def test_every_error_is_found(corpus: Path, name: str) -> None:
    assert accused(corpus, ERRORS[name])


@pytest.mark.parametrize("name", COPIES)
def test_an_error_is_told_with_all_its_copies(corpus: Path, name: str) -> None:
    known = COPIES[name]
    for place in known.places:
        assert accused(corpus, known._replace(places=(place,))), place


def test_one_slip_is_one_error(corpus: Path) -> None:
    copies = (*ERRORS["E004-1"].places, *COPIES["E004-1"].places)
    assert len(accused(corpus, ERRORS["E004-1"]._replace(places=copies))) == 1
    # The amount, the rate and the sum of the parts that it breaks have one cause.
    broken = at("003", ERROR, (135, "14.19"), (135, "15.07"), (115, "10.13"))
    assert len(accused(corpus, broken)) == 1


@pytest.mark.parametrize("document", SEEDS)
def test_no_error_is_false(corpus: Path, document: str) -> None:
    source, found = checked(corpus, document)
    everything = (*ERRORS.values(), *COPIES.values(), *DOUBTS)
    places = [p for known in everything if known.document == document for p in spans(source, known)]
    false = [
        each
        for each in found
        if each.severity is ERROR and not any(each.touches(*place) for place in places)
    ]
    assert [(each.rule, [source.line(p.start) for p in each.places]) for each in false] == []
