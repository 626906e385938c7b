"""The command line: what it makes, what it says, how it ends."""

import shutil
from pathlib import Path

import pytest

from mingzhang.cli.main import PROBLEMS, USAGE, all_commands, main

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
LUZHOU = str(EXAMPLES / "luzhou-2023")


def test_every_command_has_a_name_and_help() -> None:
    names = [command.NAME for command in all_commands()]
    assert {"book", "examples", "report"} <= set(names)
    assert all(command.HELP for command in all_commands())


def test_a_report_is_written_in_the_formats_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", LUZHOU, "--out", str(tmp_path), "--format", "txt"]) == 0
    made = sorted(p.name for p in tmp_path.iterdir())
    assert made == ["决算公开报告.txt", "勾稽检验.json"]
    assert "已生成" in capsys.readouterr().out


@pytest.mark.parametrize("scope", [[], ["--scope", "unit"]])
def test_a_unit_alone_asks_for_the_units_report(tmp_path: Path, scope: list[str]) -> None:
    out = ["--out", str(tmp_path), "--format", "txt"]
    assert main(["report", LUZHOU, *scope, "--unit", "510500-jhwsj-02", *out]) == 0
    text = (tmp_path / "决算公开报告.txt").read_text(encoding="utf-8")
    assert text.startswith("泸州市经济合作促进中心\n2023年度单位决算")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--scope", "unit"], "3个单位"),
        (["--unit", "没有"], "没有"),
        (["--scope", "department", "--unit", "510500-jhwsj-02"], "部门汇总不指定单位"),
    ],
)
def test_a_unit_that_cannot_be_is_a_problem(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    assert main(["report", LUZHOU, "--out", str(tmp_path / "x"), *arguments]) == PROBLEMS
    said = capsys.readouterr().err
    assert told in said
    assert "共 1 处问题，未作任何更改。" in said
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    "arguments",
    [[], ["nothing"], ["report"], ["report", LUZHOU], ["report", LUZHOU, "--out"], ["book", "x"]],
)
def test_wrong_usage_has_its_own_exit_code(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == USAGE


def test_a_book_is_made_checked_and_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["book", "new", str(tmp_path / "新")]) == 0
    assert main(["book", "new", str(tmp_path / "新")]) == PROBLEMS
    assert main(["book", "check", str(tmp_path / "新")]) == PROBLEMS
    assert main(["book", "check", LUZHOU]) == 0
    assert main(["book", "show", LUZHOU]) == 0
    said = capsys.readouterr().out
    assert "账套无问题" in said
    assert "收入总计：26576600.00 元" in said


def test_no_book_and_no_examples_are_problems(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["book", "check", str(tmp_path / "没有")]) == PROBLEMS
    assert main(["examples", "--from", str(tmp_path), "--out", str(tmp_path / "o")]) == PROBLEMS
    assert "没有账套" in capsys.readouterr().err


def _copy(folder: Path, sheet: str, old: str, new: str) -> str:
    """Copy an example without its stated totals, one text of a sheet changed."""
    shutil.copytree(LUZHOU, folder)
    (folder / "申报合计.csv").unlink()
    path = folder / f"{sheet}.csv"
    text = path.read_text(encoding="utf-8-sig")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8-sig")
    return str(folder)


def test_a_broken_identity_ends_a_check_and_a_report_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = _copy(tmp_path / "甲", "收入", "1217900.00", "1217900.01")
    assert main(["book", "check", folder]) == PROBLEMS
    said = capsys.readouterr().err
    assert "勾稽关系 summary-balance" in said
    assert "相差 0.01 元" in said
    out = tmp_path / "产出"
    assert main(["report", folder, "--out", str(out), "--format", "txt"]) == PROBLEMS
    said = capsys.readouterr().out
    assert said.startswith("账套有错：")
    assert "勾稽关系不成立" in said.splitlines()[0]
    assert (out / "决算公开报告.txt").is_file()


def test_a_question_changes_no_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = _copy(tmp_path / "乙", "三公", "44849.99", "44849.99")
    path = Path(folder) / "上年.csv"
    text = path.read_text(encoding="utf-8-sig").replace("25207900.00", "2520.79")
    path.write_text(text, encoding="utf-8-sig")
    assert main(["book", "check", folder]) == 0
    said = capsys.readouterr().out
    assert said.startswith("请核对：上年.csv 第2")
    assert "金额是否以万元填写" in said
    assert "账套无问题" in said
    assert "处请核对。" in said
    assert main(["report", folder, "--out", str(tmp_path / "x"), "--format", "txt"]) == 0
    assert "请核对：上年.csv" in capsys.readouterr().out


def test_questions_are_told_with_the_problems(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = _copy(tmp_path / "丙", "收入", "2011308", "2011380")
    _ = (Path(folder) / "车辆.csv").write_text("单位编码,车辆类型,年末保有量\n,轿子,1\n", "utf-8")
    assert main(["book", "check", folder]) == PROBLEMS
    said = capsys.readouterr().err
    assert "车辆.csv 第2行「车辆类型」" in said
    assert "请核对：收入.csv" in said
    assert "2011308" in said
    assert "共 1 处问题，" in said
    assert "处请核对，未作任何更改。" in said
