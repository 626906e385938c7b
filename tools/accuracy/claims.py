"""The hand list of relations that real documents claim: places and figures, and their arithmetic.

`tests/contract/seed_relations.csv` was made by reading the documents, not by the checker. It has
no sentence of theirs. A row is

    id, document, kind, claim, verdict

`document` names a document of the corpus (`corpus.files`). `claim` is an equation or inequality
of figures: `72:83.14/100 = 72:2209.46 / 72:2657.66`. A figure is `line:print`, lines counted from
1, the print exactly as it stands; `line:print#3` is its third occurrence in the line (a print
counts only as a whole numeral; words and Chinese numerals count as pieces of text). Bare numbers
are constants: of the claim (100 %), or what the reader counted (a list of five names). What stands
left of the sign is what the words state, the rest are its operands.

`print~2` says to how many decimals a figure was rounded where the print does not show it (82 among
amounts with two decimals is `82~2`, a yuan amount per head `15902~0`). Otherwise a decimal and a
rate were rounded at their last digit, and whole numbers are exact. `<`, `<=`, `>` and `>=` compare
prints as they are. `19:增加#1 ~ 19:增长#1` says that two words must point the same way.

`verdict` is "ok" (the recomputed value rounds to the print), "rounding" (only within the rounding
of its operands), a root cause of the audit ("E003-1": the claim is false), or "doubt" (false as it
stands, with an explanation that the document leaves open).
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tools.accuracy.equations import RATE, Box, Equation, Parser, Ref, box

HAND_LIST = Path(__file__).parents[2] / "tests" / "contract" / "seed_relations.csv"


@dataclass(frozen=True)
class Claim:
    """A row of the hand list."""

    id: str
    document: str
    kind: str
    text: str
    verdict: str

    @cached_property
    def equation(self) -> Equation:
        """Return the claim taken apart. ValueError: it is none."""
        return Parser(self.text).parse()

    def boxes(self, lines: Sequence[str]) -> dict[Ref, Box]:
        """Return what each figure can mean where it stands. ValueError: one is not there."""
        found = {}
        for ref in self.equation.refs:
            _, end = ref.find(lines)
            if not ref.is_word:
                rate = bool(RATE.match(lines[ref.line - 1], end))
                found[ref] = box(ref.text, rate=rate, places=ref.places)
        return found

    def judge(self, lines: Sequence[str]) -> str:
        """Return "ok", "rounding" or "violated". ValueError: a figure is not there."""
        return self.equation.judge(self.boxes(lines))


def read_claims(path: Path = HAND_LIST) -> list[Claim]:
    """Return the hand list."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Claim(r["id"], r["document"], r["kind"], r["claim"], r["verdict"])
            for r in csv.DictReader(file)
        ]
