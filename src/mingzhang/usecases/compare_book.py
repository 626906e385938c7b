"""Compares what a document prints with the facts of a book, figure by figure.

The report that the book would give is compiled, and its figures are found again in the document by
the words around them; so nothing has to be guessed from a label alone, and a difference names the
fact with the key, the exact value and the cells that it comes from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from mingzhang.docmodel.model import Derivation, Mark, Number
from mingzhang.docmodel.source import Unreadable
from mingzhang.domain.book.sheets import UnitRow
from mingzhang.domain.checks.model import Kind, Observation, Role, Severity
from mingzhang.domain.references import BadReference
from mingzhang.extraction.passages import View
from mingzhang.extraction.view import build
from mingzhang.kernel.problem import InputProblems
from mingzhang.kernel.rounding import half_up
from mingzhang.rulebook.editions import NoEdition
from mingzhang.usecases.checked.aligned import Pair, align, unpaired
from mingzhang.usecases.checked.model import Finding, Unexamined
from mingzhang.usecases.checked.ours import as_read
from mingzhang.usecases.checked.places import Places
from mingzhang.usecases.compile_report import compile_report
from mingzhang.usecases.import_book import ImportedBook, import_book

RULE = "book.differs"
TITLE = "与账套一致"
_ADVICE = "以账套为准改正报告；账套有误时先改账套，再重新生成报告"
_NO_PARTNER = "账套生成的报告里没有与它对应的数"
_BASIS = "账套"
_FEW = 6  # figures: of fewer, more than half may differ
_LEAST_SHARE = 10  # of a hundred figures; with fewer the book is likely another department's


@dataclass(frozen=True, slots=True)
class BookReport:
    """The report that a book gives, as the finders would see it, with the fact of each figure."""

    view: View
    numbers: dict[int, Number]
    derivations: dict[str, Derivation]
    name: str
    edition: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a comparison gave; `compared` are the numbers of the figures that were compared."""

    findings: tuple[Finding, ...]
    unexamined: tuple[Unexamined, ...]
    edition: str | None = None
    compared: frozenset[int] = frozenset()


class OpenBook:
    """A book to compare with; a report is compiled once, however many documents come."""

    def __init__(self, imported: ImportedBook) -> None:
        self.imported = imported
        self._reports: dict[str | None, BookReport] = {}

    @property
    def year(self) -> int:
        """Return the year of the book."""
        return self.imported.book.year

    def report(self, subject: str) -> BookReport:
        """Return the report to compare with: that of the unit named `subject`, if there is one.

        Raises Unreadable when there is no edition for the book's place and year.
        """
        book = self.imported.book
        units = (u for u in book.rows(UnitRow) if u.name == subject != book.department.name)
        unit = next((each.code for each in units), None)
        if unit not in self._reports:
            self._reports[unit] = self._compiled(unit)
        return self._reports[unit]

    def _compiled(self, unit: str | None) -> BookReport:
        try:
            compiled = compile_report(self.imported.book, self.imported.facts, unit)
        except (NoEdition, BadReference) as wrong:
            raise Unreadable("账套所在地区和年度没有可用的报告版本，没有与它核对") from wrong
        ours, judged = as_read(compiled.document), compiled.judged
        return BookReport(
            build(ours.source),
            ours.numbers,
            compiled.document.derivations,
            judged.name,
            judged.edition.id,
        )


@lru_cache(maxsize=2)
def open_book(folder: str) -> OpenBook:
    """Return a book. Raises Unreadable when it cannot be used, saying how to see why."""
    try:
        return OpenBook(import_book(Path(folder)))
    except InputProblems as wrong:
        raise Unreadable(
            f"账套有{len(wrong.problems)}处问题，没有与它核对；请先用 mingzhang book check 查看"
        ) from wrong


def compare_book(view: View, places: Places, book: OpenBook) -> Comparison:
    """Compare a document with a book; a document of another year is not compared.

    Raises Unreadable when the book gives no report to compare with.
    """
    if view.year is not None and view.year != book.year:
        reason = f"报告写的是{view.year}年度，账套是{book.year}年度，没有逐个核对"
        return Comparison((), (Unexamined(reason),))
    report = book.report(view.subject)
    pairs = [pair for pair in align(view, report.view) if _number(report, pair)]
    wrong = [pair for pair in pairs if not _agrees(pair, report)]
    figures = len(view.observations)
    if len(pairs) * 100 < figures * _LEAST_SHARE or len(wrong) * 2 > max(len(pairs), _FEW):
        reason = (
            f"报告的{figures}个数中有{len(pairs)}个能与账套（{report.name}）对应，"
            f"其中{len(wrong)}个不同，没有逐个核对；请看是不是同一部门、同一年度"
        )
        return Comparison((), (Unexamined(reason),), report.edition)
    findings = tuple(_differences(wrong, report, places))
    missing = tuple(Unexamined(_NO_PARTNER, places.of(each)) for each in unpaired(view, pairs))
    compared = frozenset(pair.one.number for pair in pairs)
    return Comparison(findings, missing, report.edition, compared)


def _number(report: BookReport, pair: Pair) -> Number | None:
    spans = pair.other.spans
    return report.numbers.get(spans[0].start) if spans else None


def _differences(wrong: Sequence[Pair], report: BookReport, places: Places) -> Iterator[Finding]:
    """Yield what differs; the same fact printed wrong in several places is one finding."""
    groups: dict[tuple[str, Decimal], list[Pair]] = {}
    for pair in wrong:
        number = _number(report, pair)
        if number is not None:
            groups.setdefault((number.key, pair.one.exact), []).append(pair)
    for (key, _), members in groups.items():
        disputed = any(n.mark is Mark.DISPUTED for p in members if (n := _number(report, p)))
        finding = _finding(members, places, report.derivations.get(key))
        yield _softened(finding) if disputed else finding


def _agrees(pair: Pair, report: BookReport) -> bool:
    """Tell whether a print is the fact rounded to its places, or as the report prints it."""
    ours, theirs, number = pair.one, pair.other, _number(report, pair)
    if number is None:
        return True
    if ours.direction and theirs.direction and ours.direction != theirs.direction and ours.value:
        return False
    # Where nothing tells a unit, the report means the one that it always uses there.
    scale = ours.scale if ours.unit else theirs.scale
    printed = ours.value * scale
    if abs(printed) == abs(theirs.value * theirs.scale):
        return True
    exact = _exact(number, report.derivations.get(number.key), theirs)
    return half_up(abs(exact) / scale, ours.places) == abs(ours.value)


def _exact(number: Number, derivation: Derivation | None, theirs: Observation) -> Decimal:
    """Return the exact value in yuan, as a plain number or a fraction."""
    if derivation is None or derivation.value is None:
        return number.value * theirs.scale
    return derivation.value * (theirs.scale if derivation.unit == number.unit else Decimal(1))


def _softened(finding: Finding) -> Finding:
    """Return a finding on a figure that the book itself marks as disputed."""
    message = f"{finding.message}（账套标为待核）"
    return replace(finding, severity=Severity.WARNING, message=message)


def _finding(members: Sequence[Pair], places: Places, derivation: Derivation | None) -> Finding:
    first = members[0]
    one, other = first.one, first.other
    sure = any(pair.sure for pair in members)
    stated, expected = _printed(one), _printed(other)
    name = derivation.label if derivation else other.label or other.subject
    exact = f"（精确值{derivation.exact}）" if derivation and derivation.exact else ""
    difference = one.exact - other.exact
    return Finding(
        rule=RULE,
        title=TITLE,
        severity=Severity.ERROR if sure else Severity.WARNING,
        message=f"报告写{stated}，账套为{expected}{exact}：{name}",
        evidence=tuple(places.of(pair.one) for pair in members),
        stated=_signed(one),
        expected=_signed(other),
        difference=f"{difference / one.scale:f}" if one.scale else None,
        tolerance=f"{Decimal(5).scaleb(-one.places - 1):f}",
        unit=one.unit,
        amount_yuan=f"{difference:f}" if one.kind is Kind.MONEY else None,
        impact=None,
        sums=_formula(name, derivation),
        basis=_source(derivation),
        advice=_ADVICE,
    )


def _formula(name: str, derivation: Derivation | None) -> tuple[str, ...]:
    """Return how the fact is computed, without how it is printed; nothing for a recorded one."""
    formula = derivation.formula.partition("；")[0] if derivation else ""
    return (f"账套：{name} = {formula}",) if formula else ()


def _printed(figure: Observation) -> str:
    ways = ("下降", "增长") if figure.role is Role.GROWTH else ("减少", "增加")
    way = ways[figure.direction > 0] if figure.direction else ""
    return f"{way}{figure.value:f}{figure.unit}"


def _signed(figure: Observation) -> str:
    return f"{figure.value * (figure.direction or 1):f}"


def _source(derivation: Derivation | None) -> str:
    if derivation is None:
        return _BASIS
    place = derivation.place
    if place:
        return f"{_BASIS}“{place.sheet}”表第{place.row}行“{place.column}”"
    return f"{_BASIS}（{derivation.provenance}）" if derivation.provenance else _BASIS
