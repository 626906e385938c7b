"""How the work of a check grows with its document: lines of code run, function by function.

Lines are counted and no time is taken, so that the same check gives the same numbers on every
machine. A search that compares each figure with each shows in its own function long before it
shows in the time of a whole check.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from types import CodeType, FrameType
from typing import Any
from unittest import mock

#: Fewer lines than this are too few to tell how they grow.
_LEAST = 2000
#: By so much more than the document a function may grow: the first parts are cheaper than others.
_ROOM = 1.5

#: Searches that stop after so many figures, signs or tries, and how many are enough for a document
#: that is a hundredth of what they are meant for.
CAPS: Mapping[str, Mapping[str, int]] = {
    "domain.checks.rootcause": {
        "_BUDGET": 20, "_LARGEST": 10, "_SUSPECTS": 20, "_PAIRS": 4, "_LOOKED": 100,
    },
    "extraction.quantities.resolve": {"_SEEN": 8},
    "extraction.tables.goal_forms": {"_HANGING": 4},
    "extraction.tables.packed": {"_SILENT": 8},
    "extraction.tables.rates": {"_ITEMS": 8},
    "extraction.tables.rows": {"_SUBTOTALS": 4},
    "extraction.text.completion": {"_SEEN": 8},
    "extraction.text.enumerations": {"_FEW": 2, "_SIGHT": 100},
    "extraction.text.excepted": {"_SEEN": 8},
    "extraction.text.goal_statements": {"_MISSES": 5},
    "extraction.text.goals": {"_MOST": 100, "_LIST": 8},
    "extraction.text.movements": {"_SEEN": 8},
    "extraction.text.rollup": {"_MOST": 4},
    "extraction.text.statements": {"_FAR": 100},
}  # fmt: skip

Effort = dict[CodeType, int]


@contextmanager
def small_caps() -> Iterator[None]:
    """Let searches stop as early as small documents need it."""
    with ExitStack() as stack:
        for module, caps in CAPS.items():
            for name, cap in caps.items():
                whole = importlib.import_module(f"mingzhang.{module}")
                stack.enter_context(mock.patch.object(whole, name, cap))
        yield


def effort(action: Callable[[], object]) -> Effort:
    """Return how many lines an action runs in each function; every turn of a loop counts.

    What was kept of documents before is forgotten first: it would hide a part of the work.
    """
    _forget()
    counters: dict[int, tuple[CodeType, list[int], Any]] = {}

    def called(frame: FrameType, _event: str, _given: object) -> Any:
        known = counters.get(id(frame.f_code))
        if known is None:
            known = counters[id(frame.f_code)] = _counter(frame.f_code)
        return known[2]

    before = sys.gettrace()
    sys.settrace(called)
    try:
        action()
    finally:
        sys.settrace(before)
    return {code: lines[0] for code, lines, _ in counters.values() if lines[0]}


def _forget() -> None:
    """Empty the caches of words and names; those of the rulebook have no bound and stay."""
    for module in [m for name, m in sys.modules.items() if name.startswith("mingzhang.")]:
        for each in vars(module).values():
            parameters = getattr(each, "cache_parameters", None)
            if parameters is not None and parameters()["maxsize"] is not None:
                each.cache_clear()


def _counter(code: CodeType) -> tuple[CodeType, list[int], Any]:
    """Return what counts the lines of one function of the product; nothing counts others'."""
    lines = [0]

    def ran(_frame: FrameType, event: str, _given: object) -> Any:
        if event == "line":
            lines[0] += 1
        return ran

    return code, lines, ran if "mingzhang" in code.co_filename else None


def superlinear(small: Effort, large: Effort, times: float) -> dict[str, tuple[int, int]]:
    """Return the functions that grow by much more than `times`, with their lines of both."""
    found = {}
    for code, lines in large.items():
        if lines > max(_LEAST, _ROOM * times * max(small.get(code, 0), _LEAST / times)):
            name = code.co_filename.rpartition("mingzhang/")[2]
            found[f"{name}:{code.co_firstlineno} {code.co_qualname}"] = (small.get(code, 0), lines)
    return found
