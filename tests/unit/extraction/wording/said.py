"""What the finders of wording say of invented reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

from mingzhang.documents.readers.typed.text import read_text
from mingzhang.documents.readers.web.html import read_html
from mingzhang.domain.checks.model import Relation, Remark, Severity
from mingzhang.extraction.passages import View
from mingzhang.extraction.view import build
from mingzhang.rulebook.checks import check

ERROR, WARNING, HINT = Severity.ERROR, Severity.WARNING, Severity.HINT


class Said(NamedTuple):
    """A remark: its rule, severity, and the exact piece of the document to mend first."""

    rule: str
    severity: Severity
    piece: str


def report(*lines: str, year: int | None = None, kind: str = "final") -> View:
    """Return a report of these paragraphs; `year` where it is not to be told from the text."""
    view = build(read_text("\n\n".join(lines).encode(), "report.txt"))
    return replace(view, kind=kind, year=year or view.year)


def page(*rows: tuple[str, ...], before: str = "", year: int = 2022) -> View:
    """Return a report that holds one table, below a paragraph if one is given."""
    cells = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
    html = f"<html><body><p>{before}</p><table>{cells}</table></body></html>"
    return replace(build(read_html(html.encode(), "report.html")), year=year, kind="final")


def said(find: Callable[[View], Iterator[Relation | Remark]], view: View) -> list[Said]:
    """Return what a finder says; every rule must be in the catalogue and allow its severity."""
    found = []
    for each in remarks(find, view):
        assert each.severity <= check(each.rule).rank, each
        assert each.spans, each
        assert each.message
        found.append(Said(each.rule, each.severity, each.spans[0].of(view.text)))
    return found


def messages(find: Callable[[View], Iterator[Relation | Remark]], view: View) -> str:
    """Return the sentences of all remarks."""
    return "\n".join(each.message for each in remarks(find, view))


def remarks(find: Callable[[View], Iterator[Relation | Remark]], view: View) -> list[Remark]:
    """Return what a finder remarks on; the relations of words that agree are left out."""
    return [each for each in find(view) if isinstance(each, Remark)]
