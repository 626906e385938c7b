import pytest

from mingzhang.domain.checks.judge import judge
from mingzhang.extraction.text.implied_targets import find
from tests.unit.extraction.documents import view_of


@pytest.mark.parametrize(
    ("text", "violated"),
    [
        ("走访企业完成165家，完成率114.6%。", False),  # of 144
        ("走访企业完成168家，完成率114.6%。", True),
        ("提供线索419条，完成率116.39%。", False),  # of 360
        ("提供线索419条，完成率176.39%。", True),
        ("走访企业完成615家，完成率114.6%。", True),  # 536.4 to 536.9
    ],
)
def test_some_whole_target_must_fit(text: str, violated: bool) -> None:
    (relation,) = find(view_of(text))
    assert judge(relation).violated is violated


@pytest.mark.parametrize(
    "text",
    [
        "推出项目93个，完成率93%。",  # any target near 100 prints 93 %
        "支出165万元，完成率114.6%。",  # money has no whole targets
        "走访企业165家。线索完成率114.6%。",
        "走访企业约165家，完成率114.6%。",
    ],
)
def test_where_nothing_can_be_told(text: str) -> None:
    assert not list(find(view_of(text)))
