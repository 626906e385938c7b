"""The documents that slips are planted in: real ones, as texts and PDFs, and our own reports."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from mingzhang.docmodel.model import Block, Document, Number, Table, numbers
from mingzhang.docmodel.source import SourceDocument
from mingzhang.documents.docx.write import write_docx
from mingzhang.documents.html.write import write_html
from mingzhang.documents.pdf.fonts import find_fonts
from mingzhang.documents.pdf.write import write_pdf
from mingzhang.documents.readers import registry
from mingzhang.documents.readers.typed.text import read_text
from mingzhang.documents.text import write_text
from mingzhang.documents.xlsx.write import write_xlsx
from mingzhang.usecases.compile_report import CompiledReport, compile_report
from mingzhang.usecases.import_book import import_book
from tools.accuracy import targets as kinds
from tools.accuracy.case import Case
from tools.accuracy.claims import read_claims
from tools.accuracy.located import located
from tools.accuracy.placed import placed_targets
from tools.accuracy.table_ties import table_ties
from tools.accuracy.targets import Target, find_targets, report_year
from tools.accuracy.text_ties import text_ties
from tools.accuracy.ties import Tie, from_claims, from_report
from tools.accuracy.typeset import moved, typeset

EXAMPLES = Path(__file__).parents[2] / "examples"
BOOKS = ("luzhou-2023", "yanjiang-2020", "demo-2024")
FORMATS: Mapping[str, Callable[[Document], bytes]] = {
    "txt": write_text,
    "html": write_html,
    "docx": write_docx,
    "pdf": lambda document: write_pdf(document, find_fonts()).data,
    "xlsx": write_xlsx,
}
#: Formats whose text alone does not tell what stands in a cell.
_PLACED = frozenset(("pdf", "xlsx"))
#: Real documents by the name that the hand list has for them: folder and beginning of the file.
_PLACES = (("seeds", "0*.txt", 3), ("samples", "CQ*.txt", 2), ("samples/fragments", "F*.txt", 3))
#: No rule was developed on these: they are measured last, and apart.
HELD_BACK = ("SH市级_上海市财政局_2025预算.pdf", "江苏省政协办公厅2018年度部门预算.pdf")


def document_files(corpus: Path) -> dict[str, Path]:
    """Return the text files of a corpus by the short name of each (000, CQ, F01)."""
    return {
        path.name[:length]: path
        for folder, pattern, length in _PLACES
        for path in sorted((corpus / folder).glob(pattern))
    }


def pdf_files(corpus: Path) -> dict[str, Path]:
    """Return the PDF files of a corpus by name, without what a name says twice."""
    files = sorted((corpus / "samples").glob("*.pdf"))
    return {path.name.rpartition("__")[2]: path for path in files}


def real_case(name: str, path: Path) -> Case:
    """Return a real document with the hand list's relations."""
    document = read_text(path.read_bytes(), name)
    claims = [claim for claim in read_claims() if claim.document == name]
    lines = document.text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    found = {t.start: t for t in find_targets(document.text, report_year(document.text))}
    for claim in claims:
        for ref in claim.equation.refs:
            start, end = ref.find(lines)
            begin = starts[ref.line - 1] + start
            if claim.kind in {"base_year", "report_year"} and begin not in found:
                place = "compared" if claim.kind == "base_year" else "stated"
                size = end - start
                found[begin] = Target(kinds.YEAR, begin, begin + size, ref.text, place)
    ordered = tuple(found[start] for start in sorted(found))
    at = {}
    for number, target in enumerate(ordered):
        row = bisect_right(starts, target.start)
        at[row, target.start - starts[row - 1]] = number
    return Case(name, document, ordered, tuple(from_claims(claims, lines, at)))


def typeset_case(case: Case) -> Case:
    """Return a real document set as a PDF, with the same relations as far as it was read."""
    name = f"{case.name}.pdf"
    data = typeset(case.document)
    document = registry.read(data, name)
    at = moved(case.document, document)
    kept: dict[int, Target] = {}
    for number, target in enumerate(case.targets):
        spot = _moved(at, target.start, target.end)
        unit = _moved(at, target.unit_start, target.unit_end) or (-1, -1)
        if spot is not None and document.text[slice(*spot)] == target.printed:
            kept[number] = replace(
                target, start=spot[0], end=spot[1], unit_start=unit[0], unit_end=unit[1]
            )
    order = sorted(kept, key=lambda number: kept[number].start)
    new = {number: n for n, number in enumerate(order)}
    ties = [_renumbered(tie, new) for tie in case.ties]
    lost = sum(t.kind == kinds.FIGURE for n, t in enumerate(case.targets) if n not in kept)
    return Case(
        name,
        document,
        tuple(kept[number] for number in order),
        tuple(tie for tie in ties if tie.targets),
        frozenset(new[n] for n in case.fixed if n in new),
        reread=False,
        unread=lost,
        data=data,
    )


def _moved(at: Mapping[int, int], start: int, end: int) -> tuple[int, int] | None:
    """Return where a piece of text stands that no line end cuts."""
    first, last = at.get(start), at.get(end - 1)
    if first is None or last is None or last - first != end - 1 - start:
        return None
    return first, last + 1


def _renumbered(tie: Tie, new: Mapping[int, int]) -> Tie:
    members = {
        ref: tuple(new[number] for number in numbers_ if number in new)
        for ref, numbers_ in tie.targets.items()
    }
    return replace(tie, targets={ref: each for ref, each in members.items() if each})


def pdf_case(name: str, path: Path) -> Case:
    """Return a real PDF with what arithmetic tells of its figures."""
    data = path.read_bytes()
    document = registry.read(data, name)
    targets = tuple(placed_targets(document))
    ties = (*table_ties(document, targets), *text_ties(document, targets))
    return Case(name, document, targets, ties, reread=False, data=data)


def own_cases(book: str, formats: Sequence[str] = tuple(FORMATS)) -> Iterator[Case]:
    """Yield the report of an example book in each format."""
    imported = import_book(EXAMPLES / book)
    report = compile_report(imported.book, imported.facts)
    for form in formats:
        yield own_case(book, form, report, imported.book.year)


def own_case(book: str, form: str, report: CompiledReport, year: int) -> Case:
    """Return a report of ours in one format; its figures are found by printing marks for them."""
    name = f"{book}.{form}"

    def read(made: Document) -> SourceDocument:
        return registry.read(FORMATS[form](made), name)

    document = read(report.document)
    printed = list(numbers(report.document))
    spans = located(report.document, document, read, values=form == "xlsx")
    sorts = dict(places(report.document))
    placed = form in _PLACED
    found = placed_targets(document) if placed else find_targets(document.text, year)
    by_start = {t.start: t for t in found if t.kind != kinds.FIGURE}
    for number, span in spans.items():
        by_start[span.start] = kinds.figure(
            document.text, span.start, span.end, sorts[number], printed[number].unit
        )
    ordered = tuple(by_start[start] for start in sorted(by_start))
    at = {target.start: n for n, target in enumerate(ordered)}
    shown = {number: at[span.start] for number, span in spans.items()}
    return Case(
        name,
        document,
        ordered,
        tuple(from_report(report, shown)),
        frozenset(_fixed(document.text, ordered)),
        reread=form == "txt",
        unread=len(printed) - len(spans),
        data=FORMATS[form](report.document) if form == "pdf" else b"",
    )


def _fixed(text: str, targets: Sequence[Target]) -> Iterator[int]:
    """Yield years of our own reports, and words of direction that stand in a pair."""
    words = [n for n, target in enumerate(targets) if target.kind == kinds.WORD]
    for n, target in enumerate(targets):
        if target.kind in {kinds.YEAR, kinds.HEAD_UNIT}:
            yield n
    for a, b in pairwise(words):
        between = text[targets[a].end : targets[b].start].replace("\n", "")
        if re.fullmatch(r"[0-9.,]+(?:万元|元|亿元)[，,]", between):
            yield from (a, b)


def places(document: Document) -> Iterator[tuple[int, str]]:
    """Yield the sort of place of each figure, counted as `numbers` does."""
    count = 0
    for block in document.blocks:
        if isinstance(block, Table):
            for row in block.rows:
                label = "".join(r.text for c in row for r in c.runs if not isinstance(r, Number))
                place = kinds.TOTAL if kinds.ROW_TOTAL.search(label) else kinds.CELL
                inside = sum(isinstance(r, Number) for c in row for r in c.runs)
                yield from ((count + n, place) for n in range(inside))
                count += inside
        else:
            inside = Counter(isinstance(n, Number) for n in numbers(_only(block)))[True]
            yield from ((count + n, "") for n in range(inside))
            count += inside


def _only(block: Block) -> Document:
    return Document("", "", "", (block,))
