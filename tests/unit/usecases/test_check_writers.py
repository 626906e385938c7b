"""The writers of a check: the note, the page, SARIF."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest

from mingzhang.docmodel.source import SourceDocument
from mingzhang.documents.readers.web.html import read_html
from mingzhang.domain.checks.model import Severity
from mingzhang.usecases.check_document import check
from mingzhang.usecases.checked.html import write_html
from mingzhang.usecases.checked.marks import Marks
from mingzhang.usecases.checked.model import Checked, Examined, Incident
from mingzhang.usecases.checked.sarif import write_sarif
from mingzhang.usecases.checked.text import write_text
from mingzhang.usecases.wrapping import columns
from tests.unit.usecases.checked_text import PLANTED, SOUND, read

EVIL = "<script>alert(1)</script>\"'&<b onclick=x>"
TABLE = """<h1>某市水文监测局2024年度部门决算</h1><table>
<tr><th rowspan="2">项目</th><th colspan="2">支出</th></tr><tr><th>基本</th><th>项目</th></tr>
<tr><td>合计</td><td>500.20</td><td>380.30</td></tr>
<tr><td>其他</td><td></td><td>380.30</td></tr></table>"""


def _examined(text: str = PLANTED, path: str = "报 告.txt") -> Examined:
    document = read(text)
    return _of(document, path)


def _of(document: SourceDocument, path: str = "报 告.txt") -> Examined:
    return Examined(path, "0" * 64, document.kind, 0.1, check(document), (), document)


@cache
def _planted() -> Examined:
    return _examined()


def _failed() -> Examined:
    return Examined("坏.docx", "", "", 0.0, Checked(), ("文件已加密",))


# -- the note ------------------------------------------------------------


def test_the_note_tells_what_a_colleague_would() -> None:
    said = write_text([_planted()])
    head = said.split("\n")
    assert head[0] == "报 告.txt"
    assert head[1] == "某市水文监测局　2024年度　决算公开"
    assert "个数，其中" in head[2]
    assert "成立" in head[2]
    assert head[3] == "发现错误1处。"
    for words in (
        "【错误",
        "1. ",
        "第10行",
        "项目支出390.30万元”",
        "疑应为380.30万元",
        "依据：",
        "处理：",
    ):
        assert words in said
    assert "【没有核对的】" in said
    assert "【警告" not in said


def test_a_sound_report_is_told_so() -> None:
    said = write_text([_examined(SOUND)])
    assert "没有发现问题。" in said
    assert "【错误" not in said


def test_a_file_that_was_not_read_is_told_so_and_nothing_else() -> None:
    assert write_text([_failed()]) == "坏.docx\n没有检查成：文件已加密\n"
    both = write_text([_planted(), _failed()])
    assert both.endswith("共2个文件：发现错误1处。没有检查成的：坏.docx。\n")


def test_what_shares_a_reason_is_one_line() -> None:
    checked = _planted().checked
    lines = [line for line in write_text([_planted()]).split("\n") if line.startswith("· ")]
    assert len(lines) == len({each.reason for each in checked.unexamined})


def test_faults_of_ours_are_told() -> None:
    checked = replace(_planted().checked, incidents=(Incident("text.parts", "KeyError"),))
    assert "“text.parts”部分出错" in write_text([replace(_planted(), checked=checked)])


@pytest.mark.parametrize("width", [40, 78])
def test_lines_fit_a_terminal_and_break_no_figure(width: int) -> None:
    plain, wrapped = write_text([_planted()]), write_text([_planted()], width)
    lines = wrapped.split("\n")
    assert max(columns(line) for line in lines) <= width
    assert "".join(wrapped.split()) == "".join(plain.split())
    for figure in ("880.50", "390.30", "500.20"):
        assert wrapped.count(figure) == plain.count(figure)
    assert not any(line.lstrip().startswith(("，", "。", "；", "”", "）")) for line in lines)


# -- the page ------------------------------------------------------------


class _Page(HTMLParser):
    """The elements of a page with their attributes, and what stands open at the end."""

    VOID = frozenset({"meta", "input", "br"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def of_class(self, name: str) -> list[dict[str, str | None]]:
        return [a for _, a in self.elements if name in (a.get("class") or "").split()]


def test_the_page_is_well_formed_and_fetches_nothing() -> None:
    page = write_html([_planted(), _failed(), _examined(SOUND, "好.txt")])
    parsed = _Page(page)
    assert parsed.open == []
    assert not {"link", "img", "iframe", "base"} & {tag for tag, _ in parsed.elements}
    assert "http" not in re.sub(r"http-equiv", "", page)
    ids = [a["id"] for _, a in parsed.elements if "id" in a]
    assert len(ids) == len(set(ids))


def test_the_policy_admits_our_script_only() -> None:
    page = write_html([_planted()])
    script = re.search(r"<script>(.*?)</script>", page, re.DOTALL)
    assert script is not None
    digest = base64.b64encode(hashlib.sha256(script[1].encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in page
    assert "default-src 'none'" in page


def test_marks_and_findings_lead_to_each_other() -> None:
    parsed = _Page(write_html([_planted()]))
    ids = {a["id"] for _, a in parsed.elements if "id" in a}
    links = [a["href"] for tag, a in parsed.elements if tag == "a" and a.get("href")]
    assert all(href[1:] in ids for href in links if href)
    marks = parsed.of_class("m")
    finding = _planted().checked.findings[0]
    assert len([m for m in marks if m["data-f"] == "d0f0"]) == len(finding.evidence)
    assert all(m["class"] == "m e c" or m["class"] == "m e u" for m in marks)


def test_every_figure_tells_whether_it_was_checked() -> None:
    parsed, checked = _Page(write_html([_planted()])), _planted().checked
    covered, uncovered = parsed.of_class("c"), parsed.of_class("u")
    assert len(covered) + len(uncovered) == sum(len(f.spans) for f in checked.figures)
    assert len(covered) == checked.covered
    assert all("核对" in (a["title"] or "") for a in (*covered, *uncovered))
    reasons = {f.reason for f in checked.figures if f.reason}
    assert {(a["title"] or "").partition("：")[2] for a in uncovered} == reasons


def test_text_of_a_document_is_never_markup() -> None:
    examined = _examined(SOUND.replace("水文", EVIL) + EVIL, f"{EVIL}.txt")
    page = write_html([examined])
    parsed = _Page(page)
    assert sum(tag == "script" for tag, _ in parsed.elements) == 1
    assert not any("onclick" in a for _, a in parsed.elements)
    assert "&lt;script&gt;" in page
    assert "alert(1)</script>" not in page


def test_the_page_shows_the_whole_text() -> None:
    document = read(PLANTED)
    shown = re.sub(r"<[^>]*>", "", write_html([_of(document)]))
    for line in document.text.split("\n"):
        assert line.strip() in shown


def test_tables_keep_their_columns() -> None:
    page = write_html([_of(read_html(TABLE.encode(), "表.html"), "表.html")])
    rows = [
        re.findall(r"<t[dh]( colspan=\"\d\")?( rowspan=\"\d\")?>", r) for r in page.split("<tr>")
    ]
    widths = [sum(int(c[10:-1]) if c else 1 for c, _ in row) for row in rows[1:]]
    assert widths == [3, 2, 3, 3]  # the first cell of the first row reaches into the second


def test_marks_that_overlap_are_cut_so_that_each_is_one_thing() -> None:
    examined = _planted()
    found = examined.checked.findings[0]
    twice = replace(examined.checked, findings=(found, replace(found, severity=Severity.HINT)))
    assert examined.source is not None
    for block in examined.source.blocks:
        for piece in getattr(block, "flow").pieces:  # noqa: B009 - a text has paragraphs only
            marks = list(Marks(twice).within(piece))
            assert all(a.end <= b.start for a, b in pairwise(marks))
            assert all(m.severity is Severity.ERROR for m in marks if m.findings)
            assert {m.findings for m in marks} <= {(), (0, 1)}


def test_the_same_result_gives_the_same_page() -> None:
    assert write_html([_planted()]) == write_html([_examined()])


# -- SARIF ------------------------------------------------------------


def _run(*examined: Examined) -> Any:
    log = json.loads(write_sarif(examined))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    return run


def test_sarif_names_the_rule_and_both_sides() -> None:
    document = read(PLANTED)
    run = _run(_planted())
    (result,) = run["results"]
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert rule["id"] == result["ruleId"]
    assert re.search("[一-鿿]", rule["shortDescription"]["text"])
    assert result["level"] == "error"
    assert run["columnKind"] == "unicodeCodePoints"
    places = [*result["locations"], *result["relatedLocations"]]
    assert len(result["locations"]) == 1
    assert len(places) == len(_planted().checked.findings[0].evidence)
    assert len({place.get("id") for place in places}) == len(places)
    for place in places:
        physical = place["physicalLocation"]
        region = physical["region"]
        start, length = region["charOffset"], region["charLength"]
        assert document.text[start : start + length] == region["snippet"]["text"]
        assert document.line(start) == region["startLine"]
        assert physical["artifactLocation"] == {"uri": "%E6%8A%A5%20%E5%91%8A.txt", "index": 0}


def test_fingerprints_stay_while_other_parts_change() -> None:
    def prints(text: str) -> list[str]:
        results = _run(_examined(text))["results"]
        return [result["partialFingerprints"]["mingzhang/v1"] for result in results]

    other = PLANTED.replace("一、收入", "说明：本报告为公开稿。\n\n一、收入").replace(
        "9.60", "9.80"
    )
    assert prints(PLANTED)[0] in prints(other)
    assert prints(PLANTED.replace("390.30", "391.30")) != prints(PLANTED)


def test_findings_alike_have_fingerprints_of_their_own() -> None:
    found = _planted().checked.findings[0]
    twice = replace(_planted().checked, findings=(found, found))
    results = _run(replace(_planted(), checked=twice))["results"]
    assert len({result["partialFingerprints"]["mingzhang/v1"] for result in results}) == 2


def test_sarif_tells_files_that_were_not_read() -> None:
    run = _run(_planted(), _failed())
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    (note,) = invocation["toolExecutionNotifications"]
    assert note["message"]["text"] == "文件已加密"
    assert [each["location"]["uri"] for each in run["artifacts"]][1] == "%E5%9D%8F.docx"


def test_pages_and_worksheets_are_logical_locations() -> None:
    examined = _planted()
    finding = examined.checked.findings[0]
    paged = replace(finding.evidence[0], page=3, table=2, cell="R3C5", lined=False)
    sheet = replace(finding.evidence[0], sheet="支出", table=1, cell="R4C2", lined=False)
    changed = replace(finding, evidence=(paged, sheet))
    log = json.loads(
        write_sarif([replace(examined, checked=replace(examined.checked, findings=(changed,)))])
    )
    result = log["runs"][0]["results"][0]
    first, second = result["locations"][0], result["relatedLocations"][0]
    assert "startLine" not in first["physicalLocation"]["region"]
    assert first["logicalLocations"] == [
        {"name": "表2第3行第5列", "fullyQualifiedName": "第3页/表2第3行第5列", "kind": "element"},
        {"name": "第3页", "kind": "page"},
    ]
    assert first["properties"] == {"page": 3, "cell": "R3C5"}
    assert [each["name"] for each in second["logicalLocations"]] == ["工作表“支出”的B4", "支出"]


def test_the_page_shows_where_pages_begin() -> None:
    examined = _planted()
    assert examined.source is not None
    start = examined.source.text.index("三、支出")
    paged = replace(examined, source=replace(examined.source, pages=(0, start)))
    page = write_html([paged])
    assert page.count('class="pg"') == 2
    assert page.index("第2页</p>") < page.index("三、支出决算情况说明</p>")
    assert 'class="pg"' not in write_html([examined])
