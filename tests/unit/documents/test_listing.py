"""The lines of a table of contents."""

from __future__ import annotations

from dataclasses import replace

from mingzhang.docmodel.model import Block, Contents, Heading
from mingzhang.documents.listing import TABLE_STYLE, contents_entries
from mingzhang.documents.theme import load_theme
from tests.unit.documents.sample import sample_document, wide_table

CONTENTS = Contents("目录", 3)


def listed(*blocks: Block) -> list[tuple[str, str, str]]:
    entries = contents_entries(blocks, CONTENTS, load_theme())
    return [(entry.id, entry.text, entry.style) for entry in entries]


def test_headings_to_the_depth_and_numbered_tables_in_order() -> None:
    entries = listed(*sample_document().blocks)
    headings = [
        (block.id, block.text, f"contents_{block.level}")
        for block in sample_document().blocks
        if isinstance(block, Heading) and block.level <= 3
    ]
    assert [entry for entry in entries if entry[2] != TABLE_STYLE] == headings
    assert [entry for entry in entries if entry[2] == TABLE_STYLE] == [
        ("T01", "公开03表 支出决算表", TABLE_STYLE),
        ("T02", "公开08表 财政拨款“三公”经费支出决算表", TABLE_STYLE),
    ]
    assert [entry[0] for entry in entries].index("T01") == len(headings) - 2


def test_continuations_and_tables_without_a_number_are_not_listed() -> None:
    table = replace(wide_table("T", 1, 3), number="公开07表")
    further = replace(table, id="T-2", title="续")
    assert [entry[0] for entry in listed(table, further, wide_table("X", 1, 3))] == ["T"]


def test_tables_are_left_out_where_the_contents_would_take_more_than_two_pages() -> None:
    tables = [replace(wide_table(f"T{n}", 1, 2), number=f"公开{n}表") for n in range(90)]
    heading = Heading(1, "第四部分 附表", "a")
    assert len(listed(heading, *tables[:40])) == 41
    assert listed(heading, *tables) == [("a", "第四部分 附表", "contents_1")]
