"""The rules of the house that no tool states: sizes, locks, and rows that stand in two files."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-uv.txt")
MAX_FILE, MAX_FUNCTION = 400, 40


def _named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines from `def` on; a docstring is no burden on the reader."""
    docstring = ast.get_docstring(node, clean=False)
    described = docstring.count("\n") + 1 if docstring else 0
    return (node.end_lineno or node.lineno) - node.lineno + 1 - described


@pytest.mark.parametrize("path", SOURCES, ids=_named)
def test_files_and_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= MAX_FILE
    long = {
        f"{node.name}:{node.lineno}": _length(node)
        for node in _functions(ast.parse(text))
        if _length(node) > MAX_FUNCTION
    }
    assert not long


def _rows(name: str) -> set[str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and not line.startswith(("#", "-r "))}


def _pins(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^(\S+)==(\S+)", text, flags=re.MULTILINE))


@pytest.mark.parametrize("name", LOCKS)
def test_locks_are_hashed_and_name_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"--(extra-)?index-url|--find-links", text)
    requirements = re.split(r"\n(?=\S)", text.strip())
    assert all("==" in each and "--hash=sha256:" in each for each in requirements)


def test_the_development_lock_holds_the_runtime_lock() -> None:
    runtime, development = _pins("requirements.txt"), _pins("requirements-dev.txt")
    assert runtime.items() <= development.items()


def test_every_requirement_is_locked() -> None:
    for name in LOCKS:
        wanted = {re.split(r"[<>=~!]", row)[0] for row in _rows(name.replace(".txt", ".in"))}
        assert wanted <= _pins(name).keys()


def test_the_lock_starts_from_what_the_project_declares() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = set(declared["project"]["dependencies"])
    assert _rows("requirements.in") == project | set(declared["build-system"]["requires"])
