"""What a template, a form or an office program left in the text.

Words to choose from, blanks, notes to whoever fills the form in, rates without a number, marks of
errors and markup (DOMAIN.md 10; RELATIONS.md, traps 8 and 17). One remark for each wording, with
all its places.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from mingzhang.domain.checks.model import Remark, Severity
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.wording.common import Place, clause_of, grouped, is_prose, remark
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.wording import any_of

_APART = frozenset({"contents", "scrap", "footer", "header"})
_FIGURE = frozenset("0123456789.,-% ")  # of a cell with nothing else
_MOST_SPANS = 60
_FIGURES = lazy_regex(r"[0-9X×_%]|原因|预算数|决算数")
_EXPLAINED = lazy_regex(r"以“[-—－]”|用“|填列")


@dataclass(frozen=True, slots=True)
class _Kind:
    list_id: str
    rule: str
    severity: Severity
    pattern: re.Pattern[str]
    message: str  # {} is what was found
    where: Callable[[Passage], bool]

    @property
    def one(self) -> bool:
        """Tell whether all of them make one remark, however they are worded."""
        return self.list_id in ("charts", "sources")


def _text(passage: Passage) -> bool:
    return passage.cell is None and is_prose(passage)


def _anywhere(_: Passage) -> bool:
    return True


def _kind(
    list_id: str,
    rule: str,
    message: str,
    severity: Severity = Severity.WARNING,
    where: Callable[[Passage], bool] = _anywhere,
) -> _Kind:
    return _Kind(list_id, rule, severity, lazy_regex(any_of(list_id)), message, where)


_KINDS = (
    _kind("opposites", "residue.choice", "“{}”是模板中的选择项，应按实际情况保留其一", where=_text),
    _kind("blanks", "residue.blank", "“{}”是未填写的空位"),
    _kind("charts", "residue.note", "“{}”是模板中插入图表的提示，公开文本中应删除"),
    _kind("empty-units", "residue.blank", "“{}”没有写明单位"),
    _kind("fillers", "residue.note", "“{}”是写给填报人的说明，公开文本中应删除"),
    _kind(
        "sources",
        "residue.note",
        "“{}”是填报时的取数提示，公开文本中一般应删除",
        Severity.HINT,
    ),
    _kind("missing-rates", "residue.number", "“{}”只有百分号，没有填写数字", where=_text),
    _kind("missing-amounts", "residue.number", "“{}”只有单位，没有填写数字", where=_text),
    _kind(
        "errors",
        "residue.error",
        "“{}”是办公软件的出错标志，此处的内容没有正确生成",
        Severity.ERROR,
    ),
    _kind("markup", "residue.markup", "“{}”是网页代码或模板变量的残留", Severity.HINT),
)


def find(view: View) -> Iterator[Remark]:
    """Yield a remark for each wording that was left over."""
    taken: set[int] = set()  # passages that have a remark on a note for fillers
    passages = [
        p for p in view.passages if p.style not in _APART and not _FIGURE.issuperset(p.text)
    ]
    for kind in _KINDS:
        places = [place for place in _places(passages, kind) if _new(kind, place, taken)]
        for same in [places] if kind.one and places else grouped(places).values():
            message = kind.message.format(same[0].shown)
            if len(same) > 1:
                message += f"（{'此类提示' if kind.one else ''}共{len(same)}处）"
            yield remark(kind.rule, kind.severity, message, same[:_MOST_SPANS])


def _places(passages: Sequence[Passage], kind: _Kind) -> Iterator[Place]:
    for passage in passages:
        if not kind.where(passage):
            continue
        explains: bool | None = None
        for found in kind.pattern.finditer(passage.text):
            if kind.rule == "residue.choice":
                # Words to choose from are a name for either case where no figure is about them.
                if not _has_figures(passage, found):
                    continue
                if explains is None:
                    explains = _EXPLAINED.search(passage.text) is not None
                if explains:
                    continue
            yield Place(passage, found.start(), found.end())


def _new(kind: _Kind, place: Place, taken: set[int]) -> bool:
    """Tell whether a place is not yet told: one note for fillers may match several patterns."""
    if kind.list_id not in ("fillers", "sources"):
        return True
    if place.passage.place in taken:
        return False
    taken.add(place.passage.place)
    return True


def _has_figures(passage: Passage, found: re.Match[str]) -> bool:
    """Tell whether the clause around words to choose from is about a figure."""
    begin, end = clause_of(passage.text, found.start(), "，。；！？")
    return _FIGURES.search(passage.text, begin, end) is not None
