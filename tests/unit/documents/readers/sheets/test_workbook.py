"""Spreadsheets as they are: places, merged cells, numbers as people see them; and hostile ones."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from mingzhang.docmodel.grid import Grid, Merged, grids
from mingzhang.docmodel.source import Unreadable
from mingzhang.documents.docx.write import write_docx
from mingzhang.documents.readers.limits import LIMITS, Limits
from mingzhang.documents.readers.sandbox import Guard
from mingzhang.documents.readers.sheets.workbook import read_workbook
from tests.unit.documents.readers.sheets.made import book
from tests.unit.documents.sample import sample_document


def sheets(data: bytes) -> list[Grid]:
    return list(grids(read_workbook(data, "某表.xlsx")))


def _values(made: xlsxwriter.Workbook) -> None:
    sheet = made.add_worksheet("自评")
    percent, own = made.add_format({"num_format": "0.0%"}), made.add_format({"num_format": 10})
    quoted = made.add_format({"num_format": '0.00"%"'})
    day = made.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write(2, 1, "项目\n名称")
    sheet.write(2, 2, 0.955, percent)
    sheet.write(2, 3, 1, own)
    sheet.write(2, 4, 95.5, quoted)
    sheet.write_datetime(3, 1, datetime(2023, 7, 31), day)  # noqa: DTZ001 - a cell has no zone
    sheet.write_boolean(3, 2, True)
    sheet.write(3, 3, 0.1 + 0.2)
    sheet.write(3, 4, -0.0)
    sheet.write_formula(4, 1, "=1+1", None, 2)
    sheet.merge_range(5, 1, 6, 3, "合并")
    made.add_worksheet("草稿").hide()


def test_cells_stand_where_the_file_has_them() -> None:
    (grid,) = sheets(book(_values))
    assert grid.name == "自评"
    assert grid.rows[:2] == (("",) * 5,) * 2
    assert grid.rows[2] == ("", "项目名称", "95.5%", "100%", "95.5")
    assert grid.rows[3] == ("", "2023-07-31", "是", "0.3", "0")
    assert grid.rows[4][1] == "2"
    assert grid.rows[5][1] == "合并"
    assert grid.merged == (Merged(5, 1, 2, 3),)


def test_a_hidden_sheet_is_left_out_and_said() -> None:
    read = read_workbook(book(_values), "某表.xlsx")
    assert [each.reason for each in read.unread] == ["隐藏的工作表“草稿”"]


def test_an_empty_sheet_is_no_table() -> None:
    assert sheets(book(lambda made: made.add_worksheet("空"))) == []


def test_the_older_format_reads_alike(tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    path = tmp_path / "旧表.xlsx"
    path.write_bytes(book(_values))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", "xls", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=120)
    data = (tmp_path / "旧表.xls").read_bytes()
    (grid,) = list(grids(read_workbook(data, "旧表.xls")))
    assert grid.rows[2][1] == "项目名称"
    assert grid.rows[3][1] == "2023-07-31"
    assert Merged(5, 1, 2, 3) in grid.merged


def test_a_workbook_is_read_in_a_process_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "某 表.xlsx"
    path.write_bytes(book(_values))
    with Guard() as guard:
        assert guard.read(path, read_workbook) == read_workbook(path.read_bytes(), path.name)


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b" " * 50_000_000)
    return out.getvalue()


def _torn() -> bytes:
    whole = book(_values)
    return whole[: len(whole) // 2]


REFUSED = {
    "empty": (b"", "空的"),
    "docx": (write_docx(sample_document()), "Word文档"),
    "text": ("一二三".encode(), "无法识别"),
    "pdf": (b"%PDF-1.7\n", "PDF"),
    "bomb": (_bomb(), "压缩炸弹"),
    "torn": (_torn(), "不是Excel"),
    "no workbook": (b"PK\x03\x04nonsense", "不是Excel"),
}


@pytest.mark.parametrize(("data", "said"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_workbook_is_refused_with_a_reason(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read_workbook(data, "某表.xlsx")


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (replace(LIMITS, places=20), "超过上限"),
        (replace(LIMITS, cells=3), "单元格超过3个"),
        (replace(LIMITS, characters=5), "文字超过5字"),
        (replace(LIMITS, total_bytes=1000), "展开后超过"),
        (replace(LIMITS, zip_entries=2), "超过上限2个"),
    ],
)
def test_limits_hold(limits: Limits, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read_workbook(book(_values), "某表.xlsx", limits)


def test_a_date_is_a_day() -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        day = made.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        made.add_worksheet("日").write_datetime(0, 0, datetime(2024, 1, 2, 8, 30), day)  # noqa: DTZ001

    (grid,) = sheets(book(fill))
    assert grid.rows == (("2024-01-02 08:30:00",),)
    assert date.fromisoformat(grid.rows[0][0][:10]) == date(2024, 1, 2)
