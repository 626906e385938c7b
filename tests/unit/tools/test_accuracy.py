"""The measurement itself: what counts as a figure, what is planted, and what counts as found."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from mingzhang.docmodel.model import Document, Number
from mingzhang.docmodel.source import SourceDocument, Span
from mingzhang.documents.readers import registry
from mingzhang.documents.readers.typed.text import read_text
from mingzhang.domain.checks.model import Severity
from mingzhang.usecases.compile_report import compile_report
from mingzhang.usecases.import_book import import_book
from tools.accuracy import run as running
from tools.accuracy.case import Case
from tools.accuracy.checking import Found, Outcome
from tools.accuracy.claims import Claim
from tools.accuracy.corpus import EXAMPLES, FORMATS, own_case, own_cases, places
from tools.accuracy.located import with_numbers
from tools.accuracy.report import misses, record, told
from tools.accuracy.run import DIRECT, HINT, MISSED, PARTNER, UNGUARDED, UNSEEN, Bench, run
from tools.accuracy.slips import KINDS, REWRITES, Edit, Edits, Slip, rewrite, slips
from tools.accuracy.targets import FIGURE, WORD, YEAR, find_targets, report_year
from tools.accuracy.ties import from_claims

TEXT = """一、收支情况
1.2023年度收入合计30.00万元，其中：拨款20.00万元，占66.67%；其他10.00万元，占33.33%。
与2022年度相比，收入增加5.00万元，增长20%。全年接待3批次（图1）（〔2023〕12号）。
\t项目\t金额
\t合计\t1,234.50
"""


def prints(text: str, kind: str = FIGURE) -> list[str]:
    return [t.printed for t in find_targets(text, report_year(text)) if t.kind == kind]


def test_what_is_a_quantity() -> None:
    figures = ["30.00", "20.00", "66.67", "10.00", "33.33", "5.00", "20", "3", "1,234.50"]
    assert prints(TEXT) == figures
    assert prints(TEXT, YEAR) == ["2023", "2022"]
    assert prints(TEXT, WORD) == ["增加", "增长"]


@pytest.mark.parametrize(
    "text",
    ["第3位", "“553”企业", "“5+2”产业", "三类500强", "1—12月", "12月31日", "〔2020〕35号",
     "附件1", "（2）目标", "2.预算管理", "133001资阳", "image4.png", "财决01表",
     "265766 252079", "2020年4月"],
)  # fmt: skip
def test_what_is_none(text: str) -> None:
    assert prints(text) == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("收入合计30万元", ["total"]),
        ("收入30万元", ["text"]),
        ("占30%", ["rate"]),
        ("接待30人次", ["count"]),
        ("\t合计\t30", ["total"]),
        ("甲 | 30 | 40.5% |", ["cell", "rate"]),
    ],
)
def test_the_place_of_a_figure(text: str, places: list[str]) -> None:
    assert [t.place for t in find_targets(text, None)] == places


def test_each_sort_of_slip_changes_what_it_says() -> None:
    targets = find_targets(TEXT, 2023)
    made = slips(targets, "1")
    assert {slip.kind for slip in made} == set(KINDS)
    for slip in made:
        changed = Edits((slip.edit,)).apply(TEXT)
        assert changed != TEXT
        if slip.kind in {"digit", "swap", "point"}:
            old, new = (Decimal(s.replace(",", "")) for s in (slip.printed, slip.new))
            assert old != new
            sorted_digits = [sorted(re.sub(r"\D", "", s)) for s in (slip.printed, slip.new)]
            assert (slip.kind == "digit") == (sorted_digits[0] != sorted_digits[1]) or (
                slip.kind == "point"
            )
        if slip.kind == "last_unit":
            assert abs(Decimal(slip.new) - Decimal(slip.printed)) in {Decimal(1), Decimal("0.01")}
        if slip.kind == "sign":
            assert slip.new == f"-{slip.printed}"
        if slip.kind in {"drop", "double"}:
            sizes = [len(re.sub(r"\D", "", s)) for s in (slip.printed, slip.new)]
            assert sizes[1] - sizes[0] == (1 if slip.kind == "double" else -1)
        if slip.kind == "copy":
            assert slip.new in {target.printed for target in targets}
    assert made == slips(targets, "1")
    assert made != slips(targets, "2")


def test_a_minus_can_be_taken_away() -> None:
    text = "\t结余\t-12.50\n"
    targets = find_targets(text, None)
    (made,) = [slip for slip in slips(targets, "1") if slip.kind == "sign"]
    assert targets[0].negative
    assert Edits((made.edit,)).apply(text) == "\t结余\t12.50\n"


def test_places_move_with_edits() -> None:
    edits = Edits((Edit(2, 4, "xyz"), Edit(6, 6, "\n")))
    assert edits.apply("ab12cd34") == "abxyzcd\n34"
    assert [edits.place(n) for n in (0, 2, 3, 4, 5, 6, 8)] == [0, 2, 3, 5, 6, 8, 10]


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("thousands", "收入1324.37万元", "收入1,324.37万元"),
        ("thousands", "收入1,324.37万元", "收入1324.37万元"),
        ("full_width", "收入12.5万元", "收入１２.５万元"),
        ("trailing_zero", "收入250.10万元", "收入250.1万元"),
        ("trailing_zero", "收入250.1万元", "收入250.10万元"),
        ("trailing_zero", "占18.4%", "占18.4%"),
    ],
)
def test_rewrites(kind: str, old: str, new: str) -> None:
    assert kind in REWRITES
    assert rewrite(old, find_targets(old, None), kind).apply(old) == new


def test_a_line_break_stands_between_two_characters_of_writing() -> None:
    line = "某局认真落实各项要求，严格控制支出" * 3 + "，全年支出123.45万元。"
    broken = rewrite(line, [], "line_breaks").apply(line)
    assert broken.replace("\n", "") == line
    assert re.search(r"[一-鿿]\n[一-鿿]", broken)


def case(text: str = TEXT, claims: tuple[str, ...] = ()) -> Case:
    targets = tuple(find_targets(text, report_year(text)))
    lines = text.split("\n")
    at = {
        (text.count("\n", 0, t.start) + 1, t.start - text.rfind("\n", 0, t.start) - 1): n
        for n, t in enumerate(targets)
    }
    rows = [Claim(str(n), "x", "sum", c, "ok") for n, c in enumerate(claims)]
    ties = tuple(from_claims(rows, lines, at))
    return Case("x", read_text(text.encode(), "x"), targets, ties)


def checker(
    accuses: Callable[[str], list[tuple[str, Severity]]],
) -> Callable[[SourceDocument], Outcome]:
    """Return a checker that accuses the first occurrence of prints, and has seen 20.00."""

    def examine(document: SourceDocument) -> Outcome:
        def at(printed: str) -> Span:
            start = document.text.index(printed)
            return Span(start, start + len(printed))

        found = tuple(
            Found("r", s, (at(p),), "", "20.00", (at(p),)) for p, s in accuses(document.text)
        )
        seen = (at("10.00"),) if "10.00" in document.text else ()
        return Outcome(found, seen)

    return examine


SUM = "2:30.00 = 2:20.00 + 2:10.00"
ERROR, WARNING = Severity.ERROR, Severity.WARNING


@pytest.mark.parametrize(
    ("accused", "severity", "outcome", "reason"),
    [
        ("29.00", ERROR, DIRECT, ""),
        ("10.00", ERROR, PARTNER, ""),
        ("29.00", Severity.HINT, HINT, "only a hint"),
        ("66.67", ERROR, MISSED, UNSEEN),
        (None, ERROR, MISSED, UNSEEN),
    ],
)
def test_what_counts_as_found(
    monkeypatch: pytest.MonkeyPatch,
    accused: str | None,
    severity: Severity,
    outcome: str,
    reason: str,
) -> None:
    def accuses(text: str) -> list[tuple[str, Severity]]:
        return [(accused, severity)] if accused and accused in text and "29.00" in text else []

    monkeypatch.setattr(running, "examine", checker(accuses))
    it = case(claims=(SUM,))
    number = next(n for n, t in enumerate(it.targets) if t.printed == "20.00")
    target = it.targets[number]
    slip = Slip(number, "digit", Edit(target.start, target.end, "29.00"), "20.00", "29.00")
    answer = Bench(it).answer(slip)
    assert (answer.outcome, answer.reason) == (outcome, reason)
    assert (answer.independent, answer.provable, answer.accused) == (True, True, False)
    assert answer.mended == (outcome == DIRECT)
    assert (answer.case, answer.line, answer.place) == ("x", 2, "text")


def test_a_finding_that_was_there_before_is_not_new(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "examine", checker(lambda _: [("收入合计", ERROR)]))
    result = run([case(claims=(SUM,))], processes=1)
    assert not any(answer.hit for answer in result.answers)
    assert all(fresh.fresh == () for fresh in result.rewritten)


def test_figures_that_are_accused_anyway_count_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        running, "examine", checker(lambda text: [("20.00", ERROR)] if "20.00" in text else [])
    )
    result = run([case(claims=(SUM,))], processes=1)
    assert {a.printed for a in result.answers if a.accused} == {"20.00", "20.00万元"}
    assert all(a.printed not in {"20.00", "20.00万元"} for a in result.counted())


def test_what_rounding_allows_is_not_provable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "examine", checker(lambda _: []))
    it = case(claims=(SUM, "2:66.67/100 = 2:20.00 / 2:30.00"))
    bench = Bench(it)

    def answer(printed: str, new: str) -> running.Answer:
        number = next(n for n, t in enumerate(it.targets) if t.printed == printed)
        target = it.targets[number]
        edit = Edit(target.start, target.end, new)
        return bench.answer(Slip(number, "digit", edit, printed, new))

    assert answer("30.00", "30.01").provable is False
    assert answer("30.00", "30.02").provable is True
    assert answer("66.67", "66.68").provable is False
    assert answer("66.67", "66.71").provable is True
    assert answer("5.00", "6.00").independent is False
    assert answer("10.00", "11.00").reason == UNGUARDED


def test_a_run_is_seeded_and_the_same_in_several_processes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(running, "examine", checker(lambda _: []))
    one = run([case(claims=(SUM,))], sample=9, processes=1)
    assert len(one.answers) == 9
    assert run([case(claims=(SUM,))], sample=9, processes=2) == one
    assert run([case(claims=(SUM,))], sample=9, seed="2", processes=1).answers != one.answers


def test_the_report_tells_rates_and_misses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "examine", checker(lambda _: []))
    it = case(claims=(SUM,))
    result = run([it], processes=1)
    assert any(line.split()[:1] == ["digit"] for line in told(result))
    assert any("[20.00]" in line for line in misses(result, [it]))
    plain = record(result)
    assert plain["recall"]["independent"] == result.recall(independent=True) == 0
    assert "万元，其中" not in str(plain)


@pytest.mark.parametrize("form", ["txt", "html", "docx", "pdf"])
def test_our_own_report_has_all_its_figures_at_their_places(form: str) -> None:
    (own,) = own_cases("yanjiang-2020", [form])
    text = own.document.text
    figures = [t for t in own.targets if t.kind == FIGURE]
    assert all(text[t.start : t.end] == t.printed for t in own.targets)
    assert len(figures) > 250
    tied = sum(own.independent(n) for n, t in enumerate(own.targets) if t.kind == FIGURE)
    assert tied / len(figures) > 0.8
    assert own.unread < 30


@pytest.mark.parametrize("form", ["html", "docx"])
def test_a_figure_changed_in_the_text_is_read_as_one_printed_so(form: str) -> None:
    imported = import_book(EXAMPLES / "yanjiang-2020")
    report = compile_report(imported.book, imported.facts)
    own = own_case("yanjiang-2020", form, report, 2020)
    target = next(t for t in own.targets if t.place == "cell" and t.kind == FIGURE)
    edits = Edits((Edit(target.start, target.end, "98765.43"),))
    changed = own.changed(edits)
    (first,) = [n for n, p in places(report.document) if p == "cell"][:1]
    printed = with_number(report.document, first, "98765.43")
    assert changed == registry.read(FORMATS[form](printed), own.name)


def with_number(document: Document, wanted: int, text: str) -> Document:
    """Return a document that prints one of its figures in another way."""
    count = iter(range(10**6))

    def change(number: Number) -> Number:
        return replace(number, text=text) if next(count) == wanted else number

    return replace(document, blocks=tuple(with_numbers(b, change) for b in document.blocks))
