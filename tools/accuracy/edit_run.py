"""Plants slips in PDF files by editing them, and compares what is read with the slip in the text.

Of every slip in the text of a PDF the measurement says what the checker makes of it. That this is
what it makes of a file with the slip is shown here for some slips of every document.
"""

from __future__ import annotations

import multiprocessing
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mingzhang.docmodel.source import SourceDocument, Unreadable
from mingzhang.documents.readers import registry
from tools.accuracy.case import Case
from tools.accuracy.checking import examine
from tools.accuracy.edited import COVERED, WAYS, Change, Pages
from tools.accuracy.slips import FIGURES, Edits, Slip, slips

_LEAST_RISE, _MOST_RISE = 0.5, 2.0  # points
_AROUND = 12


@dataclass(frozen=True, slots=True)
class Edited:
    """A figure of a file changed, and whether reading and checking saw just that.

    `text`: what was read is the text with the slip in it, `signs`: so it is but for blanks, as
    where a shorter figure leaves a gap; `blocks`: its paragraphs and tables are as well;
    `findings`: the check says the same of both. `differs` quotes where the texts part.
    """

    case: str
    way: str
    place: str
    page: int
    printed: str
    new: str
    text: bool
    signs: bool
    blocks: bool
    findings: bool
    differs: str = ""


@dataclass(frozen=True, slots=True)
class _Task:
    case: int
    slip: Slip
    page: int
    change: Change


def try_edits(cases: Sequence[Case], sample: int, seed: str, processes: int) -> list[Edited]:
    """Edit up to `sample` figures of every PDF and return what came of each."""
    _CASES[:] = [case for case in cases if case.data]
    tasks = [
        task
        for number, case in enumerate(_CASES)
        for task in _tasks(number, case, sample, f"{seed}:{case.name}")
    ]
    if processes > 1:
        with multiprocessing.get_context("fork").Pool(processes) as pool:
            return list(pool.imap(_edited, tasks, chunksize=4))
    return [_edited(task) for task in tasks]


_CASES: list[Case] = []


def _tasks(number: int, case: Case, sample: int, seed: str) -> Iterator[_Task]:
    """Yield slips of every kind of place in turn, and every way of editing in turn."""
    rng = random.Random(seed)  # noqa: S311 - the same slips again
    pages = Pages(case.data)
    by_place: dict[str, list[Slip]] = defaultdict(list)
    for slip in slips(case.targets, seed):
        if slip.kind in FIGURES and slip.edit.new and slip.new.isascii():
            by_place[case.targets[slip.target].place].append(slip)
    for group in by_place.values():
        rng.shuffle(group)
    taken = 0
    while taken < sample and any(by_place.values()):
        for group in [by_place[place] for place in sorted(by_place)]:
            while group and taken < sample:
                slip = group.pop()
                page = case.document.page(slip.edit.start) or 1
                # Where a print stands twice on a page, nothing tells which of them is meant.
                if len(pages.places(page, case.targets[slip.target].printed)) == 1:
                    yield _Task(number, slip, page, _change(taken, rng))
                    taken += 1
                    break


def _change(number: int, rng: random.Random) -> Change:
    way = WAYS[number % len(WAYS)]
    rise = 0.0 if number % len(WAYS) == 0 else round(rng.uniform(_LEAST_RISE, _MOST_RISE), 2)
    return Change(way, rise / 2 if way == COVERED else rise, number // len(WAYS) % 2)


def _edited(task: _Task) -> Edited:
    case = _CASES[task.case]
    target = case.targets[task.slip.target]
    pages = Pages(case.data)
    (place,) = pages.places(task.page, target.printed)
    wanted = case.changed(Edits((task.slip.edit,)))
    data = pages.changed(task.page, place, task.slip.new, task.change)
    try:
        found = registry.read(data, case.name)
    except Unreadable as refused:
        found = SourceDocument(case.name, "pdf", str(refused), ())
    same = found.text == wanted.text
    signs = same or _solid(found.text) == _solid(wanted.text)
    blocks = same and found.blocks == wanted.blocks
    return Edited(
        case.name,
        task.change.way,
        target.place,
        task.page,
        target.printed,
        task.slip.new,
        same,
        signs,
        blocks,
        blocks or (signs and _said(found) == _said(wanted)),
        "" if same else _difference(found.text, wanted.text),
    )


def _solid(text: str) -> str:
    return "".join(text.split())


def _said(document: SourceDocument) -> list[tuple[str, int, str, str]]:
    """Return what a check says, without the places."""
    found = examine(document).found
    return sorted((f.rule, int(f.severity), _solid(f.message), f.likely) for f in found)


def _difference(found: str, wanted: str) -> str:
    """Return both texts where they part."""
    at = next(
        (n for n, (a, b) in enumerate(zip(found, wanted, strict=False)) if a != b),
        min(len(found), len(wanted)),
    )
    around = slice(max(0, at - _AROUND), at + _AROUND)
    return f"{found[around]!r} instead of {wanted[around]!r}"
