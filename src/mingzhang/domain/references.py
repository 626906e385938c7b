"""References to figures, as texts and sheets write them: concept{dim=value}:-1:adjusted."""

from __future__ import annotations

from mingzhang.domain.figures import whole_of
from mingzhang.facts.key import Entity, FactKey, Stage
from mingzhang.kernel.regex import lazy_regex

_PATTERN = lazy_regex(
    r"(?P<concept>[a-z_]+)(?:\{(?P<dims>[^{}]*)\})?(?P<suffix>(?::(?:-1|initial|adjusted|actual))*)"
)

#: Measures that have to say what they are of.
_OF_A_WHOLE = frozenset({"share", "share_change"})


class BadReference(ValueError):
    """A placeholder names something that does not exist; the message names both."""


def read_key(pattern: str, entity: Entity, year: int) -> FactKey:
    """Read `concept{dims}:-1:adjusted` as a key of an entity and year. Raises BadReference."""
    match = _PATTERN.fullmatch(pattern)
    if match is None:
        raise BadReference(f"无法识别的引用“{pattern}”")
    stage = Stage.ACTUAL
    for suffix in filter(None, match["suffix"].split(":")):
        if suffix == "-1":
            year -= 1
        else:
            stage = Stage(suffix)
    try:
        dims = dict(p.strip().split("=", 1) for p in (match["dims"] or "").split(",") if p)
        key = FactKey.of(match["concept"], entity, year, stage, dims)
        if (key.get("measure") in _OF_A_WHOLE) or key.get("of"):
            whole_of(key)
    except (KeyError, ValueError) as wrong:
        raise BadReference(f"没有“{pattern}”这一数据（{wrong}）") from wrong
    return key
