"""`mingzhang performance`: what it says of the examples, as text and as data."""

import json
import shutil
from pathlib import Path

import pytest

from mingzhang.cli.main import main

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
DEMO = str(EXAMPLES / "demo-2024")
YANJIANG = str(EXAMPLES / "yanjiang-2020")
LESHAN = str(EXAMPLES / "leshan-2021")
ACTIONS = ("lint", "monitor", "evaluate", "score")


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("book", [DEMO, YANJIANG, LESHAN])
def test_json_is_the_same_twice(action: str, book: str, capsys: pytest.CaptureFixture[str]) -> None:
    said = []
    for _ in range(2):
        main(["performance", action, book, "--format", "json", "--fail-on", "never"])
        said.append(capsys.readouterr().out)
    assert said[0] == said[1]
    assert json.loads(said[0])


def test_nothing_spent_and_ninety_points_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["performance", "score", YANJIANG, "--format", "json", "--fail-on", "never"]) == 0
    notices = json.loads(capsys.readouterr().out)["notices"]
    found = {n["rule"] for n in notices if n["project"] == "ZWFJ"}
    assert {"score.unspent_high", "score.stated_grade"} <= found


def test_each_point_shows_its_sum(capsys: pytest.CaptureFixture[str]) -> None:
    main(["performance", "score", DEMO, "--fail-on", "never"])
    said = capsys.readouterr().out
    assert "预算执行率：9.22／10分　分值10 × 全年执行数" in said


def test_monitoring_of_another_day(capsys: pytest.CaptureFixture[str]) -> None:
    main(["performance", "monitor", DEMO, "--on", "2024-10-31", "--format", "json"])
    record = json.loads(capsys.readouterr().out)
    assert record["on"] == "2024-10-31"
    lights = {p["project"]: p["execution"]["light"] for p in record["projects"]}
    assert lights["P06"] == "red"
    assert {"open", "closed", "overdue"} & {t["status"] for t in record["rectifications"]}


def test_what_follows_from_results_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "book"
    shutil.copytree(DEMO, book)
    for name, row in (
        ("整改", "Z-99,P01,监控,2024-03-01,支出缓慢,,,2024-03-02,,"),
        ("结果应用", "P07,增加,0.01,,试点扩面"),
    ):
        sheet = book / f"{name}.csv"
        text = sheet.read_text(encoding="utf-8-sig")
        lines = [line for line in text.splitlines() if not line.startswith("P07,")]
        sheet.write_text("\n".join([*lines, row]) + "\n", encoding="utf-8-sig")
    assert main(["performance", "monitor", str(book), "--fail-on", "never"]) == 0
    assert "整改Z-99：应于2024-03-02前完成" in capsys.readouterr().out
    main(["performance", "monitor", str(book), "--on", "2024-02-29", "--format", "json"])
    assert "Z-99" not in capsys.readouterr().out  # not found yet
    main(["performance", "evaluate", str(book), "--format", "json", "--fail-on", "never"])
    decided = json.loads(capsys.readouterr().out)["decisions"]
    assert [n["rule"] for n in decided if n["project"] == "P07"] == ["follow_up.amount"]
    main(["performance", "evaluate", str(book), "--fail-on", "never"])
    assert "决定为“增加”，下年预算0.01元与之不符" in capsys.readouterr().out


def test_the_draw_follows_its_seed(capsys: pytest.CaptureFixture[str]) -> None:
    drawn = []
    for seed in ("甲", "甲", "乙"):
        main(["performance", "evaluate", DEMO, "--seed", seed, "--format", "json"])
        record = json.loads(capsys.readouterr().out)
        drawn.append([each["code"] for each in record["draw"]["drawn"]])
    assert drawn[0] == drawn[1] != drawn[2]
    assert len(drawn[0]) == 3  # 15 % of 19, rounded up


def test_exit_codes_follow_the_level(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["performance", "lint", LESHAN]) == 1
    assert main(["performance", "lint", LESHAN, "--fail-on", "never"]) == 0
    assert main(["performance", "lint", DEMO]) == 0
    assert main(["performance", "lint", DEMO, "--fail-on", "hint"]) == 1
    capsys.readouterr()


def test_an_impossible_day_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["performance", "monitor", DEMO, "--on", "7月"])
    assert stopped.value.code == 64
    assert "“7月”不是日期" in capsys.readouterr().err


def test_a_day_of_another_year_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["performance", "monitor", DEMO, "--on", "2023-07-31"]) == 1
    said = capsys.readouterr()
    assert "监控时点：现为“2023-07-31”，应为2024年之内的日期" in said.err
    assert not said.out


def test_monitoring_tells_only_what_was_found_by_its_day(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["performance", "monitor", DEMO]) == 0
    july = capsys.readouterr().out
    assert "ZG-02 整改中" in july
    assert "ZG-01" not in july
    assert "ZG-07" not in july
    assert main(["performance", "monitor", DEMO, "--on", "2024-10-31"]) == 0
    assert "ZG-01 已完成" in capsys.readouterr().out


def test_a_target_that_was_not_met_is_told_as_such(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["performance", "score", DEMO]) == 0
    assert "初步验收（11月30日前通过，未达成）" in capsys.readouterr().out


def test_what_was_not_scored_is_told_before_its_weight(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["performance", "evaluate", DEMO]) == 0
    said = capsys.readouterr().out
    assert "目标完成：未评（6分），" in said
    assert "债券资金：不适用（1分），没有债券资金" in said
    assert "，3分不适用，" in said


def test_a_bad_book_is_refused_with_every_problem(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "book"
    shutil.copytree(EXAMPLES / "demo-2024", book)
    sheet = book / "指标完成.csv"
    rows = sheet.read_text(encoding="utf-8-sig").splitlines()
    rows[1] = rows[1].replace(rows[1].split(",")[0], "不存在的指标", 1)
    sheet.write_text("\n".join(rows) + "\n", encoding="utf-8-sig")
    assert main(["performance", "score", str(book)]) == 1
    said = capsys.readouterr()
    assert "指标完成.csv 第2行「指标编码」" in said.err
    assert "未作任何更改" in said.err
    assert not said.out


def test_a_text_that_no_report_takes_is_told_with_the_reports(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book, out = tmp_path / "book", str(tmp_path / "out")
    shutil.copytree(EXAMPLES / "leshan-2021", book)
    sheet = book / "叙述.csv"
    text = sheet.read_text(encoding="utf-8-sig")
    assert "整体.预算管理" in text
    sheet.write_text(text.replace("整体.预算管理", "整体.目标偏离", 1), encoding="utf-8-sig")
    main(["performance", "report", str(book), "--out", out, "--format", "html"])
    said = capsys.readouterr().out
    assert "  请核对：叙述.csv 第" in said
    assert "2021年度的报告没有“整体.目标偏离”一节，这段文字不会编入" in said


def test_report_read_and_next(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, book = tmp_path / "out", tmp_path / "book"
    shutil.copytree(YANJIANG, book)
    assert main(["performance", "report", YANJIANG, "--out", str(out), "--format", "xlsx"]) == 0
    said = capsys.readouterr().out
    assert "绩效管理表格.xlsx" in said
    assert "待补：项目支出绩效自评报告-ZSZX" in said
    before = {f.name: f.read_bytes() for f in book.iterdir()}
    forms = str(out / "绩效管理表格.xlsx")
    assert main(["performance", "read", forms, "--book", str(book)]) == 0
    assert {f.name: f.read_bytes() for f in book.iterdir()} == before
    assert "已读 项目支出绩效自评表" in capsys.readouterr().out
    following = tmp_path / "next"
    assert main(["performance", "next", YANJIANG, "--out", str(following)]) == 0
    assert {f.name for f in following.iterdir()} == {"项目.csv", "绩效目标.csv", "绩效指标.csv"}
    assert main(["performance", "next", YANJIANG, "--out", str(following)]) == 1
    assert "没有这些表的文件夹" in capsys.readouterr().err


def test_an_unknown_project_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert main(["performance", "report", DEMO, "--out", str(out), "--project", "NO"]) == 1
    assert "现为“NO”" in capsys.readouterr().err
    assert not out.exists()
