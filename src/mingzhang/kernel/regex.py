"""Regular expressions that are compiled when they are first used.

A check names hundreds, and compiling them all takes longer than checking a short document, which
needs half of them.
"""

from __future__ import annotations

import re
from typing import AnyStr, Generic, cast

_OFFERED = tuple(name for name in dir(re.Pattern) if not name.startswith("_"))


class _Compiled(Generic[AnyStr]):
    """Holds the very methods of a compiled expression, so that a use costs no more than there."""

    __slots__ = ("_flags", "_source", *_OFFERED)

    _flags: int
    _source: AnyStr


class _Lazy(_Compiled[AnyStr]):
    """Stands for an expression until it is first used; from then on it is a `_Compiled`."""

    __slots__ = ()

    def __init__(self, source: AnyStr, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        # Python asks here only for what is not set.
        if name not in _OFFERED:
            raise AttributeError(name)
        compiled = re.compile(self._source, self._flags)
        for each in _OFFERED:
            setattr(self, each, getattr(compiled, each))
        # Where a class has no such function, Python finds what is set faster.
        self.__class__ = _Compiled  # type: ignore[assignment]
        return getattr(compiled, name)


def lazy_regex(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what `re.compile` returns, to be used as such by its methods and attributes.

    The functions of `re` do not take it in place of a pattern. A wrong `source` raises re.error
    at the first use.
    """
    return cast("re.Pattern[AnyStr]", _Lazy(source, flags))
