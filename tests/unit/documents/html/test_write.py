"""The page: complete derivations, safe text, order and names for everybody, size, same bytes."""

import base64
import hashlib
import itertools
import json
import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import Any, cast

import lxml.html
import pytest
from lxml.html import HtmlElement

from mingzhang.docmodel.model import (
    Cell,
    Chart,
    ChartKind,
    Cover,
    Derivation,
    Document,
    Gap,
    Heading,
    Mark,
    Number,
    Operand,
    Paragraph,
    Series,
    Table,
    Text,
    numbers,
)
from mingzhang.documents.html.write import write_html
from tests.unit.documents.html.derived import derive, large_document
from tests.unit.documents.sample import sample_document

ATTACK = "</script><script>alert(1)</script><!-- <b>\"'>&amp;\u2028 ${title} $body"


def page(document: Document) -> HtmlElement:
    return lxml.html.document_fromstring(write_html(document).decode("utf-8"))


def elements(root: HtmlElement, path: str) -> list[HtmlElement]:
    return cast("list[HtmlElement]", root.xpath(path))


def text(element: HtmlElement) -> str:
    return str(element.text_content())


def table_of(root: HtmlElement) -> dict[str, Any]:
    [script] = elements(root, "//script[@type='application/json']")
    return cast("dict[str, Any]", json.loads(text(script)))


@pytest.fixture(scope="module")
def document() -> Document:
    return derive(sample_document())


@pytest.fixture(scope="module")
def root(document: Document) -> HtmlElement:
    return page(document)


def test_every_figure_opens_its_own_derivation(document: Document, root: HtmlElement) -> None:
    data = table_of(root)
    shown = Counter(
        (text(link), data["s"][data["d"][int(link.attrib["href"][2:])][0]])
        for link in elements(root, "//a[@class='f']")
    )
    # Not in order: a chart's figures are given by category, the document lists them by series.
    assert shown == Counter(
        (number.text, document.derivations[number.key].label) for number in numbers(document)
    )


def test_a_derivation_is_stored_once_and_complete(document: Document, root: HtmlElement) -> None:
    data = table_of(root)
    rows = {
        data["s"][row[0]]: (
            *(data["s"][place] for place in row[1:5]),
            row[5],
            tuple(
                (*(data["s"][place] for place in data["o"][at][:3]), data["o"][at][3])
                for at in row[6]
            ),
        )
        for row in data["d"]
    }
    assert len(rows) == len(data["d"]) == len(document.derivations)
    labels = [data["s"][row[0]] for row in data["d"]]
    for entry in document.derivations.values():
        operands = tuple(
            (
                operand.label,
                operand.value,
                operand.source,
                labels.index(document.derivations[operand.key].label) if operand.key else -1,
            )
            for operand in entry.operands
        )
        own = (entry.exact, entry.formula, entry.provenance, entry.basis, entry.operand_count)
        assert rows[entry.label] == (*own, operands)


def _figure(key: str, mark: Mark | None = None) -> Paragraph:
    return Paragraph((Number("1.00", Decimal(1), "万元", 2, key, mark),))


def _entry(key: str, *operands: Operand) -> Derivation:
    return Derivation(key, f"{key}名", "1元", "式", operands, len(operands), "行")


def test_operands_of_operands_are_kept_and_nothing_else() -> None:
    chain = {
        "a": _entry("a", Operand("b", "1", "", "b")),
        "b": _entry("b", Operand("c", "1", "", "c"), Operand("x", "1", "", "unknown")),
        "c": _entry("c", Operand("a", "1", "", "a")),
        "unused": _entry("unused"),
    }
    document = Document("题", "局", "2024-01-01", (_figure("a"), _figure("none")), chain)
    data = table_of(page(document))
    assert [data["s"][row[0]] for row in data["d"]] == ["a名", "b名", "c名"]
    assert [[data["o"][at][3] for at in row[6]] for row in data["d"]] == [[1], [2, -1], [0]]


def test_a_figure_without_derivation_stays_text() -> None:
    root = page(Document("题", "局", "2024-01-01", (_figure("none"),)))
    assert elements(root, "//a[@class='f']") == []
    assert "1.00" in text(root.get_element_by_id("main"))


def test_fifty_operands_are_stored_and_all_are_counted() -> None:
    operands = tuple(Operand(f"项{number}", "1", "行") for number in range(120))
    document = Document("题", "局", "2024-01-01", (_figure("a"),), {"a": _entry("a", *operands)})
    [row] = table_of(page(document))["d"]
    assert (row[5], len(row[6])) == (120, 50)


def attacked() -> Document:
    runs = (
        Text(ATTACK),
        Text(ATTACK, strong=True),
        Gap(ATTACK),
        Number(ATTACK, Decimal(1), ATTACK, 2, ATTACK),
    )
    number = Number("1", Decimal(1), ATTACK, 2, ATTACK)
    entry = Derivation(
        ATTACK,
        ATTACK,
        ATTACK,
        ATTACK,
        (Operand(ATTACK, ATTACK, ATTACK, ATTACK),),
        1,
        ATTACK,
        ATTACK,
    )
    return Document(
        ATTACK,
        ATTACK,
        ATTACK,
        (
            Cover((ATTACK,), (ATTACK,)),
            Heading(1, ATTACK, ATTACK),
            Paragraph(runs),
            Table(ATTACK, ATTACK, ATTACK, (1,), 0, ((Cell(runs),),), ATTACK, ATTACK, (ATTACK,)),
            Chart(
                ATTACK,
                ChartKind.PIE,
                ATTACK,
                ATTACK,
                (ATTACK,),
                (Series(ATTACK, (number,)),),
                ATTACK,
            ),
        ),
        {ATTACK: entry},
        (ATTACK,),
    )


def test_text_of_a_book_never_becomes_markup() -> None:
    calm = page(derive(sample_document()))
    root = page(attacked())
    assert len(elements(root, "//script")) == len(elements(calm, "//script")) == 2
    assert elements(root, "//b[not(parent::span)]") == []
    assert elements(root, "//comment()") == []
    assert ATTACK in text(elements(root, "//p[@class='in']")[0])
    assert table_of(root)["s"] == [ATTACK]
    names = {name for element in root.iter() for name in element.attrib}
    assert not {name for name in names if name.startswith("on")}


def test_only_our_script_may_run(document: Document) -> None:
    source = write_html(document).decode("utf-8")
    script = re.findall(r"<script>(.*?)</script>", source, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script[0].encode()).digest()).decode()
    assert len(script) == 1
    assert f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'" in source


def test_the_page_fetches_nothing(root: HtmlElement) -> None:
    assert elements(root, "//*[@src] | //link | //img | //iframe") == []
    assert all(link.attrib["href"].startswith("#") for link in elements(root, "//*[@href]"))
    assert "url(" not in "".join(text(style) for style in elements(root, "//style"))


def test_ids_are_unique_and_every_link_has_its_target(root: HtmlElement) -> None:
    ids = [str(element.attrib["id"]) for element in elements(root, "//*[@id]")]
    assert len(ids) == len(set(ids))
    links = [link.attrib["href"][1:] for link in elements(root, "//a[not(@class='f')]")]
    assert len(links) > 8
    assert set(links) <= set(ids)


def test_headings_and_landmarks_are_in_order(document: Document, root: HtmlElement) -> None:
    levels = [
        int(str(element.tag)[1])
        for element in elements(
            root,
            "//main//*[@id][self::h2 or "
            "self::h3 or self::h4 or self::h5 or self::h6] | //header[@class]//h1",
        )
    ]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    headings = [block.text for block in document.blocks if isinstance(block, Heading)]
    found = [text(element) for element in elements(root, "//*[starts-with(@id, 'h-')]")]
    assert found == headings
    assert root.attrib["lang"] == "zh-CN"
    for landmark in ("header", "nav", "main", "footer"):
        assert elements(root, f"//body//{landmark}")
    first = elements(root, "//body/*")[0]
    assert (first.attrib["class"], first.attrib["href"]) == ("skip", "#main")


def test_a_skipped_level_is_closed_up() -> None:
    blocks = (Heading(1, "甲", "a"), Heading(4, "乙", "b"), Heading(5, "丙", "c"))
    root = page(Document("题", "局", "2024-01-01", blocks))
    found = [element.tag for element in elements(root, "//*[starts-with(@id, 'h-')]")]
    assert found == ["h2", "h3", "h4"]


def test_tables_name_their_rows_and_columns(root: HtmlElement) -> None:
    box = root.get_element_by_id("t-T01")
    assert (box.attrib["tabindex"], box.attrib["role"]) == ("0", "region")
    assert "支出决算表" in text(elements(box, ".//caption")[0])
    assert "单位：万元" in text(elements(box, ".//caption")[0])
    assert {cell.attrib["scope"] for cell in elements(box, ".//thead//th")} == {"col", "colgroup"}
    assert len(elements(box, ".//thead/tr")) == 3
    assert elements(box, ".//thead//td") == []
    rows = elements(box, ".//tbody/tr")
    assert len(rows) == 63
    # The last row begins below a cell that spans two rows: its first cell names no row.
    assert [cell.tag for cell in rows[-1]][:2] == ["td", "td"]
    assert rows[-2][0].attrib["scope"] == "rowgroup"


def test_charts_stand_in_a_wide_and_in_a_slim_picture(
    document: Document, root: HtmlElement
) -> None:
    charts = [block for block in document.blocks if isinstance(block, Chart)]
    for name in ("wide", "slim"):
        pictures = elements(root, f"//figure/div[@class='{name}']//*[local-name()='svg']")
        assert len(pictures) == len(charts) == 2
    boxes = elements(root, "//div[@class='sv']")
    assert [box.attrib["aria-label"] for box in boxes[::2]] == [chart.caption for chart in charts]
    least = [str(box.getparent().attrib["style"]) for box in boxes]
    # Type of 13 px is never shown smaller than 10.7 px.
    assert least[:2] == [f"--m:{640 * 0.82:.0f}px", f"--m:{340 * 0.82:.0f}px"]


def test_gaps_stand_out_and_are_listed_at_the_top(root: HtmlElement) -> None:
    marks = elements(root, "//mark[@class='gap']")
    assert [text(mark) for mark in marks] == [
        "【待补：收入支出变动的主要原因】",
        "【待补：补贴金额】",
    ]
    links = elements(root, "//section[@class='gaps']//a")
    assert [link.attrib["href"][1:] for link in links] == [mark.attrib["id"] for mark in marks]
    assert elements(page(Document("题", "局", "2024-01-01", ())), "//section") == []


def test_marks_stand_beside_their_figures(root: HtmlElement) -> None:
    found = {
        (text(badge), str(badge.getprevious().text)) for badge in elements(root, "//em[@class]")
    }
    assert found == {("待核", "1,986.30"), ("*", "2,398.15")}


def test_five_thousand_figures_stay_below_five_megabytes() -> None:
    document = large_document(5000, 12)
    data = write_html(document)
    root = lxml.html.document_fromstring(data.decode("utf-8"))
    assert len(elements(root, "//a[@class='f']")) == len(table_of(root)["d"]) == 5000
    assert len(data) <= 5_000_000


_SCRIPT = """
import hashlib
from tests.unit.documents.html.derived import derive
from tests.unit.documents.sample import sample_document
from mingzhang.documents.html.write import write_html
print(hashlib.sha256(write_html(derive(sample_document()))).hexdigest())
"""


def test_two_processes_write_the_same_bytes() -> None:
    sums = set()
    for seed, zone in (("1", "Asia/Shanghai"), ("2", "America/Los_Angeles")):
        env = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone}
        env["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
        run = subprocess.run(
            [sys.executable, "-c", _SCRIPT], env=env, capture_output=True, text=True, check=True
        )
        sums.add(run.stdout)
    own = hashlib.sha256(write_html(derive(sample_document()))).hexdigest()
    assert sums == {f"{own}\n"}


def test_without_a_cover_the_title_heads_the_page() -> None:
    document = replace(sample_document(), blocks=sample_document().blocks[2:])
    assert text(elements(page(document), "//h1")[0]) == "2023年度部门决算"
