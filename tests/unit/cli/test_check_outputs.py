"""`mingzhang check` for people who work on files: marked copies and the worksheet."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingzhang.cli.main import main
from tests.unit.documents.readers.packed import p, packed
from tests.unit.usecases.checked_text import PLANTED

USAGE = 64


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "报告.docx"
    path.write_bytes(packed("".join(p(line) for line in PLANTED.split("\n") if line)))
    return path


def test_marked_copies_beside_the_result(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = report.read_bytes()
    text = report.with_suffix(".txt")
    text.write_text(PLANTED, encoding="utf-8")
    out = report.parent / "意见"
    assert main(["check", str(report), str(text), "--format", "json", "--marked", str(out)]) == 1
    shown = capsys.readouterr()
    assert shown.out.startswith("{")
    assert "报告（标注）.docx：批注" in shown.err
    assert "“报告.txt”没有标注副本" in shown.err
    assert [each.name for each in out.iterdir()] == ["报告（标注）.docx"]
    assert report.read_bytes() == before


def test_a_folder_does_not_check_its_marked_copies(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(report.parent)
    for _ in range(2):
        main(["check", folder, "--marked", folder])
    assert "是标注副本，已跳过" in capsys.readouterr().err
    assert sorted(each.name for each in report.parent.iterdir()) == [
        "报告.docx",
        "报告（标注）.docx",
    ]


@pytest.mark.parametrize("name", ["核查意见表.docx", "核查意见表.XLSX"])
def test_a_worksheet(report: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = report.parent / name
    assert main(["check", str(report), "--format", "worksheet", "--out", str(out)]) == 1
    assert out.read_bytes().startswith(b"PK")
    assert "已写出" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--format", "worksheet"], "--out"),
        (["--format", "worksheet", "--out", "{}/表.pdf"], ".xlsx"),
        (["--marked", "{}/报告.docx"], "要的是文件夹"),
        (["--marked", "{}/没有/意见"], "不存在"),
    ],
)
def test_what_does_not_fit_is_told(
    report: Path, options: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [each.format(report.parent) for each in options]
    assert main(["check", str(report), *given]) == USAGE
    assert said in capsys.readouterr().err
    assert [each.name for each in report.parent.iterdir()] == ["报告.docx"]
