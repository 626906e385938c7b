"""The indicator library of several books, as lines and as files."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from mingzhang.cli.main import PROBLEMS, main
from mingzhang.kernel.problem import InputProblems
from mingzhang.usecases.performance.library import indicator_library, library_note, write_library

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
DEMO, LUZHOU = EXAMPLES / "demo-2024", EXAMPLES / "luzhou-2023"


def test_uses_are_counted_over_books() -> None:
    found = indicator_library([DEMO, LUZHOU])
    alone = indicator_library([DEMO])
    assert (found.departments, alone.departments) == (2, 1)
    name = "服务企业满意度"
    (both,) = [entry for entry in found.entries if entry.name == name]
    (one,) = [entry for entry in alone.entries if entry.name == name]
    assert (both.uses, both.departments, both.years) == (2, 2, (2023, 2024))
    assert (one.uses, one.departments, one.years) == (1, 1, (2024,))


def test_a_line_tells_use_targets_and_results() -> None:
    heading, first, *rest = [line for _, line in library_note(indicator_library([DEMO]))]
    assert heading == f"指标库：1个账套，1个部门，{len(rest) + 1}项指标"
    assert first.strip() == (
        "成本指标·经济成本指标　项目总成本（元）　≤　17个项目、1个部门引用，2024年，"
        "指标值179200—25966100，完成值179148—24443788.99"
    )


def test_the_files_hold_the_same_and_the_workbook_numbers(tmp_path: Path) -> None:
    found = indicator_library([DEMO, LUZHOU])
    made = {}
    for name in ("库.csv", "库.xlsx", "又.xlsx"):
        write_library(found, tmp_path / "新" / name)
        made[name] = (tmp_path / "新" / name).read_bytes()
    assert made["库.xlsx"] == made["又.xlsx"]
    rows = list(csv.reader(StringIO(made["库.csv"].decode("utf-8-sig"))))
    sheet = CalamineWorkbook.from_path(str(tmp_path / "新" / "库.xlsx")).get_sheet_by_name("指标库")
    table = sheet.to_python()
    start = next(i for i, row in enumerate(table) if row[0] == rows[0][0])
    assert [[_text(value) for value in row] for row in table[start:]] == rows
    assert [type(value) for value in table[start + 1][5:9]] == [float, float, str, float]


def _text(value: object) -> str:
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def test_every_book_that_cannot_be_read_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputProblems) as wrong:
        indicator_library([tmp_path / "甲", DEMO, tmp_path / "乙"])
    told = {p.place.file for p in wrong.value.problems}
    assert told == {str(tmp_path / "甲"), str(tmp_path / "乙")}


def test_problems_of_several_books_name_their_folders(tmp_path: Path) -> None:
    for name in ("甲", "乙"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "部门.csv").write_text("编码,名称\n1,2\n", encoding="utf-8")
    with pytest.raises(InputProblems) as wrong:
        indicator_library([tmp_path / "甲", tmp_path / "乙"])
    folders = {Path(p.place.file).parent.name for p in wrong.value.problems}
    assert {"甲", "乙"} <= folders


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["performance", "library", str(DEMO)]) == 0
    assert capsys.readouterr().out.startswith("指标库：1个账套")
    out = tmp_path / "指标库.xlsx"
    assert main(["performance", "library", str(DEMO), "--out", str(out), str(LUZHOU)]) == 0
    assert str(out) in capsys.readouterr().out
    assert out.is_file()
    assert main(["performance", "library", str(DEMO), "--out", str(tmp_path / "库.docx")]) == (
        PROBLEMS
    )
    assert "以.xlsx或.csv结尾的文件名" in capsys.readouterr().err
    assert [p.name for p in tmp_path.iterdir()] == ["指标库.xlsx"]
