"""`python -m tools.accuracy`: plant slips in documents and count how many the checker finds.

Documents are our three example reports in every format and, where MINGZHANG_CORPUS names a folder
of real ones, those too: texts, the same texts set as PDF, and PDFs. What counts as a figure is told
in `targets` and `placed`, which figures are known to determine each other in `ties`, `claims`,
`table_ties` and `text_ties`. Some slips are planted in the files of the PDFs as well.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Iterator, Sequence
from functools import reduce
from pathlib import Path

from tools.accuracy.case import Case
from tools.accuracy.corpus import (
    BOOKS,
    FORMATS,
    HELD_BACK,
    document_files,
    own_cases,
    pdf_case,
    pdf_files,
    real_case,
    typeset_case,
)
from tools.accuracy.edit_run import Edited, try_edits
from tools.accuracy.report import edits_told, misses, record, told, unlike
from tools.accuracy.run import Result, joined, run

CORPUS = "MINGZHANG_CORPUS"
#: Most slips of a document of each group, when not told otherwise, and figures edited in a PDF.
SAMPLES = {"texts": 600, "pdfs": 300, "typeset": 100, "own": 60}
EDITS = 12


def load(
    names: Sequence[str], corpus: Path | None, *, held_back: bool = False
) -> dict[str, list[Case]]:
    """Return the documents of these names (000, 000.pdf, demo-2024.docx, .xlsx) by group.

    A name may be the beginning or the end of one. `held_back`: only those that rules were not
    developed on, else all others.
    """

    def wanted(name: str) -> bool:
        chosen = not names or any(name.startswith(n) or name.endswith(n) for n in names)
        return chosen and (name in HELD_BACK) == held_back

    groups: dict[str, list[Case]] = {group: [] for group in SAMPLES}
    for name, path in (document_files(corpus) if corpus else {}).items():
        if wanted(name) or wanted(f"{name}.pdf"):
            case = real_case(name, path)
            groups["texts"] += [case] if wanted(name) else []
            groups["typeset"] += [typeset_case(case)] if wanted(f"{name}.pdf") else []
    files = pdf_files(corpus) if corpus else {}
    groups["pdfs"] += [pdf_case(name, path) for name, path in files.items() if wanted(name)]
    for book in BOOKS:
        formats = [form for form in FORMATS if wanted(f"{book}.{form}")]
        groups["own"] += own_cases(book, formats) if formats else []
    return groups


def measure(
    groups: dict[str, list[Case]], sample: int | None, seed: str, processes: int, *, full: bool
) -> Result:
    """Plant slips in all documents."""

    def of(group: str) -> Result:
        most = None if full else sample or SAMPLES[group]
        return run(groups[group], most, seed, processes)

    return reduce(joined, [of(group) for group in groups])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.accuracy", description=__doc__)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--sample", type=int, help="most slips of each document")
    parser.add_argument("--full", action="store_true", help="every slip of every document")
    parser.add_argument("--documents", default="", help="beginnings or ends of names, by commas")
    parser.add_argument(
        "--held-back", action="store_true", help="only the PDFs that no rule was developed on"
    )
    parser.add_argument("--edits", type=int, default=EDITS, help="figures edited in each PDF file")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--json", type=Path, help="write every slip with its outcome")
    parser.add_argument("--misses", type=Path, help="write every miss; it quotes the documents")
    return parser.parse_args()


def main() -> None:
    """Run and tell."""
    given = _arguments()
    start = time.perf_counter()
    folder = os.environ.get(CORPUS)
    names = [name for name in given.documents.split(",") if name]
    groups = load(names, Path(folder) if folder else None, held_back=given.held_back)
    cases = [case for group in groups.values() for case in group]
    result = measure(groups, given.sample, given.seed, given.processes, full=given.full)
    edited = try_edits(cases, given.edits, given.seed, given.processes)
    print("\n".join((*told(result), *edits_told(edited))))
    print(f"{len(result.answers)} slips in {time.perf_counter() - start:.0f} s")
    if given.json:
        plain = json.dumps(record(result, edited), ensure_ascii=False)
        given.json.write_text(plain, encoding="utf-8")
    if given.misses:
        lines = _quoted(result, cases, edited)
        given.misses.write_text("\n".join(lines), encoding="utf-8")


def _quoted(result: Result, cases: Sequence[Case], edited: Sequence[Edited]) -> Iterator[str]:
    yield from misses(result, cases)
    yield from unlike(edited)


if __name__ == "__main__":
    main()
