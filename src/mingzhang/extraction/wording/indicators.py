"""Tables of indicators: actual values that only copy their targets, targets set far too low."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from mingzhang.domain.checks.model import Remark, Severity
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.wording.common import NUMBER, Place, decimal, remark, short
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.wording import any_of

_TARGET_HEAD = lazy_regex(any_of("target-heads"))
_ACTUAL_HEAD = lazy_regex(any_of("actual-heads"))
_OPEN = lazy_regex(
    r"^(?:≥|≤|>|<|不低于|不少于|不超过|不高于|大于|小于|高于|低于)|(?:以上|以下|以内)$"
)
_AT_MOST = lazy_regex(r"≤|<|不超过|不高于|小于|低于|以内|以下|控制")
_VALUE = lazy_regex(
    rf"^(?:≥|>|=|不低于|不少于)?[ ]?(?P<n>{NUMBER})[ ]?(?P<unit>[^0-9]{{0,4}}?)(?:以上)?$"
)
_LOW = Decimal("0.6")


def find(view: View) -> Iterator[Remark]:
    """Yield hints on tables that set targets beside actual values."""
    cells = (p for p in view.passages if p.cell is not None)
    for _, table in groupby(cells, key=lambda p: p.cell and p.cell.table):
        copied: list[Place] = []
        for label, target, actual in _rows(list(table)):
            if _copies(target, actual):
                copied.append(Place(actual, 0, len(actual.text)))
            elif (found := _low(label, target, actual)) is not None:
                yield found
        if copied:
            message = f"实际完成值“{copied[0].shown}”照抄目标值，没有实际数"
            message += f"（本表共{len(copied)}处）" if len(copied) > 1 else ""
            yield remark("plausible.copied", Severity.HINT, message, copied)


def _rows(table: list[Passage]) -> Iterator[tuple[str, Passage, Passage]]:
    """Yield label, target and actual value of each row below a head that names both columns."""
    columns: tuple[int, int] | None = None
    for _, row in groupby(table, key=lambda p: p.cell.row if p.cell else -1):
        cells = list(row)
        head = _columns(cells)
        if head is not None:
            columns = head
            continue
        if columns is None:
            continue
        target, actual = (_at(cells, column) for column in columns)
        if target is not None and actual is not None and target is not actual:
            before = [c for c in cells if c.text.strip() and c.place < target.place]
            yield before[-1].text if before else "", target, actual


def _columns(cells: list[Passage]) -> tuple[int, int] | None:
    found = {}
    for cell in cells:
        words = "".join(cell.text.split())
        for name, pattern in (("actual", _ACTUAL_HEAD), ("target", _TARGET_HEAD)):
            if cell.cell and name not in found and pattern.fullmatch(words):
                found[name] = cell.cell.column
                break
    return (found["target"], found["actual"]) if len(found) == 2 else None


def _at(cells: list[Passage], column: int) -> Passage | None:
    for each in cells:
        if each.cell and each.cell.column <= column < each.cell.column + each.cell.colspan:
            return each
    return None


def _copies(target: Passage, actual: Passage) -> bool:
    one, other = ("".join(p.text.split()) for p in (target, actual))
    return bool(one) and one == other and any(s.isdigit() for s in one) and bool(_OPEN.search(one))


def _low(label: str, target: Passage, actual: Passage) -> Remark | None:
    wanted, done = _VALUE.match(target.text.strip()), _VALUE.match(actual.text.strip())
    if wanted is None or done is None or _AT_MOST.search(target.text + label):
        return None
    if wanted["unit"] != done["unit"] or wanted["unit"] in ("年", "月", "日", "天"):
        return None
    aim, value = decimal(wanted["n"]), decimal(done["n"])
    if not 0 < aim < _LOW * value:
        return None
    message = (
        f"“{short(label)}”实际为{actual.text.strip()}，目标为{target.text.strip()}，"
        f"目标不到实际的60%，请核对目标是否偏低或实际是否有误"
    )
    places = [Place(p, 0, len(p.text)) for p in (target, actual)]
    return remark("plausible.target", Severity.HINT, message, places)
