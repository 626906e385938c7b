"""What a form tells beside what it may fill: it has to agree with the book.

A self-evaluation repeats the approved goal. Where it says another target, or an indicator that the
year has not, it is the form that is wrong: goals change by an adjustment of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from mingzhang.domain.book.columns import CellError
from mingzhang.domain.performance.forms.model import Form
from mingzhang.domain.performance.forms.rows import Draft
from mingzhang.domain.performance.forms.typed_targets import fields_of_target
from mingzhang.domain.performance.forms.value import Turn, column_of, read_wan
from mingzhang.domain.performance.goals.targets import target_text
from mingzhang.domain.performance.model import Indicator, Project
from mingzhang.domain.performance.scoring.comparators import plain
from mingzhang.kernel.money import in_unit
from mingzhang.kernel.problem import Problem
from mingzhang.rulebook.performance import term

_INDICATOR, _PROJECT = "绩效指标", "项目"
_FUND, _WAN = "fund", "万元"
#: Amounts of which a form has the total and the sources.
_AMOUNTS = ("initial", "adjusted", "spent")
_ZERO, _HALF = Decimal(0), Decimal(50)  # half of the last place of 万元, in yuan
_APPROVED = "自评和监控不变更批复的目标；要变更的先填绩效指标调整"


def compared(form: Form, header: Turn, drafts: Sequence[Draft]) -> Iterator[Problem]:
    """Yield where a form says otherwise than the book, of sheets that it does not fill."""
    yield from _totals(header, drafts)
    if header.project is None:
        return
    if _PROJECT not in form.sets:
        yield from _project(drafts[0], header.project)
    if _INDICATOR in form.sets:
        return
    for draft in drafts:
        if "indicator.name" not in draft.turn.entries:
            continue
        if draft.turn.indicator is None:
            yield from _unknown(draft.turn, header.project)
        else:
            yield from _changed(draft, draft.turn.indicator)


def _totals(header: Turn, drafts: Sequence[Draft]) -> Iterator[Problem]:
    """A total is the sum of its sources, as far as they print; with some open it is not less."""
    funds = [draft.turn for draft in drafts if draft.turn.loop == _FUND]
    for name in _AMOUNTS:
        total = header.entries.get(f"money.{name}")
        parts = [turn.entries[f"fund.{name}"] for turn in funds if f"fund.{name}" in turn.entries]
        given = [part for part in parts if part.text]
        try:
            known = read_wan(total.text) if total and total.text else None
            amounts = [read_wan(part.text) for part in given]
        except CellError:
            continue  # told at the cell
        if total is None or known is None or not amounts:
            continue
        most = _HALF * (len(amounts) + 1)
        over = sum(amounts, _ZERO) - known
        if over > most or (over < -most and len(given) == len(parts)):
            expected = f"各资金来源之和 {plain(in_unit(sum(amounts, _ZERO), _WAN))}"
            yield Problem(total.place, total.text, expected, "核对合计和各资金来源")


def _project(draft: Draft, project: Project) -> Iterator[Problem]:
    said = draft.fields.get((_PROJECT, "name"))
    if said and "".join(said[0].split()) != "".join(project.name.split()):
        value, entry = said
        yield Problem(
            entry.place, value, f"“{project.name}”（编码{project.code}）", "核对项目名称和编码"
        )


def _unknown(turn: Turn, project: Project) -> Iterator[Problem]:
    entry = turn.entries["indicator.name"]
    name = project.name if project.code else "部门整体"
    named = "、".join(i.name for i in project.indicators) or "账套没有指标"
    found = entry.text or "空白"
    expected = f"“{name}”当年绩效目标中的指标：{named}"
    remedy = "按批复的目标填写；其他年度的指标填入其年度的账套"
    yield Problem(entry.place, found, expected, remedy)


def _changed(draft: Draft, indicator: Indicator) -> Iterator[Problem]:
    held = _fields(indicator)
    told: set[str] = set()
    for (sheet, field), (value, entry) in draft.fields.items():
        if sheet != _INDICATOR or field not in held or str(entry.place) in told:
            continue
        if value != held[field] and held[field] not in (None, ""):
            told.add(str(entry.place))
            yield Problem(entry.place, entry.text, _expected(field, indicator), _APPROVED)


def _fields(indicator: Indicator) -> Mapping[str, Any]:
    return {
        "level": indicator.level,
        "sublevel": indicator.sublevel,
        "weight": indicator.weight,
        **fields_of_target(indicator),
    }


def _expected(field: str, indicator: Indicator) -> str:
    match field:
        case "level" | "sublevel":
            return term(field, getattr(indicator, field))
        case "weight" if indicator.weight is not None:
            return f"{plain(indicator.weight)}分"
        case _:
            heading = column_of((_INDICATOR, field)).heading
            return f"{target_text(indicator)}（账套的{heading}）"
