"""Shapes of tables: many rows, columns, sections, tables; rows that sum up, name, rate or score."""

from __future__ import annotations

from collections.abc import Mapping

from tools.fuzz.shapes import HEAD, Shape

_ROWS = 5000
_HEAD = "项目,合计,基本支出,项目支出,上年数\n"
_ROW = "{name},{more}.50,{n}.30,3.20,{number}.10\n"
_CODED = "{code},{name},{more}.50,{n}.30,3.20\n"
_CODED_HEAD = "科目编码,科目名称,合计,基本支出,项目支出\n"
_PAGE = "<html><body><p>2024年度项目支出绩效自评表</p><p>单位：万元</p><table>"
_END = "</table></body></html>"
_FORM_ROW = "产出指标,{name},≥{n}个,{more}个,10,{marks}\n"
_INDICATORS = "一级指标,三级指标,指标值,实际完成值,分值,得分\n"


def _csv(part: str, head: str = _HEAD, count: int = _ROWS, after: str = "") -> Shape:
    return Shape(count, part, head, after=after, head="", reader="csv")


def _typed(part: str, head: str, sign: str) -> Shape:
    title = f"{HEAD}支出决算表\n单位：万元\n"
    return Shape(_ROWS, part.replace(",", sign), head.replace(",", sign), head=title)


def _html(*cells: str, head: str, more: str = "") -> Shape:
    row = "".join(f"<td>{cell}</td>" for cell in cells)
    top = "".join(f"<td>{cell}</td>" for cell in head.split(","))
    before = f"{_PAGE}<tr>{top}</tr>{more}"
    return Shape(_ROWS, f"<tr>{row}</tr>", before, after=_END, head="", reader="html")


TABLES: Mapping[str, Shape] = {
    "rows": _csv(_ROW),
    "rows of codes": _csv(_CODED, _CODED_HEAD),
    "rows by tabs": _typed(_ROW, _HEAD, "\t"),
    "rows of codes by tabs": _typed(_CODED, _CODED_HEAD, "\t"),
    "rows by blanks": _typed("道路维护,5.50,2.30,3.20,1.10\n", _HEAD, "    "),
    "rows by bars": Shape(
        _ROWS,
        "|" + _ROW.strip().replace(",", "|") + "|\n",
        "|" + _HEAD.strip().replace(",", "|") + "|\n|---|---|---|---|---|\n",
        head="# 2024年度部门决算\n\n支出决算表\n\n",
        reader="md",
    ),
    "rows of a page": _html("{name}", "{more}.50", "{n}.30", "3.20", head="项目,合计,甲,乙"),
    "the same row": _csv("公务接待费,5.50,0.30,5.20,1.10\n"),
    "totals": _csv("合计,{n}.50,0.30,5.20,1.10\n"),
    "subtotals": _csv("小计,{n}.50,0.30,5.20,1.10\n"),
    "a total of all": _csv(_ROW, after="合计,9.00,8.00,1.00,7.00\n"),
    "parts": _csv("其中：{name},{n}.50,0.30,5.20,1.10\n", _HEAD + "支出,9.50,0.30,5.20,1.10\n"),
    "numbered rows": _csv("{ten}、{name},{n}.50,0.30,5.20,1.10\n{name},{n}.50,,,\n"),
    "numbered rows without a first": _csv("{from_two}、{name},{n}.50,0.30,5.20,1.10\n"),
    "rows under a numbered one": _csv(_ROW, _HEAD + "一、支出,9.50,0.30,5.20,1.10\n"),
    "shares": _csv("{name},{n}.50,{rate}%\n", "项目,支出,占比\n"),
    "shares and totals": _csv("{name},{n}.50,{rate}%\n合计,{n}.50,{rate}%\n", "项目,支出,占比\n"),
    "rates": _csv(
        "{name},{n}.50,{n}.70,{n}.60,{rate}%,{rate}%\n",
        "项目,2023年决算数,2024年预算数,2024年决算数,完成率,增长率\n",
    ),
    "heads of a form": _csv(f"{_FORM_ROW}{_INDICATORS}", _INDICATORS),
    "heads of a form without figures": _csv(_INDICATORS, ""),
    "indicators": _html(
        "产出指标", "数量指标", "{name}", "≥{n}个", "{more}个", "10", "{marks}", "",
        head="一级指标,二级指标,三级指标,年度指标值,实际完成值,分值,得分,偏差原因",
    ),
    "a cell beside all rows": _html(
        "{name}", "{amount}", "{marks}", head="一级指标,三级指标,支出,得分",
        more=f"<tr><td rowspan={_ROWS + 1}>产出指标</td></tr>",
    ),
    "cells over two rows": Shape(
        _ROWS // 2,
        "<tr><td rowspan=2>{name}</td><td rowspan=2>{more}</td><td>甲</td><td>{n}</td></tr>"
        "<tr><td>乙</td><td>3</td></tr>",
        f"{_PAGE}<tr><td>一级指标</td><td>分值</td><td>三级指标</td><td>分值</td></tr>",
        after=_END, head="", reader="html",
    ),
    "columns": _csv(",{name}支出", "项目", 800, after="\n道路" + ",5.00" * 200),
    "sides": Shape(
        400, "项目,{name}支出", between=",", after=("\n" + "甲,5.00," * 80) * 8, head="",
        reader="csv",
    ),
    "tables": Shape(
        2000,
        "{name}支出决算表\n单位：万元\n项目\t合计\t基本支出\t项目支出\n"
        "合计\t{more}.50\t{n}.30\t3.20\n其中：{name}\t{more}.50\t{n}.30\t3.20\n\n",
    ),
    "a long cell": Shape(
        _ROWS, "{name}支出{amount}万元；", "项目,说明,支出\n道路,", after=",5.00\n桥梁,无,6.00\n",
        head="", reader="csv",
    ),
}  # fmt: skip
