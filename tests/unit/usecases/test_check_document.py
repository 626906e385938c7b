"""What the check of one document says: findings with exact places, coverage, faults of ours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mingzhang.docmodel.source import Unread
from mingzhang.documents.readers.sheets.delimited import read_delimited
from mingzhang.domain.checks import findings as judged
from mingzhang.domain.checks.coverage import coverage
from mingzhang.domain.checks.formulas import Same
from mingzhang.domain.checks.model import Relation, Remark, Severity
from mingzhang.extraction import finders
from mingzhang.extraction.passages import View
from mingzhang.usecases import check_document
from mingzhang.usecases.check_document import check, examine
from mingzhang.usecases.checked.guarded import Order
from mingzhang.usecases.checked.model import Evidence, Finding
from tests.unit.usecases.checked_text import PLANTED, SOUND, read


def _planted() -> Finding:
    findings = check(read(PLANTED)).findings
    return next(f for f in findings if any(e.figure == "390.30" for e in f.evidence))


def _places(text: str) -> Iterator[Evidence]:
    checked = check(read(text))
    for finding in checked.findings:
        yield from finding.evidence
        yield from finding.root.places if finding.root else ()
    for each in checked.unexamined:
        if each.place:
            yield each.place


def test_a_sound_report_has_no_findings() -> None:
    checked = check(read(SOUND))
    assert checked.findings == ()
    assert checked.incidents == ()
    assert (checked.kind, checked.department, checked.year) == ("final", "某市水文监测局", 2024)
    assert checked.pages is None


def test_a_wrong_part_is_found_with_its_sum_and_its_likely_value() -> None:
    found = _planted()
    assert found.severity is Severity.ERROR
    assert "880.50" in found.message
    assert found.root is not None
    assert (found.root.printed, found.root.likely) == ("390.30万元", "380.30万元")
    assert found.evidence[0].figure == "390.30"
    assert found.evidence[0].likely == "380.30万元"
    assert {"880.50", "500.20"} <= {each.figure for each in found.evidence}
    assert found.sums
    assert found.basis
    assert found.advice


def test_amounts_of_a_finding_are_decimals_in_one_unit() -> None:
    found = _planted()
    for each in (found.stated, found.expected, found.difference, found.tolerance):
        assert each is not None
        float(each)
    assert found.unit in ("万元", "%")
    assert found.amount_yuan is not None
    assert abs(float(found.amount_yuan)) == 100_000


@pytest.mark.parametrize(
    "text", [SOUND, PLANTED, PLANTED.replace("880.50万元，其中", "880.\n50万元，其中")]
)
def test_every_quotation_is_an_exact_piece_that_holds_its_figure(text: str) -> None:
    document = read(text)
    places = list(_places(text))
    assert places
    for place in places:
        assert document.text[place.start : place.end] == place.quote
        assert document.line(place.start) == place.line
        assert place.quote == place.quote.strip()
        for span in place.figures:
            assert place.start <= span.start < span.end <= place.end
        broken = len(place.figures) > 1
        assert ("\n" in place.quote) == broken


def test_a_quotation_tells_unit_and_name() -> None:
    quotes = {each.figure: each.quote for each in _planted().evidence}
    assert quotes["390.30"] == "占56.81%；项目支出390.30万元"
    assert quotes["500.20"].endswith("基本支出500.20万元")


def test_every_figure_is_covered_or_listed_with_a_reason() -> None:
    checked = check(read(SOUND))
    listed = [each for each in checked.unexamined if each.place]
    assert 0 < checked.covered < len(checked.figures)
    assert len(listed) == len(checked.figures) - checked.covered
    assert all(each.reason for each in listed)
    assert all(bool(figure.relations) != bool(figure.reason) for figure in checked.figures)


def test_counts_of_relations_add_up() -> None:
    told = check(read(PLANTED)).relations
    assert told.violated > 0
    assert told.checked == told.held + told.rounding + told.violated


def test_the_same_document_gives_the_same_result() -> None:
    assert check(read(PLANTED)) == check(read(PLANTED))


def test_parts_that_were_not_read_are_told() -> None:
    document = read(SOUND)
    at = document.text.index("二、收入")
    unread = (Unread("图片", at), Unread("批注"))
    told = check(replace(document, unread=unread)).unexamined[:2]
    assert [each.reason for each in told] == ["图片", "批注"]
    assert told[0].place is not None
    assert told[0].place.quote == "二、收入决算情况说明"
    assert told[1].place is None


def _finders(monkeypatch: pytest.MonkeyPatch, **more: finders.Finder) -> None:
    every = {**finders.finders(), **more}
    monkeypatch.setattr(finders, "finders", lambda: every)


def test_a_finder_that_fails_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: View) -> Iterator[Relation | Remark]:
        raise RuntimeError("/secret/path")

    before = check(read(PLANTED)).findings
    _finders(monkeypatch, **{"text.fails": fails})
    checked = check(read(PLANTED))
    assert checked.findings == before
    assert [(each.part, each.message) for each in checked.incidents] == [
        ("text.fails", "RuntimeError")
    ]


def test_a_rule_that_is_in_no_catalogue_is_an_incident(monkeypatch: pytest.MonkeyPatch) -> None:
    def strange(view: View) -> Iterator[Relation | Remark]:
        one, other = view.observations[:2]
        yield Relation("no.such", one, Same(), (other,))
        yield Remark("no.such", Severity.ERROR, "无", one.spans)

    before = check(read(PLANTED)).findings
    _finders(monkeypatch, **{"text.strange": strange})
    checked = check(read(PLANTED))
    assert checked.findings == before
    assert [each.part for each in checked.incidents] == ["no.such"]


@pytest.mark.parametrize("broken", ["coverage", "findings"])
def test_a_fault_in_the_judgement_is_an_incident(
    monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    def fails(*_: object) -> list[object]:
        raise ZeroDivisionError("x")

    where = check_document if broken == "coverage" else judged
    monkeypatch.setattr(where, broken, fails)
    checked = check(read(PLANTED))
    assert {each.message for each in checked.incidents} == {"ZeroDivisionError"}
    assert len(checked.figures) > 0
    assert bool(checked.findings) == (broken == "coverage")


def test_where_findings_cannot_be_told_together_each_is_told_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = judged.findings

    def only_alone(relations: list[Relation], *rest: Any) -> list[judged.Finding]:
        if len(relations) > 1:
            raise ZeroDivisionError
        return real(relations, *rest)

    monkeypatch.setattr(judged, "findings", only_alone)
    checked = check(read(PLANTED))
    assert [each.part for each in checked.incidents] == ["rootcause"]
    assert any(e.figure == "880.50" for f in checked.findings for e in f.evidence)


def test_a_file_is_read_and_checked(tmp_path: Path) -> None:
    path = tmp_path / "某局 报告.txt"
    path.write_bytes(PLANTED.encode("gb18030"))
    examined = examine(Order(str(path), page=True))
    assert (examined.path, examined.form, examined.failed) == (str(path), "txt", ())
    assert len(examined.sha256) == 64
    assert examined.count(Severity.ERROR) == 1
    assert examined.source is not None
    assert examine(Order(str(path))).source is None


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("没有.txt", None, "不存在"),
        ("空.txt", b"", "空的"),
        ("坏.docx", b"PK\x03\x04", "不像|压缩包"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    tmp_path: Path, name: str, data: bytes | None, said: str
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    examined = examine(Order(str(path)))
    assert len(examined.failed) == 1
    assert any(word in examined.failed[0] for word in said.split("|"))
    assert str(tmp_path) not in examined.failed[0]
    assert examined.checked.figures == ()


def test_a_relation_that_coverage_fails_on_costs_only_its_own_figures(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = coverage

    def fails_on_one(figures: Any, relations: Any, judgements: Any) -> Any:
        if any(each.rule == "change.rate" for each in relations):
            raise ZeroDivisionError
        return real(figures, relations, judgements)

    before = check(read(SOUND)).covered
    monkeypatch.setattr(check_document, "coverage", fails_on_one)
    checked = check(read(SOUND))
    assert 0 < checked.covered < before
    assert [each.part for each in checked.incidents] == ["coverage"]


def test_a_cell_is_quoted_alone_with_its_place() -> None:
    rows = "项目,2024年（万元）\n合计,880.50\n基本支出,500.20\n项目支出,390.30\n"
    (finding,) = check(read_delimited(rows.encode(), "表.csv")).findings
    told = {(each.quote, each.table, each.cell, each.line) for each in finding.evidence}
    assert told == {
        ("880.50", 1, "R2C2", 2),
        ("500.20", 1, "R3C2", 3),
        ("390.30", 1, "R4C2", 4),
    }
