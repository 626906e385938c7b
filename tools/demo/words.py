"""The words of the bureau: reasons and narrative; every figure in them is a placeholder."""

from __future__ import annotations

from mingzhang.domain.book.dims import dims_text
from mingzhang.domain.book.sheets import NarrativeRow, ReasonRow

_GENERAL = {"budget": "general"}

#: Why a figure changed against last year: concept, dimensions, text.
_CHANGES: tuple[tuple[str, dict[str, str], str], ...] = (
    (
        "total_in",
        {},
        (
            "年末结转和结余{carry_out|direction}{carry_out|change}万元，项目支出"
            "{expenditure{nature=project}|direction}{expenditure{nature=project}|change}万元"
        ),
    ),
    (
        "total_in",
        {"budget": "fiscal"},
        (
            "财政拨款年末结转和结余{carry_out{budget=fiscal}|direction}"
            "{carry_out{budget=fiscal}|change}万元，一般公共预算财政拨款支出"
            "{expenditure{budget=general}|direction}{expenditure{budget=general}|change}万元"
        ),
    ),
    (
        "expenditure",
        _GENERAL,
        (
            "新进人员{staff_movement{movement=recruited}|count}人、调入"
            "{staff_movement{movement=transfer_in}|count}人，基本支出"
            "{expenditure{budget=general,nature=basic}|direction}"
            "{expenditure{budget=general,nature=basic}|change}万元，重点产业链企业落户奖补据实兑付"
        ),
    ),
    (
        "three_public",
        {},
        "因公出国（境）任务安排变化，并按规定更新到期报废的公务用车{vehicles_purchased|count}辆",
    ),
    (
        "three_public",
        {"item": "overseas"},
        "全年因公出国（境）团组{overseas_groups|count}个，出访任务比上年调整",
    ),
    (
        "three_public",
        {"item": "vehicle"},
        "上年未安排车辆购置，本年按规定更新公务用车{vehicles_purchased|count}辆",
    ),
    (
        "three_public",
        {"item": "reception"},
        (
            "全年接待{reception_batches|count}批次、{reception_persons|count}人次，"
            "来访洽谈客商规模比上年变化"
        ),
    ),
    (
        "agency_running_costs",
        {},
        (
            "人员变动（退休{staff_movement{movement=retirement}|count}人、新进"
            "{staff_movement{movement=recruited}|count}人）带来差旅、邮电等日常公用支出变化"
        ),
    ),
)

#: Why less was spent than budgeted.
_SHORTFALLS: tuple[tuple[str, dict[str, str], str], ...] = (
    (
        "expenditure",
        {**_GENERAL, "function": "2011301"},
        "年末新进人员的公用经费尚未支付，结转下年",
    ),
    (
        "expenditure",
        {**_GENERAL, "function": "2011302"},
        "信息平台尾款按合同约定在下年验收后支付",
    ),
    (
        "expenditure",
        {**_GENERAL, "function": "2011308"},
        "部分重大活动和驻外招商尾款跨年结算",
    ),
    (
        "expenditure",
        {**_GENERAL, "function": "2050803"},
        "一期培训班顺延到下年举办",
    ),
    (
        "expenditure",
        {**_GENERAL, "function": "2111001"},
        "节能改造工程按进度付款，质保金未到支付期",
    ),
    (
        "expenditure",
        {**_GENERAL, "function": "2150805"},
        "部分企业年末尚未达到奖补兑付条件",
    ),
    (
        "expenditure",
        {**_GENERAL, "function": "2160607"},
        "投资环境监测服务按合同在下年验收后支付",
    ),
    ("three_public", {}, "严格执行中央八项规定精神，从严控制出访、用车和接待标准"),
    ("three_public", {"item": "overseas"}, "优化出访行程，压缩在外停留时间，节约住宿和公杂支出"),
    ("three_public", {"item": "vehicle"}, "推行集中调度和定点维修，节约燃料和维修支出"),
    ("three_public", {"item": "reception"}, "严格执行接待标准，控制陪餐人数，减少不必要的接待"),
)

_NARRATIVE = (
    (
        "一.职责",
        (
            "（一）贯彻执行国家和省有关投资促进、会展业发展的方针政策，拟订全市规划并组织实施。\n"
            "（二）统筹全市重大产业项目招引、签约、履约和落地服务。\n"
            "（三）组织参加和承办重大投资促进活动，承担会展业促进工作。\n"
            "（四）受理外来投资企业诉求，监测并推动优化投资环境。\n"
            "（五）完成市委、市政府交办的其他任务。"
        ),
    ),
    (
        "一.机构",
        (
            "局本级设办公室、综合规划处、产业招商处、合作交流处、项目服务处和机关党委。"
            "年末实有人员（含离退休）{staff|count}人，其中行政人员"
            "{staff{staff_kind=administrative}|count}人、事业人员"
            "{staff{staff_kind=institution}|count}人。"
        ),
    ),
    (
        "七.用车",
        (
            "主要用于机要通信、应急保障、项目考察、企业走访和会展场馆保障等所需车辆的燃料、维修、"
            "过路过桥和保险等支出。"
        ),
    ),
    (
        "七.国内接待",
        "国内公务接待主要用于来访客商考察、项目洽谈、会展活动嘉宾和上级调研的用餐、住宿和场地支出。",
    ),
    (
        "七.外事接待",
        "外事接待主要用于境外客商、驻华机构和友好城市代表团来访的接待支出。",
    ),
    (
        "十.采购",
        "主要用于会展场馆改扩建、园区配套工程、信息平台建设、重大活动承办服务和办公设备购置。",
    ),
    (
        "十.绩效",
        (
            "根据预算绩效管理要求，本部门在年初预算编制阶段对{project_count|count}个项目编制了绩效目标"
            "（其中常年项目{project_count{project_kind=recurrent}|count}个、阶段（一次性）项目"
            "{project_count{project_kind=one_off}|count}个），预算执行中开展绩效监控，"
            "年终组织绩效自评，项目支出共{expenditure{nature=project}|wan}万元，自评覆盖全部项目。\n"
            "自评结果表明，重大投资促进活动按期举办，会展场馆改扩建按计划推进；"
            "信息平台建设支付进度偏慢，已在下年预算编制中调整支付计划。"
        ),
    ),
    (
        "附件",
        "部门整体支出绩效自评报告和项目支出绩效自评表随本说明一并公开。",
    ),
)


def reason_rows() -> list[ReasonRow]:
    """Return 原因."""
    told = (("change", _CHANGES), ("completion", _SHORTFALLS))
    return [
        ReasonRow(about=about, concept=concept, dims=dims_text(dims), text=text)
        for about, rows in told
        for concept, dims, text in rows
    ]


def narrative_rows() -> list[NarrativeRow]:
    """Return 叙述."""
    return [NarrativeRow(section=section, text=text) for section, text in _NARRATIVE]
