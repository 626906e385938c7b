import pytest

from mingzhang.domain.checks.judge import judge
from mingzhang.extraction.text.adjusted import find
from tests.unit.extraction.documents import sums, view_of


def test_a_budget_and_what_was_added_to_it() -> None:
    (found,) = find(view_of("年初预算150万元，年中追加30万元，全年预算180万元。"))
    assert sums([found]) == [("180万元", ("150万元", "30万元"))]
    assert not judge(found).violated
    (cut,) = find(view_of("年初预算80万元，调减5万元，追加20万元，调整后预算105万元。"))
    assert judge(cut).violated


@pytest.mark.parametrize(
    "text",
    [
        "年初预算150万元，年中追加30万元，全年支出180万元。",
        "年初批复8个项目985万元，年中追加8个项目，调整后预算861.46万元。",
        "年初预算150万元，年中追加30万元，实际到位20万元，全年预算180万元。",
    ],
)
def test_other_sentences_are_left(text: str) -> None:
    assert not list(find(view_of(text)))
