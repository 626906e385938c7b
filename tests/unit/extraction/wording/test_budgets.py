import pytest

from mingzhang.domain.checks.model import Relation
from mingzhang.extraction.wording.budgets import find
from tests.unit.extraction.documents import sums
from tests.unit.extraction.wording.said import ERROR, HINT, WARNING, messages, remarks, report, said

NOTHING_PLANNED = (
    "预算为35万元，决算为28万元，完成预算的80%，其中：出国费预算为0万元，支出决算为0万元，"
    "完成预算的0%，决算数等于预算数；接待费预算为15万元，支出决算为10.5万元，完成预算的70%，"
    "决算数小于预算数。"
)


@pytest.mark.parametrize(
    ("text", "rule", "severity"),
    [
        ("完成预算93.9%，决算数大于预算数的主要原因是追加。", "direction.word", ERROR),
        ("完成年初预算的108.2%，决算数小于年初预算数。", "direction.word", ERROR),
        ("完成年初预算的108.2%，决算数小于预算数。", "direction.word", WARNING),
        ("完成预算100%，决算数小于预算数的主要原因是压减。", "direction.word", HINT),
        ("完成预算85%，决算数与预算数持平。", "flat.word", ERROR),
        ("完成预算99.6%，决算数与预算数持平。", "flat.word", HINT),
        ("完成预算80%，决算数与预算数基本持平。", "flat.word", WARNING),
        ("完成预算92%，决算数与预算数基本持平。", "flat.word", HINT),
        ("完成预算120%，决算数等于预算数。", "flat.word", ERROR),
        ("年初预算为12万元，支出决算为15万元。决算数小于年初预算数。", "direction.word", ERROR),
        ("年初预算为12万元，支出决算为12万元。决算数大于年初预算数。", "direction.word", HINT),
        ("预算为0万元，支出决算为3万元，决算数小于预算数。", "direction.word", ERROR),
        ("全年预算数20万元，执行数为17万元，执行数大于预算数。", "direction.word", WARNING),
    ],
)
def test_a_word_against_its_figures(text: str, rule: str, severity: object) -> None:
    found = said(find, report(text))
    assert [(each.rule, each.severity) for each in found] == [(rule, severity)]


def test_the_message_names_both() -> None:
    view = report("公务接待费完成预算93.9%，决算数大于预算数。")
    assert messages(find, view) == "“完成预算93.9%”与“决算数大于预算数”矛盾：决算数应小于预算数"
    assert remarks(find, view)[0].expected == "小于"


@pytest.mark.parametrize(
    "text",
    [
        "完成预算93.9%，决算数小于预算数的主要原因是压减。",
        "完成预算100%，决算数与预算数持平。",
        "完成预算99.97%，决算数与预算数持平。",
        "完成预算96%，决算数与预算数基本持平。",
        # Two budgets: a rate of one says nothing of the other.
        "完成年初预算的108%，决算数小于调整预算数。",
        "年初预算为12万元，调整预算为18万元，支出决算为15万元，决算数小于调整预算数。",
        # Nothing was planned and nothing was spent.
        NOTHING_PLANNED,
        "出国费完成预算的0%，决算数与预算数持平。",
        # The word is about the sum, the last rate about a part.
        "“三公”经费完成预算的90%，其中：出国费完成预算的100%；接待费完成预算的120%。决算数小于预算数。",
        "接待费支出3万元。决算数小于预算数。",
    ],
)
def test_words_that_can_be_true(text: str) -> None:
    assert said(find, report(text)) == []


def test_a_rate_of_a_budget_of_nothing() -> None:
    view = report("年初预算为0万元，支出决算为3万元，完成年初预算的100%。")
    assert [(s.rule, s.severity) for s in said(find, view)] == [("change.base", HINT)]
    view = report("年初预算为0万元，支出决算为0万元，完成年初预算的0%。")
    assert said(find, view) == []


def test_words_that_agree_tie_their_figures() -> None:
    view = report("支出决算为121.79万元，完成预算100%，决算数与预算数持平。")
    assert sums([r for r in find(view) if isinstance(r, Relation)]) == [("100%", ("1",))]
    view = report("年初预算为30.5万元，支出决算为30.5万元，决算数与预算数一致。")
    assert sums([r for r in find(view) if isinstance(r, Relation)]) == [("30.5万元", ("30.5万元",))]
    view = report("完成预算100%，决算数与预算数基本持平。")
    assert not list(find(view))
