"""Names, formatters, predicates, loops and fragments; headings, charts and glossary."""

from dataclasses import replace
from decimal import Decimal

import pytest

from mingzhang.docmodel.model import Gap, Mark, Number, Paragraph, Text
from mingzhang.domain.book.sheets import DisputedRow, NarrativeRow, ReasonRow, StaffRow
from mingzhang.domain.references import BadReference
from mingzhang.domain.report.context import Context
from mingzhang.domain.report.edition import Text as Sentence
from mingzhang.domain.report.edition import Variant
from mingzhang.domain.report.formatters import FORMATTERS, OF_A_WHOLE, UNIT_BEHIND
from mingzhang.domain.report.loops import LOOPS, finest, path_name, turns_of
from mingzhang.domain.report.numerals import heading_number
from mingzhang.domain.report.predicates import PREDICATES, holds
from mingzhang.domain.report.wording import joined, paragraphs, word
from tests.unit.domain.report.books import (
    because,
    book,
    budgeted,
    context,
    only_number,
    past,
    revenue,
    said,
    spent,
    three,
    unit,
    words,
)

STAFF = StaffRow(staff_kind="administrative", quota=Decimal(5), actual=Decimal(4))


def test_headings_are_numbered_as_official_documents_are() -> None:
    assert [heading_number(level, 2) for level in range(1, 6)] == [
        "第二部分 ", "二、", "（二）", "2．", "（2）"
    ]  # fmt: skip


def test_sections_are_numbered_below_their_parents() -> None:
    headings = said(book()).headings
    assert headings[0] == "第一部分 部门概况"
    assert "二、机构设置" in headings
    assert "第二部分 2023年度部门决算情况说明" in headings
    assert "一、收入支出决算总体情况说明" in headings
    assert "（三）一般公共预算财政拨款支出决算具体情况" in headings
    assert "第四部分 附表" in headings  # 附件 is not there, so 附表 is the fourth
    attached = said(book(NarrativeRow(section="附件", text="目录"))).headings
    assert attached[-2:] == ["第四部分 附件", "第五部分 附表"]


@pytest.mark.parametrize(
    "text",
    [
        "{nothing|wan}",
        "{total}",
        "{total|money}",
        "{|wan}",
        "{}",
        "{@nowhere:total}",
        "{total|share}",
        "{expenditure{nature}|wan}",
        "{expenditure{nature=luxury}|wan}",
        "{expenditure{measure=share}|wan}",
        "{expenditure:later|wan}",
        "{nowhere|names}",
        "{staff|wan}",
        "{staff|count:%}",
        "{spend|count}",
        "{expenditure{measure=growth}|wan}",
        "{kind|wan}",
        "{item.name}",
    ],
)
def test_what_does_not_exist_or_fit_is_refused(text: str) -> None:
    with pytest.raises(BadReference):
        words(book(spent(3), past("expenditure", 2), STAFF), text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{Y}、{Y-1}、{entity}、{kind}", "2023、2022、某局、部门"),
        ("{spend|wan}", "7.5"),
        ("{spend|yuan}", "75000"),
        ("{spend|last}", "5"),
        ("{expenditure:-1|wan}", "5"),
        ("{spend|change}", "2.5"),
        ("{spend|direction}{spend|rate_direction}", "增加增长"),
        ("{spend|growth}", "50"),
        ("{basic|share:spend}", "60"),
        ("{spend|completion}", "62.5"),
        ("{spend|budget}", "12"),
        ("{expenditure:adjusted|wan}", "12"),
        ("{staff|count}", "4"),
        ("{staff|count:名}", "4"),
        ("{staff_quota|count}", "5"),
        ("{staff|change}", "2"),
        ("{staff|direction}", "减少"),
        ("{expenditure{nature=project}|wan}", "3"),
        ("{spend|gap:待定}", "【待补：待定】"),
    ],
)
def test_formatters(text: str, told: str) -> None:
    rows = (
        spent("4.5"),
        spent(3, nature="project"),
        budgeted(12),
        past("expenditure", 5),
        past("staff", 6),
        STAFF,
    )
    assert words(book(*rows), text) == told


def test_a_figure_carries_its_key_unit_and_places() -> None:
    number = only_number(word(context(book(spent("1.23456"))), "{spend|wan}万元"))
    assert number == Number(
        "1.23", Decimal("1.23"), "万元", 2, "expenditure@D/department:2023:actual"
    )


def test_trailing_zeros_go_or_stay_by_the_edition() -> None:
    made = context(book(spent("1.5")))
    assert only_number(word(made, "{spend|wan}")).text == "1.5"
    kept = replace(made, edition=replace(made.edition, trim_zeros=False))
    assert only_number(word(kept, "{spend|wan}")).text == "1.50"
    assert only_number(word(kept, "{spend|wan}")).value == Decimal("1.50")


def test_an_unknown_direction_is_a_gap_that_is_listed() -> None:
    made = context(book(spent(1)))
    (gap,) = word(made, "{spend|direction}")
    assert isinstance(gap, Gap)
    assert made.findings.shown == [gap.text] == ["2022年支出"]
    assert made.findings.gaps == ["2023年支出的比上年增减额：2022年数账套未提供"]


PREDICATE_ROWS = (
    spent(10),
    budgeted(10),
    past("expenditure", 10),
    revenue(8),
    past("revenue", 0),
    three("overseas", 5, 9),
    past("three_public", 6),
    because("expenditure", "原因"),
    NarrativeRow(section="附件", text="见后"),
    STAFF,
)


@pytest.mark.parametrize(
    ("predicate", "holding"),
    [
        ("known(spend)", True),
        ("known(fund)", True),
        ("known(running_costs)", False),
        ("!known(running_costs)", True),
        ("zero(fund)", True),
        ("zero(running_costs)", False),
        ("nonzero(spend)", True),
        ("nonzero(running_costs)", False),
        ("positive(spend)", True),
        ("changed(spend)", False),
        ("unchanged(spend)", True),
        ("changed(income)", True),
        ("change_known(running_costs)", False),
        ("increased(income)", True),
        ("increased(three)", False),
        ("based(income)", False),
        ("base_zero(income)", True),
        ("base_zero(spend)", False),
        ("based(three)", True),
        ("slight(income)", False),
        ("slight(spend)", False),
        ("slight_rate(three)", False),
        ("differ(spend,income)", True),
        ("differ(spend,spend)", False),
        ("differ(spend,running_costs)", False),
        ("alike(spend,income)", False),
        ("alike(spend,spend)", True),
        ("alike(spend,running_costs)", False),
        ("any_nonzero(fund,spend)", True),
        ("any_nonzero(fund,running_costs)", False),
        ("only_of_kind(agency)", False),
        ("any_changed(spend,income)", True),
        ("any_changed(spend,running_costs)", False),
        ("changes_add_up(three,overseas)", False),
        ("budget_known(spend)", True),
        ("budgeted(spend)", True),
        ("budget_zero(spend)", False),
        ("budget_zero(fund)", True),
        ("spent_all(spend)", True),
        ("underspent(spend)", False),
        ("underspent(overseas)", True),
        ("near_budget(spend)", False),
        ("reasoned(spend)", True),
        ("reasoned(spend:completion)", False),
        ("reasoned(income)", False),
        ("occurs(function=2011301)", True),
        ("occurs(function=201)", True),
        ("occurs(function=208)", False),
        ("any(groups)", False),
        ("any(function_items)", True),
        ("several(function_items)", False),
        ("several(natures)", True),
        ("narrative(附件)", True),
        ("narrative(十.绩效)", False),
        ("department()", True),
        ("foreign(inside)", True),
        ("foreign(beside)", False),
    ],
)
def test_predicates(predicate: str, *, holding: bool) -> None:
    made = context(book(*PREDICATE_ROWS))
    assert holds(made, predicate) is holding
    opposite = predicate.removeprefix("!") if predicate.startswith("!") else f"!{predicate}"
    assert holds(made, opposite) is not holding


@pytest.mark.parametrize("wrong", ["known", "maybe(spend)", "known(spend", "any(nothing)", ""])
def test_a_malformed_condition_is_refused(wrong: str) -> None:
    with pytest.raises(BadReference):
        holds(context(book(*PREDICATE_ROWS)), wrong)


def test_every_predicate_formatter_and_loop_says_what_it_is_for() -> None:
    for table in (PREDICATES, FORMATTERS, LOOPS):
        assert all(function.__doc__ for function in table.values())
    assert set(UNIT_BEHIND) | OF_A_WHOLE <= set(FORMATTERS)


def test_loops_give_turns_in_the_order_of_the_codes() -> None:
    rows = [spent(1, c) for c in ("2210201", "2011308", "2080505", "2011301")]
    made = context(book(*rows, spent(1, "2120801", budget="fund")))
    items = [str(t["item.name"]) for t in turns_of(made, "function_items")]
    assert [name.split("（")[0] for name in items] == [
        "一般公共服务支出", "一般公共服务支出", "社会保障和就业支出", "住房保障支出"
    ]  # fmt: skip
    assert len(turns_of(made, "every_function_item")) == 5
    assert len(turns_of(made, "function_classes")) == 3
    assert finest(["201", "20113", "2011301", "208"]) == ["2011301", "208"]


def test_a_path_is_named_as_of_the_year() -> None:
    assert path_name("2011308", 2023) == "一般公共服务支出（类）商贸事务（款）招商引资（项）"
    assert path_name("208", 2023) == "社会保障和就业支出（类）"
    assert path_name("2080505", 2018) != path_name("2080505", 2023)  # the division was renamed


def test_numbers_of_a_loop_count_what_is_said() -> None:
    made = context(book(spent(0), spent(5, "2011302"), spent(6, "2011308")))
    item = Sentence("x", "{i}．{item|wan}", ("nonzero(item)",), each="function_items")
    assert ["".join(getattr(r, "text", "") for r in p.runs) for p in paragraphs(made, [item])] == [
        "1．5", "2．6"
    ]  # fmt: skip


def test_sentences_run_on_until_one_is_new() -> None:
    made = context(book(spent(5)))
    items = [
        Sentence("a", "甲", ("zero(spend)",)),
        Sentence("b", "乙", new=False),
        Sentence("c", "丙", new=False),
        Sentence("d", "丁"),
    ]
    assert paragraphs(made, items) == [
        Paragraph((Text("乙丙"),)),
        Paragraph((Text("丁"),)),
    ]


def test_the_first_variant_that_holds_is_said() -> None:
    made = context(book(spent(5)))
    variants = (Variant("零", ("zero(x)",)), Variant("有{x|wan}"), Variant("不到这里"))
    edition = replace(made.edition, fragments={"f": variants, "none": variants[:1]})
    asked = replace(made, edition=edition)
    assert word(asked, "{@f:fund}") == (Text("零"),)
    assert [getattr(r, "text", "") for r in word(asked, "{@f:spend}")] == ["有", "5"]
    assert word(asked, "{@none:spend}") == ()


def test_a_mark_stands_behind_the_unit() -> None:
    number = Number("5", Decimal(5), "万元", 2, "k", Mark.DISPUTED)
    assert joined([Text("共"), number, Text("万元。"), Text("")]) == (
        Text("共"),
        replace(number, tail="万元"),
        Text("。"),
    )


def _disputed(made: Context, text: str) -> bool:
    return only_number(word(made, text)).mark is Mark.DISPUTED


def test_only_the_disputed_figure_is_marked() -> None:
    rate = DisputedRow(
        concept="expenditure", dims="支出性质=基本支出", measure="growth", printed="9%"
    )
    rows = (spent(3), past("expenditure", 2, "支出性质=基本支出"), past("expenditure", 4))
    made = context(book(*rows, rate, unit("A"), unit("B")))
    assert _disputed(made, "{expenditure{nature=basic}|growth}")
    assert not _disputed(made, "{expenditure{nature=basic}|wan}")
    assert not _disputed(made, "{expenditure{nature=basic}|change}")
    assert not _disputed(made, "{spend|growth}")


def test_texts_of_the_department_are_not_a_units() -> None:
    rows = (
        spent(3, unit="A"),
        spent(4, unit="B"),
        NarrativeRow(section="一.职责", text="全市的事。"),
        NarrativeRow(section="十.绩效", text="部门的绩效。"),
        because("expenditure", "全局原因"),
        unit("A", "甲所", own=True, duties="本所的事"),
        unit("B", "乙所"),
    )
    whole, one, other = said(book(*rows)), said(book(*rows), "A"), said(book(*rows), "B")
    assert whole.under("部门职责") == "全市的事。"
    assert one.under("单位职责") == "本所的事。"
    assert other.under("单位职责") == "【待补：职责说明】"
    assert "缺少职责说明（叙述表“一.职责”）" in other.gaps
    assert "部门的绩效。" in whole.under("预算绩效")
    assert one.under("预算绩效") == "【待补：预算绩效管理情况说明】"
    assert not context(book(*rows), "A").reasons
    assert context(book(*rows)).reasons


def test_a_unit_has_words_of_its_own() -> None:
    rows = (
        spent(3, unit="A"),
        spent(4, unit="B"),
        NarrativeRow(section="十.绩效", text="部门的绩效。"),
        NarrativeRow(section="十.绩效", unit="A", text="甲所的绩效。"),
        ReasonRow(about="change", concept="expenditure", text="全局原因"),
        ReasonRow(about="change", unit="A", concept="expenditure", text="本所原因"),
        unit("A", "甲所", own=True, offices="办公室、业务科"),
        unit("B", "乙所"),
    )
    whole, one, other = (said(book(*rows), code) for code in ("", "A", "B"))
    assert whole.under("预算绩效") == "部门的绩效。"
    assert one.under("预算绩效") == "甲所的绩效。"
    assert "待补" in other.under("预算绩效")
    reasons = [list(context(book(*rows), code).reasons.values()) for code in ("", "A", "B")]
    assert reasons == [["全局原因"], ["本所原因"], []]
    assert one.under("机构设置") == "内设机构：办公室、业务科。"
    assert other.under("机构设置") == "乙所没有下属单位。"
    assert "内设机构" not in whole.under("机构设置")


def test_the_only_unit_speaks_with_the_departments_words() -> None:
    rows = (
        spent(3, unit="A"),
        NarrativeRow(section="一.职责", text="全市的事。"),
        unit("A", "甲所"),
    )
    report = said(book(*rows), "A")
    assert report.under("单位职责") == "全市的事。"
    assert "第一部分 单位概况" in report.headings
    assert not any("部门" in heading for heading in report.headings)


def test_a_units_report_is_about_its_own_figures() -> None:
    rows = (spent(3, unit="A"), spent(4, unit="B"), unit("A", "甲所"), unit("B", "乙所"))
    assert "本年支出合计3万元" in said(book(*rows), "A").under("三、支出决算情况说明")
    assert "本年支出合计7万元" in said(book(*rows)).under("三、支出决算情况说明")


def test_charts_are_numbered_without_those_left_out() -> None:
    nothing = said(book())
    assert nothing.charts == []
    rows = (revenue(5), spent(3), spent(2, "2080505", "project"), past("expenditure", 4))
    charts = said(book(*rows)).charts
    assert [c.caption for c in charts] == [
        "图1：收入决算结构图", "图2：支出决算结构图", "图3：一般公共预算财政拨款支出决算结构图"
    ]  # fmt: skip
    assert [c.id for c in charts] == ["chart-1", "chart-2", "chart-3"]
    assert "基本支出3万元" in charts[1].alt
    assert [s.text for s in charts[1].shares] == ["60", "40"]
    assert all(len(c.categories) == len(s.values) for c in charts for s in c.series)


def test_a_pie_without_a_whole_is_not_drawn() -> None:
    structure = "图1：支出决算结构图"
    assert structure in [c.caption for c in said(book(spent(3))).charts]
    below = said(book(spent(30), spent(-1, "2011302", "project"))).charts
    assert not [c for c in below if "支出决算结构图" in c.caption and "一般" not in c.caption]
    unknown = said(book(spent(30), spent(None, "2011302", "project"))).charts
    assert not [c for c in unknown if "支出决算结构图" in c.caption and "一般" not in c.caption]
    assert said(book(spent(5), spent(-5, "2011302", "project"))).charts == []


def test_the_glossary_has_what_occurs_and_names_it_as_of_the_year() -> None:
    text = said(book(spent(1), spent(2, "2080599"), revenue(3))).under("名词解释")
    assert "招商引资" not in text
    assert "项目支出：" not in text
    assert "经营收入：" not in text
    assert "行政单位离退休" not in text
    assert "2．一般公共服务支出（类）商贸事务（款）行政运行（项）：指行政单位" in text
    assert "行政事业单位养老支出（款）其他行政事业单位养老支出（项）" in text
    numbers = [line.split("．")[0] for line in text.split("\n")]
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]
    assert "指部门从同级财政部门" in text
    old = said(book(spent(2, "2080504", nature="project"), year=2018)).under("名词解释")
    assert "项目支出：" in old
    assert "行政事业单位离退休（款）" in old


def test_items_of_other_budgets_are_explained_too() -> None:
    report = said(book(spent(1), spent(1, "2082202", "project", "fund")))
    text = report.under("名词解释")
    assert path_name("2082202", 2023) in text
    assert any("2082202" in gap for gap in report.gaps)
    assert set(report.plain_gaps) == set(report.shown_gaps)
