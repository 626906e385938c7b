"""The catalogue of checks: what it refuses, and that it holds every rule that the code names."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from mingzhang.rulebook.checks import (
    CAPS,
    PLACEHOLDERS,
    UnknownCheck,
    check,
    checks,
    exact_rules,
    parse_checks,
)
from mingzhang.rulebook.documents import document
from mingzhang.rulebook.loading import RulebookFault

SOURCES = Path(__file__).resolve().parents[3] / "src" / "mingzhang"
#: Where reports are checked; elsewhere a Relation is something else.
CHECKING = ("extraction", "domain/checks")
#: A string of this form is the code of a rule, if it is no name of a file.
CODE = re.compile(r"[a-z_]+\.(?!(?:toml|csv|txt|md|html|docx|xlsx|json|py)\b)[a-z_]+")
ROW = '["a.b"]\ntitle = "甲"\ncap = "error"\ndocument = "arithmetic"\n'


def test_every_rule_is_whole() -> None:
    for each in checks().values():
        assert each.title
        assert each.advice
        assert each.rank == CAPS[each.cap]
        assert each.basis.startswith(document(each.document).citation)
        assert "{" not in each.says.format(**dict.fromkeys(PLACEHOLDERS, ""))


def test_what_is_not_official_is_never_an_error() -> None:
    for each in checks().values():
        assert each.cap != "error" or "非官方" not in each.basis


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(UnknownCheck, match="no\\.such"):
        check("no.such")


def test_weights_are_exact_and_shares_are_not() -> None:
    assert "weight.sum" in exact_rules()
    assert "share.sum" not in exact_rules()


@pytest.mark.parametrize(
    ("text", "column"),
    [
        (ROW.replace("a.b", "ab"), "id"),
        (ROW.replace("error", "fatal"), "cap"),
        (ROW.replace("arithmetic", "no-such-law"), "document"),
        (ROW.replace("arithmetic", "common-practice"), "cap"),
        (ROW + 'certainty = "K-M"\n', "cap"),
        (ROW + 'certainty = "sure"\n', "certainty"),
        (ROW + 'says = "{stated}与{whole}"\n', "says"),
        (ROW + 'says = "{stated"\n', "says"),
        (ROW + 'severity = "error"\n', "severity"),
        (ROW.replace('title = "甲"\n', ""), "title"),
    ],
)
def test_a_faulty_row_is_refused_at_its_field(text: str, column: str) -> None:
    with pytest.raises(RulebookFault) as fault:
        parse_checks("t.toml", text)
    assert column in [each.place.column for each in fault.value.problems]


def test_a_sound_row_is_read() -> None:
    found = parse_checks("t.toml", ROW + 'says = "{stated}，应为{expected}"\nexact = true\n')
    assert found["a.b"].exact


def _named_rules(tree: ast.Module) -> Iterator[str]:
    """Yield the codes given to Relation, Remark or a keyword `rule`, and what looks like a code."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if CODE.fullmatch(node.value):
                yield node.value
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            given = [each.value for each in node.keywords if each.arg == "rule"]
            if node.func.id in ("Relation", "Remark"):
                given += node.args[:1]
            for each in given:
                if isinstance(each, ast.Constant) and isinstance(each.value, str):
                    yield each.value


def test_every_rule_named_in_the_code_is_in_the_catalogue() -> None:
    named = {
        code: path.relative_to(SOURCES).as_posix()
        for folder in CHECKING
        for path in sorted((SOURCES / folder).rglob("*.py"))
        for code in _named_rules(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert {code: path for code, path in named.items() if code not in checks()} == {}
