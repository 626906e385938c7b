"""Where MINGZHANG_NO_SKIP=1, a skipped test fails the run; elsewhere it does not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).resolve().parents[1] / "conftest.py"
FILES = {
    "fixture": "def test_it(corpus): pass\n",
    "mark": "import pytest\n@pytest.mark.skip(reason='x')\ndef test_it(): pass\n",
    "module": "import pytest\npytest.skip('x', allow_module_level=True)\n",
}


def _run(folder: Path, *, no_skip: str) -> subprocess.CompletedProcess[str]:
    (folder / "conftest.py").write_bytes(CONFTEST.read_bytes())
    (folder / "test_passes.py").write_text("def test_ok(): pass\n", encoding="utf-8")
    env = {name: value for name, value in os.environ.items() if name != "MINGZHANG_CORPUS"}
    env |= {"MINGZHANG_NO_SKIP": no_skip, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--rootdir=.", "."]
    return subprocess.run(
        command, cwd=folder, env=env, check=False, capture_output=True, text=True, encoding="utf-8"
    )


@pytest.mark.parametrize("kind", FILES)
def test_a_skip_fails_the_run(tmp_path: Path, kind: str) -> None:
    (tmp_path / "test_skips.py").write_text(FILES[kind], encoding="utf-8")
    done = _run(tmp_path, no_skip="1")
    assert done.returncode == int(pytest.ExitCode.TESTS_FAILED), done.stdout
    assert "skipped tests are faults here" in done.stdout


def test_a_run_without_skips_passes(tmp_path: Path) -> None:
    assert _run(tmp_path, no_skip="1").returncode == 0


def test_elsewhere_a_skip_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "test_skips.py").write_text(FILES["fixture"], encoding="utf-8")
    assert _run(tmp_path, no_skip="").returncode == 0
