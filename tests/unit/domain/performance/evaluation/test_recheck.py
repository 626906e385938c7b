"""Re-checks: a draw that a stranger repeats, deviations and what they cost."""

import hashlib
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from mingzhang.domain.book.performance_sheets import ActualRow, FundRow, SelfEvaluationRow
from mingzhang.domain.book.sheets import ProjectRow
from mingzhang.domain.performance.evaluation.recheck import deduction, deviation, draw
from mingzhang.domain.performance.evaluation.rechecked import (
    recheck_draw,
    recheck_notices,
    rechecked,
)
from mingzhang.domain.performance.model import Notice
from mingzhang.kernel.problem import Place
from mingzhang.rulebook.parameters import Parameters
from tests.unit.domain.performance.goal_books import indicator
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


def _row(project: str, month: int | None, stated: int | None, checked: int | None) -> object:
    return SelfEvaluationRow(
        project=project,
        on=None if month is None else date(2024, month, 1),
        stated=None if stated is None else D(stated),
        rechecked=None if checked is None else D(checked),
    )


@pytest.mark.parametrize(
    ("rows", "own", "checked", "number"),
    [
        # Compared again: the last comparison counts, by date and not by row.
        (((3, 95, 84), (6, 90, 90)), 90, 90, 3),
        (((6, 90, 90), (3, 95, 84)), 90, 90, 2),
        (((None, 95, 84), (3, 90, 90)), 90, 90, 3),
        (((None, 95, 84), (None, 90, 90)), 90, 90, 3),
        # Without a score of its own it is held against the last one stated before it.
        (((3, 95, None), (6, None, 84)), 95, 84, 3),
        (((3, 95, None), (6, None, 84), (9, 90, None)), 95, 84, 3),
        (((3, 95, 84), (6, 90, None)), 95, 84, 2),
        (((3, None, 84), (6, 90, None)), None, 84, 2),
    ],
)
def test_what_is_compared_again_counts_once(
    rows: tuple[tuple[int | None, int | None, int | None], ...],
    own: int | None,
    checked: int,
    number: int,
) -> None:
    made = parts(*(_row("P1", *row) for row in rows))
    (found,) = rechecked(made.book, made.scored, made.parameters)
    assert found.own == own
    assert (found.rechecked, found.stated) == (D(checked), own is not None)
    assert found.place == Place("自评", number, "复核得分")


def test_rechecks_stand_in_the_book_s_order() -> None:
    rows = (_row("P2", 6, 90, 81), _row("P1", 3, 80, 76))
    made = parts(ProjectRow(code="P2", name="外事"), *rows)
    found = rechecked(made.book, made.scored, made.parameters)
    assert [(r.project, r.deviation, r.deduction) for r in found] == [
        ("P2", D(10), D(4)),
        ("P1", D(5), D(0)),
    ]
    assert [n.project for n in recheck_notices(found)] == ["P2"]


def test_a_score_that_is_not_stated_is_the_computed_one() -> None:
    """The department's own goal is rechecked too; without a complete total there is none."""
    rows = (
        indicator("q", target=D(10), weight=D(90)),
        ActualRow(indicator="q", value=D(10)),
        FundRow(project="P1", source="fiscal", adjusted=D(100), spent=D(100)),
        _row("P1", None, None, 80),
    )
    made = parts(*rows)
    (found,) = rechecked(made.book, made.scored, made.parameters)
    assert (found.own, found.stated, found.deviation, found.deduction) == (
        D(100),
        False,
        D(20),
        D(8),
    )
    (notice,) = recheck_notices((found,))
    assert notice == Notice(
        "evaluation.deviation",
        "P1",
        "",
        "招商：自评得分与复核得分偏差20%",
        ("自评100分，复核80分", "按偏差分档扣8分"),
        found.place,
    )
    half = parts(*rows[:1], *rows[2:])
    (open_,) = rechecked(half.book, half.scored, half.parameters)
    assert (open_.own, open_.deviation, open_.deduction) == (None, None, None)


def test_an_own_score_of_nothing_has_no_deviation_and_the_department_has_one() -> None:
    made = parts(_row("P1", None, 0, 50), _row("", None, 80, 84))
    zero, whole = rechecked(made.book, made.scored, made.parameters)
    assert (zero.own, zero.deviation, zero.deduction) == (D(0), None, None)
    assert (whole.project, whole.deviation) == ("", D(-5))
    assert list(recheck_notices((zero, whole))) == []


def test_a_row_without_project_is_of_the_department_and_one_of_no_project_is_of_nobody() -> None:
    rows = (SelfEvaluationRow(stated=D(80), rechecked=D(72)), _row("P9", None, 90, 90))
    made = parts(*rows)
    (whole,) = rechecked(made.book, made.scored, made.parameters)
    assert (whole.project, whole.deviation) == ("", D(10))


def test_the_codes_of_a_draw_are_told_in_their_order() -> None:
    made = parts(ProjectRow(code="P0", name="外事"))
    found = recheck_draw(made.performance, made.parameters)
    assert found is not None
    assert found.codes == ("P0", "P1")


def test_nothing_is_drawn_of_no_project() -> None:
    made = parts()
    none = replace(made.performance, projects=())
    assert recheck_draw(none, made.parameters) is None
    found = recheck_draw(made.performance, made.parameters)
    assert found is not None
    assert (found.share, found.codes) == (D(15), ("P1",))
    assert found.drawn == draw(("P1",), D(15), "D-2023")


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
