"""The worksheet 核查意见表: findings for the unit to answer, what holds, what was not examined.

It is a document like any other of ours, written as docx to print and sign, as xlsx to fill in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import PurePath

from mingzhang import __version__
from mingzhang.docmodel.model import (
    Align,
    Block,
    Cell,
    Document,
    Orientation,
    PageBreak,
    Table,
    Text,
)
from mingzhang.documents.docx.write import write_docx
from mingzhang.documents.xlsx.write import write_xlsx
from mingzhang.domain.checks.model import Severity
from mingzhang.usecases.checked.marks import places
from mingzhang.usecases.checked.model import (
    KIND_NAMES,
    SEVERITY_NAMES,
    Evidence,
    Examined,
    Finding,
)
from mingzhang.usecases.checked.told import (
    by_line,
    cell_of,
    figures_line,
    first_of,
    likely_of,
    line_of,
    name_of,
    place_of,
    reasons,
    relations_line,
    said,
    sums_of,
    verdict,
)
from mingzhang.usecases.checked.versions import rulebook_version

TITLE = "核查意见表"
SUFFIXES = (".docx", ".xlsx")
_HEAD = ("序号", "位置", "原文", "计算过程", "依据", "差额", "建议", "单位反馈", "复核结论")
_WIDTHS = (4, 9, 17, 26, 10, 9, 15, 10, 10)
_PASSED_HEAD = ("序号", "核对的内容", "成立处数", "举例")
_PASSED_WIDTHS = (4, 18, 7, 59)
_LEFT_HEAD = ("序号", "没有核对的原因", "处数", "位置")
_LEFT_WIDTHS = (4, 30, 6, 48)
_FACTS_WIDTHS = (10, 78)
_MEANING = {
    Severity.ERROR: "前后矛盾，不可能都对",
    Severity.WARNING: "很可能有误，请给出解释或改正",
    Severity.HINT: "不一定有误，发布前看一眼",
}
_SIGNED = "核查人：＿＿＿＿＿＿　　复核人：＿＿＿＿＿＿　　日期：　　　　年　　月　　日"
_QUOTES = 2  # further places of a finding that are quoted; of more the figures are listed
_FIGURES = 8
_LISTED = 12  # places of what was not examined


def write_worksheet(files: Sequence[Examined], suffix: str) -> bytes:
    """Return the worksheet of several files as docx or xlsx (`suffix` is one of SUFFIXES)."""
    if suffix == ".xlsx":
        return write_xlsx(worksheet(files))
    return write_docx(worksheet(files, apart=True))


def worksheet(files: Sequence[Examined], *, apart: bool = False) -> Document:
    """Return the worksheet as a document without a date: a section for each file.

    `apart`: findings of each severity are a table of their own, as pages want it.
    """
    blocks: list[Block] = []
    for number, file in enumerate(files, 1):
        blocks.append(PageBreak(Orientation.LANDSCAPE))
        blocks += _tables(file, "" if len(files) == 1 else f"（{number}）", apart=apart)
    return Document(TITLE, "", "", tuple(blocks))


def _tables(file: Examined, ending: str, *, apart: bool) -> Iterator[Table]:
    checked = file.checked
    yield _facts(file, ending)
    if file.failed and not checked.figures:
        return
    yield from _by_severity(file, ending) if apart else [_together(file, ending)]
    if checked.passed:
        yield _passed(file, ending)
    if any(True for _ in reasons(checked)):
        yield _left(file, ending)


def _facts(file: Examined, ending: str) -> Table:
    """Return what was checked and with what outcome."""
    checked = file.checked
    found = [
        f"{name}{file.count(severity)}条"
        for severity, name in SEVERITY_NAMES.items()
        if file.count(severity)
    ]
    outcome = "、".join(found) or verdict(checked)
    facts = {
        "文件": PurePath(file.path).name,
        "部门（单位）": checked.department,
        "年度": f"{checked.year}年" if checked.year else "",
        "文件种类": KIND_NAMES[checked.kind],
        "文件摘要": f"SHA-256　{file.sha256}" if file.sha256 else "",
        "没有核对成的" if checked.figures else "没有检查成": "；".join(file.failed),
        "核对情况": figures_line(checked) + relations_line(checked) if checked.figures else "",
        "核查结果": outcome if checked.figures else "",
        "核查程序": f"明账 {__version__}　规则版本 {rulebook_version()}",
    }
    rows = [(_cell(name, strong=True), _cell(told)) for name, told in facts.items() if told]
    return Table(f"概况{ending}", TITLE, "", _FACTS_WIDTHS, 0, tuple(rows))


def _groups(file: Examined) -> Iterator[tuple[str, list[tuple[Cell, ...]]]]:
    """Yield the findings of each severity as rows, with what they are called."""
    number = count(1)
    for severity, name in SEVERITY_NAMES.items():
        group = [each for each in file.checked.findings if each.severity is severity]
        if group:
            title = f"{name}：{_MEANING[severity]}（{len(group)}条）"
            yield title, [_finding(each, next(number)) for each in group]


def _together(file: Examined, ending: str) -> Table:
    rows = [_head(_HEAD)]
    for title, group in _groups(file):
        rows += [(_wide(title, len(_HEAD)),), *group]
    if len(rows) == 1:
        rows.append((_wide(verdict(file.checked), len(_HEAD)),))
    return _opinions("", rows, ending)


def _by_severity(file: Examined, ending: str) -> Iterator[Table]:
    groups = list(_groups(file))
    for place, (title, group) in enumerate(groups, 1):
        rows = [_head(_HEAD), *group]
        yield _opinions(title, rows, f"{place}{ending}", signed=place == len(groups))
    if not groups:
        yield _together(file, ending)


def _opinions(
    title: str, rows: Sequence[tuple[Cell, ...]], ending: str, *, signed: bool = True
) -> Table:
    notes = (_SIGNED,) if signed else ()
    return Table(f"核查意见{ending}", title or "核查意见", "", _WIDTHS, 1, tuple(rows), notes=notes)


def _finding(finding: Finding, number: int) -> tuple[Cell, ...]:
    own = places(finding)
    main = next((each for each in own if each.role == "root"), own[0] if own else None)
    likely = f"疑应为{main.likely}" if main is not None and main.likely else ""
    return (
        _cell(str(number), Align.CENTER),
        _cell(_located(main) if main else "全文"),
        _cell("\n".join(_quotes(finding, main))),
        _cell("\n".join((finding.message, *sums_of(finding)))),
        _cell(finding.basis),
        _cell(_difference(finding), Align.RIGHT),
        _cell("\n".join(filter(None, (likely, finding.advice)))),
        _cell(""),
        _cell(""),
    )


def _located(place: Evidence) -> str:
    """Return page and cell of a place, a line each."""
    page = f"第{place.page}页" if place.page else ""
    line = "" if page and not place.lined else line_of(place)
    return "\n".join(filter(None, (page, cell_of(place) or line)))


def _quotes(finding: Finding, main: Evidence | None) -> Iterator[str]:
    """Yield the quotation of the main place, then those of the others with their places."""
    if main is not None:
        yield f"“{said(main)}”{name_of(main)}"
    others = [each for each in finding.evidence if each is not main]
    if len(others) > _QUOTES:
        yield f"另见：{first_of(others, _FIGURES)}"
        return
    for place, members in by_line(others):
        quoted = "；".join(f"“{said(each)}”{name_of(each)}{likely_of(each)}" for each in members)
        yield f"{place}：{quoted}"


def _difference(finding: Finding) -> str:
    if not finding.difference:
        return ""
    return finding.difference.lstrip("-") + ("个百分点" if finding.unit in "%％" else finding.unit)


def _passed(file: Examined, ending: str) -> Table:
    rows = [_head(_PASSED_HEAD)]
    for number, rule in enumerate(file.checked.passed, 1):
        words = "\n".join(
            f"{place_of(place, heading=False)}：{words}" for words, place in rule.examples
        )
        rows.append(
            (
                _cell(str(number), Align.CENTER),
                _cell(rule.title),
                _cell(str(rule.count), Align.RIGHT),
                _cell(words),
            )
        )
    return Table(f"核对成立{ending}", "核对成立的算式", "", _PASSED_WIDTHS, 1, tuple(rows))


def _left(file: Examined, ending: str) -> Table:
    rows = [_head(_LEFT_HEAD)]
    for number, (reason, found) in enumerate(reasons(file.checked), 1):
        rows.append(
            (
                _cell(str(number), Align.CENTER),
                _cell(reason),
                _cell(str(len(found)) if found else "", Align.RIGHT),
                _cell(first_of(found, _LISTED)),
            )
        )
    return Table(f"没有核对{ending}", "没有核对的", "", _LEFT_WIDTHS, 1, tuple(rows))


def _head(names: Sequence[str]) -> tuple[Cell, ...]:
    return tuple(_cell(name, Align.CENTER, strong=True) for name in names)


def _wide(text: str, columns: int) -> Cell:
    return Cell((Text(text),), colspan=columns, strong=True)


def _cell(text: str, align: Align = Align.LEFT, *, strong: bool = False) -> Cell:
    return Cell((Text(text),) if text else (), align, strong=strong)
