"""Which form a sheet is: by its title, else by its labels, among the forms of every edition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mingzhang.domain.performance.forms.load import FormSet, form_sets
from mingzhang.domain.performance.forms.match import Matched, match
from mingzhang.domain.performance.forms.model import Form
from mingzhang.domain.performance.forms.paper import Paper, plain
from mingzhang.kernel.regex import lazy_regex

#: Without a title so much of a form's labels tells it; with one, so much.
_BY_LABELS, _BY_TITLE = 0.8, 0.3
_TITLE_ROWS = 6
_MOST_ROWS = 300  # a longer sheet without a title is a list of something else
_YEAR = lazy_regex(r"([0-9]{4})年")
_MONTHS = lazy_regex(r"[0-9]{4}年(?:1月?[-至~])?([0-9]{1,2})月(?:([0-9]{1,2})日)?")


@dataclass(frozen=True, slots=True)
class Recognised:
    """A form on a sheet, and the edition that declares it.

    `row` is where its title stands (counted from 0, None for a title outside of the cells),
    `year` and `on` what the title says of the time.
    """

    form: Form
    home: str
    matched: Matched
    row: int | None
    year: int | None
    on: date | None


def recognise(paper: Paper, preferred: FormSet | None = None) -> Recognised | None:
    """Return the form that a sheet is; None where it is like none.

    Of forms that are alike those of `preferred` (the edition in use) come first.
    """
    lines = list(_title_lines(paper))
    places = [(home, form, _titled(form, lines)) for home, form in _forms(preferred)]
    titled = [
        _recognised(form, home, match(form, paper, _below(place)), place[0], lines)
        for home, form, place in places
        if place is not None
    ]
    found = [each for each in titled if each.matched.share >= _BY_TITLE]
    if not found and paper.rows <= _MOST_ROWS:
        alike = (
            _recognised(form, home, match(form, paper), None, lines) for home, form, _ in places
        )
        found = [each for each in alike if each.matched.share >= _BY_LABELS]
    return max(found, key=lambda each: each.matched.share) if found else None


def _below(place: tuple[int | None]) -> int:
    """Return the first row below a title."""
    return 0 if place[0] is None else place[0] + 1


def _forms(preferred: FormSet | None) -> Iterator[tuple[str, Form]]:
    """Yield every form of every edition once, by where it is declared."""
    seen: set[tuple[str, str]] = set()
    for chosen in (*([preferred] if preferred else ()), *form_sets()):
        for name, form in chosen.forms.items():
            home = chosen.homes[name]
            if (home, name) not in seen:
                seen.add((home, name))
                yield home, form


def _title_lines(paper: Paper) -> Iterator[tuple[int | None, str]]:
    """Yield the lines in which a title may stand."""
    for line in (*paper.grid.above[-_TITLE_ROWS:], paper.grid.name):
        yield None, plain(line)
    for row in range(min(_TITLE_ROWS, paper.rows)):
        yield row, plain(paper.line(row))


def _titled(form: Form, lines: Sequence[tuple[int | None, str]]) -> tuple[int | None] | None:
    """Return where a form's title stands; None where it does not."""
    title = plain(form.title)
    for row, line in reversed(lines):
        if title in line:
            return (row,)
    return None


def _recognised(
    form: Form,
    home: str,
    matched: Matched,
    row: int | None,
    lines: Sequence[tuple[int | None, str]],
) -> Recognised:
    text = "　".join(line for at, line in lines if at is None or row is None or at <= row + 2)
    year = _YEAR.search(text)
    return Recognised(form, home, matched, row, int(year[1]) if year else None, _checkpoint(text))


def _checkpoint(text: str) -> date | None:
    """Return the day up to which a title says that it tells (2024年1—7月: the last of July)."""
    year, span = _YEAR.search(text), _MONTHS.search(text)
    if year is None or span is None:
        return None
    try:
        if span[2]:
            return date(int(year[1]), int(span[1]), int(span[2]))
        first = date(int(year[1]), int(span[1]), 1)
    except ValueError:
        return None
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
