"""How far lists are read, and how much is read of many of them."""

import pytest

from mingzhang.docmodel.source import Flow, SourceDocument, SourceParagraph, Span
from mingzhang.extraction.text import enumerations as lists
from mingzhang.extraction.text.enumerations import Enumeration, enumerations, followers, runs
from mingzhang.extraction.view import build
from tests.unit.extraction.documents import said, view_of

ITEM = "{}项目支出{}.10万元"


def _items(count: int, sign: str = "，") -> str:
    return sign.join(
        ITEM.format("甲乙丙丁戊己庚辛壬癸"[n % 10] * (n // 10 + 1), n) for n in range(count)
    )


def _parts(found: tuple[Enumeration, ...]) -> int:
    return sum(len(reading.parts) for each in found for reading in each.readings)


@pytest.mark.parametrize("sign", ["，", "；"])
def test_one_list_is_read_however_long_it_is(sign: str) -> None:
    view = view_of(f"本年支出合计999.00万元，其中：{_items(700, sign)}。其余从略。")
    (found,) = enumerations(view)
    assert len(found.readings[0].parts) == 700
    assert said(found.readings[0].whole) == "999.00万元"


def test_many_lists_that_never_end_are_not_each_read_to_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lists, "_SIGHT", 120)
    looked = []
    for count in (100, 400):
        view = view_of(
            "，".join(f"支出{n}.50万元，其中：甲{n}.10万元，乙1.20万元" for n in range(count))
        )
        looked.append(_parts(enumerations(view)))
    assert looked[1] < 5 * looked[0]


def test_a_list_that_ends_beyond_sight_is_not_read_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    short = "".join(f"甲{n}支出5.00万元，其中：乙3.00万元，丙2.00万元。" for n in range(20))
    long = f"丁支出合计999.00万元，其中：{_items(30)}。"
    monkeypatch.setattr(lists, "_SIGHT", 200)
    found = enumerations(view_of(short + long))
    assert len(found) == 20
    monkeypatch.undo()
    assert len(enumerations(view_of(short + long))) == 21


def test_a_list_that_opens_a_paragraph_is_of_an_amount_of_the_one_above() -> None:
    view = view_of("本年支出合计30.00万元。", "其中：基本支出20.00万元，项目支出10.00万元。")
    (found,) = enumerations(view)
    assert [said(o) for o in (found.readings[0].whole, *found.readings[0].parts)] == [
        "30.00万元", "20.00万元", "10.00万元",
    ]  # fmt: skip


def test_a_row_of_amounts_has_the_last_amounts_before_it_as_wholes() -> None:
    before = "".join(f"甲{n}支出{n}.00万元。" for n in range(9))
    view = view_of(f"{before}乙20.00万元，丙30.00万元，丁40.00万元。")
    (run,) = runs(view)
    assert [said(reading.whole) for reading in run[2:]] == [f"{n}.00万元" for n in (8, 7, 6, 5)]


@pytest.mark.parametrize("style", ["footer", "header", "scrap"])
def test_what_a_page_has_beside_its_text_ends_no_list(style: str) -> None:
    lines = (
        "本年支出合计500万元，主要用于以下方面：",
        "教育支出300万元。",
        "— 12 —",
        "卫生支出200万元。",
    )
    text = "\n".join(lines)
    starts = [text.index(line) for line in lines]
    blocks = tuple(
        SourceParagraph(
            Flow((Span(start, start + len(line)),)), style=style if line.startswith("—") else ""
        )
        for start, line in zip(starts, lines, strict=True)
    )
    view = build(SourceDocument("报告.txt", "txt", text, blocks))
    assert [each.text for each in followers(view, view.passages[0])] == [lines[1], lines[3]]
