"""`python -m tools.accuracy`: plant slips in documents and count how many the checker finds.

Documents are our three example reports as txt, html and docx and, where MINGZHANG_CORPUS names a
folder of real ones, those too. What counts as a figure is told in `targets`, which figures are
known to determine each other in `ties` and `claims`.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Sequence
from pathlib import Path

from tools.accuracy.corpus import BOOKS, FORMATS, Case, document_files, own_cases, real_case
from tools.accuracy.report import misses, record, told
from tools.accuracy.run import Result, joined, run

CORPUS = "MINGZHANG_CORPUS"
#: Most slips of each real document and of each report of ours, when not told otherwise.
REAL_SAMPLE, OWN_SAMPLE = 600, 80


def load(names: Sequence[str], corpus: Path | None) -> tuple[list[Case], list[Case]]:
    """Return the real documents and our own reports of these names (000, demo-2024.docx)."""

    def wanted(name: str) -> bool:
        return not names or any(name.startswith(each) for each in names)

    files = document_files(corpus) if corpus else {}
    real = [real_case(name, path) for name, path in files.items() if wanted(name)]
    own = []
    for book in BOOKS:
        formats = [form for form in FORMATS if wanted(f"{book}.{form}")]
        own += list(own_cases(book, formats)) if formats else []
    return real, own


def main() -> None:
    """Run and tell."""
    parser = argparse.ArgumentParser(prog="python -m tools.accuracy", description=__doc__)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--sample", type=int, help="most slips of each document")
    parser.add_argument("--full", action="store_true", help="every slip of every document")
    parser.add_argument("--documents", default="", help="names or their beginnings, by commas")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--json", type=Path, help="write every slip with its outcome")
    parser.add_argument("--misses", type=Path, help="write every miss; it quotes the documents")
    given = parser.parse_args()
    start = time.perf_counter()
    folder = os.environ.get(CORPUS)
    names = [name for name in given.documents.split(",") if name]
    real, own = load(names, Path(folder) if folder else None)
    most = [None if given.full else given.sample or each for each in (REAL_SAMPLE, OWN_SAMPLE)]
    first = run(real, most[0], given.seed, given.processes)
    result: Result = joined(first, run(own, most[1], given.seed, given.processes))
    print("\n".join(told(result)))
    print(f"{len(result.answers)} slips in {time.perf_counter() - start:.0f} s")
    if given.json:
        given.json.write_text(json.dumps(record(result), ensure_ascii=False), encoding="utf-8")
    if given.misses:
        given.misses.write_text("\n".join(misses(result, [*real, *own])), encoding="utf-8")


if __name__ == "__main__":
    main()
