import pytest

from mingzhang.domain.checks.judge import judge
from mingzhang.extraction.text.summed import find
from tests.unit.extraction.documents import sums, view_of


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("领导带队招商23次，部门招商41次，合计64次。", ("23次", "41次")),
        ("组织技能培训14期、创业培训8期，共计22期。", ("14期", "8期")),
        ("新建校舍9200平方米，改建6300平方米，共计15500平方米。", ("9200平方米", "6300平方米")),
        (
            "总预算90万，其中甲40万元，支持能力提升30万，乙20万，合计90万。",
            ("40万元", "30万", "20万"),
        ),
        ("修缮12.5万元，采购7.5万元，共计20万元。", ("12.5万元", "7.5万元")),
        ("综合得分94.6分，其中：决策20分，过程18.6分，产出56分。", ("20分", "18.6分", "56分")),
    ],
)
def test_a_list_that_its_sentence_adds_up(text: str, parts: tuple[str, ...]) -> None:
    (found,) = find(view_of(text))
    assert sums([found])[0][1] == parts
    assert not judge(found).violated


def test_a_whole_told_twice() -> None:
    (found,) = find(view_of("总预算90万元，其中甲40万元，乙30万元，合计90万元。"))
    assert judge(found).violated
    # Otherwise it is not known of what the closing sum is.
    assert not list(find(view_of("总预算95万元，其中甲40万元，乙30万元，合计90万元。")))


def test_a_sum_that_is_off_by_one() -> None:
    (found,) = find(view_of("领导带队招商23次，部门招商41次，合计65次。"))
    assert judge(found).violated


@pytest.mark.parametrize(
    "text",
    [
        "走访企业23家，收集问题41件，合计办理64件。",
        "参训人员200人，其中女性120人，共计320人。",
        "上年5次，较上年增加1次，合计6次。",
        "得分94分，其中：决策（20分）得19分，过程（30分）得28分。",
        "得分94分，其中：决策分值20分得19分，产出分值80分得75分。",
        "得分94分，其中：产出38分，效益28分，满意度9分。",  # not all of them
    ],
)
def test_what_is_no_sum_of_parts(text: str) -> None:
    assert not [r for r in find(view_of(text)) if judge(r).violated]
