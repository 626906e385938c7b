"""Tables of a few lines for tests, written as rows of cells between bars.

A cell is `text`, or `text<rows x columns>` where it spans some: `合计<2x1>`. Rows are read by the
HTML reader, or typed with tabs and read by the text reader, which knows no merged cells.
"""

import re
from decimal import Decimal

from mingzhang.documents.readers.typed.text import read_text
from mingzhang.documents.readers.web.html import read_html
from mingzhang.domain.checks.judge import Judge
from mingzhang.domain.checks.model import Observation, Relation
from mingzhang.extraction.passages import View
from mingzhang.extraction.tables import (
    balances,
    columns,
    compositions,
    rates,
    restates,
    rows,
    scores,
)
from mingzhang.extraction.view import build

_FINDERS = (columns, rows, balances, rates, scores, restates, compositions)
_SPAN = re.compile(r"<(\d+)x(\d+)>$")


def cells(table: str) -> list[list[str]]:
    """Return the cells of a table written with bars, one row a line."""
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


def _cell(text: str) -> str:
    span = _SPAN.search(text)
    if span is None:
        return f"<td>{text}</td>"
    return f"<td rowspan={span[1]} colspan={span[2]}>{text[: span.start()]}</td>"


def html(*parts: str) -> View:
    """Return the view of paragraphs and tables; what has bars in it is a table."""
    body = []
    for part in parts:
        if "|" not in part:
            body.append(f"<p>{part.strip()}</p>")
            continue
        lines = ("<tr>" + "".join(map(_cell, row)) + "</tr>" for row in cells(part))
        body.append("<table>" + "".join(lines) + "</table>")
    text = "<html><meta charset='utf-8'><body>" + "\n".join(body) + "</body></html>"
    return build(read_html(text.encode("utf-8"), "试验.html"))


def typed(*parts: str) -> View:
    """Return the view of the same, typed with tabs: spans are lost."""
    body = []
    for part in parts:
        if "|" not in part:
            body.append(part.strip())
            continue
        body.extend(_typed(cells(part)))
    return build(read_text("\n".join(body).encode("utf-8"), "试验.txt"))


def _typed(rows_: list[list[str]]) -> list[str]:
    """Return rows with tabs: what hangs down leaves a blank, what spreads out is one cell."""
    lines: list[str] = []
    hanging: dict[int, int] = {}
    for row in rows_:
        line: list[str] = []
        left = list(row)
        while left or hanging.get(len(line)):
            at = len(line)
            if hanging.get(at):
                hanging[at] -= 1
                line.append("")
                continue
            cell = left.pop(0)
            span = _SPAN.search(cell)
            line.append(_SPAN.sub("", cell))
            if span:
                hanging[at] = int(span[1]) - 1
        lines.append("\t".join(line))
    return lines


def relations(view: View) -> list[Relation]:
    """Return all relations that the finders of tables find."""
    return [relation for finder in _FINDERS for relation in finder.find(view)]


def violated(view: View) -> list[Relation]:
    """Return those that cannot hold and count whatever explains them."""
    judge = Judge()
    return [r for r in relations(view) if judge.judge(r).violated and not r.slip_only]


def written(relation: Relation) -> str:
    """Return a relation as figures: 10 = 4 + 6."""
    left = relation.stated
    stated = str(left.value) if isinstance(left, Observation) else str(left)
    operands = [str(o.value) if isinstance(o, Observation) else str(o) for o in relation.operands]
    return f"{stated} {relation.op} {relation.formula.written(operands)}"


def sums(view: View) -> set[str]:
    """Return all relations of a view as figures."""
    return {written(relation) for relation in relations(view)}


def value(view: View, label: str) -> Decimal:
    """Return the first figure with a label."""
    return next(o.value for o in view.observations if o.label == label)
