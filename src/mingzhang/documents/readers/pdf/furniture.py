"""What stands on pages and is no text of the document: page numbers, running heads and feet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from mingzhang.documents.readers.pdf.typeset import Line, Page
from mingzhang.kernel.regex import lazy_regex

_FOLIO = lazy_regex(
    r"[-—–―·•~～－─\s]*\d{1,4}[-—–―·•~～－─\s]*|[ⅰ-ⅻⅠ-Ⅻ]|[ivxlIVXL]{1,6}"
    r"|第?\s?\d{1,4}\s?[页頁]?\s?[，,/／、共of\s]{1,4}\s?\d{1,4}\s?[页頁]?"
    r"|第\s?\d{1,4}\s?[页頁]|[Pp]age\s?\d{1,4}(?:\s?of\s?\d{1,4})?"
)
_NUMBER = lazy_regex(r"\d{1,4}")
#: A table that goes on says these above every one of its pages.
_OF_A_TABLE = lazy_regex(r"单\s*位\s*[:：]|编制|表\s*\d*$|[万亿]?元|续表|科目|项目|金额")
_EDGE = 0.12  # of the height of the page
_SAME = 3.0  # points
_LEAST = 3  # pages that say the same
_SHARE = 0.5  # of the pages


def set_apart(pages: Sequence[Page]) -> None:
    """Take running heads, feet and page numbers out of the lines of pages."""
    for page in pages:
        _folio(page)
    for top in (True, False):
        repeated = _repeated(pages, top=top)
        for page in pages:
            while (line := _edge(page, top=top)) and _key(line, page) in repeated:
                _take(page, top=top)


def _folio(page: Page) -> None:
    """Take the number of the page, which is its last line or its first."""
    for top in (False, True):
        line = _edge(page, top=top)
        if line is not None and _FOLIO.fullmatch(line.text.strip()) and not line.gap:
            _take(page, top=top)
            return


def _repeated(pages: Sequence[Page], *, top: bool) -> set[tuple[str, int, int]]:
    """Return the lines that most pages have at one place of their edge, numbers left out."""
    found: Counter[tuple[str, int, int]] = Counter()
    for page in pages:
        taken = {
            _key(line, page)
            for line in page.lines
            if _is_at_edge(line, page, top=top) and not _OF_A_TABLE.search(line.text)
        }
        found.update(taken)
    written = sum(1 for page in pages if page.lines)
    least = max(_LEAST, written * _SHARE)
    return {key for key, count in found.items() if count >= least}


def _key(line: Line, page: Page) -> tuple[str, int, int]:
    return _NUMBER.sub("", line.text), round(line.box.top / _SAME), round(page.width)


def _edge(page: Page, *, top: bool) -> Line | None:
    """Return the outermost line of a page, if it stands at the edge beyond all tables."""
    if not page.lines:
        return None
    line = page.lines[0 if top else -1]
    if not _is_at_edge(line, page, top=top):
        return None
    for table in page.tables:
        if table.box.top < line.box.middle if top else table.box.bottom > line.box.middle:
            return None
    return line


def _is_at_edge(line: Line, page: Page, *, top: bool) -> bool:
    if top:
        return line.box.bottom <= page.height * _EDGE
    return line.box.top >= page.height * (1 - _EDGE)


def _take(page: Page, *, top: bool) -> None:
    if top:
        page.header.append(page.lines.pop(0))
    else:
        page.footer.insert(0, page.lines.pop())
