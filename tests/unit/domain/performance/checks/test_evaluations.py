"""Codes and references of evaluations, each problem at its cell, imported as a user would."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mingzhang.kernel.problem import Place
from tests.unit.domain.book.workbook import at
from tests.unit.domain.performance.checks.workbook import PerformanceWorkbook, sound

Case = Callable[[PerformanceWorkbook], Place]
EVALUATION = {"评价编号": "E1", "项目": "P01", "评价类别": "部门评价"}


def _whole(column: str, **cells: str) -> Case:
    def add(workbook: PerformanceWorkbook) -> Place:
        return at("整体评价", workbook.add("整体评价", **cells), column)

    return add


def _score(column: str, system: str = "", **cells: str) -> Case:
    def add(workbook: PerformanceWorkbook) -> Place:
        workbook.add("评价", **EVALUATION, 指标体系=system)
        return at("评价打分", workbook.add("评价打分", 评价编号="E1", **cells), column)

    return add


def _weights(workbook: PerformanceWorkbook) -> Place:
    workbook.add("评价", **EVALUATION)
    cells = {"评价编号": "E1", "评价指标": "A11"}
    workbook.add("评价打分", **cells, 专家编号="甲", 分值="3", 得分="3")
    number = workbook.add("评价打分", **cells, 专家编号="乙", 分值="4", 得分="3")
    return at("评价打分", number, "分值")


def _system(workbook: PerformanceWorkbook) -> Place:
    row = workbook.add("评价", **EVALUATION, 指标体系="cn-evaluation-2021")
    workbook.add("评价打分", 评价编号="E1", 评价指标="Z", 得分="1")  # nothing to hold it against
    return at("评价", row, "指标体系")


CASES: dict[str, Case] = {
    "unknown indicator": _whole("评价指标", 评价指标="A99", 得分="1"),
    "another year's indicator": _whole("评价指标", 评价指标="B41", 得分="1"),
    "a count below zero": _whole("数值", 评价指标="A31", 数值="-1"),
    "more than its questions": _whole("数值", 评价指标="B12", 数值="4"),
    "half a question": _whole("数值", 评价指标="B12", 数值="1.5"),
    "value and reference": _whole("数值", 评价指标="A41", 数值="1", 取数="staff{measure=growth}"),
    "reference to nothing": _whole("取数", 评价指标="A41", 取数="luck"),
    "standard of nothing": _whole("标准取数", 评价指标="A41", 标准取数="staff{colour=red}"),
    "unknown system": _system,
    "unknown scored indicator": _score("评价指标", 评价指标="Z", 得分="1"),
    "indicator of another system": _score(
        "评价指标", "cn-indicators-2013", 评价指标="C41", 得分="1"
    ),
    "more than its questions for an expert": _score("数值", 评价指标="A11", 数值="6"),
    "weights that differ": _weights,
}


@pytest.mark.parametrize("name", CASES)
def test_a_problem_is_told_at_its_cell_and_nowhere_else(name: str, tmp_path: Path) -> None:
    workbook = sound(tmp_path)
    place = CASES[name](workbook)
    (problem,) = workbook.problems()
    assert problem.place == place
    assert problem.remedy


def test_an_unknown_code_names_its_nearest_and_all_there_are(tmp_path: Path) -> None:
    workbook = sound(tmp_path)
    workbook.add("整体评价", 评价指标="A34", 得分="1")
    (problem,) = workbook.problems()
    assert "四川省部门整体支出绩效评价指标体系（2022年度起）" in problem.expected
    assert "A33 资金使用规范" in problem.remedy


def test_sound_evaluations_have_no_problem(tmp_path: Path) -> None:
    workbook = sound(tmp_path)
    workbook.add("整体评价", 评价指标="A31", 得分="2.5")  # no document sets its points at 2
    workbook.add("整体评价", 评价指标="B12", 数值="3")
    workbook.add("整体评价", 评价指标="A41", 取数="staff{measure=growth}", 标准取数="staff")
    workbook.add("整体评价", 评价指标="C2", 不适用="是", 扣分原因="没有债券资金")
    workbook.add("评价", **EVALUATION, 指标体系="cn-indicators-2013")
    for expert in ("甲", "乙"):
        workbook.add("评价打分", 评价编号="E1", 评价指标="B22", 专家编号=expert, 得分="4")
    assert workbook.problems() == ()
