"""Forms of a year as one document: a page for each, in the order of the edition."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from mingzhang.docmodel.model import Block, Derivation, Document, Orientation, PageBreak, numbers
from mingzhang.domain.derivations import Told, derivations
from mingzhang.domain.performance.forms.layout import form_table
from mingzhang.domain.performance.forms.load import FormSet
from mingzhang.domain.performance.forms.loops import LOOPS
from mingzhang.domain.performance.forms.material import Material, Subject
from mingzhang.domain.performance.forms.model import Form
from mingzhang.domain.performance.model import Project
from mingzhang.facts.key import FactKey

_TITLE = "预算绩效管理表格"
_WORKED = "cell("


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a form: what it is about, and its name among all."""

    form: Form
    subject: Subject
    name: str


def copies(
    chosen: FormSet, material: Material, forms: Collection[str] = (), project: str | None = None
) -> tuple[Copy, ...]:
    """Return the copies to print: of every form, or of those named, each for what it is about.

    A form without anything to say is printed only where it is named. `project` keeps those of one
    project ("" the whole department). KeyError: no such form or project.
    """
    wanted = [chosen.forms[name] for name in forms] or list(chosen.forms.values())
    if project is not None:
        material.performance.project(project)
    found = []
    for form in wanted:
        for subject in _subjects(form, material):
            if project is not None and subject.project.code != project:
                continue
            if form.id in forms or LOOPS[form.when](material, subject):
                found.append(Copy(form, subject, _name(form, subject)))
    return tuple(found)


def _subjects(form: Form, material: Material) -> Iterator[Subject]:
    performance = material.performance
    match form.scope:
        case "department":
            yield Subject(performance.whole)
        case "project":
            yield from map(Subject, performance.projects)
        case "goal":
            yield from map(Subject, performance.every)
        case "checkpoint":
            for project in performance.projects:
                yield from (Subject(project, on) for on in _checkpoints(project, performance.year))
        case _:
            for code, sheet in material.sheets.items():
                yield Subject(performance.project(sheet.project), evaluation=code)


def _checkpoints(project: Project, year: int) -> list[date]:
    reported = {report.on for each in project.actuals.values() for report in each}
    days = reported | {step.on for step in project.progress}
    return sorted(day for day in days if (day.month, day.day) != (12, 31) and day.year == year)


def _name(form: Form, subject: Subject) -> str:
    """Return a name that no other copy has; it also names the sheet of a workbook."""
    about = subject.evaluation or subject.project.code
    day = f"{subject.on.month:02}{subject.on.day:02}" if subject.on else ""
    return "-".join(filter(None, (form.short, about, day)))


def document_of(printed: Collection[Copy], material: Material) -> Document:
    """Return the copies as a document, each on a page of its own.

    The same year and copies give the same document.
    """
    blocks: list[Block] = []
    for copy in printed:
        table = form_table(copy.form, material, copy.subject, copy.name)
        blocks += [PageBreak(Orientation(copy.form.orientation)), table]
    department = material.book.department
    document = Document(
        title=f"{department.name}{material.performance.year}年度{_TITLE}",
        publisher=department.name,
        date=department.publish_date.isoformat(),
        blocks=tuple(blocks),
    )
    return Document(
        document.title,
        document.publisher,
        document.date,
        document.blocks,
        _derivations(document, material),
    )


def _derivations(document: Document, material: Material) -> dict[str, Derivation]:
    keys = {number.key for number in numbers(document)}
    facts = (FactKey.parse(key) for key in sorted(keys) if not key.startswith(_WORKED))
    told = derivations(material.figures, facts, Told(names=material.names))
    own = {key: material.derivations[key] for key in keys if key.startswith(_WORKED)}
    return dict(sorted({**told, **own}.items()))
