"""Tables typed with runs of spaces, as programs that keep the layout of a page leave them."""

from __future__ import annotations

import pytest

from mingzhang.docmodel.source import SourceDocument, SourceTable
from tests.unit.documents.readers.typed.laid import grid, paragraphs, read, tables

Grid = list[list[str]]

HEAD = "科目编码            科目名称        金额\n"
ROWS = (
    "                   合计            36.00\n\n"
    "201            一般服务支出          21.50\n\n"
    "20101          行政运行            12.25\n\n"
    "20102          专项业务管理           9.25\n\n"
    "208            社会保障支出          14.50\n"
)
TWO = (
    "支出预算表\n编制部门：某局                    单位：万元\n\n"
    f"{HEAD}{ROWS}"
    "基本支出表\n编制部门：某局                    单位：万元\n\n"
    f"{HEAD}"
    "                   合计            20.00\n\n"
    "301            工资福利支出          14.00\n\n"
    "302            商品和服务支出          6.00\n"
)


def _grids(document: SourceDocument) -> list[Grid]:
    return [grid(document, table) for table in tables(document)]


def _only(text: str) -> Grid:
    (found,) = _grids(read(text))
    return found


def _figures(rows: Grid, column: int) -> list[str]:
    return [row[column] for row in rows]


def test_a_table_ends_at_the_caption_of_the_next_one() -> None:
    document = read(TWO)
    first, second = _grids(document)
    assert _figures(first, 2) == ["金额", "36.00", "21.50", "12.25", "9.25", "14.50"]
    assert _figures(second, 2) == ["金额", "20.00", "14.00", "6.00"]
    assert paragraphs(document)[0] == "支出预算表"
    assert paragraphs(document)[2] == "基本支出表"


@pytest.mark.parametrize("caption", ["公开02表", "附表 三", "（2024年度）", "单位：元", "续表"])
def test_what_is_a_caption(caption: str) -> None:
    assert len(tables(read(f"{HEAD}{ROWS}{caption}\n{HEAD}{ROWS}"))) == 2


def test_totals_stand_under_the_names_that_they_sum_up() -> None:
    rows = _only(HEAD + ROWS)
    assert rows[1] == ["", "合计", "36.00"]
    assert rows[2] == ["201", "一般服务支出", "21.50"]


def test_figures_that_drift_with_the_length_of_names_are_one_column() -> None:
    rows = _only(
        "科目编码             科目名称              金额\n"
        "204              公共支出                  26,200.88\n"
        "2080505          机关单位基本养老保险缴费支出合计数            1,326.81\n"
        "2080506          年金支出                     530.72\n"
    )
    assert _figures(rows, 2) == ["金额", "26,200.88", "1,326.81", "530.72"]


PAGES = (
    HEAD + ROWS + "\f"
    "221                     住房保障支出                  4.00\n"
    "22102                   住房改革支出                  4.00\n"
)


def test_a_page_that_begins_at_other_columns_goes_on_with_the_table() -> None:
    rows = _only(PAGES)
    assert rows[-2:] == [["221", "住房保障支出", "4.00"], ["22102", "住房改革支出", "4.00"]]


def test_so_it_does_where_the_page_break_is_lost() -> None:
    assert _only(PAGES.replace("\f", ""))[-1] == ["22102", "住房改革支出", "4.00"]


def test_heads_that_a_page_repeats_stand_over_the_same_columns() -> None:
    moved = "     科目编码            科目名称        金额\n"
    rows = _only(f"{HEAD}{ROWS}\f{moved}     221            住房保障支出           4.00\n")
    assert rows[0] == rows[-2] == ["科目编码", "科目名称", "金额"]
    assert rows[-1] == ["221", "住房保障支出", "4.00"]


def test_the_number_of_a_page_is_no_row() -> None:
    document = read(f"{HEAD}{ROWS}\n                — 12 —\n\f{HEAD}{ROWS}")
    assert [table.rows for table in tables(document)] == [6, 6]
    assert paragraphs(document, "footer") == ["— 12 —"]


def test_where_the_columns_of_a_page_are_not_sure_there_is_no_table() -> None:
    # Nothing tells whether 8.00 stands under 基本支出 or under 项目支出.
    head = "编码      名称    合计       基本支出    项目支出\n"
    body = "".join(f"20{n}     服务    20.00    12.00    8.00\n" for n in range(3))
    moved = "".join(f"30{n}         工资        8.00      8.00\n" for n in range(3))
    assert not tables(read(f"{head}{body}\f{moved}"))


WRAPPED = (
    "科目编码        科目名称          合计       基本支出\n"
    "20801     行政单位离退休         71.41     71.41\n"
    "          机关事业单位基本养\n"
    "20805                    212.17    212.17\n"
    "          老保险缴费支出\n"
    "          机关事业单位职业年\n"
    "20806                    106.77    106.77\n"
    "          金缴费支出\n"
    "20899     其他               0.50      0.50\n"
)


def test_figures_beside_the_middle_of_a_name_belong_to_all_of_it() -> None:
    rows = _only(WRAPPED)
    assert [row[:2] for row in rows[1:]] == [
        ["20801", "行政单位离退休"],
        ["20805", "机关事业单位基本养老保险缴费支出"],
        ["20806", "机关事业单位职业年金缴费支出"],
        ["20899", "其他"],
    ]
    assert _figures(rows, 2)[1:] == ["71.41", "212.17", "106.77", "0.50"]


def test_a_row_between_empty_lines_may_take_several_lines() -> None:
    rows = _only(
        "编码        名称          决算数\n\n"
        "301                   20.00\n       工资福利支出\n\n"
        "302                   10.00\n       商品服务支出\n\n"
        "303       补助          5.00\n"
    )
    assert rows[1] == ["301", "工资福利支出", "20.00"]


def test_where_two_names_may_be_meant_there_is_no_table() -> None:
    # 3.00 stands between a name above and a name below, of which neither is cut.
    lines = (
        "名称                金额",
        "甲项目经费支出合计数       1.00",
        "乙项目",
        "                  3.00",
        "丙项目",
        "丁项目               2.00",
        "戊项目               4.00",
    )
    assert not tables(read("\n".join(lines)))


def test_a_name_too_long_for_its_line_goes_on_in_the_next() -> None:
    rows = _only(
        "名称              金额\n"
        "机关事业单位基本养老     1.00\n保险缴费支出\n"
        "培训支出            2.00\n会议支出            3.00\n"
    )
    assert _figures(rows, 0)[1:] == ["机关事业单位基本养老保险缴费支出", "培训支出", "会议支出"]


def test_heads_are_over_the_columns_in_their_order() -> None:
    # By their places 合计 would be over the codes and 人员经费 over the total.
    rows = _only(
        "编码   名称      合计     人员经费      公用经费\n"
        "301  工资              20.00       20.00        0.00\n"
        "302  商品              10.00        0.00       10.00\n"
        "303  补助               5.00        5.00        0.00\n"
    )
    assert rows[0] == ["编码", "名称", "合计", "人员经费", "公用经费"]


def test_a_column_without_any_figure_is_told_by_its_head() -> None:
    rows = _only(
        "名称        合计        基本支出      项目支出\n"
        "栏次        1           2           3\n"
        "服务        20.00                   20.00\n"
        "保障        10.00                   10.00\n"
        "卫生         5.00                    5.00\n"
    )
    assert rows[1] == ["栏次", "1", "2", "3"]
    assert rows[2] == ["服务", "20.00", "", "20.00"]


def test_names_of_groups_have_a_column_of_their_own() -> None:
    rows = _only(
        "        总额                10.00\n\n  资金\n        其中：财政资金           8.00\n\n"
        "        其他资金              2.00\n"
    )
    assert [row[:2] for row in rows] == [
        ["", "总额"],
        ["资金", ""],
        ["", "其中：财政资金"],
        ["", "其他资金"],
    ]


def test_names_and_figures_of_two_sides_in_one_place_are_two_columns() -> None:
    document = read(
        "项目        金额      项目          金额     项目      金额\n"
        "一、拨款      9.00   一、服务支出                一、基本    5.00\n"
        "二、事业      1.00   二、教育支出                二、项目    4.00\n"
        "三、其他             三、住房支出        4.50    三、机动    1.00\n"
        "四、上年             四、其他支出        5.50\n"
    )
    (table,) = tables(document)
    assert table.columns == 6


def test_spread_characters_close_up() -> None:
    document = read("支出情况。\n本 年 收 入 合 计 12.50 万 元 ， 比 上 年 增 加 。\n目 录\n")
    assert "本年收入合计 12.50 万元，比上年增加。" in paragraphs(document)
    assert "目 录" in paragraphs(document)


def test_heads_are_marked_only_where_words_of_heads_stand() -> None:
    def marked(text: str) -> list[bool]:
        (table,) = tables(read(text))
        assert isinstance(table, SourceTable)
        return [any(c.head for c in table.cells if c.row == n) for n in range(table.rows)]

    assert marked(HEAD + ROWS) == [True, *[False] * 5]
    form = "项目名称    某项目      性质       经常性\n总额      9.00     年度总额     9.00\n"
    assert not any(
        marked(form + "其中     8.00     其中       8.00\n其他     1.00     其他       1.00\n")
    )
