"""Printed names taken apart: whose, which money, which stage, and what is left, the quantity."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from mingzhang.domain.checks.model import Kind
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.quantities import CAPITAL, FISCAL, FUND, GENERAL, Quantity, quantities

_NOISE = lazy_regex(r"[\s“”‘’\"'「」『』《》*#:：·]|(?<=20[0-9]{2})年?度|本年度(?=[收支])")
_YEAR = lazy_regex(r"20[0-9]{2}年?(?:[末底]|初(?!预算|结|财))?(?:[0-9]{1,2}月)?")
_BRACKET = lazy_regex(r"（(?!招商引资|一次性|含离退休)[^（）]{0,30}）")
_ITEM_NUMBER = lazy_regex(
    r"^(?:[0-9]{1,2}[.．、]|（[0-9一二三四五六七八九十]{1,3}）|[一二三四五六七八九十]{1,3}、)"
)
_SCOPES = (
    (FUND, lazy_regex(r"政府性基金(?:预算)?(?:财政)?(?:拨款)?(?:资金)?(?:安排|开支)?[的中]?")),
    (CAPITAL, lazy_regex(r"国有资本经营(?:预算)?(?:财政)?(?:拨款)?(?:资金)?(?:安排|开支)?[的中]?")),
    (
        GENERAL,
        lazy_regex(
            r"一般公共(?:财政)?预算(?:当年)?(?:财政)?(?:拨款)?(?:资金)?(?:安排|开支)?[的中]?"
            r"|公共财政预算(?:拨款)?[的中]?|公共预算财政拨款[的中]?"
        ),
    ),
    (FISCAL, lazy_regex(r"(?<!非)(?:使用)?财政(?:拨款|性资金)(?:资金)?(?:安排|开支)?[的中]?")),
)
_STAGE = lazy_regex(
    r"(?P<initial>年初(?:部门)?(?:批复)?的?预算(?:批复|安排)?|期初预算|年初批复)"
    r"|(?P<adjusted>调整后?的?(?:年度)?预算|全年(?:调整)?预算|预算调整)"
    r"|(?P<actual>预算执行|执行数|决算报表|决算|实际(?=[支收完发到开]|$))"
    r"|(?P<target>目标值?|任务数?|计划数?)"
    r"|(?P<budget>总预算|预算|拟(?=[采购]))"
)
_SIDES = lazy_regex(r"收(?:入)?[、/和及与]支(?:出)?")
_TWICE = lazy_regex(r"支出支出|收入收入")
_ENDING = lazy_regex(
    r"(?:(?<!收入)支出|费用|经费|总额|总金额|金额|数额|总数|人数|数|额|费|合计|共计|汇总|资金|情况|累计|安排)$"
)
_ORGAN = (
    r"[一-鿿]{2,30}?(?:委员会|办公室|办公厅|检察院|法院|人民政府|政府|分局|局|厅|委|院|学校|中心|处|站|所|队|馆|"
    r"镇|乡|街道|政协|人大|学院|大学|医院|工会|妇联|团委|办)(?:机关|本级)?"
)
#: Those whose figures are neither the department's nor an organ's by name.
_SOME = (
    r"[局委厅办]?机关|[市区县省镇局]?本级|全[市区县省]|(?:所属|下属)各?(?:预算|事业|二级)*单位|"
    r"行政单位|参公单位|事业单位|其他单位"
)
_NEUTRAL = (
    r"(?:我[局委办厅院校镇乡县市区街道单位部门]{1,3}|本[单位部门镇街委局院]{1,3}|单位|部门|全局|全年|本年|当年|"
    r"共有|共|现有|拥有|年末|年底|期末|目前|现|累计|合计|共计|安排|发生|按?规定|总体|核定|涉及|组织|其中|总|的|度|"
    r"全[市区县省]?行政单位、(?:参公单位、)?事业单位和?(?:其他单位)?)"
)
_ORGANS = lazy_regex(rf"{_ORGAN}(?=20[0-9]{{2}}|年|的?[单部]|决算|预算|情况|概况|基本情况|$)")
_BEFORE = lazy_regex(rf"(?:{_NEUTRAL})*(?P<entity>{_ORGAN}|{_SOME})?(?:{_NEUTRAL})*")
#: Names that say so little that something else must tell whose and when.
_BARE = frozenset({"收入", "支出", "收支", "项目", "总收入", "总支出", "接待费", "车辆"})
#: Words before such a name that make it the department's.
_TELLING = ("年", "总", "共有", "现有")
_LONGEST = 60


def organ_of(words: str) -> str:
    """Return the organ whose report or part of a report a heading opens, "" for none."""
    found = _ORGANS.match("".join(words.split()))
    return found[0] if found else ""


@dataclass(frozen=True, slots=True)
class Name:
    """A printed name taken apart.

    `quantity` is None where only whose, which money and which stage is told. `bare`: the name
    alone does not tell that it is the department's.
    """

    quantity: Quantity | None
    scope: str = ""
    stage: str = ""
    entity: str = ""
    bare: bool = False


def stripped(words: str) -> tuple[str, str, str]:
    """Return a name without year, money and stage, and the money and the stage it told."""
    core = _BRACKET.sub("", _NOISE.sub("", _ITEM_NUMBER.sub("", words.strip())))
    core = _SIDES.sub("收支", _YEAR.sub("", core))
    scope = ""
    for kind, pattern in _SCOPES:
        shorter = pattern.sub("", core)
        if shorter != core:
            core, scope = shorter, scope or kind
    stage = ""
    if "总预算" in core:
        core = core.replace("总预算", "总计预算")
    for found in _STAGE.finditer(core):
        stage = found.lastgroup or ""
    core = _TWICE.sub(lambda found: found[0][:2], _STAGE.sub("", core))
    return core.strip("、的之，"), scope, stage


@lru_cache(maxsize=4096)
def read_name(words: str, kind: Kind, unit: str) -> Name | None:
    """Return what a printed name says; None when it names something that the trade does not know.

    `words` is a label with its subject before it, `kind` and `unit` those of the figure.
    """
    if not words or len(words) > _LONGEST:
        return None
    if _explains(words, kind, unit):
        return None
    core, scope, stage = stripped(words)
    before, quantity, name = _known(core, kind, unit)
    found = _BEFORE.fullmatch(before)
    if found is None:
        return None
    entity = found["entity"] or ""
    if quantity is None:
        return Name(None, scope, stage, entity) if (scope or stage or entity) else None
    told = bool(scope or entity) or any(word in before for word in _TELLING)
    return Name(quantity, scope, stage, entity, name in _BARE and not told)


def _explains(words: str, kind: Kind, unit: str) -> bool:
    """Tell whether a bracket holds another name: then the words before it are a list of parts."""
    for found in _BRACKET.finditer(words):
        inner = stripped(found[0][1:-1])[0]
        if len(inner) > 2 and _known(inner, kind, unit)[0::2] == ("", inner):
            return True
    return False


def _known(core: str, kind: Kind, unit: str) -> tuple[str, Quantity | None, str]:
    """Return the longest known name at the end of a core: what stands before it, and itself."""
    forms = [core]
    while len(forms) < 4 and (shorter := _ENDING.sub("", forms[-1])) != forms[-1]:
        forms.append(shorter)
    named = _named()
    for start in range(len(core)):
        for form in forms:
            if found := named.get((form[start:], kind)):
                for quantity in found:
                    if not quantity.units or unit in quantity.units:
                        return core[:start], quantity, form[start:]
    return _ENDING.sub("", _ENDING.sub("", core)), None, ""


@cache
def _named() -> dict[tuple[str, Kind], tuple[Quantity, ...]]:
    """Return the quantities that bear a name, by the name as `stripped` leaves it."""
    found: dict[tuple[str, Kind], tuple[Quantity, ...]] = {}
    for quantity in quantities().values():
        for name in quantity.names:
            core = stripped(name)[0]
            for form in dict.fromkeys((core, core.removesuffix("数"))):
                key = (form, Kind(quantity.kind))
                if quantity not in found.get(key, ()):
                    found[key] = (*found.get(key, ()), quantity)
    return found
