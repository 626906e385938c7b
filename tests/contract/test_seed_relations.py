"""The hand list of relations stands in the real documents, and its arithmetic is as it says.

What the checker finds is measured against this list (`python -m tools.accuracy`), so that the list
must not come from the checker. Its format is told in `tools/accuracy/claims.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tools.accuracy.claims import Claim, read_claims
from tools.accuracy.corpus import document_files
from tools.accuracy.equations import OK, ROUNDING, VIOLATED, agree, box

CLAIMS = read_claims()
SEEDS = ("000", "001", "003", "004")
AUDITED = re.compile(r"(?:E00[0-4]|F\d\d)-\d")
#: What an audit of the seeds found to hold by rounding only, line and print.
ROUNDED = {
    ("003", 72, "2657.66"), ("003", 72, "2209.46"), ("003", 77, "2657.66"), ("003", 28, "1324.37"),
    ("003", 115, "107.75"), ("003", 119, "19.73"), ("003", 235, "2657.66"), ("004", 6, "18.4"),
    ("004", 150, "18.4"), ("004", 329, "18.4"), ("004", 376, "18.4"), ("004", 88, "16.64"),
}  # fmt: skip


@cache
def lines(corpus: Path, document: str) -> tuple[str, ...]:
    text = document_files(corpus)[document].read_text(encoding="utf-8-sig")
    return tuple(text.split("\n"))


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_the_places_exist_and_the_arithmetic_is_as_judged(corpus: Path, claim: Claim) -> None:
    found = claim.judge(lines(corpus, claim.document))
    assert found == (claim.verdict if claim.verdict in {OK, ROUNDING} else VIOLATED)


def test_the_list_is_long_and_says_nothing_twice() -> None:
    seeds = Counter(c.document for c in CLAIMS if c.document in SEEDS)
    copies = sum(c.kind == "restatement" for c in CLAIMS if c.document in SEEDS)
    assert set(seeds) == set(SEEDS)
    assert seeds.total() - copies >= 300
    assert len({c.id for c in CLAIMS}) == len(CLAIMS)
    assert len({(c.document, c.text) for c in CLAIMS}) == len(CLAIMS)


def test_what_does_not_hold_is_an_audited_error_or_left_open() -> None:
    verdicts = {c.verdict for c in CLAIMS}
    assert {v for v in verdicts if not AUDITED.fullmatch(v)} == {OK, ROUNDING, "doubt"}
    roots = {v for v in verdicts if v.startswith("E")}
    # The other two are words (E000-1) and the number of a picture (E004-5).
    assert len(roots) == 11


def test_what_holds_by_rounding_only_is_what_the_audit_found() -> None:
    rounded = [c for c in CLAIMS if c.verdict == ROUNDING]
    found = {(c.document, ref.line, ref.text) for c in rounded for ref in c.equation.refs}
    # The rate of the whole from the rates of its parts: the audit counts it among what holds.
    assert found >= {*ROUNDED, ("004", 67, "90.75")}
    assert len(rounded) == len(ROUNDED) + 1


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("1:3.00 = 1:1.50 + 2:1.50", OK),
        ("1:3.00 = 1:1.50 + 2:1.51", ROUNDING),
        ("1:3.00 = 1:1.50 + 2:1.52", VIOLATED),
        ("2:33/100 = 1:1.50 / (1:3.00 + 1:1.50)", OK),
        ("1:12 > 2:12#2", VIOLATED),
        ("1:12 >= 2:12#2", OK),
        ("1:12 = 2:12#2 + 0", OK),
        ("1:12 = 2:12#2 + 1", VIOLATED),
        ("-1:1.50 = 2:1.50 - 1:3.00", OK),
        ("1:增加 ~ 2:增长", OK),
        ("1:增加 ~ 2:下降", VIOLATED),
        ("2:四 = 4", OK),
    ],
)
def test_the_judgement_of_a_claim(claim: str, verdict: str) -> None:
    text = ("共12个，增加3.00，其中1.50", "增长33%，1.50，下降，1.51、1.52，四个12，12", "")
    assert Claim("x", "x", "x", claim, "").judge(text) == verdict


@pytest.mark.parametrize("claim", ["1:7 = 7", "1:2 = 2", "1:3.0 = 3", "1:12#2 = 12", "9:1 = 1"])
def test_a_place_that_is_not_there_is_refused(claim: str) -> None:
    with pytest.raises(ValueError, match="is not in the text"):
        Claim("x", "x", "x", claim, "").judge(("共12个，增加3.00",))


@pytest.mark.parametrize("claim", ["1:2", "1:2 = ", "1:2 = 2 = 2", "= 2", "1:2 + * 3 = 4"])
def test_what_is_no_claim_is_refused(claim: str) -> None:
    with pytest.raises(ValueError, match=r"claim|belongs"):
        Claim("x", "x", "x", claim, "").judge(("2",))


def test_what_a_print_can_mean() -> None:
    assert [float(x) for x in box("82")] == [82, 82, 82]
    assert [float(x) for x in box("82", places=2)] == [82, 81.995, 82.005]
    assert [float(x) for x in box("34", rate=True)] == [34, 33.5, 34.5]
    assert [float(x) for x in box("1,234.5")] == [1234.5, 1234.45, 1234.55]
    assert agree("增加", "上升") == OK
    assert agree("增加", "减少") == agree("增加", "持平") == VIOLATED
