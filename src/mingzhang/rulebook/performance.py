"""Closed lists of the performance cycle, read from `data/performance/terms.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

from mingzhang.rulebook.loading import read_text

_FILE = "performance/terms.toml"
_ALIAS = "alias"


@cache
def _all() -> Mapping[str, Mapping[str, str]]:
    loaded = tomllib.loads(read_text(_FILE))
    alias = loaded.pop(_ALIAS)
    return {**loaded, **{f"{_ALIAS}.{group}": labels for group, labels in alias.items()}}


def terms(group: str) -> Mapping[str, str]:
    """Return a list as code → label, in the order shown to people. KeyError: no such list."""
    return _all()[group]


def term(group: str, code: str) -> str:
    """Return the label of one code. KeyError: no such list or code."""
    return terms(group)[code]


def aliases(group: str) -> Mapping[str, str]:
    """Return other labels that forms print, as label → code; empty where there are none."""
    return _all().get(f"{_ALIAS}.{group}", {})


def groups() -> tuple[str, ...]:
    """Return the names of the lists, in the order of the file."""
    return tuple(group for group in _all() if not group.startswith(_ALIAS))
