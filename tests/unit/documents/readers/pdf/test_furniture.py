"""Page numbers and running heads are set apart; what belongs to a table is not."""

import pytest

from mingzhang.documents.readers.pdf.furniture import set_apart
from mingzhang.documents.readers.pdf.model import Box, Frame
from mingzhang.documents.readers.pdf.typeset import Line, Page, TableText

FRAME = Frame(0, 0, 595, 842)


def _line(text: str, top: float, left: float = 280) -> Line:
    wide = 10.0 * len(text)
    return Line(text, Box(left, top, left + wide, top + 10), 10, wide, gap=False)


def _page(*lines: Line) -> Page:
    return Page(FRAME, list(lines))


def _texts(lines: list[Line]) -> list[str]:
    return [line.text for line in lines]


@pytest.mark.parametrize(
    "number",
    [
        "1",
        "12",
        "- 3 -",
        "—3—",
        "第3页",
        "第 3 页 共 20 页",
        "3/20",
        "3 / 20",
        "Page 3 of 9",
        "ⅳ",
        "iv",
    ],
)
def test_the_number_of_a_page_is_its_foot(number: str) -> None:
    page = _page(_line("全年支出减少。", 400), _line(number, 790))
    set_apart([page])
    assert (_texts(page.lines), _texts(page.footer)) == (["全年支出减少。"], [number])


def test_the_number_of_a_page_may_be_its_head() -> None:
    page = _page(_line("- 3 -", 30), _line("全年支出减少。", 400))
    set_apart([page])
    assert _texts(page.header) == ["- 3 -"]


@pytest.mark.parametrize(("text", "top"), [("2024", 400), ("12.30", 790), ("3家", 790)])
def test_other_figures_stay(text: str, top: float) -> None:
    page = _page(_line("全年支出减少。", 300), _line(text, top))
    set_apart([page])
    assert page.footer == []


def test_a_number_above_the_end_of_a_table_stays() -> None:
    page = _page(_line("12", 780))
    page.tables.append(TableText((), 1, 1, Box(50, 300, 500, 800), "ruled"))
    set_apart([page])
    assert page.footer == []


def test_a_line_that_most_pages_have_is_a_running_head() -> None:
    pages = [
        _page(_line("某局2023年度决算", 30), _line(f"正文{n}", 300), _line("内部资料", 800))
        for n in range(4)
    ]
    pages.append(_page(_line("名词解释", 90)))
    set_apart(pages)
    assert all(_texts(page.header) == ["某局2023年度决算"] for page in pages[:4])
    assert all(_texts(page.footer) == ["内部资料"] for page in pages[:4])
    assert _texts(pages[1].lines) == ["正文1"]
    assert _texts(pages[4].lines) == ["名词解释"]


def test_a_running_head_with_the_number_of_the_page_is_one() -> None:
    pages = [_page(_line(f"某局决算 {n}", 30), _line("正文", 300)) for n in range(1, 5)]
    set_apart(pages)
    assert [_texts(page.header) for page in pages] == [[f"某局决算 {n}"] for n in range(1, 5)]


def test_what_stands_above_each_page_of_a_table_stays() -> None:
    pages = [_page(_line("单位：万元", 40), _line("正文", 300)) for _ in range(5)]
    set_apart(pages)
    assert all(page.header == [] for page in pages)


def test_few_pages_make_no_running_head() -> None:
    pages = [_page(_line("某局2023年度决算", 30), _line("正文", 300)) for _ in range(2)]
    set_apart(pages)
    assert all(page.header == [] for page in pages)
