"""A scored system of indicators as a form prints it: whoever scores, hands over these rows."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One indicator of a system with its points; None = not scored, which is not zero.

    `code` is the indicator's in its system. `weight_key` and `points_key` are fact keys as text
    where the figures are facts.
    """

    level1: str
    level2: str
    level3: str
    weight: Decimal | None
    points: Decimal | None
    reason: str = ""
    code: str = ""
    weight_key: str = ""
    points_key: str = ""


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """An evaluation's score: `code` is the evaluation's, `subject` what was evaluated.

    `project` is "" for the whole department. `kind` tells who evaluated (单位自评, 部门评价 …),
    `system` by which system. `total` is the result where it is not the plain sum of the points
    (what does not apply leaves its points to the others), with its fact key; `remark` says so.
    """

    code: str
    subject: str
    project: str
    kind: str
    system: str
    lines: tuple[ScoreLine, ...]
    group: str = ""
    total: Decimal | None = None
    total_key: str = ""
    remark: str = ""

    @property
    def weight(self) -> Decimal | None:
        """The full points, None while a line has none."""
        return _total([line.weight for line in self.lines])

    @property
    def points(self) -> Decimal | None:
        """The points reached, None while a line is not scored."""
        if self.total is not None:
            return self.total
        return _total([line.points for line in self.lines])

    def line(self, level3: str) -> ScoreLine | None:
        """Return the line of an indicator's name; None for none, or several."""
        named = [line for line in self.lines if line.level3 == level3]
        return named[0] if len(named) == 1 else None


def _total(values: list[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(values) else None
