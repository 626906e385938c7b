"""The text of a document as HTML, its marks in place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from mingzhang.docmodel.source import (
    Flow,
    SourceBlock,
    SourceCell,
    SourceDocument,
    SourceParagraph,
    SourceTable,
    Span,
    flows,
)
from mingzhang.domain.checks.model import Severity
from mingzhang.usecases.checked.marks import Mark, Marks
from mingzhang.usecases.checked.model import Checked

CLASSES = {Severity.ERROR: "e", Severity.WARNING: "w", Severity.HINT: "h"}
_DEEPEST = 6
_ASIDE = frozenset({"caption", "footnote", "header", "footer", "scrap", "contents"})
_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127, 0xFFFE, 0xFFFF), " ")


def safe(text: str) -> str:
    """Return text as character data and attribute value that no browser takes for markup."""
    return escape(text.translate(_CONTROLS), quote=True)


class Shown:
    """Writes the blocks of one document; `prefix` keeps its ids apart from those of others."""

    def __init__(self, source: SourceDocument, checked: Checked, prefix: str) -> None:
        self._text = source.text
        self._source = source
        self._checked = checked
        self._marks = Marks(checked)
        self._levels = dict(checked.levels)
        self._prefix = prefix
        self._anchored: set[tuple[int, int]] = set()
        self._page = 0

    def write(self) -> str:
        """Return every block as HTML, the number of a page before the first that begins on it."""
        return "\n".join(part for block in self._source.blocks for part in self._parts(block))

    def _parts(self, block: SourceBlock) -> Iterator[str]:
        start = next((piece.start for flow in flows([block]) for piece in flow.pieces), 0)
        page = self._source.page(start)
        if page is not None and page > self._page:
            self._page = page
            yield f'<p class="pg">第{page}页</p>'
        yield self._block(block)

    def _block(self, block: SourceBlock) -> str:
        if isinstance(block, SourceTable):
            return self._table(block)
        return self._paragraph(block)

    def _paragraph(self, block: SourceParagraph) -> str:
        start = block.flow.pieces[0].start if block.flow.pieces else -1
        level = self._levels.get(start, 0)
        names = [f"l{min(level, _DEEPEST)}" if level else "", "s" if block.style in _ASIDE else ""]
        named = " ".join(filter(None, names))
        number = f"{safe(block.number)} " if block.number else ""
        attribute = f' class="{named}"' if named else ""
        role = f' role="heading" aria-level="{min(level + 2, _DEEPEST)}"' if level else ""
        return f"<p{attribute}{role}>{number}{self._flow(block.flow)}</p>"

    def _flow(self, flow: Flow) -> str:
        return "".join(part for piece in flow.pieces for part in self._piece(piece))

    def _piece(self, piece: Span) -> Iterator[str]:
        at = piece.start
        for mark in self._marks.within(piece):
            start, end = max(mark.start, at), min(mark.end, piece.end)
            yield safe(self._text[at:start])
            yield self._marked(mark, safe(self._text[start:end]))
            at = end
        yield safe(self._text[at : piece.end])

    def _marked(self, mark: Mark, inner: str) -> str:
        names, title = self._coverage(mark)
        if mark.severity is None:
            return f'<span class="{names}"{title}>{inner}</span>'
        new = [anchor for anchor in mark.anchors if anchor not in self._anchored]
        self._anchored.update(new)
        ids = "".join(f'<i id="{self._prefix}m{f}-{e}"></i>' for f, e in new)
        of = " ".join(f"{self._prefix}f{n}" for n in mark.findings)
        kind = f"m {CLASSES[mark.severity]} {names}".rstrip()
        first = f"{self._prefix}f{mark.findings[0]}"
        label = "、".join(str(n + 1) for n in mark.findings)
        return (
            f'{ids}<a class="{kind}" href="#{first}" data-f="{of}" data-n="{label}"{title} '
            f'aria-label="{inner}（见第{label}条）">{inner}</a>'
        )

    def _coverage(self, mark: Mark) -> tuple[str, str]:
        """Return the class and the title that tell whether a figure was checked."""
        if mark.figure is None:
            return "", ""
        figure = self._checked.figures[mark.figure]
        if figure.relations:
            return "c", f' title="由{figure.relations}个关系核对"'
        return "u", f' title="未核对：{safe(figure.reason)}"'

    def _table(self, table: SourceTable) -> str:
        rows = "\n".join(f"<tr>{''.join(row)}</tr>" for row in self._rows(table))
        return f'<div class="tw" tabindex="0"><table>{rows}</table></div>'

    def _rows(self, table: SourceTable) -> Iterator[Iterable[str]]:
        """Yield the rows that hold cells, places without a cell filled so that columns agree."""
        taken: dict[int, int] = {}  # column: the row from which on it is free again
        rows: dict[int, list[SourceCell]] = {}
        for cell in table.cells:
            rows.setdefault(cell.row, []).append(cell)
        for row in sorted(rows):
            parts, column = [], 0
            for cell in sorted(rows[row], key=lambda each: each.column):
                free = sum(taken.get(at, 0) <= row for at in range(column, cell.column))
                parts.append(f'<td colspan="{free}"></td>' if free > 1 else "<td></td>" * free)
                parts.append(self._cell(cell))
                column = cell.column + cell.colspan
                if cell.rowspan > 1:
                    taken.update(dict.fromkeys(range(cell.column, column), row + cell.rowspan))
            yield parts

    def _cell(self, cell: SourceCell) -> str:
        tag = "th" if cell.head else "td"
        columns = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
        rows = f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
        return f"<{tag}{columns}{rows}>{self._flow(cell.flow)}</{tag}>"
