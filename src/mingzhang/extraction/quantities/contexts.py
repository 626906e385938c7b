"""What headings and openings say of the figures below them: kind of money, item, quantity."""

from __future__ import annotations

from dataclasses import dataclass

from mingzhang.extraction.passages import Heading, Passage
from mingzhang.extraction.quantities.functions import Path, read_path
from mingzhang.extraction.quantities.naming import organ_of
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.quantities import ALL, CAPITAL, FISCAL, FUND, GENERAL

_SCOPES = (
    (CAPITAL, lazy_regex(r"国有资本经营")),
    (FUND, lazy_regex(r"政府性基金")),
    (GENERAL, lazy_regex(r"一般公共预算|公共财政预算")),
    (FISCAL, lazy_regex(r"财政拨款")),
    (
        ALL,
        lazy_regex(
            r"(?:收入支出|收支|收入|支出)(?:决算|预算)?(?:总表|总体|总)|总体收支"
            r"|^[一二三四五六七八九十]{1,3}、(?:收入|支出)(?:决算|预算)"
        ),
    ),
)
_BUDGETS = lazy_regex(r"一般公共预算|政府性基金|国有资本经营")
#: Headings below this level are items of a list: an organ named there heads no part.
_PART = 3
_OPENING = lazy_regex(r"^[^。：，；]{2,24}[。：]")
_CLOSING = lazy_regex(
    r"(?:绩效目标完成|绩效|收支|预算|决算)*(?:分析|情况|说明|综述|如下)+$|[。：\s]+$"
)
_NUMERAL = "一二三四五六七八九十"
_NUMBER = lazy_regex(
    rf"^(?:第[{_NUMERAL}]{{1,3}}部分|附件[ ]?[0-9{_NUMERAL}]{{0,2}}[：:]?|[0-9]{{1,2}}[ ]?[.．、]|"
    rf"（[ ]?[0-9{_NUMERAL}]{{1,3}}[ ]?）|[{_NUMERAL}]{{1,3}}[、.])\s*"
)
#: Sections that speak of all projects of a department together.
_ALL_PROJECTS = lazy_regex(r"部门(?:预算)?项目|单位(?:预算)?项目|项目(?:预算|支出)?总体")
#: Sections about one project.
_PROJECT = lazy_regex(
    r"(?:经费|资金|工程|建设|活动|补助|专项)[）”]?项目|项目(?:概况|基本情况|绩效目标完成)"
)
_BUDGETED = lazy_regex(
    r"年初预算|预算安排|预算编制情况|预算收支|收支预算|收入预算|支出预算|预算批复"
)
_SPENT = lazy_regex(r"决算|执行|支出情况|收支情况|完成情况")
_MONEY = lazy_regex(r"收入|支出|收支|预算管理|资金|决算")


@dataclass(frozen=True, slots=True)
class Context:
    """What stands above a passage.

    `scope` is a kind of money, "" where no heading tells, `stage` the stage that headings tell.
    `path` is the item that headings name, `lead` the words that open the passage and name what it
    is about, `project` what its figures are of where they are of one project, `of_department`
    whether headings say that it is about the department's money. `entity` is the organ that a
    heading names, `section` the part of the document.
    """

    scope: str
    stage: str
    path: Path
    lead: str
    project: str
    of_department: bool
    entity: str
    section: int


class Contexts:
    """Reads the context of passages in order; headings are read once."""

    def __init__(self, year: int | None) -> None:
        self._year = year
        self._scopes: dict[int, str] = {}
        self._paths: dict[int, Path | None] = {}
        self._organs: dict[int, str] = {}
        self._sections: dict[int, int] = {}

    def of(self, passage: Passage) -> Context:
        """Return the context of a passage."""
        own = passage.headings
        above = own[:-1] if passage.level and own and own[-1].place == passage.place else own
        path: Path = ()
        for heading in above:
            path = self._path(heading, path) or path
        lead = _lead(passage)
        return Context(
            self._scope(own),
            _stage(own),
            path,
            lead,
            _project(own, lead),
            any(_MONEY.search(h.text) for h in own) and not _of_one_project(own),
            next(filter(None, (self._organ(h) for h in reversed(own) if h.level <= _PART)), ""),
            self._section(own),
        )

    def _scope(self, headings: tuple[Heading, ...]) -> str:
        for heading in reversed(headings):
            if heading.place not in self._scopes:
                self._scopes[heading.place] = scope_of(heading.text)
            if found := self._scopes[heading.place]:
                return found
        return ""

    def _organ(self, heading: Heading) -> str:
        if heading.place not in self._organs:
            self._organs[heading.place] = organ_of(_NUMBER.sub("", heading.text))
        return self._organs[heading.place]

    def _path(self, heading: Heading, above: Path) -> Path | None:
        if "类）" not in heading.text and "款）" not in heading.text:
            return None
        if heading.place not in self._paths:
            self._paths[heading.place] = read_path(heading.text, self._year, above[:2])
        return self._paths[heading.place]

    def _section(self, headings: tuple[Heading, ...]) -> int:
        """Return the number of the part below the last heading of level 1 or 2."""
        place = max((h.place for h in headings if h.level <= 2), default=-1)
        return self._sections.setdefault(place, len(self._sections))


def scope_of(text: str) -> str:
    """Return the kind of money that a heading is about, "" when it tells none or several."""
    if len(set(_BUDGETS.findall(text))) > 1:
        return ""
    return next((scope for scope, pattern in _SCOPES if pattern.search(text)), "")


def _lead(passage: Passage) -> str:
    """Return the short sentence or heading that a passage opens with, or stands right below."""
    if passage.level and passage.headings and passage.headings[-1].place == passage.place:
        words = passage.headings[-1].text
    elif found := _OPENING.match(passage.text):
        words = found[0]
    elif passage.headings and passage.headings[-1].place == passage.place - 1:
        words = passage.headings[-1].text
    else:
        return ""
    return _CLOSING.sub("", _CLOSING.sub("", _NUMBER.sub("", words.strip())))


def _of_one_project(headings: tuple[Heading, ...]) -> bool:
    return any(h.level > 1 and _PROJECT.search(h.text) for h in headings)


def _project(headings: tuple[Heading, ...], lead: str) -> str:
    """Return what tells projects apart: the words nearest above, "" for all projects together."""
    if _of_one_project(headings) or not any(_ALL_PROJECTS.search(h.text) for h in headings):
        return lead or (headings[-1].text if headings else "")
    return ""


def _stage(headings: tuple[Heading, ...]) -> str:
    """Return "budget" where the nearest heading that tells a stage is about the budget."""
    for heading in reversed(headings):
        words = _BUDGETS.sub("", heading.text)
        if _SPENT.search(words):
            return ""
        if _BUDGETED.search(words):
            return "initial" if "年初" in words else "budget"
    return ""
