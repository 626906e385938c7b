"""Which edition serves a place and year, and how one lies over another."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mingzhang.rulebook.editions import NoEdition, choose, editions, merged


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the user's folder of editions; what is cached is forgotten before and after."""
    folder = tmp_path / "自定 版本"
    folder.mkdir()
    monkeypatch.setenv("MINGZHANG_EDITIONS", str(folder))
    _forget()
    yield folder
    _forget()


def _forget() -> None:
    editions.cache_clear()
    merged.cache_clear()


def _add(folder: Path, edition_id: str, text: str = "", **files: str) -> None:
    (folder / edition_id).mkdir()
    for name, content in {"edition": text, **files}.items():
        (folder / edition_id / f"{name}.toml").write_text(content, encoding="utf-8")


def _fill(folder: Path) -> None:
    _add(folder, "cn-plan-2000")
    _add(folder, "cn-plan-2021", "since = 2021")
    _add(folder, "51-plan-2000", "until = 2019")
    _add(folder, "51-plan-2020", "since = 2020")
    _add(folder, "5105-plan-2022", "since = 2022\nuntil = 2023")
    _add(folder, "51-other-2000")


@pytest.mark.parametrize(
    ("region", "year", "chosen"),
    [
        ("110000", 2020, "cn-plan-2000"),
        ("110000", 2022, "cn-plan-2021"),
        ("510000", 2019, "51-plan-2000"),
        ("510000", 2020, "51-plan-2020"),
        ("510500", 2021, "51-plan-2020"),
        ("510500", 2022, "5105-plan-2022"),
        ("510502", 2023, "5105-plan-2022"),
        ("510500", 2024, "51-plan-2020"),
        ("512000", 2023, "51-plan-2020"),
    ],
)
def test_the_longest_prefix_that_is_valid_wins(
    own: Path, region: str, year: int, chosen: str
) -> None:
    _fill(own)
    assert choose("plan", region, year).id == chosen


def test_the_later_of_two_that_are_valid_wins(own: Path) -> None:
    _add(own, "51-plan-2000")
    _add(own, "51-plan-2020", "since = 2020")
    assert choose("plan", "510000", 2021).id == "51-plan-2020"
    assert choose("plan", "510000", 2019).id == "51-plan-2000"


def test_what_there_is_is_named_where_none_fits(own: Path) -> None:
    _add(own, "51-plan-2020", "since = 2020")
    for region, year in (("510000", 2019), ("110000", 2021)):
        with pytest.raises(NoEdition, match=rf"{region} {year}年的“plan”.*51-plan-2020"):
            choose("plan", region, year)
    with pytest.raises(NoEdition, match="没有版本 x"):
        merged("x")


BASE = """
title = ["甲", "乙"]
[words]
up = "增加"
down = "减少"
[[fragments.f]]
text = "一"
[[fragments.f]]
text = "二"
"""
BASE_SECTIONS = """
[[section]]
id = "a"
level = 1
title = "A"
[[section.item]]
text = "a1"
[[section]]
id = "b"
level = 1
title = "B"
"""
UPPER = """
extends = "51-plan-2000"
title = ["丙"]
[words]
up = "上升"
[[fragments.f]]
text = "三"
"""
UPPER_SECTIONS = """
[[section]]
id = "a"
title = "新A"
item = []
[[section]]
id = "a1"
after = "a"
level = 2
[[section]]
id = "a2"
after = "a1"
level = 2
[[section]]
id = "c"
level = 1
"""


def test_an_edition_lies_over_what_it_extends(own: Path) -> None:
    _add(own, "51-plan-2000", BASE, sections=BASE_SECTIONS)
    _add(own, "51-plan-2020", UPPER, sections=UPPER_SECTIONS)
    laid = merged("51-plan-2020")
    assert laid["title"] == ["丙"]  # a plain array is replaced
    assert laid["words"] == {"up": "上升", "down": "减少"}  # a table is merged
    assert laid["fragments"]["f"] == [{"text": "三"}]  # rows without id are replaced
    sections = laid["section"]
    assert [s["id"] for s in sections] == ["a", "a1", "a2", "b", "c"]
    assert sections[0] == {"id": "a", "level": 1, "title": "新A", "item": []}
    assert all("after" not in section for section in sections)
    base = merged("51-plan-2000")
    assert [s["id"] for s in base["section"]] == ["a", "b"]  # what lies below is left as it was
    assert base["section"][0]["item"] == [{"text": "a1"}]


def test_a_users_edition_hides_ours_with_the_same_id(own: Path) -> None:
    _add(own, "51-report-2022", 'since = 2022\ntitle = ["自定"]')
    assert choose("report", "510500", 2023).id == "51-report-2022"
    assert merged("51-report-2022") == {"since": 2022, "title": ["自定"]}


def test_editions_that_extend_each_other_are_refused(own: Path) -> None:
    _add(own, "51-report-2022", 'extends = "51-report-2020"')  # which extends 51-report-2022
    with pytest.raises(NoEdition, match="51-report-2022 → 51-report-2020 → 51-report-2022"):
        merged("51-report-2022")
    _add(own, "51-plan-2000", 'extends = "51-plan-2000"')
    _forget()
    with pytest.raises(NoEdition, match="互相引用"):
        merged("51-plan-2000")


def test_a_users_edition_for_a_district_serves_it_alone(own: Path) -> None:
    _add(own, "5105-report-2023", 'since = 2023\nextends = "51-report-2022"\n[words]\nup = "上升"')
    assert choose("report", "510500", 2023).id == "5105-report-2023"
    assert choose("report", "512000", 2023).id == "51-report-2022"
    assert merged("5105-report-2023")["words"]["up"] == "上升"
    assert merged("51-report-2022")["words"]["up"] == "增加"
    assert merged("5105-report-2023")["section"] == merged("51-report-2022")["section"]


@pytest.mark.parametrize(
    ("text", "sections", "told"),
    [
        ('extends = "51-nowhere-1999"', "", "没有版本 51-nowhere-1999"),
        ("", '[[section]]\nid = "x"\n[[section]]\nid = "y"\nafter = "z"', None),
        (
            'extends = "51-report-2022"',
            '[[section]]\nid = "y"\nafter = "nowhere"',
            "“y”应在“nowhere”之后",
        ),
    ],
)
def test_what_is_extended_or_followed_has_to_be_there(
    own: Path, text: str, sections: str, told: str | None
) -> None:
    _add(own, "51-plan-2020", text, sections=sections)
    if told is None:  # nothing lies below: `after` has no meaning yet and is kept as written
        assert [s["id"] for s in merged("51-plan-2020")["section"]] == ["x", "y"]
        return
    with pytest.raises(NoEdition, match=told):
        merged("51-plan-2020")


def test_a_folder_that_is_none_or_misnamed_is_refused(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _add(own, "mine")
    with pytest.raises(NoEdition, match="“mine”应名为"):
        editions()
    monkeypatch.setenv("MINGZHANG_EDITIONS", str(own / "没有"))
    _forget()
    with pytest.raises(NoEdition, match="不是文件夹"):
        editions()


def test_folders_without_an_edition_are_left_alone(own: Path) -> None:
    (own / "说明").mkdir()
    (own / "readme.txt").write_text("x", encoding="utf-8")
    assert {"51-report-2020", "51-report-2022"} <= set(editions())


def test_our_editions_are_found_in_one_order() -> None:
    _forget()
    assert list(editions()) == sorted(editions())
