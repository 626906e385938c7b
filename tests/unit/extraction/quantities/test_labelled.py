from mingzhang.extraction.quantities.labelled import find
from tests.unit.extraction.documents import view_of
from tests.unit.extraction.quantities.reports import figures, violated

TITLE = "青禾市水务局2023年度部门决算"


def test_a_long_name_is_one_figure() -> None:
    said = "本市农村自来水普及工程覆盖率为{}%。"
    text = (said.format("87.45"), "各项工作有序推进。", said.format("81.45"))
    (relation,) = violated(find, (TITLE, *text))
    assert figures(relation) == ("81.45%", "87.45%")
    assert relation.slip_only


def test_a_short_name_and_a_list_are_not() -> None:
    assert list(find(view_of(TITLE, "覆盖率为87.45%。", "覆盖率为81.45%。"))) == []
    said = "本市农村自来水普及工程覆盖率为{}%。"
    listed = [said.format(f"{n}7.45") for n in (6, 7, 8)]
    assert list(find(view_of(TITLE, *listed))) == []
