"""What was asked before, looked at after and decided: the sheets 事前评估 to 绩效参数."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from mingzhang.domain.book.performance_sheets import (
    DecisionRow,
    EvaluationRow,
    EvaluationScoreRow,
    ExAnteResultRow,
    ExAnteRow,
    GoalReviewRow,
    ParameterRow,
    RectificationRow,
    SelfEvaluationRow,
    SiteRow,
    WholeRow,
)
from tools.demo.goals import REASONS, SURPASSED, planned
from tools.demo.plan import PROJECTS, YEAR

_DIMENSIONS = ("necessity", "economy", "goals", "plan", "financing")
_OPINIONS = ("符合职责和规划", "测算有依据", "目标与任务相符", "分工和进度落实", "资金来源合规")

#: New projects: points by dimension, conclusion, amount advised in yuan, advice.
_EX_ANTE = {
    "P10": ((18, 17, 16, 17, 18), "support", 760000, "按季度对接需求"),
    "P12": ((17, 14, 15, 14, 16), "adjust", 1000000, "压减施工措施费，分两个年度实施"),
    "P18": ((18, 18, 17, 18, 19), "support", 1500000, "按贷款实际用途核定"),
    "P19": ((17, 16, 16, 17, 17), "support", 560000, "与农业部门共同验收"),
}
_POINTS = (
    "form",
    "clarity",
    "relevance",
    "science",
    "reasonable",
    "matched",
    "attainable",
    "conditions",
)
#: Goals reviewed: points in the order of _POINTS; none for a general project.
_REVIEWS: dict[str, tuple[int, ...] | None] = {
    "": (10, 9, 10, 9, 14, 13, 14, 14),
    "P04": (10, 9, 9, 8, 13, 13, 13, 13),
    "P08": (10, 9, 10, 9, 13, 14, 12, 14),
    "P13": None,
}

_EVALUATIONS = (
    EvaluationRow(
        code="PJ-01",
        project="P08",
        kind="department",
        on=date(YEAR + 1, 5, 16),
        purpose="了解场馆改扩建的决策、过程、产出和效益，改进后续管理",
        group="综合规划处牵头，财务、工程和会展专家参加",
        method="比较法、因素分析法、公众评判法",
        design="入户发放纸质问卷，设满意、较满意、一般、不满意四档",
        population=Decimal(1860),
        sample=Decimal(240),
        responses=Decimal(221),
        satisfied=Decimal(192),
        problems="夜间施工噪声管控不到位；地下管线迁改未列入前期方案",
        advice="完善前期勘察；落实夜间施工审批和监测",
    ),
    EvaluationRow(
        code="PJ-02",
        project="P04",
        kind="finance",
        on=date(YEAR + 1, 6, 12),
        purpose="检验奖补政策的兑现情况和效果",
        group="市财政局绩效评价组",
        method="成本效益分析法、比较法",
        design="对兑现和待兑付企业全部发放电子问卷",
        population=Decimal(34),
        sample=Decimal(34),
        responses=Decimal(31),
        satisfied=Decimal(29),
        problems="两家企业年末未达到兑付条件，预算结转",
        advice="按季度核查兑付条件，滚动安排预算",
    ),
)

_SITES = (
    ("PJ-01", "主展馆工地", None, "主体结构完成过半，资料齐全"),
    ("PJ-01", "配套停车楼工地", None, "管线迁改影响工期"),
    ("PJ-02", "电子信息产业园", 2180000, "奖补到账，用工台账齐全"),
    ("PJ-02", "装备制造产业园", 1640000, "奖补到账，新增投资与申报相符"),
    ("PJ-02", "生物医药产业园", 980000, "一家企业未达到条件，未兑付"),
)

_EXPERTS = ("ZJ1", "ZJ2", "ZJ3")
#: What people judge of a project: indicator, points by each expert, by the finance group, why.
_JUDGED = (
    ("A11", ("3", "3", "3"), "3", ""),
    ("A12", ("3", "2.5", "3"), "3", ""),
    ("A21", ("3", "3", "2.5"), "3", ""),
    ("A22", ("2.5", "3", "2.5"), "2.5", "个别指标未分解到年度"),
    ("A31", ("2", "2.5", "2"), "2.5", "部分工作量未列入测算"),
    ("A32", ("3", "3", "3"), "3", ""),
    ("B13", ("5", "5", "5"), "5", ""),
    ("B21", ("4", "4", "3.5"), "4", ""),
    ("B22", ("4", "4.5", "4"), "4.5", "个别手续不全"),
)
#: What the book cannot tell of the bureau: indicator, value, points, why points were taken off.
_WHOLE = (
    ("A22", "", "4", ""),
    ("A23", "91.5", "", ""),
    ("A31", "", "2", ""),
    ("A32", "", "3", ""),
    ("A33", "", "2.5", "一笔报销附件不全"),
    ("A41", "-2.6", "4", ""),
    ("A42", "12.4", "2", ""),
    ("A43", "33.1", "1.5", "低于市级平均水平"),
    ("A52", "96.4", "", ""),
    ("B11", "", "3", ""),
    ("B12", "3", "", ""),
    ("B13", "", "3", ""),
    ("B22", "", "2.5", "一个项目调整报批较晚"),
    ("B32", "", "2.5", "信息平台目标偏离较大"),
    ("C1", "", "1", ""),
    ("C3", "", "1", ""),
    ("C4", "98.2", "", ""),
    ("D1", "", "4", ""),
    ("D2", "2", "", ""),
    ("D3", "", "2", "一项整改逾期"),
)
#: Indicators that have nothing to be held against.
_NOT_APPLICABLE = (("A44", "没有闲置资产"), ("C2", "没有债券资金"))

_RECTIFICATIONS = (
    # closed in time, closed late, overdue, open
    ("ZG-01", "P06", "monitoring", (8, 9), "支付进度低于计划", "重排招标计划", (9, 30), (9, 26)),
    ("ZG-02", "", "audit", (5, 20), "部分合同归档不全", "补齐合同档案", (7, 31), (8, 12)),
    ("ZG-03", "P08", "monitoring", (11, 8), "形象进度低于计划", "增加作业面", (12, 31), None),
    ("ZG-04", "P02", "monitoring", (11, 8), "线索转化率偏低", "建立线索销号台账", (12, 20), None),
)
_LATER = (
    ("ZG-05", "P04", "evaluation", (6, 12), "兑付条件核查不够频密", "按季度核查", (11, 30)),
    ("ZG-06", "P13", "recheck", (4, 15), "满意度没有数据", "下年随活动发放问卷", (12, 31)),
    ("ZG-07", "", "self_evaluation", (2, 20), "个别目标测算偏低", "按近年实绩测算", (11, 15)),
)

#: Next year: decision, budget in yuan, into which project, why.
_DECISIONS = {
    "P01": ("keep", 5200000, None, "目标完成，按实际成本安排"),
    "P02": ("cut", 2100000, None, "线索转化率未达标，压减驻点费用"),
    "P03": ("increase", 2800000, None, "诉求办理量上升，增加会签协调力量"),
    "P04": ("cut", 6400000, None, "两家企业未达到条件，按可兑付数安排"),
    "P05": ("keep", 24000000, None, "按协议第三期注资"),
    "P06": ("cut", 1200000, None, "建设内容减少，只安排尾款和运维"),
    "P07": ("increase", 3100000, None, "公益活动并入，场馆承载任务增加"),
    "P08": ("keep", 15000000, None, "按调整后的工期续建"),
    "P09": ("keep", 1900000, None, "补办顺延班次"),
    "P10": ("cancel", None, None, "一次性任务完成"),
    "P11": ("keep", 9600000, None, "未完工厂房续建"),
    "P12": ("cut", 400000, None, "主体完工，安排尾款"),
    "P13": ("merge", None, "P07", "与场馆运行的公益承载重复"),
    "P14": ("cancel", None, None, "清算办结"),
    "P15": ("cancel", None, None, "车辆更新完成"),
    "P16": ("cancel", None, None, "历史合同清理完毕"),
    "P17": ("keep", 860000, None, "对口帮扶任务延续"),
    "P18": ("cancel", None, None, "贴息政策到期"),
    "P19": ("keep", 560000, None, "示范基地按三年计划实施"),
}
#: Scores that the department's re-check gave.
_RECHECKED = {"P01": 98, "P06": 70, "P13": 88}
_WHOLE_SUMMARY = (
    "部门整体绩效目标总体实现",
    "个别目标测算偏低；部分工程和信息化项目进度偏慢",
    "按近年实绩测算指标值；对进度偏慢的项目按月调度",
)
_PARAMETERS = (("over_achievement", "125", "锦投促〔2024〕3号"),)


def ex_ante_rows() -> tuple[list[ExAnteRow], list[ExAnteResultRow]]:
    """Return 事前评估 and 事前评估结论."""
    points = [
        ExAnteRow(project=code, dimension=dimension, points=Decimal(given), opinion=opinion)
        for code, (scores, *_) in _EX_ANTE.items()
        for dimension, given, opinion in zip(_DIMENSIONS, scores, _OPINIONS, strict=True)
    ]
    results = [
        ExAnteResultRow(
            project=code,
            on=date(YEAR - 1, 9, 18),
            conclusion=conclusion,
            amount=Decimal(amount),
            advice=advice,
        )
        for code, (_, conclusion, amount, advice) in _EX_ANTE.items()
    ]
    return points, results


def review_rows() -> list[GoalReviewRow]:
    """Return 目标审核; a general project gets opinions alone."""
    return [
        GoalReviewRow(
            project=code or None,
            point=point,
            points=None if scores is None else Decimal(scores[place]),
            opinion="符合要求",
        )
        for code, scores in _REVIEWS.items()
        for place, point in enumerate(_POINTS)
    ]


def self_evaluation_rows() -> list[SelfEvaluationRow]:
    """Return 自评 of the bureau and of every project; scores are computed."""
    on, published = date(YEAR + 1, 2, 20), date(YEAR + 1, 9, 12)
    rechecked = {code: Decimal(points) for code, points in _RECHECKED.items()}
    return [
        SelfEvaluationRow(
            project=code or None,
            on=on,
            rechecked=rechecked.get(code),
            conclusion=conclusion,
            problems=problems,
            advice=advice,
            published=published,
        )
        for code in ("", *(code for code, *_ in PROJECTS))
        for conclusion, problems, advice in [_summed_up(code)]
    ]


def _summed_up(project: str) -> tuple[str, str, str]:
    """Return what the bureau concludes of a project, what was wrong, and what to do."""
    if not project:
        return _WHOLE_SUMMARY
    missed = [code for code in REASONS if code.startswith(f"{project}-") and code not in SURPASSED]
    unknown = [each for each in planned() if each.project == project and not each.result]
    problems = dict.fromkeys(REASONS[code][1] for code in missed)
    advice = dict.fromkeys(REASONS[code][2] for code in missed)
    if unknown:
        return "已有数据的指标达到目标", "满意度没有开展调查", "下年随活动发放问卷"
    if len(missed) > 2:
        conclusion = "绩效目标部分实现"
    else:
        conclusion = "绩效目标总体实现" if missed else "绩效目标实现"
    return conclusion, "；".join(problems), "；".join(advice)


def evaluation_rows() -> tuple[list[EvaluationRow], list[SiteRow]]:
    """Return 评价 and 评价选点."""
    sites = [
        SiteRow(
            evaluation=code,
            name=name,
            amount=None if amount is None else Decimal(amount),
            finding=finding,
        )
        for code, name, amount, finding in _SITES
    ]
    return list(_EVALUATIONS), sites


def score_rows() -> list[EvaluationScoreRow]:
    """Return 评价打分: three experts of the department, the group of finance together."""
    first, second = (row.code for row in _EVALUATIONS)
    by_expert = [
        EvaluationScoreRow(
            evaluation=first,
            indicator=indicator,
            expert=expert,
            points=Decimal(points),
            reason=reason,
        )
        for indicator, given, _, reason in _JUDGED
        for expert, points in zip(_EXPERTS, given, strict=True)
    ]
    together = [
        EvaluationScoreRow(evaluation=second, indicator=i, points=Decimal(points), reason=reason)
        for i, _, points, reason in _JUDGED
    ]
    return by_expert + together


def whole_rows() -> list[WholeRow]:
    """Return 整体评价."""
    told = [
        WholeRow(
            indicator=indicator,
            value=Decimal(value) if value else None,
            points=Decimal(points) if points else None,
            reason=reason,
        )
        for indicator, value, points, reason in _WHOLE
    ]
    off = [WholeRow(indicator=i, not_applicable=True, reason=why) for i, why in _NOT_APPLICABLE]
    return told + off


def rectification_rows() -> list[RectificationRow]:
    """Return 整改: tasks of the year, then those found when it was looked at."""
    during = [
        RectificationRow(
            code=code,
            project=project or None,
            found_by=found_by,
            on=date(YEAR, *on),
            problem=problem,
            measure=measure,
            office="综合规划处",
            due=date(YEAR, *due),
            closed=date(YEAR, *closed) if closed else None,
            result="已办结" if closed else "",
        )
        for code, project, found_by, on, problem, measure, due, closed in _RECTIFICATIONS
    ]
    later = [
        RectificationRow(
            code=code,
            project=project or None,
            found_by=found_by,
            on=date(YEAR + 1, *on),
            problem=problem,
            measure=measure,
            office="综合规划处",
            due=date(YEAR + 1, *due),
        )
        for code, project, found_by, on, problem, measure, due in _LATER
    ]
    return during + later


def decision_rows() -> list[DecisionRow]:
    """Return 结果应用."""
    return [
        DecisionRow(
            project=code,
            decision=decision,
            amount=None if amount is None else Decimal(amount),
            into=into,
            reason=reason,
        )
        for code, (decision, amount, into, reason) in _DECISIONS.items()
    ]


def parameter_rows() -> list[ParameterRow]:
    """Return 绩效参数."""
    return [ParameterRow(code=code, value=value, basis=basis) for code, value, basis in _PARAMETERS]
