"""Lines become paragraphs by where they stand: first lines set in, full lines, space between."""

from collections.abc import Sequence

import pytest

from mingzhang.documents.readers.pdf.lines import lines_of
from mingzhang.documents.readers.pdf.model import Box, Frame
from mingzhang.documents.readers.pdf.paragraphs import Paragraph, blocks_of, joint
from mingzhang.documents.readers.pdf.typeset import Line, Page, TableText, kept
from tests.unit.documents.readers.pdf.printed import wide, word

FRAME = Frame(0, 0, 595, 842)
LEFT, SIGNS, STEP = 90.0, 40, 18.0  # the lines of these texts hold so many Chinese signs
FILLER = "为保障机构正常运转和完成各项工作任务而安排的支出包括人员经费公用经费和项目经费三个部分"


def _line(text: str, top: float, left: float = LEFT, size: float = 10) -> Line:
    (found,) = lines_of(word(text, left, top, size))
    return kept(found, places=False)


def _set(text: str, top: float, *, indent: float = 20, signs: int = SIGNS) -> list[Line]:
    """Return a paragraph as a writer breaks it, its first line set in."""
    lines, room, left, row = [], signs * 10 - indent, LEFT + indent, ""
    for sign in text:
        if wide(row + sign) > room and sign not in "，。；":
            lines.append((row, left))
            row, room, left = "", signs * 10.0, LEFT
        row += sign
    lines.append((row, left))
    return [_line(row, top + n * STEP, left) for n, (row, left) in enumerate(lines)]


def _stacked(
    *paragraphs: str, top: float = 100, indent: float = 20, space: float = 0
) -> list[Line]:
    lines: list[Line] = []
    for text in paragraphs:
        found = _set(text, top, indent=indent)
        lines += found
        top = found[-1].box.top + STEP + space
    return lines


def _texts(*pages: Page) -> list[str]:
    return [
        "".join(line.text for _, line in block.lines) if isinstance(block, Paragraph) else "table"
        for block in blocks_of(pages)
    ]


def _read(lines: Sequence[Line]) -> list[str]:
    return _texts(Page(FRAME, list(lines)))


@pytest.mark.parametrize(("indent", "space"), [(20, 0), (0, 14), (20, 14)])
def test_paragraphs_come_back_whole(indent: float, space: float) -> None:
    texts = [
        f"2023年度支出1234.56万元，{FILLER}，比上年增加12.3万元。",
        f"其中基本支出800.12万元，{FILLER}；项目支出434.44万元，{FILLER}。",
        f"减少的原因是：{FILLER}。{FILLER}。",
        "无结余。",
        f"收入2000万元，{FILLER}，与预算持平。",
    ]
    assert _read(_stacked(*texts, indent=indent, space=space)) == texts


def test_a_sentence_that_ends_with_its_line_is_no_end_where_first_lines_are_set_in() -> None:
    full = FILLER[: SIGNS - 3] + "。"
    assert len(_set(full + "结余为零。", 100)) == 2
    texts = [full + "结余为零。", f"收入{FILLER}。", f"支出{FILLER}。", f"结余{FILLER}。"]
    assert _read(_stacked(*texts)) == texts


def test_a_figure_cut_by_the_end_of_a_line_is_one() -> None:
    lines = [
        _line("收" * 36 + "12", 100, LEFT + 20),
        _line("34.56万元，比上年增加。", 118),
        *_stacked(*[f"支出{FILLER}，{FILLER}。"] * 2, top=136),
    ]
    assert _read(lines)[0].endswith("收1234.56万元，比上年增加。")


def test_numbered_items_begin_paragraphs() -> None:
    item = FILLER[: SIGNS - 4]
    texts = [f"{n}、{item}" for n in "一二三四"] + [f"{n}．{item}" for n in range(1, 5)]
    lines = [_line(text, 100 + n * STEP) for n, text in enumerate(texts)]
    assert _read(lines) == texts


def test_a_heading_that_fills_its_line_is_not_joined_to_its_text() -> None:
    texts = ["（一）" + FILLER[: SIGNS - 6], f"支出{FILLER}。", f"收入{FILLER}，{FILLER}。"]
    assert _read(_stacked(*texts, f"结余{FILLER}，{FILLER}。"))[:2] == texts[:2]


def test_a_long_heading_runs_on() -> None:
    head = "（一）" + FILLER + "情况说明"
    text = f"支出{FILLER}，{FILLER}。"
    assert _read(_stacked(head, text, text))[0] == head


def test_other_sizes_are_other_paragraphs() -> None:
    title = _line("2023年度部门决算情况说明", 60, 150, 18)
    lines = [title, *_stacked(f"支出{FILLER}，{FILLER}。")]
    assert _read(lines)[0] == "2023年度部门决算情况说明"


def test_captions_and_rows_stand_alone() -> None:
    row = [*word("编制部门：某局", LEFT, 136), *word("单位：万元", 430, 136)]
    (last,) = lines_of(row)
    lines = [
        _line("收入支出决算总表", 100, 250),
        _line("单位：万元", 118, 440),
        kept(last, places=False),
        *_stacked(f"支出{FILLER}，{FILLER}。", top=154),
    ]
    assert _read(lines)[:3] == ["收入支出决算总表", "单位：万元", "编制部门：某局 单位：万元"]


def test_a_figure_that_became_shorter_parts_no_paragraph() -> None:
    texts = [f"支出{FILLER}，{FILLER}。", f"收入{FILLER}，{FILLER}。"]
    lines = _stacked(*texts)
    cut = lines[1]
    lines[1] = _line(cut.text[:-3], cut.box.top, cut.box.left)
    assert _read(lines) == [texts[0].replace(cut.text, cut.text[:-3]), texts[1]]


def _pages(between: str) -> list[Page]:
    """Return two pages with a paragraph that the end of the first one cuts."""
    lines = _stacked(f"收入{FILLER}，{FILLER}。", f"支出{FILLER}，{FILLER}。")
    first, second = Page(FRAME, lines[:4]), Page(FRAME, lines[4:])
    first.footer.append(_line("1", 800))
    if between == "table":
        first.tables.append(TableText((), 1, 1, Box(90, 700, 490, 760), "ruled"))
    return [first, second]


def test_a_sentence_runs_on_over_the_end_of_a_page_and_not_over_a_table() -> None:
    whole = f"支出{FILLER}，{FILLER}。"
    assert _texts(*_pages(""))[1:] == [whole, "1"]
    assert _texts(*_pages("table"))[2] == "table"


def test_pages_that_end_with_a_paragraph_keep_it() -> None:
    texts = [f"收入{FILLER}，{FILLER}。", f"支出{FILLER}，{FILLER}。"]
    first, second = (Page(FRAME, _stacked(text)) for text in texts)
    assert _texts(first, second) == texts


def test_lines_of_contents_are_told() -> None:
    entries = ["一、收入情况说明……………………………………3", "二、支出情况说明......................4"]
    lines = [_line("目 录", 60, 270), *(_line(e, 100 + n * STEP) for n, e in enumerate(entries))]
    styles = [
        block.style for block in blocks_of([Page(FRAME, lines)]) if isinstance(block, Paragraph)
    ]
    assert styles == ["", "contents", "contents"]


def test_contents_without_leaders_are_told_by_their_numbers() -> None:
    (entry,) = lines_of([*word("一、收入情况说明", LEFT, 100), *word("3", 480, 100)])
    lines = [_line("目录", 60, 270), kept(entry, places=False), _line("一、收入情况说明", 300)]
    styles = [
        block.style for block in blocks_of([Page(FRAME, lines)]) if isinstance(block, Paragraph)
    ]
    assert styles == ["", "contents", ""]


def test_captions_of_figures_have_their_style() -> None:
    (block,) = blocks_of([Page(FRAME, [_line("图1：收入决算结构图", 100, 250)])])
    assert isinstance(block, Paragraph)
    assert block.style == "caption"


def test_tables_side_by_side_come_from_left_to_right() -> None:
    boxes = [Box(320, 101, 500, 200), Box(90, 100, 300, 200), Box(90, 300, 500, 400)]
    tables = [TableText((), n, 1, box, "ruled") for n, box in enumerate(boxes)]
    page = Page(FRAME, [_line("说明", 250)], tables)
    rows = [block[1].rows if isinstance(block, tuple) else "说明" for block in blocks_of([page])]
    assert rows == [1, 0, "说明", 2]


@pytest.mark.parametrize(
    ("before", "after", "between"),
    [
        ("支出为", "12.3万元", ""),
        ("支出12", "34.5万元", ""),
        ("支出1,2", "34.5万元", ""),
        ("按照GB", "Standard执行", " "),
        ("word", "2023年", " "),
        ("部分 A", "类", ""),
        ("2019-", "2020年", ""),
    ],
)
def test_lines_are_joined_as_they_are_read(before: str, after: str, between: str) -> None:
    assert joint(before, after) == between


def test_notes_closer_together_do_not_part_the_larger_lines_above_them() -> None:
    signs = (FILLER * 3)[:123]
    rows = [(signs[:23], LEFT + 32), *((signs[n : n + 25], LEFT) for n in range(23, 123, 25))]
    large = [_line(row, 100 + n * 29, left, 16) for n, (row, left) in enumerate(rows)]
    texts = [f"注{n}，项目支出情况如下，{FILLER}。" for n in range(1, 9)]
    notes = [
        _line(line.text, 260 + n * 15, line.box.left) for n, line in enumerate(_stacked(*texts))
    ]
    assert _read([*large, *notes]) == [signs, *texts]


def test_the_edges_of_pages_come_behind_all_of_the_text() -> None:
    lead = [_line("支出按功能分类主要用于以下方面：", 700, LEFT + 20)]
    items = [_line(f"（{n}）某类支出{n}.00万元。", 100 + n * STEP, LEFT + 20) for n in (1, 2)]
    head, foot = _line("某局决算", 20), _line("1", 800)
    first, second = Page(FRAME, lead, footer=[foot]), Page(FRAME, items, header=[head])
    texts = [line.text for line in (*lead, *items)]
    assert _texts(first, second) == [*texts, "1", "某局决算"]


def test_letters_read_off_a_picture_are_told_after_its_mark() -> None:
    said = ["[image: image2.png]2700", "2650", "FH, 20", "图1：支出结构", "2600"]
    lines = [_line(text, 100 + n * STEP, LEFT + 20) for n, text in enumerate(said)]
    pages = [Page(FRAME, lines[:2]), Page(FRAME, lines[2:])]
    styles = [block.style for block in blocks_of(pages) if isinstance(block, Paragraph)]
    assert styles == ["scrap", "scrap", "scrap", "caption", ""]
