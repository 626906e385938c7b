"""The three public expenses: parts, changes and their sum, vehicles, receptions, groups."""

from dataclasses import replace
from decimal import Decimal

from mingzhang.domain.book.sheets import (
    EquipmentRow,
    OverseasGroupRow,
    ProcurementRow,
    VehicleRow,
)
from tests.unit.domain.report.books import (
    because,
    book,
    declared,
    past,
    said,
    spent,
    three,
    unit,
    wan,
)

TOTAL = "“三公”经费财政拨款支出决算总体情况说明"
ITEMS = "“三公”经费财政拨款支出决算具体情况说明"
ASSETS = "国有资产占有使用情况"
PURCHASES = "政府采购支出情况"
NOW = (
    three("overseas", 20, 20),
    three("vehicle_running", 30, 40),
    three("reception_home", 50, 50),
)


def _last(overseas: str, vehicle: str, reception: str, total: str) -> tuple[object, ...]:
    return (
        past("three_public", total),
        past("three_public", overseas, "三公项目=因公出国（境）费"),
        past("three_public", vehicle, "三公项目=公务用车购置及运行维护费"),
        past("three_public", reception, "三公项目=公务接待费"),
    )


def test_the_changes_of_the_items_are_shown_to_sum_to_the_change_of_the_total() -> None:
    text = said(book(*NOW, *_last("0", "35", "50", "85"))).under(TOTAL)
    assert (
        "增减额构成：因公出国（境）费增加20万元，公务用车购置及运行维护费减少5万元，"
        "公务接待费持平，合计增加15万元。"
    ) in text


def test_changes_that_cancel_out_are_shown_though_the_total_is_unchanged() -> None:
    text = said(book(*NOW, *_last("10", "40", "50", "100"))).under(TOTAL)
    assert "与2022年度相比持平。" in text
    assert "因公出国（境）费增加10万元，公务用车购置及运行维护费减少10万元" in text
    assert "合计持平。" in text


def test_nothing_changed_is_not_taken_apart() -> None:
    assert "增减额构成" not in said(book(*NOW, *_last("20", "30", "50", "100"))).under(TOTAL)


def test_changes_that_do_not_sum_are_a_gap() -> None:
    report = said(book(*NOW, *_last("0", "35", "50", "80")))
    gap = "各项增减额之和不等于合计的原因"
    assert f"合计增加20万元，【待补：{gap}】。" in report.under(TOTAL)
    assert f"2023年“三公”经费：{gap}" in report.gaps


def test_shares_of_the_three_are_listed_with_zeros() -> None:
    text = said(book(three("overseas", 0, 0), three("reception_home", 8, 8))).under(ITEMS)
    assert (
        "因公出国（境）费支出决算0万元，占0%；公务用车购置及运行维护费支出决算0万元，占0%；"
        "公务接待费支出决算8万元，占100%。具体情况如下："
    ) in text
    assert "1．因公出国（境）经费支出0万元，全年未安排预算，未发生支出。" in text


def test_none_at_all_is_one_sentence() -> None:
    text = said(book(empty=("三公",))).under(ITEMS)
    assert "2023年度没有“三公”经费财政拨款支出。" in text
    assert "占" not in text.split("1．")[0]


def test_a_missing_sheet_is_a_gap_not_nothing() -> None:
    report = said(book(spent(1)))
    assert "没有“三公”经费" not in report.under(ITEMS)
    assert "2023年“三公”经费：账套未提供" in report.gaps


GROUP = OverseasGroupRow(
    unit="A", group="G1", destinations="日本", purpose="招商。", result="签约。", own=Decimal(2)
)


def test_a_group_is_told_with_the_persons_that_are_known() -> None:
    whole = OverseasGroupRow(
        unit="A", group="G1", destinations="日本", purpose="招商", own=Decimal(2), whole=Decimal(6)
    )
    text = said(book(unit("A"), whole)).under(ITEMS)
    assert "出访日本，全团6人，其中本部门2人：招商。" in text
    assert "全年安排因公出国（境）团组1个，出国（境）2人。" in text
    assert "出访日本：招商。签约。" in said(book(unit("A"), GROUP)).under(ITEMS)


def test_a_units_report_tells_its_own_groups() -> None:
    other = OverseasGroupRow(unit="B", group="G2", destinations="法国", own=Decimal(1))
    of = book(unit("A"), unit("B"), GROUP, other)
    text = said(of, "B").under(ITEMS)
    assert "出访法国" in text
    assert "出访日本" not in text
    assert said(of).under(ITEMS).count("出访") == 2


def test_a_group_of_two_units_is_told_once_in_the_departments_report() -> None:
    same = replace(GROUP, unit="B")
    assert said(book(unit("A"), unit("B"), GROUP, same)).under(ITEMS).count("出访日本") == 1


def test_parts_without_their_whole_make_no_pie() -> None:
    items = ("因公出国（境）费", "公务用车购置及运行维护费", "公务接待费")
    stated = [declared("three_public", 5, f"三公项目={item}") for item in items]
    report = said(book(*stated))
    assert report.charts == []
    assert "因公出国（境）费支出决算5万元，占【待补：" in report.under(ITEMS)


def _vehicle(kind: str, owned: int, body: str | None = None) -> VehicleRow:
    return VehicleRow(vehicle_kind=kind, body_type=body, owned=Decimal(owned), purchased=Decimal(0))


def test_vehicles_are_broken_down_as_far_as_they_are_known() -> None:
    text = said(book(_vehicle("emergency", 1), _vehicle("special", 2))).under(ASSETS)
    assert "共有车辆3辆，其中：应急保障用车1辆、特种专业技术用车2辆。" in text
    items = said(book(_vehicle("emergency", 1))).under(ITEMS)
    assert "部门共有公务用车1辆。" in items  # no body types: no breakdown and no gap
    items = said(book(_vehicle("emergency", 1, "sedan"))).under(ITEMS)
    assert "部门共有公务用车1辆，其中：轿车1辆。" in items


def test_no_vehicles() -> None:
    text = said(book(empty=("车辆", "设备"))).under(ASSETS)
    assert text.startswith("截至2023年12月31日，某局共有车辆0辆。单价50万元以上通用设备0台（套），")


def test_equipment_that_is_not_recorded_is_a_gap() -> None:
    report = said(book(empty=("车辆",)))
    assert any("单价50万元以上通用设备" in gap for gap in report.gaps)
    one = EquipmentRow(equipment="general_500k", owned=Decimal(3))
    assert "通用设备3台（套），单价100万元以上专用设备（不含车辆）0台（套）。" in said(
        book(one, empty=("车辆",))
    ).under(ASSETS)


def test_procurement_with_and_without_contracts_to_small_enterprises() -> None:
    bought = ProcurementRow(procurement_kind="goods", amount=wan(10), sme=wan(8), micro=wan(2))
    text = said(book(bought)).under(PURCHASES)
    assert "授予中小企业合同金额8万元，占政府采购支出总额的80%" in text
    assert "授予小微企业合同金额2万元，占授予中小企业合同金额的25%。" in text
    none = ProcurementRow(procurement_kind="goods", amount=wan(10), sme=wan(0), micro=wan(0))
    assert said(book(none)).under(PURCHASES).endswith("授予小微企业合同金额0万元。")
    assert said(book(empty=("采购",))).under(PURCHASES) == "2023年度，某局政府采购支出总额0万元。"


def test_small_enterprises_count_only_where_their_column_is_kept() -> None:
    kept = ProcurementRow(procurement_kind="goods", amount=wan(10), sme=wan(8))
    report = said(book(kept))
    assert "授予中小企业合同金额8万元" in report.under(PURCHASES)
    assert any("小微企业" in gap for gap in report.gaps)


def test_a_reason_may_name_figures_and_loses_its_full_stop() -> None:
    reason = because(
        "three_public",
        "接待增加{three_public{item=reception}|change}万元。",
        "三公项目=公务接待费",
    )
    text = said(book(*NOW, *_last("20", "30", "41", "91"), reason)).under(ITEMS)
    assert "增加9万元，增长21.95%。主要变动原因是接待增加9万元。其中：" in text
