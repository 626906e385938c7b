"""The sheets of a book: one frozen dataclass per sheet, one field per column.

Amounts are yuan. A number; 0; blank = it exists, the amount is not given.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mingzhang.domain.book.columns import (
    COUNT,
    DATE,
    FLAG,
    MONEY,
    REGION,
    TEXT,
    TOKEN,
    YEAR,
    choice,
    col,
    dim,
)
from mingzhang.domain.book.performance_sheets import PERFORMANCE_SHEETS
from mingzhang.domain.book.sourced import Sourced
from mingzhang.rulebook.concepts import concepts

STANDING = choice("项目属性", {"new": "新增", "continued": "延续"})
ENTRY = choice(
    "预算事项",
    {
        "initial": "年初预算",
        "addition": "追加",
        "reduction": "追减",
        "virement": "调剂",
        "adjusted": "全年预算",
    },
)
SIDE = choice("收支", {"revenue": "收入", "expenditure": "支出"})
CONCEPT = choice("指标", {c.code: c.label for c in concepts().values()})
POLICY = choice("显示口径", {"true": "逐项四舍五入", "balanced": "调整尾差"})
FOREIGN = choice("外事接待列示", {"inside": "含在国内接待费内", "beside": "与国内接待费并列"})
STAGE = choice("阶段", {"initial": "年初预算", "adjusted": "全年预算", "actual": "决算"})
ABOUT = choice("说明事项", {"change": "比上年增减", "completion": "完成预算差异"})


@dataclass(frozen=True, slots=True)
class DepartmentRow:
    """部门: one row."""

    code: str = col("部门编码", TOKEN, required=True)
    name: str = col("部门名称", TEXT, required=True)
    short_name: str = col("简称", TEXT)
    region: str = col("行政区划代码", REGION, required=True, note="六位，例如 510500")
    year: int = col("年度", YEAR, required=True)
    publish_date: date = col("公开日期", DATE, required=True)
    approval_date: date | None = col("批复日期", DATE)
    approval_number: str = col("批复文号", TEXT)
    display_policy: str | None = col("显示口径", POLICY, note="空白按逐项四舍五入")
    foreign_reception: str | None = col("外事接待列示", FOREIGN, note="空白按含在国内接待费内")


@dataclass(frozen=True, slots=True)
class UnitRow:
    """单位: the department's own office and each second-level budget unit."""

    code: str = col("单位编码", TOKEN, required=True)
    name: str = col("单位名称", TEXT, required=True)
    kind: str = col("单位性质", dim("unit_kind"), required=True)
    own_office: bool = col("部门本级", FLAG, required=True)
    duties: str = col("主要职能", TEXT)
    offices: str = col("内设机构", TEXT, note="用顿号分隔")


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """项目: what the other sheets' project codes mean."""

    code: str = col("项目编码", TOKEN, required=True)
    name: str = col("项目名称", TEXT, required=True)
    kind: str | None = col("项目类型", dim("project_kind"))
    unit: str = col("单位编码", TOKEN, note="实施单位")
    standing: str | None = col("项目属性", STANDING)
    first_year: int | None = col("起始年度", YEAR)
    last_year: int | None = col("结束年度", YEAR, note="没有期限的常年项目留空")
    total: Decimal | None = col("项目总投入", MONEY, note="跨年度项目全部年度的资金")
    total_fiscal: Decimal | None = col("其中财政拨款总额", MONEY)
    basis: str = col("立项依据", TEXT)
    decision: str = col("集体决策", TEXT, note="党组会议的日期或纪要文号")


@dataclass(frozen=True, slots=True)
class ViewRow:
    """视图: margins in which a sheet is known; a sheet without any gives all dimensions."""

    code: str = col("视图编码", TOKEN, required=True)
    sheet: str = col("表", TEXT, required=True)
    dims: str = col("给出的维度", TEXT, note="列标题，用顿号分隔")
    within: str = col("范围", TEXT, note="例如 支出性质=项目支出，多个用顿号分隔")
    complete: bool = col("完整", FLAG, required=True, note="是：未列即为0；否：未列即不详")


@dataclass(frozen=True, slots=True)
class RevenueRow(Sourced):
    """收入 of the year."""

    view: str = col("视图", TOKEN)
    unit: str = col("单位编码", TOKEN)
    source: str | None = col("收入来源", dim("source"))
    function: str | None = col("功能分类科目", dim("function"))
    amount: Decimal | None = col("金额", MONEY, present=True)


@dataclass(frozen=True, slots=True)
class ExpenditureRow(Sourced):
    """支出 of the year, view by view."""

    view: str = col("视图", TOKEN)
    unit: str = col("单位编码", TOKEN)
    budget: str | None = col("预算类别", dim("budget"))
    function: str | None = col("功能分类科目", dim("function"))
    nature: str | None = col("支出性质", dim("nature"))
    economic: str | None = col("经济分类科目", dim("economic"))
    project: str | None = col("项目", dim("project"))
    project_kind: str | None = col("项目类型", dim("project_kind"))
    amount: Decimal | None = col("金额", MONEY, present=True)


@dataclass(frozen=True, slots=True)
class BudgetRow(Sourced):
    """预算: the initial budget and each adjustment; 全年预算 only where no ledger is known."""

    view: str = col("视图", TOKEN)
    entry: str = col("预算事项", ENTRY, required=True)
    side: str = col("收支", SIDE, required=True)
    document: str = col("文号", TEXT)
    on: date | None = col("日期", DATE)
    unit: str = col("单位编码", TOKEN)
    source: str | None = col("收入来源", dim("source"))
    budget: str | None = col("预算类别", dim("budget"))
    function: str | None = col("功能分类科目", dim("function"))
    nature: str | None = col("支出性质", dim("nature"))
    economic: str | None = col("经济分类科目", dim("economic"))
    project: str | None = col("项目", dim("project"))
    project_kind: str | None = col("项目类型", dim("project_kind"))
    amount: Decimal | None = col("金额", MONEY, note="追减和调出填负数", present=True)


@dataclass(frozen=True, slots=True)
class CarryOverRow(Sourced):
    """结转: a ledger line per project and origin year; blank columns are not given."""

    view: str = col("视图", TOKEN)
    unit: str = col("单位编码", TOKEN)
    budget: str | None = col("预算类别", dim("budget"))
    function: str | None = col("功能分类科目", dim("function"))
    nature: str | None = col("支出性质", dim("nature"))
    project: str | None = col("项目", dim("project"))
    origin_year: str | None = col("指标年度", dim("origin_year"))
    carry_in: Decimal | None = col("年初结转", MONEY)
    treasury_issued: Decimal | None = col("下达指标", MONEY)
    treasury_allocated: Decimal | None = col("拨付", MONEY)
    treasury_cut: Decimal | None = col("压减", MONEY)
    treasury_spent: Decimal | None = col("支出", MONEY)
    carry_out: Decimal | None = col("年末结转", MONEY)
    treasury_receivable: Decimal | None = col("财政应返还额度", MONEY)
    treasury_recovered: Decimal | None = col("财政收回", MONEY)


@dataclass(frozen=True, slots=True)
class SurplusRow(Sourced):
    """结余: use and distribution of non-fiscal surpluses, per unit."""

    unit: str = col("单位编码", TOKEN)
    surplus_used: Decimal | None = col("使用非财政拨款结余", MONEY)
    surplus_distributed: Decimal | None = col("结余分配", MONEY)


@dataclass(frozen=True, slots=True)
class EliminationRow(Sourced):
    """抵销: what one unit of the department paid another, counted twice by adding up."""

    kind: str = col(
        "抵销事项",
        choice(
            "抵销事项",
            {
                "grant": "上级补助收入与对附属单位补助支出",
                "remittance": "附属单位上缴收入与上缴上级支出",
            },
        ),
        required=True,
    )
    payer: str = col("付款单位", TOKEN, required=True)
    payee: str = col("收款单位", TOKEN, required=True)
    budget: str | None = col("预算类别", dim("budget"), note="付款所用资金")
    revenue_function: str | None = col("收入功能科目", dim("function"))
    expenditure_function: str | None = col("支出功能科目", dim("function"))
    amount: Decimal = col("金额", MONEY, required=True)


@dataclass(frozen=True, slots=True)
class FigureRow(Sourced):
    """上年 and 申报合计: single figures by concept; totals here are reconciled, never added."""

    concept: str = col("指标", CONCEPT, required=True)
    dims: str = col("维度", TEXT, note="例如 支出性质=基本支出；可空，多个用顿号分隔")
    unit: str = col("单位编码", TOKEN, note="空白为部门汇总")
    stage: str | None = col("阶段", STAGE, note="空白按决算")
    value: Decimal | None = col("数值", MONEY, note="金额以元计，数量以个计", present=True)


@dataclass(frozen=True, slots=True)
class ThreePublicRow(Sourced):
    """三公: budget and actual by line, of fiscal appropriations."""

    unit: str = col("单位编码", TOKEN)
    item: str = col("三公项目", dim("item"), required=True)
    budget: str | None = col("预算类别", dim("budget"), note="空白按一般公共预算")
    initial: Decimal | None = col("年初预算", MONEY)
    adjusted: Decimal | None = col("全年预算", MONEY)
    actual: Decimal | None = col("决算", MONEY)


@dataclass(frozen=True, slots=True)
class OverseasGroupRow:
    """团组: each group abroad; persons of this unit and of the whole group apart."""

    unit: str = col("单位编码", TOKEN)
    group: str = col("团组", dim("group"), required=True)
    destinations: str = col("出访国家（地区）", TEXT, required=True)
    purpose: str = col("任务", TEXT)
    result: str = col("成果", TEXT)
    own: Decimal | None = col("本单位人数", COUNT)
    whole: Decimal | None = col("全团人数", COUNT)


@dataclass(frozen=True, slots=True)
class ReceptionRow:
    """接待: batches and persons (陪同人员 not counted)."""

    unit: str = col("单位编码", TOKEN)
    item: str = col("三公项目", dim("item"), required=True)
    batches: Decimal | None = col("批次", COUNT)
    persons: Decimal | None = col("人次", COUNT)


@dataclass(frozen=True, slots=True)
class VehicleRow:
    """车辆 at the end of the year."""

    unit: str = col("单位编码", TOKEN)
    vehicle_kind: str = col("车辆类型", dim("vehicle_kind"), required=True)
    body_type: str | None = col("车型", dim("body_type"))
    owned: Decimal = col("年末保有量", COUNT, required=True)
    purchased: Decimal | None = col("当年购置", COUNT)


@dataclass(frozen=True, slots=True)
class ProcurementRow(Sourced):
    """采购: spending by kind and the contracts given to small and medium enterprises."""

    unit: str = col("单位编码", TOKEN)
    procurement_kind: str = col("采购类别", dim("procurement_kind"), required=True)
    amount: Decimal | None = col("采购支出", MONEY)
    sme: Decimal | None = col("授予中小企业合同金额", MONEY)
    micro: Decimal | None = col("其中授予小微企业合同金额", MONEY)


@dataclass(frozen=True, slots=True)
class AssetRow(Sourced):
    """资产: book value by kind."""

    unit: str = col("单位编码", TOKEN)
    asset: str = col("资产", dim("asset"), required=True)
    value: Decimal | None = col("账面金额", MONEY)


@dataclass(frozen=True, slots=True)
class EquipmentRow:
    """设备: large equipment at the end of the year."""

    unit: str = col("单位编码", TOKEN)
    equipment: str = col("设备", dim("equipment"), required=True)
    owned: Decimal = col("数量", COUNT, required=True)


@dataclass(frozen=True, slots=True)
class StaffRow:
    """人员: quota and actual at the end of the year."""

    unit: str = col("单位编码", TOKEN)
    staff_kind: str = col("人员类别", dim("staff_kind"), required=True)
    quota: Decimal | None = col("编制数", COUNT)
    actual: Decimal | None = col("实有人数", COUNT)


@dataclass(frozen=True, slots=True)
class StaffMovementRow:
    """人员变动: dated; the date may be unknown, the year is the book's."""

    unit: str = col("单位编码", TOKEN)
    movement: str = col("人员变动", dim("movement"), required=True)
    on: date | None = col("日期", DATE)
    persons: Decimal = col("人数", COUNT, required=True)
    note: str = col("备注", TEXT)


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """原因: why a figure changed or missed its budget."""

    unit: str = col("单位编码", TOKEN, note="单位报告的说明填单位编码；空白用于部门报告")
    about: str = col("说明事项", ABOUT, required=True)
    concept: str = col("指标", CONCEPT, required=True)
    dims: str = col("维度", TEXT)
    text: str = col("原因", TEXT, required=True)


@dataclass(frozen=True, slots=True)
class NarrativeRow:
    """叙述: text of the office for a section of the report."""

    unit: str = col("单位编码", TOKEN, note="单位报告的文字填单位编码；空白用于部门报告")
    section: str = col("章节", TOKEN, required=True)
    text: str = col("内容", TEXT, required=True)
    project: str | None = col("项目", dim("project"), note="项目的文字填项目编码")


@dataclass(frozen=True, slots=True)
class DisputedRow:
    """存疑: a printed figure that contradicts the rows; the report prints the derived one 待核."""

    concept: str = col("指标", CONCEPT, required=True)
    dims: str = col("维度", TEXT)
    stage: str | None = col("阶段", STAGE)
    measure: str | None = col("派生", dim("measure"))
    printed: str = col("原文数值", TEXT, required=True)
    place: str = col("原文位置", TEXT)
    note: str = col("说明", TEXT)


#: Sheet name → row type, in the order shown to people.
SHEETS: dict[str, type] = {
    "部门": DepartmentRow,
    "单位": UnitRow,
    "人员": StaffRow,
    "人员变动": StaffMovementRow,
    "项目": ProjectRow,
    "视图": ViewRow,
    "收入": RevenueRow,
    "支出": ExpenditureRow,
    "预算": BudgetRow,
    "结转": CarryOverRow,
    "结余": SurplusRow,
    "抵销": EliminationRow,
    "上年": FigureRow,
    "申报合计": FigureRow,
    "三公": ThreePublicRow,
    "团组": OverseasGroupRow,
    "接待": ReceptionRow,
    "车辆": VehicleRow,
    "采购": ProcurementRow,
    "资产": AssetRow,
    "设备": EquipmentRow,
    "原因": ReasonRow,
    "叙述": NarrativeRow,
    "存疑": DisputedRow,
    **PERFORMANCE_SHEETS,
}
