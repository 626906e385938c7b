"""Indicators of a form: wanted against reached, and the same told in words beside them.

That a goal was missed is no contradiction by itself; it is one where the form gives full marks for
it, or asks for no reason and gives none (RELATIONS.md C3). A text in the form that tells of an
indicator in its own words restates the row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mingzhang.domain.checks.formulas import Same
from mingzhang.domain.checks.model import Bound, Certainty, Observation, Relation, Role
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.quantities.restated import same
from mingzhang.extraction.tables.goal_forms import Form, Indicator, forms
from mingzhang.extraction.text.goal_names import is_same, named, topics, unit_of
from mingzhang.extraction.text.goal_statements import TIMES, Stated, as_printed, is_aim
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.wording import any_of

_SAME = Same()
_EXPLAINED = lazy_regex(any_of("not-done") + "|" + any_of("deviation"))
_LOWER = lazy_regex(any_of("lower-better"))
_RULE = "table.text"
#: So many paragraphs below a form may be its notes.
_NOTES = 4


def find(view: View) -> Iterator[Relation]:
    """Yield what the indicators of all forms must be."""
    for form in forms(view):
        below = _below(view, form)
        explained = _explains(form) or _EXPLAINED.search(below) is not None
        for each in form.indicators:
            # A note below the form may name the indicator and tell why.
            named_below = bool(each.names) and each.names[-1] in below
            yield from _met(form, each, explained=explained, named_below=named_below)
        yield from _restated(form.told, [(i, i.reached) for i in form.indicators])
        yield from _restated(form.aimed, [(i, i.wanted) for i in form.indicators])


def _explains(form: Form) -> bool:
    """Tell whether a form says anywhere that something was not reached."""
    return any(_EXPLAINED.search(cell.text) for line in form.lines for cell in line)


def _below(view: View, form: Form) -> str:
    """Return the notes that stand right below a form, in one text."""
    last = form.lines[-1][-1].place
    notes = []
    for passage in view.passages[last + 1 : last + 1 + _NOTES]:
        if passage.cell is not None:
            break
        notes.append(passage.text)
    return "\n".join(notes)


def _met(form: Form, each: Indicator, *, explained: bool, named_below: bool) -> Iterator[Relation]:
    wanted, reached = each.wanted, each.reached
    bound = each.bound or wanted.bound
    alike = (wanted.kind, wanted.scale) == (reached.kind, reached.scale)
    if not (alike or _is_amount(wanted, reached)) or not _is_wanted(each, bound):
        return
    if each.weight is not None and each.score is not None:
        if each.score.exact < each.weight.exact or not each.weight.value:
            return
        note = "该指标得满分"
    elif (each.explained or named_below) if form.gives_reasons else explained:
        return
    else:
        note = "表中没有说明未完成的原因"
    op = "≤" if bound is Bound.AT_MOST else "≥"
    yield Relation(
        "target.met", as_printed(reached), _SAME, (as_printed(wanted),), op=op,
        certainty=Certainty.LIKELY, note=note,
    )  # fmt: skip


def _is_amount(wanted: Observation, reached: Observation) -> bool:
    """Tell whether both are amounts of the same sort, be it in units of different size."""
    return wanted.kind is reached.kind and unit_of(wanted) == unit_of(reached)


def _is_wanted(each: Indicator, bound: Bound) -> bool:
    """Tell whether a goal is reached by as much or more (at most, where it says so)."""
    if bound is Bound.AT_MOST:
        return True
    if bound is Bound.ABOUT or _LOWER.search("".join(each.names)) or each.unit in TIMES:
        return False
    topic = named("".join(each.names), each.unit or unit_of(each.wanted))
    return is_aim(Stated(as_printed(each.wanted), topic))


def _restated(
    text: Passage | None, rows: Sequence[tuple[Indicator, Observation]]
) -> Iterator[Relation]:
    """Yield that what a text in the form tells in the same words is what the rows say."""
    if text is None or not rows:
        return
    told = [(as_printed(o), t) for o, t in topics(text) if _is_sharp(o)]
    known = [(as_printed(o), named(i.name, unit_of(o))) for i, o in rows if o.unit and _is_sharp(o)]
    for o, topic in known:
        fit = [x for x, other in told if is_same(topic, other)]
        if len(fit) == 1:
            yield _equal(fit[0], o)


def _is_sharp(o: Observation) -> bool:
    return o.role is Role.LEVEL and o.bound is not Bound.ABOUT


def _equal(told: Observation, row: Observation) -> Relation:
    made = same(told, row, Certainty.LIKELY)
    return Relation(_RULE, made.stated, made.formula, made.operands, certainty=made.certainty)
