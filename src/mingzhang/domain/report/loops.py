"""What a sentence or chart may be repeated for: `each` names, one function each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from mingzhang.domain.book.sheets import OverseasGroupRow
from mingzhang.domain.references import BadReference
from mingzhang.domain.report.context import Binding, Context
from mingzhang.domain.report.performance_loops import LOOPS as PERFORMANCE
from mingzhang.facts.key import FactKey
from mingzhang.kernel.code import within
from mingzhang.rulebook.classification import economic, functional
from mingzhang.rulebook.concepts import dimension

Turn = Mapping[str, Binding]


def _key(context: Context, concept: str, **dims: str) -> FactKey:
    return FactKey.of(concept, context.entity, context.book.year, dims=dims)


def _codes(context: Context, key: FactKey, dim: str) -> tuple[str, ...]:
    known = context.figures.facts.known_values(key, dim)
    return tuple(c for c in known if c.isdigit())


def finest(codes: Iterable[str]) -> list[str]:
    """Return the codes that no other code lies below, in code order."""
    every = sorted(set(codes))
    return [c for c in every if not any(o != c and within(o, c) for o in every)]


def path_name(code: str, year: int) -> str:
    """Return 一般公共服务支出（类）商贸事务（款）行政运行（项） as of the year."""
    classification = functional(year)
    parts = []
    for length in (3, 5, 7):
        item = classification.find(code[:length]) if length <= len(code) else None
        if length <= len(code):
            parts.append(f"{item.name if item else code[:length]}（{'类款项'[(length - 3) // 2]}）")
    return "".join(parts)


def _every_function_item(context: Context) -> list[Turn]:
    """Finest functional codes of all spending; the name is the whole path."""
    base = _key(context, "expenditure")
    return [
        {"item": base.with_dims(function=c), "item.name": path_name(c, context.book.year)}
        for c in finest(_codes(context, base, "function"))
    ]


def _function_items(budget: str) -> Callable[[Context], list[Turn]]:
    def turns(context: Context) -> list[Turn]:
        base = _key(context, "expenditure", budget=budget)
        return [
            {"item": base.with_dims(function=c), "item.name": path_name(c, context.book.year)}
            for c in finest(_codes(context, base, "function"))
        ]

    turns.__doc__ = f"Finest functional codes of spending of budget `{budget}`, by whole path."
    return turns


def _function_classes(**dims: str) -> Callable[[Context], list[Turn]]:
    def turns(context: Context) -> list[Turn]:
        base = _key(context, "expenditure", **dims)
        names = functional(context.book.year)
        classes = sorted({c[:3] for c in _codes(context, base, "function")})
        return [
            {"item": base.with_dims(function=c), "item.name": i.name if (i := names.find(c)) else c}
            for c in classes
        ]

    turns.__doc__ = f"Functional classes of {'general-budget' if dims else 'all'} spending."
    return turns


def _listed(
    name: str, concept: str, dim: str, *, only_nonzero: bool = False, optional: bool = False
) -> Callable[[Context], list[Turn]]:
    """A loop over the top values of a dimension, in the rulebook's or the edition's order.

    A value that is not known keeps its turn, so that the text shows the gap; an optional breakdown
    of which nothing is known has no turns.
    """

    def turns(context: Context) -> list[Turn]:
        listed = context.edition.lists.get(name)
        values = listed or [
            (v.code, v.full or v.label) for v in dimension(dim).values.values() if v.parent is None
        ]
        named = [(_key(context, concept, **{dim: value}), label) for value, label in values]
        amounts = [context.figures.value(key) for key, _ in named]
        if optional and all(amount is None for amount in amounts):
            return []
        return [
            {"item": key, "item.name": label}
            for (key, label), amount in zip(named, amounts, strict=True)
            if not (only_nonzero and amount == 0 and listed is None)
        ]

    kept = "without zeros" if only_nonzero else "zeros too"
    kept += ", none where nothing is known" if optional else ""
    turns.__doc__ = (
        f"Values of `{dim}` with their `{concept}`: the top ones, {kept}; "
        f"an edition's list `{name}` names others, with their zeros."
    )
    return turns


def _sources(context: Context) -> list[Turn]:
    """Income sources as the form lists them: the three fiscal ones, then the others."""
    values = dimension("source").values.values()
    shown = [v for v in values if v.code != "fiscal" and v.parent in (None, "fiscal")]
    return [{"item": _key(context, "revenue", source=v.code), "item.name": v.label} for v in shown]


def _nonzero(loop: Callable[[Context], list[Turn]]) -> Callable[[Context], list[Turn]]:
    def turns(context: Context) -> list[Turn]:
        return [
            t
            for t in loop(context)
            if isinstance(k := t["item"], FactKey) and context.figures.value(k) != 0
        ]

    turns.__doc__ = f"{loop.__doc__} Without zeros."
    return turns


def _reception_parts(context: Context) -> list[Turn]:
    """Parts of domestic receptions: amount (`item`), `batches`, `persons`; what is not zero.

    An edition's list `reception_parts` names others, with their zeros; the unknown is left out,
    for the whole tells it.
    """
    below = [v for v in dimension("item").values.values() if v.parent == "reception_home"]
    listed = context.edition.lists.get("reception_parts")
    turns: list[Turn] = []
    for value, label in listed or [(v.code, v.label) for v in below]:
        amount = _key(context, "three_public", item=value)
        counts = {
            "batches": _key(context, "reception_batches", item=value),
            "persons": _key(context, "reception_persons", item=value),
        }
        known = [context.figures.value(key) for key in (amount, *counts.values())]
        if any(known) or (listed and known[0] is not None):
            turns.append({"item": amount, "item.name": label, **counts})
    return turns


def _groups(context: Context) -> list[Turn]:
    """Groups abroad: persons (`item`, `own`), `destinations`, `purpose`, `result`."""
    turns: dict[str, Turn] = {}
    for row in context.book.rows(OverseasGroupRow):
        if not context.is_department and row.unit != context.entity.code:
            continue
        turns.setdefault(  # a group of two units is told once
            row.group,
            {
                "item": _key(context, "overseas_persons", group=row.group, whose="whole"),
                "own": _key(context, "overseas_persons", group=row.group, whose="own"),
                "item.name": row.group,
                "destinations": row.destinations,
                "purpose": row.purpose.rstrip("。"),
                "result": f"。{row.result.rstrip('。')}" if row.result else "",
            },
        )
    return list(turns.values())


def _economic_names(kind: str) -> Callable[[Context], list[Turn]]:
    """Names of the economic items that basic expenditure of a kind consists of."""

    def turns(context: Context) -> list[Turn]:
        base = _key(context, "expenditure", budget="general", nature="basic", economic=kind)
        names = economic(context.book.year)
        return [
            {"item": base.with_dims(economic=c), "item.name": i.name if (i := names.find(c)) else c}
            for c in finest(_codes(context, base, "economic"))
        ]

    turns.__doc__ = f"Finest economic codes of general-budget basic expenditure on `{kind}`."
    return turns


def _units(context: Context) -> list[Turn]:
    """Units other than the department's own office, by name."""
    return [{"item.name": u.name} for u in context.units() if not u.own_office]


def _offices(context: Context) -> list[Turn]:
    """Offices of the unit that reports, by name.

    In the department's report those of its only unit, unless the office wrote of them itself.
    """
    units = context.units()
    if len(units) != 1 or (context.is_department and context.narrative("一.机构")):
        return []
    return [{"item.name": name} for name in units[0].offices.split("、") if name]


LOOPS: dict[str, Callable[[Context], list[Turn]]] = {
    "function_items": _function_items("general"),
    "fund_items": _function_items("fund"),
    "capital_items": _function_items("capital"),
    "every_function_item": _every_function_item,
    "function_classes": _function_classes(budget="general"),
    "function_classes_all": _function_classes(),
    "sources": _sources,
    "sources_nonzero": _nonzero(_sources),
    "natures": _listed("natures", "expenditure", "nature"),
    "natures_nonzero": _listed("natures_nonzero", "expenditure", "nature", only_nonzero=True),
    "three_public": _listed("three_public", "three_public", "item"),
    "three_public_nonzero": _listed(
        "three_public_nonzero", "three_public", "item", only_nonzero=True
    ),
    "vehicle_kinds": _listed(
        "vehicle_kinds", "vehicles_owned", "vehicle_kind", only_nonzero=True, optional=True
    ),
    "body_types": _listed(
        "body_types", "vehicles_owned", "body_type", only_nonzero=True, optional=True
    ),
    "equipment": _listed("equipment", "equipment_count", "equipment"),
    "reception_parts": _reception_parts,
    "staff_kinds": _listed("staff_kinds", "staff", "staff_kind", only_nonzero=True, optional=True),
    "quota_kinds": _listed(
        "quota_kinds", "staff_quota", "staff_kind", only_nonzero=True, optional=True
    ),
    "groups": _groups,
    "personnel_names": _economic_names("personnel"),
    "public_use_names": _economic_names("public_use"),
    "units": _units,
    "offices": _offices,
    "subordinate_kinds": _listed(
        "subordinate_kinds", "subordinate_units", "unit_kind", only_nonzero=True, optional=True
    ),
    **PERFORMANCE,
}


def turns_of(context: Context, loop: str) -> list[Turn]:
    """Return the turns of a loop by its name. Raises BadReference for an unknown one."""
    if loop not in LOOPS:
        raise BadReference(f"未知的循环“{loop}”；可用：{'、'.join(LOOPS)}")
    return LOOPS[loop](context)
