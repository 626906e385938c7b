"""Notices as plain data: what a command prints as JSON."""

from __future__ import annotations

from mingzhang.domain.performance.model import Notice
from mingzhang.rulebook.documents import cite
from mingzhang.rulebook.notices import notice_rules

Record = dict[str, object]


def notice_record(notice: Notice) -> Record:
    """Return a notice with its rule's title, severity, basis and advice."""
    rule = notice_rules()[notice.rule]
    return {
        "rule": notice.rule,
        "title": rule.title,
        "severity": rule.severity,
        "basis": cite(rule.basis),
        "project": notice.project,
        "indicator": notice.indicator,
        "said": notice.said,
        "evidence": list(notice.evidence),
        "place": str(notice.place) if notice.place else "",
        "advice": rule.advice,
    }
