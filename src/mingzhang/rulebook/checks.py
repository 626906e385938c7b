"""The catalogue of rules by which a report is checked, read from `data/checks.toml`."""

from __future__ import annotations

import string
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from mingzhang.kernel.basis import Basis
from mingzhang.kernel.problem import Place, Problem
from mingzhang.rulebook.documents import cite, documents
from mingzhang.rulebook.loading import RulebookFault, parse_records, read_text

FILE = "checks.toml"
#: How severe a finding may be, from the catalogue's word to its rank.
CAPS = {"hint": 1, "warning": 2, "error": 3}
#: What a sentence of a relation may name.
PLACEHOLDERS = ("stated", "sum", "expected", "apart", "other", "allowed")
_CERTAINTIES = ("K-H", "K-M", "K-L")
_FIX = "修改规则数据文件"


class UnknownCheck(KeyError):
    """No rule of this code is in the catalogue."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"检查规则清单中没有“{code}”")


@dataclass(frozen=True, slots=True)
class Check:
    """A rule.

    `id` is its code (group.name), `title` what it examines, `cap` the most severe that a finding
    may be. `document`, `article` and `certainty` are its basis. `says` is the sentence of a
    violated relation with PLACEHOLDERS in braces, "" for a rule whose finder writes the sentence.
    `advice` is what to do, `impact` what a violation puts in doubt. `exact`: its figures are set,
    not computed, so they were never rounded (weights, full marks).
    """

    id: str
    title: str
    cap: str
    document: str
    says: str = ""
    advice: str = ""
    impact: str = ""
    article: str = ""
    certainty: str = "K-H"
    exact: bool = False

    @property
    def basis(self) -> str:
        """Return the Chinese wording of what the rule rests on."""
        return cite(Basis(self.document, self.article, self.certainty))

    @property
    def rank(self) -> int:
        """Return the cap as a number: 1 hint, 2 warning, 3 error."""
        return CAPS[self.cap]


def parse_checks(name: str, text: str) -> dict[str, Check]:
    """Return the rules of TOML `text` by code; `name` is for messages.

    Raises RulebookFault with all problems: unknown fields, caps, certainties, documents and
    placeholders, codes that are no `group.name`, and errors that rest on nothing official.
    """
    rules = parse_records(name, text, Check)
    problems = [each for rule in rules.values() for each in _faults(name, rule)]
    if problems:
        raise RulebookFault(problems)
    return rules


@cache
def checks() -> dict[str, Check]:
    """Return every rule by code, in the order of the file. Raises RulebookFault."""
    return parse_checks(FILE, read_text(FILE))


def check(code: str) -> Check:
    """Return one rule. Raises UnknownCheck."""
    try:
        return checks()[code]
    except KeyError:
        raise UnknownCheck(code) from None


@cache
def exact_rules() -> frozenset[str]:
    """Return the codes of the rules whose figures were never rounded."""
    return frozenset(code for code, rule in checks().items() if rule.exact)


def _faults(name: str, rule: Check) -> Iterator[Problem]:
    place = f"{name}[{rule.id}]"

    def wrong(column: str, found: str, expected: str) -> Problem:
        return Problem(Place(place, column=column), found, expected, _FIX)

    group, _, rest = rule.id.partition(".")
    if not (group.isidentifier() and rest.isidentifier()):
        yield wrong("id", rule.id, "“组.名”形式的代码")
    if rule.cap not in CAPS:
        yield wrong("cap", rule.cap, "、".join(CAPS))
    if rule.certainty not in _CERTAINTIES:
        yield wrong("certainty", rule.certainty, "、".join(_CERTAINTIES))
    ground = documents().get(rule.document)
    if ground is None:
        yield wrong("document", rule.document, "依据清单中的代号")
    elif rule.cap == "error" and "K-H" not in {rule.certainty} & {ground.certainty}:
        yield wrong("cap", rule.cap, "warning 或 hint（依据非官方）")
    for field in _fields(rule.says):
        if field not in PLACEHOLDERS:
            yield wrong("says", field, "、".join(PLACEHOLDERS))


def _fields(template: str) -> list[str]:
    """Return the names in braces; a template that cannot be read gives its whole text."""
    try:
        return [field for _, field, _, _ in string.Formatter().parse(template) if field is not None]
    except ValueError:
        return [template]
