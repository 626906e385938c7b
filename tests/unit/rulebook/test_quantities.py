"""The quantities and families of reports: what the loader refuses, and what the data must be."""

import pytest

from mingzhang.rulebook.loading import RulebookFault
from mingzhang.rulebook.quantities import (
    families,
    parse_families,
    parse_quantities,
    quantities,
    term,
)

QUANTITY = '[a]\nlabel = "甲"\nkind = "money"\nnames = ["甲"]\n'
FAMILY = (
    '[f]\nrule = "parts.sum"\ndocument = "final-accounts-forms"\nwhole = "basic"\n'
    'parts = ["personnel"]\n'
)


def test_no_name_belongs_to_two_quantities_of_one_kind() -> None:
    owners: dict[tuple[str, str, str], str] = {}
    for each in quantities().values():
        for name in each.names:
            for unit in each.units or ("",):
                assert owners.setdefault((name, each.kind, unit), each.id) == each.id


def test_every_quantity_has_names_and_a_label() -> None:
    for each in quantities().values():
        assert each.label
        assert each.names
        assert len(set(each.names)) == len(each.names)


def test_a_family_does_not_contain_its_whole() -> None:
    for each in families().values():
        assert each.terms
        own = term(each.whole)
        assert own not in [*each.terms, *each.others]


def test_the_three_public_expenses_are_three() -> None:
    parts = [part.quantity for part in families()["three_public"].terms]
    assert parts == ["overseas", "vehicles", "reception"]


def test_terms() -> None:
    assert term("-expenditure@fund") == ("expenditure", "fund", -1)
    assert term("basic") == ("basic", "", 1)


@pytest.mark.parametrize(
    ("text", "column"),
    [
        (QUANTITY.replace("money", "cash"), "kind"),
        (QUANTITY + 'money = "most"\n', "money"),
        (QUANTITY + 'units = ["个"]\n', "units"),
        (QUANTITY + 'sides = ["b"]\n', "sides"),
        (QUANTITY + 'none = ["most:无甲"]\n', "none"),
        (QUANTITY + 'alias = ["乙"]\n', "alias"),
        (QUANTITY.replace('label = "甲"\n', ""), "label"),
    ],
)
def test_a_faulty_quantity_is_refused_at_its_field(text: str, column: str) -> None:
    with pytest.raises(RulebookFault) as fault:
        parse_quantities("t.toml", text)
    assert column in [each.place.column for each in fault.value.problems]


@pytest.mark.parametrize(
    ("text", "column"),
    [
        (FAMILY.replace("parts.sum", "parts.none"), "rule"),
        (FAMILY.replace("final-accounts-forms", "hearsay"), "document"),
        (FAMILY + 'op = "<"\n', "op"),
        (FAMILY.replace("personnel", "people"), "parts"),
        (FAMILY.replace("personnel", "personnel@most"), "parts"),
        (FAMILY + 'same = ["g"]\n', "same"),
        (FAMILY + 'stages = ["final"]\n', "stages"),
    ],
)
def test_a_faulty_family_is_refused_at_its_field(text: str, column: str) -> None:
    with pytest.raises(RulebookFault) as fault:
        parse_families("t.toml", text)
    assert column in [each.place.column for each in fault.value.problems]


def test_sound_rows_are_read() -> None:
    assert parse_quantities("t.toml", QUANTITY)["a"].names == ("甲",)
    assert parse_families("t.toml", FAMILY)["f"].terms == (("personnel", "", 1),)
