"""Marked copies as files: their names, and how they are written without harm to any other file."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Collection, Sequence
from pathlib import Path

from mingzhang.usecases.checked.model import Examined

_ENDING = "（标注）"
_PART = ".tmp"


def is_copy(name: str) -> bool:
    """Tell by its name whether a file is a marked copy."""
    return Path(name).stem.rstrip("0123456789").endswith(_ENDING)


def write_copies(
    files: Sequence[Examined], folder: Path, others: Collection[Path] = ()
) -> tuple[list[str], bool]:
    """Write the marked copy of each file to a folder, made if need be; say what came of each.

    A copy is named 原名（标注）; it replaces a file of that name, which is an earlier copy, but
    none that was read now, itself or as one of the `others`. Returns the lines for people, and
    False where something could not be written.
    """
    kept = [*(Path(file.path) for file in files), *others]
    told, taken, done = [], set[Path](), True
    for file in files:
        if file.marked is None:
            continue
        name = Path(file.path).name
        if file.marked.refused:
            told.append(f"“{name}”没有标注副本：{file.marked.refused}")
            continue
        path = _free(folder, Path(name), kept, taken)
        taken.add(path)
        try:
            folder.mkdir(exist_ok=True)
            write_whole(path, file.marked.data)
        except OSError:
            told.append(f"“{path}”写不进去")
            done = False
            continue
        told.append(_told(path, file))
    return told, done


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all. Raises OSError.

    What is no file (a device, a pipe) is written to as it stands.
    """
    path = path.resolve()
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(path)
    part = path.with_name(f".{path.name}{_PART}")
    try:
        part.write_bytes(data)
        os.replace(part, path)  # noqa: PTH105 - the same on all systems
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _told(path: Path, file: Examined) -> str:
    made = file.marked
    if made is None:
        return ""
    aside = f"，其中{made.elsewhere}处不能批注在原处，写明了位置" if made.elsewhere else ""
    remarks = "".join(f"。{each}" for each in made.remarks)
    return f"已写出 {path}：批注{made.placed + made.elsewhere}处{aside}{remarks}。"


def _free(folder: Path, name: Path, kept: Collection[Path], taken: Collection[Path]) -> Path:
    """Return the path of a copy: not that of a file that was read, nor of another copy."""
    number = 1
    while True:
        shown = str(number) if number > 1 else ""
        path = folder / f"{name.stem}{_ENDING}{shown}{name.suffix}"
        if path not in taken and not any(_same(path, each) for each in kept):
            return path
        number += 1


def _same(path: Path, other: Path) -> bool:
    with contextlib.suppress(OSError):
        return path.samefile(other)
    return False
