"""The official budget form, filled with figures made up for tests, whole yuan and 万元."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from decimal import Decimal

from lxml import etree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
Value = str | int | Decimal | None
Rows = Sequence[Sequence[Value]]

#: Items of functions: class, division, item, name, basic and project expenditure; and the funds.
GENERAL: tuple[tuple[str, str, int, int], ...] = (
    ("2010301", "行政运行", 21_345_678, 0),
    ("2010302", "一般行政管理事务", 0, 6_412_905),
    ("2010350", "事业运行", 3_207_416, 0),
    ("2080505", "机关事业单位基本养老保险缴费支出", 2_918_340, 0),
    ("2080506", "机关事业单位职业年金缴费支出", 1_459_170, 0),
    ("2101101", "行政单位医疗", 1_276_523, 0),
    ("2210201", "住房公积金", 2_043_811, 0),
    ("2210203", "购房补贴", 1_854_260, 0),
)
FUND: tuple[tuple[str, str, int, int], ...] = (
    ("2296002", "用于社会福利的彩票公益金支出", 0, 385_204),
)
NAMES = {
    "201": "一般公共服务支出", "20103": "政府办公厅（室）及相关机构事务",
    "208": "社会保障和就业支出", "20805": "行政事业单位养老支出",
    "210": "卫生健康支出", "21011": "行政事业单位医疗",
    "221": "住房保障支出", "22102": "住房改革支出",
    "229": "其他支出", "22960": "彩票公益金安排的支出",
}  # fmt: skip
ECONOMIC: tuple[tuple[str, str, int, int], ...] = (
    ("30101", "基本工资", 7_801_233, 0),
    ("30102", "津贴补贴", 12_466_905, 0),
    ("30108", "机关事业单位基本养老保险缴费", 2_918_340, 0),
    ("30113", "住房公积金", 2_043_811, 0),
    ("30201", "办公费", 0, 1_934_527),
    ("30228", "工会经费", 0, 2_865_402),
    ("30302", "退休费", 4_074_980, 0),
)
CLASSES = {"301": "工资福利支出", "302": "商品和服务支出", "303": "对个人和家庭的补助"}


def filled(template: bytes, sheets: Mapping[str, tuple[int, Rows]]) -> bytes:
    """Give a workbook with rows in place of those from a row (from 1) on of some sheets."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template)) as old, zipfile.ZipFile(out, "w") as new:
        parts = _parts(old)
        chosen = {parts[name]: given for name, given in sheets.items()}
        for name in old.namelist():
            data = old.read(name)
            if name in chosen:
                data = _with_rows(data, *chosen[name])
            new.writestr(name, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _parts(package: zipfile.ZipFile) -> dict[str, str]:
    links = etree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    targets = {each.get("Id"): f"xl/{each.get('Target')}" for each in links}
    book = etree.fromstring(package.read("xl/workbook.xml"))
    return {str(sheet.get("name")): targets[sheet.get(_ID)] for sheet in book.iter(f"{_MAIN}sheet")}


def _with_rows(data: bytes, first: int, rows: Rows) -> bytes:
    root = etree.fromstring(data)
    body = root.find(f"{_MAIN}sheetData")
    assert body is not None
    styles: dict[str, str] = {}
    for row in list(body):
        if int(str(row.get("r"))) < first:
            continue
        for cell in row:
            letter = str(cell.get("r")).rstrip("0123456789")
            styles.setdefault(letter, str(cell.get("s") or 0))
        body.remove(row)
    for merge in list(root.iter(f"{_MAIN}mergeCell")):
        if int("".join(c for c in str(merge.get("ref")).partition(":")[0] if c.isdigit())) >= first:
            parent = merge.getparent()
            assert parent is not None
            parent.remove(merge)
    for number, values in enumerate(rows, first):
        row = etree.SubElement(body, f"{_MAIN}row", r=str(number))
        for column, value in enumerate(values):
            if value is not None:
                letter = chr(ord("A") + column)
                _cell(row, f"{letter}{number}", styles.get(letter, "0"), value)
    return etree.tostring(root)


def _cell(row: etree._Element, at: str, style: str, value: str | int | Decimal) -> None:
    cell = etree.SubElement(row, f"{_MAIN}c", r=at, s=style)
    if isinstance(value, str):
        cell.set("t", "inlineStr")
        inline = etree.SubElement(cell, f"{_MAIN}is")
        etree.SubElement(inline, f"{_MAIN}t").text = value
    else:
        etree.SubElement(cell, f"{_MAIN}v").text = str(value)


def _nested(items: Sequence[tuple[str, str, int, int]]) -> list[tuple[str, str, int, int]]:
    """Give items with their classes and divisions above them."""
    found: dict[str, tuple[str, str, int, int]] = {}
    for code, name, basic, project in items:
        for above in (code[:3], code[:5]):
            _, _, b, p = found.get(above, ("", "", 0, 0))
            found[above] = (above, NAMES[above], b + basic, p + project)
        found[code] = (code, name, basic, project)
    return [found[code] for code in sorted(found)]


def _coded(code: str) -> list[Value]:
    """Give class, division and item in cells of their own, as the form has them."""
    return [code[:3], code[3:5] or None, code[5:7] or None]


def functional(items: Sequence[tuple[str, str, int, int]]) -> list[list[Value]]:
    """Give the rows of a table of expenditure by function: total, basic, project."""
    rows: list[list[Value]] = [
        [*_coded(code), name, basic + project, basic or None, project or None]
        for code, name, basic, project in _nested(items)
    ]
    basic, project = (sum(each[n] for each in items) for n in (2, 3))  # type: ignore[misc]
    return [*rows, ["合计", None, None, None, basic + project, basic or None, project or None]]


def income(items: Sequence[tuple[str, str, int, int]]) -> list[list[Value]]:
    """Give the rows of the table of income by function: all of it is from the budget."""
    return [[*row[:5], row[4], None, None, None] for row in functional(items)]


def economic() -> list[list[Value]]:
    """Give the rows of basic expenditure by economic class: total, personnel, operation."""
    rows: list[list[Value]] = []
    for head, name in CLASSES.items():
        own = [each for each in ECONOMIC if each[0].startswith(head)]
        staff, running = (sum(each[n] for each in own) for n in (2, 3))  # type: ignore[misc]
        rows.append([head, None, name, staff + running, staff or None, running or None])
        rows += ([c[:3], c[3:], n, s + r, s or None, r or None] for c, n, s, r in own)
    staff, running = (sum(each[n] for each in ECONOMIC) for n in (2, 3))  # type: ignore[misc]
    return [*rows, ["合计", None, None, staff + running, staff, running]]


def totals() -> tuple[dict[str, int], int, int]:
    """Give what each class, the general budget and the funds come to."""
    every = _nested((*GENERAL, *FUND))
    classes = {name: b + p for code, name, b, p in every if len(code) == 3}
    return classes, sum(b + p for _, _, b, p in GENERAL), sum(b + p for _, _, b, p in FUND)


def form() -> dict[str, tuple[int, Rows]]:
    """Give all tables of the form, filled and consistent."""
    classes, general, fund = totals()
    whole = general + fund
    names = [f"{'一二三四五'[n]}、{name}" for n, name in enumerate(classes)]
    left: list[list[Value]] = [
        ["一、财政拨款收入", whole], ["1. 一般公共预算", general], ["2. 政府性基金预算", fund],
        ["3. 国有资本经营预算", None], ["二、事业收入", None],
    ]  # fmt: skip
    summary = [[*a, n, v] for a, n, v in zip(left, names, classes.values(), strict=True)]
    funded: list[list[Value]] = [
        ["一、一般公共预算", general], ["二、政府性基金预算", fund], ["三、国有资本经营预算", None],
        [None, None], [None, None],
    ]  # fmt: skip
    fund_class = NAMES["229"]
    granted = [
        [*a, n, v, None if c == fund_class else v, v if c == fund_class else None, None]
        for a, n, (c, v) in zip(funded, names, classes.items(), strict=True)
    ]
    blank: list[list[Value]] = [[]] * 3
    return {
        "部门收支总表": (8, [*summary, *blank, ["收入总计", whole, "支出总计", whole]]),
        "部门收入总表": (9, income((*GENERAL, *FUND))),
        "部门支出总表": (9, functional((*GENERAL, *FUND))),
        "部门财政拨款收支总表": (
            8, [*granted, *blank, ["收入总计", whole, "支出总计", whole, general, fund, None]],
        ),
        "部门一般公共预算拨款表": (9, functional(GENERAL)),
        "部门政府性基金拨款表": (9, functional(FUND)),
        "部门一般公共预算拨款基本支出明细表": (9, economic()),
        "部门“三公”经费和机关运行费预算表": (
            7,
            [[Decimal("36.58"), Decimal("12.3"), Decimal("4.28"), 20, 0, 20, Decimal("479.9929")]],
        ),
    }  # fmt: skip
