"""What the words before a figure make of it: a level, a change, a rate of change, a share…"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mingzhang.domain.checks.model import Kind, Role
from mingzhang.extraction.numerals import Numeral
from mingzhang.kernel.regex import lazy_regex

UP = "增加|增长|上升|提高|提升|上涨|增幅|增速|上浮|净增|调增|追加|多支出|扩大|增收"
DOWN = "减少|下降|降低|下滑|减幅|降幅|压减|压缩|缩减|调减|核减|节约|回落|少支出|减支"
_CHANGE = lazy_regex(
    rf"(?<![稳促保])(?P<up>{UP})|(?P<down>{DOWN})|变化率|变动率|变动幅度|变动额|同比|增减额?"
)
#: The verb of a change where nothing but its filling stands behind it.
CHANGE_END = lazy_regex(
    rf"(?:各|各自|均|分别|共|合计|净)?(?:{UP}|{DOWN})"
    r"(?:额|数|了|为|约|各|各自|均|分别|达|金额|[ ])*$"
)
#: 增加至 and 降到 tell the level that was reached.
_REACHED = lazy_regex(rf"(?:{UP}|{DOWN})(?:至|到|为)[ ]?$")
#: What rises here is no money: 支持能力提升80万元 tells what the money is for.
_PURPOSE = lazy_regex(
    r"(?:能力|水平|质量|品质|提质|增效|效能|环境|素质|形象|功能|效率|影响力|竞争力|知名度|满意度)"
    r"(?:建设)?(?:提升|提高|扩大|增强)(?:工程|行动|工作|专项|改造|项目)?(?:资金|经费)?[ ]?$"
)
_CLOSE = lazy_regex(
    r"(?:额|数|率|了|为|约|近|各|各自|均|分别|达|达到|金额|资金|支出|经费|人民币|[ ：—（）-])*$"
)
_SHARE = lazy_regex(
    r"占(?:比|(?P<whole>[^，；。]{0,40}?))(?:的比重|的比例|比重|比例)?(?:约?为|达到?|约|的)?[ ]*$"
)
_COMPLETION = lazy_regex(
    r"(?:完成(?:了)?(?P<of>[^，；。]{0,24}?)(?:的)?|(?P<rate>完成率|执行率|支付率|到位率|拨付率|实现率|兑现率|"
    r"完成比例|执行进度|总体进度|支出进度)[^，；。]{0,6}?)(?:约?为|达到?|约|是)?[ ]*$"
)
_COMPLETED_OF = lazy_regex(r"(?:完成|实现|达到)(?:了)?(?P<of>[^，。；：占]{0,16})$")
#: What opens a comparison, and is no part of another word (占比, 比例, 较大, 合同, 会同).
AGAINST = (
    r"(?:(?<!占)比(?![例重值率较])|(?<!比)较(?![大好多快高少低小强为])|"
    r"与|(?<![合不共会相协等])同(?![级时志意比]))"
)
_BASE = lazy_regex(
    rf"(?:同比|{AGAINST}(?P<what>[^，。；：比较]{{1,24}}?)"
    r"(?:相比|比较|对比|，|(?=[增减下上降提压多少基持各均有净变])|$))"
)
_YEAR = lazy_regex(r"(?P<year>20[0-9]{2})[ ]?(?:年|预算|决算)")
_PREVIOUS = lazy_regex(r"上年|去年|上一年|同期|上年度|以前年度")
_STAGES = (
    ("initial", lazy_regex(r"年初预算|年初|期初预算")),
    ("adjusted", lazy_regex(r"调整后?预算|全年预算|调整后")),
    ("actual", lazy_regex(r"执行数|决算|实际")),
    ("target", lazy_regex(r"目标|计划|任务")),
    ("budget", lazy_regex(r"预算")),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure's role with its direction (+1, −1, 0) and base (see `Observation.base`)."""

    role: Role
    direction: int = 0
    base: str = ""


def role_of(gap: str, numeral: Numeral, carried: str, year: int | None) -> Reading:
    """Read the words between the figure before and this one.

    `carried` is the base that the passage last compared with, `year` the report's year.
    """
    clause = re.split(r"[，；。]", gap)[-1]
    change = _last(clause)
    if numeral.kind is Kind.RATE:
        return _rate(clause, gap, change, carried, year)
    if change is None or _REACHED.search(clause) or not _CLOSE.match(clause, change.end()):
        return Reading(Role.LEVEL)
    if numeral.kind is Kind.MONEY and _PURPOSE.search(clause):
        return Reading(Role.LEVEL)
    return Reading(Role.CHANGE, _direction(clause), base_of(gap, year) or carried)


def _rate(
    clause: str, gap: str, change: re.Match[str] | None, carried: str, year: int | None
) -> Reading:
    share = _SHARE.search(clause)
    if change is not None and _CLOSE.match(clause, change.end()) and not _REACHED.search(clause):
        role = Role.OTHER if share or "占比" in clause else Role.GROWTH
        return Reading(role, _direction(clause), base_of(gap, year) or carried)
    if share:
        return Reading(Role.SHARE, 0, (share["whole"] or "").strip())
    if done := _COMPLETION.search(clause):
        return Reading(Role.COMPLETION, 0, _completed(done))
    return Reading(Role.LEVEL)


def completed_of(words: str) -> str:
    """Return the base of a rate that follows the amount after these words, "" where it has none.

    完成全年目标 (1100亿元的115.9%) tells "/target"; 占总额 (100万元的20%) is no completion.
    """
    found = _COMPLETED_OF.search(words)
    return f"/{_stage(found['of']) or 'target'}" if found else ""


def _completed(done: re.Match[str]) -> str:
    if done["rate"]:
        return "/target" if done["rate"] in ("完成率", "实现率", "完成比例") else "/budget"
    stage = _stage(done["of"] or "")
    return f"/{stage}" if stage else ""


def _last(clause: str) -> re.Match[str] | None:
    return max(_CHANGE.finditer(clause), key=lambda found: found.start(), default=None)


def _direction(clause: str) -> int:
    """Return the sign of the only direction that a clause gives; 0 when it gives both or none."""
    up = down = False
    for found in _CHANGE.finditer(clause):
        up, down = up or bool(found["up"]), down or bool(found["down"])
    return up - down


def base_of(text: str, year: int | None) -> str:
    """Return what the last comparison in the text is against; "" where there is none."""
    base = ""
    for found in _BASE.finditer(text):
        base = _base(found["what"], year) or base
    return base


def _base(what: str | None, year: int | None) -> str:
    previous = str(year - 1) if year else ""
    if what is None:
        return previous
    stage = _stage(what)
    if told := _YEAR.search(what):
        return told["year"] + (f"/{stage}" if stage and stage != "actual" else "")
    if _PREVIOUS.search(what):
        return previous + (f"/{stage}" if stage and stage != "actual" else "")
    return f"/{stage}" if stage and stage != "actual" else ""


def _stage(words: str) -> str:
    return next((stage for stage, pattern in _STAGES if pattern.search(words)), "")


def stage_of(label: str) -> str:
    """Return the stage that the words of a label tell, "" for none.

    一般公共预算 is the name of a budget and no stage, and neither is 计划 in the name of an item
    (计划生育服务（项）).
    """
    return _stage(_ITEM.sub("", _BUDGETS.sub("", label)))


_ITEM = lazy_regex(r"[一-鿿（）0-9]{2,120}[类款项]）”?")
_BUDGETS = lazy_regex(
    r"(?:一般公共|政府性基金|国有资本经营|社会保险基金|部门|单位)预算(?!数|安排|为|总)"
)
