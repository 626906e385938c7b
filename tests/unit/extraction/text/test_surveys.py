from mingzhang.domain.checks.judge import judge
from mingzhang.domain.checks.model import Relation
from mingzhang.extraction.text.surveys import find
from tests.unit.extraction.documents import sums, view_of


def _found(text: str) -> list[Relation]:
    return list(find(view_of(text)))


def test_questionnaires_and_their_rates() -> None:
    text = "发放问卷300份，收回问卷288份，其中有效问卷280份，回收率96%，有效率97.22%。"
    found = _found(text)
    assert sums(found) == [
        ("288份", ("300份",)),
        ("280份", ("288份",)),
        ("96%", ("288份", "300份")),
        ("97.22%", ("280份", "288份")),
    ]
    assert not any(judge(r).violated for r in found)
    wrong = _found(text.replace("收回问卷288", "收回问卷388"))
    assert [judge(r).violated for r in wrong] == [True, False, True, True]


def test_the_valid_may_be_of_all_that_were_sent() -> None:
    text = "发放问卷200份，收回196份，有效190份，有效率95%。"
    assert not any(judge(r).violated for r in _found(text))


def test_several_surveys_in_one_sentence_are_left() -> None:
    assert not _found("发放企业问卷50份，发放群众问卷100份，收回问卷148份。")
    assert not _found("发放宣传资料300份，收回288份。")
