"""The page of the performance cycle: parameters, scoring, grades, notices, closed lists."""

from __future__ import annotations

from collections.abc import Iterator

from mingzhang.rulebook.documents import cite
from mingzhang.rulebook.grade_bands import grade_schemes
from mingzhang.rulebook.notices import notice_rules
from mingzhang.rulebook.parameters import parameters
from mingzhang.rulebook.performance import groups, terms
from mingzhang.rulebook.scoring import scoring_rules
from tools.reference.markdown import code, page, table, years

_ABOUT = (
    "What the performance cycle goes by, from `rulebook/data/performance`. Parameters may be set "
    "otherwise by an office in its sheet 绩效参数; what is 非官方 never makes an error."
)
_SEVERITIES = {"error": "错误", "warning": "警告", "hint": "提示"}


def cycle() -> str:
    """Return the page of the rules of the performance cycle."""
    return page(
        "Performance cycle",
        _ABOUT,
        "## Parameters",
        table(("parameter", "title", "kind", "value", "where and when", "rests on"), _parameters()),
        "## Scoring",
        table(("rule", "title", "formula", "rests on"), _scoring()),
        "## Grades",
        table(("scheme", "grades", "rests on"), _grades()),
        "## Notices",
        table(("rule", "stage", "title", "severity", "rests on", "advice"), _notices()),
        "## Closed lists",
        table(("list", "code", "label"), _terms()),
    )


def _parameters() -> Iterator[tuple[str, ...]]:
    for each in parameters().values():
        for setting in each.value:
            until = None if setting.until == 9999 else setting.until
            place = f"{setting.region}, {years(setting.since, until)}"
            value = f"{setting.value}{each.unit if each.kind == 'number' else ''}"
            yield code(each.code), each.title, each.kind, value, place, cite(setting.basis)


def _scoring() -> Iterator[tuple[str, ...]]:
    for rule in scoring_rules().values():
        yield code(rule.id), rule.title, rule.text, cite(rule.basis)


def _grades() -> Iterator[tuple[str, ...]]:
    for scheme in grade_schemes().values():
        bands = "、".join(f"{band.label}（{band.least}分起）" for band in scheme.band)
        yield code(scheme.code), bands, cite(scheme.basis)


def _notices() -> Iterator[tuple[str, ...]]:
    for rule in notice_rules().values():
        severity = _SEVERITIES[rule.severity]
        yield code(rule.id), rule.stage, rule.title, severity, cite(rule.basis), rule.advice


def _terms() -> Iterator[tuple[str, ...]]:
    for group in groups():
        for each, label in terms(group).items():
            yield code(group), code(each), label
