"""Tables of a document as rows of boxes: a merged cell stands at every place that it covers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from mingzhang.extraction.passages import Passage
from mingzhang.extraction.tables.figures import Figure, Sort, sort_of

Line = list["Box | None"]
"""One row, a place for each column; a merged cell is the same box at several places."""

_SKIPPED = frozenset({"header", "footer", "scrap", "contents"})
_ABOVE = 6
_CAPTION_LENGTH = 60


@dataclass(slots=True, eq=False)
class Box:
    """A cell. `text` has no blanks (合 计 is 合计), `indent` counts those before it."""

    passage: Passage
    row: int
    column: int
    rowspan: int
    colspan: int
    text: str
    indent: int
    sort: Sort
    figure: Figure | None

    @property
    def is_words(self) -> bool:
        """Tell whether words stand in the cell."""
        return self.sort is Sort.WORDS

    @property
    def is_blank(self) -> bool:
        """Tell whether the cell states nothing."""
        return self.sort is Sort.EMPTY


@dataclass(slots=True, eq=False)
class Grid:
    """A table: `lines` of `width` places, and the short paragraphs right above it, nearest last."""

    number: int
    lines: list[Line]
    width: int
    above: list[Passage] = field(default_factory=list)
    #: Whether words or figures outside of a caption stand between this table and the one before.
    apart: bool = True


def grids(passages: Sequence[Passage]) -> list[Grid]:
    """Return every table of a document, in order."""
    found: list[Grid] = []
    cells: list[Passage] = []
    above: list[Passage] = []
    for passage in passages:
        cell = passage.cell
        if cells and (cell is None or cell.table != cells[-1].cell.table):  # type: ignore[union-attr]
            found.append(_grid(cells, above, bool(found)))
            cells, above = [], []
        if cell is not None:
            cells.append(passage)
        elif passage.style not in _SKIPPED and passage.text.strip():
            above.append(passage)
    if cells:
        found.append(_grid(cells, above, bool(found)))
    return found


def _grid(cells: list[Passage], above: list[Passage], later: bool) -> Grid:
    # A table of a sheet stands where the sheet has it.
    top = min(passage.cell.row for passage in cells if passage.cell)
    left = min(passage.cell.column for passage in cells if passage.cell)
    boxes = [_box(passage, top, left) for passage in cells]
    height = max(box.row + box.rowspan for box in boxes)
    width = max(box.column + box.colspan for box in boxes)
    lines: list[Line] = [[None] * width for _ in range(height)]
    for box in boxes:
        for line in lines[box.row : box.row + box.rowspan]:
            for column in range(box.column, box.column + box.colspan):
                line[column] = box
    number = cells[0].cell.table if cells[0].cell else 0
    captions = captions_above(above)
    return Grid(number, lines, width, captions, not later or len(captions) < len(above))


def captions_above(above: Sequence[Passage]) -> list[Passage]:
    """Return the short paragraphs at the end of those before a table."""
    found: list[Passage] = []
    for passage in reversed(above[-_ABOVE:]):
        # Blanks that set a unit apart from an office do not make a caption long.
        length = len("".join(passage.text.split()))
        if length > _CAPTION_LENGTH or passage.text.rstrip().endswith("。"):
            break
        found.append(passage)
    return found[::-1]


def _box(passage: Passage, top: int, left: int) -> Box:
    cell = passage.cell
    assert cell is not None  # noqa: S101 - only cells are boxed
    sort, figure = sort_of(passage.text)
    text = passage.text
    return Box(
        passage,
        cell.row - top,
        cell.column - left,
        cell.rowspan,
        cell.colspan,
        "".join(text.split()),
        len(text) - len(text.lstrip()) if text[:1] == " " else 0,
        sort,
        figure,
    )


def boxes_of(line: Line) -> list[Box]:
    """Return the boxes of a row, each once, that state something."""
    found: list[Box] = []
    last: Box | None = None
    for box in line:
        if box is not None and box is not last and box.sort is not Sort.EMPTY:
            found.append(box)
        last = box
    return found


def own_boxes(line: Line, row: int) -> list[Box]:
    """Return the boxes that begin in a row and state something."""
    return [box for box in boxes_of(line) if box.row == row]
