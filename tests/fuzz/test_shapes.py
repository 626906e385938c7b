"""Documents of one thing many times over: checked soon, and with work in step with their length.

No time is compared: lines of code are counted function by function (`tools.fuzz.effort`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from mingzhang.usecases.check_document import check
from tools.fuzz.effort import Effort, effort, small_caps, superlinear
from tools.fuzz.probe import probe
from tools.fuzz.samples import READERS
from tools.fuzz.shapes import Shape
from tools.fuzz.table_shapes import TABLES
from tools.fuzz.text_shapes import DOCUMENTS, PARAGRAPHS

SHAPES: Mapping[str, Shape] = {
    f"{of}: {name}": shape
    for of, shapes in (("paragraph", PARAGRAPHS), ("document", DOCUMENTS), ("table", TABLES))
    for name, shape in shapes.items()
}
_FEW, _TIMES = 30, 3
#: What part of their size a user's documents have here; together some seconds.
_PART = 32


def _checking(shape: Shape, count: int) -> Callable[[], object]:
    data = shape.data(count)
    return lambda: check(READERS[shape.reader](data, f"文件.{shape.reader}"))


@pytest.mark.parametrize("name", SHAPES)
def test_a_document_of_one_thing_is_checked(name: str) -> None:
    shape = SHAPES[name]
    assert probe(shape.reader, shape.data(shape.count // _PART)) == "checked"


@pytest.mark.parametrize("name", SHAPES)
def test_no_function_grows_faster_than_its_document(name: str) -> None:
    shape = SHAPES[name]
    _checking(shape, 2)()  # what is read and compiled at the first use is no part of the growth
    with small_caps():
        small, large = (effort(_checking(shape, n)) for n in (_FEW, _FEW * _TIMES))
    assert superlinear(small, large, _TIMES) == {}


def _growth(source: str) -> dict[str, tuple[int, int]]:
    scope: dict[str, Callable[[range], object]] = {}
    exec(compile(source, "mingzhang/search.py", "exec"), scope)  # noqa: S102 - our own words

    def search(count: int) -> Effort:
        return effort(lambda: scope["search"](range(count)))

    return superlinear(search(_FEW), search(_FEW * _TIMES), _TIMES)


def test_a_search_of_each_in_all_is_noticed_and_one_pass_is_not() -> None:
    nested = "def search(xs):\n    return [x for y in xs for x in xs if x < y]\n"
    once = "def search(xs):\n    return [x for x in xs for _ in range(90)]\n"
    assert [name.partition(" ")[0] for name in _growth(nested)] == ["search.py:2"]
    assert _growth(once) == {}


def test_documents_are_of_the_parts_that_are_asked_for() -> None:
    shape = PARAGRAPHS["list"]
    assert shape.text(2).endswith("其中：〇号工程支出1.00万元，一号工程支出80.19万元。\n")
    assert all(len(each.text(40)) > len(each.text(20)) for each in SHAPES.values())
