"""The result of a check as data; `docs/check-result.schema.json` describes it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from mingzhang import __version__
from mingzhang.usecases.checked.model import (
    SCHEMA_VERSION,
    SEVERITIES,
    Checked,
    Evidence,
    Examined,
    Finding,
    Root,
)
from mingzhang.usecases.checked.versions import rulebook_version

Record = dict[str, Any]


def write_json(files: Sequence[Examined]) -> str:
    """Return the result for several files as JSON, amounts as decimal strings."""
    return json.dumps(record(files), ensure_ascii=False, indent=1) + "\n"


def record(files: Sequence[Examined]) -> Record:
    """Return the result for several files as plain data."""
    return {
        "schema_version": SCHEMA_VERSION,
        "tool_version": __version__,
        "rulebook_version": rulebook_version(),
        "documents": [_document(each) for each in files],
    }


def _document(file: Examined) -> Record:
    checked = file.checked
    return {
        "path": file.path,
        "sha256": file.sha256 or None,
        "kind": checked.kind or None,
        "format": file.form or None,
        "department": checked.department or None,
        "year": checked.year,
        "edition": checked.edition,
        "pages": checked.pages,
        "seconds": round(file.seconds, 3),
        "figures": _figures(checked),
        "relations": {
            "checked": checked.relations.checked,
            "held": checked.relations.held,
            "rounding": checked.relations.rounding,
            "violated": checked.relations.violated,
        },
        "findings": [_finding(each) for each in checked.findings],
        "unexamined": [
            *({"reason": reason, "place": None} for reason in file.failed),
            *(
                {"reason": each.reason, "place": each.place and evidence_record(each.place)}
                for each in checked.unexamined
            ),
        ],
        "incidents": [{"part": each.part, "message": each.message} for each in checked.incidents],
    }


def _figures(checked: Checked) -> Record:
    total, covered = len(checked.figures), checked.covered
    return {"total": total, "covered": covered, "uncovered": total - covered}


def _finding(finding: Finding) -> Record:
    return {
        "rule": finding.rule,
        "title": finding.title,
        "severity": SEVERITIES[finding.severity],
        "message": finding.message,
        "stated": finding.stated,
        "expected": finding.expected,
        "difference": finding.difference,
        "tolerance": finding.tolerance,
        "unit": finding.unit or None,
        "amount_yuan": finding.amount_yuan,
        "impact": finding.impact,
        "sums": list(finding.sums),
        "evidence": [evidence_record(each) for each in finding.evidence],
        "root": finding.root and _root(finding.root),
        "follows": [_root(each) for each in finding.follows],
        "candidates": [_root(each) for each in finding.candidates],
        "basis": finding.basis or None,
        "advice": finding.advice or None,
    }


def _root(root: Root) -> Record:
    return {
        "printed": root.printed,
        "likely": root.likely,
        "places": [evidence_record(each) for each in root.places],
    }


def evidence_record(evidence: Evidence) -> Record:
    """Return a place as plain data."""
    return {
        "quote": evidence.quote,
        "page": evidence.page,
        "line": evidence.line,
        "start": evidence.start,
        "end": evidence.end,
        "table": evidence.table,
        "cell": evidence.cell,
        "sheet": evidence.sheet or None,
        "figure": evidence.figure or None,
        "figure_spans": [[span.start, span.end] for span in evidence.figures],
        "heading": evidence.heading or None,
        "label": evidence.label or None,
        "document": evidence.document or None,
        "role": evidence.role or None,
        "likely": evidence.likely or None,
    }
