"""What `mingzhang check --format json` writes is what docs/check-result.schema.json promises."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mingzhang.usecases.check_document import examine
from mingzhang.usecases.checked.guarded import Order
from mingzhang.usecases.checked.json import record
from mingzhang.usecases.checked.model import Examined
from tests.unit.usecases.checked_text import LAST_YEAR, PLANTED, SOUND

ROOT = Path(__file__).resolve().parents[2]
SCHEMA: dict[str, Any] = json.loads(
    (ROOT / "docs" / "check-result.schema.json").read_text(encoding="utf-8")
)
SEEDS = ("000", "001", "003", "004")
_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "null": (type(None),),
}
#: Every word of JSON Schema that `violations` understands; the schema may use no other.
_KNOWN = frozenset(
    {
        *("$schema", "$id", "$defs", "$ref", "title", "description", "type", "required"),
        *("additionalProperties", "properties", "items", "enum", "const", "pattern", "anyOf"),
        *("minimum", "minLength", "minItems", "maxItems"),
    }
)


def violations(schema: dict[str, Any], value: Any, at: str = "$") -> Iterator[str]:
    """Yield where a value is not what a schema says (the part of JSON Schema that ours uses)."""
    unknown = schema.keys() - _KNOWN
    if unknown:
        raise AssertionError(f"{at}: {unknown}")
    if "$ref" in schema:
        yield from violations(SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]], value, at)
    if "anyOf" in schema and all(any(violations(s, value, at)) for s in schema["anyOf"]):
        yield f"{at}: none of anyOf"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} not in {schema['enum']}"
    if "const" in schema and value != schema["const"]:
        yield f"{at}: {value!r} is not {schema['const']!r}"
    yield from _of_type(schema, value, at)
    if isinstance(value, str):
        yield from _string(schema, value, at)
    elif isinstance(value, dict):
        yield from _object(schema, value, at)
    elif isinstance(value, list):
        yield from _array(schema, value, at)
    elif isinstance(value, int | float) and value < schema.get("minimum", value):
        yield f"{at}: {value} too small"


def _of_type(schema: dict[str, Any], value: Any, at: str) -> Iterator[str]:
    names = schema.get("type", [])
    names = [names] if isinstance(names, str) else names
    kinds = tuple(kind for name in names for kind in _TYPES[name])
    if kinds and (not isinstance(value, kinds) or isinstance(value, bool)):
        yield f"{at}: {type(value).__name__} is not {names}"


def _string(schema: dict[str, Any], value: str, at: str) -> Iterator[str]:
    if len(value) < schema.get("minLength", 0):
        yield f"{at}: too short"
    if "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{at}: {value!r} does not match"


def _object(schema: dict[str, Any], value: dict[str, Any], at: str) -> Iterator[str]:
    properties = schema.get("properties", {})
    yield from (f"{at}.{name}: missing" for name in schema.get("required", ()) if name not in value)
    for name, each in value.items():
        if name in properties:
            yield from violations(properties[name], each, f"{at}.{name}")
        elif schema.get("additionalProperties") is False:
            yield f"{at}.{name}: unknown"


def _array(schema: dict[str, Any], value: list[Any], at: str) -> Iterator[str]:
    if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
        yield f"{at}: {len(value)} items"
    for number, each in enumerate(value):
        yield from violations(schema.get("items", {}), each, f"{at}[{number}]")


def _written(*examined: Examined) -> Any:
    return json.loads(json.dumps(record(examined)))


def _examined(folder: Path, name: str, text: str, **more: Any) -> Examined:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return examine(Order(str(path), **more))


@pytest.fixture
def result(tmp_path: Path) -> Any:
    """Give the result for a sound, a wrong, a compared and an unreadable file, and a page break."""
    last = tmp_path / "上年.txt"
    last.write_text(LAST_YEAR.replace("800.25", "801.25", 1), encoding="utf-8")
    return _written(
        _examined(tmp_path, "好.txt", SOUND),
        _examined(tmp_path, "错.txt", PLANTED.replace("三、", "\f三、")),
        _examined(tmp_path, "比.txt", SOUND, companions=(("last-year", str(last)),)),
        _examined(tmp_path, "坏.docx", "x"),
        examine(Order(str(tmp_path / "没有.txt"))),
    )


def test_results_are_what_the_schema_says(result: Any) -> None:
    assert list(violations(SCHEMA, result)) == []
    documents = result["documents"]
    assert documents[1]["findings"]
    assert documents[1]["pages"] == 2
    assert documents[2]["findings"]
    assert documents[3]["unexamined"]
    assert documents[4]["sha256"] is None


def test_the_keys_of_the_contract_are_all_there(result: Any) -> None:
    assert result.keys() == {"schema_version", "tool_version", "rulebook_version", "documents"}
    wanted = "path sha256 kind department year edition pages seconds figures relations findings"
    for document in result["documents"]:
        assert set(f"{wanted} unexamined incidents".split()) <= document.keys()
    (finding,) = result["documents"][1]["findings"]
    wanted = "rule severity message stated expected difference tolerance amount_yuan impact"
    assert set(f"{wanted} evidence root basis".split()) <= finding.keys()
    for evidence in finding["evidence"]:
        assert {"quote", "page", "line", "start", "end", "table", "cell"} <= evidence.keys()


def test_places_across_a_page_break(result: Any) -> None:
    (finding,) = result["documents"][1]["findings"]
    assert {each["page"] for each in finding["evidence"]} == {2}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("documents", 1, "findings", 0, "severity"), "fatal"),
        (("documents", 1, "findings", 0, "amount_yuan"), 100000),
        (("documents", 1, "findings", 0, "difference"), "10.00万元"),
        (("documents", 1, "findings", 0, "evidence"), []),
        (("documents", 1, "findings", 0, "evidence", 0, "quote"), ""),
        (("documents", 1, "findings", 0, "evidence", 0, "cell"), "A1"),
        (("documents", 1, "findings", 0, "root"), []),
        (("documents", 1, "figures", "total"), True),
        (("documents", 1, "figures", "more"), 1),
        (("documents", 0, "sha256"), "x"),
        (("documents", 0, "kind"), ""),
        (("documents",), {}),
        (("schema_version",), 1),
    ],
)
def test_the_schema_refuses_what_it_should(
    result: Any, path: tuple[str | int, ...], value: Any
) -> None:
    wrong = copy.deepcopy(result)
    inner = wrong
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    assert list(violations(SCHEMA, wrong))


@pytest.mark.parametrize(
    "path",
    [("rulebook_version",), ("documents", 0, "figures"), ("documents", 1, "findings", 0, "root")],
)
def test_the_schema_misses_what_is_missing(result: Any, path: tuple[str | int, ...]) -> None:
    wrong = copy.deepcopy(result)
    inner = wrong
    for step in path[:-1]:
        inner = inner[step]
    del inner[path[-1]]
    assert list(violations(SCHEMA, wrong))


@pytest.mark.parametrize("seed", SEEDS)
def test_real_documents_give_what_the_schema_says(corpus: Path, seed: str) -> None:
    (path,) = (corpus / "seeds").glob(f"{seed}_*.txt")
    examined = examine(Order(str(path), page=True))
    result = _written(examined)
    assert list(violations(SCHEMA, result)) == []
    (document,) = result["documents"]
    assert document["incidents"] == []
    assert document["figures"]["total"] >= 20
    assert examined.source is not None
    text = examined.source.text
    places = [each for finding in document["findings"] for each in finding["evidence"]]
    places += [each["place"] for each in document["unexamined"] if each["place"]]
    for place in places:
        assert text[place["start"] : place["end"]] == place["quote"]
        assert text.count("\n", 0, place["start"]) + 1 == place["line"]
        for start, end in place["figure_spans"]:
            assert place["start"] <= start < end <= place["end"]
