"""The command line: what it makes, what it says, how it ends."""

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
