"""Declarations of forms that do not hold together are refused, every fault at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mingzhang.domain.performance.forms.load import form_set, load
from mingzhang.rulebook.editions import NoEdition, editions, merged
from mingzhang.rulebook.loading import RulebookFault

EDITION = """
title = "试验"
basis = { document = "project-evaluation" }
forms = ["one", "two"]
"""
FORM = """
title = "某表"
short = "某"
scope = "galaxy"
when = "never"
sets = ["绩效指标", "星表"]
widths = [10, 10]
orientation = "diagonal"
basis = { document = "no-such-document" }

[[block]]
side = "侧栏"
[[block.row]]
cells = [{ label = "甲" }, { value = "no.such.value" }]
[[block.row]]
each = "nothing"
cells = [{ value = "project.name", label = "又是字", align = "up" }]
"""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give a folder of editions of a user's own."""
    monkeypatch.setenv("MINGZHANG_EDITIONS", str(tmp_path))
    for cached in (editions, merged, load):
        cached.cache_clear()
    yield tmp_path
    for cached in (editions, merged, load):
        cached.cache_clear()


def edition(folder: Path, name: str, head: str, forms: dict[str, str]) -> None:
    (folder / name / "forms").mkdir(parents=True)
    (folder / name / "edition.toml").write_text(head, "utf-8")
    for form, declared in forms.items():
        (folder / name / "forms" / f"{form}.toml").write_text(declared, "utf-8")


def test_every_fault_is_told_at_once(own: Path) -> None:
    edition(own, "99-forms-2020", EDITION, {"one": FORM, "three": "title = "})
    with pytest.raises(RulebookFault) as fault:
        load("99-forms-2020")
    told = [problem.found for problem in fault.value.problems]
    for found in (
        "galaxy",
        "never",
        "星表",
        "diagonal",
        "no-such-document",
        "no.such.value",
        "nothing",
        "up",
        "又是字",
        "2列",
        "two",
    ):
        assert found in told, found
    assert any("three.toml" in problem.place.file for problem in fault.value.problems)


def test_an_edition_of_one_s_own_hides_a_form(own: Path) -> None:
    head = 'extends = "cn-forms-2020"\ntitle = "本地表格"\nforms = ["rectification"]\n'
    head += 'basis = { document = "house-default", certainty = "K-M" }\n'
    declared = """
title = "整改清单"
short = "清单"
scope = "department"
when = "rectifications"
sets = ["整改"]
widths = [1, 1, 3]
basis = { document = "house-default", certainty = "K-M" }
[[block]]
[[block.row]]
cells = [{ label = "整改编号" }, { label = "问题来源" }, { label = "问题" }]
[[block.row]]
each = "rectifications"
cells = [{ value = "mending.code" }, { value = "mending.found_by" }, { value = "mending.problem" }]
"""
    edition(own, "5107-forms-2024", head, {"rectification": declared})
    chosen = form_set("510700", 2024)
    assert chosen.edition.id == "5107-forms-2024"
    assert list(chosen.forms) == ["rectification"]
    assert chosen.forms["rectification"].title == "整改清单"
    assert load("cn-forms-2020").forms["rectification"].title != "整改清单"
    assert chosen.homes == {"rectification": "5107-forms-2024"}


@pytest.mark.parametrize(
    ("region", "year", "wanted"),
    [
        ("511100", 2021, "51-forms-2020"),
        ("510500", 2023, "51-forms-2022"),
        ("310000", 2024, "cn-forms-2020"),
    ],
)
def test_the_edition_of_place_and_year_is_chosen(region: str, year: int, wanted: str) -> None:
    assert form_set(region, year).edition.id == wanted


def test_there_is_none_before_the_forms_were_made() -> None:
    with pytest.raises(NoEdition):
        form_set("510000", 2015)
