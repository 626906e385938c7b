"""The result of a check as a note that a careful colleague might write."""

from __future__ import annotations

import re
import unicodedata
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
    figures_line,
    grouped,
    likely_of,
    name_of,
    relations_line,
    said,
    sums_of,
)

_INDENT = 3
_PLACES = 6  # lines of a finding that are told one by one
_QUOTES = 5  # of one line
# A line does not begin with what closes, nor end with what opens.
_CLOSING = frozenset("，。；：！？、）》”’%％,.;:)")
_OPENING = frozenset("（《“‘(")
_WORD = re.compile(r"[0-9A-Za-z.,%+\-−]+|.", re.DOTALL)
_TITLES = {
    Severity.ERROR: "错误：数字之间不可能同时成立",
    Severity.WARNING: "警告：很可能有误，请给出解释或改正",
    Severity.HINT: "提示：不一定有误，发布前看一眼",
}


def write_text(files: Sequence[Examined], width: int = 0) -> str:
    """Return the note on several files; lines are `width` columns at most, 0 for no bound."""
    parts = ["\n".join(_wrapped(_file(file), width)) for file in files]
    if len(files) > 1:
        parts.append("\n".join(_wrapped([(0, summary(files))], width)))
    return "\n\n\n".join(parts) + "\n"


_Line = tuple[int, str]  # indent of what follows the first line, and the text with its own


def _file(file: Examined) -> Iterator[_Line]:
    checked = file.checked
    yield 0, file.path
    if title := named(checked):
        yield 0, title
    for reason in file.failed:
        yield 0, f"没有检查成：{reason}"
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
    return f"发现{told}。" if told else "没有发现问题。"


def _finding(finding: Finding, number: int) -> Iterator[_Line]:
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
        lines = "、".join(str(line) for line in dict.fromkeys(each.line for each in rest))
        yield _INDENT + 2, f"{pad}· 另有{len(rest)}处：第{lines}行"
    closing = [("处理", finding.advice), ("依据", finding.basis)]
    told = "。".join(f"{name}：{words}" for name, words in closing if words)
    if told:
        yield _INDENT, f"{pad}{told}。"


def _quoted(members: Sequence[Evidence]) -> str:
    shown = [f"“{said(each)}”{name_of(each)}{likely_of(each)}" for each in members[:_QUOTES]]
    more = f"等{len(members)}处" if len(members) > _QUOTES else ""
    return "；".join(shown) + more


def _wrapped(lines: Iterator[_Line] | Sequence[_Line], width: int) -> Iterator[str]:
    for indent, line in lines:
        if not width or columns(line) <= width:
            yield line
        else:
            yield from _broken(line, indent, width)


def _broken(line: str, indent: int, width: int) -> Iterator[str]:
    """Yield a line in pieces; figures and Latin words stay whole, as do marks with their word."""
    row: list[str] = []
    size = 0
    for token in _WORD.findall(line):
        row.append(token)
        size += columns(token)
        if size > width:
            cut = _cut(row)
            yield "".join(row[:cut]).rstrip()
            rest = "".join(row[cut:]).lstrip()
            row = [" " * indent, rest] if rest else [" " * indent]
            size = indent + columns(rest)
    if "".join(row).strip():
        yield "".join(row)


def _cut(row: Sequence[str]) -> int:
    """Return where the next line begins: with the last word, or before what belongs together."""
    at = len(row) - 1
    while at > 1 and (row[at] in _CLOSING or row[at - 1] in _OPENING or row[at].isspace()):
        at -= 1
    return at if at > 1 else max(len(row) - 1, 1)


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if char < "\u0300":
        return 1
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1
