"""Which figure of one document says what a figure of another says, by the words around them.

Two documents of one department that follow the same model differ in their figures and little else.
So a figure is known by what stands around it with the figures left out: its passage, its sentence,
its clause, the words before it; in a table by its row and column. What is not unique on both sides
is paired only where both have it as often; the rest by the quantity that it is, if that is known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from mingzhang.domain.checks.model import Certainty, Observation
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.quantities.index import of
from mingzhang.kernel.regex import lazy_regex

_FIGURE = lazy_regex(r"[+\-−]?[0-9][0-9,.]*")
_BLANK = lazy_regex(r"[\s　]+|（待核）|\*")  # and what marks a figure of ours as doubtful
# What a figure is does not depend on which way it went.
_WAY = lazy_regex(r"增加|减少|增长|下降|上升|降低|提高")
_CLAUSE = lazy_regex(r"[，。；：！？]")
_SAYING = lazy_regex(r"[㐀-鿿]")
_BEFORE = 18  # characters before a figure that make it known
_LEAST_SAID = 6  # of them Chinese characters, lest two figures share a phrase by chance


@dataclass(frozen=True, slots=True)
class Pair:
    """Two figures that say the same; `sure` when the words leave no doubt."""

    one: Observation
    other: Observation
    sure: bool


Key = Hashable | None


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to know a figure again: its key, and whether equal keys in equal number suffice."""

    key: Callable[[_Side, Observation], Key]
    in_order: bool
    sure: bool


def align(one: View, other: View) -> list[Pair]:
    """Return the figures of both that say the same, in the order of `one`, each of `one` once."""
    sides = (_Side(one), _Side(other))
    left = [list(one.observations), list(other.observations)]
    pairs: list[Pair] = []
    for way in _WAYS:
        found = _paired(way, sides, left)
        pairs += (Pair(a, b, way.sure) for a, b in found)
        for side in (0, 1):
            taken = {pair[side].number for pair in found}
            left[side] = [o for o in left[side] if o.number not in taken]
    pairs += _by_quantity(one, other, left[0])
    return sorted(pairs, key=lambda pair: pair.one.number)


def _by_quantity(one: View, other: View, left: Iterable[Observation]) -> Iterator[Pair]:
    """Pair what is left by the quantity it is; a figure that is repeated has the same partner."""
    own, theirs = of(one), of(other)
    first = {mention.key: mention for mention in reversed(theirs.mentions)}
    sure = {mention.observation.number: mention.certainty for mention in own.mentions}
    for figure in left:
        key = own.key(figure)
        partner = None if key is None else theirs.best(key) or first.get(key)
        if partner is not None:
            known = min(sure[figure.number], partner.certainty)
            yield Pair(figure, partner.observation, known is Certainty.CERTAIN)


def _paired(
    way: _Way, sides: tuple[_Side, _Side], left: Sequence[Sequence[Observation]]
) -> list[tuple[Observation, Observation]]:
    groups: list[dict[Hashable, list[Observation]]] = []
    for side, figures in zip(sides, left, strict=True):
        group: dict[Hashable, list[Observation]] = defaultdict(list)
        for figure in figures:
            key = way.key(side, figure)
            if key is not None:
                group[key].append(figure)
        groups.append(group)
    found = []
    for key, own in groups[0].items():
        theirs = groups[1].get(key, [])
        if len(own) == len(theirs) and (way.in_order or len(own) == 1):
            found += list(zip(own, theirs, strict=True))
    return found


class _Side:
    """One document's figures with the words around them."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._masked: dict[int, str] = {}
        self._labels: dict[int, tuple[str, str]] = {}
        self._heads: dict[int, str] = {}
        self._titles: dict[int, str] = {}
        self._rows: dict[tuple[int, int], str] = {}
        self._orders: dict[int, int] = {}
        self._read_tables()
        self._read_rows()

    def passage(self, figure: Observation) -> Passage:
        """Return the passage of a figure."""
        return self._view.passages[figure.place]

    def skeleton(self, figure: Observation) -> str:
        """Return the figure's passage with all figures as #."""
        place = figure.place
        if place not in self._masked:
            self._masked[place] = _masked(self.passage(figure).text)
        return self._masked[place]

    def heading(self, figure: Observation) -> str:
        """Return the innermost heading above the figure, figures as #."""
        headings = self.passage(figure).headings
        return _masked(headings[-1].text) if headings else ""

    def sentence(self, figure: Observation) -> tuple[str, int]:
        """Return the figure's sentence with figures as #, and which of its figures it is."""
        passage = self.passage(figure)
        within = (s for s in passage.sentences if s[0] <= figure.start < s[1])
        start, end = next(within, (0, len(passage.text)))
        before = passage.text[start : figure.start]
        return _masked(passage.text[start:end]), len(_FIGURE.findall(before))

    def clause(self, figure: Observation) -> tuple[str, int]:
        """Return the figure's clause with figures as #, and which of its figures it is."""
        text = self.passage(figure).text
        before = _CLAUSE.split(text[: figure.start])[-1]
        after = _CLAUSE.split(text[figure.end :], maxsplit=1)[0]
        return _masked(f"{before}0{after}"), len(_FIGURE.findall(before))

    def before(self, figure: Observation) -> str:
        """Return the last words before a figure, across commas, figures as #."""
        text = self.passage(figure).text
        return _masked(text[max(0, figure.start - 4 * _BEFORE) : figure.start])[-_BEFORE:]

    def row_and_column(self, figure: Observation) -> tuple[str, str] | None:
        """Return what names the row and the column of a figure in a table; None outside."""
        return self._labels.get(figure.place)

    def table_head(self, figure: Observation) -> str:
        """Return the words of the columns of the figure's table."""
        cell = self.passage(figure).cell
        return self._heads.get(cell.table, "") if cell else ""

    def row(self, figure: Observation) -> tuple[str, int] | None:
        """Return the figure's row of a table with figures as #, and which of its figures it is.

        A table that was typed has lost its merged and empty cells; its rows still say the same.
        """
        cell = self.passage(figure).cell
        return (self._rows[cell.table, cell.row], self._orders[figure.place]) if cell else None

    def table_title(self, figure: Observation) -> str:
        """Return what stands last above the figure's table, without blanks."""
        cell = self.passage(figure).cell
        return self._titles.get(cell.table, "") if cell else ""

    def _read_rows(self) -> None:
        """Note titles of tables, words of rows, and the order of figures in them."""
        title = ""
        rows: dict[tuple[int, int], list[str]] = defaultdict(list)
        for passage in self._view.passages:
            cell = passage.cell
            if cell is None:
                title = _BLANK.sub("", passage.text) if "表" in passage.text else title
                continue
            self._titles.setdefault(cell.table, title)
            row = rows[cell.table, cell.row]
            self._orders[passage.place] = row.count(_PLACE)
            if passage.observations:
                row.append(_PLACE)
            elif said := _masked(passage.text):
                row.append(said)
        self._rows = {at: "|".join(row) for at, row in rows.items()}

    def _read_tables(self) -> None:
        """Name the row and the column of every cell that holds a figure.

        A row is named by the words left of the figure, as far as the figure before: so both sides
        of a two-sided table have names of their own. A column by all words above.
        """
        columns: dict[tuple[int, int], list[str]] = defaultdict(list)
        heads: dict[int, list[str]] = defaultdict(list)
        row, words, last = (-1, -1), "", ""
        for passage in self._view.passages:
            cell = passage.cell
            if cell is None:
                continue
            if (cell.table, cell.row) != row:
                row, words, last = (cell.table, cell.row), "", ""
            if passage.observations:
                last = words or last
                column = "/".join(columns[cell.table, cell.column])
                self._labels[passage.place] = (last, column)
                words = ""
            elif said := _masked(passage.text):
                words += f"/{said}"
                heads[cell.table].append(said)
                for at in range(cell.column, cell.column + min(cell.colspan, _MOST_SPAN)):
                    columns[cell.table, at].append(said)
        self._heads = {table: "/".join(said) for table, said in heads.items()}


_MOST_SPAN = 64
_PLACE = "#"


def _masked(text: str) -> str:
    return _BLANK.sub("", _WAY.sub("±", _FIGURE.sub("#", text)))


def _says(text: str) -> bool:
    return len(_SAYING.findall(text)) >= _LEAST_SAID


def _by_passage(side: _Side, figure: Observation) -> Key:
    skeleton = side.skeleton(figure)
    if side.passage(figure).cell or not _says(skeleton):
        return None
    before = side.passage(figure).text[: figure.start]
    return side.heading(figure), skeleton, len(_FIGURE.findall(before))


def _by_sentence(side: _Side, figure: Observation) -> Key:
    found = side.sentence(figure)
    if side.passage(figure).cell or not _says(found[0]):
        return None
    return side.heading(figure), found


def _by_sentence_alone(side: _Side, figure: Observation) -> Key:
    found = side.sentence(figure)
    return found if not side.passage(figure).cell and _says(found[0]) else None


def _by_clause(side: _Side, figure: Observation) -> Key:
    found = side.clause(figure)
    if side.passage(figure).cell or not _says(found[0]):
        return None
    return side.heading(figure), found


def _by_words_before(side: _Side, figure: Observation) -> Key:
    found = side.before(figure)
    return found if not side.passage(figure).cell and _says(found) else None


def _by_cell(side: _Side, figure: Observation) -> Key:
    named = side.row_and_column(figure)
    return (side.table_head(figure), named) if named and any(named) else None


def _by_row_of_table(side: _Side, figure: Observation) -> Key:
    row, title = side.row(figure), side.table_title(figure)
    return (title, row) if row and title else None


def _by_row(side: _Side, figure: Observation) -> Key:
    row = side.row(figure)
    return row if row and _named(row) else None


def _named(row: tuple[str, int]) -> bool:
    return bool(_SAYING.search(row[0]))


def _by_row_and_column(side: _Side, figure: Observation) -> Key:
    named = side.row_and_column(figure)
    return named if named and all(named) else None


_WAYS = (
    _Way(_by_passage, in_order=True, sure=True),
    _Way(_by_cell, in_order=True, sure=True),
    _Way(_by_row_of_table, in_order=True, sure=True),
    _Way(_by_row, in_order=True, sure=False),
    _Way(_by_sentence, in_order=True, sure=True),
    _Way(_by_clause, in_order=False, sure=True),
    _Way(_by_sentence_alone, in_order=False, sure=True),
    _Way(_by_words_before, in_order=False, sure=True),
    _Way(_by_row_and_column, in_order=False, sure=False),
)


def unpaired(view: View, pairs: Iterable[Pair]) -> list[Observation]:
    """Return the figures of the first document that have no partner."""
    taken = {pair.one.number for pair in pairs}
    return [o for o in view.observations if o.number not in taken]
