"""Which rules a result rests on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

_SHOWN = 12  # hex digits; enough to tell two rulebooks apart
_DATA = ("data", "editions")


@cache
def rulebook_version() -> str:
    """Return a digest of every row of the rulebook: two results with the same one had the same
    rules. It changes with any change of a row and with nothing else."""
    digest = hashlib.sha256()
    root = files("mingzhang.rulebook")
    for name in _DATA:
        for path, file in _files(root / name, name):
            digest.update(f"{path}\0".encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:_SHOWN]


def _files(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for each in sorted(folder.iterdir(), key=lambda found: found.name):
        below = f"{path}/{each.name}"
        if each.is_dir():
            yield from _files(each, below)
        elif not each.name.endswith((".py", ".pyc")):
            yield below, each
