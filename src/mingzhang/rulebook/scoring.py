"""The rules by which a line of a self-evaluation is scored, of `data/performance/scoring.toml`.

The rows say what a rule is called, how it computes and what it rests on; the computing itself is in
`domain/performance/scoring/comparators`, which names its rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from mingzhang.kernel.basis import Basis
from mingzhang.kernel.problem import Place, Problem
from mingzhang.rulebook.documents import documents
from mingzhang.rulebook.loading import RulebookFault, read_records
from mingzhang.rulebook.parameters import parameters

_FILE = "performance/scoring.toml"
_FIX = "修改规则数据文件"


@dataclass(frozen=True, slots=True)
class ScoringRule:
    """One rule: title, formula in words, its ground, and the parameter that changes it."""

    id: str
    title: str
    text: str
    document: str
    article: str = ""
    certainty: str = "K-H"
    switch: str = ""

    @property
    def basis(self) -> Basis:
        """What the rule rests on."""
        return Basis(self.document, self.article, self.certainty)


@cache
def scoring_rules() -> Mapping[str, ScoringRule]:
    """Return every rule by code, in the order of the file.

    Raises RulebookFault, also for a document or parameter that the rulebook does not hold.
    """
    rules = read_records(_FILE, ScoringRule)
    problems = []
    for rule in rules.values():
        place = Place(_FILE, column=rule.id)
        if rule.document not in documents():
            problems.append(Problem(place, rule.document, "依据清单中的文件", _FIX))
        if rule.switch and rule.switch not in parameters():
            problems.append(Problem(place, rule.switch, "参数清单中的参数", _FIX))
    if problems:
        raise RulebookFault(problems)
    return rules
