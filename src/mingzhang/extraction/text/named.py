"""Whether two names of a document mean the same quantity.

A comparison rarely repeats the name of what it compares word for word: 公务接待费支出82万元 …
公务接待费支出决算比上年减少. What differs are the words for the side (收入, 支出), the stage
(预算, 决算), the sum (总计, 合计) and the owner; what is left must be equal, or one part of the
other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from mingzhang.domain.checks.model import Observation
from mingzhang.extraction.labels import is_aspect
from mingzhang.kernel.regex import lazy_regex

#: How alike two names are.
OTHER, AKIN, SAME = 0, 1, 2
#: So many names with two signs in common are compared; no report has as many.
_HOLDING = 2000

_BRACKETS = lazy_regex(r"（[^（）]{0,40}）")
_FUNDS = lazy_regex(r"(一般公共|政府性基金|国有资本经营|社会保险基金)预算")
_NOISE = lazy_regex(
    r"[“”\"'‘’《》、，；：（） ]|20[0-9]{2}[ ]?年?度?|年初|年末|期初|期末|本年度?|当年|全年|"
    r"上年度?|去年|预算|决算|执行|安排|实际|完成|总计|合计|共计|总额|总数|总|金额|资金|经费|费用|费|数|额|"
    r"报表|批复|调整后?|各项?|均|分别|其中|主要|全部|累计|的|与|和|及|为"
)
_OWNER = lazy_regex(
    r"^(?:我[局委办厅院市区县省州镇乡]|本?(?:部门|单位|机关(?!运行)|级)|[一-鿿]{2,22}?"
    r"(?:委员会|人民政府|办公室|办公厅|办事处|检察院|法院|外事局|分局|局本?级?|厅|政协))"
)
#: What may follow a name without making it another: 三公 and 三公财政拨款.
_QUALIFIERS = lazy_regex(r"(?:财政拨款|一般公共|部门|单位|本级|报表|情况|汇总|项目)*")
#: What makes a name narrower, and another.
_SCOPE = lazy_regex(
    r"一般公共|政府性|基金|国有|资本|基本|项目|财政|人员|公用|工资|购置|运行|国内|外事|其他|专项|上级"
)
_INCOME = lazy_regex(r"收入?")
_OUTLAY = lazy_regex(r"支出|支付|开支|(?<=收)支|支$")


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart: what is meant, and whether income, outlay or both of it."""

    stem: str
    income: bool
    outlay: bool


@lru_cache(maxsize=4096)
def name_of(words: str) -> Name:
    """Return a name taken apart."""
    plain = _BRACKETS.sub("", words)
    plain = _NOISE.sub("", _FUNDS.sub(r"\1", plain))
    plain = _OWNER.sub("", plain)
    income, outlay = _INCOME.search(plain), _OUTLAY.search(plain)
    return Name(_INCOME.sub("", _OUTLAY.sub("", plain)), bool(income), bool(outlay))


def alike(name: str, other: str) -> int:
    """Return SAME, AKIN or OTHER for a name that words use of a figure and the figure's own.

    AKIN: the name is the figure's own without what goes before it, or tells only the side of it
    (支出); or it adds whose it is. A name that says more (项目支出 of 支出总计) is another.
    """
    if not name or not other:
        return OTHER
    a, b = name_of(name), name_of(other)
    if not _sides_agree(a, b):
        return OTHER
    told = (a.income, a.outlay), (b.income, b.outlay)
    if a.stem == b.stem:
        if (False, False) in told:
            return SAME if a.stem else OTHER
        return SAME if told[0] == told[1] else AKIN
    if not a.stem:
        return AKIN if told[0] == told[1] else OTHER
    short, long = sorted((a.stem, b.stem), key=len)
    if len(short) < 2 or short not in long:
        return OTHER
    rest = long.replace(short, "", 1)
    if not (long.endswith(short) or _QUALIFIERS.fullmatch(rest)):
        return OTHER
    return OTHER if long == a.stem and _SCOPE.search(rest) else AKIN


class Names:
    """Some names, to be asked which of them are alike to another; only likely ones are compared.

    Names are alike only if what is left of one is part of what is left of the other, so that it is
    enough to look up all parts of the one asked for, and the names that hold its rarest two signs.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names: dict[str, list[str]] = {}
        self._holding: dict[str, list[str]] = {}
        self._asked: dict[str, dict[str, int]] = {}
        for name in dict.fromkeys(names):
            stem = name_of(name).stem
            if stem not in self._names:
                for pair in dict.fromkeys(_pairs(stem)):
                    self._holding.setdefault(pair, []).append(stem)
            self._names.setdefault(stem, []).append(name)

    def like(self, name: str) -> dict[str, int]:
        """Return those for which `alike(name, …)` is not OTHER, with what it is."""
        if name not in self._asked:
            scored = ((o, alike(name, o)) for stem in self._near(name) for o in self._names[stem])
            self._asked[name] = {other: score for other, score in scored if score}
        return self._asked[name]

    def _near(self, name: str) -> Iterable[str]:
        """Return the stems that may be part of a name's, or that it may be part of."""
        stem = name_of(name).stem
        if not stem:
            return self._names
        ends = [(n, m) for n in range(len(stem)) for m in range(n + 2, len(stem) + 1)]
        parts = [stem, *(stem[n:m] for n, m in ends)]
        found = dict.fromkeys(part for part in parts if part in self._names)
        holding = min((self._holding.get(pair, []) for pair in _pairs(stem)), key=len, default=[])
        found.update(dict.fromkeys(other for other in holding[:_HOLDING] if stem in other))
        return found


def _pairs(stem: str) -> Iterable[str]:
    return (stem[n : n + 2] for n in range(len(stem) - 1))


def _sides_agree(a: Name, b: Name) -> bool:
    """Tell whether what is known of the sides does not exclude that they are the same."""
    if not (a.income or a.outlay) or not (b.income or b.outlay):
        return True
    return (a.income and b.income) or (a.outlay and b.outlay)


def thing(observation: Observation) -> str:
    """Return what a figure is of: its label, with its subject where the label is an aspect."""
    label = observation.label
    if label and not is_aspect(label):
        return label
    return observation.subject + label
