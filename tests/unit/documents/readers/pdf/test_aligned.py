"""Tables without upright lines: columns by the places of words, and prose that is none."""

import pytest

from mingzhang.documents.readers.pdf.aligned import aligned_of
from mingzhang.documents.readers.pdf.aligned_lines import cells_of
from mingzhang.documents.readers.pdf.lines import lines_of
from mingzhang.documents.readers.pdf.model import Box, Char, DrawnTable, Rule
from tests.unit.documents.readers.pdf.printed import ending, said, spans, texts, wide, word

AMOUNTS = [
    ("", "合计", "36.00", "30.00", "6.00"),
    ("201", "一般服务支出", "21.50", "18.25", "3.25"),
    ("20101", "行政运行", "12.25", "12.25", ""),
    ("20102", "专项业务管理", "9.25", "6.00", "3.25"),
    ("208", "社会保障和就业支出", "14.50", "11.75", "2.75"),
]
RIGHTS = (330.0, 430.0, 530.0)
STEP = 18.0


def _row(cells: tuple[str, ...], top: float) -> list[Char]:
    code, name, *amounts = cells
    chars = [*word(code, 60, top), *word(name, 130, top)]
    for amount, right in zip(amounts, RIGHTS, strict=True):
        chars += ending(amount, right, top)
    return chars


def _head(top: float) -> list[Char]:
    chars = [*word("科目编码", 60, top), *word("科目名称", 150, top)]
    for name, right in zip(("合计", "基本支出", "项目支出"), RIGHTS, strict=True):
        chars += word(name, right - 20 - wide(name) / 2, top)
    return chars


def _body(top: float) -> list[Char]:
    return [char for n, cells in enumerate(AMOUNTS) for char in _row(cells, top + n * STEP)]


def _tables(
    chars: list[Char], across: list[Rule] | None = None, ruled: list[Box] | None = None
) -> list[list[list[str]]]:
    return [texts(table) for table in aligned_of(chars, across or [], ruled or [])[0]]


def _only(chars: list[Char], across: list[Rule]) -> DrawnTable:
    (table,), _ = aligned_of(chars, across, [])
    return table


HEAD = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
TABLE = [HEAD, *map(list, AMOUNTS)]


def test_words_above_each_other_are_a_table() -> None:
    assert _tables([*_head(100), *_body(118)]) == [TABLE]


def test_the_order_in_the_file_is_no_matter() -> None:
    chars = [*_head(100), *_body(118)]
    late = [char for char in chars if char.text in "21.50"]
    assert _tables([*(char for char in chars if char not in late), *late]) == [TABLE]


def test_captions_and_text_around_a_table_are_not_in_it() -> None:
    title, unit = word("支出预算表", 250, 60), word("单位：万元", 480, 80)
    prose = word("本年支出比上年增加，主要是人员经费增加。", 60, 240)
    tables, rest = aligned_of([*title, *unit, *_head(100), *_body(118), *prose], [], [])
    assert [texts(table) for table in tables] == [TABLE]
    assert said(rest) == "支出预算表单位：万元本年支出比上年增加，主要是人员经费增加。"


def test_a_ruled_table_between_two_parts_them() -> None:
    chars = [*_head(100), *_body(118), *_head(400), *_body(418)]
    assert _tables(chars, ruled=[Box(50, 300, 540, 320)]) == [TABLE, TABLE]


def test_close_columns_of_two_sides_are_parted() -> None:
    (line,) = lines_of([*word("收入合计", 60, 100), *word("36,000.00一、一般支出", 150, 100)])
    assert [[w.text for w in cell] for cell in cells_of(line)] == [
        ["收入合计"],
        ["36,000.00"],
        ["一、一般支出"],
    ]


def test_close_amounts_are_parted() -> None:
    (line,) = lines_of(word("36,000.0012,000.50", 150, 100))
    assert [cell[0].text for cell in cells_of(line)] == ["36,000.00", "12,000.50"]


@pytest.mark.parametrize(
    "lines",
    [
        [
            "2023年收入  36.00万元，比上年增加。",
            "其中：财政拨款  30.00万元，占八成。",
            "事业收入  6.00万元，占两成。",
            "增加的主要原因是人员增加。",
        ],
        [
            "一、部门概况      1",
            "二、收支预算总体情况      3",
            "三、支出预算情况说明      4",
            "四、名词解释      9",
        ],
        ["（一）办公室", "（二）预算科", "（三）国库科", "（四）监督科"],
    ],
)
def test_prose_contents_and_lists_are_no_table(lines: list[str]) -> None:
    chars = [char for n, each in enumerate(lines) for char in word(each, 60, 100 + n * STEP)]
    assert aligned_of(chars, [], []) == ([], chars)


# --- lines below every row --------------------------------------------------------------------


def _across(tops: list[float]) -> list[Rule]:
    return [Rule(top, 50, 545) for top in tops]


def test_lines_below_every_row_tell_the_rows() -> None:
    rules = _across([96 + n * STEP for n in range(7)])
    assert _tables([*_head(100), *_body(118)], rules) == [TABLE]


def test_a_name_over_two_lines_is_one_cell_between_two_lines() -> None:
    chars = [
        *_head(100),
        *_row(AMOUNTS[1], 118),
        *word("机关事业单位基本养老", 130, 136),
        *word("保险缴费支出", 130, 148),
        *ending("12.25", RIGHTS[0], 142),
        *ending("12.25", RIGHTS[1], 142),
        *_row(AMOUNTS[3], 166),
    ]
    table = _only(chars, _across([96, 115, 133, 163, 181]))
    assert texts(table)[2] == ["", "机关事业单位基本养老保险缴费支出", "12.25", "12.25", ""]


def test_heads_over_others_span_them() -> None:
    over = [*_head(100), *_body(118), *word("本年预算安排的支出", 415, 82)]
    table = _only(over, _across([78, *(114 + n * STEP for n in range(6))]))
    assert spans(table)["本年预算安排的支出"] == (0, 3, 1, 2)
    assert texts(table)[1:] == TABLE


def test_the_line_of_a_unit_ends_a_table() -> None:
    tops = [96 + n * STEP for n in range(7)]
    second = [*word("五、基本支出表", 60, 208), *word("单位：万元", 480, 208)]
    chars = [*_head(100), *_body(118), *second, *_head(226), *_body(244)]
    assert _tables(chars, _across([*tops, 222, *(240 + n * STEP for n in range(6))])) == [TABLE] * 2


def test_a_missing_line_leaves_the_rows_to_their_words() -> None:
    tops = [96 + n * STEP for n in range(7) if n != 3]
    assert _tables([*_head(100), *_body(118)], _across(tops)) == [TABLE]


def test_lines_above_and_below_a_page_make_no_table_of_its_prose() -> None:
    lines = ["本部门收入总计36.00万元。", "其中：财政拨款30.00万元。", "支出总计36.00万元。"] * 3
    chars = [char for n, each in enumerate(lines) for char in word(each, 60, 100 + n * STEP)]
    assert aligned_of(chars, _across([40, 160, 300, 800]), []) == ([], chars)


def test_shorter_lines_within_a_table_make_no_second_one() -> None:
    tops = [96 + n * STEP for n in range(7)]
    shorter = [Rule(top, 250, 545) for top in tops]
    chars = [*_head(100), *_body(118)]
    assert _tables(chars, [*_across(tops), *shorter]) == [TABLE]


def test_prose_set_out_to_fill_its_lines_is_no_table() -> None:
    rows = [
        ("单位自用固定资产", "193.45", "万元，占资产总额的"),
        ("七成以上，其中在用", "193.45", "万元，占资产总额的"),
        ("七成以上，自用其他", "11.72", "万元，占资产总额的"),
        ("两成以上，其中在用", "11.72", "万元，占资产总额的"),
    ]
    chars = [
        char
        for n, (name, amount, rest) in enumerate(rows)
        for char in (
            *word(name, 60, 100 + n * STEP),
            *ending(amount, 330, 100 + n * STEP),
            *word(rest, 430, 100 + n * STEP),
        )
    ]
    assert _tables(chars) == []
    ragged = [c for c in chars if c.box.right < 500 or c.box.top < 110]
    assert len(_tables([c._replace(text="、") if c.text == "，" else c for c in ragged])) == 1


def test_the_scale_of_a_chart_and_the_text_below_are_no_table() -> None:
    scale = [("400", "367.93", ""), ("200", "", "509.28"), ("0", "", "12.40"), ("100", "1.5", "")]
    text = ("分类用于以下方面", "455.49", "万元，占")
    chars = [
        char
        for n, row in enumerate([*scale, text])
        for at, words in zip((60, 200, 330), row, strict=True)
        for char in (word(words, at, 100 + n * STEP) if words else ())
    ]
    assert _tables(chars) == []
