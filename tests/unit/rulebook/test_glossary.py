"""Definitions of functional items: only of what exists, said as definitions are."""

import csv
import io

import pytest

from mingzhang.rulebook.classification import functional
from mingzhang.rulebook.glossary import definition
from mingzhang.rulebook.loading import read_text

ROWS = list(csv.DictReader(io.StringIO(read_text("glossary.csv"))))
YEARS = range(2018, 2026)
#: Items that bureaus of all kinds have.
COMMON = (
    "2010301", "2010608", "2013105", "2013816", "2040220", "2050202", "2060702", "2070109",
    "2080109", "2082001", "2100302", "2100408", "2101101", "2110302", "2120104", "2120501",
    "2130119", "2130306", "2130314", "2140106", "2150517", "2169901", "2200106", "2210106",
    "2240106", "2296002", "2010199", "2130399", "2060201", "2040219",
)  # fmt: skip


@pytest.mark.parametrize("code", COMMON)
def test_common_items_are_defined(code: str) -> None:
    said = definition(code, 2023)
    assert said
    assert "{" not in said


def test_every_definition_is_of_an_item_of_the_classification() -> None:
    codes = {row["code"] for row in ROWS if row["code"]}
    assert len(codes) > 200
    known = {code for code in codes for year in YEARS if functional(year).find(code)}
    assert known == codes


def test_every_definition_is_a_sentence_and_none_is_given_twice() -> None:
    wrong = [r for r in ROWS if not (r["text"].startswith("指") and r["text"].endswith("。"))]
    assert wrong == []
    keys = [(r["code"], r["name"], r["since"]) for r in ROWS]
    assert len(set(keys)) == len(keys)


def test_a_renamed_item_is_not_explained_by_its_later_name() -> None:
    assert definition("2040607", 2019) is None
    assert definition("2040607", 2020) == "指提供法律援助、公证和法律咨询等公共法律服务的支出。"
    assert definition("2080501", 2019) != definition("2080501", 2020)
