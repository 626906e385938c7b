"""Ratings as sheets to be printed: why points were lost is what people said, or nothing."""

from mingzhang.domain.book.performance_sheets import FundRow, WholeRow
from mingzhang.domain.performance.forms.rated import whole_sheet
from mingzhang.domain.performance.forms.score_sheet import ScoreLine
from tests.unit.domain.performance.whole.evaluated import D, one, parts

RATIO = one(
    'measure = "progress"\ncheckpoint = [{ month = 12, planned = "100" }]\n'
    'curve = { kind = "linear", full = "100", zero = "0" }'
)


def _line(*rows: object) -> ScoreLine:
    (line,) = whole_sheet(parts(*rows).whole(RATIO), "局").lines
    return line


def _money(spent: int, budget: int) -> FundRow:
    return FundRow(project="P1", source="fiscal", adjusted=D(budget), spent=D(spent))


def test_a_formula_is_no_reason_for_points_lost() -> None:
    assert (_line(_money(90, 100)).points, _line(_money(90, 100)).reason) == (D(90), "")
    said = WholeRow(indicator="I1", reason="验收未完成，尾款未付")
    assert _line(_money(90, 100), said).reason == "验收未完成，尾款未付"
    assert _line(_money(100, 100)).reason == ""


def test_what_does_not_apply_says_why() -> None:
    line = _line(_money(0, 0))
    assert (line.points, line.reason) == (None, "不适用：全年预算为零")


def test_what_is_not_scored_yet_leaves_the_reason_open() -> None:
    line = _line()
    assert (line.points, line.reason) == (None, "")
