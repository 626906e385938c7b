"""Values of a form's head: the department, the project, the goal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from mingzhang.domain.book.columns import CellError
from mingzhang.domain.book.sheets import ProjectRow
from mingzhang.domain.performance.forms.material import BLANK, Material, Runs, Subject, words
from mingzhang.domain.performance.forms.value import (
    Slot,
    Turn,
    Value,
    column_of,
    plain_value,
    printed,
    wan_value,
)
from mingzhang.domain.performance.model import Goal, Project
from mingzhang.kernel.regex import lazy_regex

_PROJECT, _GOAL = "项目", "绩效目标"
_YEARS = lazy_regex(r"([0-9]{4})年?(?:[-—－~至到]+([0-9]{4})年?|起)?")


def department(material: Material, _at: Subject) -> Runs:
    """The department's name and code."""
    return words(f"{material.performance.name}（{material.book.department.code}）")


def unit(material: Material, at: Subject) -> Runs:
    """The unit that carries the project out; the department where it has one unit."""
    code = at.project.unit or material.book.only_unit
    return words(material.book.unit(code).name) if code else BLANK


def unit_with_code(material: Material, at: Subject) -> Runs:
    """Code and name of the unit, as the older form of the province prints it."""
    code = at.project.unit or material.book.only_unit
    return words(code + material.book.unit(code).name if code else material.performance.name)


def _subject(_material: Material, at: Subject) -> Runs:
    """Return the project, or that it is the whole department."""
    return words(at.project.name if at.project.code else f"{at.project.name}（部门整体）")


def _of_project(read: Callable[[Project], str]) -> Callable[[Material, Subject], Runs]:
    return lambda _material, at: words(read(at.project))


def _of_row(field: str) -> Callable[[Material, Subject], Runs]:
    """Return a writer of a cell of the sheet 项目."""
    kind = column_of((_PROJECT, field)).kind

    def write(material: Material, at: Subject) -> Runs:
        rows = material.book.rows(ProjectRow)
        row = next((row for row in rows if row.code == at.project.code), None)
        value = getattr(row, field, None)
        return words(kind.write(value) if value not in (None, "") else "")

    return write


def _project_total(material: Material, at: Subject) -> Runs:
    return material.cell_amount(at.project.place, "项目总投入", at.project.total)


def _project_fiscal(material: Material, at: Subject) -> Runs:
    return material.cell_amount(at.project.place, "其中财政拨款总额", at.project.total_fiscal)


def _project_other(material: Material, at: Subject) -> Runs:
    total, fiscal = at.project.total, at.project.total_fiscal
    rest = None if total is None or fiscal is None else total - fiscal
    name = f"{at.project.code} 其他资金总额"
    return material.worked_amount(name, "项目总投入 − 其中财政拨款总额", rest)


def _period(_material: Material, at: Subject) -> Runs:
    first, last = at.project.first_year, at.project.last_year
    if first is None:
        return BLANK
    if last is None:
        return words(f"{first}年起")
    return words(f"{first}年" if first == last else f"{first}—{last}年")


def _read_period(text: str, _turn: Turn) -> Mapping[Slot, Any]:
    match = _YEARS.fullmatch("".join(text.split()))
    if match is None:
        raise CellError("起止年度，例如 2023—2025年", "按所示样式填写；没有期限的写“2023年起”")
    found: dict[Slot, Any] = {(_PROJECT, "first_year"): int(match[1])}
    if not match[0].endswith("起"):
        found[_PROJECT, "last_year"] = int(match[2] or match[1])
    return found


def _of_goal(read: Callable[[Goal], str]) -> Callable[[Material, Subject], Runs]:
    return lambda _material, at: words(read(at.project.goal) if at.project.goal else "")


HEAD_VALUES: dict[str, Value] = {
    "entity.department": printed(department),
    "project.unit": printed(unit),
    "project.unit_with_code": printed(unit_with_code),
    "project.name": plain_value(_PROJECT, "name", _of_project(lambda p: p.name)),
    "project.code": plain_value(_PROJECT, "code", _of_project(lambda p: p.code)),
    "project.kind": plain_value(_PROJECT, "kind", _of_row("kind")),
    "project.standing": plain_value(_PROJECT, "standing", _of_row("standing")),
    "project.basis": plain_value(_PROJECT, "basis", _of_row("basis"), "left"),
    "project.decision": plain_value(_PROJECT, "decision", _of_row("decision"), "left"),
    "project.period": Value(
        _period, _read_period, ((_PROJECT, "first_year"), (_PROJECT, "last_year"))
    ),
    "project.total": wan_value(_PROJECT, "total", _project_total),
    "project.total_fiscal": wan_value(_PROJECT, "total_fiscal", _project_fiscal),
    "project.total_other": printed(_project_other, "right"),
    "goal.subject": printed(_subject),
    "goal.annual": plain_value(_GOAL, "annual", _of_goal(lambda g: g.annual), "left"),
    "goal.medium": plain_value(_GOAL, "medium", _of_goal(lambda g: g.medium), "left"),
    "goal.done": plain_value(_GOAL, "done", _of_goal(lambda g: g.done), "left"),
}
