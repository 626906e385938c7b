"""What must hold for every row of the classifications, in every year."""

from collections import Counter
from itertools import combinations

import pytest

from mingzhang.kernel.code import level_of, parent_of
from mingzhang.kernel.period import Validity
from mingzhang.rulebook.classification import (
    Item,
    _aliases,
    all_items,
    classification,
    history,
    moves,
    name_key,
    sources,
    systems,
)

SYSTEMS = ("functional", "economic", "government_economic")
YEARS = range(2018, 2028)
CERTAINTIES = {"K-H", "K-M", "K-L"}


def _items() -> list[tuple[str, Item]]:
    return [(system, item) for system in SYSTEMS for item in all_items(system)]


def test_the_systems_are_those_of_the_interface() -> None:
    assert tuple(systems()) == SYSTEMS


@pytest.mark.parametrize("system", SYSTEMS)
def test_rows_stand_in_order_of_code_and_year(system: str) -> None:
    keys = [(item.code, item.validity.since or 0) for item in all_items(system)]
    assert keys == sorted(keys)


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_code_has_one_name_at_a_time(system: str) -> None:
    for code in {item.code for item in all_items(system)}:
        for one, other in combinations(history(code, system), 2):
            assert not one.validity.overlaps(other.validity), code


def test_levels_match_the_length_of_the_code() -> None:
    for _, item in _items():
        assert item.level == level_of(item.code), item.code


def test_a_code_starts_with_the_digit_of_its_system() -> None:
    first = {"functional": "2", "economic": "3", "government_economic": "5"}
    for system, item in _items():
        assert item.code[0] == first[system], item.code


def test_years_run_forward() -> None:
    for _, item in _items():
        since, until = item.validity.since, item.validity.until
        assert since is None or until is None or since <= until, item.code


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("year", YEARS)
def test_every_code_has_its_parent_in_each_of_its_years(system: str, year: int) -> None:
    held = classification(system, year)
    for code in held.codes():
        parent = parent_of(code)
        assert parent is None or held.find(parent), code


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("year", YEARS)
def test_siblings_bear_different_names(system: str, year: int) -> None:
    held = classification(system, year)
    groups = [held.classes(), *(held.children(code) for code in held.codes())]
    for group in groups:
        # As printed: also shortened, also by another name.
        keys = Counter(
            key for item in group for key in {name_key(name) for name in held.names_of(item.code)}
        )
        assert not [key for key, count in keys.items() if count > 1]


def test_every_citation_resolves() -> None:
    cited = [item.citation for _, item in _items()]
    cited += [each.citation for each in _aliases()]
    cited += [each.citation for each in moves()]
    assert all(cited)
    assert {each for row in cited for each in row} == sources().keys()


def test_what_is_cited_was_printed_in_a_year_of_validity() -> None:
    for _, item in _items():
        for each in item.citation:
            year = sources()[each].year
            assert year is None or item.validity.covers(year), (item.code, each)


def test_sources_are_of_known_kinds() -> None:
    for each in sources().values():
        assert each.kind in {"printed", "list", "unverified"}
        assert (each.year is not None) == (each.kind != "unverified")


def test_certainties_are_tags_and_what_is_printed_is_sure() -> None:
    for _, item in _items():
        assert item.certainty in CERTAINTIES
        printed = any(sources()[each].kind == "printed" for each in item.citation)
        assert not printed or item.certainty == "K-H", item.code


def test_names_are_typed_as_the_official_print_types_them() -> None:
    for _, item in _items():
        assert not set(item.name) & set(" ()\"'\u3000"), item.name


def test_every_alias_is_of_a_code_and_no_copy_of_its_name() -> None:
    for each in _aliases():
        span = Validity(each.since, each.until)
        named = [item for item in history(each.code, each.system) if item.validity.overlaps(span)]
        assert named, each
        assert name_key(each.alias) not in {name_key(item.name) for item in named}
        assert each.certainty in CERTAINTIES


def test_a_move_starts_when_the_code_ends_and_leads_to_a_code_that_stands() -> None:
    for move in moves():
        assert history(move.code, move.system)[-1].validity.until == move.year - 1, move
        assert classification(move.system, move.year).find(move.successor), move
        assert move.certainty in CERTAINTIES
