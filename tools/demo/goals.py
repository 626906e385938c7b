"""What the bureau wants with its money and what came of it: goals, indicators, results.

A line of `_INDICATORS`: project ("-" for the whole bureau), first and second level, points, sign,
target, unit, last year, result, name. A target of `budget` is the project's budget when the goal
was set and `three_public` that of the three public expenses, rounded up to hundreds; a result with
@ is taken from that fact. A worded
target follows the name after ：, and its result is 是, 否 or band:points. "-" is nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_INDICATORS = """
- cost.economic_cost 10 ≤ three_public 元 - @three_public “三公”经费
- cost.economic_cost 10 ≤ 250 批次 251 @reception_batches 公务接待
- output.quantity 10 ≥ 300 个 286 312 新签约项目
- output.quantity 10 ≥ 20 场 18 22 组织推介活动
- output.quality 10 ≥ 85 % 83 87 签约项目履约率
- output.timeliness 10 是否 - - - 是 年度任务：交办任务在12月31日前办结
- benefit.economic 10 ≥ 680 亿元 655 702.5 到位国内省外资金
- benefit.lasting 10 定性 - - - reached:8.8 投促网络：市县两级共用项目库和线索库
- satisfaction.served 10 ≥ 90 % 89 92.1 服务企业满意度
P01 cost.economic_cost 10 ≤ budget 元 - @spent 项目总成本
P01 cost.economic_cost 10 ≤ 62 万元 64 58.5 场均活动支出
P01 output.quantity 10 ≥ 6 场 5 7 重大投资促进活动
P01 output.quantity 10 ≥ 260 家 248 271 参会企业
P01 output.quality 10 ≥ 90 % 88 93.4 签约项目信息完整率
P01 output.timeliness 10 ≤ 15 个工作日 16 14 签约项目移交时间
P01 benefit.economic 10 ≥ 180 亿元 172 196.4 活动签约投资额
P01 benefit.lasting 10 定性 - - - reached:9 招商网络：与六家商会建立年度会商机制
P01 satisfaction.served 10 ≥ 90 % 89 92.6 参会企业满意度
P02 cost.economic_cost 20 ≤ budget 元 - @spent 项目总成本
P02 output.quantity 10 ≥ 420 家 402 655 拜访目标企业
P02 output.quantity 10 ≥ 120 条 114 131 投资线索
P02 output.quality 10 ≥ 35 % 33 31.5 线索转化率
P02 output.timeliness 10 ≤ 5 个工作日 6 5 线索移交时间
P02 benefit.economic 20 ≥ 46 亿元 43 47.2 线索落地项目投资额
P02 satisfaction.served 10 ≥ 90 % 88.5 91.3 区县满意度
P03 cost.economic_cost 20 ≤ budget 元 - @spent 项目总成本
P03 output.quantity 10 ≥ 150 家 142 158 走访外资企业
P03 output.quantity 10 = 4 期 4 4 投资环境监测报告
P03 output.quality 10 ≥ 95 % 94 97.2 诉求办结率
P03 output.timeliness 10 ≤ 10 个工作日 11 12 诉求平均办理时间
P03 benefit.social 10 ≥ 12 项 10 13 推动出台便利化措施
P03 benefit.economic 10 ≥ 2.1 亿美元 1.96 2.24 新增外商直接投资
P03 satisfaction.served 10 ≥ 92 % 91 94.1 外资企业满意度
P04 cost.economic_cost 20 ≤ budget 元 - @spent 项目总成本
P04 output.quantity 20 ≥ 18 家 - 16 兑现奖补企业
P04 output.quality 10 = 100 % - 100 奖补对象合规率
P04 output.timeliness 10 ≤ 30 个工作日 - 28 审核后兑付时间
P04 benefit.economic 10 ≥ 9.5 亿元 - 10.3 落户企业新增投资
P04 benefit.social 10 ≥ 900 人 - 948 落户企业新增就业
P04 satisfaction.served 10 ≥ 90 % - 93 落户企业满意度
P05 cost.economic_cost 20 ≤ budget 元 - @spent 项目总成本
P05 output.quantity 20 = 2 期 - 2 注资期数
P05 output.quality 10 是否 - - - 是 专户管理：注资全部进入专户
P05 output.timeliness 10 是否 - - - 是 注资时间：12月20日前到位
P05 benefit.economic 15 ≥ 3 倍 - 3.4 撬动社会资本倍数
P05 benefit.lasting 15 定性 - - - reached:13.5 平台治理：投决和风控制度建立并运行
P06 cost.economic_cost 20 ≤ budget 元 - @spent 项目总成本
P06 output.quantity 20 ≥ 12 个 - 6 建成业务模块
P06 output.quality 10 ≥ 99 % - 97.4 系统可用率
P06 output.timeliness 10 是否 - - - 否 初步验收：11月30日前通过
P06 benefit.social 20 ≥ 70 % 49 52 招商业务线上办理率
P06 satisfaction.served 10 ≥ 85 % - 86.5 使用人员满意度
P07 cost.economic_cost 10 ≤ 86 元 88 84.6 每平方米运维支出
P07 cost.ecological_cost 10 ≤ 118 万千瓦时 121 113.5 场馆年耗电量
P07 output.quantity 20 ≥ 5.2 万平方米 5.1 5.2 维护场馆面积
P07 output.quality 10 ≥ 98 % 97.5 98.6 设备完好率
P07 output.timeliness 10 ≤ 4 小时 5 3.5 故障响应时间
P07 benefit.social 20 区间 46~60 场 44 52 承载公共会展活动
P07 satisfaction.served 10 ≥ 90 % 89 91.8 办展单位满意度
P08 cost.economic_cost 20 ≤ budget 元 - @spent 项目总成本
P08 output.quantity 20 ≥ 65 % - 61.5 工程形象进度
P08 output.quality 10 = 100 % - 100 分部工程验收合格率
P08 output.timeliness 10 是否 - - - 否 节点工期：主体结构12月31日前封顶
P08 benefit.economic 10 ≥ 1200 万元 - 1315 带动本地采购额
P08 benefit.ecological 10 定性 - - - partly:7 绿色施工：扬尘和噪声达到绿色工地标准
P08 satisfaction.served 10 ≥ 85 % - 87 周边居民满意度
P09 cost.economic_cost 20 ≤ 520 元 540 505 人均日培训支出
P09 output.quantity 10 ≥ 10 期 9 9 培训班
P09 output.quantity 10 ≥ 520 人次 498 493 参训学员
P09 output.quality 10 ≥ 95 % 94 96.8 结业合格率
P09 output.timeliness 10 是否 - - - 否 班次安排：12月20日前办完全部班次
P09 benefit.lasting 20 ≥ 60 % 57 63 学员一年内参与项目的比例
P09 satisfaction.served 10 ≥ 92 % 91 95.2 学员满意度
P10 cost.economic_cost 20 ≤ budget 元 - @spent 项目总成本
P10 output.quantity 20 ≥ 8 场 - 8 成果对接会
P10 output.quality 10 ≥ 40 % - 46 到会企业匹配率
P10 output.timeliness 10 是否 - - - 是 完成时间：10月31日前办完
P10 benefit.economic 20 ≥ 6000 万元 - 6240 技术合同成交额
P10 satisfaction.served 10 ≥ 90 % - 91 参会单位满意度
P11 cost.economic_cost 20 ≤ budget 元 - @spent 项目总成本
P11 output.quantity 20 ≥ 3.6 万平方米 - 3.3 建成标准厂房
P11 output.quality 10 = 100 % - 100 验收合格率
P11 output.timeliness 10 ≤ 12 个月 - 12 单体建设工期
P11 benefit.economic 20 ≥ 9 家 - 10 入驻企业
P11 satisfaction.served 10 ≥ 85 % - 88.4 入驻企业满意度
P12 cost.economic_cost 10 ≤ budget 元 - @spent 项目总成本
P12 cost.ecological_cost 10 ≤ 320 吨 - 296 施工固体废物外运量
P12 output.quantity 20 ≥ 1.8 万平方米 - 1.8 节能改造面积
P12 output.quality 10 ≥ 95 % - 96 材料抽检合格率
P12 output.timeliness 10 是否 - - - 是 完成时间：11月30日前完工
P12 benefit.ecological 20 ≥ 15 % - 16.3 单位能耗降低率
P12 satisfaction.served 10 ≥ 85 % - 89 片区单位满意度
P13 cost.economic_cost 20 ≤ budget 元 - @spent 项目总成本
P13 output.quantity 20 ≥ 24 场 22 25 公益活动
P13 output.quality 10 ≥ 90 % 88 92 活动方案执行率
P13 output.timeliness 10 ≤ 3 次 4 2 活动延期次数
P13 benefit.social 20 ≥ 3.5 万人次 3.3 3.8 参与群众
P13 satisfaction.served 10 ≥ 90 % 89 - 参与群众满意度
P14 cost.economic_cost 20 ≤ budget 元 - @spent 项目总成本
P14 output.quantity 20 ≥ 46 人 - 46 完成清算人数
P14 output.quality 10 = 100 % - 100 清算准确率
P14 output.timeliness 10 是否 - - - 是 完成时间：9月30日前办结
P14 benefit.social 30 是否 - - - 是 待遇衔接：退休待遇按月接续
P15 cost.economic_cost 20 ≤ budget 元 - @spent 项目总成本
P15 output.quantity 20 = 1 辆 - 1 更新公务用车
P15 output.quality 10 = 100 % - 100 采购合规率
P15 output.timeliness 10 是否 - - - 是 完成时间：8月31日前交付
P15 benefit.economic 15 ≤ 2.4 万元 2.9 2.3 单车年运行费
P15 benefit.ecological 15 是否 - - - 是 新能源：更新车辆为新能源汽车
P16 cost.economic_cost 20 ≤ budget 元 - @spent 项目总成本
P16 output.quantity 20 = 2 件 - 2 清理历史合同
P16 output.quality 10 = 100 % - 100 法律文书合规率
P16 output.timeliness 10 是否 - - - 是 完成时间：6月30日前办结
P16 benefit.social 30 是否 - - - 是 化解纠纷：没有后续诉讼
P17 cost.economic_cost 20 ≤ budget 元 - @spent 项目总成本
P17 output.quantity 20 ≥ 6 个 5 6 帮扶项目
P17 output.quality 10 ≥ 95 % 94 96 帮扶项目验收合格率
P17 output.timeliness 10 是否 - - - 是 拨付时间：7月31日前拨付
P17 benefit.social 20 ≥ 1800 人 1720 1904 受益人口
P17 satisfaction.served 10 ≥ 90 % 89 93 受益群众满意度
P18 cost.economic_cost 20 ≤ budget 元 - @spent 项目总成本
P18 output.quantity 20 ≥ 22 家 - 24 贴息企业
P18 output.quality 10 = 100 % - 100 贴息对象合规率
P18 output.timeliness 10 ≤ 20 个工作日 - 18 审核拨付时间
P18 benefit.economic 20 ≥ 1.5 亿元 - 1.62 带动贷款额
P18 satisfaction.served 10 ≥ 90 % - 92.7 贴息企业满意度
P19 cost.economic_cost 10 ≤ budget 元 - @spent 项目总成本
P19 cost.social_cost 10 ≤ 12 户 - 9 临时用地涉及农户
P19 output.quantity 20 ≥ 5 个 - 5 示范招商项目
P19 output.quality 10 ≥ 80 % - 84 示范项目开工率
P19 output.timeliness 10 是否 - - - 是 完成时间：12月15日前签约
P19 benefit.social 20 ≥ 260 人 - 345 带动农户就业
P19 satisfaction.served 10 ≥ 85 % - 90 农户满意度
"""

#: Why a result is off its target, and what is done: cause, reason, measure.
REASONS = {
    "P02-2": ("other", "专班中途增加两个驻点，拜访量随之增加", "下年按新驻点数测算指标值"),
    "P02-4": ("staff", "新驻点人员到岗晚，线索跟进衔接不畅", "建立线索销号台账，按周调度"),
    "P03-5": ("rules", "跨部门诉求没有限时会签要求", "商有关部门明确会签时限"),
    "P04-2": ("other", "两家企业年末未达到兑付条件", "按季度核查条件，达到后兑付"),
    "P06-2": ("equipment", "机房扩容设备到货晚，其余模块未能部署", "设备到位后补齐模块"),
    "P06-3": ("equipment", "旧设备超负荷运行", "设备到位后迁移系统"),
    "P06-4": ("equipment", "机房扩容设备到货晚", "重排部署计划，延后验收"),
    "P06-5": ("equipment", "部分模块未上线", "模块上线后开展培训推广"),
    "P08-2": ("other", "汛期停工，地下管线迁改增加工程量", "增加作业面，倒排工期"),
    "P08-4": ("other", "汛期停工，主体结构顺延", "增加作业面，倒排工期"),
    "P08-6": ("rules", "夜间施工噪声管控不到位", "落实夜间施工审批和监测"),
    "P09-2": ("other", "一期培训班顺延到下年举办", "下年第一季度补办"),
    "P09-3": ("other", "一期培训班顺延到下年举办", "下年第一季度补办"),
    "P09-5": ("other", "一期培训班顺延到下年举办", "下年第一季度补办"),
    "P11-2": ("funds", "一栋厂房地基处理增加费用，年内未完工", "调整施工组织，下年上半年完工"),
    "P19-6": ("other", "两个项目提前投产，用工早于计划", "下年按投产进度测算指标值"),
}

#: What indicators of projects that run for years are to reach in the end.
MEDIUM = {
    "P04-2": "60",
    "P06-2": "12",
    "P08-2": "100",
    "P11-2": "10.8",
    "P12-3": "1.8",
    "P19-3": "12",
}

#: Results off their target because they lie far above it.
SURPASSED = ("P02-2", "P19-6")

#: Annual goal and, where the project runs for years, that of the whole period.
GOALS = {
    "": ("完成市委、市政府下达的投资促进和会展业发展任务", ""),
    "P01": ("办好年度重大投资促进活动，签约符合产业导向的项目", ""),
    "P02": ("驻外专班拜访目标企业，移交投资线索并促成落地", ""),
    "P03": ("走访外资企业，监测投资环境，办理企业诉求", ""),
    "P04": ("向符合条件的落户企业兑现奖补", "三年内完成重点产业链落户企业奖补兑现"),
    "P05": ("按协议向产业投资平台注资并监督使用", "五年内完成平台资本金注入，形成滚动投资能力"),
    "P06": ("建成招商业务模块并通过初步验收", "建成市县两级共用的投资促进信息平台"),
    "P07": ("保障会展场馆安全运行，承载公共会展活动", ""),
    "P08": ("推进会展场馆主体工程和配套设施建设", "建成可承办大型展会的场馆并投入使用"),
    "P09": ("举办投资促进人才培训班", ""),
    "P10": ("举办科技成果对接会，促成技术合同", ""),
    "P11": ("建设园区标准厂房，引进企业入驻", "建成标准厂房及配套，形成产业集聚"),
    "P12": ("完成会展片区建筑节能改造", "片区建筑达到节能标准"),
    "P13": ("开展体育会展公益活动", ""),
    "P14": ("完成养老保险和职业年金清算", ""),
    "P15": ("更新到期报废的公务用车", ""),
    "P16": ("清理历史合同并支付赔偿", ""),
    "P17": ("实施对口帮扶项目", ""),
    "P18": ("对符合条件的企业贷款给予贴息", ""),
    "P19": ("签约现代农业示范招商项目", "三年内建成现代农业招商示范基地"),
}


@dataclass(frozen=True, slots=True)
class Planned:
    """A line of the plan, its name and wording apart."""

    code: str
    project: str
    level: str
    sublevel: str
    points: str
    sign: str
    target: str
    unit: str
    previous: str
    result: str
    name: str
    wording: str


def planned() -> Iterator[Planned]:
    """Yield every indicator; codes count on within a project, W is the bureau."""
    counts: dict[str, int] = {}
    for line in _INDICATORS.strip().splitlines():
        project, level, points, sign, target, unit, previous, result, named = line.split(" ", 8)
        owner = "" if project == "-" else project
        counts[owner] = counts.get(owner, 0) + 1
        first, second = level.split(".")
        name, _, wording = named.partition("：")
        code = f"{owner or 'W'}-{counts[owner]}"
        yield Planned(
            code=code,
            project=owner,
            level=first,
            sublevel=second,
            points=points,
            sign=sign,
            target=_given(target),
            unit=_given(unit),
            previous=_given(previous),
            result=_given(result),
            name=name,
            wording=wording,
        )


def _given(cell: str) -> str:
    return "" if cell == "-" else cell
