"""Tells the outcome of a run: rates by sort, kind of place and document, and every miss."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any

from tools.accuracy.case import Case
from tools.accuracy.edit_run import Edited
from tools.accuracy.run import Answer, Result

_AROUND = 16


def told(result: Result) -> Iterator[str]:
    """Yield the lines of the summary."""
    yield from _baselines(result)
    for title, key in (
        ("sort of slip", lambda a: a.kind),
        ("kind of place", lambda a: a.place if a.sort == "figure" else a.sort),
        ("kind of place and sort of slip", lambda a: f"{a.place or a.sort}, {a.kind}"),
        ("format", lambda a: form(a.case)),
        ("document", lambda a: a.case),
    ):
        yield from _rates(result, title, key)
    yield _weighted(result)
    yield from _misses(result)
    yield from _rewrites(result)


def form(case: str) -> str:
    """Return the format of a document by its name; texts of others have none."""
    return case.rpartition(".")[2] if "." in case else "txt"


def _baselines(result: Result) -> Iterator[str]:
    yield "documents: figures, of them independent; findings before any slip"
    for base in result.baselines:
        found = ", ".join(f"{count} {name}" for name, count in base.findings if count)
        yield f"  {base.case:20} {base.figures:5} {base.independent:5}   {found}"
        if base.incidents:
            yield f"    parts of the check that failed: {', '.join(base.incidents)}"
    accused = sum(a.accused for a in result.answers)
    yield f"slips at figures that are accused anyway, not counted: {accused}"


def _rates(result: Result, title: str, key: Callable[[Answer], str]) -> Iterator[str]:
    counted = sorted(result.counted(), key=key)
    yield f"by {title}: all figures; the independent ones; those provable beyond rounding"
    groups = [(name, list(group)) for name, group in groupby(counted, key)]
    for name, answers in [*groups, ("TOTAL", counted)]:
        tied = [a for a in answers if a.independent]
        provable = [a for a in tied if a.provable]
        mended = sum(a.mended for a in provable)
        rates = " ".join(_rate(each) for each in (answers, tied, provable))
        yield f"  {name:20} {rates}   mended rightly {mended}"


def _weighted(result: Result) -> str:
    """Return the rates of the documents weighted by their figures.

    Samples of documents are of like size, so that the totals above count a figure of a short
    document more than one of a long one; here every figure counts once.
    """
    rates = []
    for tied, provable in ((False, False), (True, False), (True, True)):
        weights = hits = 0.0
        for base in result.baselines:
            own = [
                a
                for a in result.counted()
                if a.case == base.case
                and (a.independent or not tied)
                and (a.provable or not provable)
            ]
            if own:
                weight = base.independent if tied else base.figures
                weights += weight
                hits += weight * sum(a.hit for a in own) / len(own)
        rates.append(f"{100 * hits / weights:.1f}%" if weights else "")
    return f"every figure counting once: {'; '.join(rates)}"


def _rate(answers: list[Answer]) -> str:
    hits = sum(a.hit for a in answers)
    share = f"{100 * hits / len(answers):5.1f}%" if answers else "      "
    return f"{hits:5}/{len(answers):<5} {share}"


def _misses(result: Result) -> Iterator[str]:
    missed = [a for a in result.counted(independent=True, provable=True) if not a.hit]
    yield f"provable slips that were missed: {len(missed)}"
    for reason, count in Counter(a.reason for a in missed).most_common():
        yield f"  {reason}: {count}"
    direct = sum(a.outcome == "direct" for a in result.counted(independent=True))
    yield f"hits of the independent set at the figure itself: {direct}"


def _rewrites(result: Result) -> Iterator[str]:
    yield "rewrites that change no meaning: documents, edits, new findings (0 is wanted)"
    for kind in dict.fromkeys(r.kind for r in result.rewritten):
        group = [r for r in result.rewritten if r.kind == kind]
        fresh = Counter(severity for r in group for _, _, severity in r.fresh)
        shown = ", ".join(f"{n} {name}" for name, n in sorted(fresh.items())) or "0"
        yield f"  {kind:22} {len(group):3} {sum(r.edits for r in group):6}   {shown}"


def edits_told(edited: Sequence[Edited]) -> Iterator[str]:
    """Yield how many files read as the text with the slip in it, by way and by document."""
    if not edited:
        return
    yield "figures changed in the file; same text read; but for blanks; tables; findings"
    keys: tuple[Callable[[Edited], str], ...] = (
        lambda e: e.way,
        lambda e: e.place,
        lambda e: e.case,
        lambda _: "TOTAL",
    )
    for key in keys:
        for name, group in groupby(sorted(edited, key=key), key):
            each = list(group)
            counts = (
                len(each),
                sum(e.text for e in each),
                sum(e.signs for e in each),
                sum(e.blocks for e in each),
                sum(e.findings for e in each),
            )
            yield f"  {name:20} {' '.join(f'{count:5}' for count in counts)}"


def unlike(edited: Sequence[Edited]) -> Iterator[str]:
    """Yield the edited files that do not read as wanted; this quotes the documents."""
    yield "===== EDITED FILES THAT READ OTHERWISE"
    for e in edited:
        if not e.findings or not e.text:
            what = e.differs or "other findings"
            yield f"{e.case} p{e.page} {e.way} {e.place} {e.printed} -> {e.new}: {what}"


def misses(result: Result, cases: Iterable[Case]) -> Iterator[str]:
    """Yield every miss with its place and the text around it, worst sort first.

    Provable misses of the independent set come first, by reason; then those within rounding, then
    the rest. This quotes the documents: it is for a file outside of the project.
    """
    by_name = {case.name: case for case in cases}
    yield from _overview(result, by_name)
    groups: tuple[tuple[str, Callable[[Answer], bool]], ...] = (
        ("PROVABLE", lambda a: a.independent and a.provable),
        ("INDEPENDENT, WITHIN ROUNDING OR WORDS", lambda a: a.independent and not a.provable),
        ("OTHER FIGURES", lambda a: not a.independent),
    )
    for title, wanted in groups:
        chosen = [a for a in result.counted() if not a.hit and wanted(a)]
        yield f"===== {title}: {len(chosen)}"
        for reason in sorted({a.reason for a in chosen}):
            group = [a for a in chosen if a.reason == reason]
            yield f"--- {reason}: {len(group)}"
            for _, same in groupby(group, lambda a: (a.case, a.target)):
                yield _miss(list(same), by_name)
    yield "===== NEW FINDINGS AFTER REWRITES"
    for each in result.rewritten:
        for line, rule, severity in each.fresh:
            yield f"{each.case} L{line} {each.kind}: {severity} {rule}"


def _overview(result: Result, cases: Mapping[str, Case]) -> Iterator[str]:
    """Yield how many provable misses each sort of known relation has, by reason."""
    counts: Counter[tuple[str, str]] = Counter()
    for answer in result.counted(independent=True, provable=True):
        if not answer.hit:
            ties = cases[answer.case].ties_of.get(answer.target, ())
            relations = " + ".join(sorted({tie.kind for tie in ties})) or answer.sort
            counts[answer.reason, relations] += 1
    yield "===== PROVABLE MISSES BY REASON AND KNOWN RELATION"
    for (reason, relations), count in counts.most_common():
        yield f"{count:5} {reason}: {relations}"


def _miss(answers: list[Answer], cases: Mapping[str, Case]) -> str:
    """Return a target with all slips of it that were missed for one reason."""
    first = answers[0]
    case = cases[first.case]
    target, text = case.targets[first.target], case.document.text
    before = text[max(0, target.start - _AROUND) : target.start]
    after = text[target.end : target.end + _AROUND]
    around = f"{before}[{target.printed}]{after}".replace("\n", "⏎").replace("\t", "⇥")
    ties = ",".join(first.ties[:3])
    changes = ", ".join(f"{a.kind} {a.new}" for a in answers)
    return f"{first.case} L{first.line} {first.place} | {around} | {changes} | {ties}"


def record(result: Result, edited: Sequence[Edited] = ()) -> dict[str, Any]:
    """Return the run as plain data: rates, and every slip with its outcome, without any text."""
    return {
        "seed": result.seed,
        "recall": {
            "all": round(result.recall(), 4),
            "independent": round(result.recall(independent=True), 4),
            "provable": round(result.recall(independent=True, provable=True), 4),
        },
        "documents": [asdict(base) for base in result.baselines],
        "rewrites": [asdict(each) for each in result.rewritten],
        "slips": [asdict(answer) for answer in result.answers],
        "edited": [{**asdict(each), "differs": bool(each.differs)} for each in edited],
    }
