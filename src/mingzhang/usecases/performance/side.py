"""Gives a report what it may say of the performance of its year, and the forms that it annexes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from mingzhang.docmodel.model import Block, Derivation, Orientation, PageBreak
from mingzhang.domain.book.performance_sheets import EvaluationRow
from mingzhang.domain.figures import Figures
from mingzhang.domain.performance.evaluation.facts import evaluation_facts
from mingzhang.domain.performance.evaluation.model import Evaluations
from mingzhang.domain.performance.forms.compose import copies
from mingzhang.domain.performance.forms.layout import form_table
from mingzhang.domain.performance.forms.load import FormSet
from mingzhang.domain.performance.forms.material import Material
from mingzhang.domain.performance.whole.facts import with_ratings
from mingzhang.domain.report.compile import Insertion
from mingzhang.domain.report.context import Context
from mingzhang.domain.report.performance_side import (
    PerformanceSide,
    side_figures,
    side_of,
    unit_side,
)
from mingzhang.facts.key import Entity, Scope
from mingzhang.rulebook.editions import NoEdition
from mingzhang.usecases.import_book import ImportedBook
from mingzhang.usecases.performance.forms import form_material, forms_of
from mingzhang.usecases.performance.year import PerformanceYear


def with_performance(context: Context, imported: ImportedBook) -> Context:
    """Return the context with goals, results and scores, and their figures.

    A unit's report has those of the projects that the unit carries out (column 单位编码 of 项目).
    The context as it is where the book has no performance side, or nothing of it is the unit's.
    """
    side, figures = _side_and_figures(imported, context.entity)
    if side is None:
        return context
    names = with_ratings(context.names, side.ratings.values())
    return replace(context, figures=figures, performance=side, names=names)


def figures_of(imported: ImportedBook) -> Figures:
    """Return every figure that a report of the department may print, scores among them."""
    return _side_and_figures(imported, imported.book.whole)[1]


def _side_and_figures(
    imported: ImportedBook, entity: Entity
) -> tuple[PerformanceSide | None, Figures]:
    year = PerformanceYear(imported)
    found = _evaluations(year)
    ratings = {each.row.code: each.rating for each in found.evaluations} if found else {}
    book = imported.book
    side = side_of(book, year.performance, year.scored, ratings)
    if side and entity.scope is Scope.UNIT and entity.code != book.only_unit:
        side = unit_side(side, book.unit(entity.code))
    if side is None:
        return None, Figures(imported.facts)
    counted = side_figures(book, side, year.figures, entity)
    rated = evaluation_facts(found) if found else {}
    return side, year.figures.with_computed({**counted, **rated})


def _evaluations(year: PerformanceYear) -> Evaluations | None:
    """Return the evaluations of the year; None without any, or without a system for them."""
    if not year.book.rows(EvaluationRow):
        return None
    try:
        return year.evaluations()
    except NoEdition:
        return None


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
    """Return the copies of a form, each on a page of its own; the page after is upright again."""
    blocks: list[Block] = []
    turned = False
    side = context.performance
    own = {project.code for project in side.performance.every} if side else set()
    for copy in copies(chosen, material, (), context.project or None):
        if copy.form.id == form and copy.subject.project.code in own:
            table = form_table(copy.form, material, copy.subject, copy.name)
            orientation = Orientation(copy.form.orientation)
            if blocks or orientation is Orientation.LANDSCAPE:
                blocks.append(PageBreak(orientation))
            blocks.append(table)
            turned = orientation is Orientation.LANDSCAPE
    return [*blocks, *([PageBreak()] if turned else ())]
