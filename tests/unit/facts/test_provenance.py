"""Where a value comes from, as it is shown."""

from mingzhang.facts.provenance import ORIGIN_LABELS, Origin, Row, Summed


def test_a_row_names_sheet_line_column_and_origin() -> None:
    row = Row("支出", 12, "金额", Origin.INFERRED, "完成预算100%")
    assert str(row) == "支出 第12行「金额」（推算，完成预算100%）"
    assert str(Row("支出", 2, "金额")) == "支出 第2行「金额」（原始）"


def test_every_origin_has_a_label_of_its_own() -> None:
    assert set(ORIGIN_LABELS) == set(Origin)
    assert len(set(ORIGIN_LABELS.values())) == len(Origin)


def test_rows_sort_by_place() -> None:
    rows = [Row("支出", 9, "金额"), Row("支出", 10, "金额"), Row("三公", 30, "决算")]
    assert sorted(rows) == [rows[2], rows[0], rows[1]]


def test_equal_sums_are_one() -> None:
    assert len({Summed("支出", 3), Summed("支出", 3), Summed("支出", 4)}) == 2
