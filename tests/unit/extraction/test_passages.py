"""What is looked up in a passage is what a search finds; a view keeps what is made of it."""

import gc
import inspect
import pkgutil
import weakref
from collections.abc import Iterator
from dataclasses import fields, replace
from importlib import import_module
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mingzhang.extraction
from mingzhang.docmodel.source import Flow, Span
from mingzhang.extraction.finders import find
from mingzhang.extraction.passages import Passage, View, of_view
from tests.unit.extraction.documents import view_of

TEXT = "收入合计30.5万元，其中：甲20万元（乙3个）。丙8.5万元，增长5%；丁2万元！戊"
OFFSETS = range(-1, len(TEXT) + 2)


@pytest.fixture(scope="module")
def passage() -> Passage:
    (found,) = view_of(TEXT).passages
    return found


@pytest.mark.parametrize("start", OFFSETS)
def test_figures_between_two_offsets(passage: Passage, start: int) -> None:
    for end in OFFSETS:
        expected = [o for o in passage.observations if start <= o.start < end]
        assert passage.within(start, end) == expected


@pytest.mark.parametrize("at", OFFSETS)
def test_figures_and_the_sentence_around_an_offset(passage: Passage, at: int) -> None:
    own = passage.observations
    assert passage.before(at) == len([o for o in own if o.unit_end <= at])
    assert passage.behind(at) == len([o for o in own if o.start < at])
    around = [(start, end) for start, end in passage.sentences if start <= at < end]
    assert passage.sentence(at) == (around[0] if around else None)


@given(lengths=st.lists(st.integers(0, 4), min_size=1, max_size=12), data=st.data())
def test_places_of_a_text_in_many_lines(lengths: list[int], data: st.DataObject) -> None:
    starts = [sum(lengths[:n]) + n for n in range(len(lengths))]
    flow = Flow(tuple(Span(a, a + n) for a, n in zip(starts, lengths, strict=True)))
    passage = Passage(0, "字" * sum(lengths), flow)
    ends = sorted(data.draw(st.tuples(*[st.integers(0, sum(lengths))] * 2)))
    assert passage.spans(*ends) == flow.spans(*ends)


def test_what_is_made_of_a_view_is_made_once_and_not_taken_for_that_of_another() -> None:
    made: list[View] = []

    @of_view
    def places(view: View) -> int:
        made.append(view)
        return len(view.passages)

    view = view_of("甲1元。", "乙2元。")
    assert [places(view), places(view)] == [2, 2]
    other = replace(view, passages=view.passages[:1])
    assert places(other) == 1
    assert made == [view, other]


class _Watched(View):
    __slots__ = ("__weakref__",)


def test_nothing_that_finders_keep_holds_a_view() -> None:
    view = view_of("2024年度收入合计30万元，其中：甲20万元，占66.67%，比上年增加1万元。", "一、乙")
    own = {each.name: getattr(view, each.name) for each in fields(View) if each.init}
    watched = _Watched(**own)
    find(watched)
    assert watched.kept
    seen = weakref.ref(watched)
    gc.disable()
    try:
        del watched
        assert seen() is None
    finally:
        gc.enable()


def _modules() -> Iterator[ModuleType]:
    package = mingzhang.extraction
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield import_module(module.name)


def test_no_cache_of_the_process_is_kept_by_view() -> None:
    """A cache that outlives its document would keep it in the memory of a worker."""
    cached = [
        f"{module.__name__}.{name}"
        for module in _modules()
        for name, each in vars(module).items()
        if hasattr(each, "cache_info")
        and any(p.annotation in (View, "View") for p in inspect.signature(each).parameters.values())
    ]
    assert cached == []
