"""A document made ready for the finders of relations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from mingzhang.docmodel.source import SourceDocument
from mingzhang.domain.checks.model import Observation
from mingzhang.extraction.observe import observe, presume
from mingzhang.extraction.outline import passages
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.tables.observe import observe as observe_cells
from mingzhang.extraction.tables.observe import rows_of
from mingzhang.kernel.regex import lazy_regex

_YEAR = lazy_regex(
    r"(?<![0-9〔［])(20[0-9]{2})[ ]?年(?:度)?"
    r"(?P<what>[^，。；\n]{0,12}?(?:决算|预算|绩效|收支|自评|评价|收入|支出))?"
)
_NAME = lazy_regex(
    r"(?:^|(?<=[，。；：、（“《 年度日]))(?:[经由](?=[一-鿿]{2,6}[省市县区州]))?"
    r"(?P<name>[一-鿿]{3,24}?"
    r"(?:委员会|人民政府|办公室|办公厅|办事处|检察院|法院|学校|医院|中心|分局|局|厅|政协|人大常委会))"
    r"(?=[，。；：、（）“”》 0-9]|的?部门|的?单位|机关|政府|共|$|整体|关于|汇总|20)"
)
_NO_NAME = lazy_regex(
    r"[的是了]|组织|用于|根据|要求|[我本由]|截至|进行|[格布结大]局$|加[强快]|深化"
)
#: An organ without its place's name, and what is said before one whose demands are followed.
_SUPERIOR = lazy_regex(r"[省市县区]")
_BY = lazy_regex(r"(?:根据|按照|依据|遵照)[^。；]*$")
_CLAUSE = 24
_SKIPPED = frozenset({"contents", "scrap", "footer", "header"})
_TITLE_PASSAGES = 15
_TITLE_LENGTH = 60
_MOST_NAMES = 200
_HEAD_WEIGHT = 5
_TITLE_WEIGHT = 3
_STATED = (
    ("final", lazy_regex(r"决算"), 2),
    ("budget", lazy_regex(r"(?:部门|单位)预算(?!管理|绩效|项目)|预算情况|预算编制说明"), 1),
)
#: What a report of each kind speaks of; 一般公共预算 and 预算绩效 are said in all of them.
_KINDS = {
    "final": lazy_regex(r"决算"),
    "budget": lazy_regex(
        r"(?:部门|单位|年|经费|收入|支出|收支|采购|费)预算(?!数|支出决算|绩效|管理|执行|单位)"
    ),
    "performance": lazy_regex(r"绩效|自评"),
}


def build(document: SourceDocument) -> View:
    """Return the view of a document: passages under headings, observations in reading order."""
    own = passages(document)
    running = [p for p in own if p.style not in _SKIPPED]
    year = _year(running)
    bare = View(document.text, own, (), year, _subject(running, document.text), _kind(running))
    found: list[Observation] = []
    rows = rows_of(bare)
    for passage in running:
        if passage.cell is None and passage.place not in rows:
            found.extend(observe(passage, year))
    ordered = sorted([*presume(found), *observe_cells(bare)], key=lambda o: (o.place, o.start))
    numbered = tuple(replace(o, number=n) for n, o in enumerate(ordered))
    for observation in numbered:
        own[observation.place].observations.append(observation)
    view = replace(bare, observations=numbered)
    view.kept.update(bare.kept)  # the tables, of which observations change nothing
    return view


def _year(running: list[Passage]) -> int | None:
    """Return the year that a report is about: the one that its words name most as such."""
    votes: Counter[int] = Counter()
    for n, passage in enumerate(running):
        for found in _YEAR.finditer(passage.text):
            weight = (3 if found["what"] else 1) * (3 if n < _TITLE_PASSAGES else 1)
            votes[int(found[1])] += weight
    # Of two that are named as often the later one: the earlier is what it is compared with.
    return max(votes, key=lambda year: (votes[year], year)) if votes else None


def _kind(running: list[Passage]) -> str:
    """Return "final", "budget", "performance" or "": what titles, headings and text speak of."""
    heads = [p for n, p in enumerate(running) if p.level or n < _TITLE_PASSAGES]
    titles = "\n".join(p.text for p in heads if len(p.text) <= _TITLE_LENGTH)
    for kind, words, enough in _STATED:
        if len(words.findall(titles)) >= enough:
            return kind
    text = "\n".join(p.text for p in running)
    votes = {
        kind: _HEAD_WEIGHT * len(words.findall(titles)) + len(words.findall(text))
        for kind, words in _KINDS.items()
    }
    kind = max(votes, key=lambda each: votes[each])
    return kind if votes[kind] else ""


def _subject(running: list[Passage], text: str) -> str:
    """Return the name of the department: the one that titles and sentences use most."""
    titled = {name for p in running[:_TITLE_PASSAGES] for name in _names(p.text)}
    named = Counter(name for p in running for name in _names(p.text))
    # A list of all units of a place names thousands: only the commonest are counted everywhere.
    common = {name for name, _ in named.most_common(_MOST_NAMES)}
    likely = [name for name in named if name in common or name in titled]
    votes = {name: text.count(name) * (_TITLE_WEIGHT if name in titled else 1) for name in likely}
    return max(votes, key=lambda name: (votes[name], len(name))) if votes else ""


def _names(text: str) -> Iterator[str]:
    for found in _NAME.finditer(text):
        name, start = found["name"], found.start("name")
        if _NO_NAME.search(name):
            continue
        if not (_SUPERIOR.match(name) and _BY.search(text, max(0, start - _CLAUSE), start)):
            yield name
