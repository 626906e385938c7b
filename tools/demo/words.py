"""The words of the bureau: reasons and narrative; every figure in them is a placeholder."""

from __future__ import annotations

from mingzhang.domain.book.dims import dims_text
from mingzhang.domain.book.sheets import NarrativeRow, ReasonRow

_GENERAL = {"budget": "general"}

#: Why a figure changed against last year: concept, dimensions, text. A cause names the figures that
#: moved with it and takes their direction from the facts.
_CHANGES: tuple[tuple[str, dict[str, str], str], ...] = (
    (
        "total_in",
        {},
        (
            "财政安排的投资类项目预算调整，本年收入{revenue|direction}{revenue|change}万元，"
            "上年未完工项目结转到本年使用，年初结转和结余{carry_in|direction}{carry_in|change}万元，"
            "增减相抵"
        ),
    ),
    (
        "total_in",
        {"budget": "fiscal"},
        (
            "财政安排的投资类项目预算调整，本年财政拨款收入{revenue{source=fiscal}|direction}"
            "{revenue{source=fiscal}|change}万元，年初财政拨款结转和结余"
            "{carry_in{budget=fiscal}|direction}{carry_in{budget=fiscal}|change}万元，增减相抵"
        ),
    ),
    (
        "expenditure",
        _GENERAL,
        (
            "信息平台、节能改造等项目的尾款结转下年支付，项目支出"
            "{expenditure{budget=general,nature=project}|direction}"
            "{expenditure{budget=general,nature=project}|change}万元；"
            "退休{staff_movement{movement=retirement}|count}人、调出"
            "{staff_movement{movement=transfer_out}|count}人、辞职"
            "{staff_movement{movement=resignation}|count}人，新进人员工资起点较低，"
            "并压减日常公用开支，基本支出{expenditure{budget=general,nature=basic}|direction}"
            "{expenditure{budget=general,nature=basic}|change}万元"
        ),
    ),
    (
        "three_public",
        {},
        (
            "按规定更新到期报废的公务用车{vehicles_purchased|count}辆，购置费{vehicle_purchase|direction}"
            "{vehicle_purchase|change}万元；出访团组{overseas_groups|direction}"
            "{overseas_groups|change}个，因公出国（境）费{overseas|direction}{overseas|change}万元；"
            "公务接待费{reception|direction}{reception|change}万元"
        ),
    ),
    (
        "three_public",
        {"item": "overseas"},
        (
            "围绕重点产业链安排境外招商，出访团组比上年{overseas_groups|direction}"
            "{overseas_groups|change}个，出访人数{overseas_persons{whose=own}|direction}"
            "{overseas_persons{whose=own}|change}人"
        ),
    ),
    (
        "three_public",
        {"item": "vehicle"},
        (
            "上年未安排车辆购置，本年按规定更新公务用车{vehicles_purchased|count}辆，购置费"
            "{vehicle_purchase|direction}{vehicle_purchase|change}万元；运行维护费"
            "{vehicle_running|direction}{vehicle_running|change}万元"
        ),
    ),
    (
        "three_public",
        {"item": "reception"},
        (
            "严格执行接待标准，全年接待比上年{reception_batches|direction}"
            "{reception_batches|change}批次、{reception_persons|direction}"
            "{reception_persons|change}人次"
        ),
    ),
    (
        "agency_running_costs",
        {},
        "落实过紧日子要求，压减办公、差旅、会议和印刷等日常公用开支",
    ),
)

#: Why less was spent than budgeted.
_SHORTFALLS: tuple[tuple[str, dict[str, str], str], ...] = (
    (
        "expenditure",
        {**_GENERAL, "function": "2011301"},
        "部分物业管理和设备采购款年末尚未到结算期，结转下年支付",
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
        "节能改造工程按进度付款，工程尾款和质保金未到支付期",
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
    (
        "expenditure",
        {"budget": "fund", "function": "2120802"},
        "园区标准厂房及配套工程按进度付款，余款结转下年",
    ),
    (
        "expenditure",
        {"budget": "fund", "function": "2120803"},
        "会展场馆改扩建跨年施工，按进度付款，余款结转下年",
    ),
    (
        "expenditure",
        {"budget": "fund", "function": "2296003"},
        "部分体育会展公益活动的尾款在下年结算",
    ),
    (
        "expenditure",
        {"budget": "capital", "function": "2230203"},
        "产业投资平台注资按协议分期到位，余款结转下年",
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
            "贯彻执行国家和省有关投资促进、会展业发展的方针政策，拟订全市规划并组织实施。\n"
            "统筹全市重大产业项目招引、签约、履约和落地服务。\n"
            "组织参加和承办重大投资促进活动，承担会展业促进工作。\n"
            "受理外来投资企业诉求，监测并推动优化投资环境。\n"
            "完成市委、市政府交办的其他任务。"
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
