"""Our own reports, written and read again: every figure, every cell, and no harm from damage."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from mingzhang.docmodel.model import (
    Chart,
    Document,
    Gap,
    Heading,
    Number,
    Paragraph,
    Run,
    Table,
    block_runs,
)
from mingzhang.docmodel.source import SourceDocument, SourceTable, Unreadable
from mingzhang.documents.docx.write import write_docx
from mingzhang.documents.grid import place
from mingzhang.documents.html.write import write_html
from mingzhang.documents.readers.assembly import join_lines, visible
from mingzhang.documents.readers.web.html import read_html
from mingzhang.documents.readers.word.docx import read_docx
from mingzhang.documents.theme import load_theme
from mingzhang.usecases.compile_report import compile_report
from mingzhang.usecases.import_book import import_book
from tests.unit.documents.readers.shown import described, grid, tables
from tests.unit.documents.sample import sample_document

EXAMPLES = Path(__file__).resolve().parents[4] / "examples"
NAMES = ("demo-2024", "luzhou-2023", "yanjiang-2020")
KINDS = ("docx", "html")
MUTANTS = 60
READERS: dict[str, Callable[[bytes, str], SourceDocument]] = {"docx": read_docx, "html": read_html}


@cache
def document(name: str) -> Document:
    imported = import_book(EXAMPLES / name)
    return compile_report(imported.book, imported.facts).document


@cache
def written(name: str, kind: str) -> bytes:
    return write_html(document(name)) if kind == "html" else write_docx(document(name))


@cache
def read(name: str, kind: str) -> SourceDocument:
    return READERS[kind](written(name, kind), f"报告.{kind}")


def shown(runs: tuple[Run, ...]) -> str:
    theme = load_theme()
    pieces = []
    for run in runs:
        if isinstance(run, Number):
            pieces.append(run.text + run.tail + (theme.marks[run.mark.value] if run.mark else ""))
        elif isinstance(run, Gap):
            pieces.append(f"{theme.gap_open}{run.text}{theme.gap_close}")
        else:
            pieces.append(run.text)
    return join_lines(visible("".join(pieces)).split("\n"))


def own_tables(found: SourceDocument) -> list[list[list[str]]]:
    """Give the tables of a report but for the figures of charts, which a page has beside them."""
    texts = [grid(found, table) for table in tables(found)]
    return [rows for rows in texts if not (rows[0][0] == "项目" and "（" in rows[0][1])]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", NAMES)
def test_every_figure_is_found_in_order(name: str, kind: str) -> None:
    text, at, count = read(name, kind).text, 0, 0
    for block in document(name).blocks:
        if isinstance(block, Chart):
            continue
        for run in block_runs(block):
            if isinstance(run, Number):
                # As a figure of its own: no digit of another stands beside it.
                figure = re.compile(rf"(?<![\d.]){re.escape(run.text)}(?![\d.]*\d)")
                found = figure.search(text, at)
                assert found, f"{run.text} after {text[at : at + 60]!r}"
                at, count = found.end(), count + 1
    assert count > 250


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", NAMES)
def test_tables_have_their_cells(name: str, kind: str) -> None:
    wanted = []
    for block in document(name).blocks:
        if isinstance(block, Table):
            rows = [[""] * len(block.widths) for _ in block.rows]
            for line in place(block):
                for at in line:
                    rows[at.row][at.column] = shown(at.cell.runs)
            wanted.append(rows)
    found = own_tables(read(name, kind))
    assert len(found) == len(wanted) > 10
    for own, theirs in zip(found, wanted, strict=True):
        assert own == theirs


def head_rows(table: SourceTable) -> int:
    """Count the rows at the top in which every cell is a head."""
    plain = [cell.row for cell in table.cells if not cell.head]
    return min(plain, default=table.rows)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", NAMES)
def test_head_rows_are_known(name: str, kind: str) -> None:
    wanted = [block.head_rows for block in document(name).blocks if isinstance(block, Table)]
    found = read(name, kind)
    own = own_tables(found)
    assert [head_rows(t) for t in tables(found) if grid(found, t) in own] == wanted


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", NAMES)
def test_paragraphs_and_headings_are_those_of_the_report(name: str, kind: str) -> None:
    found = read(name, kind)
    texts = [p.flow.joined(found.text) for p in described(found)]
    headings = [(p.flow.joined(found.text), p.level) for p in described(found) if p.level]
    wanted = []
    for block in document(name).blocks:
        if isinstance(block, Paragraph):
            assert shown(block.runs).strip() in texts
        elif isinstance(block, Heading):
            # A page has its title as level 1.
            wanted.append((visible(block.text).strip(), block.level + (kind == "html")))
    assert [each for each in headings if each in wanted] == wanted
    assert len(headings) - len(wanted) in ({0} if kind == "docx" else {1, 2})


@pytest.mark.parametrize("kind", KINDS)
def test_no_derivation_is_in_the_text(kind: str) -> None:
    text = read("yanjiang-2020", kind).text
    assert "查看它的计算过程" not in text
    assert "左右滑动" not in text
    assert "跳到正文" not in text
    assert "关闭" not in text
    assert len(text) < 40_000


def damaged(data: bytes, dice: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(dice.choice((1, 5, 40))):
        at = dice.randrange(len(out) + 1) % max(len(out), 1)
        match dice.randrange(4):
            case 0:
                out[at : at + 1] = bytes([dice.randrange(256)])
            case 1:
                del out[at : at + dice.randrange(1, 200)]
            case 2:
                out[at:at] = out[at : at + dice.randrange(1, 200)]
            case _:
                out[at:at] = dice.choice((b"<", b">", b"</w:p>", b"<w:tbl>", b"&", b"\x00", b'"'))
    return bytes(out)


def repacked(data: bytes, dice: random.Random) -> bytes:
    """Damage the XML in a docx and pack it anew, so that the damage gets past the check sums."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            hit = name in {"word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels"}
            new.writestr(name, swapped(content, dice) if hit else content)
    return out.getvalue()


def swapped(xml: bytes, dice: random.Random) -> bytes:
    """Change names and values in XML that mostly stays well-formed."""
    words = [b"restart", b"continue", b"begin", b"end", b"separate", b"left", b"right", b"BodyText"]
    for _ in range(dice.randrange(1, 30)):
        at = dice.randrange(len(xml))
        found = re.compile(rb'val="[^"]*"').search(xml, at)
        if found:
            value = dice.choice([*words, b"-1", b"99999999999999999999", b"", b"\xef\xbf\xbd"])
            xml = xml[: found.start()] + b'val="' + value + b'"' + xml[found.end() :]
    return damaged(xml, dice) if dice.random() < 0.3 else xml


@pytest.mark.parametrize("kind", ["docx", "html", "repacked"])
def test_damage_gives_a_document_or_a_reason(kind: str) -> None:
    dice = random.Random(20240912)  # noqa: S311 - the same damage in every run
    whole = write_html(sample_document()) if kind == "html" else write_docx(sample_document())
    reader = READERS["html" if kind == "html" else "docx"]
    reasons: list[str] = []
    for _ in range(MUTANTS):
        broken = repacked(whole, dice) if kind == "repacked" else damaged(whole, dice)
        try:
            reader(broken, "x")
        except Unreadable as error:
            reasons.append(str(error))
    assert all(reasons)
    # Of a page nothing keeps a browser from showing the rest; of a zip the sums tell.
    assert (len(reasons) > 0) is (kind != "html")
    assert len(reasons) < MUTANTS
