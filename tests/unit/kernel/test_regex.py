"""A lazy expression is an expression: same answers, compiled once, and not before it is used."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.kernel import regex
from mingzhang.kernel.regex import lazy_regex

SOURCE = Path(regex.__file__).parents[1]
OFFERED = [name for name in dir(re.Pattern) if not name.startswith("_")]


class _Counted:
    """Stands for `re` and counts what is compiled."""

    def __init__(self) -> None:
        self.compiled: list[object] = []

    def compile(self, source: str, flags: int) -> re.Pattern[str]:
        self.compiled.append(source)
        return re.compile(source, flags)


def test_it_is_compiled_at_the_first_use_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = _Counted()
    monkeypatch.setattr(regex, "re", counted)
    pattern = lazy_regex("甲+")
    assert counted.compiled == []
    assert pattern.search("乙甲甲") is not None
    assert pattern.sub("丙", "乙甲甲") == "乙丙"
    assert pattern.groups == 0
    assert counted.compiled == ["甲+"]


@given(st.text("ab\n", max_size=12), st.sampled_from([0, re.IGNORECASE, re.DOTALL]))
def test_it_answers_as_a_compiled_one(text: str, flags: int) -> None:
    source = "(?P<one>A|a)(.)?"
    ours, theirs = lazy_regex(source, flags), re.compile(source, flags)
    assert ours.findall(text) == theirs.findall(text)
    assert [m.span() for m in ours.finditer(text)] == [m.span() for m in theirs.finditer(text)]
    assert ours.subn("x", text) == theirs.subn("x", text)
    assert ours.split(text, 1) == theirs.split(text, 1)
    for ask in (ours.search, ours.match, ours.fullmatch):
        found, expected = ask(text, 1), getattr(theirs, ask.__name__)(text, 1)
        assert (found and found.groupdict()) == (expected and expected.groupdict())


@pytest.mark.parametrize("first", OFFERED)
def test_whatever_is_asked_first_is_there(first: str) -> None:
    pattern = lazy_regex("(?P<a>x)", re.ASCII)
    compiled = re.compile("(?P<a>x)", re.ASCII)
    for name in (first, *OFFERED):
        ours, theirs = getattr(pattern, name), getattr(compiled, name)
        assert callable(ours) if callable(theirs) else ours == theirs


def test_bytes_are_matched_with_bytes() -> None:
    assert lazy_regex(rb"<(\w+)").findall(b"<a><b>") == [b"a", b"b"]


def test_what_no_expression_has_is_missing() -> None:
    with pytest.raises(AttributeError):
        lazy_regex("a").searched  # type: ignore[attr-defined]  # noqa: B018


def test_a_wrong_expression_is_refused_when_it_is_used() -> None:
    pattern = lazy_regex("(")
    with pytest.raises(re.error):
        pattern.search("")


@pytest.mark.parametrize(
    "package",
    ["docmodel", "documents/readers", "domain/checks", "extraction", "rulebook", "usecases"],
)
def test_what_a_check_imports_compiles_nothing_else(package: str) -> None:
    files = sorted((SOURCE / package).rglob("*.py"))
    assert files
    assert not [p.name for p in files if "re.compile(" in p.read_text(encoding="utf-8")]
