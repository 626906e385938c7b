"""An invented report of final accounts, and what its finders say of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mingzhang.domain.checks.judge import judge
from mingzhang.domain.checks.model import Observation, Relation
from mingzhang.extraction.passages import View
from tests.unit.extraction.documents import said, view_of

Finder = Callable[[View], Iterator[Relation]]

REPORT = (
    "青禾市水务局2023年度部门决算",
    "第二部分 2023年度部门决算情况说明",
    "一、收入支出决算总体情况说明",
    "2023年度收、支总计均为1840.75万元。与2022年度相比，收、支总计各增加96.25万元，增长5.52%。",
    "二、收入决算情况说明",
    (
        "2023年度本年收入合计1722.35万元，其中：一般公共预算财政拨款收入1600.15万元；"
        "政府性基金预算财政拨款收入82.20万元；其他收入40.00万元。"
    ),
    "三、支出决算情况说明",
    "2023年度本年支出合计1765.55万元，其中：基本支出1123.40万元；项目支出642.15万元。",
    "四、财政拨款收入支出决算总体情况说明",
    "2023年度财政拨款收、支总计均为1800.75万元。",
    "五、一般公共预算财政拨款支出决算情况说明",
    "（一）一般公共预算财政拨款支出决算总体情况",
    "2023年度一般公共预算财政拨款支出1648.35万元，占本年支出合计的93.36%。",
    "（二）一般公共预算财政拨款支出决算结构情况",
    (
        "2023年度一般公共预算财政拨款支出1648.35万元，主要用于以下方面：农林水支出1431.20万元；"
        "社会保障和就业支出128.65万元；住房保障支出88.50万元。"
    ),
    "（三）一般公共预算财政拨款支出决算具体情况",
    "2023年度一般公共预算支出决算数为1648.35万元，完成预算97.2%。其中：",
    "1.农林水支出（类）水利（款）行政运行（项）：支出决算为918.05万元，完成预算100%。",
    "2.农林水支出（类）水利（款）水利工程运行与维护（项）：支出决算为513.15万元。",
    (
        "3.社会保障和就业支出（类）行政事业单位养老支出（款）"
        "机关事业单位基本养老保险缴费支出（项）：支出决算为128.65万元。"
    ),
    "4.住房保障支出（类）住房改革支出（款）住房公积金（项）：支出决算为88.50万元。",
    "六、一般公共预算财政拨款基本支出决算情况说明",
    "2023年度一般公共预算财政拨款基本支出1080.35万元，其中：",
    "人员经费892.75万元，主要包括：基本工资、津贴补贴等。",
    "公用经费187.60万元，主要包括：办公费、水费等。",
    "七、财政拨款“三公”经费支出决算情况说明",
    "（一）“三公”经费财政拨款支出决算总体情况说明",
    "2023年度“三公”经费财政拨款支出决算为36.48万元，比2022年度减少2.12万元，下降5.49%。",
    "（二）“三公”经费财政拨款支出决算具体情况说明",
    (
        "2023年度“三公”经费财政拨款支出决算中，因公出国（境）费支出决算0万元；"
        "公务用车购置及运行维护费支出决算21.83万元；公务接待费支出决算14.65万元。"
    ),
    "1.因公出国（境）经费支出0万元。全年安排因公出国（境）团组0个。",
    "2.公务用车购置及运行维护费支出21.83万元。其中：公务用车购置支出0万元。",
    "公务用车运行维护费支出21.83万元。截至2023年12月31日，单位共有公务用车6辆。",
    "3.公务接待费支出14.65万元。国内公务接待186批次，2147人次，共计支出14.65万元。",
    "十、其他重要事项的情况说明",
    "2023年度，青禾市水务局机关运行经费支出187.60万元，比2022年度增加4.15万元，增长2.26%。",
    (
        "2023年度，青禾市水务局政府采购支出总额352.90万元，其中：政府采购货物支出97.35万元、"
        "政府采购工程支出134.25万元、政府采购服务支出121.30万元。授予中小企业合同金额318.45万元，"
        "占政府采购支出总额的90.24%。"
    ),
    "第四部分 附件",
    "附件1",
    "二、部门资金收支情况",
    "（一）部门总体收支情况。",
    "1.收入情况。青禾市水务局2023年年初预算1688.20万元，2023年决算收入为1722.35万元。",
    (
        "2.支出情况。青禾市水务局2023年年初预算1688.20万元，2023年决算支出为1765.55万元。"
        "基本支出1123.40万元；项目支出642.15万元。"
    ),
)


def changed(old: str, new: str, at: int = 0) -> tuple[str, ...]:
    """Return the report with one print of a figure changed, the `at`th that it has."""
    text = "\n".join(REPORT)
    start = -1
    for _ in range(at + 1):
        start = text.index(old, start + 1)
    return tuple((text[:start] + new + text[start + len(old) :]).split("\n"))


def violated(finder: Finder, paragraphs: tuple[str, ...]) -> list[Relation]:
    """Return the relations of a finder that do not hold."""
    return [r for r in finder(view_of(*paragraphs)) if judge(r).violated]


def figures(relation: Relation) -> tuple[str, ...]:
    """Return the figures of a relation as printed, the stated one first."""
    return tuple(said(o) for o in relation.observations)


def found(view: View, print_: str, at: int = 0) -> Observation:
    """Return the figure of a view that is printed so, the `at`th of them."""
    return [o for o in view.observations if said(o) == print_][at]
