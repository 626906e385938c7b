"""Reads comma- or tab-separated values: tables and the lines around them, with their places.

Quotes are as RFC 4180 has them: a quoted cell may hold separators and line ends, and `""` in it is
one quote. A quote that is never closed is a character like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mingzhang.docmodel.source import (
    SourceBlock,
    SourceCell,
    SourceDocument,
    SourceParagraph,
    SourceTable,
    Span,
)
from mingzhang.documents.readers.encoding import decode
from mingzhang.documents.readers.lines import BLANKS, flow, trimmed
from mingzhang.documents.readers.sheets.raw import Entry
from mingzhang.documents.readers.sheets.regions import parts
from mingzhang.kernel.regex import lazy_regex

_SEPARATORS = ",\t;"
_QUOTED = lazy_regex(r'"[^"]*"')
_SAMPLE = 65_536  # characters that tell the separator


def read_delimited(data: bytes, name: str) -> SourceDocument:
    """Return a csv or tsv file as a document of tables of kind "ruled", and lines around them.

    Rows are counted as a spreadsheet would, empty ones too; cells without text are left out, and
    title, unit and notes are told from tables as in a sheet (`workbook_regions`). The
    separator of a file not named .tsv is the one that most lines have (comma, tab or semicolon).
    Raises `Unreadable` where the bytes are no text.
    """
    decoded = decode(data)
    text = decoded.text
    tabbed = name.lower().endswith((".tsv", ".tab"))
    separator = "\t" if tabbed else _separator(text)
    blocks = tuple(_blocks(text, list(_cells(text, separator))))
    kind = "tsv" if separator == "\t" else "csv"
    return SourceDocument(name, kind, text, blocks, decoded.pages)


def _blocks(text: str, cells: Sequence[SourceCell]) -> Iterator[SourceBlock]:
    """Yield the paragraphs and tables that cells make up."""
    at = {(cell.row, cell.column): cell for cell in cells}
    entries = [Entry(cell.row, cell.column, cell.flow.joined(text)) for cell in cells]
    for part in parts(entries):
        own = tuple(at[each.row, each.column] for each in part.entries)
        if part.lines:
            yield from (SourceParagraph(cell.flow) for cell in own)
        else:
            rows, columns = max(cell.row for cell in own), max(cell.column for cell in own)
            yield SourceTable(own, rows + 1, columns + 1)


def _separator(text: str) -> str:
    lines = _QUOTED.sub("", text[:_SAMPLE]).split("\n")
    return max(_SEPARATORS, key=lambda each: sum(each in line for line in lines))


@dataclass(slots=True)
class _Scan:
    """Where reading stands, and whether quotes still mean anything from there on."""

    text: str
    stop: re.Pattern[str]
    at: int = 0
    quotes: bool = True


def _cells(text: str, separator: str) -> Iterator[SourceCell]:
    scan, row, column = _Scan(text, lazy_regex(f"[{separator}\\n]")), 0, 0
    while scan.at <= len(text):
        pieces = _quoted(scan) if scan.quotes and text.startswith('"', scan.at) else None
        if pieces is None:
            pieces = _plain(scan)
        if any(piece.start < piece.end for piece in pieces):
            yield SourceCell(row, column, flow(text, pieces))
        ended = text[scan.at : scan.at + 1]
        scan.at += 1
        row, column = (row, column + 1) if ended == separator else (row + 1, 0)


def _plain(scan: _Scan) -> list[Span]:
    """Read up to the separator or the end of the line."""
    found = scan.stop.search(scan.text, scan.at)
    end = found.start() if found else len(scan.text)
    start, scan.at = scan.at, end
    return [trimmed(scan.text, start, end)]


def _quoted(scan: _Scan) -> list[Span] | None:
    """Read a quoted cell; None, and nothing read, where its quote is never closed."""
    text, begin = scan.text, scan.at + 1
    pieces: list[Span] = []
    while (quote := text.find('"', begin)) >= 0:
        if text.startswith('""', quote):
            pieces.append(Span(begin, quote + 1))
            begin = quote + 2
            continue
        pieces.append(Span(begin, quote))
        # What stands behind the closing quote belongs to the cell all the same.
        scan.at = quote + 1
        return [*_unbroken(text, pieces), *_plain(scan)]
    scan.quotes = False  # none of the later ones can be told apart: do not look to the end again
    return None


def _unbroken(text: str, pieces: list[Span]) -> list[Span]:
    """Part pieces at line ends, without the white space around these and at the cell's ends.

    White space beside a doubled quote, which parts pieces too, stays.
    """
    parts: list[Span] = []
    begun = True
    for piece in pieces:
        start = piece.start
        while True:
            broken = text.find("\n", start, piece.end)
            ends = broken >= 0 or piece is pieces[-1]
            end = broken if broken >= 0 else piece.end
            first = trimmed(text, start, end).start if begun else start
            words = text[first:end]
            parts.append(Span(first, first + len(words.rstrip(BLANKS) if ends else words)))
            begun = broken >= 0
            if not begun:
                break
            start = broken + 1
    return [part for part in parts if part.start < part.end]
