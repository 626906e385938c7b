"""Editions shipped with the package, and a place for a user's own ones."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mingzhang.domain.statements.load import load
from mingzhang.rulebook import editions


@pytest.fixture
def own_editions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give an empty folder that MINGZHANG_EDITIONS names, with nothing remembered from before."""
    monkeypatch.setenv("MINGZHANG_EDITIONS", str(tmp_path))

    def forget() -> None:
        for cached in (editions.editions, editions.merged, load):
            cached.cache_clear()

    forget()
    yield tmp_path
    monkeypatch.undo()
    forget()
