"""Figures in cells as observations."""

from decimal import Decimal

from mingzhang.domain.checks.model import Bound, Kind, Observation, Role
from mingzhang.extraction.passages import View
from tests.unit.extraction.tables.forms import html


def _labelled(view: View) -> dict[str, Observation]:
    return {o.label: o for o in view.observations}


def test_a_figure_takes_its_unit_from_the_table() -> None:
    found = _labelled(html("单位：万元", "项目 | 金额\n甲支出 | 82\n乙支出 | 21.26\n丙支出 | 4.48"))
    assert {(o.unit, o.kind, o.scale) for o in found.values()} == {
        ("万元", Kind.MONEY, Decimal(10000))
    }
    assert found["甲支出"].presumed == 2
    assert found["甲支出"].places == 0


def test_rows_that_count_things_take_no_unit_of_money() -> None:
    found = _labelled(
        html(
            "单位：万元",
            """
项目 | 统计数
一、公务接待费 | 8.00
二、国内公务接待批次（个） | 12
三、车辆数合计（辆） | 3
1.机要通信用车 | 1
2.应急保障用车 | 2
四、国内公务接待人次 | 90
""",
        )
    )
    assert found["公务接待费"].kind is Kind.MONEY
    kinds = [found[name].kind for name in ("国内公务接待批次", "机要通信用车", "国内公务接待人次")]
    assert kinds == [Kind.COUNT] * 3
    assert found["机要通信用车"].unit == "辆"


def test_heads_give_role_base_stage_and_year() -> None:
    view = html(
        "2023年收支对比表",
        """
项目 | 上年决算数 | 本年决算数 | 增减额 | 增减率（%） | 占比（%）
甲 | 5.00 | 6.00 | 1.00 | 20.00 | 60.00
""",
    )
    told = [(o.role, o.year, o.base) for o in view.observations]
    assert told == [
        (Role.LEVEL, 2022, ""),
        (Role.LEVEL, 2023, ""),
        (Role.CHANGE, 2023, "2022"),
        (Role.GROWTH, 2023, "2022"),
        (Role.SHARE, 2023, ""),
    ]
    assert [o.stage for o in view.observations][:2] == ["actual", "actual"]


def test_label_and_subject_are_the_paths_of_names_and_heads() -> None:
    view = html("""
类别 | 项目 | 支出<1x2>
甲类<2x1> | 一项 | 5.00 | 基本
二项 | 6.00 | 基本
""")
    assert [(o.label, o.subject) for o in view.observations] == [
        ("甲类/一项", "支出"),
        ("甲类/二项", "支出"),
    ]


def test_a_table_without_names_has_its_heads_for_labels() -> None:
    view = html("“三公”经费<1x2> | 会议费<2x1>\n合计 | 公务接待费\n5.00 | 5.00 | 2.00")
    assert [o.label for o in view.observations] == [
        "“三公”经费/合计",
        "“三公”经费/公务接待费",
        "会议费",
    ]


def test_targets_bound_what_they_state() -> None:
    view = html(
        "一级指标 | 三级指标 | 指标值 | 完成值\n产出 | 检查 | ≥90% | 95%\n产出 | 办理 | ≤5天 | 4天"
    )
    assert [o.bound for o in view.observations] == [
        Bound.AT_LEAST,
        Bound.EXACT,
        Bound.AT_MOST,
        Bound.EXACT,
    ]
    assert view.observations[0].stage == "target"


def test_codes_numbers_of_rows_and_columns_years_are_no_quantities() -> None:
    view = html("""
科目编码 | 科目名称 | 行次 | 2023年
栏次<1x3> | 1
201 | 一般公共服务支出 | 1 | 5.00
20103 | 办公厅事务 | 2 | 5.00
2010301 | 行政运行 | 3 | 5.00
""")
    assert [str(o.value) for o in view.observations] == ["5.00"] * 3


def test_a_cell_with_sentences_is_running_text() -> None:
    view = html("目标 | 完成情况\n全年检查3次，整改问题12个。 | 已检查4次，整改问题15个。")
    assert [f"{o.value}{o.unit}" for o in view.observations] == ["3次", "12个", "4次", "15个"]


def test_a_form_calls_a_figure_by_what_stands_to_its_left() -> None:
    view = html("项目名称 | 道路维护 | 项目资金（万元） | 12.50")
    assert [(o.label, o.unit) for o in view.observations] == [("项目资金", "万元")]


def test_figures_stand_in_reading_order_and_are_numbered() -> None:
    view = html("全年支出5万元。", "项目 | 金额\n甲 | 5.00", "另有结余3万元。")
    assert [str(o.value) for o in view.observations] == ["5", "5.00", "3"]
    assert [o.number for o in view.observations] == [0, 1, 2]
    for o in view.observations:
        assert o in view.passages[o.place].observations
        assert "".join(span.of(view.text) for span in o.spans) == str(o.value)
