"""Runs of a paragraph or cell as HTML."""

from __future__ import annotations

from collections.abc import Iterable

from mingzhang.docmodel.model import Gap, Number, Run, Text
from mingzhang.documents.charts.draw import markup
from mingzhang.documents.html.columns import badge_of
from mingzhang.documents.html.derivations import DerivationTable
from mingzhang.documents.theme import Theme


class RunWriter:
    """Writes runs; numbers the gaps that it meets (g1, g2 …) in reading order."""

    def __init__(self, table: DerivationTable, theme: Theme) -> None:
        self._table = table
        self._theme = theme
        self.gaps: list[str] = []

    def write(self, runs: Iterable[Run]) -> str:
        """Return the runs as escaped HTML."""
        return "".join(self._run(run) for run in runs)

    def _run(self, run: Run) -> str:
        match run:
            case Text():
                text = markup(run.text)
                return f"<strong>{text}</strong>" if run.strong else text
            case Number():
                return self._number(run)
            case Gap():
                self.gaps.append(run.text)
                text = f"{self._theme.gap_open}{run.text}{self._theme.gap_close}"
                return f'<mark class="gap" id="g{len(self.gaps)}">{markup(text)}</mark>'

    def _number(self, number: Number) -> str:
        """Link a figure to its derivation; a figure without one stays plain text."""
        place = self._table.number(number.key)
        text = markup(number.text)
        shown = text if place is None else f'<a class="f" href="#d{place}">{text}</a>'
        if number.mark is None:
            return shown + markup(number.tail)
        badge = badge_of(number, self._theme)
        name = f' title="{markup(self._theme.mark_names[number.mark.value])}"'
        raised = " sign" if len(badge) == 1 else ""
        mark = f'<em class="mark {number.mark.value}{raised}"{name}>{markup(badge)}</em>'
        # Figure, unit and mark say one thing and stand on one line.
        return f'<span class="nb">{shown}{markup(number.tail)}{mark}</span>'
