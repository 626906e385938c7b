"""Do the figures of a book agree? Views and stated totals to the fen, each cause told once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from mingzhang.domain.book.views import VIEWED
from mingzhang.domain.figures import Figures
from mingzhang.facts.factset import Fact, FactSet, View
from mingzhang.facts.key import FactKey, Scope
from mingzhang.facts.reconcile import Disagreement, disagreements
from mingzhang.kernel.money import format_yuan, typed_in_wan
from mingzhang.kernel.problem import Place, Problem, rows_text
from mingzhang.rulebook.concepts import ancestors, concept, dimensions

#: How many spans of rows, and how many finer figures, one message names.
_SHOWN = 3
#: What an amount that is 10,000 times another one may be.
IN_WAN = "疑为万元，应以元填写"


@dataclass(slots=True)
class _Cause:
    """The coarsest figure on which views differ, and what differs below it for that reason."""

    head: Disagreement
    finer: list[Disagreement] = field(default_factory=list)


def agreement(facts: FactSet, wrong_codes: Collection[str] = ()) -> Iterator[Problem]:
    """Yield every figure on which views or stated totals differ, one problem for each cause.

    A figure by one of `wrong_codes`, which are problems already, is left out.
    """
    found = [d for d in _of_whole(facts) if not _names(d.key, wrong_codes)]
    causes: list[_Cause] = []
    for each in sorted(found, key=_coarseness):
        cause = next((c for c in causes if _follows(each, c.head)), None)
        if cause is None:
            causes.append(_Cause(each))
        else:
            cause.finer.append(each)
    yield from (_told(facts, cause) for cause in causes)
    yield from _stated_totals(facts)


def label_of(key: FactKey) -> str:
    """Return a figure for people, without brackets of its own: U02 支出，支出性质=基本支出."""
    unit = f"{key.entity.code} " if key.entity.scope is Scope.UNIT else ""
    dims = [f"{dimensions()[d].label}={dimensions()[d].label_of(v)}" for d, v in key.dims]
    return unit + "，".join([concept(key.concept).label, *dims])


def _of_whole(facts: FactSet) -> list[Disagreement]:
    """Return what disagrees; what does so for the only unit as for the department counts once."""
    found = disagreements(facts)
    whole = {(d.key.dims, d.left.code, d.right.code) for d in found if d.key.entity == facts.whole}
    return [
        d
        for d in found
        if d.key.entity == facts.whole
        or len(facts.units) != 1
        or (d.key.dims, d.left.code, d.right.code) not in whole
    ]


def _names(key: FactKey, codes: Collection[str]) -> bool:
    return any(value in codes for _, value in key.dims)


def _coarseness(found: Disagreement) -> tuple[bool, int, int]:
    depth = sum(len(ancestors(d, v)) for d, v in found.key.dims)
    return found.key.entity.scope is Scope.UNIT, len(found.key.dims), depth


def _follows(finer: Disagreement, head: Disagreement) -> bool:
    """Tell whether a difference lies below another and has its views, or a view and its amount."""
    views = {finer.left.code, finer.right.code}
    shared = views & {head.left.code, head.right.code}
    same = abs(finer.difference) == abs(head.difference)
    return _covers(head.key, finer.key) and (len(shared) == 2 or (len(shared) == 1 and same))


def _covers(above: FactKey, below: FactKey) -> bool:
    if (above.concept, above.period, above.stage) != (below.concept, below.period, below.stage):
        return False
    if above.entity != below.entity and above.entity.scope is Scope.UNIT:
        return False
    given = dict(below.dims)
    return all(d in given and v in ancestors(d, given[d]) for d, v in above.dims)


def _told(facts: FactSet, cause: _Cause) -> Problem:
    head = cause.head
    left, right = (_side(facts, head, view) for view in (head.left, head.right))
    remedy = f"相差 {format_yuan(head.difference)} 元，核对{left.where}和{right.where}"
    return Problem(
        _place(facts, cause),
        f"{label_of(head.key)}：{left.name} {format_yuan(head.left_value)}",
        f"与{right.name}一致：{format_yuan(head.right_value)}",
        remedy + _finer_text(cause) + _wan_text(facts, head),
    )


@dataclass(frozen=True, slots=True)
class _Side:
    name: str
    where: str


def _side(facts: FactSet, found: Disagreement, view: View) -> _Side:
    rows = facts.rows_of(view, found.key)
    _, _, sheet, margin, *_ = (*view.code.split(":"), "", "")
    sheets = [sheet] if sheet else sorted({f.source.sheet for f in facts.facts(view.code)})
    own = f"视图{margin}" if margin and sheet in VIEWED else ""
    where = "、".join(
        f"{sheet}表{rows_text([f.source.row for f in rows if f.source.sheet == sheet], _SHOWN)}"
        for sheet in sorted({f.source.sheet for f in rows})
    )
    name = "、".join(f"{sheet}表" for sheet in sheets) + own
    return _Side(name, where or f"{name}（没有此项的行）")


def _finer_text(cause: _Cause) -> str:
    """Say how many finer figures differ for the same reason, and name the finest of them."""
    if not cause.finer:
        return ""
    keys = {d.key for d in cause.finer} | {cause.head.key}
    finest = {
        d.key: d
        for d in reversed(cause.finer)
        if not any(_covers(d.key, k) for k in keys if k != d.key) and d.key != cause.head.key
    }
    told = f"；由此另有 {len(cause.finer)} 处更细的口径不一致"
    if finest:
        named = [f"{label_of(k)} {format_yuan(d.difference)}" for k, d in finest.items()]
        more = "等" if len(named) > _SHOWN else ""
        told += f"，最细处：{'；'.join(named[:_SHOWN])}{more}"
    return told


def _wan_text(facts: FactSet, found: Disagreement) -> str:
    """Say which side, or which row of the smaller one, looks like 万元."""
    sides = sorted(
        ((found.left_value, found.left), (found.right_value, found.right)),
        key=lambda side: abs(side[0]),
    )
    (small, view), (large, _) = sides
    if typed_in_wan(small, large):
        return f"；{format_yuan(small)} {IN_WAN}"
    for fact in facts.rows_of(view, found.key):
        if fact.value is not None and typed_in_wan(fact.value, fact.value + large - small):
            where = f"{fact.source.sheet}表第{fact.source.row}行"
            return f"；{where} {format_yuan(fact.value)} {IN_WAN}"
    return ""


def _place(facts: FactSet, cause: _Cause) -> Place:
    """Return where to look first: a single row of the view that takes part in every difference.

    Where the differences have two views in common, the row that states the coarsest figure; where
    no single row does, the sheet.
    """
    every = [cause.head, *cause.finer]
    parts = Counter(v.code for d in every for v in (d.left, d.right))
    views = {v.code: v for v in (cause.head.left, cause.head.right)}
    often = max(parts[code] for code in views)
    suspects = [v for code, v in views.items() if parts[code] == often]
    for found in (cause.head, *reversed(cause.finer)):
        for view in suspects:
            rows = facts.rows_of(view, found.key)
            if len(rows) == 1:
                return place_of(rows[0])
    return Place(facts.facts(suspects[0].code)[0].source.sheet)


def place_of(fact: Fact) -> Place:
    """Return the cell that a fact was read from."""
    return Place(fact.source.sheet, fact.source.row, fact.source.column)


def _stated_totals(facts: FactSet) -> Iterator[Problem]:
    """A figure stated in a row must be what its formula gives, where all operands are known."""
    figures = Figures(facts)
    for view in facts.views():
        for fact in facts.facts(view.code) if not view.complete else ():
            formula = figures.formula(fact.key)
            if formula is None or fact.value is None:
                continue
            values = [v for k in formula.operands if (v := figures.value(k)) is not None]
            if len(values) < len(formula.operands) or formula.combine(values) == fact.value:
                continue
            right = formula.combine(values)
            small, large = sorted((fact.value, right), key=abs)
            hint = f"；{format_yuan(small)} {IN_WAN}" if typed_in_wan(small, large) else ""
            yield Problem(
                place_of(fact),
                f"{label_of(fact.key)}：{format_yuan(fact.value)}",
                f"{formula.text}＝{format_yuan(right)}",
                f"相差 {format_yuan(fact.value - right)} 元，核对本行和所列各项{hint}",
            )
