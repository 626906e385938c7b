"""Checks that do what none should; the worker of the checker imports them by name."""

from __future__ import annotations

import os
import time
from pathlib import Path

from mingzhang.usecases.checked.model import Checked, Examined


class Evil:
    """Writes a file where it is unpickled."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (Path(self.path),)


def fine(_: bytes, name: str) -> Examined:
    return Examined(name, "", "txt", 0.0, Checked(department=str(os.getpid())))


def hangs(_: bytes, name: str) -> Examined:
    time.sleep(60)
    return fine(b"", name)


def fails(_: bytes, name: str) -> Examined:
    raise RuntimeError(f"/secret/{name}")


def ends(_: bytes, __: str) -> Examined:
    os._exit(3)


def devours(_: bytes, name: str) -> Examined:
    return Examined(name, "x" * (1 << 40), "", 0.0, Checked())


def subverts(_: bytes, __: str) -> object:
    return Evil(str(Path.cwd() / "evil"))


def lies(_: bytes, __: str) -> object:
    return Checked()
