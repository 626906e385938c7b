"""The worksheet: findings with room for answers, what holds, what was not examined."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from mingzhang.docmodel.model import Orientation, PageBreak, Table
from mingzhang.docmodel.source import SourceDocument, SourceTable
from mingzhang.documents.readers.sheets.workbook import read_workbook
from mingzhang.documents.readers.word.docx import read_docx
from mingzhang.domain.checks.model import Severity
from mingzhang.usecases.check_document import check
from mingzhang.usecases.checked.guarded import Examiner, Order
from mingzhang.usecases.checked.model import Checked, Examined
from mingzhang.usecases.checked.worksheet import SUFFIXES, worksheet, write_worksheet
from tests.unit.usecases.checked_text import PLANTED, SOUND, read

_FAILED = Examined("坏.docx", "", "", 0.0, Checked(), ("文件已加密",))


@cache
def _examined(text: str = PLANTED) -> Examined:
    document = read(text)
    checked = check(document, passed=True)
    return Examined("某处/报告.txt", "ab" * 32, "txt", 0.1, checked)


def _read(data: bytes, suffix: str) -> SourceDocument:
    return read_workbook(data, "表") if suffix == ".xlsx" else read_docx(data, "表")


def _rows(document: SourceDocument) -> list[list[str]]:
    found: list[list[str]] = []
    for table in document.blocks:
        if isinstance(table, SourceTable):
            rows: dict[int, list[str]] = {}
            for cell in table.cells:
                rows.setdefault(cell.row, []).append(cell.flow.joined(document.text))
            found += rows.values()
    return found


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_both_formats_say_the_same(suffix: str) -> None:
    data = write_worksheet([_examined()], suffix)
    assert data == write_worksheet([_examined()], suffix)
    document = _read(data, suffix)
    rows = _rows(document)
    heads = ["序号", "位置", "原文", "计算过程", "依据", "差额", "建议", "单位反馈", "复核结论"]
    assert heads in rows
    finding = next(row for row in rows if len(row) >= 7 and row[0] == "1" and "390.30" in row[2])
    assert finding[1] == "第10行"
    assert "500.20 + 390.30 = 890.50" in finding[3]
    assert finding[5] == "10.00万元"
    assert finding[6].startswith("疑应为380.30万元")
    assert not any(finding[7:])
    said = document.text
    for words in ("报告.txt", "某市水文监测局", "2024年", "ab" * 32, "核查人：", "复核人：",
                  "核对成立的算式", "没有核对的"):  # fmt: skip
        assert words in said


def test_it_lies_across_and_names_each_part_once() -> None:
    document = worksheet([_examined(), _examined(SOUND)])
    breaks = [block for block in document.blocks if isinstance(block, PageBreak)]
    assert [each.orientation for each in breaks] == [Orientation.LANDSCAPE] * 2
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert len({table.id for table in tables}) == len(tables) == 8
    assert not document.date


@pytest.mark.parametrize("apart", [True, False])
def test_every_finding_stands_in_its_group(apart: bool) -> None:
    examined = _examined(PLANTED.replace("下降4%", "下降14%"))
    *graver, last = examined.checked.findings
    findings = (*graver, replace(last, severity=Severity.HINT))
    examined = replace(examined, checked=replace(examined.checked, findings=findings))
    severities = {each.severity for each in examined.checked.findings}
    tables = [
        block
        for block in worksheet([examined], apart=apart).blocks
        if isinstance(block, Table) and "单位反馈" in str(block.rows[0])
    ]
    groups = [row for table in tables for row in table.rows if len(row) == 1]
    listed = [row for table in tables for row in table.rows[1:] if len(row) > 1]
    assert len(severities) > 1
    assert len(tables) == (len(severities) if apart else 1)
    assert len(groups) == (0 if apart else len(severities))
    assert len(listed) == len(examined.checked.findings)
    assert [table.notes != () for table in tables] == [False] * (len(tables) - 1) + [True]


def test_what_holds_is_told_with_its_sum_and_place() -> None:
    found = {each.rule: each for each in check(read(SOUND), passed=True).passed}
    assert all(each.count and each.examples for each in found.values())
    sums = [words for each in found.values() for words, _ in each.examples]
    assert "本年支出合计880.50万元 = 500.20 + 380.30" in "\n".join(sums)
    total = sum(each.count for each in found.values())
    relations = check(read(SOUND)).relations
    assert total == relations.held + relations.rounding


def test_a_sound_file_and_one_that_was_not_read() -> None:
    sound = _read(write_worksheet([_examined(SOUND), _FAILED], ".docx"), ".docx").text
    assert "没有发现问题" in sound
    assert "没有检查成\t文件已加密" in sound


def test_what_holds_comes_from_the_worker(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text(SOUND, encoding="utf-8")
    with Examiner() as examiner:
        found = examiner.examine(Order(str(path), passed=True))
    assert found.checked.passed == check(read(SOUND), passed=True).passed


def test_text_of_a_report_cannot_become_a_formula() -> None:
    examined = replace(_examined(), failed=("=1+1",))
    with zipfile.ZipFile(io.BytesIO(write_worksheet([examined], ".xlsx"))) as package:
        sheets = [package.read(name) for name in package.namelist() if "/sheet" in name]
    assert sheets
    assert not any(b"<f>" in sheet for sheet in sheets)
    assert "=1+1" in _read(write_worksheet([examined], ".xlsx"), ".xlsx").text
