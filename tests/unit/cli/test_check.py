"""`mingzhang check`: what it reads, what it says, how it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from mingzhang.cli.commands.check import FOUND, UNEXAMINED, USAGE
from mingzhang.cli.main import main
from tests.unit.usecases.checked_text import LAST_YEAR, PLANTED, SOUND

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
#: What only the worker needs, or a command that was not asked for.
HEAVY = ("lxml", "mingzhang.extraction", "mingzhang.usecases.import_book", "typst", "xlsxwriter")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder to work in, with reports, under names with blanks."""
    monkeypatch.chdir(tmp_path)
    texts = {"好.txt": SOUND, "错 误.txt": PLANTED, "上年.txt": LAST_YEAR}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "坏.docx").write_bytes(b"no document")
    return tmp_path


def _json(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    main(["check", *arguments, "--format", "json"])
    documents: list[dict[str, object]] = json.loads(capsys.readouterr().out)["documents"]
    return documents


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["好.txt"], 0),
        (["错 误.txt"], FOUND),
        (["错 误.txt", "--fail-on", "warning"], FOUND),
        (["错 误.txt", "--fail-on", "never"], 0),
        (["好.txt", "错 误.txt"], FOUND),
        (["坏.docx"], UNEXAMINED),
        (["没有.txt"], UNEXAMINED),
        (["错 误.txt", "坏.docx"], UNEXAMINED),
        (["坏.docx", "--fail-on", "never"], UNEXAMINED),
        (["好.txt", "--with", "last-year=上年.txt"], 0),
        (["好.txt", "--with", "last-year=没有.txt"], UNEXAMINED),
        (["好.txt", "--book", "."], UNEXAMINED),
        ([], USAGE),
        (["好.txt", "--with", "上年.txt"], USAGE),
        (["好.txt", "--with", "mother=上年.txt"], USAGE),
        (["好.txt", "--with", "last-year=."], USAGE),
        (["好.txt", "--book", "没有"], USAGE),
        (["好.txt", "--format", "pdf"], USAGE),
        (["好.txt", "--fail-on", "hint"], USAGE),
        (["好.txt", "--out", "没有/x"], USAGE),
        (["好.txt", "--out", "."], USAGE),
        (["好.txt", "--out", "好.txt"], USAGE),
    ],
)
@pytest.mark.usefixtures("folder")
def test_exit_codes(arguments: Sequence[str], code: int) -> None:
    try:
        ended = main(["check", *arguments])
    except SystemExit as stopped:
        ended = int(stopped.code or 0)
    assert ended == code


@pytest.mark.usefixtures("folder")
def test_a_note_names_the_document_and_its_error(capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "错 误.txt"])
    said = capsys.readouterr().out
    assert said.startswith("错 误.txt\n某市水文监测局　2024年度　决算公开\n")
    assert "390.30" in said
    assert "380.30" in said
    assert "\x1b" not in said


@pytest.mark.usefixtures("folder")
def test_several_files_are_told_in_the_order_given(capsys: pytest.CaptureFixture[str]) -> None:
    documents = _json(capsys, "错 误.txt", "坏.docx", "好.txt", "好.txt")
    assert [each["path"] for each in documents] == ["错 误.txt", "坏.docx", "好.txt"]
    assert documents[1]["findings"] == []
    assert documents[1]["unexamined"]
    assert main(["check", "错 误.txt", "坏.docx"]) == UNEXAMINED
    assert "没有检查成的：坏.docx" in capsys.readouterr().out


def test_a_folder_stands_for_the_files_in_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "里").mkdir()
    (folder / "里" / "不.txt").write_text(SOUND, encoding="utf-8")
    (folder / "~$好.docx").write_bytes(b"lock")
    (folder / "图.png").write_bytes(b"x")
    documents = _json(capsys, ".")
    assert [each["path"] for each in documents] == ["上年.txt", "坏.docx", "好.txt", "错 误.txt"]


def test_what_nothing_reads_in_a_folder_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", "."])
    assert capsys.readouterr().err == ""
    (folder / "批复.ofd").write_bytes(b"x")
    (folder / "~$好.docx").write_bytes(b"lock")
    main(["check", ".", "好.txt"])
    assert capsys.readouterr().err == (
        "文件夹“.”里有1个文件是正在编辑的文档留下的临时文件，已跳过：~$好.docx\n"
        "文件夹“.”里有1个文件不能读：批复.ofd\n"
    )


@pytest.mark.parametrize("option", ["--format", "--fail-on"])
@pytest.mark.usefixtures("folder")
def test_a_wrong_choice_is_told_what_there_is(
    capsys: pytest.CaptureFixture[str], option: str
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["check", "好.txt", option, "总结"])
    assert stopped.value.code == USAGE
    assert "没有“总结”，应为" in capsys.readouterr().err


def test_a_folder_without_a_readable_file_is_wrong_usage(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "空").mkdir()
    assert main(["check", "空"]) == USAGE
    assert "没有能读的文件" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["text", "json", "html", "sarif"])
def test_the_result_is_written_to_a_file(
    folder: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    out = folder / "结 果"
    assert main(["check", "错 误.txt", "--format", form, "--out", str(out)]) == FOUND
    assert "390.30" in out.read_text(encoding="utf-8")
    said = capsys.readouterr().out
    assert "错误1处" in said
    assert "390.30" not in said


@pytest.mark.usefixtures("folder")
def test_companions_and_books_are_told_where_they_fail(capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "好.txt", "--with", "last-year=坏.docx", "--book", "."])
    said = capsys.readouterr().out
    assert "坏.docx" in said
    assert "book check" in said
    assert "读到" in said


def test_a_report_is_compared_with_its_book(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = str(EXAMPLES / "yanjiang-2020")
    assert main(["report", book, "--out", str(folder), "--format", "txt"]) == 0
    text = (folder / "决算公开报告.txt").read_text(encoding="utf-8")
    (folder / "改.txt").write_text(text.replace("755.28", "756.28", 1), encoding="utf-8")
    capsys.readouterr()
    own, changed = _json(capsys, "决算公开报告.txt", "改.txt", "--book", book)
    rules = [
        {each["rule"] for each in document["findings"]}  # type: ignore[attr-defined]
        for document in (own, changed)
    ]
    assert "book.differs" not in rules[0]
    assert "book.differs" in rules[1]
    assert own["edition"]


def test_the_command_imports_only_what_it_needs() -> None:
    script = (
        "import sys, mingzhang.cli.main as m\n"
        "m.parser('check')\n"
        f"print(*[n for n in sys.modules if n.startswith({HEAVY!r})])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""
