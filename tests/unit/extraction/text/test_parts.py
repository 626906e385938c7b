from mingzhang.domain.checks.judge import judge
from mingzhang.domain.checks.model import Certainty, Relation
from mingzhang.extraction.text.parts import find
from tests.unit.extraction.documents import sums, view_of


def _sums(*paragraphs: str) -> list[Relation]:
    return [r for r in _all(*paragraphs) if r.op == "="]


def _all(*paragraphs: str) -> list[Relation]:
    return [r for r in find(view_of(*paragraphs)) if r.rule == "parts.sum"]


def test_a_list_whose_shares_make_100_is_complete() -> None:
    (found,) = _sums(
        "本年支出合计100.5万元，其中：基本支出60.3万元，占60%；项目支出40.2万元，占40%。"
    )
    assert sums([found]) == [("100.5万元", ("60.3万元", "40.2万元"))]
    assert found.certainty is Certainty.CERTAIN
    assert not found.slip_only


def test_a_list_that_need_not_be_complete_counts_only_as_a_slip() -> None:
    (found,) = _sums("全年接待5712批，其中：甲区3105批、乙区1607批。")  # 4712
    assert found.slip_only
    assert _sums("全年接待1000批，其中：甲区300批、乙区200批。") == []


def test_what_a_list_leaves_out_only_adds_to_it() -> None:
    (found,) = _all("全年接待1000批，其中：甲区300批、乙区200批。")
    assert (found.op, found.slip_only) == ("≥", False)
    assert not judge(found).violated
    # Too many parts are told by the sum itself, once.
    (found,) = _all("全年接待1000批，其中：甲区900批、乙区200批。")
    assert (found.op, judge(found).violated) == ("=", True)
    assert _all("全年接待1000批，其中主要是甲区300批、乙区200批等。") == []


def test_parts_of_two_sorts() -> None:
    found = _sums(
        "签约项目9个，投资额20亿元。其中，一类项目6个、投资额12亿元，二类项目2个、投资额5亿元，三类项目1个、投资额3亿元。"
    )
    assert sums(found) == [("9个", ("6个", "2个", "1个")), ("20亿元", ("12亿元", "5亿元", "3亿元"))]
    assert not any(r.slip_only for r in found)


def test_a_list_within_brackets_belongs_to_the_figure_before() -> None:
    found = _sums("编制49人，其中：甲类11人，乙类38人（其中：丙类24人、丁类14人）。")
    assert ("38人", ("24人", "14人")) in sums(found)
    assert ("49人", ("11人", "38人")) in sums(found)


def test_items_in_the_paragraphs_that_follow() -> None:
    (found,) = _sums(
        "（三）具体情况",
        "支出决算数为60万元，完成预算100%。其中：",
        "1.甲项支出20万元，比上年增加1万元。",
        "2.乙项支出40万元。",
        "六、其他",
        "丙项支出7万元。",
    )
    assert sums([found]) == [("60万元", ("20万元", "40万元"))]


def test_what_is_about_is_no_part() -> None:
    (found,) = _sums("总投资30亿元。其中，甲类20亿元，明年投资约10亿元；乙类10亿元。")
    assert sums([found])[0][1] == ("20亿元", "10亿元")


def test_a_row_of_amounts_without_a_cue_counts_only_as_a_slip() -> None:
    (found,) = _sums("实际支出57.20万元。用于甲12.23万元，用于乙25.95万元，用于丙19.02万元。")
    assert found.slip_only
    assert any(sums([r])[0][0] == "57.20万元" for r in (found, *found.otherwise))


def test_a_part_does_not_exceed_its_whole() -> None:
    bounds = [r for r in find(view_of("编制38人（其中：参公24人）。")) if r.rule == "parts.bound"]
    assert [(r.op, *sums([r])) for r in bounds] == [("≤", ("24人", ("38人",)))]


def test_a_unit_unlike_all_others_is_a_mistake_where_the_list_adds_up_without_it() -> None:
    (wrong,) = _sums("奖补资金5602万元，其中，甲县170万元、乙县432亿元、丙县5000万元。")
    assert not wrong.slip_only
    assert _sums("奖补资金5602万元，其中，甲县171万元、乙县2亿元、丙县5000万元。") == []


def test_kinds_that_make_up_a_whole_are_all_of_it() -> None:
    (found,) = _sums("编制49人，其中：行政编制11人，事业编制83人。")
    assert not found.slip_only
    (found,) = _sums("年末在职人员45人（公务员12人，工勤人员23人）。")
    assert not found.slip_only
    (found,) = _sums("截至年末，共有车辆3辆，其中：应急保障用车1辆。")
    assert sums([found]) == [("3辆", ("1辆",))]


def test_a_whole_of_more_than_these_kinds() -> None:
    assert _sums("年末实有人员（含离退休）48人，其中：行政人员12人，事业人员23人。") == []
    assert _sums("截至年末，共有车辆3辆，其中：本年新购1辆。") == []


def test_a_list_that_says_what_its_whole_is() -> None:
    (found,) = _sums("年末结转7038.54元是修缮经费900.00元，活动经费1200.00元，2413.54元为其他。")
    assert not found.slip_only


def test_others_at_the_end_of_a_list_of_things_are_the_rest() -> None:
    (found,) = _sums("下属单位8个，其中甲类单位1个，其他单位2个。")
    assert not found.slip_only


def test_a_point_that_moved_spoils_a_list_that_adds_up_without_it() -> None:
    (found,) = _sums("总投资33.58亿元。其中，甲类总投资1.938亿元；乙类总投资14.2亿元。")
    assert not found.slip_only
    # Round figures fit by chance.
    assert _sums("总投资30亿元。其中，甲类总投资2亿元；乙类总投资10亿元。") == []


def test_a_row_without_a_cue_whose_unit_or_point_is_off() -> None:
    row = "实际支出572.21万元。用于甲122.23{}，用于乙25.95万元，用于丙{}万元。"
    for unit, last in (("元", "424.03"), ("万元", "42.403")):
        (found,) = _sums(row.format(unit, last))
        assert not found.slip_only
        assert sums([found])[0][0] == "572.21万元"
    assert _sums(row.format("万元", "391.77")) == []


def test_a_part_alone_is_within_its_whole_also_further_on() -> None:
    found = find(view_of("接待683批次，5549人次，支出81.32万元，具体包括：783批次考察接待。"))
    bounds = [r for r in found if r.rule == "parts.bound"]
    assert sums(bounds) == [("783批次", ("683批次",))]
