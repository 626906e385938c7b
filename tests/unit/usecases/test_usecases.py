"""Books are read whole or not at all; a report is made of one; a package is written."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from mingzhang.docmodel.model import (
    Heading,
    Mark,
    Number,
    Paragraph,
    Table,
    block_runs,
    numbers,
)
from mingzhang.documents.tables.csv_folder import read_csv_folder, write_csv_folder
from mingzhang.domain.book.facts import book_facts
from mingzhang.domain.book.model import Book, Line
from mingzhang.domain.book.parse import book_grids
from mingzhang.domain.book.sheets import SHEETS, DepartmentRow, DisputedRow
from mingzhang.domain.figures import Figures
from mingzhang.facts.key import FactKey
from mingzhang.kernel.problem import InputProblems
from mingzhang.usecases.book import describe_book, new_book
from mingzhang.usecases.compile_report import compile_report, report_entity
from mingzhang.usecases.import_book import ImportedBook, import_book
from mingzhang.usecases.write_package import FORMATS, write_package
from tests.unit.domain.report.books import book, carried, revenue, spent, unit

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Give a copy of an example book, in a path with Chinese and blanks."""
    folder = tmp_path / "账套 一"
    shutil.copytree(EXAMPLES / "luzhou-2023", folder)
    return folder


def _edit(folder: Path, sheet: str, change: Callable[[str], str]) -> None:
    path = folder / f"{sheet}.csv"
    path.write_text(change(path.read_text(encoding="utf-8-sig")), encoding="utf-8-sig")


def _problems(folder: Path) -> list[str]:
    with pytest.raises(InputProblems) as raised:
        import_book(folder)
    return [str(problem) for problem in raised.value.problems]


def test_a_book_is_read_with_its_facts(copy: Path) -> None:
    imported = import_book(copy)
    assert imported.book.year == 2023
    total = FactKey.of("expenditure", imported.book.whole, 2023)
    assert Figures(imported.facts).value(total) == Decimal("26576600.00")


def test_every_problem_is_told_at_once(copy: Path) -> None:
    _edit(copy, "支出", lambda t: t.replace("7413350.00", "7413350.01", 1))
    _edit(copy, "叙述", lambda t: t.replace("年初对{project_count|count}个", "年初对12个", 1))
    _edit(copy, "原因", lambda t: t + ",比上年增减,支出,三公项目=公务接待费,甲\n")
    problems = _problems(copy)
    assert any("相差 0.01 元" in p for p in problems)
    assert any("现为“12个”" in p for p in problems)
    assert any(p.startswith("原因.csv 第10行「维度」") for p in problems)


def test_a_place_without_an_edition_is_one_problem_among_the_others(copy: Path) -> None:
    _edit(copy, "部门", lambda t: t.replace(",510500,", ",110000,"))
    _edit(copy, "支出", lambda t: t.replace("7413350.00", "7413350.01", 1))
    problems = _problems(copy)
    assert any(p.startswith("部门.csv 第2行「行政区划代码」：现为“110000”") for p in problems)
    assert any("相差 0.01 元" in p for p in problems)


def test_a_unit_is_chosen_by_code_or_when_it_is_the_only_one(copy: Path) -> None:
    imported = import_book(copy)
    code = "510500-jhwsj-02"
    assert imported.unit(code) == code
    for asked, found in ((None, "3个单位"), ("没有", "没有")):
        with pytest.raises(InputProblems, match=f"现为“{found}”") as raised:
            imported.unit(asked)
        assert code in str(raised.value)
    one = import_book(EXAMPLES / "yanjiang-2020")
    assert one.unit() == one.unit("133001") == "133001"


def test_a_new_book_has_every_sheet_and_overwrites_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "新 账套"
    files = new_book(folder)
    assert [f.stem for f in files] == list(SHEETS)
    assert {g.name for g in read_csv_folder(folder)} == set(SHEETS)
    with pytest.raises(InputProblems, match="文件夹非空"):
        new_book(folder)
    with pytest.raises(InputProblems, match="不是文件夹"):
        new_book(files[0])
    (tmp_path / "空").mkdir()
    assert len(new_book(tmp_path / "空")) == len(SHEETS)


def test_a_new_book_wants_its_department(tmp_path: Path) -> None:
    new_book(tmp_path / "a")
    assert _problems(tmp_path / "a") == [
        "部门.csv：现为“0行”，应为恰好一行。处理：在“部门”表填写一行部门信息"
    ]


def test_a_book_survives_being_written_and_read(copy: Path, tmp_path: Path) -> None:
    imported = import_book(copy)
    write_csv_folder(book_grids(imported.book), tmp_path / "again")
    assert import_book(tmp_path / "again").book == imported.book


def test_a_book_is_described_in_lines(copy: Path) -> None:
    lines = describe_book(import_book(copy))
    assert lines[0] == "泸州市经济合作和外事局　2023年度"
    assert "  支出：47 行" in lines
    assert "收入总计：26576600.00 元" in lines
    made = book(spent(1))
    told = describe_book(ImportedBook(made, book_facts(made)[0]))
    assert "“三公”经费：账套未提供" in told


def test_a_report_holds_text_statements_and_every_derivation(copy: Path) -> None:
    imported = import_book(copy)
    report = compile_report(imported.book, imported.facts)
    document = report.document
    assert document.title == "泸州市经济合作和外事局2023年度部门决算"
    assert (document.publisher, document.date) == ("泸州市经济合作和外事局", "2024-09-30")
    assert {n.key for n in numbers(document)} <= set(document.derivations)
    tables = [b for b in document.blocks if isinstance(b, Table)]
    assert len(tables) >= 9
    last_part = [b.text for b in document.blocks if isinstance(b, Heading) and b.level == 1][-1]
    assert "附表" in last_part
    assert compile_report(imported.book, imported.facts) == report


def test_derivations_lead_down_to_rows(copy: Path) -> None:
    imported = import_book(copy)
    told = compile_report(imported.book, imported.facts).document.derivations
    for derivation in told.values():
        assert derivation.exact
        assert derivation.provenance
        for operand in derivation.operands:
            assert operand.source or operand.key in told, operand


def test_disputed_figures_are_marked_in_text_and_tables() -> None:
    doubt = DisputedRow(concept="expenditure", dims="支出性质=基本支出", printed="9万元")
    made = book(spent(3), spent(4, nature="project"), doubt)
    document = compile_report(made, book_facts(made)[0]).document
    basic = "expenditure{nature=basic}@D/department:2023:actual"
    for kind in (Table, Paragraph):
        runs = [r for b in document.blocks if isinstance(b, kind) for r in block_runs(b)]
        marked = [r for r in runs if isinstance(r, Number) and r.mark is Mark.DISPUTED]
        assert {r.key for r in marked} == {basic}, kind


def test_a_units_report_is_named_and_counted_as_the_unit() -> None:
    made = book(
        *(revenue(3, unit="A"), revenue(4, unit="B"), spent(3, unit="A"), spent(4, unit="B")),
        *(unit("A", "甲所", own=True), unit("B", "乙所")),
        empty=("结转", "结余"),
    )
    facts, _ = book_facts(made)
    document = compile_report(made, facts, "B").document
    assert document.title == "乙所2023年度单位决算"
    spend = FactKey.of("expenditure", report_entity(made, "B"), 2023)
    assert {n.value for n in numbers(document) if n.key == str(spend)} == {Decimal(4)}
    assert not [n for n in numbers(document) if "/department:" in n.key]
    with pytest.raises(KeyError):
        compile_report(made, facts, "C")


def test_identities_are_judged_on_the_exact_rows() -> None:
    held = book(revenue(100), spent(90), carried(5, 15), empty=("结余",))
    facts, _ = book_facts(held)
    broken = book(revenue(100), spent(90), carried(5, 16), empty=("结余",))
    wrong, _ = book_facts(broken)
    assert "不成立 0" in compile_report(held, facts).judged.told()[0]
    told = compile_report(broken, wrong).judged.told()
    assert "不成立 0" not in told[0]
    assert any("相差" in line and "10000.00" in line for line in told)


def test_the_display_policy_of_the_book_is_followed(copy: Path) -> None:
    imported = import_book(copy)
    (line,) = imported.book.lines(DepartmentRow)
    row: object = replace(line.row, display_policy="balanced")
    made = Book({**imported.book.sheets, "部门": (Line(line.number, row),)})
    plain = compile_report(imported.book, imported.facts).document
    balanced = compile_report(made, imported.facts).document
    assert any(n.mark is Mark.ROUNDING for n in numbers(plain))
    assert not any(n.mark is Mark.ROUNDING for n in numbers(balanced))


def test_a_package_is_written_whole(copy: Path, tmp_path: Path) -> None:
    out = tmp_path / "输出 一" / "深"
    written = write_package(import_book(copy), out, None, ("html", "txt", "xlsx"))
    names = ["决算公开报告.html", "决算公开表.xlsx", "决算公开报告.txt", "勾稽检验.json"]
    assert [f.name for f in written.files] == names
    assert sorted(p.name for p in out.iterdir()) == sorted(names)
    records = json.loads((out / "勾稽检验.json").read_text(encoding="utf-8"))
    assert records
    lines = written.lines()
    assert f"  已生成 {out / names[0]}" in lines
    assert any("勾稽关系" in line for line in lines)
    assert written.refused == ()


def test_gaps_are_told_with_the_files(tmp_path: Path) -> None:
    imported = import_book(EXAMPLES / "yanjiang-2020")
    written = write_package(imported, tmp_path, None, ("txt",))
    gaps = [line for line in written.lines() if "待补" in line]
    assert "  待补：2020年“三公”经费的比上年增减额：2019年数账套未提供" in gaps
    text = (tmp_path / "决算公开报告.txt").read_text(encoding="utf-8")
    assert len(gaps) == text.count("【待补：") == len(written.report.document.gaps)
    assert all(f"【待补：{gap}】" in text for gap in written.report.document.gaps)


def test_formats_are_named_once() -> None:
    assert len(set(FORMATS)) == len(FORMATS) == 5
