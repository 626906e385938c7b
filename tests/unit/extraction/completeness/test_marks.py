from mingzhang.extraction.completeness.marks import find
from tests.unit.extraction.completeness.whole import PARTS, TABLES, whole
from tests.unit.extraction.wording.said import HINT, Said, messages, said


def numbered(*numbers: int) -> dict[str, str]:
    """Return the tables of the report with these numbers before their titles."""
    titles = [title.split("、", 1)[1] for title in TABLES]
    return {
        f"公开{n:02d}表 {title}": table
        for n, title, table in zip(numbers, titles, TABLES.values(), strict=True)
    }


def test_numbers_that_run_on() -> None:
    assert said(find, whole(contents=PARTS, tables=numbered(*range(1, 9)))) == []
    assert said(find, whole()) == []


def test_a_number_that_two_tables_bear() -> None:
    view = whole(contents=PARTS, tables=numbered(1, 2, 3, 4, 4, 6, 7, 8))
    assert said(find, view) == [Said("complete.number", HINT, "公开04表 一般公共预算支出预算表")]


def test_a_number_that_is_left_out() -> None:
    view = whole(contents=PARTS, tables=numbered(1, 2, 3, 4, 5, 6, 8, 9))
    assert messages(find, view) == "“公开06表”之后是“公开08表”，中间的编号没有"
    told = whole(contents=(*PARTS, "公开07表 另见"), tables=numbered(1, 2, 3, 4, 5, 6, 8, 9))
    assert said(find, told) == []
