"""The workbook as a whole: sheets, printing, contents, sources, properties, bytes."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest

from mingzhang.docmodel.model import (
    Cell,
    Document,
    Number,
    Orientation,
    PageBreak,
    Table,
    Text,
    numbers,
)
from mingzhang.documents.theme import load_theme
from mingzhang.documents.xlsx import write_xlsx
from tests.unit.documents.html.derived import derive
from tests.unit.documents.sample import PUBLISHER, sample_document, wide_table
from tests.unit.documents.xlsx.opened import (
    S,
    cell_style,
    defined_names,
    document_of,
    exact,
    grid,
    merged,
    number_code,
    part,
    part_names,
    sample_xlsx,
    sheet_names,
    sheet_xml,
    the,
    values,
)

SPENDING, TRIPS = "公开03表", "公开08表"


def test_one_sheet_per_table_between_contents_and_sources() -> None:
    assert sheet_names(sample_xlsx()) == ["目录", SPENDING, TRIPS, "数据来源", "数据来源明细"]


def test_every_figure_of_the_tables_reads_back_exactly_in_order() -> None:
    tables = [block for block in sample_document().blocks if isinstance(block, Table)]
    for table, sheet in zip(tables, (SPENDING, TRIPS), strict=True):
        document = document_of(table)
        wanted = [number.value for number in numbers(document)]
        rows = values(sample_xlsx(), sheet)
        found = [exact(value) for row in rows for value in row if isinstance(value, float)]
        assert len(wanted) > 90
        assert found == wanted


def test_the_lines_of_the_official_form_stand_where_it_has_them() -> None:
    rows = values(sample_xlsx(), SPENDING)
    last = len(rows[0]) - 1
    assert rows[0][0] == "支出决算表"
    assert rows[1][last] == SPENDING
    assert (rows[2][0], rows[2][last]) == (f"部门：{PUBLISHER}", "单位：万元")
    assert rows[3] == ["项目", "", "本年支出合计", "基本支出", "", "项目支出"]
    assert rows[5] == ["栏次", "", "1", "2", "3", "4"]
    assert rows[6] == ["合计", "", 2398.15, 1104.66, 206.31, 1087.18]
    assert [row[0] for row in rows[-2:]] == [
        "注：本表反映部门本年度各项支出情况。",
        "本表金额转换为万元时，因四舍五入可能存在尾差。",
    ]


def test_a_table_without_those_lines_begins_at_the_top() -> None:
    data = write_xlsx(document_of(Table("T01", "", "", (1, 1), 0, grid().rows)))
    assert values(data, "T01") == [["0.0", "0.1"]]


def test_spans_are_merged_cells_and_what_they_cover_is_empty() -> None:
    assert merged(sample_xlsx(), SPENDING) == {
        "A1:F1",  # title
        "A4:B4", "C4:C5", "D4:E4", "F4:F5", "A6:B6", "A7:B7",  # head and total
        "A68:A69", "E69:F69",  # body
        "A70:F70", "A71:F71",  # notes
    }  # fmt: skip


def test_codes_are_text_and_labels_are_indented_by_level() -> None:
    data = sample_xlsx()
    rows = values(data, SPENDING)
    assert (rows[8][0], rows[8][1]) == ("2020199", "其他对外交流与合作服务保障支出")
    levels = [
        [item.get("indent") for item in cell_style(data, SPENDING, place)]
        for place in ("B8", "B9", "B11")
    ]
    assert levels == [[None], ["2"], ["1"]]
    assert the(sheet_xml(data, SPENDING), "ignoredError").get("numberStoredAsText") == "1"


def test_amounts_have_thousands_commas_and_two_places() -> None:
    assert number_code(sample_xlsx(), SPENDING, "C7") == "#,##0.00"


def test_printing_repeats_the_head_and_fits_the_width_of_a4() -> None:
    data = sample_xlsx()
    for sheet, titles, area, lies in (
        (SPENDING, "$1:$6", "$A$1:$F$71", None),
        (TRIPS, "$1:$5", "$A$1:$M$14", "landscape"),
    ):
        names = defined_names(data, sheet)
        assert names == {"Print_Titles": f"{sheet}!{titles}", "Print_Area": f"{sheet}!{area}"}
        root = sheet_xml(data, sheet)
        setup = the(root, "pageSetup")
        assert setup.get("paperSize") == "9"
        assert setup.get("fitToWidth", "1") == "1"
        assert setup.get("fitToHeight") == "0"
        assert the(root, "pageSetUpPr").get("fitToPage") == "1"
        assert (setup.get("orientation") == "landscape") == (lies == "landscape")
        assert the(root, "printOptions").get("horizontalCentered") == "1"
        assert the(root, "oddFooter").text == '&C&"宋体,Regular"&14— &P —'
        head = int(titles.rpartition("$")[2])
        pane = the(root, "pane")
        assert (pane.get("ySplit"), pane.get("topLeftCell")) == (str(head), f"A{head + 1}")


@pytest.mark.parametrize(
    ("columns", "part_lies", "landscape"),
    [
        (8, Orientation.PORTRAIT, False),
        (9, Orientation.PORTRAIT, True),
        (3, Orientation.LANDSCAPE, True),
    ],
)
def test_a_page_lies_as_its_part_or_as_its_columns_need(
    columns: int, part_lies: Orientation, landscape: bool
) -> None:
    document = document_of(PageBreak(part_lies), grid(columns=columns))
    setup = the(sheet_xml(write_xlsx(document), "T01"), "pageSetup")
    assert (setup.get("orientation") == "landscape") == landscape


def _width_px(data: bytes, sheet: str) -> float:
    """Give the width of all columns as Excel computes it (7 px a digit, 5 px of padding)."""
    return sum(
        round(float(str(item.get("width"))) * 7)
        * (int(str(item.get("max"))) - int(str(item.get("min"))) + 1)
        for item in sheet_xml(data, sheet).iter(f"{S}col")
    )


def test_columns_fill_the_text_width_and_follow_their_weights() -> None:
    pages = load_theme().pages
    for sheet, orientation in ((SPENDING, Orientation.PORTRAIT), (TRIPS, Orientation.LANDSCAPE)):
        wanted = pages[orientation].text_width_mm / 25.4 * 96
        assert wanted - 2 < _width_px(sample_xlsx(), sheet) <= wanted
    first, second = list(sheet_xml(sample_xlsx(), SPENDING).iter(f"{S}col"))[:2]
    ratio = float(str(second.get("width"))) / float(str(first.get("width")))
    assert ratio == pytest.approx(34 / 14, abs=0.04)


def test_a_figure_wider_than_its_column_widens_it() -> None:
    long = Cell((Number("1", Decimal("123456789012.25"), "元", 2, "k"),))
    narrow = (Cell(),) * 29
    data = write_xlsx(document_of(Table("T01", "", "", (1,) * 30, 0, ((long, *narrow),))))
    widths = [float(str(item.get("width"))) for item in sheet_xml(data, "T01").iter(f"{S}col")]
    # 18 characters of 6 pt, each at least half as wide as high
    assert widths[0] * 7 > 18 * 6 * 0.5 * 96 / 72
    assert max(widths[1:]) * 7 < 30


def test_rows_are_high_enough_for_wrapped_text() -> None:
    label = "其他对外交流与合作服务保障支出" * 6
    table = Table("T01", "", "", (1, 5), 0, ((Cell((Text(label),)), Cell()), (Cell(), Cell())))
    sheet = sheet_xml(write_xlsx(document_of(table)), "T01")
    (default,) = sheet.iter(f"{S}sheetFormatPr")  # a row of the default height states none
    usual = str(default.get("defaultRowHeight"))
    high, plain = (float(str(row.get("ht", usual))) for row in sheet.iter(f"{S}row"))
    # 90 characters of 14 px in a column of 98 px: at least 13 lines of 10.5 pt
    assert high > 13 * 10.5
    assert plain < 20


def test_a_mark_is_a_comment_on_its_cell() -> None:
    root = part(sample_xlsx(), "xl/comments1.xml")
    (comment,) = root.iter(f"{S}comment")
    assert comment.get("ref") == "C7"
    assert "".join(str(text) for text in comment.itertext()).startswith("尾差：")
    assert [item.text for item in root.iter(f"{S}author")] == [PUBLISHER]


def test_contents_link_every_sheet() -> None:
    rows = values(sample_xlsx(), "目录")
    assert (rows[0][0], rows[1][0]) == ("2023年度部门决算", PUBLISHER)
    assert rows[2:] == [
        ["序号", "工作表", "名称", "单位"],
        [1, SPENDING, "支出决算表", "万元"],
        [2, TRIPS, "财政拨款“三公”经费支出决算表", "万元"],
        [3, "数据来源", "各数的精确值、公式和出处", ""],
        [4, "数据来源明细", "各数由哪些项得出，可按序号筛选和汇总", ""],
    ]
    links = sheet_xml(sample_xlsx(), "目录").iter(f"{S}hyperlink")
    assert [(item.get("ref"), item.get("location")) for item in links] == [
        ("B4", f"'{SPENDING}'!A1"),
        ("B5", f"'{TRIPS}'!A1"),
        ("B6", "'数据来源'!A1"),
        ("B7", "'数据来源明细'!A1"),
    ]


def test_without_derivations_there_is_no_sheet_of_sources() -> None:
    assert sheet_names(write_xlsx(sample_document())) == ["目录", SPENDING, TRIPS]


def test_a_document_without_tables_is_a_workbook_with_contents_only() -> None:
    data = write_xlsx(document_of())
    assert sheet_names(data) == ["目录"]
    assert values(data, 0)[0][0] == "题"


def test_tables_named_like_our_own_sheets_or_each_other_keep_apart() -> None:
    tables = [grid(number=number) for number in ("目录", "数据来源", "公开01表", "公开01表")]
    data = write_xlsx(derive(document_of(*tables, wide_table("T02", 1, 2))))
    assert sheet_names(data) == [
        "目录", "目录（2）", "数据来源（2）", "公开01表", "公开01表（2）", "T02", "数据来源",
        "数据来源明细",
    ]  # fmt: skip


def test_links_reach_sheets_with_unusual_names() -> None:
    data = write_xlsx(document_of(grid(number="甲#1 20%&'乙'")))
    (link,) = sheet_xml(data, "目录").iter(f"{S}hyperlink")
    assert link.get("location") == f"'{sheet_names(data)[1]}'!A1"


def test_properties_come_from_the_document_and_not_from_the_clock() -> None:
    core = part(sample_xlsx(), "docProps/core.xml")
    found = {item.tag.rpartition("}")[2]: item.text for item in core}
    assert found == {
        "title": "2023年度部门决算",
        "creator": PUBLISHER,
        "lastModifiedBy": PUBLISHER,
        "created": "2024-08-20T00:00:00Z",
        "modified": "2024-08-20T00:00:00Z",
    }


def test_a_document_without_date_gives_a_file_without_dates() -> None:
    data = write_xlsx(Document("题", "某局", "", (grid(),)))
    core = part(data, "docProps/core.xml")
    assert [item.tag.rpartition("}")[2] for item in core] == ["title", "creator", "lastModifiedBy"]


@pytest.mark.parametrize("wrong", ["2024年", "2024-13-01", "昨天"])
def test_a_wrong_date_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"isoformat|month"):
        write_xlsx(Document("题", "某局", wrong, ()))


def test_every_part_is_well_formed_and_has_one_fixed_date() -> None:
    for name in part_names(sample_xlsx()):
        part(sample_xlsx(), name)
    with zipfile.ZipFile(BytesIO(sample_xlsx())) as archive:
        marks = {(item.date_time, item.create_system) for item in archive.infolist()}
    assert marks == {((1980, 1, 1, 0, 0, 0), 0)}


def test_bytes_do_not_depend_on_hash_seed_time_zone_or_run() -> None:
    code = (
        "import hashlib\n"
        "from tests.unit.documents.html.derived import derive\n"
        "from tests.unit.documents.sample import sample_document\n"
        "from mingzhang.documents.xlsx import write_xlsx\n"
        "print(hashlib.sha256(write_xlsx(derive(sample_document()))).hexdigest())"
    )
    root = Path(__file__).parents[4]
    sums = set()
    for seed, zone in (("0", "UTC"), ("1", "Asia/Shanghai"), ("77", "America/New_York")):
        env = os.environ | {
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "PYTHONPATH": os.pathsep.join([str(root / "src"), str(root)]),
        }
        done = subprocess.run(
            [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True
        )
        sums.add(done.stdout.strip())
    assert len(sums) == 1
