"""Re-checks: a draw that a stranger repeats, deviations and what they cost."""

import hashlib
from decimal import Decimal

import pytest

from mingzhang.domain.book.performance_sheets import SelfEvaluationRow
from mingzhang.domain.book.sheets import ProjectRow
from mingzhang.domain.performance.evaluation.recheck import deduction, deviation, draw
from mingzhang.domain.performance.evaluation.rechecked import (
    recheck_draw,
    recheck_notices,
    rechecked,
)
from mingzhang.rulebook.parameters import Parameters
from tests.unit.domain.performance.whole.evaluated import parts

D = Decimal
CODES = tuple(f"P{n:02d}" for n in range(1, 20))
STEPS = Parameters("510500", 2023, {}).steps("recheck_deduction")


def test_the_draw_is_the_smallest_digests_of_seed_and_code() -> None:
    digests = sorted((hashlib.sha256(f"种子\n{c}".encode()).hexdigest(), c) for c in CODES)
    found = draw(CODES, D(15), "种子")
    assert [(each.number, each.code) for each in found] == digests[:3]
    assert [each.rank for each in found] == [1, 2, 3]


def test_order_and_repetition_of_the_list_do_not_matter() -> None:
    shuffled = [*CODES[7:], *reversed(CODES), *CODES[:7]]
    assert draw(shuffled, D(40), "x") == draw(CODES, D(40), "x")
    assert draw(CODES, D(40), "y") != draw(CODES, D(40), "x")


@pytest.mark.parametrize(("share", "count"), [("0.1", 1), ("15", 3), ("50", 10), ("100", 19)])
def test_the_share_is_rounded_up(share: str, count: int) -> None:
    assert len(draw(CODES, D(share), "x")) == count


@pytest.mark.parametrize(("share", "seed"), [("0", "x"), ("100.1", "x"), ("-1", "x"), ("15", "")])
def test_a_draw_that_nobody_could_repeat_is_refused(share: str, seed: str) -> None:
    with pytest.raises(ValueError, match="share"):
        draw(CODES, D(share), seed)


def test_none_of_nothing() -> None:
    assert draw((), D(15), "x") == ()


@pytest.mark.parametrize(
    ("own", "rechecked_", "found"),
    [("100", "95", "5"), ("80", "88", "-10"), ("0", "50", None), ("90", "90", "0")],
)
def test_deviation_is_of_the_own_score(own: str, rechecked_: str, found: str | None) -> None:
    assert deviation(D(own), D(rechecked_)) == (None if found is None else D(found))


@pytest.mark.parametrize(
    ("off", "points"),
    [
        ("0", 0),
        ("5", 0),
        ("5.0001", 4),
        ("-5.0001", 4),
        ("10", 4),
        ("10.0001", 8),
        ("20", 8),
        ("20.0001", 10),
        ("-100", 10),
    ],
)
def test_what_a_deviation_costs(off: str, points: int) -> None:
    assert deduction(D(off), STEPS) == points


ROWS = (
    ProjectRow(code="P2", name="外事"),
    ProjectRow(code="P3", name="会展"),
    SelfEvaluationRow(project="P1", stated=D(95), rechecked=D(84)),
    SelfEvaluationRow(project="P2", stated=D(90), rechecked=D(90)),
    SelfEvaluationRow(project="P3", rechecked=D(70)),
)


def test_self_scores_beside_their_rechecks() -> None:
    made = parts(*ROWS)
    found = rechecked(made.book, made.scored, made.parameters)
    assert [(r.name, r.own, r.deduction) for r in found] == [
        ("招商", 95, 8),
        ("外事", 90, 0),
        ("会展", None, None),  # neither stated nor complete, so there is nothing to compare
    ]
    (notice,) = recheck_notices(found)
    assert notice.said == "招商：自评得分与复核得分偏差11.58%"
    assert notice.evidence == ("自评95分，复核84分", "按偏差分档扣8分")


def test_the_method_of_the_draw_is_told_so_that_anybody_can_repeat_it() -> None:
    made = parts(*ROWS)
    found = recheck_draw(made.performance, made.parameters)
    assert found is not None
    assert (found.seed, found.codes, len(found.drawn)) == ("D-2023", ("P1", "P2", "P3"), 1)
    for word in ("全部3个项目", "抽取比例15%", "共1个", "“D-2023”", "SHA-256"):
        assert word in found.method
    own = recheck_draw(made.performance, made.parameters, "2024-05-01")
    assert own is not None
    assert own.seed == "2024-05-01"
