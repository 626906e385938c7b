"""Figures in tables by the quantity that they are, so that text and tables compare."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mingzhang.domain.checks.model import Certainty, Kind, Observation, Role
from mingzhang.extraction.passages import View
from mingzhang.extraction.quantities.contexts import scope_of
from mingzhang.extraction.quantities.functions import read_path
from mingzhang.extraction.quantities.keys import FUNCTION, TABLES, Key, Mention
from mingzhang.extraction.quantities.naming import read_name
from mingzhang.extraction.quantities.stages import stage_for
from mingzhang.extraction.tables.measures import Measure, of
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.quantities import ALL, CAPITAL, FISCAL, FUND, GENERAL, SCOPES, quantities

_FUNCTIONAL = lazy_regex(r"2[0-9]{2}(?:[0-9]{2}){0,2}")
_YEAR = lazy_regex(r"(20[0-9]{2})年")
_WHOLE = lazy_regex(r"合计|总计|小计")
_OWN = {
    "superior": "revenue_upstream",
    "institutional": "revenue_institutional",
    "commercial": "revenue_commercial",
    "subordinate": "revenue_subordinate",
    "other": "revenue_other",
}
_NATURES = {
    "basic": "basic",
    "project": "project",
    "upward": "upstream_paid",
    "commercial": "commercial_cost",
    "subordinate": "subordinate_subsidy",
}
_GROUPS = {"personnel": "personnel", "public_use": "public_use"}
_SIDES = {"carry_in": "carry_in", "carry_out": "carry_out"}
_THREE_PUBLIC = frozenset(
    {"three_public", "overseas", "vehicles", "vehicle_purchase", "vehicle_running", "reception"}
)


def mentions(view: View) -> Iterator[Mention]:
    """Yield the amounts of tables that are quantities of the trade, in reading order."""
    for measure in of(view):
        o = measure.observation
        if measure.measure or o.kind is not Kind.MONEY or o.role is not Role.LEVEL:
            continue
        if measure.title.startswith("图"):
            if key := _charted(view, measure):
                yield Mention(o, key, Certainty.LIKELY, TABLES + measure.sheet)
            continue
        found = _quantity(measure)
        if found is not None:
            quantity, aspect = found
            key = _key(view, o, measure, quantity, aspect)
            yield Mention(o, key, Certainty.LIKELY, TABLES + measure.sheet)


def _charted(view: View, measure: Measure) -> Key | None:
    """Return what a bar or sector of a chart is: its own name, or the year and the name beside."""
    o, labels = measure.observation, measure.labels
    years = [year for name in labels if (year := _YEAR.match(name))]
    names = [name for name in labels if not _YEAR.match(name)]
    if not names:
        return None
    scope = next(filter(None, map(scope_of, (*names[1:], measure.title))), ALL)
    of_year = int(years[0][1]) if years else o.year or view.year
    stage = stage_for(view, o.stage, of_year)
    if path := read_path(names[0], view.year):
        return Key(FUNCTION, of_year, stage, scope, "/".join(path))
    found = read_name(names[0], Kind.MONEY, "万元")
    if found is None or found.quantity is None:
        return None
    known = found.quantity
    told = found.scope or scope
    fits = (told if told != ALL else known.money) if known.scoped else ""
    return Key(known.id, of_year, "" if known.stock else found.stage or stage, fits)


def _key(view: View, o: Observation, measure: Measure, quantity: str, aspect: str) -> Key:
    year = o.year or view.year
    scope = _scope(measure)
    known = quantities().get(quantity)
    if known is not None and not known.scoped:
        scope = ""
    elif known is not None and scope == ALL:
        scope = known.money
    stage = "" if known is not None and known.stock else stage_for(view, o.stage, year)
    return Key(quantity, year, stage, scope, aspect)


def _scope(measure: Measure) -> str:
    """Return the kind of money of a cell: a column of one budget makes 财政拨款 of a row that."""
    told = measure.quantity.source
    if told in ("", FISCAL):
        of_column = next(filter(None, map(scope_of, reversed(measure.heads))), "")
        if of_column in (GENERAL, FUND, CAPITAL):
            return of_column
    return told if told in SCOPES else ALL


def _quantity(measure: Measure) -> tuple[str, str] | None:
    """Return the quantity of a cell and its aspect, None for what the trade does not tell."""
    words = measure.quantity
    if words.theme == "three_public":
        return _three_public(measure)
    if words.theme:
        return ("agency_running", "") if words.theme == "running" and not measure.items else None
    if measure.items:
        return _item(measure)
    if measure.total == "grand":
        return _total(measure)
    if words.side in _SIDES:
        return _SIDES[words.side], ""
    if words.side == "surplus":
        return _named(measure.labels)
    if words.side == "revenue":
        return _OWN.get(words.source, "revenue"), ""
    if words.side != "expenditure":
        return None
    if words.group:
        return (_GROUPS[words.group], "") if words.group in _GROUPS else None
    return _NATURES.get(words.nature, "expenditure"), ""


def _item(measure: Measure) -> tuple[str, str] | None:
    """Return the functional item that a row is about, in the column of all its expenditure."""
    words = measure.quantity
    code = measure.items[0]
    if len(measure.items) > 1 or words.side != "expenditure" or words.nature or words.group:
        return None
    if not _FUNCTIONAL.fullmatch(code):
        return None
    return FUNCTION, "/".join(code[:length] for length in (3, 5, 7) if length <= len(code))


def _total(measure: Measure) -> tuple[str, str] | None:
    words = measure.quantity
    if words.nature or words.group or words.source not in ("", *SCOPES):
        return None
    return {"revenue": ("total_in", ""), "expenditure": ("total_out", "")}.get(words.side)


def _named(labels: Sequence[str]) -> tuple[str, str] | None:
    found = read_name(labels[-1], Kind.MONEY, "万元") if labels else None
    return (found.quantity.id, "") if found is not None and found.quantity else None


def _three_public(measure: Measure) -> tuple[str, str] | None:
    """Return which of the three public expenses a cell is, by the name nearest to it."""
    for names in (measure.labels, measure.heads):
        for name in reversed(names):
            if _WHOLE.fullmatch(name):
                continue
            found = read_name(name, Kind.MONEY, "万元")
            if found is not None and found.quantity is not None:
                known = found.quantity.id
                return (known, "") if known in _THREE_PUBLIC else None
    return ("three_public", "") if measure.total or _WHOLE.search("".join(measure.heads)) else None
