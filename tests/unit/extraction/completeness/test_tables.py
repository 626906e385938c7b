import pytest

from mingzhang.extraction.completeness.tables import find
from tests.unit.extraction.completeness.whole import NOTE, PARTS, TABLES, TEXTS, whole, without
from tests.unit.extraction.wording.said import HINT, WARNING, Said, messages, said


def test_a_whole_report_lacks_nothing() -> None:
    assert said(find, whole()) == []


def test_a_table_that_a_whole_report_must_hold() -> None:
    view = whole(contents=PARTS, tables=without(TABLES, "三公", "基本支出"))
    assert said(find, view) == [Said("complete.table", WARNING, "某市某局2024年部门预算")]
    told = messages(find, view)
    assert "“一般公共预算基本支出表”“三公”" in told.replace("““", "“").replace("经费支出表", "")
    assert "财预〔2016〕143号" in told


def test_what_the_text_says_there_is_none_of_is_a_hint() -> None:
    texts = {**TEXTS, "七、政府性基金说明": "本部门没有政府性基金预算。"}
    view = whole(contents=PARTS, tables=without(TABLES, "政府性基金"), texts=texts)
    assert [each.severity for each in said(find, view)] == [HINT]


@pytest.mark.parametrize(
    ("tables", "texts"),
    [
        (without(TABLES, "三公"), {}),  # tables alone are a file of tables
        ({}, TEXTS),  # and text alone is the text of a report
        (dict(list(TABLES.items())[:2]), dict(list(TEXTS.items())[:2])),  # a piece of one
    ],
)
def test_a_part_of_a_report_lacks_nothing(tables: dict[str, str], texts: dict[str, str]) -> None:
    assert said(find, whole(contents=PARTS, tables=tables, texts=texts)) == []


def test_a_table_whose_title_nobody_knows_may_be_the_one_that_is_missing() -> None:
    tables = {**without(TABLES, "三公"), "九、别的表": TABLES["三、支出预算总表"]}
    assert said(find, whole(contents=PARTS, tables=tables)) == []


def test_an_empty_table_says_that_it_is_empty() -> None:
    assert said(find, whole(note="")) == [
        Said("complete.empty", WARNING, "七、政府性基金预算支出预算表")
    ]
    texts = {**TEXTS, "七、政府性基金说明": "政府性基金预算支出0万元。"}
    assert [each.severity for each in said(find, whole(note="", texts=texts))] == [HINT]


@pytest.mark.parametrize("note", [NOTE, "备注：本单位无该项目", "12.50"])
def test_a_word_or_a_figure_near_an_empty_table(note: str) -> None:
    assert said(find, whole(note=note)) == []
