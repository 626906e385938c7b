import pytest

from mingzhang.rulebook.completeness import (
    bare_title,
    official_table,
    official_tables,
    statements,
    table_sets,
)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("收入支出决算总表", "summary"),
        ("2025年部门财务收支预算总表", "summary"),
        ("一、2023年度某省某厅收支预算总表", "summary"),
        ("2025年预算单位收入预算总表", "revenue"),
        ("收入决算表", "revenue"),
        ("部门支出总体情况表", "expenditure"),
        ("支出决算表", "expenditure"),
        ("财政拨款收入支出决算总表", "fiscal_summary"),
        ("2025年部门财政拨款收支预算总表", "fiscal_summary"),
        ("财政拨款支出预算表（功能科目）", "fiscal_expenditure"),
        ("财政拨款支出决算明细表", "fiscal_economic"),
        ("财政拨款基本支出预算表", "fiscal_basic"),
        ("一般公共预算财政拨款支出决算表", "general_expenditure"),
        ("2025年部门一般公共预算支出功能分类预算表", "general_expenditure"),
        ("一般公共预算财政拨款支出决算明细表", "general_detail"),
        ("一般公共预算财政拨款基本支出决算表", "general_basic"),
        ("2025年部门一般公共预算基本支出部门预算经济分类预算表", "general_basic"),
        ("一般公共预算财政拨款项目支出决算表", "general_project"),
        ("财政拨款“三公”经费支出决算表", "three_public"),
        ("“三公”经费、会议费、培训费支出预算表", "three_public"),
        ("政府性基金预算“三公”经费支出决算表", "three_public_fund"),
        ("政府性基金预算财政拨款收入支出决算表", "fund"),
        ("财政拨款政府性基金支出预算表", "fund"),
        ("国有资本经营预算财政拨款支出决算表", "capital"),
        ("一般公共预算机关运行经费支出预算表", "running"),
        ("政府采购预算表", "procurement"),
        ("财政项目支出绩效目标填报表", "project_goals"),
        ("部门整体支出绩效目标申报表", "whole_goals"),
        ("项目支出绩效自评表", "self_evaluation"),
    ],
)
def test_titles_of_official_tables(title: str, kind: str) -> None:
    found = official_table(title)
    assert found is not None
    assert found.id == kind


@pytest.mark.parametrize(
    "text",
    [
        "",
        "收入支出决算总体情况说明",
        "表中数据四舍五入，收支总表见后。",
        "年度主要任务表现",
        "人员情况表",
    ],
)
def test_other_texts(text: str) -> None:
    assert official_table(text) is None


def test_what_a_title_says_beside_its_kind() -> None:
    assert bare_title("2024年度 “三公”经费 支出决算表（续）") == "三公经费支出决算表"


def test_the_years_in_which_rules_hold() -> None:
    final = [each for each in table_sets() if each.report == "final"]
    assert [each.id for each in final if each.holds_in(2015)] == []
    assert [each.id for each in final if each.holds_in(2018)] == ["final"]
    assert [each.id for each in final if each.holds_in(2024)] == ["final", "final_capital"]
    assert [each.sure for each in final] == [True, False]
    equipment = {each.id: each for each in statements() if each.id.startswith("assets_equip")}
    assert [name for name, each in equipment.items() if each.holds_in(2022)] == ["assets_equipment"]


def test_every_rule_names_its_basis() -> None:
    assert all("财预〔2016〕143号" in each.basis for each in table_sets() if each.sure)
    assert all(each.basis for each in statements())
    assert all(each.title and each.heads for each in official_tables().values())
