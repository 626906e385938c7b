"""Forms on paper: the official fields, figures with their keys, places to sign, blanks to fill."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from mingzhang.docmodel.model import Cell, Document, Number, PageBreak, Table, numbers
from mingzhang.documents.grid import place
from mingzhang.domain.performance.forms.load import KIND, form_sets, load
from mingzhang.domain.performance.forms.values import VALUES
from mingzhang.facts.factset import Known
from mingzhang.facts.key import FactKey
from mingzhang.kernel.money import in_unit
from mingzhang.kernel.rounding import half_up
from mingzhang.rulebook.editions import editions
from mingzhang.usecases.performance.forms import forms_document
from tests.unit.domain.performance.forms.papers import BOOKS, SYSTEM, imported, material

DEMO = "demo-2024"
SIGNS = ("填报人：", "联系电话：", "单位负责人（签字）：", "单位（盖章）：", "年", "月", "日")


def text(cell: Cell) -> str:
    return "".join(run.text for run in cell.runs)


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def one(form: str, project: str, book: str = DEMO) -> Table:
    return tables(forms_document(imported(book), [form], project)[0])[0]


def column(table: Table, label: str) -> list[str]:
    """Return what stands below a label, top to bottom, as far as the column goes."""
    placed = [at for row in place(table) for at in row]
    head = next(at for at in placed if text(at.cell) == label)
    below = (at for at in placed if at.column == head.column and at.row > head.row)
    return [text(at.cell) for at in below]


@pytest.mark.parametrize("book", BOOKS)
def test_every_form_stands_on_a_page_of_its_own(book: str) -> None:
    document, printed = forms_document(imported(book))
    kinds = [type(block) for block in document.blocks]
    assert kinds == [PageBreak, Table] * len(printed)
    assert len({table.id for table in tables(document)}) == len(printed)


@pytest.mark.parametrize("book", BOOKS)
def test_every_page_can_be_signed_and_stamped(book: str) -> None:
    for table in tables(forms_document(imported(book))[0]):
        foot = "".join(table.notes)
        for sign in (
            "填报人：",
            "联系电话：",
            "单位负责人（签字）：",
            "单位（盖章）：",
            "年",
            "月",
            "日",
        ):
            assert sign in foot, table.id


@pytest.mark.parametrize("book", BOOKS)
def test_every_figure_is_labelled_truth(book: str) -> None:
    """Its key is in the derivations; a fact's print is its exact value, rounded once."""
    document, _ = forms_document(imported(book))
    figures = material(book).figures
    counted = 0
    for number in numbers(document):
        derivation = document.derivations[number.key]
        if number.key.startswith("cell("):
            exact = derivation.value
            assert exact is not None
        else:
            found = figures.quantity(FactKey.parse(number.key))
            assert isinstance(found, Known)
            exact = found.value
            counted += 1
        shown = (
            in_unit(exact, "万元") if derivation.unit == "元" and number.unit == "万元" else exact
        )
        assert half_up(shown, number.places) == number.value == Decimal(number.text)
    assert counted > 20


def test_the_self_evaluation_has_the_official_columns() -> None:
    table = one("project-self-evaluation", "P08")
    said = [text(cell) for row in table.rows for cell in row]
    for label in (
        "年初预算数",
        "全年预算数（A）",
        "全年执行数（B）",
        "执行率（B/A）",
        "预期目标",
        "实际完成情况",
        "偏差原因分析及改进措施",
        "总分",
    ):
        assert label in said
    assert column(table, "年度指标值")[:3] == ["≤15658400元", "≥65%", "=100%"]
    assert column(table, "实际完成值")[1] == "61.5%"
    assert column(table, "得分")[:1] == ["7.93"]


def test_keys_are_those_of_the_facts() -> None:
    table = one("project-self-evaluation", "P08")
    keys = {
        run.key
        for row in table.rows
        for cell in row
        for run in cell.runs
        if isinstance(run, Number)
    }
    own = "@JH305/department:2024"
    assert {
        f"expenditure{{nature=project,project=P08}}{own}:initial",
        f"expenditure{{nature=project,project=P08}}{own}:adjusted",
        f"expenditure{{nature=project,project=P08}}{own}:actual",
        f"expenditure{{measure=completion,nature=project,project=P08}}{own}:actual",
        f"indicator{{indicator=P08-2}}{own}:adjusted",
        f"indicator{{indicator=P08-2}}{own}:actual",
        f"points{{indicator=P08-2,project=P08}}{own}:actual",
        f"points{{indicator=P08-2,measure=weight,project=P08}}{own}:actual",
        f"points{{part=execution,project=P08}}{own}:actual",
        f"points{{project=P08}}{own}:actual",
    } <= keys


def test_levels_that_repeat_are_one_cell() -> None:
    table = one("project-self-evaluation", "P08")
    spans = {text(cell): cell.rowspan for row in table.rows for cell in row if cell.rowspan > 1}
    assert spans == {
        "项目资金（万元）": 5,
        "年度总体目标": 2,
        "绩效指标": 8,
        "产出指标": 3,
        "效益指标": 2,
    }


@pytest.mark.parametrize("book", BOOKS)
def test_spans_fill_every_form(book: str) -> None:
    for table in tables(forms_document(imported(book))[0]):
        assert len(place(table)) == len(table.rows)  # ValueError where cells overlap or lack


def test_what_is_not_known_stays_blank_and_says_so() -> None:
    table = one("project-goal", "WSHD", "leshan-2021")
    assert set(column(table, "分值")) == {""}
    assert any("空白处" in note for note in table.notes)


def test_a_form_that_is_asked_for_is_printed_empty() -> None:
    table = one("ex-ante", "P01")
    assert column(table, "得分")[:5] == [""] * 5
    assert column(table, "评估维度")[0] == "立项必要性"


def test_a_monitoring_form_tells_its_months_and_ticks_causes() -> None:
    document, printed = forms_document(imported(DEMO), ["monitoring"], "P06")
    titles = [table.title for table in tables(document)]
    assert titles[2] == "项目支出绩效目标执行监控表（2024年1—7月）"
    assert len(printed) == 5
    ticks = Counter(text(cell) for t in tables(document) for row in t.rows for cell in row)
    reports = [
        r for each in material(DEMO).performance.project("P06").actuals.values() for r in each
    ]
    assert ticks["√"] == sum(bool(r.cause) for r in reports if r.on.month != 12)
    assert ticks["1.确定能"] == sum(r.likelihood == "certain" for r in reports)


def test_a_scored_system_makes_a_form() -> None:
    document, _ = forms_document(imported(DEMO), ["scoring"], sheets=[SYSTEM])
    (table,) = tables(document)
    assert column(table, "得分") == ["3", "2", "3.17", "8.17"]
    assert column(table, "一级指标") == ["决策", "过程", "合计"]


def test_the_document_is_the_same_twice() -> None:
    assert forms_document(imported(DEMO))[0] == forms_document(imported(DEMO))[0]


def test_figures_stand_right() -> None:
    table = one("project-self-evaluation", "P08")
    cells = [cell for row in table.rows for cell in row]
    money = [c for c in cells if len(c.runs) == 1 and getattr(c.runs[0], "unit", "") == "万元"]
    assert {cell.align for cell in money} == {"right"}


@pytest.mark.parametrize("edition", [e.id for e in editions().values() if e.kind == KIND])
def test_every_edition_s_forms_hold_together(edition: str) -> None:
    chosen = load(edition)
    assert set(chosen.forms) == set(chosen.head.forms)
    for form in chosen.forms.values():
        for block in form.block:
            form.placed(block)


def test_every_value_is_used_by_some_form() -> None:
    used = {
        cell.value
        for chosen in form_sets()
        for form in chosen.forms.values()
        for block in form.block
        for row in block.row
        for cell in row.cells
    }
    assert set(VALUES) - used == set()


def test_what_a_form_fills_it_has_cells_for() -> None:
    for chosen in form_sets():
        for form in chosen.forms.values():
            cells = [c for block in form.block for row in block.row for c in row.cells if c.value]
            sheets = {sheet for cell in cells for sheet, _ in VALUES[cell.value].slots}
            assert set(form.sets) <= sheets, form.id


def test_blank_rows_have_something_that_keeps_their_height() -> None:
    for book in BOOKS:
        for table in tables(forms_document(imported(book))[0]):
            for row in table.rows:
                assert any(cell.runs for cell in row if cell.rowspan == 1), table.id


def test_places_to_sign_are_set_by_two_where_a_line_would_be_too_long() -> None:
    foot = [note for note in one("monitoring", "P02").notes if "：" in note]
    assert [note.count("：") for note in foot] == [2, 2]
    assert "综合规划处经办人" in foot[0]
    assert foot[1].endswith("日")
