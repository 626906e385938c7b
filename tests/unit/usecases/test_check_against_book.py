"""A report against a book: its own gives no difference, and every changed figure is found."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import pytest

from mingzhang.docmodel.model import Document, numbers
from mingzhang.docmodel.source import Unreadable
from mingzhang.documents.docx.write import write_docx
from mingzhang.documents.html.write import write_html
from mingzhang.documents.readers import registry
from mingzhang.documents.text import write_text
from mingzhang.domain.checks.model import Severity
from mingzhang.extraction.view import build
from mingzhang.usecases.check_document import check
from mingzhang.usecases.checked.model import Checked, Finding
from mingzhang.usecases.checked.ours import as_read
from mingzhang.usecases.checked.places import Places
from mingzhang.usecases.compare_book import RULE, Comparison, compare_book, open_book
from mingzhang.usecases.compile_report import compile_report
from tests.unit.usecases.checked_text import SOUND, read

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
BOOKS = ("luzhou-2023", "demo-2024", "yanjiang-2020")
CHANGED = 8


@cache
def _report(name: str) -> str:
    return write_text(_document(name)).decode()


@cache
def _document(name: str) -> Document:
    imported = open_book(str(EXAMPLES / name)).imported
    return compile_report(imported.book, imported.facts).document


def _compared(text: str, name: str) -> Comparison:
    """Compare alone: what else a check says does not matter here."""
    source = read(text)
    view = build(source)
    return compare_book(view, Places(source, view), open_book(str(EXAMPLES / name)))


def _checked(text: str, name: str) -> Checked:
    return check(read(text), book=open_book(str(EXAMPLES / name)))


def _differences(checked: Checked) -> list[Finding]:
    return [each for each in checked.findings if each.rule == RULE]


@pytest.mark.parametrize("name", BOOKS)
def test_a_report_agrees_with_its_own_book(name: str) -> None:
    checked = _checked(_report(name), name)
    assert _differences(checked) == []
    assert checked.covered > len(checked.figures) * 0.8
    assert checked.edition


@pytest.mark.parametrize("name", BOOKS)
def test_a_changed_figure_is_found_at_its_place_and_nothing_else(name: str) -> None:
    text, chance = _report(name), random.Random(7)  # noqa: S311 - a sample, no secret
    compared = _compared(text, name).compared
    figures = [o for o in build(read(text)).observations if o.number in compared]
    for figure in chance.sample(figures, CHANGED):
        (span,) = figure.spans
        printed = text[span.start : span.end]
        digit = next(c for c in printed if c.isdigit())
        changed = printed.replace(digit, str((int(digit) + 3) % 9 + 1), 1)
        assert changed != printed
        (found,) = _compared(text[: span.start] + changed + text[span.end :], name).findings
        assert [e.start <= span.start < e.end for e in found.evidence] == [True]
        assert found.severity is Severity.ERROR
        assert printed.replace(",", "") in found.message


def test_a_turned_direction_word_is_found() -> None:
    text = _report("demo-2024")
    turned = text.replace("收、支总计各减少", "收、支总计各增加", 1)
    assert turned != text
    (found,) = _compared(turned, "demo-2024").findings
    assert "报告写增加" in found.message
    assert "账套为减少" in found.message


def test_a_finding_tells_the_fact_and_where_it_comes_from() -> None:
    text = _report("luzhou-2023")
    checked = _checked(text.replace("项目支出1333.29万元", "项目支出1339.29万元", 1), "luzhou-2023")
    (finding,) = _differences(checked)
    assert (finding.stated, finding.expected, finding.unit) == ("1339.29", "1333.29", "万元")
    assert (finding.difference, finding.amount_yuan) == ("6.00", "60000.00")
    assert "1339.29万元" in finding.message
    assert finding.basis.startswith("账套")
    assert finding.evidence[0].quote.endswith("项目支出1339.29万元")


def test_a_report_of_another_year_is_not_compared() -> None:
    checked = _checked(SOUND, "luzhou-2023")
    assert _differences(checked) == []
    assert any("账套是2023年度" in each.reason for each in checked.unexamined)


def test_a_report_of_another_department_is_not_compared() -> None:
    other = SOUND.replace("2024", "2021").replace("2023", "2020").replace("2021", "2023")
    checked = _checked(other, "luzhou-2023")
    assert _differences(checked) == []
    assert any("是不是同一部门" in each.reason for each in checked.unexamined)


def test_a_book_with_problems_is_refused_without_its_path(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="book check") as refused:
        open_book(str(tmp_path))
    assert str(tmp_path) not in str(refused.value)


@pytest.mark.parametrize("name", BOOKS)
def test_our_report_as_read_names_every_figure(name: str) -> None:
    document = _document(name)
    ours = as_read(document)
    assert {n.key for n in ours.numbers.values()} == {n.key for n in numbers(document)}
    assert len(ours.numbers) >= len(list(numbers(document)))
    for at, number in ours.numbers.items():
        assert ours.source.text.startswith(number.text, at)


@pytest.mark.parametrize("form", ["html", "docx", "txt"])
def test_every_figure_of_ours_is_known_again_in_each_format(form: str) -> None:
    document = _document("luzhou-2023")
    if form == "html":
        written = write_html(document)
    else:
        written = write_docx(document) if form == "docx" else write_text(document)
    book = open_book(str(EXAMPLES / "luzhou-2023"))
    checked = check(registry.read(written, f"报告.{form}"), book=book)
    assert _differences(checked) == []
    left = [u.place.quote for u in checked.unexamined if u.place and u.reason.startswith("账套")]
    # 公开10表 and 单价50万元以上 are no figures of the book; a chart of one line is no table.
    assert len([quote for quote in left if "表" not in quote]) <= 3
