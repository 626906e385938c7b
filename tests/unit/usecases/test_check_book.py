"""A book is checked whole: its rows, and the identities of the statements made of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from mingzhang.domain.statements.identities import Verdict
from mingzhang.kernel.problem import Caution, InputProblems, Problem
from mingzhang.usecases.check_book import check_book_folder, errors
from mingzhang.usecases.compile_report import compile_report
from mingzhang.usecases.import_book import import_book
from tests.unit.domain.book.workbook import Workbook

ROOT = Path(__file__).resolve().parents[3]


@dataclass
class Refused:
    """What `check_book_folder` refused."""

    problems: tuple[Problem, ...] = ()
    cautions: tuple[Caution, ...] = ()

    def of(self, identity: str) -> Problem:
        """Return the one problem of an identity."""
        (found,) = [p for p in self.problems if f"勾稽关系 {identity}（" in p.place.file]
        return found


@contextmanager
def _refused(folder: Path) -> Iterator[Refused]:
    with pytest.raises(InputProblems) as raised:
        check_book_folder(folder)
    yield Refused(raised.value.problems, raised.value.cautions)


def _off(tmp_path: Path, sheet: str, row: int, column: str, by: str = "0.01") -> Workbook:
    """The example book with one amount changed and no stated totals to contradict it."""
    workbook = Workbook(tmp_path)
    del workbook.sheets["申报合计"]
    old = workbook.get(sheet, row, column)
    workbook.set(sheet, row, column, str(Decimal(old) + Decimal(by)))
    return workbook


@pytest.mark.parametrize("name", ["demo-2024", "leshan-2021", "luzhou-2023", "yanjiang-2020"])
def test_the_examples_pass_without_a_question(name: str) -> None:
    imported, cautions = check_book_folder(ROOT / "examples" / name)
    assert imported.book.sheets
    assert cautions == ()


def test_totals_that_differ_by_a_fen_are_refused_with_both_sums(tmp_path: Path) -> None:
    workbook = _off(tmp_path, "收入", 2, "金额")
    assert workbook.problems() == ()  # the rows fit, so the book can be compiled
    with _refused(workbook.folder) as refused:
        problem = refused.of("summary-balance")
    assert "收入总计等于支出总计" in problem.place.file
    assert problem.found.startswith("119691678.90＝收入 107001403.81＋使用非财政拨款结余")
    assert "＋年初结转和结余 12393624.97" in problem.found
    assert problem.expected.startswith("等于 119691678.89＝支出 110195507.77＋结余分配 201807.97")
    assert problem.remedy.startswith("相差 0.01 元")


def test_every_identity_that_fails_is_told_once(tmp_path: Path) -> None:
    workbook = _off(tmp_path, "收入", 2, "金额")
    imported = import_book(workbook.write())
    wrong = errors(compile_report(imported.book, imported.facts).judged.judgements)
    with _refused(workbook.folder) as refused:
        told = [p.place.file.split("（")[0] for p in refused.problems]
    assert sorted(told) == sorted({f"勾稽关系 {j.identity.id}" for j in wrong})
    assert len(wrong) > len(told)
    assert "同样不成立的还有 3 处：223、22302、2230203" in refused.of("capital-balance").remedy


def test_the_unit_that_breaks_an_identity_is_named(tmp_path: Path) -> None:
    workbook = _off(tmp_path, "收入", 2, "金额")
    own = workbook.get("单位", workbook.row("单位", 单位编码="U01"), "单位名称")
    with _refused(workbook.write()) as refused:
        assert f"出在{own} 0.01" in refused.of("summary-balance").remedy


def test_units_that_cancel_out_are_told_by_name(tmp_path: Path) -> None:
    workbook = _off(tmp_path, "收入", 2, "金额")
    other = workbook.row("收入", 单位编码="U02", 收入来源="一般公共预算财政拨款收入")
    less = str(Decimal(workbook.get("收入", other, "金额")) - Decimal("0.01"))
    workbook.set("收入", other, "金额", less)
    with _refused(workbook.write()) as refused:
        units = {p.place.file.split(" ")[0] for p in refused.problems if "summary-" in str(p.place)}
    assert units == {"锦河市投资促进局本级", "锦河市投资服务中心"}


def test_an_amount_in_wan_is_named(tmp_path: Path) -> None:
    workbook = Workbook(tmp_path)
    del workbook.sheets["申报合计"]
    for row in range(2, len(workbook.sheets["三公"]) + 1):
        actual = workbook.get("三公", row, "决算")
        workbook.set("三公", row, "决算", f"{Decimal(actual) / 10_000:.2f}")
    with _refused(workbook.write()) as refused:
        assert any("疑为万元" in p.remedy for p in refused.problems)
        assert any("相差约一万倍" in c.said for c in refused.cautions)


def test_an_identity_with_exceptions_is_asked_about(tmp_path: Path) -> None:
    workbook = Workbook(tmp_path)
    del workbook.sheets["申报合计"]
    for row in range(2, len(workbook.sheets["三公"]) + 1):
        for column in ("年初预算", "全年预算"):
            workbook.set("三公", row, column, "1.00")
    _, cautions = check_book_folder(workbook.write())
    (asked,) = [c for c in cautions if "three-public-budget（" in c.place.file]
    assert str(asked).startswith("请核对：勾稽关系 three-public-budget（")
    assert "应不大于" in asked.said
    assert "相差" in asked.said


def test_errors_are_those_that_disagree_and_count() -> None:
    imported = import_book(ROOT / "examples" / "demo-2024")
    judgements = compile_report(imported.book, imported.facts).judged.judgements
    assert errors(judgements) == []
    assert {j.verdict for j in judgements} > {Verdict.AGREES}


def test_a_department_of_one_unit_is_that_unit(tmp_path: Path) -> None:
    """Rows without a unit answer for the only unit as those that name it do."""
    workbook = Workbook(tmp_path, ROOT / "examples" / "yanjiang-2020")
    named = import_book(workbook.write())
    code = named.unit()
    for sheet, rows in workbook.sheets.items():
        if "单位编码" in rows[0] and sheet != "单位":
            for number in range(2, len(rows) + 1):
                workbook.set(sheet, number, "单位编码", "")
    blank = import_book(workbook.write())
    for unit in (None, code):
        one, other = (compile_report(i.book, i.facts, unit) for i in (named, blank))
        assert other.statements == one.statements
        assert other.document.blocks == one.document.blocks
    mixed = workbook.row("支出", 视图="科目")
    workbook.set("支出", mixed, "单位编码", code)
    assert workbook.problems() == ()
