"""Compiles a department's year into its statements and its report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mingzhang.docmodel.model import Block, Document, numbers
from mingzhang.domain.book.model import Book
from mingzhang.domain.derivations import derivations
from mingzhang.domain.figures import Figures
from mingzhang.domain.report.compile import compile_blocks
from mingzhang.domain.report.context import Context, make_context
from mingzhang.facts.factset import FactSet
from mingzhang.facts.key import Entity, FactKey, Scope
from mingzhang.usecases.import_book import report_edition


@dataclass(frozen=True, slots=True)
class CompiledReport:
    """A report: the document, and what is missing in it."""

    document: Document
    gaps: tuple[str, ...]


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
    context = make_context(book, figures, report_edition(book), entity)
    blocks = compile_blocks(context, {"statements": _statements})
    document = Document(
        title="".join(_title(blocks)),
        publisher=context.name,
        date=book.department.publish_date.isoformat(),
        blocks=tuple(blocks),
    )
    keys = {n.key: FactKey.parse(n.key) for n in numbers(document)}
    told = derivations(figures, keys.values())
    gaps = tuple(context.findings.gaps)
    return CompiledReport(
        Document(document.title, document.publisher, document.date, document.blocks, told, gaps),
        gaps,
    )


def _title(blocks: Iterable[Block]) -> tuple[str, ...]:
    from mingzhang.docmodel.model import Cover

    return next((b.title for b in blocks if isinstance(b, Cover)), ())


def _statements(context: Context) -> Iterable[Block]:
    return ()
