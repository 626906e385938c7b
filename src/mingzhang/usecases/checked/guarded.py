"""Check files that nobody vouches for in a process of its own, which can be stopped.

Reading, extraction and judgement all happen there: a text that no reader minds may still be made
to keep a search busy. The process is that of `sandbox.Guard`, with its limits. Nothing heavy is
imported on this side.
"""

from __future__ import annotations

import hashlib
import io
import json
import pickle
from dataclasses import asdict, dataclass, is_dataclass
from enum import Enum
from pathlib import Path

from mingzhang.docmodel import source
from mingzhang.docmodel.source import Unreadable
from mingzhang.documents.readers.limits import LIMITS, Limits
from mingzhang.documents.readers.sandbox import Guard
from mingzhang.domain.checks import model as judged
from mingzhang.usecases.checked import model
from mingzhang.usecases.checked.model import Checked, Examined

ANSWERED_BY = "mingzhang.usecases.check_document:answer"
MARKED_BY = "mingzhang.usecases.checked.marked_answer:answer"
_READ = b"r"
_FAULT = "检查时出错，文件可能含有异常内容"
_ADMITTED = {module.__name__: module for module in (source, judged, model)}


@dataclass(frozen=True, slots=True)
class Order:
    """A file to check, with what it is to be compared.

    `companions` are other documents by role ("last-year", "budget" …), `book` the folder of a
    book or "". `page` asks for the text itself, which a page shows, `marked` for a copy of the file
    with its findings in it, `passed` for the relations that hold.
    """

    path: str
    companions: tuple[tuple[str, str], ...] = ()
    book: str = ""
    page: bool = False
    marked: bool = False
    passed: bool = False

    def to_json(self) -> str:
        """Return the order as JSON in ASCII."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, data: bytes) -> Order:
        """Return what `to_json` wrote."""
        given = json.loads(data)
        companions = tuple((role, path) for role, path in given["companions"])
        return cls(**{**given, "companions": companions})


class Examiner(Guard):
    """Checks files one after the other in one worker; a context manager, as a `Guard` is."""

    def examine(self, order: Order) -> Examined:
        """Return what came of a file; whatever goes wrong with it is told in the result."""
        try:
            return self._examined(order)
        except Unreadable as refused:
            digest = digest_of(Path(order.path), self._limits)
            return Examined(order.path, digest, "", 0.0, Checked(), (str(refused),))

    def _examined(self, order: Order) -> Examined:
        limits = asdict(self._limits)
        reader = MARKED_BY if order.marked else ANSWERED_BY
        asked = {"text": order.to_json(), "reader": reader, "limits": limits}
        try:
            kind, answer = self._ask(json.dumps(asked).encode("ascii"))
        except BaseException:
            self.close()
            raise
        if kind == _READ:
            return _admitted(answer)
        self.close()  # after a fault the next file gets a fresh worker
        raise Unreadable(_FAULT)


def digest_of(path: Path, limits: Limits = LIMITS) -> str:
    """Return the sha256 of a file in hex digits; "" where it cannot be read or is too large."""
    try:
        if not path.is_file() or path.stat().st_size > limits.file_bytes:
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


class _Admission(pickle.Unpickler):  # noqa: S301 - it is what makes it safe
    """Takes the classes of a result and no others, so that no answer can run anything."""

    def find_class(self, module_name: str, global_name: str, /) -> type:
        """Return a class of a result. Raises UnpicklingError for anything else."""
        found = getattr(_ADMITTED.get(module_name), global_name, None)
        if isinstance(found, type) and (is_dataclass(found) or issubclass(found, Enum)):
            return found
        raise pickle.UnpicklingError(global_name)


def _admitted(answer: bytes) -> Examined:
    try:
        examined = _Admission(io.BytesIO(answer)).load()
    except (pickle.UnpicklingError, EOFError, ValueError, TypeError, LookupError) as error:
        raise Unreadable(_FAULT) from error
    if not isinstance(examined, Examined):
        raise Unreadable(_FAULT)
    return examined
