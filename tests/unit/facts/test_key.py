"""The identity of a fact and its text form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.facts.key import Entity, FactKey, Scope, Stage, dims_of
from mingzhang.rulebook.concepts import UnknownConcept, UnknownDimension, concepts, dimensions

DEPARTMENT = Entity("510500-x", Scope.DEPARTMENT)
TOKENS = st.text("甲乙丙ABC0123-_.", min_size=1, max_size=8)


def _values(dim: str) -> st.SearchStrategy[str]:
    declared = dimensions()[dim]
    if declared.kind == "open":
        return TOKENS
    listed = st.sampled_from(sorted(declared.values)) if declared.values else st.nothing()
    codes = st.sampled_from(["201", "20113", "2011308", "30101"])
    return listed | codes if declared.kind == "code" else listed


@st.composite
def keys(draw: st.DrawFn) -> FactKey:
    """Any key that the rulebook allows."""
    concept = draw(st.sampled_from(sorted(concepts())))
    allowed = sorted(concepts()[concept].dims | {"measure"})
    dims = {d: draw(_values(d)) for d in draw(st.lists(st.sampled_from(allowed), unique=True))}
    entity = Entity(draw(TOKENS), draw(st.sampled_from(Scope)))
    year, stage = draw(st.integers(1994, 2099)), draw(st.sampled_from(Stage))
    return FactKey.of(concept, entity, year, stage, dims)


@given(keys())
def test_the_text_form_reads_back(key: FactKey) -> None:
    assert FactKey.parse(str(key)) == key


@given(keys())
def test_last_year_and_stage_change_nothing_else(key: FactKey) -> None:
    assert key.last_year().period == key.period - 1
    assert key.last_year().dims == key.dims
    moved = key.at_stage(Stage.INITIAL)
    assert (moved.stage, moved.at_stage(key.stage)) == (Stage.INITIAL, key)


def test_dimensions_have_one_order() -> None:
    one = FactKey.of("expenditure", DEPARTMENT, 2023, dims={"nature": "basic", "budget": "general"})
    other = FactKey.of("expenditure", DEPARTMENT, 2023).with_dims(budget="general", nature="basic")
    assert one == other
    assert str(one) == ("expenditure{budget=general,nature=basic}@510500-x/department:2023:actual")
    assert dims_of({"b": "1", "a": "2"}) == (("a", "2"), ("b", "1"))
    assert (one.get("nature"), one.get("item")) == ("basic", None)


def test_a_share_keeps_its_whole_in_the_text() -> None:
    key = FactKey.of("expenditure", DEPARTMENT, 2023).with_dims(
        measure="share", of="expenditure(budget:general;function:201)"
    )
    assert FactKey.parse(str(key)) == key


@pytest.mark.parametrize(
    ("concept", "dims", "error"),
    [
        ("spending", {}, UnknownConcept),
        ("three_public", {"function": "201"}, UnknownDimension),
        ("expenditure", {"nature": "luxury"}, UnknownDimension),
        ("expenditure", {"function": "2011"}, UnknownDimension),
        ("expenditure", {"colour": "red"}, UnknownDimension),
        ("expenditure", {"measure": "median"}, UnknownDimension),
    ],
)
def test_what_the_rulebook_does_not_hold_is_refused(
    concept: str, dims: dict[str, str], error: type[Exception]
) -> None:
    with pytest.raises(error):
        FactKey.of(concept, DEPARTMENT, 2023, dims=dims)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "revenue",
        "revenue@x:2023:actual",
        "revenue@x/department:23:actual",
        "revenue@x/department:2023:later",
        "revenue@x/team:2023:actual",
        "revenue{source}@x/department:2023:actual",
        "revenue{source=general@x/department:2023:actual",
        " revenue@x/department:2023:actual",
    ],
)
def test_other_texts_are_no_keys(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        FactKey.parse(text)
