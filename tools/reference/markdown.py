"""Pages as Markdown: headings, tables, code; nothing in a cell can break its table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

NOTICE = "<!-- Made by `python -m tools.gen_reference`; edit the declarations, not this file. -->"


def page(title: str, *parts: str) -> str:
    """Return a page of parts that stand apart; empty parts are left out."""
    return "\n\n".join([NOTICE, f"# {title}", *(p for p in parts if p)]) + "\n"


def code(text: object) -> str:
    """Return text as code; nothing for an empty one."""
    return f"`{text}`" if str(text) else ""


def codes(texts: Iterable[object]) -> str:
    """Return several texts as code, with commas."""
    return ", ".join(code(t) for t in texts)


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table; empty when it has no rows."""
    lines = [_row(row) for row in rows]
    if not lines:
        return ""
    return "\n".join([_row(headings), _row(["---"] * len(headings)), *lines])


def _row(cells: Sequence[object]) -> str:
    said = (str(c).replace("|", "\\|").replace("\n", " ") for c in cells)
    return f"| {' | '.join(said)} |"


def words(item: object) -> str:
    """Return the docstring of a declaration in one line.

    Raises ValueError where there is none: what has no words cannot be looked up.
    """
    text = getattr(item, "__doc__", None)
    if not text:
        raise ValueError(f"{item!r} has no docstring")
    return " ".join(text.split())


def years(since: int | None, until: int | None) -> str:
    """Return a span of years; 0 and None leave that end open."""
    if not since and not until:
        return "every year"
    if not until:
        return f"from {since}"
    return f"up to {until}" if not since else f"{since} to {until}"
