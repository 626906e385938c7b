"""A whole invented budget report, of which tests leave out or change a piece."""

from __future__ import annotations

from mingzhang.documents.readers.web.html import read_html
from mingzhang.extraction.passages import View
from mingzhang.extraction.view import build

HEADS = "<tr><td>科目编码</td><td>科目名称</td><td>合计</td><td>基本支出</td><td>项目支出</td></tr>"
ROW = "<tr><td>201</td><td>一般公共服务支出</td><td>30.00</td><td>20.00</td><td>10.00</td></tr>"
SUM = "<tr><td></td><td>合计</td><td>30.00</td><td>20.00</td><td>10.00</td></tr>"
SUBJECTS = HEADS + ROW + SUM
NOTHING = HEADS + "<tr><td></td><td>合计</td><td></td><td></td><td></td></tr>"
BALANCE = (
    "<tr><td>收入项目</td><td>预算数</td><td>支出项目</td><td>预算数</td></tr>"
    "<tr><td>一般公共预算</td><td>30.00</td><td>一般公共服务支出</td><td>30.00</td></tr>"
    "<tr><td>收入总计</td><td>30.00</td><td>支出总计</td><td>30.00</td></tr>"
)
REVENUE = (
    "<tr><td>科目名称</td><td>合计</td><td>财政拨款收入</td><td>其他收入</td></tr>"
    "<tr><td>一般公共服务支出</td><td>30.00</td><td>30.00</td><td>0.00</td></tr>"
)
PUBLIC = (
    "<tr><td>合计</td><td>因公出国（境）费</td><td>公务用车购置费</td><td>公务接待费</td></tr>"
    "<tr><td>3.00</td><td>0.00</td><td>0.00</td><td>3.00</td></tr>"
)
TABLES = {
    "一、收支预算总表": BALANCE,
    "二、收入预算总表": REVENUE,
    "三、支出预算总表": SUBJECTS,
    "四、财政拨款收支预算总表": BALANCE,
    "五、一般公共预算支出预算表": SUBJECTS,
    "六、一般公共预算基本支出预算表": SUBJECTS,
    "七、政府性基金预算支出预算表": NOTHING,
    "八、“三公”经费支出预算表": PUBLIC,
}
NOTE = "注：本部门2024年没有政府性基金预算支出，本表为空表。"
PARTS = ("第一部分 部门概况", "第二部分 部门预算表", "第三部分 预算说明", "第四部分 名词解释")
TEXTS = {
    "一、收支情况说明": "收入30万元。支出30万元。与上年持平。收支平衡。按规定编制。没有结转。",
    "二、“三公”经费说明": "“三公”经费3万元。公务用车购置费0万元。公务接待费3万元。",
    "三、机关运行经费说明": "机关运行经费5万元。",
    "四、政府采购情况": "政府采购预算2万元，其中货物1万元、工程0万元、服务1万元。",
    "五、国有资产占有使用情况": "共有车辆1辆。",
    "六、预算绩效情况": "项目均设绩效目标。",
}


def whole(
    *,
    contents: tuple[str, ...] = (*PARTS[:2], *TABLES, *PARTS[2:]),
    tables: dict[str, str] | None = None,
    texts: dict[str, str] | None = None,
    note: str = NOTE,
) -> View:
    """Return the view of the report with these parts in place of its own."""
    body = ["某市某局2024年部门预算", "目录", *contents]
    body += ["第一部分 部门概况", "一、主要职责", "承担全市某项工作。管理下属单位。"]
    body.append("第二部分 部门预算表")
    for title, table in (TABLES if tables is None else tables).items():
        body += [title, f"<table>{table}</table>"]
        if table is NOTHING and note:
            body.append(note)
    body.append("第三部分 预算说明")
    for title, text in (TEXTS if texts is None else texts).items():
        body += [title, text]
    body += ["第四部分 名词解释", "一、机关运行经费：指保障机构运转的经费。"]
    html = "\n".join(p if p.startswith("<") else f"<p>{p}</p>" for p in body)
    page = f"<html><meta charset='utf-8'><body>{html}</body></html>"
    return build(read_html(page.encode(), "预算.html"))


def without(things: dict[str, str], *words: str) -> dict[str, str]:
    """Return tables or texts without those that a word is in the title of."""
    return {k: v for k, v in things.items() if not any(word in k for word in words)}
