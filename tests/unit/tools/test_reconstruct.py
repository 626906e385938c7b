"""The amounts of the examples: nearest to the print, the same every time, refused when none fit."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from mingzhang.domain.book.facts import book_facts
from mingzhang.facts.key import Entity, Scope, Stage
from tools.reconstruct.__main__ import main
from tools.reconstruct.example import files, filled, read_example, reconstruct, violations
from tools.reconstruct.forms import Cell, Form, Forms, Ratio
from tools.reconstruct.printed import EXAMPLES, Statement, key_of, read_printed
from tools.reconstruct.solve import Bound, NoSolution, Problem, solve

NAMES = ("luzhou-2023", "yanjiang-2020")
WHOLE = Entity("d", Scope.DEPARTMENT)
FEN_PER_PRINT = 10_000  # 0.01 万元


def _fens(example_name: str) -> dict[Cell, int]:
    sought = Forms.of(read_example(EXAMPLES / example_name).facts).sought
    return {cell: int(value * 100) for cell, value in sought.items()}


@pytest.mark.parametrize("name", NAMES)
def test_the_committed_books_are_what_the_tool_gives(name: str) -> None:
    assert main([name, "--check"]) == 0


@pytest.mark.parametrize("name", NAMES)
def test_every_statement_holds_exactly(name: str) -> None:
    example = read_example(EXAMPLES / name)
    assert list(violations(example.book, example.printed)) == []


@pytest.mark.parametrize("name", NAMES)
def test_what_the_cells_held_before_does_not_matter(name: str) -> None:
    example = read_example(EXAMPLES / name)
    sought = Forms.of(example.facts).sought
    other = {cell: round(value * 3 / 2, 2) for cell, value in sorted(sought.items())}
    folder = EXAMPLES / name
    changed = filled(example.book, other)
    assert files(changed) != files(example.book)
    again = reconstruct(type(example)(name, changed, book_facts(changed)[0], example.printed))
    there = {path.name: path.read_bytes() for path in folder.glob("*.csv")}
    assert files(again) == there


def test_luzhou_as_printed_has_no_amounts_and_the_two_wrong_figures_are_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["luzhou-2023", "--as-printed"]) == 1
    told = capsys.readouterr().err.splitlines()[1:]
    assert [line.split("：")[0].strip() for line in told] == [
        "七（二） 接待费变动额 -14.19万元",
        "七（二） 接待费变动率 -15.07%",
    ]


def test_a_changed_amount_is_found_and_written_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "luzhou-2023"
    shutil.copytree(EXAMPLES / "luzhou-2023", folder)
    sheet = folder / "支出.csv"
    right = sheet.read_bytes()
    wrong = right.replace(b"12115000.00", b"12115000.01")
    assert wrong != right
    sheet.write_bytes(wrong)
    assert main(["luzhou-2023", "--check", "--examples", str(tmp_path)]) == 1
    assert "支出.csv" in capsys.readouterr().out
    assert main(["luzhou-2023", "--examples", str(tmp_path)]) == 0
    assert sheet.read_bytes() == right


def test_a_broken_book_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "luzhou-2023"
    shutil.copytree(EXAMPLES / "luzhou-2023", folder)
    (folder / "部门.csv").unlink()
    assert main(["luzhou-2023", "--examples", str(tmp_path)]) == 1
    assert "部门" in capsys.readouterr().err


def test_an_amount_that_was_none_is_never_sought() -> None:
    example = read_example(EXAMPLES / "luzhou-2023")
    sought = Forms.of(example.facts).sought
    assert all(sought.values())
    assert not any(cell.sheet == "车辆" for cell in sought)


def test_forms_follow_the_facts() -> None:
    example = read_example(EXAMPLES / "luzhou-2023")
    forms, fen = Forms.of(example.facts), _fens("luzhou-2023")
    whole, year = example.book.whole, example.book.year
    change = forms.figure(key_of("three_public{item=vehicle,measure=change}", whole, year))
    assert isinstance(change, Form)
    now = key_of("three_public{item=vehicle}", whole, year)
    before = now.last_year()
    asked = [example.facts.ask(k) for k in (now, before)]
    first, second = (getattr(a, "value", None) for a in asked)
    assert isinstance(first, Decimal)
    assert isinstance(second, Decimal)
    assert change.value(fen) == (first - second) * 100
    rate = forms.figure(key_of("expenditure{budget=general,measure=completion}", whole, year))
    assert isinstance(rate, Ratio)
    assert rate.part.value(fen) == rate.whole.value(fen)
    with pytest.raises(LookupError):
        forms.figure(key_of("procurement:2022", whole, year))


def _problem(items: list[int], total: int) -> Problem:
    """Items and their total as printed, in hundredths of 万元."""
    cells = tuple(Cell("支出", n, "金额") for n in range(len(items)))
    problem = Problem(cells)
    shown = [Form({c: 1}) for c in cells]
    summed = Form()
    for one in shown:
        summed += one
    half = FEN_PER_PRINT // 2
    for name, form, value in [*zip("abc", shown, items, strict=True), ("total", summed, total)]:
        low, high = value * FEN_PER_PRINT - half, value * FEN_PER_PRINT + half - 1
        problem.bounds.append(Bound(form - Form({}, low), name, half))
        problem.bounds.append(Bound(Form({}, high) - form, name, half))
        problem.deviations.append(form - Form({}, value * FEN_PER_PRINT))
    return problem


def test_items_that_round_away_from_their_total_are_moved_as_little_as_can_be() -> None:
    found = list(solve(_problem([33, 33, 33], 100)).values())
    moved = [value - 33 * FEN_PER_PRINT for value in found]
    assert 5_000 <= sum(moved) <= 10_000
    assert sum(map(abs, moved)) + abs(sum(found) - 100 * FEN_PER_PRINT) == 10_000
    assert found == list(solve(_problem([33, 33, 33], 100)).values())


def test_what_adds_up_is_left_as_printed() -> None:
    found = solve(_problem([20, 30, 50], 100))
    assert list(found.values()) == [20 * FEN_PER_PRINT, 30 * FEN_PER_PRINT, 50 * FEN_PER_PRINT]


def test_no_rounding_can_explain_a_total_too_far_off() -> None:
    with pytest.raises(NoSolution) as refused:
        solve(_problem([33, 33, 33], 102))
    assert len(refused.value.violated) == 1


def test_views_that_can_never_agree_are_refused() -> None:
    problem = _problem([20, 30, 50], 100)
    cell = problem.cells[0]
    problem.equations += [Form({cell: 1}, -1), Form({cell: 1}, -2)]
    with pytest.raises(NoSolution):
        solve(problem)


def test_a_print_is_an_interval_with_its_places() -> None:
    key = key_of("revenue", WHOLE, 2023)
    trimmed = Statement(key, Decimal(82), "万元", 2, "七").interval
    assert (trimmed.low, trimmed.high) == (Decimal(819950), Decimal(820050))
    fall = Statement(key, Decimal("-12.19"), "万元", 2, "七").interval
    assert fall.holds(Decimal(-121850))
    assert fall.holds(Decimal("-121949.99"))
    assert not fall.holds(Decimal(-121950))


def test_keys_default_to_the_book_and_may_say_otherwise() -> None:
    assert key_of("revenue", WHOLE, 2023).period == 2023
    key = key_of("expenditure{nature=basic}:2022:adjusted", WHOLE, 2023)
    assert (key.period, key.stage, key.get("nature")) == (2022, Stage.ADJUSTED, "basic")
    with pytest.raises(ValueError, match="not a key"):
        key_of("revenue{", WHOLE, 2023)


def test_the_right_value_replaces_a_known_error_and_doubts_are_left_out() -> None:
    whole = Entity("510500-jhwsj", Scope.DEPARTMENT)
    key = key_of("three_public{item=reception,measure=change}", whole, 2023)

    def told(*, as_printed: bool) -> list[Decimal]:
        printed = read_printed("luzhou-2023", whole, 2023, as_printed=as_printed)
        return [s.value for s in printed.statements if s.key == key]

    assert told(as_printed=False) == [Decimal("-12.19")]
    assert told(as_printed=True) == [Decimal("-14.19")]
    yanjiang = Entity("512002-133", Scope.DEPARTMENT)
    disputed = key_of(
        "expenditure{budget=general,function=2011301,measure=completion}", yanjiang, 2020
    )
    printed = read_printed("yanjiang-2020", yanjiang, 2020)
    assert disputed not in {s.key for s in printed.statements}
