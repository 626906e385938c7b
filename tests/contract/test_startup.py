"""A check starts fast: what a text does not need is not imported, on neither side of the worker."""

import subprocess
import sys
from pathlib import Path

import pytest

#: What takes long to import and a text needs nothing of.
HEAVY = {
    *("asyncio", "email", "http", "importlib.resources", "logging", "multiprocessing", "sqlite3"),
    *("lxml", "typst", "xlsxwriter", "unittest", "xml", "zipfile", "zoneinfo"),
    *("mingzhang.documents.readers.word.docx", "mingzhang.domain.book", "mingzhang.facts"),
}
WORKER = """
import sys
from mingzhang.usecases.check_document import examine
from mingzhang.usecases.checked.guarded import Order
assert not examine(Order(sys.argv[1])).failed
print(*sys.modules)
"""
COMMAND = """
import sys
from mingzhang.cli.main import main
assert main(["check", sys.argv[1], "--out", sys.argv[1] + ".out"]) == 0
print()
print(*sys.modules)
"""
OF_THE_WORKER = ("mingzhang.usecases.check_document", "mingzhang.extraction.view", "tomllib", "csv")


def _imported(code: str, file: Path) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code, str(file)],
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    return set(done.stdout.splitlines()[-1].split())


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("start") / "小.txt"
    path.write_text("收入合计30万元，其中：甲收入20万元，乙收入10万元。\n", encoding="utf-8")
    return path


def test_the_worker_imports_what_a_text_needs(text: Path) -> None:
    imported = _imported(WORKER, text)
    assert "mingzhang.extraction.text.parts" in imported
    assert not imported & HEAVY


def test_the_command_leaves_the_work_to_the_worker(text: Path) -> None:
    imported = _imported(COMMAND, text)
    assert "mingzhang.usecases.checked.model" in imported
    assert not imported & {*HEAVY, *OF_THE_WORKER}
