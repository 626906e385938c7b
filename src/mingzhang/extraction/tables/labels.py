"""What the label of a row or a column says: its code, its number, its name, whether it sums up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.table_words import table_words

_TENS = "一二三四五六七八九十"
#: The styles of numbering; a style that comes up first stands above those that come up later.
_STYLES = (
    lazy_regex(rf"(?P<n>[{_TENS}]{{1,3}})[、.．，](?=.)"),
    lazy_regex(rf"[（【]?(?P<n>[{_TENS}]{{1,3}})[）】](?=.)"),
    lazy_regex(r"(?P<n>[0-9]{1,2})[.．、，](?![0-9])(?=.)"),
    lazy_regex(r"（(?P<n>[0-9]{1,2})）(?=.)|(?P<m>[0-9]{1,2})）(?=.)"),
    lazy_regex(r"(?P<n>[①-⑳⑴-⒇])(?=.)"),
)
_SUBSET = lazy_regex(r"其中[:：、，,.—-]{0,2}|含[:：]")
_CODE = lazy_regex(
    r"[［\[]?(?P<code>[123][0-9]{2}(?:[0-9]{2}){0,2}|5[0-9]{2}(?:[0-9]{2}){0,2})[］\]]?[-－—_]?(?=[一-鿿])"
)
_UNIT = lazy_regex(r"（(?P<unit>[^（）]{1,6})）$")
_BRACKETED = lazy_regex(r"（[^（）]*）$")
_LEAD = lazy_regex(r"[*★—－\-·•、.．:：]+")
_TAIL = lazy_regex(r"[:：*★、，]+$")


#: Heads over what names rows.
_LABELLED = lazy_regex(
    r"项目|类|款|项|类款项|科目|单位|地区|内容|摘要|.{0,12}(?:编码|代码|名称)|.{0,8}分类.{0,6}|项目.{0,4}名称|"
    r".{0,6}科目.{0,4}|[一二三]级指标|行次|序号|栏次|项次|编号"
)
_INNER = lazy_regex(r"(?:（[^（）]*）)+$|（/[^（）]*）")


@dataclass(frozen=True, slots=True)
class Label:
    """A label taken apart. `style` is the number of its numbering style, −1 for none.

    `total` is "grand", "total", "subtotal" or "". `subset`: it opens with 其中. `name` is what is
    left, `unit` what stands in brackets at its end, if that may be a unit.
    """

    text: str
    name: str
    style: int = -1
    order: str = ""
    subset: bool = False
    code: str = ""
    total: str = ""
    unit: str = ""

    @property
    def opens(self) -> bool:
        """Tell whether only the body of a table has labels like this one."""
        return self.style >= 0 or bool(self.code) or self.subset or bool(self.total)


@lru_cache(maxsize=4096)
def label_of(text: str) -> Label:
    """Return a label, given without blanks, taken apart."""
    rest = _LEAD.sub("", text, count=1) if _LEAD.match(text) else text
    style, order, rest = _numbered(rest)
    subset = _SUBSET.match(rest)
    if subset:
        rest = rest[subset.end() :]
        inner, own, rest = _numbered(rest)
        style, order = (inner, own) if inner >= 0 else (style, order)
    coded = _CODE.match(rest)
    code = ""
    if coded and len(rest) > coded.end():
        code, rest = coded["code"], rest[coded.end() :]
    rest = _TAIL.sub("", rest)
    unit = _UNIT.search(rest)
    own = unit["unit"] if unit else ""
    return Label(text, rest, style, order, bool(subset), code, total_of(rest), own or "")


def _numbered(text: str) -> tuple[int, str, str]:
    for style, pattern in enumerate(_STYLES):
        if found := pattern.match(text):
            return style, found["n"] or found.groupdict().get("m") or "", text[found.end() :]
    return -1, "", text


def total_of(name: str) -> str:
    """Return how a name sums up other rows or columns: "grand", "total", "subtotal" or ""."""
    words = table_words().row
    for kind in ("grand", "total", "subtotal"):
        for found in words[kind].finditer(name):
            rest = _BRACKETED.sub("", name[found.end() :])
            if rest in ("", "数", "额", "金额", "=") or rest.startswith("（"):
                return kind
    return ""


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return a name for comparison: without numbering, code, brackets at the end and quotes."""
    name = _BRACKETED.sub("", label_of(text).name)
    return name.translate(_QUOTES)


_QUOTES = {ord(sign): None for sign in "“”‘’\"'《》 、"}


@lru_cache(maxsize=2048)
def bare_head(text: str) -> str:
    """Return a head without what brackets at its end add (（万元）, （按功能分类）)."""
    return _INNER.sub("", text)


@lru_cache(maxsize=2048)
def is_label(head: str) -> bool:
    """Tell whether a head stands over what names rows, not over figures."""
    return _LABELLED.fullmatch(bare_head(head)) is not None
