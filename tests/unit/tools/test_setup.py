"""Set-up says in one line what is missing, and knows when .venv is out of date."""

import shutil
import sys
from pathlib import Path

import pytest

from tools import setup


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "试 用"
    root.mkdir()
    for name in ("pyproject.toml", *setup.LOCKS.values()):
        shutil.copy(setup.ROOT / name, root / name)
    monkeypatch.setattr(setup, "ROOT", root)
    return root


def test_this_python_lacks_nothing() -> None:
    assert setup.missing_part() == ""


def test_an_old_python_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    assert "Python 3.11 or later is missing (this is 3.9)" in setup.missing_part()
    assert "\n" not in setup.missing_part()


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_a_missing_venv_module_is_named_with_its_cure(
    monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    monkeypatch.setattr(setup, "find_spec", lambda name: None if name == module else object())
    assert "apt-get install python3." in setup.missing_part()
    assert "\n" not in setup.missing_part()


def test_a_stamp_holds_while_nothing_changes(checkout: Path) -> None:
    before = setup.stamp("dev")
    # Rules of style stand in the same file and are no reason to install anything.
    with (checkout / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("\n[tool.other]\na = 1\n")
    assert setup.stamp("dev") == before


@pytest.mark.parametrize("changed", ["requirements-dev.txt", "pyproject.toml"])
def test_a_stamp_falls_with_the_lock_and_the_project(checkout: Path, changed: str) -> None:
    before = setup.stamp("dev")
    path = checkout / changed
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('version = "', 'version = "9') + "\n", encoding="utf-8")
    assert setup.stamp("dev") != before


def test_a_moved_checkout_needs_its_own(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = setup.stamp("run")
    moved = checkout.rename(checkout.with_name("moved"))
    monkeypatch.setattr(setup, "ROOT", moved)
    assert setup.stamp("run") != before


def test_a_wrong_call_changes_nothing() -> None:
    with pytest.raises(SystemExit, match="usage"):
        setup.main(["everything"])
