"""The reports on performance of the examples: outlines, files, and what they refuse."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from mingzhang.docmodel.model import Document, Heading, PageBreak, Table, numbers
from mingzhang.documents.text import write_text
from mingzhang.domain.book.facts import book_facts
from mingzhang.domain.book.model import Book
from mingzhang.domain.book.performance_sheets import PERFORMANCE_SHEETS
from mingzhang.domain.book.sheets import ProjectRow, UnitRow
from mingzhang.rulebook.editions import NoEdition
from mingzhang.usecases.compile_report import CompiledReport, compile_report
from mingzhang.usecases.import_book import (
    PERFORMANCE_REPORTS,
    ImportedBook,
    import_book,
    performance_editions,
)
from mingzhang.usecases.performance.report import (
    NoPerformance,
    PerformanceReport,
    compile_performance_report,
    performance_reports,
    write_performance_reports,
)

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
BOOKS = ("leshan-2021", "luzhou-2023", "yanjiang-2020", "demo-2024")


@cache
def _book(name: str) -> ImportedBook:
    return import_book(EXAMPLES / name)


@cache
def _report(name: str, kind: str, project: str = "") -> PerformanceReport:
    return compile_performance_report(_book(name), kind, project)


def _headings(document: Document, level: int) -> list[str]:
    return [b.text for b in document.blocks if isinstance(b, Heading) and b.level == level]


def _tables(document: Document) -> Iterator[Table]:
    return (block for block in document.blocks if isinstance(block, Table))


def _plain(name: str) -> ImportedBook:
    """Return an example without its performance sheets."""
    book = _book(name).book.without(PERFORMANCE_SHEETS)
    facts, problems = book_facts(book)
    assert not problems
    return ImportedBook(book, facts)


@pytest.mark.parametrize(
    ("name", "kind", "project", "outline"),
    [
        (
            "leshan-2021", "wholereport", "",
            ["部门概况", "部门财政资金收支情况", "部门整体预算绩效管理情况", "评价结论及措施"],
        ),
        (
            "luzhou-2023", "wholereport", "",
            ["部门基本情况", "部门资金收支情况", "部门整体绩效分析", "评价结论及建议"],
        ),
        (
            "yanjiang-2020", "wholereport", "",
            [
                "部门概况", "部门财政资金收支情况", "评价工作开展情况", "评价结论", "绩效分析",
                "问题分析",
            ],
        ),
        (
            "leshan-2021", "projectreport", "WSHD",
            ["项目概况", "项目实施及管理情况", "项目绩效情况", "问题及建议"],
        ),
        (
            "yanjiang-2020", "projectreport", "ZSZX",
            [
                "项目基本情况", "绩效自评工作情况", "评价结论", "绩效分析",
                "主要经验及做法、存在的问题和建议",
            ],
        ),
        (
            "luzhou-2023", "specialreport", "ZXZJ",
            ["项目概况", "评价实施", "绩效分析", "评价结论", "主要问题", "工作建议"],
        ),
    ],
)  # fmt: skip
def test_the_outline_is_the_one_of_the_year(
    name: str, kind: str, project: str, outline: list[str]
) -> None:
    found = _headings(_report(name, kind, project).document, 2)
    assert [text.partition("、")[2] for text in found] == outline


def test_projects_are_told_one_by_one_under_numbers_of_their_own() -> None:
    found = _headings(_report("leshan-2021", "wholereport").document, 4)
    assert [text.partition("．")[0] for text in found] == list("12345")
    assert found[0] == "1．外事活动"


@pytest.mark.parametrize("name", BOOKS)
def test_every_figure_tells_how_it_came_about(name: str) -> None:
    for kind, project in performance_reports(_book(name)):
        document = _report(name, kind, project).document
        printed = {number.key for number in numbers(document)}
        assert printed <= set(document.derivations)
        told = {document.derivations[key].exact for key in printed}
        assert "不详" not in told


@pytest.mark.parametrize("name", BOOKS)
def test_no_placeholder_and_no_empty_sentence_is_left_in_the_text(name: str) -> None:
    for kind, project in performance_reports(_book(name)):
        text = write_text(_report(name, kind, project).document).decode()
        for odd in ("{", "}", "。。", "；。", "，。", "：。", "，，", "None"):
            assert odd not in text, (kind, project, odd)


def test_a_project_evaluated_by_itself_gets_the_report_on_its_evaluation() -> None:
    assert performance_reports(_book("luzhou-2023")) == (
        ("wholereport", ""),
        ("specialreport", "ZXZJ"),
    )
    every = performance_reports(_book("demo-2024"))
    # The department evaluated P08 beside its self-evaluation; finance reports on P04 itself.
    assert [pair for pair in every if pair[1] == "P08"] == [
        ("projectreport", "P08"),
        ("specialreport", "P08"),
    ]
    assert [pair for pair in every if pair[1] == "P04"] == [("projectreport", "P04")]


def test_reports_are_chosen_by_kind_and_project() -> None:
    demo = _book("demo-2024")
    assert performance_reports(demo, ("projectreport",), "P02") == (("projectreport", "P02"),)
    assert performance_reports(demo, ("wholereport",), "P02") == ()
    with pytest.raises(KeyError):
        performance_reports(demo, (), "P99")


def test_the_idle_project_with_ninety_points_is_named() -> None:
    text = write_text(_report("yanjiang-2020", "projectreport", "ZWFJ").document).decode()
    assert "预算执行率0%" in text
    assert "自评得分90分，等次为“良”" in text
    assert "资金没有执行，与申报得分90分不相称" in text
    assert "对应“优”，与申报等次不一致" in text


def test_the_report_on_accounts_tells_goals_results_and_the_form() -> None:
    book = _book("yanjiang-2020")
    document = compile_report(book.book, book.facts).document
    headings = _headings(document, 3)
    assert {
        "（四）预算绩效管理情况",
        "（五）项目绩效目标完成情况",
        "（六）部门开展绩效评价结果",
    } <= {*headings}
    titles = [table.title for table in _tables(document)]
    assert titles.count("项目支出绩效目标完成情况表（2020年度）") == 2


def test_without_performance_sheets_the_report_on_accounts_has_none_of_it() -> None:
    plain = _plain("yanjiang-2020")
    document = compile_report(plain.book, plain.facts).document
    assert "（五）项目绩效目标完成情况" not in _headings(document, 3)
    text = write_text(document).decode()
    assert "绩效自评得分" not in text
    assert not [t for t in _tables(document) if "绩效" in t.title]


def _of_unit(name: str, unit: str) -> CompiledReport:
    book = _book(name)
    return compile_report(book.book, book.facts, unit)


def test_the_report_of_a_unit_tells_the_projects_that_it_carries_out() -> None:
    report = _of_unit("demo-2024", "U02")
    text = write_text(report.document).decode()
    assert "对2个项目编制绩效目标" in text
    assert "年度终了对2个项目开展绩效自评" in text
    assert "外商投资环境优化与服务绩效自评得分96.97分，等次为“优”" in text
    assert "投资促进信息平台建设绩效自评得分73.51分" in text
    # Neither the department's own goal nor projects of other units.
    assert text.count("绩效自评得分") == 2
    assert not [gap for gap in report.gaps if "绩效" in gap]
    known = report.document.derivations
    assert all(number.key in known for number in numbers(report.document))
    score = known["points{project=P03}@JH305/department:2024:actual"]
    assert (score.value, score.unit) == (Decimal("96.97"), "分")
    counted = known["managed_projects{management=goals}@U02/unit:2024:actual"]
    assert counted.formula.startswith("“绩效目标”表所列项目计数")


def test_units_share_the_projects_of_their_department_out() -> None:
    book = _book("demo-2024").book
    told = [
        write_text(_of_unit("demo-2024", unit.code).document).decode().count("绩效自评")
        for unit in book.rows(UnitRow)
    ]
    # A line for each project, and one of the counts in every report.
    projects = [unit for unit in book.rows(UnitRow) if _projects(book, unit.code)]
    assert sum(told) == len(book.rows(ProjectRow)) + len(projects)


def _projects(book: Book, unit: str) -> list[ProjectRow]:
    return [project for project in book.rows(ProjectRow) if project.unit == unit]


def test_a_unit_without_projects_has_no_part_and_says_so() -> None:
    report = _of_unit("luzhou-2023", "510500-jhwsj-02")
    assert "绩效自评得分" not in write_text(report.document).decode()
    assert "缺少预算绩效管理情况说明（叙述表“十.绩效”）" in report.gaps


def test_the_only_unit_reports_as_the_department_does() -> None:
    book = _book("yanjiang-2020")
    (unit,) = book.book.rows(UnitRow)
    own = _of_unit("yanjiang-2020", unit.code)
    whole = compile_report(book.book, book.facts)
    assert own.gaps == whole.gaps
    titles = [table.title for table in _tables(own.document)]
    assert titles.count("项目支出绩效目标完成情况表（2020年度）") == 2
    parts = [write_text(r.document).decode().count("绩效") for r in (own, whole)]
    assert parts[0] == parts[1]


@pytest.mark.parametrize(
    ("name", "project", "listed"),
    [
        ("luzhou-2023", "ZXZJ", "绩效指标：预算执行100%；资金下达：是"),
        ("demo-2024", "P08", "绩效指标：项目总成本不高于15658400元；工程形象进度不低于65%"),
    ],
)
def test_a_special_report_lists_targets_once_with_what_is_examined(
    name: str, project: str, listed: str
) -> None:
    text = write_text(_report(name, "specialreport", project).document).decode()
    before, _, after = text.partition(listed)
    assert "逐项核查下列指标是否达到年度指标值" in before.splitlines()[-1]
    assert listed not in after


def test_a_book_without_performance_has_no_report_on_it() -> None:
    plain = _plain("luzhou-2023")
    assert performance_reports(plain) == ()
    with pytest.raises(NoPerformance, match="没有绩效目标"):
        compile_performance_report(plain, "wholereport")


def test_what_a_report_lacks_is_said() -> None:
    with pytest.raises(NoEdition, match="specialreport"):
        compile_performance_report(_book("leshan-2021"), "specialreport", "WSHD")
    with pytest.raises(KeyError):
        compile_performance_report(_book("leshan-2021"), "projectreport", "XXXX")
    with pytest.raises(NoPerformance, match="驻点招商工作经费"):
        compile_performance_report(_book("luzhou-2023"), "projectreport", "ZDZS")


def test_every_kind_is_there_for_the_years_that_have_it() -> None:
    kinds = {name: tuple(performance_editions(_book(name).book)) for name in BOOKS}
    whole, project, special = PERFORMANCE_REPORTS
    assert kinds["yanjiang-2020"] == kinds["leshan-2021"] == (whole, project)
    assert kinds["luzhou-2023"] == kinds["demo-2024"] == (whole, project, special)


def test_files_are_written_and_are_the_same_twice(tmp_path: Path) -> None:
    formats = ("docx", "pdf", "html", "xlsx", "txt")
    book = _book("leshan-2021")
    made = []
    for folder in ("一", "二"):
        written = write_performance_reports(book, tmp_path / folder, (), "WSHD", formats)
        (report,) = written
        assert not report.refused
        assert [path.name for path in report.files] == [
            "项目支出绩效自评报告-WSHD.docx",
            "项目支出绩效自评报告-WSHD.pdf",
            "项目支出绩效自评报告-WSHD.html",
            "项目支出绩效自评报告-WSHD附表.xlsx",
            "项目支出绩效自评报告-WSHD.txt",
        ]
        made.append([path.read_bytes() for path in report.files])
    assert made[0] == made[1]
    assert [line for line in report.lines() if line.startswith("  待补：2021年指标“上级满意度”")]


def test_a_report_on_an_evaluation_concludes_with_its_score() -> None:
    said = write_text(_report("demo-2024", "specialreport", "P08").document).decode()
    assert "部门评价得分78.84分，等次为“中”。" in said
    assert "项目自评得分83.85分，等次为“良”。" in said


def test_annexed_forms_stand_on_pages_of_their_own() -> None:
    blocks = _report("demo-2024", "wholereport").document.blocks
    forms = [n for n, block in enumerate(blocks) if isinstance(block, Table)]
    assert len(forms) == 20
    assert all(isinstance(blocks[n - 1], PageBreak) for n in forms)
