import pytest

from mingzhang.extraction.quantities.functions import read_path


@pytest.mark.parametrize(
    ("words", "year", "path"),
    [
        (
            "农林水支出（类）水利（款）行政运行（项）",
            2023,
            ("213", "21303", "2130301"),
        ),
        ("农林水（类）支出", 2023, ("213",)),
        ("公共安全支出（204类）司法（06款）行政运行（01项）", 2024, ("204", "20406", "2040601")),
        ("农林水支出（213）水利（21303）行政运行（2130301）", 2024, ("213", "21303", "2130301")),
        ("“住房保障支出”科目", 2024, ("221",)),
        ("卫生健康支出", 2022, ("210",)),
        # A name that no longer stands leads to what it has become.
        (
            "社会保障和就业（类）行政事业单位离退休（款）归口管理的行政单位离退休（项）",
            2020,
            ("208", "20805", "2080501"),
        ),
        ("医疗卫生与计划生育支出（类）", 2021, ("210",)),
    ],
)
def test_paths(words: str, year: int, path: tuple[str, ...]) -> None:
    assert read_path(words, year) == path


def test_an_unknown_item_stands_for_itself() -> None:
    found = read_path("农林水支出（类）水利（款）某种未列名的事务（项）", 2023)
    assert found is not None
    assert found[:2] == ("213", "21303")
    assert found[2].startswith("~")


def test_a_heading_gives_the_class() -> None:
    assert read_path("法院（款）案件审判（项）支出", 2019, ("204",)) == ("204", "20405", "2040504")
    assert read_path("法院（款）案件审判（项）支出", 2019) is None


@pytest.mark.parametrize("words", ["经营支出", "其他支出", "基本支出", "教育培训", "用于教育支出"])
def test_other_names_are_no_items(words: str) -> None:
    assert read_path(words, 2023) is None
