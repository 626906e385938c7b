"""A report with files beside it, of any format: contradictions are found, misfits are told."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from mingzhang.domain.checks.model import Severity
from mingzhang.usecases.check_document import check
from mingzhang.usecases.checked.companions import Companion
from mingzhang.usecases.checked.model import Checked, Examined
from mingzhang.usecases.checked.sets import parts_of_one
from tests.unit.usecases.checked_text import SOUND, read
from tests.unit.usecases.statements import WRITERS, Rows, as_file, spent, totals

FORMS = tuple(WRITERS)
PLANNED = "\n五、预算\n2024年度本年支出年初预算为870.00万元，支出决算为880.50万元。\n"
CARRIED = "\n五、结转\n2024年年初结转和结余12.34万元。\n"
OWN = (totals(2024, "880.50"), spent(2024, "500.20", "380.30", "880.50"))


def _checked(text: str, form: str, role: str, *files: Sequence[Rows]) -> Checked:
    given = [
        Companion(role, f"{role}{n}.{form}", as_file(form, *tables))
        for n, tables in enumerate(files)
    ]
    return check(read(text), given)


def _said(checked: Checked) -> list[tuple[Severity, str]]:
    return [(f.severity, f.message) for f in checked.findings if f.severity > Severity.HINT]


def _reasons(checked: Checked) -> str:
    return "\n".join(each.reason for each in checked.unexamined if each.place is None)


SOUND_SETS = [
    ("tables", SOUND, (OWN,)),
    ("tables", SOUND, (OWN[:1], OWN[1:])),
    ("last-year", SOUND, ((totals(2023, "800.25"),),)),
    ("budget", SOUND + PLANNED, ((spent(2024, "500.20", "369.80", "870.00", "预算"),),)),
    ("approval", SOUND, (OWN,)),
    (
        "unit",
        SOUND,
        (
            (spent(2024, "200.00", "100.00", "300.00"),),
            (spent(2024, "300.20", "280.30", "580.50"),),
        ),
    ),
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("role", "text", "files"), SOUND_SETS)
def test_a_sound_set_is_sound(
    form: str, role: str, text: str, files: Sequence[Sequence[Rows]]
) -> None:
    alone, together = check(read(text)), _checked(text, form, role, *files)
    assert _said(together) == []
    assert _reasons(together) == ""
    assert together.relations.checked > alone.relations.checked


@pytest.mark.parametrize("form", FORMS)
def test_a_table_that_the_text_contradicts_is_an_error(form: str) -> None:
    tables = (OWN[0], spent(2024, "500.20", "386.30", "886.50"))
    checked = _checked(SOUND, form, "tables", tables)
    assert {severity for severity, _ in _said(checked)} == {Severity.ERROR}
    (finding,) = (f for f in checked.findings if "386.30" in f.message)
    assert f"报表“tables0.{form}”" in finding.message
    assert {each.document for each in finding.evidence} == {"", f"tables0.{form}"}


@pytest.mark.parametrize("form", FORMS)
def test_tables_tell_which_figure_of_a_text_is_wrong(form: str) -> None:
    text = (
        "某市水文监测局2024年度部门决算说明\n\n三、支出决算情况说明\n"
        "2024年度基本支出500.20万元。\n2024年度项目支出308.30万元。\n"
        "2024年度本年支出合计880.50万元。\n"
    )
    assert [severity for severity, _ in _said(check(read(text)))] == [Severity.WARNING]
    (finding,) = _checked(text, form, "tables", OWN).findings
    assert finding.severity is Severity.ERROR
    assert [each.figure for each in finding.evidence if each.role == "root"] == ["308.30"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("role", "text", "files", "figure"),
    [
        ("last-year", SOUND, ((totals(2023, "801.25"),),), "801.25"),
        (
            "budget",
            SOUND + PLANNED,
            ((spent(2024, "500.20", "369.80", "876.00", "预算"),),),
            "876.00",
        ),
        ("budget", SOUND + PLANNED.replace("870", "878"), SOUND_SETS[3][2], "878.00"),
        ("approval", SOUND, ((OWN[0], spent(2024, "500.20", "390.30", "880.50")),), "390.30"),
        (
            "unit",
            SOUND,
            (SOUND_SETS[5][2][0], (spent(2024, "300.20", "281.30", "580.50"),)),
            "281.30",
        ),
    ],
)
def test_other_roles_warn_with_both_places(
    form: str, role: str, text: str, files: Sequence[Sequence[Rows]], figure: str
) -> None:
    checked = _checked(text, form, role, *files)
    assert {severity for severity, _ in _said(checked)} == {Severity.WARNING}
    assert any(figure in message for _, message in _said(checked))
    places = {each.document for f in checked.findings for each in f.evidence}
    assert "" in places
    assert any(each.startswith(role) for each in places)


def test_what_a_year_begins_with_is_what_the_last_one_left() -> None:
    def found(left: str) -> list[tuple[Severity, set[str]]]:
        last = f"某市水文监测局2023年度部门决算说明\n\n2023年年末结转和结余{left}万元。\n"
        checked = check(read(SOUND + CARRIED), [Companion("last-year", "上年.txt", read(last))])
        return [(f.severity, {each.document for each in f.evidence}) for f in checked.findings]

    assert found("12.34") == []
    assert found("12.84") == [(Severity.HINT, {"", "上年.txt"})]  # it may have been adjusted


def test_a_missing_unit_is_told() -> None:
    checked = _checked(SOUND, "xlsx", "unit", SOUND_SETS[5][2][0])
    assert _said(checked) == []
    assert "可能缺少单位（含本级）" in _reasons(checked)


@pytest.mark.parametrize("role", ["tables", "last-year", "budget", "approval"])
def test_another_department_is_told(role: str) -> None:
    year = 2023 if role == "last-year" else 2024
    tables = (totals(year, "613.20", entity="另市畜牧兽医局"),)
    checked = _checked(SOUND + PLANNED, "xlsx", role, tables)
    assert _said(checked) == []
    assert "写的是“另市畜牧兽医局”，不是“某市水文监测局”" in _reasons(checked)


def test_tables_of_another_year_are_told() -> None:
    checked = _checked(SOUND, "xlsx", "tables", (totals(2022, "880.50"),))
    assert "写的是2022年度，应为2024年度" in _reasons(checked)


def test_what_is_wrong_in_the_tables_alone_is_only_counted() -> None:
    tables = (OWN[0], [*spent(2024, "500.20", "380.30", "880.50"), ["其他支出", "7", "9", "1"]])
    checked = _checked(SOUND, "xlsx", "tables", tables)
    assert _said(checked) == []
    assert "自身还有" in _reasons(checked)


def _examined(path: str, form: str, department: str = "某局", year: int = 2024) -> Examined:
    found = Checked(kind="final", department=department, year=year)
    return Examined(path, "", form, 0.0, found)


def test_files_of_one_report_are_named_with_the_command() -> None:
    files = [
        _examined("a/说明.docx", "docx"),
        _examined("a/报 表.xlsx", "workbook"),
        _examined("a/旧表.xlsx", "workbook", year=2023),
        _examined("a/别处.csv", "csv", department="他局"),
    ]
    (told,) = parts_of_one(files)
    assert told.endswith('mingzhang check a/说明.docx --with tables="a/报 表.xlsx"')
    assert list(parts_of_one(files[1:])) == []
