import re

import pytest

from mingzhang.rulebook.documents import documents
from mingzhang.rulebook.wording import Words, any_of, grades, wording, words

LISTS = list(wording().values())
_CLASS = re.compile(r"\[(?:\\.|[^\]\\])*\]")
_OPEN_ENDED = re.compile(r"(?<!\\)[*+]|\{[0-9]*,\}")


def _named(row: Words) -> str:
    return row.id


@pytest.mark.parametrize("row", LISTS, ids=_named)
def test_a_list_rests_on_something_and_can_be_used(row: Words) -> None:
    assert row.basis in documents()
    assert row.words or row.patterns
    re.compile(any_of(row.id))


@pytest.mark.parametrize("row", LISTS, ids=_named)
def test_no_pattern_is_open_ended(row: Words) -> None:
    for pattern in row.patterns:
        assert not _OPEN_ENDED.search(_CLASS.sub("", pattern)), pattern


@pytest.mark.parametrize("row", LISTS, ids=_named)
def test_a_list_holds_nothing_twice(row: Words) -> None:
    for entries in (row.words, row.patterns):
        assert len(set(entries)) == len(entries)


def test_the_longest_word_is_tried_first() -> None:
    found = re.match(any_of("name-endings"), "委员会")
    assert found is not None
    assert found[0] == "委员会"


def test_a_word_is_taken_as_it_stands() -> None:
    assert re.fullmatch(any_of("errors"), "#DIV/0！")
    assert not re.search(any_of("errors"), "#DIV/0X")


def test_words_of_a_list_are_in_the_order_of_the_file() -> None:
    assert words("grade-good") == ("良", "良好")


def test_an_unknown_list_is_refused() -> None:
    with pytest.raises(KeyError):
        words("no-such-list")
    with pytest.raises(KeyError):
        any_of("no-such-list")


def test_grades_of_the_ministry_best_first() -> None:
    assert [(grade.names[0], grade.floor) for grade in grades()] == [
        ("优", 90),
        ("良", 80),
        ("中", 60),
        ("差", 0),
    ]
