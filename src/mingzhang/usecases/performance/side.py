"""Gives a report what it may say of the performance of its year, and the forms that it annexes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from mingzhang.docmodel.model import Block, Derivation, Orientation, PageBreak
from mingzhang.domain.figures import Figures
from mingzhang.domain.performance.forms.compose import copies
from mingzhang.domain.performance.forms.layout import form_table
from mingzhang.domain.performance.forms.load import FormSet
from mingzhang.domain.performance.forms.material import Material
from mingzhang.domain.report.compile import Insertion
from mingzhang.domain.report.context import Context
from mingzhang.domain.report.performance_side import PerformanceSide, side_figures, side_of
from mingzhang.rulebook.editions import NoEdition
from mingzhang.usecases.import_book import ImportedBook
from mingzhang.usecases.performance.forms import form_material, forms_of
from mingzhang.usecases.performance.year import PerformanceYear


def with_performance(context: Context, imported: ImportedBook) -> Context:
    """Return the context with goals, results and scores, and their figures.

    The context as it is where the book has no performance side, and for a unit's report: goals and
    scores are the department's.
    """
    if not context.is_department:
        return context
    side, figures = _side_and_figures(imported)
    return replace(context, figures=figures, performance=side) if side else context


def figures_of(imported: ImportedBook) -> Figures:
    """Return every figure that a report of the department may print, scores among them."""
    return _side_and_figures(imported)[1]


def _side_and_figures(imported: ImportedBook) -> tuple[PerformanceSide | None, Figures]:
    year = PerformanceYear(imported)
    side = side_of(imported.book, year.performance, year.scored)
    if side is None:
        return None, Figures(imported.facts)
    counted = side_figures(imported.book, side, year.figures)
    return side, year.figures.with_computed(counted)


@dataclass(frozen=True, slots=True)
class FormInserts:
    """Official forms as inserts of a report, by id of the form.

    `derivations` tell, once the forms are made, how those of their figures came about that are no
    facts.
    """

    inserts: Mapping[str, Insertion] = field(default_factory=dict)
    derivations: Mapping[str, Derivation] = field(default_factory=dict)


def form_inserts(context: Context, imported: ImportedBook) -> FormInserts:
    """Return the forms of the place and year; none where there is no performance side.

    A form is filled in for the project that is spoken of; in a report on the whole department one
    of projects is annexed for each.
    """
    if context.performance is None:
        return FormInserts()
    try:
        chosen = forms_of(imported)
    except NoEdition:
        return FormInserts()
    material = form_material(imported)
    made = {form: partial(_form, chosen, material, form) for form in chosen.forms}
    return FormInserts(made, material.derivations)


def _form(chosen: FormSet, material: Material, form: str, context: Context) -> list[Block]:
    blocks: list[Block] = []
    for copy in copies(chosen, material, (), context.project or None):
        if copy.form.id == form:
            table = form_table(copy.form, material, copy.subject, copy.name)
            blocks += [*_turned(copy.form.orientation), table]
    return [*blocks, *([PageBreak()] if any(isinstance(b, PageBreak) for b in blocks) else ())]


def _turned(orientation: str) -> Iterator[PageBreak]:
    """Yield the page that a form needs when it lies across."""
    if Orientation(orientation) is Orientation.LANDSCAPE:
        yield PageBreak(Orientation.LANDSCAPE)
