"""A report made up for the tests of the checker: sound, with a planted error, of other years."""

from __future__ import annotations

from mingzhang.docmodel.source import SourceDocument
from mingzhang.documents.readers.typed.text import read_text

SOUND = """某市水文监测局2024年度部门决算说明

一、收入支出决算总体情况说明
2024年度收、支总计均为880.50万元。与2023年度相比，收、支总计各增加80.25万元，增长10.03%。

二、收入决算情况说明
2024年度本年收入合计880.50万元，其中：一般公共预算财政拨款收入880.50万元，占100%。

三、支出决算情况说明
2024年度本年支出合计880.50万元，其中：基本支出500.20万元，占56.81%；项目支出380.30万元，占43.19%。

四、财政拨款“三公”经费支出决算情况说明
2024年度“三公”经费财政拨款支出决算为9.60万元，比2023年减少0.40万元，下降4%。
"""

#: The project expenditure: one digit is wrong, so that the parts are 10 too many.
PLANTED = SOUND.replace("380.30", "390.30")

LAST_YEAR = """某市水文监测局2023年度部门决算说明

一、收入支出决算总体情况说明
2023年度收、支总计均为800.25万元。

三、支出决算情况说明
2023年度本年支出合计800.25万元，其中：基本支出500.20万元，占62.51%；项目支出300.05万元，占37.49%。

四、财政拨款“三公”经费支出决算情况说明
2023年度“三公”经费财政拨款支出决算为10.00万元。
"""


def read(text: str, name: str = "报告.txt") -> SourceDocument:
    """Give a text as read."""
    return read_text(text.encode(), name)
