"""How a result says where something stands, how much was checked, and what silence means."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mingzhang.documents.readers.web.html import read_html
from mingzhang.usecases.check_document import check
from mingzhang.usecases.checked.html import write_html
from mingzhang.usecases.checked.model import Checked, Evidence, Examined, Finding, summary
from mingzhang.usecases.checked.text import write_text
from mingzhang.usecases.checked.told import cell_of, place_of, said, verdict
from tests.unit.usecases.checked_text import PLANTED, SOUND, read

PLACE = Evidence("甲", line=115, start=0, end=1)
CELL = replace(PLACE, table=2, cell="R3C15")
UNCHECKED = "某市水文监测局2024年度部门决算说明\n\n本年支出合计880.50万元。\n"


def _finding(text: str) -> Finding:
    (found,) = check(read(text)).findings
    return found


def _examined(text: str, path: str = "报告.txt") -> Examined:
    return Examined(path, "", "txt", 0.0, check(read(text)))


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (PLACE, "第115行"),
        (CELL, "第115行，表2第3行第15列"),
        (replace(PLACE, page=3), "第3页，全文第115行"),
        (replace(PLACE, lined=False), "第115段"),
        (replace(CELL, lined=False), "表2第3行第15列"),
        (replace(PLACE, document="上年.txt"), "上年.txt 第115行"),
        (replace(PLACE, heading="二、“三公”经费"), "第115行，“二、‘三公’经费”下"),
    ],
)
def test_places_are_told_as_people_count_them(place: Evidence, words: str) -> None:
    assert place_of(place) == words


def test_running_text_is_in_no_cell() -> None:
    assert cell_of(PLACE) == ""


def test_word_and_web_documents_have_paragraphs_texts_have_lines() -> None:
    web = "".join(f"<p>{line}</p>" for line in PLANTED.split("\n"))
    (found,) = check(read_html(web.encode(), "报告.html")).findings
    assert {each.lined for each in found.evidence} == {False}
    assert {each.lined for each in _finding(PLANTED).evidence} == {True}
    assert "段" in place_of(found.evidence[0])


def test_a_quotation_from_the_midst_of_a_clause_says_so() -> None:
    clause = "本年度按照批复和有关规定安排并且全部用于水文监测设施运行维护等方面的项目支出"
    evidence = _finding(PLANTED.replace("；项目支出", f"；{clause}")).evidence
    cut, *_ = [each for each in evidence if each.figure == "390.30"]
    assert not cut.quote.startswith(clause[:4])
    assert cut.cut
    assert said(cut).startswith("…")
    whole = [each for each in evidence if each.quote.startswith("其中：基本支出")]
    assert whole
    assert not any(each.cut for each in whole)


def test_commas_of_a_keyboard_end_a_clause_those_of_figures_do_not() -> None:
    text = PLANTED.replace("，", ",").replace("880.50万元,其中", "880.50万元,按批复下达,其中")
    quotes = [each.quote for each in _finding(text).evidence]
    assert not any(quote.startswith(",") for quote in quotes)
    assert "2024年度本年支出合计880.50万元" in quotes
    assert "占56.81%；项目支出390.30万元" in quotes
    grouped = "2024年度本年支出合计1,880.50万元比上年增加80.25万元，增长14.46%。"
    told = [e.quote for found in check(read(grouped)).findings for e in found.evidence]
    assert "2024年度本年支出合计1,880.50万元比上年增加80.25万元" in told
    assert not any(quote.startswith("880.50") for quote in told)


def test_silence_over_what_nothing_guards_is_no_praise() -> None:
    nothing = check(read(UNCHECKED))
    assert nothing.figures
    assert not nothing.covered
    assert "不能据此认为没有问题" in verdict(nothing)
    assert 'class="bare"' in write_html([_examined(UNCHECKED)])
    assert 'class="none"' not in write_html([_examined(UNCHECKED)])
    assert summary([_examined(UNCHECKED)]) == "没有可以核对的数。"
    assert summary([_examined(UNCHECKED), _examined(SOUND)]) == "共2个文件：没有发现问题。"


def test_a_sound_report_tells_how_many_figures_nothing_guards() -> None:
    checked = check(read(SOUND))
    left = len(checked.figures) - checked.covered
    assert left
    assert verdict(checked) == f"没有发现问题。有{left}个数没有核对，见后。"
    assert verdict(check(read(PLANTED))) == ""
    assert "不能据此" in verdict(Checked())


def test_a_report_whose_companion_cannot_be_read_was_checked_itself() -> None:
    examined = replace(_examined(PLANTED), failed=("对照文件“乙.txt”：文件不存在",))
    assert "没有核对成：对照文件“乙.txt”" in write_text([examined])
    assert summary([examined]).endswith("没有与对照文件或账套核对的：报告.txt。")
    unread = replace(examined, path="坏.docx", checked=Checked())
    assert "没有检查成的：坏.docx。没有与" in summary([examined, unread])


def test_a_page_on_several_files_begins_with_a_list_of_them() -> None:
    bad = Examined("坏.docx", "", "", 0.0, Checked(), ("文件已加密",))
    page = write_html([_examined(PLANTED), bad, _examined(SOUND), _examined(UNCHECKED)])
    rows = page.partition('<nav class="files"')[2].partition("</nav>")[0].split("<li>")[1:]
    assert [row.partition("</a> ")[2].partition("</li>")[0] for row in rows] == [
        "错误1处",
        "没有检查成",
        "没有发现问题",
        "没有可以核对的数",
    ]
    assert 'href="#d3"' in rows[3]
    assert 'id="d3"' in page
    assert '<nav class="files"' not in write_html([_examined(PLANTED)])


# -- places in files without lines ---------------------------------------


def _place(**more: object) -> Evidence:
    return Evidence("390.30", 7, 10, 16, **more)  # type: ignore[arg-type]


def test_a_page_is_told_and_no_line_of_a_pdf() -> None:
    assert place_of(_place(page=3, lined=False)) == "第3页"
    assert place_of(_place(page=3, table=2, cell="R3C5", lined=False)) == "第3页，表2第3行第5列"
    assert place_of(_place(page=3)) == "第3页，全文第7行"


def test_a_cell_of_a_workbook_is_named_as_its_program_does() -> None:
    inside = {"table": 2, "sheet": "支出", "lined": False}
    assert place_of(_place(cell="R3C28", heading="支出", **inside)) == "工作表“支出”的AB3"
    assert place_of(_place(heading="一、说明", **inside)) == "工作表“支出”，“一、说明”下"
