"""Compiles a department's year into its statements and its report."""

from __future__ import annotations

from collections.abc import Iterable
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
from mingzhang.domain.statements.load import StatementSet, statement_set
from mingzhang.domain.statements.printed import Policy, Prints, prints_of
from mingzhang.domain.statements.render import Style, blocks
from mingzhang.domain.statements.statement import Statements
from mingzhang.facts.factset import FactSet
from mingzhang.facts.key import Entity, FactKey, Scope
from mingzhang.usecases.import_book import report_edition
from mingzhang.usecases.judged import Judged


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
    context = make_context(book, figures, report_edition(book), entity)
    style = _style(context)
    policy: Policy = "balanced" if book.department.display_policy == "balanced" else "true"
    prints = prints_of(statements, policy, judgements, figures.quantity)
    context = replace(context, printed=prints.facts)
    tables = blocks(edition, statements, style, prints.cells)
    body = compile_blocks(context, {"statements": lambda _: tables})
    document = Document(
        title=_title(body),
        publisher=context.name,
        date=book.department.publish_date.isoformat(),
        blocks=tuple(body),
        gaps=tuple(context.findings.shown),
    )
    told = _derivations(context, document, edition, statements, prints)
    judged = Judged(edition, entity, context.name, book.year, judgements)
    gaps = tuple(context.findings.gaps)
    return CompiledReport(replace(document, derivations=told), statements, judged, gaps)


def _style(context: Context) -> Style:
    return Style(context.name, dict.fromkeys(context.disputed, Mark.DISPUTED))


def _title(body: Iterable[Block]) -> str:
    return next(("".join(b.title) for b in body if isinstance(b, Cover)), "")


def _derivations(
    context: Context,
    document: Document,
    edition: StatementSet,
    statements: Statements,
    prints: Prints,
) -> dict[str, Derivation]:
    cells = cell_derivations(edition, statements)
    keys = {n.key for n in numbers(document)} - set(cells)
    operands = {o.key for d in cells.values() for o in d.operands} - set(cells)
    words = Told(
        {unit.code: unit.name for unit in context.book.rows(UnitRow)},
        {key: doubt_text(row) for key, row in context.disputed.items()},
    )
    wanted = (FactKey.parse(k) for k in sorted(keys | operands))
    told = derivations(context.figures, wanted, words)
    return with_moves(dict(sorted({**told, **cells}.items())), statements, prints)
