"""The result of a check as a note that a careful colleague might write."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mingzhang.domain.checks.model import Severity
from mingzhang.usecases.checked.model import (
    SEVERITIES,
    SEVERITY_NAMES,
    Evidence,
    Examined,
    Finding,
    named,
    summary,
)
from mingzhang.usecases.checked.told import (
    by_line,
    cell_of,
    figures_line,
    grouped,
    likely_of,
    line_of,
    name_of,
    relations_line,
    said,
    sums_of,
    verdict,
)
from mingzhang.usecases.wrapping import Line, wrapped

_INDENT = 3
_PLACES = 6  # lines of a finding that are told one by one
_QUOTES = 5  # of one line
_TITLES = {
    Severity.ERROR: "错误：前后矛盾，不可能都对",
    Severity.WARNING: "警告：很可能有误，请给出解释或改正",
    Severity.HINT: "提示：不一定有误，发布前看一眼",
}


def write_text(files: Sequence[Examined], width: int = 0) -> str:
    """Return the note on several files; lines are `width` columns at most, 0 for no bound."""
    parts = ["\n".join(wrapped(_file(file), width)) for file in files]
    if len(files) > 1:
        parts.append("\n".join(wrapped([(0, summary(files))], width)))
    return "\n\n\n".join(parts) + "\n"


def _file(file: Examined) -> Iterator[Line]:
    checked = file.checked
    yield 0, file.path
    if title := named(checked):
        yield 0, title
    for reason in file.failed:
        yield 0, f"{'没有核对成' if checked.figures else '没有检查成'}：{reason}"
    if file.failed and not checked.figures:
        return
    yield 0, figures_line(checked) + relations_line(checked)
    yield 0, _verdict(file)
    number = 0
    for severity in SEVERITIES:
        group = [f for f in checked.findings if f.severity is severity]
        if group:
            yield 0, ""
            yield 0, f"【{_TITLES[severity]}】"
        for finding in group:
            number += 1
            yield 0, ""
            yield from _finding(finding, number)
    left = list(grouped(checked))
    if left:
        yield 0, ""
        yield 0, "【没有核对的】"
        for line in left:
            yield 2, f"· {line}"


def _verdict(file: Examined) -> str:
    found = [(file.count(severity), name) for severity, name in SEVERITY_NAMES.items()]
    told = "、".join(f"{name}{count}处" for count, name in found if count)
    return f"发现{told}。" if told else verdict(file.checked)


def _finding(finding: Finding, number: int) -> Iterator[Line]:
    head = f"{number}. "
    yield len(head), f"{head}{finding.title}：{finding.message}"
    pad = " " * _INDENT
    for line in sums_of(finding):
        yield _INDENT + 2, f"{pad}· {line}"
    places = list(by_line(finding.evidence))
    for place, members in places[:_PLACES]:
        yield _INDENT + 2, f"{pad}· {place}：{_quoted(members)}"
    if len(places) > _PLACES:
        rest = [each for _, members in places[_PLACES:] for each in members]
        lines = "、".join(dict.fromkeys(cell_of(each) or line_of(each) for each in rest))
        yield _INDENT + 2, f"{pad}· 另有{len(rest)}处：{lines}"
    closing = [("处理", finding.advice), ("依据", finding.basis)]
    told = "。".join(f"{name}：{words}" for name, words in closing if words)
    if told:
        yield _INDENT, f"{pad}{told}。"


def _quoted(members: Sequence[Evidence]) -> str:
    shown = [f"“{said(each)}”{name_of(each)}{likely_of(each)}" for each in members[:_QUOTES]]
    more = f"等{len(members)}处" if len(members) > _QUOTES else ""
    return "；".join(shown) + more
