"""Kinds of basic expenditure, and the two economic classifications against each other."""

import pytest

from mingzhang.kernel.period import Validity
from mingzhang.rulebook.classification import (
    UnknownCode,
    YearNotCovered,
    economic,
    government_economic,
)
from mingzhang.rulebook.concepts import dimension
from mingzhang.rulebook.economic import (
    economic_map_rows,
    expense_kind,
    expense_kind_rows,
    government_code,
    unit_groups,
)

YEARS = range(2018, 2027)
UNIT_KINDS = sorted(dimension("unit_kind").values)


@pytest.mark.parametrize("year", YEARS)
def test_every_code_has_one_kind(year: int) -> None:
    for item in economic(year).classes():
        rows = [
            row
            for row in expense_kind_rows()
            if row.class_code == item.code and Validity(row.since, row.until).covers(year)
        ]
        assert len(rows) == 1, item.code
        assert rows[0].kind in {"personnel", "public_use"}
        assert rows[0].in_basic in {"usual", "rare", "never"}


def test_personnel_is_wages_and_people_and_nothing_else() -> None:
    found = {
        c.code for c in economic(2023).classes() if expense_kind(c.code, 2023).kind == "personnel"
    }
    assert found == {"301", "303"}
    assert expense_kind("30113", 2023) == expense_kind("301", 2023)
    assert expense_kind("31002", 2023).kind == "public_use"
    assert expense_kind("309", 2023).in_basic == "never"
    assert expense_kind("302", 2023).basis.official


def test_unit_kinds_are_those_of_the_dimension_each_in_one_group() -> None:
    grouped = [kind for group in unit_groups().values() for kind in group.unit_kinds]
    assert sorted(grouped) == UNIT_KINDS


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("unit_kind", UNIT_KINDS)
def test_a_class_and_its_divisions_go_into_one_class(unit_kind: str, year: int) -> None:
    for upper in economic(year).classes():
        whole = government_code(upper.code, unit_kind, year)
        for lower in economic(year).children(upper.code):
            part = government_code(lower.code, unit_kind, year)
            if whole is not None and part is not None and upper.code != "312":
                assert part.code[:3] == whole.code[:3], lower.code


def test_every_row_joins_codes_that_stand_and_no_two_rows_claim_one() -> None:
    groups = {*unit_groups(), "any"}
    for row in economic_map_rows():
        year = row.since or 2018
        assert economic(year).find(row.code), row
        assert government_economic(year).find(row.government_code), row
        assert row.units in groups
    keys = [(row.code, row.units, row.since) for row in economic_map_rows()]
    assert len(keys) == len(set(keys))
    for_all = {row.code for row in economic_map_rows() if row.units == "any"}
    assert not for_all & {row.code for row in economic_map_rows() if row.units != "any"}


@pytest.mark.parametrize(
    ("code", "unit_kind", "expected", "sure"),
    [
        ("301", "agency", "501", True),
        ("302", "participating", "502", True),
        ("310", "agency", "503", True),
        ("301", "public_1", "50501", True),
        ("302", "public_2", "50502", True),
        ("310", "other_institution", "506", True),
        ("303", "public_1", "509", True),
        ("30217", "agency", "50206", False),
        ("30217", "public_1", "50502", True),
    ],
)
def test_the_code_in_the_government_budget(
    code: str, unit_kind: str, expected: str, *, sure: bool
) -> None:
    found = government_code(code, unit_kind, 2023)
    assert found is not None
    assert found.code == expected
    assert found.basis.official == sure


def test_where_no_correspondence_is_known_there_is_none() -> None:
    assert government_code("312", "agency", 2023) is None


def test_unknown_codes_and_years_are_refused() -> None:
    with pytest.raises(UnknownCode):
        government_code("30298", "agency", 2023)
    with pytest.raises(UnknownCode):
        expense_kind("201", 2023)
    with pytest.raises(YearNotCovered):
        expense_kind("301", 2017)
