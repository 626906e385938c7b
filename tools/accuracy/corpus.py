"""The documents that slips are planted in: real ones, and our own reports in three formats."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from mingzhang.docmodel.model import (
    Block,
    Chart,
    Document,
    Number,
    Paragraph,
    Run,
    Series,
    Table,
    numbers,
)
from mingzhang.docmodel.source import (
    Flow,
    SourceBlock,
    SourceDocument,
    SourceParagraph,
    Span,
    Unread,
)
from mingzhang.documents.docx.write import write_docx
from mingzhang.documents.html.write import write_html
from mingzhang.documents.readers.docx import read_docx
from mingzhang.documents.readers.html import read_html
from mingzhang.documents.readers.text import read_text
from mingzhang.documents.text import write_text
from mingzhang.usecases.compile_report import CompiledReport, compile_report
from mingzhang.usecases.import_book import import_book
from tools.accuracy import targets as kinds
from tools.accuracy.claims import read_claims
from tools.accuracy.slips import Edits
from tools.accuracy.targets import Target, find_targets, report_year
from tools.accuracy.ties import Tie, from_claims, from_report

EXAMPLES = Path(__file__).parents[2] / "examples"
BOOKS = ("luzhou-2023", "yanjiang-2020", "demo-2024")
FORMATS: Mapping[
    str, tuple[Callable[[Document], bytes], Callable[[bytes, str], SourceDocument]]
] = {
    "txt": (write_text, read_text),
    "html": (write_html, read_html),
    "docx": (write_docx, read_docx),
}
#: Real documents by the name that the hand list has for them: folder and beginning of the file.
_PLACES = (("seeds", "0*.txt", 3), ("samples", "CQ*.txt", 2), ("samples/fragments", "F*.txt", 3))
_MARK, _DIGITS = 0xE000, 5  # figures are marked by signs of the private area, which no text has
_MARKED = re.compile(f"[{chr(_MARK)}-{chr(_MARK + 9)}]{{{_DIGITS}}}")


@dataclass(frozen=True)
class Case:
    """A document with all that can be changed in it, and which figures determine each other.

    `fixed` names targets that are known to be determined although no equation says so (the year of
    a comparison, a word of direction with its rate). `unread` counts figures of our own reports
    that the format does not hold as text.
    """

    name: str
    document: SourceDocument
    targets: tuple[Target, ...]
    ties: tuple[Tie, ...] = ()
    fixed: frozenset[int] = frozenset()
    reread: bool = True
    unread: int = 0

    def changed(self, edits: Edits) -> SourceDocument:
        """Return the document with edits made, read again where the format has no structure."""
        if self.reread:
            return read_text(edits.apply(self.document.text).encode(), self.name)
        return spliced(self.document, edits)

    @cached_property
    def ties_of(self) -> Mapping[int, Sequence[Tie]]:
        """Return the ties of each target."""
        found: dict[int, list[Tie]] = defaultdict(list)
        for tie in self.ties:
            for number in sorted({n for members in tie.targets.values() for n in members}):
                found[number].append(tie)
        return found

    def independent(self, number: int) -> bool:
        """Tell whether a target is known to be determined by others of the document."""
        return number in self.fixed or number in self.ties_of

    def partners(self, number: int) -> set[int]:
        """Return the targets that a target is tied to."""
        ties = self.ties_of.get(number, ())
        return {n for tie in ties for members in tie.targets.values() for n in members} - {number}


def document_files(corpus: Path) -> dict[str, Path]:
    """Return the text files of a corpus by the short name of each (000, CQ, F01)."""
    return {
        path.name[:length]: path
        for folder, pattern, length in _PLACES
        for path in sorted((corpus / folder).glob(pattern))
    }


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


def own_cases(book: str, formats: Sequence[str] = tuple(FORMATS)) -> Iterator[Case]:
    """Yield the report of an example book in each format."""
    imported = import_book(EXAMPLES / book)
    report = compile_report(imported.book, imported.facts)
    for form in formats:
        yield own_case(book, form, report, imported.book.year)


def own_case(book: str, form: str, report: CompiledReport, year: int) -> Case:
    """Return a report of ours in one format; its figures are found by printing marks for them."""
    write, read = FORMATS[form]
    name = f"{book}.{form}"
    document = read(write(report.document), name)
    printed = list(numbers(report.document))
    spans = _locate(read(write(_marked(report.document)), name).text, printed, document.text)
    sorts = dict(places(report.document))
    found = find_targets(document.text, year)
    by_start = {t.start: t for t in found if t.kind != kinds.FIGURE}
    for number, span in spans.items():
        by_start[span.start] = kinds.figure(
            document.text, span.start, span.end, sorts[number], printed[number].unit
        )
    ordered = tuple(by_start[start] for start in sorted(by_start))
    at = {target.start: n for n, target in enumerate(ordered)}
    shown = {number: at[span.start] for number, span in spans.items()}
    ties = tuple(from_report(report, shown))
    fixed = frozenset(_fixed(document.text, ordered))
    return Case(name, document, ordered, ties, fixed, form == "txt", len(printed) - len(spans))


def _fixed(text: str, targets: Sequence[Target]) -> Iterator[int]:
    """Yield years of our own reports, and words of direction that stand in a pair."""
    words = [n for n, target in enumerate(targets) if target.kind == kinds.WORD]
    for n, target in enumerate(targets):
        if target.kind in {kinds.YEAR, kinds.HEAD_UNIT}:
            yield n
    for a, b in pairwise(words):
        between = text[targets[a].end : targets[b].start]
        if re.fullmatch(r"[0-9.,]+(?:万元|元|亿元)[，,]", between):
            yield from (a, b)


def _marked(document: Document) -> Document:
    count = iter(range(10**_DIGITS))

    def marked(number: Number) -> Number:
        digits = f"{next(count):0{_DIGITS}}"
        return replace(number, text="".join(chr(_MARK + int(digit)) for digit in digits))

    return replace(document, blocks=tuple(with_numbers(b, marked) for b in document.blocks))


def with_numbers(block: Block, change: Callable[[Number], Number]) -> Block:
    """Return a block with each of its figures changed, in the order of `numbers`."""

    def runs(old: tuple[Run, ...]) -> tuple[Run, ...]:
        return tuple(change(run) if isinstance(run, Number) else run for run in old)

    if isinstance(block, Paragraph):
        return replace(block, runs=runs(block.runs))
    if isinstance(block, Table):
        return replace(
            block,
            rows=tuple(tuple(replace(c, runs=runs(c.runs)) for c in row) for row in block.rows),
        )
    if isinstance(block, Chart):
        series = tuple(Series(s.name, tuple(map(change, s.values))) for s in block.series)
        return replace(block, series=series, shares=tuple(map(change, block.shares)))
    return block


def _locate(marked: str, printed: Sequence[Number], text: str) -> dict[int, Span]:
    """Return where each figure stands in `text`, from the text with marks for figures."""
    spans, moved, parts, at = {}, 0, [], 0
    for match in _MARKED.finditer(marked):
        number = int("".join(str(ord(char) - _MARK) for char in match[0]))
        start = match.start() + moved
        shown = printed[number].text
        spans[number] = Span(start, start + len(shown))
        moved += len(shown) - _DIGITS
        parts += [marked[at : match.start()], shown]
        at = match.end()
    if "".join((*parts, marked[at:])) != text:
        raise ValueError("a format prints other text when its figures are marked")
    return spans


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


def spliced(document: SourceDocument, edits: Edits) -> SourceDocument:
    """Return a document with figures or words replaced in its text; its structure stays."""

    def flow(old: Flow) -> Flow:
        return Flow(tuple(Span(edits.place(p.start), edits.place(p.end)) for p in old.pieces))

    blocks: list[SourceBlock] = []
    for block in document.blocks:
        if isinstance(block, SourceParagraph):
            blocks.append(replace(block, flow=flow(block.flow)))
        else:
            cells = tuple(replace(cell, flow=flow(cell.flow)) for cell in block.cells)
            blocks.append(replace(block, cells=cells))
    unread = tuple(
        Unread(each.reason, None if each.at is None else edits.place(each.at))
        for each in document.unread
    )
    return replace(
        document,
        text=edits.apply(document.text),
        blocks=tuple(blocks),
        pages=tuple(edits.place(page) for page in document.pages),
        unread=unread,
    )
