"""What a document calls a quantity: the words before the figure, cleaned."""

from __future__ import annotations

from mingzhang.kernel.regex import lazy_regex

_CUT = lazy_regex(r"[，；。：]")
#: A name does not begin so many signs before its figure.
_FAR = 1000
_BRACKETS = lazy_regex(r"（[^（）]*）")
_BEFORE = lazy_regex(
    r"^(?:[、，；：。）\s*#·-]|其中|即|另外?|并|且|以及|分别(?:是|为)?|主要(?:是|为)|"
    r"当年|年内|今年|全年(?!预算)|"
    r"累计|共计|合计(?=.)|实际(?=.)|按照?|我(?:局|委|办(?!公)|厅|院|所|校|中心|市|区|县|省|州|镇|乡|单位|部门){1,2}|"
    r"本(?:单位|部门)|"
    r"截[至止][^，]{0,12}[日底末]|"
    r"20[0-9]{2}[ ]?年?(?:[0-9]{1,2}月)?(?:度|末|底|初(?!预算))?(?:（[^）]*）)?|"
    r"[0-9]{1,2}[.．、]|（[0-9一二三四五六七八九十]{1,3}）|[一二三四五六七八九十]{1,3}(?:是|、))+"
)
_AFTER = lazy_regex(
    r"(?:[、：（\s“]|为|是|约|达到?|共计?|各|均|分别|了|有|数|的|在|至少|不少于|不低于|不超过|超过|高于|低于|"
    r"大于|小于|[≥≤><-]|人民币|近|将近|完成|仅|只|又|已|也|就|从|由|"
    r"(?:增加|增长|提高|提升|上升|扩大|减少|下降|降低|压减)[至到]|"
    r"[由从](?:上年|去年|上一年|20[0-9]{2}[ ]?年)度?)+$"
)
#: Words that name an aspect of something that was named before.
_ASPECT = lazy_regex(
    r"(?:年初|全年|调整后?|当年|本年)?(?:支出|收入|预算|决算|执行|资金|投资|支付|实际|到位|安排|金额|总额|总|额|数|"
    r"合计|共计|共|总计|情况|经费|费用|款|完成|下达|拨付|开支|用于|协议|引资|签约|财政|上年|结转|结余)*"
)


def label_of(gap: str) -> str:
    """Return the name right before a figure, "" when there is none.

    `gap` is the text since the figure before it, or since the sentence began.
    """
    segments = _CUT.split(gap[-_FAR:])
    for segment in reversed(segments):
        if name := clean(segment):
            return name
    return ""


def clean(words: str) -> str:
    """Strip years, connectives and verbs from both ends."""
    name = _BEFORE.sub("", words.strip())
    while (shorter := _AFTER.sub("", name)) != name:
        name = shorter
    if name.count("（") != name.count("）"):
        name = name.rpartition("（")[2] if name.count("（") > name.count("）") else name
    return name.strip()


def is_aspect(label: str) -> bool:
    """Tell whether a label says only which side of a thing is meant, not of what."""
    return _ASPECT.fullmatch(_BRACKETS.sub("", label)) is not None
