"""All that looks for relations and remarks in a view. A finder is a module with `find(view)`.

Adding one is adding a file to one of the packages. A finder that raises costs its own findings
and nothing else: that is an incident of ours, never a finding.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from mingzhang.domain.checks.model import Relation, Remark
from mingzhang.extraction import completeness, quantities, tables, text, wording
from mingzhang.extraction.passages import View

Finder = Callable[[View], Iterator[Relation | Remark]]
_PACKAGES = (text, tables, quantities, wording, completeness)


@dataclass(frozen=True, slots=True)
class Incident:
    """A finder that failed: its name and the kind of error, without anything of the document."""

    finder: str
    error: str


class Found(NamedTuple):
    """What all finders found, in their order."""

    relations: tuple[Relation, ...]
    remarks: tuple[Remark, ...]
    incidents: tuple[Incident, ...]


@cache
def finders() -> dict[str, Finder]:
    """Return every finder by name, in the order of packages and modules."""
    result = {}
    for package in _PACKAGES:
        for name in sorted(m.name for m in pkgutil.iter_modules(package.__path__)):
            module = importlib.import_module(f"{package.__name__}.{name}")
            if hasattr(module, "find"):
                result[f"{package.__name__.rpartition('.')[2]}.{name}"] = module.find
    return result


def find(view: View) -> Found:
    """Run every finder over a view."""
    relations: list[Relation] = []
    remarks: list[Remark] = []
    incidents: list[Incident] = []
    for name, finder in finders().items():
        try:
            results = list(finder(view))
        except Exception as error:  # noqa: BLE001 - a fault of one finder must not hide the others
            incidents.append(Incident(name, type(error).__name__))
            continue
        relations.extend(r for r in results if isinstance(r, Relation))
        remarks.extend(r for r in results if isinstance(r, Remark))
    return Found(tuple(relations), tuple(remarks), tuple(incidents))
