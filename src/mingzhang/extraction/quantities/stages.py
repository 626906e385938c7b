"""Stages of budgeting and bases of comparison, as reports of each kind mean them."""

from __future__ import annotations

from mingzhang.domain.checks.model import Kind, Observation, Role
from mingzhang.extraction.passages import View
from mingzhang.extraction.quantities.naming import read_name, stripped
from mingzhang.kernel.regex import lazy_regex

_OPENING = {"final": "actual", "performance": "actual"}
_BASE = lazy_regex(r"(?P<year>20[0-9]{2})?(?:/(?P<stage>[a-z]+))?")
_WHOLE = lazy_regex(r"的|本年|全年|总额|合计|总计")


def stage_for(view: View, told: str, year: int | None) -> str:
    """Return the stage of a figure: what its words tell, else what the report is about.

    A budget report speaks of the budget of its year, whatever it calls it; of other years it
    compares with either budget or outturn, so nothing is assumed of them.
    """
    if view.kind == "budget":
        own = year is None or year == view.year
        if told in ("", "initial", "budget"):
            return "budget" if own or told else ""
        return told
    return told or _OPENING.get(view.kind, "")


def basis_of(view: View, o: Observation) -> str | None:
    """Return what a change, rate, share or completion is against; None where nothing is told."""
    if o.role is Role.SHARE:
        return f"share:{_whole(o.base)}"
    found = _BASE.fullmatch(o.base)
    if found is None:
        return None
    year, stage = found["year"], found["stage"] or ""
    if o.role is Role.COMPLETION:
        return f"completion:{stage}" if stage else None
    if year is None:
        return f"{o.role.value}:/{stage}" if stage else None
    if view.kind == "budget" and stage == "budget":
        stage = ""
    return f"{o.role.value}:{year}" + (f"/{stage}" if stage else "")


def _whole(name: str) -> str:
    """Return the whole of a share in a form that its spellings have in common."""
    if not name:
        return ""
    found = read_name(name, Kind.MONEY, "万元")
    if found is not None and found.quantity is not None:
        return f"{found.quantity.id}@{found.scope}"
    return _WHOLE.sub("", stripped(name)[0])
