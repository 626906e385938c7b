import pytest

from mingzhang.extraction.wording.plausibility import find
from tests.unit.extraction.wording.said import HINT, Said, messages, report, said


@pytest.mark.parametrize(
    ("lines", "rule", "piece"),
    [
        (
            ("国内公务接待12批次，共3万元，具体内容包括：制作招商宣传片、来访人员用餐。",),
            "plausible.reception",
            "制作招商宣传片",
        ),
        (
            ("公用经费包括办公费、办公设备购置等。", "本年度政府采购支出总额0万元。"),
            "plausible.procurement",
            "政府采购支出总额0万元",
        ),
        (
            (
                "下属其他事业单位2个。",
                "公用经费28.5万元，主要包括办公费。",
                "机关运行经费支出28.5万元。",
            ),
            "plausible.running",
            "机关运行经费支出28.5万元",
        ),
        (
            ("项目执行率为100%，没有结余。", "存在问题：预算执行进度还需进一步加强。"),
            "plausible.progress",
            "执行进度还需进一步加强",
        ),
        (
            ("预算数20万元，执行数为0万元。通过项目实施，改善了灌溉条件。",),
            "plausible.unspent",
            "通过项目实施，改善了灌溉条件。",
        ),
        (("清洁能源占比提高了1.25%。",), "plausible.points", "1.25%"),
        (
            (
                "全年因公出国（境）团组2次，出国（境）5人。",
                "县领导等4人赴甲国考察。",
                "局领导等3人赴乙国考察。",
            ),
            "plausible.trips",
            "5",
        ),
    ],
)
def test_what_asks_for_an_answer(lines: tuple[str, ...], rule: str, piece: str) -> None:
    assert said(find, report(*lines)) == [Said(rule, HINT, piece)]


@pytest.mark.parametrize(
    "lines",
    [
        ("国内公务接待12批次，共3万元，具体内容包括：来访人员用餐、住宿。",),
        ("培训费3万元，内容包括：举办业务培训班。",),
        ("公用经费包括办公费、办公设备购置等。", "政府采购支出总额3.5万元。"),
        ("政府采购支出总额0万元。", "公用经费包括办公费、水费等。"),
        ("下属其他事业单位2个。", "公用经费28.5万元。", "机关运行经费支出21.5万元。"),
        ("公用经费28.5万元。", "机关运行经费支出28.5万元。"),
        ("项目执行率为92%。", "存在问题：预算执行进度还需进一步加强。"),
        ("项目执行率为100%。", "按照要求加快执行进度要求落实，成效明显。"),
        ("执行数为18万元。通过项目实施，改善了灌溉条件。",),
        ("清洁能源占比提高了1.25个百分点。", "产量提高了1.25%。"),
        ("因公出国（境）团组2次，出国（境）7人。", "甲等4人赴甲国。", "乙等3人赴乙国。"),
        ("因公出国（境）团组3次，出国（境）5人。", "县领导等8人赴甲国考察。"),
    ],
)
def test_what_is_plausible(lines: tuple[str, ...]) -> None:
    assert said(find, report(*lines)) == []


def test_the_sum_of_people_is_written_out() -> None:
    view = report(
        "因公出国（境）团组2次，出国（境）5人。", "甲领导等4人赴甲国。", "乙领导等3人赴乙国。"
    )
    assert "4+3=7人" in messages(find, view)


def test_annexes_are_judged_one_by_one() -> None:
    lines = ("附件1", "项目执行率为100%。", "附件2", "问题：预算执行进度还需进一步加强。")
    assert said(find, report(*lines)) == []
