"""A report's statements judged, and its figures the same wherever they stand."""

import json
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal

import pytest

from mingzhang.docmodel.model import Mark, Number, block_runs, numbers
from mingzhang.domain.book.facts import book_facts
from mingzhang.domain.book.model import Book, Line
from mingzhang.domain.book.sheets import DepartmentRow
from mingzhang.domain.figures import Figures
from mingzhang.domain.statements.identities import Verdict
from mingzhang.domain.statements.statement import Amount
from mingzhang.facts.key import FactKey
from mingzhang.kernel.money import in_unit
from mingzhang.kernel.rounding import half_up
from mingzhang.usecases.compile_report import CompiledReport, compile_report
from mingzhang.usecases.import_book import import_book
from tests.unit.domain.report.books import book, carried, revenue, spent

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
NAMES = ("demo-2024", "luzhou-2023", "yanjiang-2020")


@cache
def _compiled(name: str, policy: Literal["true", "balanced"]) -> tuple[CompiledReport, Figures]:
    imported = import_book(EXAMPLES / name)
    (line,) = imported.book.lines(DepartmentRow)
    row: object = replace(line.row, display_policy=policy)
    made = Book({**imported.book.sheets, "部门": (Line(line.number, row),)})
    return compile_report(made, imported.facts), Figures(imported.facts)


def _shown(report: CompiledReport) -> dict[FactKey, set[Decimal]]:
    """Return the prints of every recorded amount in 万元, in tables, texts and charts."""
    found: dict[FactKey, set[Decimal]] = {}
    for block in report.document.blocks:
        for run in block_runs(block):
            if isinstance(run, Number) and run.unit == "万元" and not run.key.startswith("cell("):
                key = FactKey.parse(run.key)
                if key.get("measure") is None:
                    found.setdefault(key, set()).add(run.value)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_balanced_figures_are_the_same_in_tables_texts_and_charts(name: str) -> None:
    report, _ = _compiled(name, "balanced")
    shown = _shown(report)
    assert len(shown) > 60
    assert {key: prints for key, prints in shown.items() if len(prints) > 1} == {}
    assert not any(number.mark is Mark.ROUNDING for number in numbers(report.document))


def test_of_a_function_all_money_in_and_out_is_printed_alike() -> None:
    """Revenue, all expenditure, general expenditure and its basic part: one amount, one print."""
    report, figures = _compiled("demo-2024", "balanced")
    shown = _shown(report)
    groups: dict[tuple[str | None, Decimal | None], set[Decimal]] = {}
    names: dict[tuple[str | None, Decimal | None], set[str]] = {}
    for key, prints in shown.items():
        if key.concept in ("revenue", "expenditure") and key.get("function"):
            of = key.get("function"), figures.value(key)
            groups.setdefault(of, set()).update(prints)
            names.setdefault(of, set()).add(key.concept)
    assert sum(len(each) > 1 for each in names.values()) > 10
    assert {of: prints for of, prints in groups.items() if len(prints) > 1} == {}


def test_a_moved_figure_tells_both_values_in_its_derivation() -> None:
    report, figures = _compiled("demo-2024", "balanced")
    moved = 0
    for key, prints in _shown(report).items():
        value = figures.value(key)
        assert value is not None
        (shown,) = prints
        own = half_up(in_unit(value, "万元"), 2)
        told = report.document.derivations[str(key)].provenance
        assert (f"尾差调整：{own}→{shown}" in told) == (own != shown)
        assert ("尾差调整" in told) == (own != shown)
        moved += own != shown
    assert moved > 20
    plain, _ = _compiled("demo-2024", "true")
    assert not any("尾差调整" in d.provenance for d in plain.document.derivations.values())


def test_each_rounded_figure_whose_parts_miss_it_bears_the_mark_and_only_these() -> None:
    report, _ = _compiled("luzhou-2023", "true")
    marked = {n.key for n in numbers(report.document) if n.mark is Mark.ROUNDING}
    table = report.statements.tables["general_expenditure"]
    missed = set()
    for line in table.lines():
        for column in ("total", "basic", "project"):
            parts = [table.value(below, column) for below in table.below(line.id)]
            amounts = [in_unit(p.value, "万元") for p in parts if isinstance(p, Amount)]
            own = table.value(line.id, column)
            assert isinstance(own, Amount)
            total = half_up(in_unit(own.value, "万元"), 2)
            if parts and total != sum(half_up(each, 2) for each in amounts):
                missed.add(str(own.key))
    assert len(missed) >= 4
    assert marked >= missed
    of_table = {str(v.key) for _, v in table.cells() if isinstance(v, Amount)}
    assert marked & of_table == missed


def test_verdicts_are_told_with_labels_and_counted_first() -> None:
    report, _ = _compiled("luzhou-2023", "true")
    records = report.judged.records()
    assert list(records) == ["summary", "judgements"]
    told = json.loads(json.dumps(records, ensure_ascii=False))
    summary, judgements = told["summary"], told["judgements"]
    assert (summary["edition"], summary["year"]) == ("51-statements-2022", 2023)
    assert summary["name"] == "泸州市经济合作和外事局"
    assert summary["scope"] == "department"
    labels = {v["verdict"]: v["label"] for v in summary["verdicts"]}
    assert list(labels.values()) == ["成立", "不成立", "无法检验", "不适用"]
    for each in summary["verdicts"]:
        own = [j for j in judgements if j["verdict"] == each["verdict"]]
        assert len(own) == each["count"]
        assert all(j["label"] == each["label"] for j in own)
    assert sum(v["count"] for v in summary["verdicts"]) == len(judgements)
    operands = [o for j in judgements for side in ("left", "right") for o in j[side]]
    assert operands
    assert not any("“”" in o["label"] for o in operands)
    assert all(j["title"] for j in judgements)


def test_a_side_of_one_figure_tells_it_once() -> None:
    broken = book(revenue(100), spent(90), carried(5, 16), empty=("结余",))
    facts, _ = book_facts(broken)
    judged = compile_report(broken, facts).judged
    assert judged.count(Verdict.DISAGREES)
    lines = judged.told()[1:]
    single = [line for line in lines if " = " in line and "summary-balance" in line]
    assert single
    assert all("（= " not in line for line in single)
    sums = [line for line in lines if "fiscal-balance-general" in line]
    assert sums
    assert all(line.count("（= ") == 2 and " + " in line for line in sums)
