"""Shapes of running text: one paragraph of all there is, paragraphs, headings, lines of signs."""

from __future__ import annotations

from collections.abc import Mapping

from tools.fuzz.shapes import FORM, HEAD, Shape

_RUNNING = 8000
_TOTAL = "本年支出合计{amount}万元，其中："
_CHANGED = "{name}支出{amount}万元，比上年增加{next}万元，增长{rate}%"

#: Figures, or signs, in one paragraph.
PARAGRAPHS: Mapping[str, Shape] = {
    "list": Shape(_RUNNING, "{name}支出{amount}万元", _TOTAL, "，", "。"),
    "list of clauses": Shape(_RUNNING, "{name}支出{amount}万元", _TOTAL, "；", "。"),
    "sentences": Shape(_RUNNING, "{name}支出{amount}万元。"),
    "totals": Shape(
        _RUNNING // 3, "{name}支出合计{more}.50万元，其中：人员经费{n}.30万元，公用经费3.20万元。"
    ),
    "shares": Shape(_RUNNING // 2, "{name}支出{amount}万元，占{rate}%", _TOTAL, "；", "。"),
    "changes": Shape(_RUNNING // 3, _CHANGED + "，主要原因是任务增加。"),
    "changes in a sentence": Shape(_RUNNING // 3, _CHANGED, "", "；", "。"),
    "changes in a row": Shape(
        _RUNNING, "{name}增加{amount}万元", "与上年相比，", "，", "，合计增加{amount}万元。"
    ),
    "rates": Shape(
        _RUNNING // 3,
        "{name}年初预算为{amount}万元，支出决算为{next}万元，完成年初预算的{rate}%。"
        "决算数小于预算数的主要原因是节约。",
    ),
    "rates in a row": Shape(_RUNNING, "{rate}%", "分别占", "、", "。"),
    "completions in a row": Shape(
        _RUNNING, "完成年初预算的88.89%", "年初预算为9.00万元，支出决算为8.00万元，", "、", "。"
    ),
    "bare figures": Shape(_RUNNING, "{amount}", "", "、"),
    "counts": Shape(4000, "{name}培训{more}人，办班{number}次，", after="合计培训9人。"),
    "the same sentence": Shape(5000, "公务接待费支出12.34万元，比上年减少1.20万元，下降8.86%。"),
    "identical amounts": Shape(3000, "{name}支出1234.56万元，"),
    "lists": Shape(_RUNNING, "支出{amount}万元，其中：甲", after="。"),
    "lists without figures": Shape(
        50_000, "包括：甲，", "支出5.00万元，", after="乙1.00万元，丙4.00万元。"
    ),
    "open brackets": Shape(_RUNNING, "支出{amount}万元（其中：甲"),
    "nothing changed": Shape(20_000, "公务接待费与2023年决算数持平，", after="支出5.00万元。"),
    "budget words": Shape(5000, "决算数大于预算数，决算数与预算数持平，"),
    "words to choose from": Shape(_RUNNING, "支出增加（减少）5.00万元，增长（下降）3.00%，"),
    "bases of zero": Shape(
        _RUNNING // 3, "{name}支出{amount}万元，比上年增加{next}万元，增长100%，"
    ),
    "scores": Shape(5000, "{name}得分6{marks}分，等级为“良”，", head=FORM),
    "markers": Shape(20_000, "{number}.{name}；"),
    "things": Shape(20_000, "{name}、", after="等5个科室。"),
    "things referred to": Shape(5000, "企业有7个，其中这8个，"),
    "lines": Shape(
        _RUNNING, "建设服务型机关推进{name}改革发展稳定和民生保障支出{amount}万元，用于\n"
    ),
    "a long name": Shape(200_000, "的", "支出", after="5.00万元。"),
    "a long name of brackets": Shape(100_000, "（ ", "支出", after="5.00万元。"),
    "a long name of verbs": Shape(100_000, "增加至", "支出", after="5.00万元。"),
} | {
    f"a line of {unit}": Shape(500_000 // len(unit), unit)
    for unit in (
        "建设服务型机关推进改革", "1234567890", "支 出 ", "（支出", "（支出）", "“支出《", "支出，",
        "与上年相比增加", "占比例完成预算", "2024年度决算", "某市林业局", "绩效目标值指标",
    )
}  # fmt: skip

_WRONG = "公务接待费支出12.34万元，比上年减少1.20万元，下降9.86%。\n\n"

#: Paragraphs and headings.
DOCUMENTS: Mapping[str, Shape] = {
    "paragraphs": Shape(5000, "{name}支出{amount}万元，用于日常工作。\n\n"),
    "paragraphs of changes": Shape(
        2000,
        "（{ten}）{name}支出{amount}万元，比2023年增加{number}.10万元，增长{rate}%，"
        "占本年支出的{rate}%，完成年初预算的98.10%。\n\n",
    ),
    "the same paragraph": Shape(
        5000, "公务接待费支出12.34万元，比上年减少1.20万元，下降8.86%。\n\n"
    ),
    "the same wrong paragraph": Shape(5000, _WRONG),
    "the same wrong total": Shape(
        5000, "支出合计30.00万元，其中：基本支出20.00万元，项目支出11.00万元，占36.67%。\n\n"
    ),
    "other amounts of one name": Shape(
        3000, "2024年度公务接待费支出{amount}万元，机关运行经费支出{amount}万元。\n\n"
    ),
    "identical amounts of other names": Shape(3000, "{name}支出1234.56万元，用于工作。\n\n"),
    "amounts in two units": Shape(3000, "{name}支出1234.56万元。{last}支出12345600元。\n\n"),
    "numbered items": Shape(5000, "{number}.{name}{amount}万元；\n\n"),
    "items under a total": Shape(
        5000, "（{number}）{name}支出{amount}万元。\n\n", "支出合计{amount}万元，如下：\n\n"
    ),
    "bullets": Shape(5000, "- {name}：{amount}万元\n", _TOTAL + "\n\n", reader="md"),
    "headings": Shape(5000, "{ten}、{name}情况说明\n\n"),
    "headings of all levels": Shape(5000, "{opener}{name}情况\n\n"),
    "headings with text": Shape(
        5000, "（{ten}）{name}支出情况\n\n2024年{name}支出{amount}万元，占支出的{rate}%。\n\n"
    ),
    "headings of a file": Shape(
        5000, "{hashes} {name}\n\n支出{amount}万元。\n\n", head="", reader="md"
    ),
    "captions": Shape(5000, "图{number} {name}\n\n"),
    "gaps": Shape(3000, "4.丙的情况；\n\n5.丁的情况；\n\n", "1.甲；\n\n2.乙；\n\n"),
    "departments": Shape(5000, "{office}的部门预算。\n\n", head=""),
    "departments with figures": Shape(
        4000, "{office}2024年度收入总计{amount}万元，支出总计{amount}万元。\n\n"
    ),
    "stray names": Shape(
        5000, "2024年度，{office}部门决算收入支出增加。\n\n", "某市林业局2024年度决算。\n\n" * 9
    ),
    "years": Shape(5000, "与{year}年决算数相比，增加{amount}万元。\n\n"),
    "targets": Shape(
        3000,
        "{name}目标为{more}个，实际完成{n}个，完成率为98%，全部完成年度目标，得分{marks}分，"
        "满分10分。\n\n",
        head=FORM,
    ),
    "nothing changed, in paragraphs": Shape(10_000, "公务接待费与2023年决算数持平。\n\n"),
    "shares of named wholes": Shape(
        4000, "支出合计{amount}万元，{name}{n}.00万元，占支出合计的{rate}%。\n\n"
    ),
    "changes of names": Shape(
        4000,
        "{name}支出{amount}万元，比2023年增加{number}.10万元。\n\n"
        "与2023年相比，{name}支出增加{rate}万元。\n\n",
    ),
    "functional items": Shape(
        3000,
        "{number}.农林水支出（类）{kind}（款）{name}（项）。2024年支出决算为{amount}万元，"
        "完成年初预算的{rate}%。\n\n",
    ),
    "terms": Shape(
        5000,
        "{number}.农林水支出（类）林业和草原（款）{name}（项）：反映用于{name}的支出。\n\n",
        head=f"{HEAD}第四部分 名词解释\n\n",
    ),
    "rows in paragraphs": Shape(
        5000, "{name} {number} {amount}\n\n", "收入决算表\n\n项目 行次 金额\n\n"
    ),
    "heads in paragraphs": Shape(5000, "项目 行次 金额\n\n"),
}
