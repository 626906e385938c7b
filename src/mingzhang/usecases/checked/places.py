"""Places of a document as evidence: an exact piece of its text around a figure or some words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from operator import itemgetter

from mingzhang.docmodel.source import SourceDocument, SourceParagraph, Span
from mingzhang.domain.checks.messages import name_of
from mingzhang.domain.checks.model import Observation
from mingzhang.extraction.passages import Passage, View
from mingzhang.kernel.regex import lazy_regex
from mingzhang.usecases.checked.model import Evidence

_BEFORE, _AFTER = 28, 14  # code points of context at most
_LEAST = 5  # before a figure: fewer say nothing of what it is
_MOST_WORDS = 60  # of a remark that is quoted as it stands
_STOPS = frozenset("，。；：！？|\t\n\f\v;")
_CLOSES = _STOPS | frozenset("、（")
_BEGINS = _STOPS | frozenset("、（(“‘《【〔:,.．")  # what a clause may begin after
_COMMA = lazy_regex(r"(?<![0-9]),|,(?![0-9])")  # not one that groups digits
_WITHIN = lazy_regex(r"[0-9A-Za-z.,%][0-9A-Za-z.,%]")
_UNLINED = frozenset({"docx", "doc", "rtf", "html", "pdf", "workbook"})
_BLANK = lazy_regex(r"[ \u3000\t]+")


class Places:
    """Makes evidence of one document; `document` is its name when it is not the one examined."""

    def __init__(self, source: SourceDocument, view: View, document: str = "") -> None:
        self._source = source
        self._view = view
        self._document = document
        self._passages = _Starts(view.passages)
        self._sheets = tuple(_sheets(source))

    def of(self, observation: Observation) -> Evidence:
        """Return the place of a figure, quoted with its unit and what is said before it."""
        passage = self._view.passages[observation.place]
        whole = passage.spans(observation.start, observation.unit_end)
        label = name_of(observation)
        return self._evidence(passage, _outer(whole), observation.spans, label)

    def at(self, spans: Sequence[Span]) -> Evidence:
        """Return the place of words that a remark is about; the first span is quoted."""
        first = spans[0]
        passage = self._passages.at(first.start)
        if first.end - first.start > _MOST_WORDS:
            first = Span(first.start, first.start + _MOST_WORDS)
        return self._evidence(passage, first, (), "")

    def line(self, offset: int) -> Evidence | None:
        """Return the line of an offset by its first words; None where it is blank."""
        text = self._source.text
        start = text.rfind("\n", 0, offset) + 1
        end = text.find("\n", start)
        words = text[start : end if end >= 0 else len(text)]
        kept = words.strip()[:_MOST_WORDS].rstrip()
        if not kept:
            return None
        begin = start + len(words) - len(words.lstrip())
        return self._evidence(self._passages.at(begin), Span(begin, begin + len(kept)), (), "")

    def _evidence(
        self, passage: Passage | None, kept: Span, figures: tuple[Span, ...], label: str
    ) -> Evidence:
        text = self._source.text
        quote = _within_cell(_around(text, kept), kept, passage)
        cell = passage.cell if passage else None
        headings = passage.headings if passage else ()
        before = text[quote.start - 1 : quote.start]
        return Evidence(
            quote=quote.of(text),
            line=self._source.line(quote.start),
            start=quote.start,
            end=quote.end,
            page=self._source.page(quote.start),
            table=cell.table + 1 if cell else None,
            cell=f"R{cell.row + 1}C{cell.column + 1}" if cell else None,
            sheet=self._sheet(quote.start),
            figure="".join(span.of(text) for span in figures),
            figures=figures,
            words=None if figures else kept,
            heading=_BLANK.sub(" ", headings[-1].text) if headings else "",
            label=label,
            document=self._document,
            lined=self._source.kind not in _UNLINED,
            cut=bool(before) and not before.isspace() and before not in _BEGINS,
        )

    def _sheet(self, offset: int) -> str:
        """Return the worksheet of an offset; "" in what is no workbook."""
        place = bisect_right(self._sheets, offset, key=itemgetter(0))
        return self._sheets[place - 1][1] if place else ""


class Atlas:
    """The places of several documents that are looked at together, the examined one first.

    Figures are numbered through: `joined` gives those of a further document numbers of their own.
    """

    def __init__(self, main: Places, observations: Sequence[Observation]) -> None:
        self._main = main
        self._observations = list(observations)
        self._places = [main] * len(self._observations)

    def joined(self, places: Places, view: View) -> dict[Observation, Observation]:
        """Take in another document; return its figures with numbers that no other figure has."""
        first = len(self._observations)
        renamed = {o: replace(o, number=first + n) for n, o in enumerate(view.observations)}
        self._observations += renamed.values()
        self._places += [places] * len(renamed)
        return renamed

    def observation(self, number: int) -> Observation:
        """Return a figure by its number."""
        return self._observations[number]

    def of(self, observation: Observation) -> Evidence:
        """Return the place of a figure of any of the documents."""
        return self._places[observation.number].of(observation)

    def at(self, spans: Sequence[Span]) -> Evidence:
        """Return the place of words of the examined document."""
        return self._main.at(spans)


class _Starts:
    """Finds the passage of an offset; passages are mostly, not always, in the order of the text."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        found = ((p.flow.pieces[0].start, p) for p in passages if p.flow.pieces)
        ordered = sorted(found, key=itemgetter(0))
        self._starts = [start for start, _ in ordered]
        self._passages = [passage for _, passage in ordered]

    def at(self, offset: int) -> Passage | None:
        """Return the passage that holds an offset of the text, the last that starts before it."""
        place = bisect_right(self._starts, offset)
        return self._passages[place - 1] if place else None


def _sheets(source: SourceDocument) -> Iterator[tuple[int, str]]:
    """Yield where the worksheets of a workbook begin, and their names."""
    for block in source.blocks if source.kind == "workbook" else ():
        if isinstance(block, SourceParagraph) and block.style == "sheet" and block.flow.pieces:
            yield block.flow.pieces[0].start, block.flow.joined(source.text)


def _outer(spans: Sequence[Span]) -> Span:
    return Span(spans[0].start, spans[-1].end)


def _within_cell(quote: Span, kept: Span, passage: Passage | None) -> Span:
    """Return a quotation without what stands in the cells beside its own."""
    if passage is None or passage.cell is None or len(passage.flow.pieces) != 1:
        return quote
    own = passage.flow.pieces[0]
    start, end = max(quote.start, own.start), min(quote.end, own.end)
    return Span(min(start, kept.start), max(end, kept.end))


def _around(text: str, kept: Span) -> Span:
    """Return `kept` with the clause around it, inside its line as far as `kept` itself is."""
    return Span(_begin(text, kept.start), _end(text, kept.end))


def _begin(text: str, start: int) -> int:
    """Return where the words before `start` begin that tell what follows is."""
    least = max(0, start - _BEFORE)
    most = max(text.rfind("\n", least, start) + 1, least)
    begin = start
    while begin > most:
        char = text[begin - 1]
        stops = char in _STOPS or (char == "," and _COMMA.match(text, begin - 1) is not None)
        if stops and (start - begin >= _LEAST or char == "\t"):
            break
        begin -= 1
    if begin == most and begin and begin < start:
        begin = _whole(text, begin, start, 1)
    while begin < start and text[begin].isspace():
        begin += 1
    return begin


def _end(text: str, end: int) -> int:
    """Return where the words after `end` end that still belong to it."""
    most = min(end + _AFTER, len(text))
    line_end = text.find("\n", end, most)
    most = most if line_end < 0 else line_end
    last = end
    while last < most and text[last] not in _CLOSES and not _COMMA.match(text, last):
        last += 1
    if last == most and last > end:
        last = _whole(text, last, end, -1)
    while last > end and text[last - 1].isspace():
        last -= 1
    return last


def _whole(text: str, cut: int, limit: int, step: int) -> int:
    """Return a cut moved towards `limit` until it is in no figure or Latin word."""
    while 0 < cut < len(text) and cut != limit and _WITHIN.match(text, cut - 1):
        cut += step
    return cut
