"""Codes and names of the classifications that do not belong together, in tables and in text.

A code stands in one cell, in three (类 款 项), at the head of a row of text, or in brackets behind
each name (公共安全支出（204类）司法（06款）). Only a code that the rulebook holds for the year is
judged, and a name that print shortened or broke is no finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from mingzhang.domain.checks.model import Remark, Severity
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.wording.common import Place, remark, running
from mingzhang.extraction.wording.subjects import marked
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.classification import (
    ECONOMIC,
    FUNCTIONAL,
    GOVERNMENT_ECONOMIC,
    Classification,
    YearNotCovered,
    classification,
    name_key,
    successor_of,
)

_SYSTEMS = {"2": FUNCTIONAL, "3": ECONOMIC, "5": GOVERNMENT_ECONOMIC}
_CODE = lazy_regex(r"[235][0-9]{2}(?:[0-9]{2}){0,2}")
_PART = lazy_regex(r"[0-9]{2}(?:[0-9]{2})?")
_NAME = lazy_regex(r"[一-鿿][一-鿿、（）“”]{1,40}")
_ROW = lazy_regex(
    r"^[ ]{0,4}(?P<code>[235][0-9]{2}(?:[ ]?[0-9]{2}){0,2})[ ]{1,8}"
    r"(?P<name>[一-鿿][一-鿿、（）“”]{2,40})"
    r"(?=[ ][0-9-]|[ ]?$)"
)
_LEVELS = {"类": 0, "款": 1, "项": 2}


def find(view: View) -> Iterator[Remark]:
    """Yield a remark for each code that does not bear the name beside it."""
    if view.year is None:
        return
    told: set[tuple[str, str]] = set()
    for code, place in _pairs(view):
        name = "".join(place.text.split())
        if (code, name) in told:
            continue
        told.add((code, name))
        yield from _judged(code, name, place, view.year)


def _pairs(view: View) -> Iterator[tuple[str, Place]]:
    """Yield codes with the place of the name beside them."""
    cells = [p for p in view.passages if p.cell is not None]
    for _, row in groupby(cells, key=lambda p: p.cell and (p.cell.table, p.cell.row)):
        yield from _of_row(row)
    for passage in running(view):
        found = _ROW.match(passage.text)
        if found:
            code = found["code"].replace(" ", "")
            yield code, Place(passage, found.start("name"), found.end("name"))
        elif "类）" in passage.text:
            yield from _of_text(passage)


def _of_row(row: Iterable[Passage]) -> Iterator[tuple[str, Place]]:
    code = ""
    for cell in row:
        text = cell.text.strip()
        if not text:
            continue
        if _CODE.fullmatch(text):
            code = text
        elif code and len(code) < 7 and _PART.fullmatch(text) and len(code) + len(text) <= 7:
            code += text
        else:
            if code and _NAME.fullmatch(text.replace(" ", "")):
                start = cell.text.index(text)
                yield code, Place(cell, start, start + len(text))
            code = ""


def _of_text(passage: Passage) -> Iterator[tuple[str, Place]]:
    """Yield the codes in brackets of a paragraph, put together from class to item."""
    code = ""
    for found in marked(passage):
        depth = _LEVELS[found["level"]]
        part = found["code"]
        if part is None or len(part) != (3 if depth == 0 else 2):
            code = ""
            continue
        code = part if depth == 0 else code[: 1 + 2 * depth] + part
        if len(code) == 3 + 2 * depth:
            yield code, Place(passage, found.start("name"), found.end("name"))


def _judged(code: str, name: str, place: Place, year: int) -> Iterator[Remark]:
    try:
        names = classification(_SYSTEMS[code[0]], year)
    except (KeyError, YearNotCovered):
        return
    item = names.find(code)
    if item is None or _is_name(names, code, name):
        return
    heirs = successor_of(name, year, names.system.id)
    if any(heir.new.code == code for heir in heirs):
        return  # its earlier name, which `subjects` tells
    others = names.codes_named(name)
    sure = item.certainty == "K-H" and bool(others)
    message = f"科目编码{code}在{year}年是“{item.name}”，此处名称为“{name}”"
    if others:
        message += f"（该名称的编码是{others[0]}）"
    yield remark(
        "name.code",
        Severity.WARNING if sure else Severity.HINT,
        message,
        [place],
        expected=item.name,
    )


def _is_name(names: Classification, code: str, name: str) -> bool:
    """Tell whether a name is right, or a piece of the right one that print broke."""
    printed = name_key(name)
    for right in names.names_of(code):
        key = name_key(right)
        if printed in key or key in printed or right.startswith(name) or name.endswith(right):
            return True
    return False
