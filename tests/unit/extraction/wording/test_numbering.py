import pytest

from mingzhang.extraction.wording.numbering import find
from tests.unit.extraction.wording.said import WARNING, Said, messages, report, said

GAP, REPEAT = "number.gap", "number.repeat"


def test_a_figure_number_that_is_left_out() -> None:
    view = report(
        "（图1：收支变动）", "（图2：收入结构）", "（图3：支出结构）", "（图5：三公结构）"
    )
    assert said(find, view) == [Said(GAP, WARNING, "图5")]
    assert "缺“图4”" in messages(find, view)
    assert next(find(view)).expected == "图4"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("图1 甲", "图2 乙", "图9 丙", "图4 丁"), Said(GAP, WARNING, "图9")),
        (("表1 甲", "表2 乙", "表2 丙", "表3 丁"), Said(REPEAT, WARNING, "表2")),
        (("图1 甲", "图2 乙", "图3 丙", "图7 丁"), Said(GAP, WARNING, "图7")),
        (
            ("附件1：自评报告", "附件2：自评表", "附件4：明细表"),
            Said(GAP, WARNING, "附件4"),
        ),
    ],
)
def test_captions(lines: tuple[str, ...], expected: Said) -> None:
    assert said(find, report(*lines)) == [expected]


@pytest.mark.parametrize(
    "lines",
    [
        ("图1 甲", "图3 乙"),  # one figure before is no row
        ("图1 甲", "图2 乙", "图2 乙", "图3 丙"),  # printed above and below the picture
        ("图1 甲", "图2 乙", "图1 丙", "图2 丁"),  # a new row
        ("图1 甲", "图2 乙", "详见图5所示的结构。", "图3 丙"),  # a reference
        ("图1 甲", "图2 乙", "图2-4 丙"),  # numbers of another kind
    ],
)
def test_captions_that_are_in_order(lines: tuple[str, ...]) -> None:
    assert said(find, report(*lines)) == []


def test_an_enumeration_in_one_paragraph() -> None:
    view = report("主要做法：一是抓落实；二是抓督查；三是抓考核；五是抓宣传。")
    assert said(find, view) == [Said(GAP, WARNING, "五是")]
    view = report("主要做法：一是抓落实；三是抓督查。")
    assert said(find, view) == [Said(GAP, WARNING, "三是")]


def test_a_wrong_number_between_right_ones() -> None:
    lines = [f"{n}.第{n}项工作按时完成。" for n in (1, 2, 8, 4, 5)]
    view = report(*lines)
    assert said(find, view) == [Said(GAP, WARNING, "8.")]
    assert "应为“3.”" in messages(find, view)


def test_a_number_that_stands_twice() -> None:
    lines = [f"（{n}）负责{what}工作。" for n, what in zip("一二二三", "甲乙丙丁", strict=True)]
    assert said(find, report(*lines)) == [Said(REPEAT, WARNING, "（二）")]


def test_a_list_that_begins_with_two() -> None:
    view = report("2.负责规划工作。", "2.负责审批工作。", "3.负责监督工作。")
    assert said(find, view) == [Said(REPEAT, WARNING, "2.")]
    assert "前一处应为“1.”" in messages(find, view)


@pytest.mark.parametrize(
    "lines",
    [
        # Lists start again in each section.
        ("一、职责", "1.规划。", "2.审批。", "二、机构", "1.机关。", "2.中心。"),
        # An inner list of the same kind, then the outer one goes on.
        ("1.规划。", "2.审批。", "1.许可。", "2.备案。", "3.监督。", "4.其他。"),
        # Headings whose numbers were lost.
        ("机构组成。", "机构职能。", "（三）人员概况。", "（四）资产概况。"),
        # The number is there, only not at the beginning of a line.
        ("（一）甲工作。", "（二）乙工作。（三）丙工作。", "（四）丁工作。"),
        ("1.甲工作。", "2.乙工作。 3 .丙工作。", "4.丁工作。"),
        # Decimals, clauses, years are no items.
        ("1.甲为1.5万元。", "2.乙为3.5万元；4.2万元为丙。", "3.丁。"),
        # Rows of a table in two columns.
        ("一、财政拨款 10.00 一、教育支出 10.00", "三、事业收入 2.00", "五、其他支出 1.00"),
        ("一、收入", "二、支出", "二、支出（续）", "三、结余"),
    ],
)
def test_lists_that_are_in_order(lines: tuple[str, ...]) -> None:
    assert said(find, report(*lines)) == []


def test_gaps_of_headings_without_a_sentence_between_may_be_columns() -> None:
    assert said(find, report("一、甲收入", "二、乙收入", "三、丙收入", "五、戊支出")) == []


CELLS = (
    "项目", "预算数", "21,601.00", "一、服务支出", "二、政府性基金", "二、科技支出", "17,200.00",
    "三、国资预算", "三、保障支出", "3,808.00", "3,808.00", "合计",
)  # fmt: skip


def test_cells_of_a_table_that_came_without_its_lines_are_no_list() -> None:
    assert said(find, report(*CELLS)) == []
    # Without figures in between they are one.
    words = [each for each in CELLS if "、" in each]
    assert said(find, report(*[f"{each}。" for each in words]))
