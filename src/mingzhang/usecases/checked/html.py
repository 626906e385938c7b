"""The result of a check as one page for a browser: the documents with their findings in place.

The file needs nothing else. A content security policy admits its one script by its hash and
nothing else, so that no text of a document can run or fetch anything; without scripts the page
still reads, and every place links to its finding and back.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.resources import files
from string import Template

from mingzhang import __version__
from mingzhang.usecases.checked.marks import places
from mingzhang.usecases.checked.model import (
    SEVERITIES,
    SEVERITY_NAMES,
    Evidence,
    Examined,
    Finding,
    counts,
    named,
)
from mingzhang.usecases.checked.shown import Shown, safe
from mingzhang.usecases.checked.told import (
    by_line,
    figures_line,
    grouped,
    likely_of,
    name_of,
    relations_line,
    said,
    sums_of,
    verdict,
)
from mingzhang.usecases.checked.versions import rulebook_version

_KEYS = "按 <kbd>j</kbd> <kbd>k</kbd> 逐条看，<kbd>Esc</kbd> 取消"


def write_html(examined: Sequence[Examined]) -> str:
    """Return the page of several files; their `source` is shown where it was kept."""
    script = _part("page.js")
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    only = f"：{examined[0].path}" if len(examined) == 1 else f"（{len(examined)}个文件）"
    versions = f"明账 {__version__}　规则版本 {rulebook_version()}"
    return Template(_part("page.html")).substitute(
        title=safe(f"检查结果{only}"),
        style=_part("page.css"),
        script=script,
        script_hash=f"sha256-{digest}",
        tools=_tools(examined),
        body=_contents(examined)
        + "\n".join(_document(each, f"d{n}") for n, each in enumerate(examined)),
        versions=safe(versions),
    )


def _part(name: str) -> str:
    return (files(__package__) / "page" / name).read_text(encoding="utf-8")


def _tools(examined: Sequence[Examined]) -> str:
    found = counts(examined)
    boxes = "".join(
        f'<label><input type="checkbox" checked data-level="{SEVERITIES[severity]}">'
        f"{SEVERITY_NAMES[severity]} {count}</label>"
        for severity, count in found.items()
    )
    rules = Counter((f.rule, f.title) for each in examined for f in each.checked.findings)
    options = "".join(
        f'<option value="{safe(rule)}">{safe(title)}（{count}）</option>'
        for (rule, title), count in sorted(rules.items(), key=lambda row: (-row[1], row[0]))
    )
    return (
        f'<div class="tools" role="group" aria-label="筛选">{boxes}'
        f'<label>规则 <select id="rule"><option value="">全部</option>{options}</select></label>'
        '<label><input type="checkbox" checked id="shade">标出数字：'
        '<span class="yes">核对过</span> <span class="no">没有核对</span></label>'
        f'<span class="keys">{_KEYS}</span></div>'
    )


def _contents(examined: Sequence[Examined]) -> str:
    """Return the list of several files with what was found in each; "" for one alone."""
    if len(examined) < 2:
        return ""
    rows = (
        f'<li><a href="#d{n}">{safe(each.path)}</a> {safe(_outcome(each))}</li>'
        for n, each in enumerate(examined)
    )
    return f'<nav class="files" aria-label="文件"><ul>{"".join(rows)}</ul></nav>\n'


def _outcome(examined: Examined) -> str:
    if examined.failed and not examined.checked.figures:
        return "没有检查成"
    found = [
        f"{name}{examined.count(each)}处"
        for each, name in SEVERITY_NAMES.items()
        if examined.count(each)
    ]
    silent = "没有发现问题" if examined.checked.covered else "没有可以核对的数"
    return "、".join(found) or silent


def _document(examined: Examined, prefix: str) -> str:
    checked = examined.checked
    title = named(checked) or examined.path
    items = "\n".join(
        _item(finding, f"{prefix}f{n}", f"{prefix}m{n}", n + 1)
        for n, finding in enumerate(checked.findings)
    )
    text = ""
    if examined.source is not None:
        shown = Shown(examined.source, checked, prefix).write()
        text = f'<section class="text" aria-label="原文">{shown}</section>'
    return (
        f'<section class="doc" id="{prefix}"><h2>{safe(title)}</h2>{_facts(examined)}\n'
        f'<div class="cols">'
        f'<section class="list" aria-label="检查结果">{_verdict(examined)}'
        f'<ol class="items">{items}</ol>{_left(examined)}</section>\n{text}</div></section>'
    )


def _facts(examined: Examined) -> str:
    checked = examined.checked
    total = len(checked.figures)
    if not total:
        return f'<p class="facts">{safe(examined.path)}</p>'
    share = checked.covered * 100 // total
    told = f"{examined.path}　{figures_line(checked)}　{relations_line(checked)}"
    return (
        f'<p class="facts">{safe(told)}</p>'
        f'<div class="bar" role="img" aria-label="{share}%的数有关系可核对">'
        f'<i style="width:{share}%"></i></div>'
    )


def _verdict(examined: Examined) -> str:
    if examined.failed:
        return "".join(f'<p class="bad">{safe(reason)}</p>' for reason in examined.failed)
    told = verdict(examined.checked)
    kind = "none" if examined.checked.covered else "bare"
    return f'<p class="{kind}">{told}</p>' if told else ""


def _item(finding: Finding, own: str, mark: str, number: int) -> str:
    code = SEVERITIES[finding.severity]
    parts = [
        f'<li class="item {code}" id="{own}" data-s="{code}" data-r="{safe(finding.rule)}">',
        f'<h4><span class="tag">{SEVERITY_NAMES[finding.severity]}</span> ',
        f'<button type="button">{number}. {safe(finding.title)}</button></h4>',
        f"<p>{safe(finding.message)}</p>",
        *(f'<p class="calc">{safe(line)}</p>' for line in sums_of(finding)),
    ]
    parts.append(f'<ul class="places">{"".join(_places(finding, mark))}</ul>')
    if finding.advice:
        parts.append(f"<p>处理：{safe(finding.advice)}</p>")
    if finding.basis:
        parts.append(f'<p class="small">依据：{safe(finding.basis)}</p>')
    return "".join(parts) + "</li>"


def _places(finding: Finding, mark: str) -> Iterator[str]:
    """Yield the places of a finding, those in the document as links to their marks."""
    links = {each: f"#{mark}-{n}" for n, each in enumerate(places(finding))}
    for place, members in by_line(finding.evidence):
        quotes = "；".join(_quote(each, links.get(each)) for each in members)
        yield f'<li><span class="at">{safe(place)}</span> {quotes}</li>'


def _quote(evidence: Evidence, link: str | None) -> str:
    likely = likely_of(evidence)
    wrong = f'<b class="likely">{safe(likely)}</b>' if likely else ""
    quote = f"<q>{safe(said(evidence))}</q>"
    linked = f'<a href="{link}">{quote}</a>' if link else quote
    return linked + safe(name_of(evidence)) + wrong


def _left(examined: Examined) -> str:
    """Return what was not examined and why, one line for a reason."""
    groups = grouped(examined.checked)
    told = [f"<li>{safe(line)}</li>" for line in groups]
    if not told:
        return ""
    return f"<details><summary>没有核对的</summary><ul>{''.join(told)}</ul></details>"
