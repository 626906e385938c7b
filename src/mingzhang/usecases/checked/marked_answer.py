"""Check a file and make a copy of it with the findings marked in it.

It happens where the file is read, in the process that `guarded` keeps for files of strangers.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from mingzhang.usecases.check_document import examine
from mingzhang.usecases.checked.guarded import Order
from mingzhang.usecases.checked.marked import marked
from mingzhang.usecases.checked.model import Examined, Marked

_CHANGED = "文件在检查时被改动，没有做标注副本"


def answer(data: bytes, _: str) -> Examined:
    """Return what came of an order; this is what the worker calls."""
    return examine_marked(Order.from_json(data))


def examine_marked(order: Order) -> Examined:
    """Return what `examine` does, with the copy."""
    found = examine(replace(order, page=True))
    if found.source is None:
        return found
    found = replace(found, marked=_copy(found))
    return found if order.page else replace(found, source=None)


def _copy(found: Examined) -> Marked:
    try:
        data = Path(found.path).read_bytes()
    except OSError:
        return Marked(refused=_CHANGED)
    if found.source is None or hashlib.sha256(data).hexdigest() != found.sha256:
        return Marked(refused=_CHANGED)
    return marked(data, found.source, found.checked)
