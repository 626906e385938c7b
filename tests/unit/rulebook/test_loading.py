"""The reader of rulebook data refuses what its declaration does not know."""

import datetime as dt
from dataclasses import dataclass

import pytest

from mingzhang.rulebook.loading import (
    RulebookFault,
    parse_records,
    parse_table,
    read_text,
)


@dataclass(frozen=True, slots=True)
class Row:
    code: str
    since: int | None
    sure: bool
    day: dt.date | None
    cited: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Entry:
    id: str
    title: str
    years: tuple[str, ...] = ()
    date: dt.date | None = None
    first: int | None = None
    open: bool = False


HEADING = "code,since,sure,day,cited,count\n"


def _places(fault: pytest.ExceptionInfo[RulebookFault]) -> list[tuple[int | None, str]]:
    return [(each.place.row, each.place.column) for each in fault.value.problems]


def test_every_declared_type_is_read() -> None:
    text = HEADING + "201,2018,true,2020-08-03,a;b,3\n202,,false,,,0\n"
    first, second = parse_table("t.csv", text, Row)
    assert first == Row("201", 2018, True, dt.date(2020, 8, 3), ("a", "b"), 3)
    assert second == Row("202", None, False, None, (), 0)


def test_a_cell_may_hold_commas_quotes_and_line_ends() -> None:
    text = HEADING + '"a,""b""\nc",,true,,,1\n'
    assert parse_table("t.csv", text, Row)[0].code == 'a,"b"\nc'


@pytest.mark.parametrize(
    "heading",
    ["", "code\n", "code,since,sure,day,cited\n", HEADING.replace("day", "date")],
    ids=["empty", "one", "missing", "other"],
)
def test_a_heading_that_is_not_the_fields_is_refused(heading: str) -> None:
    with pytest.raises(RulebookFault) as fault:
        parse_table("t.csv", heading, Row)
    assert _places(fault) == [(1, "")]
    assert fault.value.problems[0].place.file == "t.csv"


def test_all_problems_of_a_table_come_at_once() -> None:
    text = HEADING + "201,x,yes,3.8.2020,,\n202,,true,,\n 203,,true,,,1\n"
    with pytest.raises(RulebookFault) as fault:
        parse_table("t.csv", text, Row)
    assert sorted(_places(fault), key=str) == sorted(
        [(2, "since"), (2, "sure"), (2, "day"), (2, "count"), (3, ""), (4, "code")], key=str
    )


def test_records_take_defaults_and_lists() -> None:
    text = '[a]\ntitle = "A"\n[b]\ntitle = "B"\nyears = ["x"]\ndate = 2020-08-03\nfirst = 1\n'
    found = parse_records("t.toml", text, Entry)
    assert list(found) == ["a", "b"]
    assert found["a"] == Entry("a", "A")
    assert found["b"] == Entry("b", "B", ("x",), dt.date(2020, 8, 3), 1)


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ('[a]\ntitle = "A"\ncolour = "red"\n', "colour"),
        ("[a]\nfirst = 1\n", "title"),
        ("[a]\ntitle = 1\n", "title"),
        ('[a]\ntitle = "A"\nfirst = true\n', "first"),
        ('[a]\ntitle = "A"\nyears = [1]\n', "years"),
        ('[a]\ntitle = "A"\nyears = "x"\n', "years"),
        ('[a]\ntitle = "A"\ndate = 2020-08-03T00:00:00\n', "date"),
        ('[a]\ntitle = "A"\nopen = 1\n', "open"),
    ],
)
def test_a_field_that_does_not_fit_is_refused_by_name(text: str, column: str) -> None:
    with pytest.raises(RulebookFault) as fault:
        parse_records("t.toml", text, Entry)
    assert [each.place.column for each in fault.value.problems] == [column]
    assert fault.value.problems[0].place.file == "t.toml[a]"


@pytest.mark.parametrize("text", ["a = 1\n", "[a\n"], ids=["bare", "broken"])
def test_what_is_no_set_of_records_is_refused(text: str) -> None:
    with pytest.raises(RulebookFault):
        parse_records("t.toml", text, Entry)


def test_a_missing_file_is_named() -> None:
    with pytest.raises(RulebookFault, match=r"no_such_table\.csv"):
        read_text("classification/no_such_table.csv")
