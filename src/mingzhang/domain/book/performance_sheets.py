"""The sheets of the performance cycle, from the goal set with the budget to the result used.

A blank project code means the whole department (部门整体). Amounts are yuan; values of indicators
are in the indicator's own unit. A blank 截至 means the end of the year.
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
    NUMBER,
    TEXT,
    TOKEN,
    Kind,
    choice,
    col,
    dim,
)
from mingzhang.domain.book.sourced import Sourced
from mingzhang.rulebook.performance import terms

_WHOLE = "空白为部门整体"
_YEAR_END = "空白为年末"


def _of(heading: str, group: str) -> Kind:
    return choice(heading, dict(terms(group)))


LEVEL = _of("一级指标", "level")
SUBLEVEL = _of("二级指标", "sublevel")
CAUSE = _of("偏差原因类别", "cause")
LIKELIHOOD = _of("完成目标可能性", "likelihood")


@dataclass(frozen=True, slots=True)
class GoalRow:
    """绩效目标: the overall goal of a project or of the department, one row a version."""

    project: str | None = col("项目", dim("project"), note=_WHOLE)
    version: Decimal | None = col("版本", COUNT, note="空白为1；目标调整后另起一行")
    on: date | None = col("日期", DATE)
    annual: str = col("年度目标", TEXT)
    medium: str = col("中期目标", TEXT)
    done: str = col("实际完成情况", TEXT)
    adjustment: str = col("调整依据", TEXT, note="预算调整的文号")
    reason: str = col("调整原因", TEXT)
    filler: str = col("填报人", TEXT)
    phone: str = col("联系电话", TEXT)


@dataclass(frozen=True, slots=True)
class TaskRow(Sourced):
    """年度任务: main tasks of the department's year with their money."""

    name: str = col("任务名称", TEXT, required=True)
    content: str = col("主要内容", TEXT)
    fiscal: Decimal | None = col("财政拨款", MONEY)
    other: Decimal | None = col("其他资金", MONEY)


@dataclass(frozen=True, slots=True)
class IndicatorRow(Sourced):
    """绩效指标: one row an indicator and version; the target is a number or a wording."""

    code: str = col("指标编码", dim("indicator"), required=True, note="全账套唯一")
    project: str | None = col("项目", dim("project"), note=_WHOLE)
    version: Decimal | None = col("版本", COUNT, note="空白为1")
    level: str = col("一级指标", LEVEL, required=True)
    sublevel: str | None = col("二级指标", SUBLEVEL)
    name: str = col("三级指标", TEXT, required=True)
    content: str = col("指标内容", TEXT)
    comparator: str = col("计算符号", _of("计算符号", "comparator"), required=True)
    target: Decimal | None = col("年度指标值", NUMBER, note="区间填下限；是否、定性指标留空")
    upper: Decimal | None = col("区间上限", NUMBER)
    wording: str = col("文字指标值", TEXT, note="定性指标和是否指标的要求")
    measure_unit: str = col("计量单位", TEXT)  # `unit` is a budget unit in every sheet
    direction: str | None = col("指标方向", _of("指标方向", "direction"), note="空白按计算符号")
    weight: Decimal | None = col("分值", NUMBER)
    medium: Decimal | None = col("中期指标值", NUMBER)
    previous: Decimal | None = col("上年完成值", NUMBER)
    source: str = col("取数", TEXT, note="数据引用，例如 reception_batches；空白为人工填报")


@dataclass(frozen=True, slots=True)
class ActualRow(Sourced):
    """指标完成: what an indicator reached by a date, with the evidence of who reports it."""

    indicator: str = col("指标编码", dim("indicator"), required=True)
    on: date | None = col("截至", DATE, note=_YEAR_END)
    value: Decimal | None = col("实际完成值", NUMBER, note="没有数据留空，不填0")
    wording: str = col("文字完成值", TEXT)
    met: bool | None = col("是否达成", FLAG, note="是否指标填写")
    band: str | None = col("完成档次", _of("完成档次", "band"), note="定性指标填写")
    points: Decimal | None = col("定性得分", NUMBER, note="须在所选档次之内")
    forecast: Decimal | None = col("全年预计", NUMBER)
    likelihood: str | None = col("完成可能性", LIKELIHOOD)
    cause: str | None = col("偏差原因类别", CAUSE)
    reason: str = col("偏差原因", TEXT)
    measure: str = col("改进措施", TEXT)
    evidence: str = col("佐证材料", TEXT)


@dataclass(frozen=True, slots=True)
class ResultRow(Sourced):
    """成果数据: a figure of the year's work that no goal sets: a part of a result, a comparison."""

    code: str = col("数据编码", dim("indicator"), required=True, note="不与指标编码重复")
    project: str | None = col("项目", dim("project"), note=_WHOLE)
    name: str = col("名称", TEXT, required=True)
    measure_unit: str = col("计量单位", TEXT)
    planned: Decimal | None = col("计划值", NUMBER)
    value: Decimal | None = col("完成值", NUMBER, note="没有数据留空，不填0")
    previous: Decimal | None = col("上年完成值", NUMBER)


@dataclass(frozen=True, slots=True)
class FundRow(Sourced):
    """项目资金: the year's money of a project by source of funds."""

    project: str = col("项目", dim("project"), required=True)
    source: str = col("资金来源", _of("资金来源", "fund_source"), required=True)
    initial: Decimal | None = col("年初预算", MONEY)
    adjusted: Decimal | None = col("全年预算", MONEY)
    received: Decimal | None = col("到位", MONEY)
    spent: Decimal | None = col("执行", MONEY)


@dataclass(frozen=True, slots=True)
class ProgressRow(Sourced):
    """项目进度: money spent by a date and what the year is expected to end with."""

    project: str = col("项目", dim("project"), required=True)
    on: date = col("截至", DATE, required=True)
    source: str | None = col("资金来源", _of("资金来源", "fund_source"), note="空白为合计")
    spent: Decimal | None = col("累计执行", MONEY, present=True)
    expected: Decimal | None = col("全年预计执行", MONEY)
    cause: str | None = col("偏差原因类别", CAUSE)
    reason: str = col("偏差原因", TEXT)
    handling: str | None = col("处理", _of("处理", "handling"))


@dataclass(frozen=True, slots=True)
class PlanRow:
    """序时计划: the share of the year's money and goals planned by the end of a month."""

    project: str | None = col("项目", dim("project"), note="空白为全部项目")
    month: Decimal = col("月份", COUNT, required=True)
    share: Decimal = col("计划进度%", NUMBER, required=True, note="累计，12月为100")


@dataclass(frozen=True, slots=True)
class ExAnteRow:
    """事前评估: one dimension of the evaluation of a new project."""

    project: str = col("项目", dim("project"), required=True)
    dimension: str = col("评估维度", _of("评估维度", "dimension"), required=True)
    points: Decimal | None = col("得分", NUMBER)
    opinion: str = col("评估意见", TEXT)


@dataclass(frozen=True, slots=True)
class ExAnteResultRow:
    """事前评估结论: the conclusion on a project."""

    project: str = col("项目", dim("project"), required=True)
    on: date | None = col("日期", DATE)
    conclusion: str = col("结论", _of("评估结论", "conclusion"), required=True)
    amount: Decimal | None = col("建议金额", MONEY)
    advice: str = col("建议", TEXT)


@dataclass(frozen=True, slots=True)
class GoalReviewRow:
    """目标审核: one point of the review of a goal; general projects without points."""

    project: str | None = col("项目", dim("project"), note=_WHOLE)
    point: str = col("审核要点", _of("审核要点", "review"), required=True)
    points: Decimal | None = col("得分", NUMBER)
    opinion: str = col("审核意见", TEXT)


@dataclass(frozen=True, slots=True)
class SelfEvaluationRow(Sourced):
    """自评: what the office says of a project or of itself; stated scores are compared."""

    project: str | None = col("项目", dim("project"), note=_WHOLE)
    on: date | None = col("日期", DATE)
    stated: Decimal | None = col("申报得分", NUMBER, note="原报告所载；得分由系统计算")
    grade: str = col("申报等次", TEXT)
    rechecked: Decimal | None = col("复核得分", NUMBER)
    conclusion: str = col("自评结论", TEXT)
    problems: str = col("存在问题", TEXT)
    advice: str = col("改进建议", TEXT)
    published: date | None = col("公开日期", DATE)
    address: str = col("公开网址", TEXT)


@dataclass(frozen=True, slots=True)
class WholeRow(Sourced):
    """整体评价: what a whole-department indicator needs beyond the facts of the book."""

    indicator: str = col("评价指标", TOKEN, required=True, note="指标体系中的编码")
    value: Decimal | None = col("数值", NUMBER, note="账套算不出的比率、个数；能算出的不填")
    source: str = col("取数", TEXT, note="数据引用，口径与指标体系不同时填写")
    standard: str = col("标准取数", TEXT, note="比较标准的数据引用，例如同级平均")
    points: Decimal | None = col("得分", NUMBER, note="清单式指标填写")
    not_applicable: bool | None = col("不适用", FLAG)
    reason: str = col("扣分原因", TEXT, note="不适用的也写明原因")
    evidence: str = col("佐证材料", TEXT)


@dataclass(frozen=True, slots=True)
class EvaluationRow:
    """评价: an evaluation by the department or by finance, and its survey."""

    code: str = col("评价编号", TOKEN, required=True)
    project: str | None = col("项目", dim("project"), note=_WHOLE)
    kind: str = col("评价类别", _of("评价类别", "evaluator"), required=True)
    system: str = col("指标体系", TOKEN, note="空白按财政部评价指标框架")
    on: date | None = col("日期", DATE)
    purpose: str = col("评价目的", TEXT)
    group: str = col("评价组", TEXT)
    method: str = col("评价方法", TEXT)
    design: str = col("问卷设计", TEXT)
    population: Decimal | None = col("调查总体", COUNT)
    sample: Decimal | None = col("样本数", COUNT)
    responses: Decimal | None = col("有效回收", COUNT)
    satisfied: Decimal | None = col("满意数", COUNT)
    problems: str = col("主要问题", TEXT)
    advice: str = col("工作建议", TEXT)


@dataclass(frozen=True, slots=True)
class EvaluationScoreRow:
    """评价打分: the score of one indicator, by one expert where there are several."""

    evaluation: str = col("评价编号", TOKEN, required=True)
    indicator: str = col("评价指标", TOKEN, required=True)
    expert: str = col("专家编号", TOKEN, note="空白为评价组合议")
    weight: Decimal | None = col("分值", NUMBER, note="空白按指标体系")
    value: Decimal | None = col("数值", NUMBER)
    points: Decimal | None = col("得分", NUMBER)
    reason: str = col("扣分原因", TEXT)


@dataclass(frozen=True, slots=True)
class SiteRow(Sourced):
    """评价选点: a place that an evaluation looked at."""

    evaluation: str = col("评价编号", TOKEN, required=True)
    name: str = col("点位", TEXT, required=True)
    amount: Decimal | None = col("涉及资金", MONEY)
    finding: str = col("核查情况", TEXT)


@dataclass(frozen=True, slots=True)
class RectificationRow:
    """整改: a problem, what is done about it and until when."""

    code: str = col("整改编号", TOKEN, required=True)
    project: str | None = col("项目", dim("project"), note=_WHOLE)
    found_by: str = col("问题来源", _of("问题来源", "found_by"), required=True)
    on: date | None = col("发现日期", DATE)
    problem: str = col("问题", TEXT, required=True)
    measure: str = col("整改措施", TEXT)
    office: str = col("责任科室", TEXT)
    due: date | None = col("整改期限", DATE)
    closed: date | None = col("完成日期", DATE)
    result: str = col("整改结果", TEXT)


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """结果应用: what next year's budget does with a project."""

    project: str = col("项目", dim("project"), required=True)
    decision: str = col("决定", _of("决定", "decision"), required=True)
    amount: Decimal | None = col("下年预算", MONEY)
    into: str | None = col("并入项目", dim("project"))
    reason: str = col("理由", TEXT, required=True)


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """绩效参数: a rule that the office switches or sets otherwise than the rulebook does."""

    code: str = col("参数", TOKEN, required=True)
    value: str = col("取值", TEXT, required=True)
    basis: str = col("依据", TEXT)


#: Sheet name → row type, in the order of the cycle.
PERFORMANCE_SHEETS: dict[str, type] = {
    "绩效目标": GoalRow,
    "年度任务": TaskRow,
    "绩效指标": IndicatorRow,
    "指标完成": ActualRow,
    "成果数据": ResultRow,
    "项目资金": FundRow,
    "项目进度": ProgressRow,
    "序时计划": PlanRow,
    "事前评估": ExAnteRow,
    "事前评估结论": ExAnteResultRow,
    "目标审核": GoalReviewRow,
    "自评": SelfEvaluationRow,
    "整体评价": WholeRow,
    "评价": EvaluationRow,
    "评价打分": EvaluationScoreRow,
    "评价选点": SiteRow,
    "整改": RectificationRow,
    "结果应用": DecisionRow,
    "绩效参数": ParameterRow,
}
