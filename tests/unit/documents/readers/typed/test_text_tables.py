"""Typed tables: found without being told, cells at their exact places."""

from pathlib import Path

import pytest

from mingzhang.docmodel.source import SourceDocument, SourceTable
from mingzhang.documents.readers.typed.text import read_text
from tests.unit.documents.readers.typed.laid import grid, paragraphs, read, tables


def _only(document: SourceDocument) -> SourceTable:
    (table,) = tables(document)
    return table


CELL_LINES = (
    "说明文字。\n\t完成情况表\n（2020年度）\n\n\t名称\n\t某项目\n\n\t绩效\n指标\n完成\n情况\n\t一级\n\n指标\n"
    "\t指标值\n\n\t\n\t数量\n指标\n\t20个\n\n\t\n\t\n\t38个\n\n\n二、评价\n正文。"
)


def test_cells_on_lines_of_their_own() -> None:
    document = read(CELL_LINES)
    table = _only(document)
    assert table.kind == "tabs"
    assert grid(document, table) == [
        ["完成情况表（2020年度）", "", ""],
        ["名称", "某项目", ""],
        ["绩效指标完成情况", "一级指标", "指标值"],
        ["", "数量指标", "20个"],
        ["", "", "38个"],
    ]
    assert paragraphs(document) == ["说明文字。", "二、评价", "正文。"]
    spans = {(cell.row, cell.column): cell.rowspan for cell in table.cells if cell.rowspan > 1}
    assert spans == {(2, 0): 3, (3, 1): 2}
    broken = next(cell for cell in table.cells if (cell.row, cell.column) == (2, 0))
    assert [piece.of(document.text) for piece in broken.flow.pieces] == [
        "绩效",
        "指标",
        "完成",
        "情况",
    ]


def test_rows_on_lines() -> None:
    text = "收入情况：\n项目\t上年\t本年\n一、税收\t1.00\t\n\t其中\t2.50\n小计\n合计\t3.50\t4\n"
    text += "以上数字为万元。"
    document = read(text)
    table = _only(document)
    assert grid(document, table) == [
        ["项目", "上年", "本年"],
        ["一、税收", "1.00", ""],
        ["", "其中", "2.50"],
        ["小计", "", ""],
        ["合计", "3.50", "4"],
    ]
    assert paragraphs(document) == ["收入情况：", "以上数字为万元。"]


def test_amounts_not_given_are_no_sentences() -> None:
    document = read("301\t工资福利支出\t…\t…\n30101\t基本工资\t…\t…\n30102\t津贴补贴\t…\t…\n")
    assert grid(document, _only(document))[1] == ["30101", "基本工资", "…", "…"]


@pytest.mark.parametrize(
    "text",
    [
        "\t第一段讲收入情况。\n\t第二段讲支出情况。\n\n\t第三段。\n\t第四段。\n",
        "\t一、概况\n\t正文在这里。\n\n\t二、结果\n\t正文又在这里。\n",
        "一、部门概况\t1\n二、收入情况\t3\n三、支出情况\t12\n",
        "单位：万元\t2023年\n",
        "一、部门概况      1\n二、收入支出情况  3\n三、支出情况     12\n",
        "组  长：刘  甲  乙\n副组长：罗  丙  丁\n成  员：戊  己  庚  辛\n",
        "１.　收入情况\n２.　支出情况\n３.　结余情况\n",
        "首页 | 公开\n",
        "甲  1\n乙  2\n",
    ],
)
def test_what_only_looks_like_a_table(text: str) -> None:
    assert not tables(read(text))


def test_bars_with_and_without_ends() -> None:
    document = read(
        "表一\n单位:万元 |\n项目 | 预算 | 决算 |\n接待 | | 2.65 |\n| 合计 | 7.08 | 6.09 |\n完。"
    )
    assert grid(document, _only(document)) == [
        ["单位:万元", "", ""],
        ["项目", "预算", "决算"],
        ["接待", "", "2.65"],
        ["合计", "7.08", "6.09"],
    ]
    assert paragraphs(document) == ["表一", "完。"]


def test_a_cell_without_a_closing_bar_goes_on() -> None:
    document = read(
        "目录 | 否\n说明 | 否 | 1.第一处错误\n2.第二处错误。\n3.第三处\n机构 | 是\n注\n"
    )
    assert grid(document, _only(document)) == [
        ["目录", "否", ""],
        ["说明", "否", "1.第一处错误2.第二处错误。3.第三处"],
        ["机构", "是", ""],
    ]


def test_markdown_names_its_head_row() -> None:
    document = read("| 项目 | 金额 |\n| :--- | ---: |\n| 基本 | 1.5 |\n| - | - |\n")
    table = _only(document)
    assert grid(document, table) == [["项目", "金额"], ["基本", "1.5"], ["-", "-"]]
    assert [cell.head for cell in table.cells] == [True, True, False, False, False, False]


def test_drawn_boxes() -> None:
    document = read(
        "┌──┬──┐\n│项目│金额│\n├──┼──┤\n│公务│1.25│\n│接待│    │\n├──┼──┤\n│出国│0   │\n└──┴──┘\n"
    )
    assert grid(document, _only(document)) == [
        ["项目", "金额"],
        ["公务接待", "1.25"],
        ["出国", "0"],
    ]


def test_aligned_columns() -> None:
    text = (
        "收入决算表\n\n"
        "项目              本年数      上年数\n"
        "一般公共预算     2657.66     2520.79\n"
        "政府性基金          0.00        1.00\n"
        "合计             2657.66\n"
        "以上。\n"
    )
    document = read(text)
    table = _only(document)
    assert table.kind == "spaces"
    assert grid(document, table) == [
        ["项目", "本年数", "上年数"],
        ["一般公共预算", "2657.66", "2520.79"],
        ["政府性基金", "0.00", "1.00"],
        ["合计", "2657.66", ""],
    ]
    assert paragraphs(document) == ["收入决算表", "以上。"]


def test_the_performance_tables_of_the_seeds(corpus: Path) -> None:
    seeds = {path.name[:3]: path.read_bytes() for path in (corpus / "seeds").glob("*.txt")}
    read_seeds = {name: read_text(data, name) for name, data in seeds.items()}
    sizes = {
        name: [(table.rows, table.columns) for table in tables(document)]
        for name, document in read_seeds.items()
    }
    assert sizes == {"000": [], "001": [], "003": [(8, 5)], "004": [(13, 6), (12, 6)]}
    for name, document in read_seeds.items():
        # Each cell with text was typed as a line that begins with a tab.
        typed = [line for line in seeds[name].decode().split("\n") if line[:1] == "\t" and line[1:]]
        assert sum(len(table.cells) for table in tables(document)) == len(typed)


def test_figures_of_a_performance_table_stand_at_their_lines(corpus: Path) -> None:
    data = next((corpus / "seeds").glob("004_*.txt")).read_bytes()
    document = read_text(data, "004.txt")
    table, other = tables(document)
    cells = {(cell.row, cell.column): cell for cell in table.cells}
    raw = data.decode().split("\n")
    expected = {(3, 2): "200万元", (3, 4): "170万元", (9, 4): "20个",
                (9, 5): "38个", (10, 4): "200亿元",
                (10, 5): "332.85亿元", (11, 4): "≥90", (12, 5): "≥90"}  # fmt: skip
    for place, text in expected.items():
        (piece,) = cells[place].flow.pieces
        assert piece.of(document.text) == text
        assert raw[document.line(piece.start) - 1] == "\t" + text
    assert [len(cells[place].flow.pieces) for place in ((6, 0), (8, 0), (8, 1), (10, 3))] == [
        4,
        4,
        2,
        2,
    ]
    assert [cells[place].rowspan for place in ((3, 0), (6, 0), (8, 0))] == [3, 2, 5]
    last = next(cell for cell in other.cells if (cell.row, cell.column) == (3, 4))
    assert last.flow.joined(document.text) == "0万元"


def test_tables_of_the_fragments(corpus: Path) -> None:
    found = {}
    for path in (corpus / "samples" / "fragments").glob("*.txt"):
        document = read_text(path.read_bytes(), path.name)
        found[path.name[:3]] = [(each.kind, each.rows, each.columns) for each in tables(document)]
    assert {name: each for name, each in found.items() if each} == {
        "F03": [("bars", 20, 11)],
        "F07": [("bars", 8, 5)],
        "F17": [("bars", 7, 2)],
        "F35": [("bars", 11, 2)],
    }
