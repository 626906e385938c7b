"""Which heads stand over each column of a section, from the outermost in.

Where a file keeps merged cells the heads are read off. Where it has lost them (text with tabs or
bars) the cells of an upper line are laid over those of the lower one by sense: a group begins with
its 小计, heads of labels go over heads of labels, and the number of columns must come out right.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from mingzhang.extraction.tables.grid import Box, Line, boxes_of
from mingzhang.extraction.tables.labels import bare_head, is_label, total_of
from mingzhang.extraction.tables.sections import Section
from mingzhang.rulebook.table_words import table_words

Path = tuple[str, ...]
"""The heads over a column, outermost first, each once."""

_NEVER = -1000.0
_MAX_LEAVES = 80


def paths(section: Section) -> list[Path]:
    """Return the heads over each column; a column without any has an empty path."""
    lines = [line for line in section.head if boxes_of(line)]
    if not lines:
        return [()] * section.width
    if len(lines) == 1 or _has_spans(lines) or _is_full(lines) or _is_placed(lines):
        return _read_off(lines, section.width)
    laid = _laid([[box.text for box in boxes_of(line)] for line in lines], leaves(section))
    if laid is None:
        return [()] * section.width
    return (laid + [()] * section.width)[: max(section.width, len(laid))]


def leaves(section: Section) -> int:
    """Return how many columns a section has: what the line of numbers counts may be wider."""
    if section.order is None:
        return section.width
    numbers = sum(box.text[0].isdecimal() for box in boxes_of(section.order))
    labels = 0
    for line in section.head:
        boxes = boxes_of(line)
        labels = max(labels, sum(is_label(box.text) for box in boxes))
    return max(section.width, numbers + labels)


def _has_spans(lines: Sequence[Line]) -> bool:
    return any(box.colspan > 1 or box.rowspan > 1 for line in lines for box in boxes_of(line))


def _is_full(lines: Sequence[Line]) -> bool:
    """Tell whether merged heads are repeated in each of their columns."""
    return all(all(box is not None and box.text for box in line) for line in lines)


def _is_placed(lines: Sequence[Line]) -> bool:
    """Tell whether heads known as such stand apart, so that their places mean something."""
    boxes = [box for line in lines for box in boxes_of(line)]
    known = all(box.passage.cell is not None and box.passage.cell.head for box in boxes)
    return known and any(
        right.column > left.column + 1 for line in lines for left, right in pairwise(boxes_of(line))
    )


def _read_off(lines: Sequence[Line], width: int) -> list[Path]:
    found: list[Path] = []
    spans = _has_spans(lines)
    for column in range(width):
        path: list[str] = []
        last: Box | None = None
        for line in lines:
            box = line[column]
            # 其他支出 may stand under 其他支出; only a head that goes on is one and the same.
            again = box is last or (not spans and box is not None and box.text in path)
            if box is not None and box.text and not again:
                path.append(box.text)
            last = box
        found.append(tuple(path))
    return found


def _laid(texts: list[list[str]], total: int) -> list[Path] | None:
    """Return the paths of all columns of heads without spans, None when they do not fit."""
    below: list[Path] = [(text,) for text in texts[-1]]
    for upper in reversed(texts[:-1]):
        nested = _nested(upper, below, total)
        if nested is None:
            return None
        below = nested
    return below


def _nested(upper: list[str], lower: list[Path], total: int) -> list[Path] | None:
    """Lay the heads of one line over those of the next; `total` columns must come out."""
    if not 0 < len(lower) <= total <= _MAX_LEAVES or total - len(lower) > len(upper):
        return None
    alone = total - len(lower)
    # Each side of a two-sided table has labels of its own, other tables have them on the left.
    sided = not any(is_label(head) for head in upper)

    @cache
    def best(i: int, j: int, left: int) -> tuple[float, int]:
        """Return the score from head i and cell j on, and how many cells head i takes (0 none)."""
        if i == len(upper):
            return (0.0, 0) if j == len(lower) and not left else (_NEVER, 0)
        options = [(_alone(upper[i]) + best(i + 1, j, left - 1)[0], 0)] if left else []
        for k in range(1, len(lower) - j + 1):
            score = _group(upper[i], [path[0] for path in lower[j : j + k]], sided)
            options.append((score + best(i + 1, j + k, left)[0], k))
        return max(options, default=(_NEVER, 0))

    if best(0, 0, alone)[0] <= _NEVER / 2:
        return None
    found: list[Path] = []
    at, left = 0, alone
    for i, head in enumerate(upper):
        taken = best(i, at, left)[1]
        found.extend([(head, *path) for path in lower[at : at + taken]] or [(head,)])
        at, left = at + taken, left - (not taken)
    return found


def _alone(head: str) -> float:
    """Return how well a head stands without any below it."""
    return 2.0 if total_of(bare_head(head)) else 0.0


def _group(head: str, below: list[str], sided: bool) -> float:
    """Return how well a head stands over those of the line below."""
    labels = [is_label(text) for text in below]
    if is_label(head):
        return 1.0 + labels.count(True) - 5.0 * labels.count(False)
    if sided and labels[0]:
        later = [n for n in range(1, len(labels)) if labels[n] and not labels[n - 1]]
        return 2.0 - 4.0 * len([n for n in later if not _is_order(below[n])])
    totals = [n for n, text in enumerate(below) if total_of(bare_head(text))]
    score = 2.0 if totals[:1] == [0] else 0.0
    score -= 5.0 * labels.count(True) + 3.0 * len([n for n in totals if n])
    return score + _kin(head, below) - (0.5 if len(below) == 1 else 0.0)


def _is_order(head: str) -> bool:
    return table_words().column["order"].search(head) is not None


def _kin(head: str, below: list[str]) -> float:
    """Return how much a head and those below it have in common, at most 2."""
    known = table_words().child
    if any(
        part in text and parent.search(head) for text in below for part, parent in known.items()
    ):
        return 2.0
    pairs = _pairs(head)
    return (
        2.0 * sum(len(pairs & _pairs(text)) / max(len(text) - 1, 1) for text in below) / len(below)
    )


def _pairs(text: str) -> set[str]:
    return {text[n : n + 2] for n in range(len(text) - 1)}
