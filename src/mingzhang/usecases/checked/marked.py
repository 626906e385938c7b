"""The findings of a check as notes for a marked copy of the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mingzhang.docmodel.source import SourceDocument
from mingzhang.documents.marking.formats import mark
from mingzhang.documents.marking.model import Note, Tone, Unmarkable
from mingzhang.domain.checks.model import Severity
from mingzhang.usecases.checked.marks import places
from mingzhang.usecases.checked.model import (
    SEVERITIES,
    SEVERITY_NAMES,
    Checked,
    Evidence,
    Finding,
    Marked,
)
from mingzhang.usecases.checked.told import (
    by_line,
    likely_of,
    name_of,
    place_of,
    said,
    sums_of,
)

_OTHERS = 12  # further places of a finding that have notes of their own
_LINES = 6  # of further places that the first note lists
_FAULT = "做标注副本时出错"
_NOTHING = "没有发现问题"
_ROOT = "root"


def marked(data: bytes, document: SourceDocument, checked: Checked) -> Marked:
    """Return the marked copy of a file that was checked, or why there is none."""
    if not checked.findings:
        return Marked(refused=_NOTHING)
    try:
        made = mark(data, document, list(notes(checked)))
    except Unmarkable as refused:
        return Marked(refused=str(refused))
    except Exception as error:  # noqa: BLE001 - the result of the check must not be lost with it
        return Marked(refused=f"{_FAULT}（{type(error).__name__}）")
    return Marked(made.data, made.placed, made.elsewhere, made.remarks)


def notes(checked: Checked) -> Iterator[Note]:
    """Yield the notes on all findings, numbered as every other output numbers them.

    The likely wrong place, else the first, has the whole finding; the others refer to it.
    """
    for number, finding in enumerate(checked.findings, 1):
        own = _each_once(places(finding))
        tone = _TONES[finding.severity]
        if not own:
            yield Note((), "\n".join(_whole(finding, number, None)), tone)
            continue
        main = next((each for each in own if each.role == _ROOT), own[0])
        yield Note(main.meant, "\n".join(_whole(finding, number, main)), tone, place_of(main))
        others = [each for each in own if each is not main]
        for each in others[:_OTHERS]:
            yield Note(each.meant, _referring(number, finding, each, main), tone, place_of(each))


_TONES = {severity: Tone(code) for severity, code in SEVERITIES.items()}


def _each_once(found: Sequence[Evidence]) -> list[Evidence]:
    """Return places without those whose figure another one has."""
    return list({each.meant: each for each in reversed(found)}.values())[::-1]


def _head(number: int, severity: Severity) -> str:
    return f"第{number}条　{SEVERITY_NAMES[severity]}"


def _whole(finding: Finding, number: int, main: Evidence | None) -> Iterator[str]:
    """Yield the lines of the note that holds the whole finding."""
    yield f"{_head(number, finding.severity)}：{finding.title}"
    yield finding.message
    yield from sums_of(finding)
    if main is not None and main.likely:
        yield f"疑应为：{main.likely}"
    others = [each for each in finding.evidence if each is not main]
    lines = list(by_line(others))
    for place, members in lines[:_LINES]:
        quoted = "；".join(f"“{said(each)}”{name_of(each)}{likely_of(each)}" for each in members)
        yield f"另见{place}：{quoted}"
    if len(lines) > _LINES:
        yield f"另有{sum(len(members) for _, members in lines[_LINES:])}处"
    if finding.advice:
        yield f"处理：{finding.advice}"
    if finding.basis:
        yield f"依据：{finding.basis}"


def _referring(number: int, finding: Finding, place: Evidence, main: Evidence) -> str:
    """Return the note at a further place."""
    likely = f"疑应为：{place.likely}\n" if place.likely else ""
    return (
        f"{_head(number, finding.severity)}：{finding.title}\n{likely}"
        f"见批注第{number}条，在{place_of(main)}“{said(main)}”处"
    )
