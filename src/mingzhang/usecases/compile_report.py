"""Compiles a department's year into its statements and its report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from mingzhang.docmodel.model import Block, Cover, Derivation, Document, Mark, numbers
from mingzhang.domain.book.model import Book
from mingzhang.domain.book.sheets import ProjectRow, UnitRow
from mingzhang.domain.derivations import Told, derivations
from mingzhang.domain.figures import Figures
from mingzhang.domain.report.compile import compile_blocks
from mingzhang.domain.report.context import Context, make_context
from mingzhang.domain.report.notes import doubt_text
from mingzhang.domain.statements.explain import cell_derivations, with_moves
from mingzhang.domain.statements.fill import fill
from mingzhang.domain.statements.identities import judge
from mingzhang.domain.statements.load import statement_set
from mingzhang.domain.statements.printed import Policy, prints_of
from mingzhang.domain.statements.render import Style, blocks
from mingzhang.domain.statements.statement import Statements
from mingzhang.facts.factset import FactSet
from mingzhang.facts.key import Entity, FactKey, Scope
from mingzhang.usecases.import_book import ImportedBook, report_edition
from mingzhang.usecases.judged import Judged
from mingzhang.usecases.performance.side import form_inserts, with_performance


@dataclass(frozen=True, slots=True)
class CompiledReport:
    """A report: the document, its statements, and the verdicts on their identities.

    `gaps` say with full keys what is missing; the document says it in plain words.
    """

    document: Document
    statements: Statements
    judged: Judged
    gaps: tuple[str, ...] = ()


def report_entity(book: Book, unit: str | None) -> Entity:
    """Return whose report it is: a unit's, or the department's. KeyError: no such unit."""
    return Entity(book.unit(unit).code, Scope.UNIT) if unit else book.whole


def compile_report(book: Book, facts: FactSet, unit: str | None = None) -> CompiledReport:
    """Return the final-accounts report of a department, or of one unit, from its facts.

    The same book and facts give the same document. Raises NoEdition when the rulebook has no
    edition for the place and year, BadReference when a text names what does not exist.
    """
    figures = Figures(facts)
    entity = report_entity(book, unit)
    edition = statement_set(book.department.region, book.year)
    projects = {p.code: p.name for p in book.rows(ProjectRow)}
    statements = fill(edition, figures, entity, book.year, projects)
    judgements = tuple(judge(edition, statements))
    made = make_context(book, figures, report_edition(book), entity)
    imported = ImportedBook(book, facts)
    context = with_performance(made, imported)
    style = _style(context)
    policy: Policy = "balanced" if book.department.display_policy == "balanced" else "true"
    prints = prints_of(statements, policy, judgements, figures.quantity)
    context = replace(context, printed=prints.facts)
    tables = blocks(edition, statements, style, prints.cells)
    forms = form_inserts(context, imported)
    body = compile_blocks(context, {"statements": lambda _: tables, **forms.inserts})
    document = document_of(context, body)
    cells = {**forms.derivations, **cell_derivations(edition, statements)}
    told = with_moves(derivations_of(context, document, cells), statements, prints)
    judged = Judged(edition, entity, context.name, book.year, judgements)
    gaps = tuple(context.findings.gaps)
    return CompiledReport(replace(document, derivations=told), statements, judged, gaps)


def document_of(context: Context, body: Sequence[Block]) -> Document:
    """Return the document of a report's blocks, without derivations."""
    return Document(
        title=next(("".join(b.title) for b in body if isinstance(b, Cover)), ""),
        publisher=context.name,
        date=context.book.department.publish_date.isoformat(),
        blocks=tuple(body),
        gaps=tuple(context.findings.shown),
    )


def derivations_of(
    context: Context, document: Document, cells: Mapping[str, Derivation]
) -> dict[str, Derivation]:
    """Return how every figure of a document came about; `cells` are told already."""
    keys = {n.key for n in numbers(document)} - set(cells)
    operands = {o.key for d in cells.values() for o in d.operands if o.key} - set(cells)
    words = Told(
        {unit.code: unit.name for unit in context.book.rows(UnitRow)},
        {key: doubt_text(row) for key, row in context.disputed.items()},
        context.names,
    )
    wanted = (FactKey.parse(k) for k in sorted(keys | operands))
    told = derivations(context.figures, wanted, words)
    return dict(sorted({**told, **cells}.items()))


def _style(context: Context) -> Style:
    return Style(context.name, dict.fromkeys(context.disputed, Mark.DISPUTED))
