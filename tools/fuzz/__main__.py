"""`python -m tools.fuzz --examples N`: N damaged files for every reader, and the check of each."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter

from hypothesis import HealthCheck, Phase, given, seed, settings

from tools.fuzz.damage import damaged
from tools.fuzz.probe import probe
from tools.fuzz.samples import READERS, sample


def fuzz(kind: str, examples: int, start: int) -> Counter[str]:
    """Probe damaged files of a kind and count what came of them; a fault is raised, made small."""
    outcomes: Counter[str] = Counter()

    @seed(start)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(data=damaged(sample(kind), kind))
    def run(data: bytes) -> None:
        outcomes[probe(kind, data)] += 1

    run()
    return outcomes


def main() -> int:
    """Fuzz the chosen readers and print counts; 1 when one has a fault."""
    parser = argparse.ArgumentParser(prog="python -m tools.fuzz", description=__doc__)
    parser.add_argument("--examples", type=int, default=500, help="damaged files for every reader")
    parser.add_argument("--kinds", default=",".join(READERS))
    parser.add_argument("--seed", type=int, default=1)
    given_ = parser.parse_args()
    faults = 0
    for kind in given_.kinds.split(","):
        began = time.perf_counter()
        try:
            counts = fuzz(kind, given_.examples, given_.seed)
        except Exception as fault:  # noqa: BLE001 - every fault is what is looked for
            faults += 1
            print(f"{kind}: {type(fault).__name__}: {fault}")
            continue
        told = ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))
        print(f"{kind}: {told} in {time.perf_counter() - began:.0f} s")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
