"""The catalogue of what the performance cycle may say: title, severity, basis.

`data/performance/notices.toml` holds a row per rule. What rests on nothing official is never an
error.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from mingzhang.kernel.basis import Basis
from mingzhang.kernel.problem import Place, Problem
from mingzhang.rulebook.documents import documents
from mingzhang.rulebook.loading import RulebookFault, read_records

_FILE = "performance/notices.toml"
_SEVERITIES = ("error", "warning", "hint")


@dataclass(frozen=True, slots=True)
class NoticeRule:
    """One rule: `stage` of the cycle (goal, monitoring, score, …), severity, and its ground."""

    id: str
    stage: str
    title: str
    severity: str
    document: str
    article: str = ""
    certainty: str = "K-H"
    advice: str = ""

    @property
    def basis(self) -> Basis:
        """What the rule rests on."""
        return Basis(self.document, self.article, self.certainty)


@cache
def notice_rules() -> Mapping[str, NoticeRule]:
    """Return every rule by code. RulebookFault: also an error without official ground."""
    rules = read_records(_FILE, NoticeRule)
    problems = [p for rule in rules.values() for p in _wrong(rule)]
    if problems:
        raise RulebookFault(problems)
    return rules


def _wrong(rule: NoticeRule) -> list[Problem]:
    place, fix = Place(_FILE, column=rule.id), "修改规则数据文件"
    found = []
    if rule.severity not in _SEVERITIES:
        found.append(Problem(place, rule.severity, "、".join(_SEVERITIES), fix))
    known = documents().get(rule.document)
    if known is None:
        found.append(Problem(place, rule.document, "依据清单中的文件", fix))
    elif rule.severity == "error" and not (rule.basis.official and known.certainty == "K-H"):
        found.append(Problem(place, rule.severity, "非官方依据不得为错误", fix))
    return found
