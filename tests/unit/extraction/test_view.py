"""Whose document it is."""

import pytest

from tests.unit.extraction.documents import view_of


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("根据省财政厅要求，经某龙市财政局汇总，2018年决算总额为27万元。", "某龙市财政局"),
        ("根据财政部、省财政厅关于公开的安排，2020年决算公开如下。", ""),
        ("市水利局2020年度部门决算。", "市水利局"),
    ],
)
def test_an_organ_whose_demands_are_followed_is_not_the_subject(text: str, subject: str) -> None:
    assert view_of(text).subject == subject
