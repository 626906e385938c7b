"""The words of the command line, and how a run ends that somebody cuts short."""

import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from mingzhang.cli.commands import book
from mingzhang.cli.main import INTERRUPTED, USAGE, main, parser
from mingzhang.cli.parser import in_chinese

DEMO = str(Path(__file__).resolve().parents[3] / "examples" / "demo-2024")

#: Words given, and what is said of them: the command whose usage is shown, and what is wrong.
WRONG = {
    "": ("mingzhang", "缺少命令"),
    "nothing": ("mingzhang", "命令：没有“nothing”，应为book、"),
    "report x": ("mingzhang report", "缺少--out"),
    "report": ("mingzhang report", "缺少账套、--out"),
    "report x --out y --format abc": ("mingzhang report", "--format：没有“abc”，应为docx、pdf、"),
    "report x --format": ("mingzhang report", "--format：后面要有一个值"),
    "book new a b": ("mingzhang book new", "不认识“b”"),
    "check --nothing a": ("mingzhang check", "不认识“--nothing”"),
    "check": ("mingzhang check", "缺少文件"),
    "examples x": ("mingzhang examples", "不认识“x”"),
    "performance": ("mingzhang performance", "缺少操作"),
    "performance read a --book b c --x": ("mingzhang performance read", "不认识“--x”"),
    "performance score x --f json": (
        "mingzhang performance score",
        "“--f”不明确，可能是--format、--fail-on",
    ),
    "performance monitor x --on 7月": (
        "mingzhang performance monitor",
        "--on：“7月”不是日期，例如 2024-07-31",
    ),
    "--version=1": ("mingzhang", "--version：后面不带值，多了“1”"),
}


@pytest.mark.parametrize("words", WRONG)
def test_wrong_words_are_told_in_chinese_by_their_command(
    words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command, said = WRONG[words]
    with pytest.raises(SystemExit) as ended:
        main(words.split())
    assert ended.value.code == USAGE
    told = capsys.readouterr().err
    assert told.startswith(f"用法：{command} ")
    assert told.splitlines()[-1].startswith(f"{command}：{said}")


def test_a_message_that_is_not_known_stays_as_it_is() -> None:
    assert in_chinese("argument --x: something new") == "--x：something new"


@pytest.mark.parametrize(
    "words",
    [
        "",
        "book",
        "book new",
        "check",
        "examples",
        "report",
        "performance",
        "performance monitor",
        "performance read",
    ],
)
def test_help_has_no_english_headings(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*words.split(), "-h"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert told.startswith("用法：mingzhang")
    assert "显示本说明" in told
    for english in ("usage:", "options:", "positional arguments:", "show this help", "SOURCE"):
        assert english not in told


def test_files_may_stand_after_options() -> None:
    read = parser().parse_args(["performance", "read", "甲", "--book", "乙", "丙"])
    assert read.forms == [Path("甲"), Path("丙")]
    check = parser().parse_args(["check", "--format", "json", "甲", "--fail-on", "never", "丙"])
    assert check.files == [Path("甲"), Path("丙")]


def test_an_interrupted_run_ends_with_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(_: Namespace) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(book, "run", interrupted)
    assert main(["book", "show", DEMO]) == INTERRUPTED == 130
    assert capsys.readouterr().err == "已中断\n"


@pytest.mark.parametrize("words", [["book", "show", DEMO], ["-h"]])
def test_a_reader_that_has_seen_enough_is_no_fault(words: list[str]) -> None:
    command = [sys.executable, "-m", "mingzhang.cli.main", *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.close()
        assert run.stderr.read() == b""
    assert run.returncode == 0
