"""The result of a check as SARIF 2.1.0, for tools that show findings of any kind.

Offsets are those of the extracted text, which for a text file is the file itself. Only such a file
has lines; in others a place is told by page, worksheet, table and cell: as logical locations.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from mingzhang import __version__
from mingzhang.domain.checks.model import Severity
from mingzhang.usecases.checked.model import Evidence, Examined, Finding
from mingzhang.usecases.checked.told import (
    cell_of,
    likely_of,
    name_of,
    place_of,
    said,
    sums_of,
)
from mingzhang.usecases.checked.versions import rulebook_version

Record = dict[str, Any]

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}
_FINGERPRINT = "mingzhang/v1"


def write_sarif(files: Sequence[Examined]) -> str:
    """Return the result for several files as one SARIF run."""
    return json.dumps(_log(files), ensure_ascii=False, indent=1) + "\n"


def _log(files: Sequence[Examined]) -> Record:
    rules = _rules(files)
    places = {rule["id"]: place for place, rule in enumerate(rules)}
    driver = {
        "name": "mingzhang",
        "fullName": "明账",
        "version": __version__,
        "language": "zh-CN",
        "rules": rules,
        "properties": {"rulebookVersion": rulebook_version()},
    }
    run = {
        "tool": {"driver": driver},
        "language": "zh-CN",
        "columnKind": "unicodeCodePoints",
        "artifacts": [_artifact(file) for file in files],
        "results": [
            result for at, file in enumerate(files) for result in _results(file, at, places)
        ],
        "invocations": [
            {
                "executionSuccessful": not any(file.failed for file in files),
                "toolExecutionNotifications": _notifications(files),
            }
        ],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rules(files: Sequence[Examined]) -> list[Record]:
    """Return the rules that findings name, by code, each as severe as its worst finding."""
    rules: dict[str, Finding] = {}
    for file in files:
        for finding in file.checked.findings:
            known = rules.setdefault(finding.rule, finding)
            if finding.severity > known.severity:
                rules[finding.rule] = finding
    return [_rule(rules[code]) for code in sorted(rules)]


def _rule(finding: Finding) -> Record:
    told = {
        "id": finding.rule,
        "shortDescription": {"text": finding.title},
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
    }
    if finding.basis:
        told["fullDescription"] = {"text": f"{finding.title}。依据：{finding.basis}"}
    if finding.advice:
        told["help"] = {"text": finding.advice}
    return told


def _artifact(file: Examined) -> Record:
    hashes = {"hashes": {"sha-256": file.sha256}} if file.sha256 else {}
    return {"location": {"uri": _uri(file.path)}, **hashes}


def _uri(path: str) -> str:
    pure = PurePath(path)
    return pure.as_uri() if pure.is_absolute() else quote(pure.as_posix())


def _results(file: Examined, at: int, rules: dict[str, int]) -> list[Record]:
    artifact = {"uri": _uri(file.path), "index": at}
    seen: Counter[str] = Counter()
    results = []
    for finding in file.checked.findings:
        mark = _fingerprint(finding)
        seen[mark] += 1
        first, *others = finding.evidence or (None,)
        results.append(
            {
                "ruleId": finding.rule,
                "ruleIndex": rules[finding.rule],
                "level": _LEVELS[finding.severity],
                "message": {"text": _message(finding)},
                "locations": [_location(first, artifact)] if first else [],
                "relatedLocations": [
                    {"id": number, **_location(each, artifact), "message": {"text": _side(each)}}
                    for number, each in enumerate(others, 1)
                ],
                "partialFingerprints": {_FINGERPRINT: f"{mark}:{seen[mark]}"},
                "properties": _properties(finding),
            }
        )
    return results


def _message(finding: Finding) -> str:
    return "\n".join(filter(None, (finding.message, *sums_of(finding))))


def _side(evidence: Evidence) -> str:
    return f"{place_of(evidence)}：{said(evidence)}{name_of(evidence)}{likely_of(evidence)}"


def _location(evidence: Evidence, artifact: Record) -> Record:
    if evidence.document:
        artifact = {"uri": _uri(evidence.document)}
    region = {
        **({"startLine": evidence.line} if evidence.lined else {}),
        "charOffset": evidence.start,
        "charLength": evidence.end - evidence.start,
        "snippet": {"text": evidence.quote},
    }
    told: Record = {"physicalLocation": {"artifactLocation": artifact, "region": region}}
    if logical := _logical(evidence):
        told["logicalLocations"] = logical
    place = {"page": evidence.page, "sheet": evidence.sheet, "cell": evidence.cell}
    if known := {name: value for name, value in place.items() if value}:
        told["properties"] = known
    return told


def _logical(evidence: Evidence) -> list[Record]:
    """Return page or worksheet and cell as a person names them, the innermost first."""
    outer = [{"name": f"第{evidence.page}页", "kind": "page"}] if evidence.page else []
    if evidence.sheet:
        outer = [{"name": evidence.sheet, "kind": "worksheet"}]
    if not evidence.cell:
        return outer
    name = cell_of(evidence)
    full = f"{outer[0]['name']}/{name}" if evidence.page else name
    return [{"name": name, "fullyQualifiedName": full, "kind": "element"}, *outer]


def _properties(finding: Finding) -> Record:
    told = {
        "stated": finding.stated,
        "expected": finding.expected,
        "difference": finding.difference,
        "tolerance": finding.tolerance,
        "unit": finding.unit or None,
        "amountYuan": finding.amount_yuan,
        "likely": finding.root.likely if finding.root else None,
    }
    return {name: value for name, value in told.items() if value is not None}


def _fingerprint(finding: Finding) -> str:
    """Return what stays the same while other parts of the document change: words, no places."""
    parts = [finding.rule]
    for evidence in finding.evidence:
        parts += (evidence.heading, evidence.label, evidence.figure or evidence.quote)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


def _notifications(files: Sequence[Examined]) -> list[Record]:
    told = []
    for file in files:
        location = {"physicalLocation": {"artifactLocation": {"uri": _uri(file.path)}}}
        said = [("error", reason) for reason in file.failed]
        said += [
            ("warning", f"{incident.part}：{incident.message}")
            for incident in file.checked.incidents
        ]
        told += [
            {"level": level, "message": {"text": text}, "locations": [location]}
            for level, text in said
        ]
    return told
