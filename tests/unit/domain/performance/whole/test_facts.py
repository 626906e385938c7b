"""Every value and point of an evaluation is a figure at a key, down to the rows of the book."""

from decimal import Decimal

import pytest

from mingzhang.docmodel.model import BookPlace
from mingzhang.domain.derivations import Told, derivations, rows_behind
from mingzhang.domain.figures import Figures
from mingzhang.domain.labels import NO_NAMES, Names
from mingzhang.domain.performance.evaluation.facts import evaluation_facts
from mingzhang.domain.performance.whole.facts import whole_facts, with_ratings
from mingzhang.domain.performance.whole.system import load_system
from mingzhang.facts.factset import Known, Unknown
from mingzhang.facts.key import FactKey, Stage
from tests.unit.domain.performance.whole.evaluated import D, Parts, example

MADE: Parts = example("demo-2024")
WHOLE = MADE.whole(load_system("cn-indicators-2013"))
FIGURES: Figures = MADE.figures.with_computed(whole_facts(WHOLE))


def _key(code: str = "", evaluation: str = "whole", **dims: str) -> FactKey:
    own = {"indicator": code} if code else {}
    given = {"evaluation": evaluation, **own, **dims}
    entity, year = MADE.performance.entity, MADE.performance.year
    return FactKey.of("points", entity, year, Stage.ACTUAL, given)


def test_every_line_stands_at_its_key() -> None:
    for line in WHOLE.rating.lines:
        key = _key(line.item.id)
        assert FIGURES.value(key) == line.points
        assert FIGURES.value(key.with_dims(measure="weight")) == line.weight
        if line.measured.unit == "%":
            assert FIGURES.value(key.with_dims(measure="ratio")) == line.measured.value


def test_levels_and_total_are_sums_or_say_what_is_open() -> None:
    for level in WHOLE.rating.levels:
        found = FIGURES.quantity(_key(level.code))
        assert isinstance(found, Known) == level.complete
        assert FIGURES.value(_key(level.code, measure="weight")) == level.weight
    total = FIGURES.quantity(_key())
    assert isinstance(total, Unknown)
    assert total.reason == WHOLE.rating.ungraded
    assert FIGURES.value(_key(measure="weight")) == WHOLE.rating.total.weight


def test_a_complete_total_is_on_the_scale_of_a_hundred() -> None:
    found = MADE.evaluations()
    figures = MADE.figures.with_computed(evaluation_facts(found))
    for each in found.evaluations:
        value = figures.value(_key(evaluation=each.row.code))
        assert value is not None
        assert value == each.rating.points


@pytest.mark.parametrize(
    ("code", "sheets"),
    [("A21", {"人员"}), ("A22", {"三公", "上年"}), ("B14", {"预算", "结转"})],
)
def test_a_ratio_leads_down_to_the_rows_of_the_book(code: str, sheets: set[str]) -> None:
    key = _key(code, measure="ratio")
    assert {row.sheet for row in rows_behind(FIGURES, key)} == sheets
    assert sheets <= {row.sheet for row in rows_behind(FIGURES, _key(code))}


def test_a_derivation_tells_the_sum_and_its_ground() -> None:
    names = with_ratings(NO_NAMES, [WHOLE.rating])
    key = _key("A21", measure="ratio")
    told = derivations(FIGURES, [_key("A21")], Told(names=names))
    assert told[str(_key("A21"))].label.startswith(
        "2024年绩效得分（评价=whole，指标=在职人员控制率"
    )
    ratio = told[str(key)]
    assert ratio.unit == "%"
    assert ratio.formula.startswith("在职人员数110人 ÷ 编制数123人 × 100%")
    assert "财预〔2013〕53号" in ratio.basis
    assert "非官方" not in ratio.basis
    assert told[str(_key("A21"))].basis.endswith("（非官方）")
    assert sum((o.amount for o in ratio.operands[:3] if o.amount), Decimal(0)) == D(110)


def test_names_are_those_of_the_system() -> None:
    names = with_ratings(NO_NAMES, [WHOLE.rating])
    assert names.of["indicator", "A"] == "投入"
    assert names.of["indicator", "B17"] == "“三公经费”控制率"
    assert (names.units["B17"], names.units["B22"]) == ("%", "个")


def test_what_the_book_itself_calls_so_goes_before() -> None:
    own = Names({("indicator", "A21"): "本部门的指标"}, {"A21": "场"})
    names = with_ratings(own, [WHOLE.rating])
    assert (names.of["indicator", "A21"], names.units["A21"]) == ("本部门的指标", "场")


#: System, indicator → what of it people said, and the points.
SAID = {
    "A22": {"得分": D(4)},
    "A23": {"数值": D("91.5")},
    "B12": {"数值": D(3)},
    "A43": {"得分": D("1.5")},
}


@pytest.mark.parametrize("code", SAID)
def test_what_people_gave_leads_down_to_its_cell(code: str) -> None:
    rating = MADE.whole().rating
    figures = MADE.figures.with_computed(whole_facts(MADE.whole()))
    rows = [row for row in rows_behind(figures, _key(code)) if row.sheet == "整体评价"]
    assert [row.column for row in rows] == list(SAID[code])
    told = derivations(figures, [_key(code)], Told(names=with_ratings(NO_NAMES, [rating])))
    places = [BookPlace(row.sheet, row.row, row.column, "原始", "") for row in rows]
    (given,) = [each for each in told.values() if each.place in places]
    item = rating.line(code).item
    if "数值" in SAID[code]:
        assert given.label == f"2024年指标“{item.title}”评价数值"
        assert (given.value, given.unit) == (SAID[code]["数值"], item.unit)
    else:
        assert (given.value, given.unit) == (SAID[code]["得分"], "分")
