"""Data of goals: forms by region and year, words, checklists."""

from decimal import Decimal

import pytest

from mingzhang.rulebook.checklists import checklist
from mingzhang.rulebook.documents import documents
from mingzhang.rulebook.goal_forms import forms_for, goal_forms
from mingzhang.rulebook.goal_words import goal_words, same_units, words_in
from mingzhang.rulebook.notices import notice_rules
from mingzhang.rulebook.parameters import Parameters


def _forms(region: str, year: int, *, whole: bool = False, **own: str) -> list[str]:
    return [f.id for f in forms_for(Parameters(region, year, own), whole=whole)]


@pytest.mark.parametrize(
    ("region", "year", "expected"),
    [
        ("110000", 2020, ["cost-within-output"]),
        ("110000", 2021, ["cost-within-output", "cost-first"]),
        ("110000", 2023, ["cost-first"]),
        ("512002", 2020, ["cost-within-output", "sichuan-completion", "sichuan-special-fund"]),
        ("510500", 2023, ["cost-first", "sichuan-special-fund"]),
        ("110000", 2014, []),
    ],
)
def test_forms_of_a_region_and_year(region: str, year: int, expected: list[str]) -> None:
    assert _forms(region, year) == expected


def test_the_whole_department_has_forms_of_its_own() -> None:
    assert _forms("510500", 2023, whole=True) == ["cost-first", "sichuan-whole"]
    assert _forms("510500", 2020, whole=True) == ["cost-within-output"]


def test_an_office_keeps_the_older_form_by_its_switch() -> None:
    kept = _forms("110000", 2023, older_goal_form="是")
    assert kept == ["cost-within-output", "cost-first"]
    assert _forms("110000", 2014, older_goal_form="是") == []


def test_points_of_every_pattern_are_those_of_a_goal() -> None:
    patterns = [p for form in goal_forms().values() for p in form.pattern]
    assert patterns
    assert {sum(Decimal(v) for v in p.points.values()) for p in patterns} == {Decimal(90)}


def test_every_form_rests_on_a_document() -> None:
    assert {form.basis.document for form in goal_forms().values()} <= documents().keys()


def test_the_review_has_eight_points_of_100() -> None:
    review = checklist("review")
    by_dimension: dict[str, Decimal] = {}
    for item in review.item:
        by_dimension[item.dimension] = by_dimension.get(item.dimension, Decimal(0)) + item.most
    assert list(map(str, by_dimension.values())) == ["20", "20", "30", "30"]
    assert len(review.item) == 8
    assert all(item.questions for item in review.item)
    assert {rule for item in review.item for rule in item.rules} <= notice_rules().keys()


def test_grades_hold_from_their_bound_on() -> None:
    review = checklist("review")
    points = ("100", "90", "89.99", "80", "79.99", "60", "59.99", "0")
    labels = [review.graded(Decimal(p), Decimal(100)).label for p in points]
    assert labels == ["优", "优", "良", "良", "中", "中", "差", "差"]


def test_the_ex_ante_evaluation_has_five_dimensions_and_an_optional_one() -> None:
    items = checklist("ex_ante").item
    assert [item.full for item in items] == ["20"] * 6
    assert [item.code for item in items if item.optional] == ["sustainability"]
    with pytest.raises(KeyError):
        checklist("ex_ante").find("nonsense")


def test_words() -> None:
    assert words_in("明显进一步提升", "degree") == ("进一步", "明显")
    assert words_in("引进一批企业", "indefinite") == ("一批",)
    assert same_units()["批次"] == "批"
    with pytest.raises(KeyError):
        goal_words("nonsense")
