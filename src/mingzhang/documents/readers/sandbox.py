"""Read a file that nobody vouches for in a process of its own, which can be stopped.

A reader that crashes, hangs or takes all memory then costs its document and nothing else. The
worker starts once and reads one file after the other; it is replaced when it fell.
What it returns is admitted class by class, so that not even a subverted worker can run anything
here. Files that are trusted (our own, tests) are read in this process by `read_trusted`.
"""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import importlib
import io
import json
import os
import pickle
import struct
import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict, is_dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from mingzhang.docmodel import source
from mingzhang.docmodel.source import SourceDocument, Unreadable
from mingzhang.documents.readers.limits import LIMITS, MIB, Limits
from mingzhang.documents.readers.workers import (
    Forked,
    Worker,
    can_fork,
    limit_memory,
    mapped_bytes,
    spawned,
)

Reader = Callable[[bytes, str], SourceDocument]
"""Bytes and the file's name for people to a document: a function that its module names."""

_START = "from mingzhang.documents.readers.sandbox import serve; serve()"
_FRAME = struct.Struct(">cQ")
_MOST_ANSWER = 1024 * MIB
_ORDER, _READ, _REFUSED, _FAULT = b"o", b"r", b"u", b"f"
_MEMORY = b"memory"
_GRACE = 5.0  # seconds after which a worker whose parent is gone ends by itself
_FAILED = "读取时出错，文件可能已损坏或含有异常内容"
_NO_MEMORY = "读取所需的内存超过上限"
_GONE = "读取程序意外中止，文件可能已损坏或含有异常内容"


def read_trusted(path: Path, reader: Reader, limits: Limits = LIMITS) -> SourceDocument:
    """Read a file in this process. Raises Unreadable; a fault of the reader comes through."""
    try:
        if not path.is_file():
            raise Unreadable("文件不存在，或不是普通文件")
        limits.check_size(path.stat().st_size)
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable("文件打不开，可能没有读取权限") from error
    return reader(data, path.name)


def read_guarded(path: Path, reader: Reader, limits: Limits = LIMITS) -> SourceDocument:
    """Read one file in a process of its own; for several files keep one `Guard`.

    Raises Unreadable, also for a crash, and beyond `limits.seconds` or `limits.memory_bytes`.
    """
    with Guard(limits) as guard:
        return guard.read(path, reader)


class Guard:
    """A worker for files one after the other; not for several threads at a time.

    Of `limits` it keeps the size of a file, the seconds and the memory; a reader keeps the others.
    """

    def __init__(self, limits: Limits = LIMITS, *, fork: bool = False) -> None:
        """Take the limits; the worker starts with the first file.

        With `fork` it is a copy of this process where the system can make one: for a process that
        holds nothing but the command which it runs. A copy is there at once.
        """
        self._limits = limits
        self._fork = fork
        self._worker: Worker | None = None

    def __enter__(self) -> Self:
        """Return the guard."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop the worker."""
        self.close()

    def close(self) -> None:
        """Stop the worker; a later reading starts another."""
        worker, self._worker = self._worker, None
        if worker is None:
            return
        worker.kill()
        worker.wait()
        for pipe in (worker.stdin, worker.stdout):
            # What a pipe still holds was for a worker that is gone.
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()

    def read(self, path: Path, reader: Reader) -> SourceDocument:
        """Return a file as `reader` reads it.

        Raises Unreadable: the reader's own, or that it took too long or too much, or fell.
        """
        order = {
            "path": str(path.absolute()),
            "reader": f"{reader.__module__}:{reader.__qualname__}",
            "limits": asdict(self._limits),
        }
        try:
            kind, answer = self._ask(json.dumps(order).encode("ascii"))
            if kind == _READ:
                return _admitted(answer)
        except BaseException:
            self.close()
            raise
        if kind == _REFUSED:
            raise Unreadable(answer.decode("utf-8", "replace"))
        self.close()  # after a fault the next file gets a fresh worker
        raise Unreadable(_NO_MEMORY if answer == _MEMORY else _FAILED)

    def _ask(self, order: bytes) -> tuple[bytes, bytes]:
        """Send an order and return the answer; the worker is killed when time is up."""
        if self._worker is None or self._worker.poll() is not None:
            self.close()
            self._worker = Forked(serve) if self._fork and can_fork() else spawned(_START)
        worker, late = self._worker, threading.Event()

        def stop() -> None:
            late.set()
            worker.kill()

        timer = threading.Timer(self._limits.seconds, stop)
        timer.start()
        try:
            if worker.stdin is None or worker.stdout is None:
                raise AssertionError("a worker of ours has pipes")
            _send(worker.stdin, _ORDER, order)
            return _receive(worker.stdout)
        except (EOFError, OSError) as error:
            if late.is_set():
                raise Unreadable(f"读取超过{self._limits.seconds:g}秒，已停止") from error
            raise Unreadable(_GONE) from error
        finally:
            timer.cancel()
            timer.join()  # else it could kill the worker in the middle of the next file


def _send(pipe: IO[bytes], kind: bytes, body: bytes) -> None:
    pipe.write(_FRAME.pack(kind, len(body)))
    pipe.write(body)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> tuple[bytes, bytes]:
    """Return kind and body of a message. Raises EOFError where the other side is gone."""
    head = pipe.read(_FRAME.size)
    if len(head) < _FRAME.size:
        raise EOFError
    kind, size = _FRAME.unpack(head)
    if size > _MOST_ANSWER:
        raise EOFError
    body = pipe.read(size)
    if len(body) < size:
        raise EOFError
    return kind, body


class _Admission(pickle.Unpickler):  # noqa: S301 - it is what makes it safe
    """Takes the classes of a document and no others, so that no answer can run anything."""

    def find_class(self, module_name: str, global_name: str, /) -> type:
        """Return a class of the document. Raises UnpicklingError for anything else."""
        found = getattr(source, global_name, None)
        if module_name == source.__name__ and isinstance(found, type) and is_dataclass(found):
            return found
        raise pickle.UnpicklingError(global_name)


def _admitted(answer: bytes) -> SourceDocument:
    try:
        document = _Admission(io.BytesIO(answer)).load()
    except (pickle.UnpicklingError, EOFError, ValueError, TypeError, LookupError) as error:
        raise Unreadable(_FAILED) from error
    if not isinstance(document, SourceDocument):
        raise Unreadable(_FAILED)
    return document


def serve() -> None:
    """Be the worker: answer orders from standard input until it ends."""
    orders, answers = os.fdopen(0, "rb", closefd=False), os.fdopen(os.dup(1), "wb")
    mapped = mapped_bytes()  # a copy of a process starts with what that has
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 - no file
        os.dup2(nowhere.fileno(), 1)  # so that a library that prints spoils no answer
        while True:
            try:
                _, order = _receive(orders)
            except EOFError:
                return
            given = json.loads(order)
            limits = Limits(**given["limits"])
            limit_memory(mapped + limits.memory_bytes)
            # The other side kills us when time is up; this is for when it is gone itself.
            faulthandler.dump_traceback_later(limits.seconds + _GRACE, exit=True, file=nowhere)
            # A reading makes many objects and hardly a cycle: looking for cycles costs a tenth.
            gc.disable()
            kind, body = _answer(given, limits)
            _send(answers, kind, body)
            gc.enable()
            faulthandler.cancel_dump_traceback_later()


def _answer(given: Mapping[str, str], limits: Limits) -> tuple[bytes, bytes]:
    """Return the document, or what the reader says against it, or that it failed.

    What is read is the file at "path" or, where the order has one, its "text" itself.
    """
    try:
        module, _, name = given["reader"].partition(":")
        reader = getattr(importlib.import_module(module), name)
        if "text" in given:
            document = reader(given["text"].encode("utf-8"), "")
        else:
            document = read_trusted(Path(given["path"]), reader, limits)
        return _READ, pickle.dumps(document, pickle.HIGHEST_PROTOCOL)
    except Unreadable as error:
        return _REFUSED, str(error).encode("utf-8", "replace")
    except MemoryError:
        return _FAULT, _MEMORY
    except Exception:  # noqa: BLE001 - whatever a reader raises costs its document only
        return _FAULT, b""
