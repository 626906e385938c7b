"""Paragraphs of a plain text: joined where a line only breaks, every character in its place."""

import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingzhang.docmodel.source import SourceDocument, SourceParagraph, Unreadable, flows
from mingzhang.documents.readers.lines import BLANKS, columns
from mingzhang.documents.readers.sheets.delimited import read_delimited
from mingzhang.documents.readers.typed.markdown import read_markdown
from mingzhang.documents.readers.typed.text import read_text
from tests.unit.documents.readers.typed.laid import (
    barred,
    covered,
    lost,
    paragraphs,
    plain,
    read,
    tables,
)

LONG = (
    "2023年度支出合计2657.66万元，其中基本支出1324.37万元，"
    "主要用于人员经费和日常公用经费以及对个人和家庭的补助"
)


def _in_place(document: SourceDocument) -> None:
    """Pieces are in order, without white space at the ends, and no offset stands in two flows."""
    for flow in flows(document.blocks):
        assert flow.pieces
        assert all(one.end <= other.start for one, other in pairwise(flow.pieces))
        joined = flow.joined(document.text)
        assert joined
        assert joined == joined.strip(BLANKS)
        assert "\n" not in joined
        for n, char in enumerate(joined):
            (span,) = flow.spans(n, n + 1)
            assert span.of(document.text) == char
    assert max(Counter(covered(document)).values(), default=1) == 1


@given(plain)
def test_nothing_is_lost_or_doubled(text: str) -> None:
    try:
        document = read("本" + text)
    except Unreadable:
        raise AssertionError(text) from None
    _in_place(document)
    assert not lost(document)


@given(barred)
def test_only_marks_are_lost(text: str) -> None:
    document = read("本" + text)
    _in_place(document)
    assert set(lost(document)) <= set("|│#*-├┼┤─")


@given(barred)
def test_markdown_loses_only_marks(text: str) -> None:
    document = read_markdown(("本" + text).encode(), "a.md")
    _in_place(document)
    assert set(lost(document)) <= set("|│#*-├┼┤─")


def test_real_documents_keep_every_character(corpus: Path) -> None:
    files = [*(corpus / "seeds").glob("*.txt"), *(corpus / "samples").rglob("*.txt")]
    assert len(files) >= 18
    for path in files:
        document = read_text(path.read_bytes(), path.name)
        _in_place(document)
        assert set(lost(document)) <= set("|#*"), path.name
        _in_place(read_markdown(path.read_bytes(), path.name))


def _wrapped(paragraph: str, width: int) -> str:
    """Break a paragraph at a width in columns as a typesetter would: no mark begins a line."""
    lines, line = [], ""
    for n, char in enumerate(paragraph):
        after = paragraph[n + 1 : n + 2]
        reach = columns(line + char) + (columns(after) if after in {"，", "。", "；"} else 0)
        if reach > width and char not in "，。；":
            lines.append(line)
            line = ""
        line += char
    return "\n".join([*lines, line])


_clause = st.text(alphabet="收支预决算情况说明部门经费增减变动原因", min_size=3, max_size=24)


@st.composite
def _written(draw: st.DrawFn) -> list[str]:
    """Draw paragraphs of clauses, each three lines or longer at any of the widths tried."""
    made = []
    for _ in range(draw(st.integers(2, 5))):
        clauses = draw(st.lists(_clause, min_size=12, max_size=20))
        made.append("按照" + "，".join(clauses) + "主要是上述各项原因造成的具体变动情况。")
    return made


@settings(max_examples=100)
@given(_written(), st.integers(22, 34))
def test_where_lines_break_does_not_matter(written: list[str], width: int) -> None:
    broken = read("\n".join(_wrapped(each, width * 2) for each in written))
    assert paragraphs(broken) == written
    spaced = read("\n\n".join(_wrapped(each, width * 2) for each in written))
    assert paragraphs(spaced) == written
    assert paragraphs(read("\n".join(written))) == written


def test_indented_paragraphs_run_over_full_stops() -> None:
    full, half = "这一行正好是二十一个汉字宽而且话还没有说完", "说到这里句子就结束了。"
    ended = full[: len(full) - 1] + "。"
    paragraph = f"　　{full[2:]}\n{ended}\n{full}\n{half}"
    document = read("\n".join([paragraph] * 3))
    assert paragraphs(document) == [full[2:] + ended + full + half] * 3


def test_a_full_line_that_ends_an_item_of_a_sum_runs_on() -> None:
    first = "合计100万元，其中：一产业类项目投资总额为20万元；"
    rest = ["二产业类项目总额为五十万元且主要用于改造的部分", "三产业类项目总额为三十万元。"]
    text = "\n".join([first, *rest, rest[0], *rest])
    assert columns(first) >= columns(rest[0]) - 2
    assert paragraphs(read(text)) == ["".join([first, *rest]), "".join([rest[0], *rest])]


def test_a_sentence_cut_by_the_end_of_a_page_is_one() -> None:
    first, second = LONG[:-7], LONG[-7:] + "支出。"
    document = read(f"{LONG}。\n\n{first}\n\n{second}\n\n一、下一节")
    assert paragraphs(document)[1] == first + second
    assert len(paragraphs(document)) == 3


@pytest.mark.parametrize(
    "after",
    ["一、收入", "（二）支出", "(三) 结余", "1.基本支出", "2．项目支出", "3、其他",
     "第二部分 说明", "附件1", "（图1：结构图）（饼状图）", "（注：数据来源于财决01表）",
     "① 甲", "（1）乙", "# 标题"],
)  # fmt: skip
def test_headings_items_captions_and_notes_begin_anew(after: str) -> None:
    document = read(f"{LONG}\n{after}")
    assert len(document.blocks) == 2
    assert paragraphs(document)[0] == LONG


@pytest.mark.parametrize("end", ["增加12万元", "占100%", "共3个", "情况）", "情况。", "情况："])
def test_what_may_be_complete_is_not_joined(end: str) -> None:
    assert len(read(f"{LONG}，{end}\n人员经费225.74万元").blocks) == 2


def test_titles_one_below_the_other_stay_apart() -> None:
    lines = [
        "某市投资促进局",
        "2023年整体支出绩效自评报告",
        "前  言",
        "组  长：甲  乙",
        "成  员：丙",
    ]
    assert paragraphs(read("\n".join(lines))) == lines


def test_captions_and_scraps_are_named_only_where_certain() -> None:
    text = (
        "[image: a.png]2700\n\n2650\nB B\n\n"
        "（图4：变动情况）（柱状图）\n图5显示，收入增加。\n2450\n"
    )
    document = read(text)
    assert paragraphs(document, "scrap") == ["[image: a.png]2700", "2650", "B B"]
    assert paragraphs(document, "caption") == ["（图4：变动情况）（柱状图）"]
    assert paragraphs(document, "") == ["图5显示，收入增加。", "2450"]
    assert [each.at for each in document.unread] == [0]


def test_the_sign_of_a_heading_gives_its_level() -> None:
    document = read("## 一、概况\n### **（一）目标**\n正文。")
    first, second, third = document.blocks
    assert isinstance(first, SourceParagraph)
    assert isinstance(second, SourceParagraph)
    assert isinstance(third, SourceParagraph)
    assert [each.level for each in (first, second, third)] == [2, 3, 0]
    assert paragraphs(document) == ["一、概况", "（一）目标", "正文。"]


def _place(document: SourceDocument, figure: str) -> list[tuple[int, int]]:
    """Give block and lines of each paragraph that holds a figure."""
    return [
        (len(block.flow.pieces), document.line(block.flow.pieces[0].start))
        for block in document.blocks
        if isinstance(block, SourceParagraph) and figure in block.flow.joined(document.text)
    ]


def test_sentences_cut_in_the_seeds_are_whole(corpus: Path) -> None:
    whole, goal = (
        read_text(path.read_bytes(), path.name)
        for path in sorted((corpus / "seeds").glob("00[01]_*.txt"))
    )
    cut = [
        whole.line(block.flow.pieces[0].start)
        for block in whole.blocks
        if isinstance(block, SourceParagraph) and len(block.flow.pieces) > 1
    ]
    assert cut == [21, 67, 77, 101, 123]
    # The least number of meetings stands behind the end of a page.
    assert _place(goal, "不少于 2 次") == [(2, 19)]
    assert _place(goal, "95%") == [(2, 19)]
    assert [len(paragraphs(each)) for each in (whole, goal)] == [57, 37]


def test_one_line_to_a_paragraph_in_the_other_seeds(corpus: Path) -> None:
    for path in sorted((corpus / "seeds").glob("00[34]_*.txt")):
        document = read_text(path.read_bytes(), path.name)
        assert {
            len(each.flow.pieces) for each in document.blocks if isinstance(each, SourceParagraph)
        } == {1}
    third = read_text(next((corpus / "seeds").glob("003_*.txt")).read_bytes(), "003.txt")
    assert len(paragraphs(third, "caption")) == 7
    assert len(paragraphs(third, "scrap")) == 12
    assert len(third.unread) == 2


@pytest.mark.parametrize(
    "unit",
    ["\t", "|", "a  ", "a\n", "\ta\n", "\ta\n\n", "a\tb\n", "a  b\n", "(", "\n", "**", "[",
     "[image]\n", "a | b\n这一行没有竖线但接在单元格后面\n", "> ", "- ", "-", "=", '"', 'a"b,',
     '",', "：\n", "字\n", "\u200b", "├─\n│a│b│\n", "a  b\na  b  c\n", "1.\n"],
)  # fmt: skip
def test_time_grows_with_length_only(unit: str) -> None:
    data = ("x" + unit * (60_000 // len(unit))).encode()
    start = time.perf_counter()
    for reader in (read_text, read_markdown, read_delimited):
        reader(data, "a.txt")
    # A second is usual; what is quadratic takes many minutes.
    assert time.perf_counter() - start < 30


def test_no_table_is_seen_in_prose(corpus: Path) -> None:
    for path in sorted((corpus / "seeds").glob("00[01]_*.txt")):
        assert not tables(read_text(path.read_bytes(), path.name))
