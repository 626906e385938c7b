"""The checker's speed: a report of forty pages, the same tenfold and a hundredfold, the command.

Longer documents are copies joined, all amounts of a copy multiplied by its number: their sums,
shares and rates hold as before, and no two copies print the same amounts.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Protocol, TypeVar

from mingzhang.docmodel.source import SourceDocument
from mingzhang.documents.readers.typed.text import read_text
from mingzhang.documents.text import write_text
from mingzhang.usecases.check_document import check
from mingzhang.usecases.compile_report import compile_report
from mingzhang.usecases.import_book import import_book
from tools.fuzz.samples import READERS
from tools.fuzz.table_shapes import TABLES
from tools.fuzz.text_shapes import DOCUMENTS, PARAGRAPHS

EXAMPLES = Path(__file__).parents[2] / "examples"
_AMOUNT = re.compile(r"(?<![0-9.])[0-9]+\.[0-9]{1,2}(?=万元|\t|\n)|(?<![0-9.])[0-9]+(?=万元)")
_TINY = "2024年度收入合计30.00万元，其中：财政拨款收入20.00万元，其他收入10.00万元。\n"
_ROUNDS = 7
_SHAPES = {
    **{f"paragraph: {name}": PARAGRAPHS[name] for name in ("list", "sentences", "totals", "rates")},
    **{
        f"document: {name}": DOCUMENTS[name]
        for name in ("numbered items", "headings", "the same paragraph", "the same wrong paragraph")
    },
    **{f"table: {name}": TABLES[name] for name in ("a total of all", "indicators")},
}

Result = TypeVar("Result")


class Timed(Protocol):
    """Run an action several times; return the median seconds and what it gave."""

    def __call__(
        self, what: str, action: Callable[[], Result], rounds: int = ...
    ) -> tuple[float, Result]:
        """Print what was measured as well."""


def pages() -> str:
    """Return the text of about forty pages: a report of 32 and the first quarter of it again."""
    imported = import_book(EXAMPLES / "luzhou-2023")
    report = compile_report(imported.book, imported.facts)
    text = write_text(report.document).decode()
    return text + text[: text.index("\n", len(text) // 4) + 1]


def longer(text: str, times: int) -> str:
    """Return `times` copies of a text with other amounts that agree among each other."""

    def multiplied(factor: int) -> str:
        return _AMOUNT.sub(lambda match: str(Decimal(match[0]) * factor), text)

    return "".join(multiplied(factor) for factor in range(1, times + 1))


def bench_check(timed: Timed) -> None:
    """Measure reading and checking, how they grow, and how long the command takes to start."""
    print("checking a text")
    text = pages()
    rates = {}
    for times, rounds in ((1, 9), (10, 3), (100, 1)):
        data = longer(text, times).encode()
        size = len(data.decode())
        read, document = timed(f"{times}x ({size} characters), read", _reading(data), rounds)
        seconds, _ = timed(f"{times}x, check", _checking(document), rounds)
        rates[times] = (read + seconds) / size
        if times == 1:
            print(f"  forty pages, read and checked: {read + seconds:.3f} s (target 0.2 s)")
    for times in (10, 100):
        told = f"{rates[times] / rates[1]:.2f} (linear: 1, target 1.2)"
        print(f"  seconds per character {times}x : 1x = {told}")
    bench_shapes(timed)
    bench_command(timed)


def bench_shapes(timed: Timed) -> None:
    """Measure documents of one thing many times over."""
    print("documents of one thing (8000 figures in a paragraph: target 3 s)")
    for name, shape in _SHAPES.items():
        document = READERS[shape.reader](shape.data(shape.count), f"报告.{shape.reader}")
        timed(f"{name}, {shape.count} times", _checking(document), 1)


def _reading(data: bytes) -> Callable[[], SourceDocument]:
    return lambda: read_text(data, "报告.txt")


def _checking(document: SourceDocument) -> Callable[[], object]:
    return lambda: check(document)


def bench_command(timed: Timed) -> None:
    """Measure the whole command on next to nothing."""
    command = str(Path(sys.executable).with_name("mingzhang"))
    with tempfile.TemporaryDirectory() as folder:
        tiny = Path(folder) / "小.txt"
        tiny.write_text(_TINY, encoding="utf-8")
        for words in (("--version",), ("check", str(tiny))):
            timed(
                f"mingzhang {words[0]}, whole process (target 0.4 s)",
                _running((command, *words)),
                _ROUNDS,
            )


def _running(words: tuple[str, ...]) -> Callable[[], object]:
    return lambda: subprocess.run(words, check=True, capture_output=True)
