"""`python -m tools.fuzz --examples N`: N damaged files for every reader, and the check of each."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tools.fuzz.damage import damaged
from tools.fuzz.probe import Probe, probe
from tools.fuzz.samples import GUARDED, KINDS, NoSample, sample

CORPUS = "MINGZHANG_CORPUS"
#: Real files of more bytes are mostly pictures.
_MOST_BYTES = 400_000
_LONGEST = 160


def files(kind: str, corpus: Path | None) -> list[bytes]:
    """Return what is damaged: a file of ours and, of a corpus, those of others. Raises NoSample."""
    found = sorted((corpus / "samples").glob(f"*.{kind}")) if corpus else []
    return [sample(kind), *(p.read_bytes() for p in found if p.stat().st_size <= _MOST_BYTES)]


def fuzz(
    kind: str, sources: Sequence[bytes], examples: int, start: int, kept: dict[str, bytes]
) -> Counter[str]:
    """Probe damaged files of a kind and count what came of them.

    A fault is raised, made small; for kinds of `GUARDED` it is counted and its file put in `kept`.
    """
    if kind not in GUARDED:
        return _fuzz(kind, sources, examples, start, probe)
    with Probe() as guarded:
        return _fuzz(kind, sources, examples, start, _counting(guarded, kept))


def _counting(guarded: Probe, kept: dict[str, bytes]) -> Callable[[str, bytes], str]:
    """Return a probe that counts faults, and keeps the smallest file of each.

    A fault of a library cannot be made small in a time that anybody waits for.
    """

    def probed(kind: str, data: bytes) -> str:
        try:
            return guarded.probe(kind, data)
        except AssertionError as fault:
            told = f"FAULTS: {fault}"[:_LONGEST]
            if told not in kept or len(data) < len(kept[told]):
                kept[told] = data
            return told

    return probed


def _fuzz(
    kind: str,
    sources: Sequence[bytes],
    examples: int,
    start: int,
    probed: Callable[[str, bytes], str],
) -> Counter[str]:
    outcomes: Counter[str] = Counter()

    @seed(start)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(data=st.sampled_from(sources).flatmap(lambda source: damaged(source, kind)))
    def run(data: bytes) -> None:
        outcomes[probed(kind, data)] += 1

    run()
    return outcomes


def main() -> int:
    """Fuzz the chosen readers and print counts; 1 when one has a fault."""
    parser = argparse.ArgumentParser(prog="python -m tools.fuzz", description=__doc__)
    parser.add_argument("--examples", type=int, default=500, help="damaged files for every reader")
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="folder for a file of each fault")
    given_ = parser.parse_args()
    folder = os.environ.get(CORPUS)
    corpus = Path(folder) if folder else None
    faults = 0
    for kind in given_.kinds.split(","):
        began = time.perf_counter()
        kept: dict[str, bytes] = {}
        try:
            counts = fuzz(kind, files(kind, corpus), given_.examples, given_.seed, kept)
        except NoSample:
            print(f"{kind}: not probed, for want of LibreOffice")
            continue
        except Exception as fault:  # noqa: BLE001 - every fault is what is looked for
            faults += 1
            print(f"{kind}: {type(fault).__name__}: {fault}")
            continue
        faults += len(kept)
        told = ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))
        print(f"{kind}: {told} in {time.perf_counter() - began:.0f} s")
        for number, data in enumerate(kept.values() if given_.keep else ()):
            (given_.keep / f"{kind}-{number}.{kind}").write_bytes(data)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
