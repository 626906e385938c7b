"""A report of an invented department with every kind of block, for the writers' tests."""

from __future__ import annotations

from decimal import Decimal

from mingzhang.docmodel.model import (
    Align,
    Block,
    Cell,
    Chart,
    ChartKind,
    Contents,
    Cover,
    Document,
    Gap,
    Heading,
    Mark,
    Number,
    Orientation,
    PageBreak,
    Paragraph,
    Run,
    Series,
    Table,
    Text,
)

PUBLISHER = "示例市对外交流服务局"
WAN = "万元"
_LONG = "按照预算管理要求，全部收支纳入部门预算统一管理，"


def wan(text: str, key: str, mark: Mark | None = None) -> Number:
    """Give a figure in 万元 printed as `text` (thousands commas allowed) under `key`."""
    return Number(text, Decimal(text.replace(",", "")), WAN, 2, key, mark)


def pct(text: str, key: str) -> Number:
    """Give a rate printed as `text` in per cent under `key`."""
    return Number(text, Decimal(text), "%", 2, key)


def label(text: str, *, level: int = 0, strong: bool = False) -> Cell:
    """Give a left-aligned label cell."""
    return Cell((Text(text),), Align.LEFT, level=level, strong=strong)


def head(text: str, colspan: int = 1, rowspan: int = 1) -> Cell:
    """Give a centred heading cell."""
    return Cell((Text(text),), Align.CENTER, colspan, rowspan)


def money(text: str, key: str, mark: Mark | None = None) -> Cell:
    """Give a right-aligned cell with one figure."""
    return Cell((wan(text, key, mark),), Align.RIGHT)


def wide_table(table_id: str, rows: int, columns: int) -> Table:
    """Give a plain table of `rows` body rows and `columns` columns (one label, then figures)."""
    first = (head("项目"), *(head(f"第{number}栏") for number in range(1, columns)))
    body = tuple(
        (
            label(f"项目{row}"),
            *(
                money(f"{row * 7 + col}.{col:02d}", f"{table_id}.{row}.{col}")
                for col in range(1, columns)
            ),
        )
        for row in range(1, rows + 1)
    )
    widths = (24, *(12 for _ in range(1, columns)))
    return Table(table_id, f"{rows}行{columns}列的表", WAN, widths, 1, (first, *body))


def _paragraph(*runs: Run | str) -> Paragraph:
    return Paragraph(tuple(Text(run) if isinstance(run, str) else run for run in runs))


def _overview() -> tuple[Block, ...]:
    return (
        PageBreak(),
        Heading(1, "第一部分 部门概况", "part-1"),
        Heading(2, "一、主要职责", "duties"),
        _paragraph(
            "负责本市对外交流、友好城市往来和有关服务保障工作。" + _LONG * 3 + "做到应编尽编。"
        ),
        Heading(3, "（一）机构设置", "bodies"),
        _paragraph(
            "下属二级预算单位",
            Number("3", Decimal(3), "个", 0, "bodies.count"),
            "个，其中行政单位",
            Number("1", Decimal(1), "个", 0, "bodies.admin"),
            "个。“三公”经费由机关统一安排。",
        ),
        Heading(4, "1.机关本级", "bodies-head"),
        _paragraph("内设办公室、交流处、财务处等处室。"),
        Heading(5, "（1）财务处", "bodies-finance"),
        _paragraph("负责预算编制、执行和决算公开。" + _LONG * 2 + "定期公开。"),
        PageBreak(),
        Heading(1, "第二部分 决算情况说明", "part-2"),
        Heading(2, "一、收入支出决算总体情况说明", "totals"),
        Paragraph(
            (
                Text("2023年度收、支总计均为"),
                wan("2,431.88", "total.2023"),
                Text("万元。与2022年相比，收、支总计各增加"),
                wan("118.42", "total.change"),
                Text("万元，增长"),
                pct("5.12", "total.rate"),
                Text("%。主要变动原因是"),
                Gap("收入支出变动的主要原因", "reason.total"),
                Text("。"),
                Text("本表数据未经审计。", strong=True),
            )
        ),
    )


def _charts() -> tuple[Block, ...]:
    years = ("2021年", "2022年", "2023年")
    income = (("2198.02", "i21"), ("2313.46", "i22"), ("2431.88", "i23"))
    expense = (("2150.77", "e21"), ("2290.10", "e22"), ("2398.15", "e23"))
    shares = (("1986.30", "p1"), ("402.00", "p2"), ("43.58", "p3"))
    return (
        Chart(
            "C01",
            ChartKind.COLUMN,
            "图1：收、支决算总计变动情况图",
            WAN,
            years,
            (
                Series("收入总计", tuple(wan(*pair) for pair in income)),
                Series("支出总计", tuple(wan(*pair) for pair in expense)),
            ),
            "柱形图：2021年至2023年收入、支出总计逐年上升。",
        ),
        Heading(2, "二、收入决算情况说明", "income"),
        _paragraph(
            "本年收入合计",
            wan("2,431.88", "income.2023"),
            "万元，其中一般公共预算财政拨款收入",
            wan("1,986.30", "income.general", Mark.DISPUTED),
            "万元，占",
            pct("81.68", "income.share"),
            "%；" + _LONG * 2 + "事业收入",
            wan("402.00", "income.business"),
            "万元。",
        ),
        Chart(
            "C02",
            ChartKind.PIE,
            "图2：收入决算结构图",
            WAN,
            ("一般公共预算财政拨款收入", "事业收入", "其他收入"),
            (Series("收入", tuple(wan(*pair) for pair in shares)),),
            "饼图：一般公共预算财政拨款收入1986.30万元，事业收入402.00万元，其他收入43.58万元。",
        ),
        Paragraph(
            (Text("注：图中数据以万元为单位，各项占比按元计算。"),), indent=False, small=True
        ),
        Paragraph((Text("示例市对外交流服务局"),), Align.RIGHT, indent=False),
    )


def _spanned_table() -> Table:
    rows: list[tuple[Cell, ...]] = [
        (head("项目", 2), head("本年支出合计", 1, 2), head("基本支出", 2), head("项目支出", 1, 2)),
        (head("功能分类科目编码"), head("科目名称"), head("人员经费"), head("公用经费")),
        (head("栏次", 2), head("1"), head("2"), head("3"), head("4")),
        (
            Cell((Text("合计"),), Align.CENTER, colspan=2, strong=True),
            money("2,398.15", "t01.sum.1", Mark.ROUNDING),
            money("1,104.66", "t01.sum.2"),
            money("206.31", "t01.sum.3"),
            money("1,087.18", "t01.sum.4"),
        ),
    ]
    for index in range(1, 61):
        level = 0 if index % 6 == 1 else 1 if index % 3 == 1 else 2
        code = f"2{index:02d}" + "0199"[: level * 2]
        name = ("一般公共服务支出", "对外交流事务", "其他对外交流与合作服务保障支出")[level]
        rows.append(
            (
                label(code),
                label(name, level=level),
                *(
                    money(f"{index * 3 + col}.{index % 90 + 10}", f"t01.{index}.{col}")
                    for col in range(1, 5)
                ),
            )
        )
    rows.append(
        (
            Cell((Text("小组"),), Align.CENTER, rowspan=2),
            label("纵向合并第一行"),
            money("1.00", "t01.x.1"),
            money("2.00", "t01.x.2"),
            Cell(),
            Cell(),
        )
    )
    rows.append(
        (
            label("纵向合并第二行"),
            money("3.00", "t01.y.1"),
            money("4.00", "t01.y.2"),
            Cell((Gap("补贴金额", "t01.gap"),), Align.CENTER, colspan=2),
        )
    )
    return Table(
        "T01",
        "支出决算表",
        WAN,
        (14, 34, 16, 16, 16, 16),
        3,
        tuple(rows),
        "公开03表",
        f"部门：{PUBLISHER}",
        ("注：本表反映部门本年度各项支出情况。", "本表金额转换为万元时，因四舍五入可能存在尾差。"),
    )


def _landscape_table() -> Table:
    rows: list[tuple[Cell, ...]] = [
        (head("项目", 1, 2), head("全年预算数", 6), head("决算数", 6)),
        tuple(
            head(name)
            for _ in range(2)
            for name in (
                "合计",
                "因公出国（境）费",
                "小计",
                "公务用车购置费",
                "公务用车运行费",
                "公务接待费",
            )
        ),
    ]
    for row in range(1, 9):
        rows.append(
            (
                label(f"下属单位{row}"),
                *(
                    money(f"{row * 1000 + col:,}.{col:02d}", f"t02.{row}.{col}")
                    for col in range(1, 13)
                ),
            )
        )
    return Table(
        "T02",
        "财政拨款“三公”经费支出决算表",
        WAN,
        (26, *(12,) * 12),
        2,
        tuple(rows),
        "公开08表",
        f"部门：{PUBLISHER}",
        ("注：本表反映财政拨款“三公”经费预决算情况。",),
    )


def sample_document() -> Document:
    """Give the whole sample report (about nine pages); the same value on every call."""
    blocks: tuple[Block, ...] = (
        Cover(("2023年度", PUBLISHER, "部门决算"), (PUBLISHER, "2024年8月")),
        Contents("目录", 3),
        *_overview(),
        *_charts(),
        PageBreak(),
        Heading(1, "第三部分 附表", "part-3"),
        _spanned_table(),
        PageBreak(Orientation.LANDSCAPE),
        Heading(2, "一、横向附表", "wide"),
        _landscape_table(),
        PageBreak(),
        Heading(1, "第四部分 名词解释", "part-4"),
        _paragraph("财政拨款收入：指单位从同级财政部门取得的财政预算资金。"),
    )
    return Document(
        "2023年度部门决算",
        PUBLISHER,
        "2024-08-20",
        blocks,
        gaps=("收入支出变动的主要原因", "补贴金额"),
    )
