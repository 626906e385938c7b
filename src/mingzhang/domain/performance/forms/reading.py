"""A form that comes back: rows of the book's sheets, and every problem at its cell."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from mingzhang.docmodel.grid import Grid
from mingzhang.domain.book.columns import CellError
from mingzhang.domain.performance.forms.compared import compared
from mingzhang.domain.performance.forms.known import Indicators, Known
from mingzhang.domain.performance.forms.load import FormSet, load
from mingzhang.domain.performance.forms.match import Found
from mingzhang.domain.performance.forms.model import Form
from mingzhang.domain.performance.forms.paper import Paper
from mingzhang.domain.performance.forms.recognise import Recognised, recognise
from mingzhang.domain.performance.forms.rows import Draft, Fields, FormRow, made_rows
from mingzhang.domain.performance.forms.value import Entry, Turn, read_term
from mingzhang.domain.performance.forms.values import VALUES
from mingzhang.domain.performance.model import Project
from mingzhang.kernel.problem import Place, Problem
from mingzhang.kernel.regex import lazy_regex

_WHOLE_SCOPES = ("department",)
_SIGNED = {
    "filler": lazy_regex(r"填报人[:：]\s*([^_＿\s]*)"),
    "phone": lazy_regex(r"联系电话[:：]\s*([^_＿\s]*)"),
}
_PROJECT = "项目"


@dataclass(frozen=True, slots=True)
class FormReading:
    """A form as read: which, of what year, its rows, and what is wrong with it.

    With problems the rows are for finding more of them and for nothing else. `foreign`: of another
    year or edition than the book's, so that its rows say nothing to the book at all.
    """

    form: Form
    home: str
    year: int | None
    rows: tuple[FormRow, ...]
    problems: tuple[Problem, ...]
    foreign: bool = False


def read_form(
    grid: Grid, chosen: FormSet | None = None, known: Known | None = None
) -> FormReading | None:
    """Return what a sheet says as a form; None where it is none of any edition.

    `chosen` is the edition in use and `known` what the book holds: names on paper find their codes
    there, and what the form may not change has to agree with it. Without them the name of a
    project stands for its code.
    """
    paper = Paper(grid)
    recognised = recognise(paper, chosen)
    if recognised is None:
        return None
    return _Reading(paper, recognised, chosen, known or Known()).read()


@dataclass(slots=True)
class _Reading:
    """One form while it is read."""

    paper: Paper
    what: Recognised
    chosen: FormSet | None
    known: Known
    problems: list[Problem] = field(default_factory=list)
    foreign: bool = False

    def read(self) -> FormReading:
        form = self.what.form
        title = self.paper.place(self.what.row)
        # Another year has other forms as well, so that its edition is no news.
        self.foreign = self._of_other_year(title) or self._of_other_edition(title)
        self._dated(title)
        if self.foreign:
            # What the book holds is no measure for its cells.
            self.known = Known()
        for row, label in self.what.matched.missing:
            place = self.paper.place(row, label=label)
            remedy = "补上此栏，或用系统生成的表填写"
            self._add(place, "缺少", f"“{form.title}”的“{label}”一栏", remedy)
        header = self._header()
        code = header.project.code if header.project else header.text("project.code")
        rows = self._rows(header, code)
        return FormReading(
            form, self.what.home, self.what.year, rows, tuple(self.problems), self.foreign
        )

    def _add(self, place: Place, found: str, expected: str, remedy: str) -> None:
        self.problems.append(Problem(place, found, expected, remedy))

    def _dated(self, title: Place) -> None:
        """A form tells its year, and a monitoring form its months."""
        form = self.what.form
        if self.what.year is None:
            example = form.subtitle.format(year=2024, months="1—7月")
            self._add(title, "没有年度", f"标题之后写明年度，例如{example}", "补写年度")
        if "{months}" in form.subtitle and self.what.on is None:
            expected = "标题之后写明截至的月份，例如（2024年1—7月）"
            self._add(title, "没有月份", expected, "补写月份")

    def _of_other_year(self, title: Place) -> bool:
        year, own = self.what.year, self.known.year
        if year is None or own is None or year == own:
            return False
        remedy = "其他年度的表填入其年度的账套"
        self._add(title, f"{year}年度", f"{own}年度（账套的年度）", remedy)
        return True

    def _of_other_edition(self, title: Place) -> bool:
        """Name a form of an older edition, or of another place, as such."""
        form, home = self.what.form, self.what.home
        if self.chosen is None or self.chosen.homes.get(form.id) == home:
            return False
        forms = self.chosen.forms
        alike = [f for f in forms.values() if (f.scope, f.when) == (form.scope, form.when)]
        titles = "、".join(f"“{f.title}”" for f in alike) or "当年的表"
        found = f"{form.title}（{edition_name(home)}）"
        expected = f"{self.chosen.head.title}：{titles}"
        remedy = "这是旧的或其他地区的表式，当年不用；用系统生成当年的表，把内容抄入后再读取"
        self._add(title, found, expected, remedy)
        return True

    def _header(self) -> Turn:
        """Return everything that stands outside of repeating rows, with the project it is about."""
        entries: dict[str, Entry] = {}
        for found in self.what.matched.found:
            if not found.loop:
                entries.update(found.entries)
        dated = "{months}" in self.what.form.subtitle
        place = self.paper.place(self.what.row)
        turn = Turn(entries, self.known, on=self.what.on if dated else None, place=place)
        name = turn.text("project.name") or turn.text("goal.subject")
        return replace(turn, project=self._project(turn.text("project.code"), name))

    def _project(self, code: str, name: str) -> Project | None:
        if self.what.form.scope in _WHOLE_SCOPES:
            return self.known.whole
        if not code and self.known.whole and name.startswith(self.known.whole.name):
            return self.known.whole
        return self.known.project(code, name)

    def _rows(self, header: Turn, code: str) -> tuple[FormRow, ...]:
        self._whose(header, code)
        code = code or _plain_code(header.text("project.name"))
        drafts = [Draft(header, self._fields(header))]
        self._signed(drafts[0].fields)
        left = Indicators(header.project)
        for found in self.what.matched.found:
            if found.loop:
                turn = self._row_turn(header, found, left)
                fields = self._fields(turn)
                # What a row of the money says of the project itself belongs to its head.
                for slot in [slot for slot in fields if slot[0] == _PROJECT]:
                    drafts[0].fields[slot] = fields.pop(slot)
                drafts.append(Draft(turn, fields))
        self.problems += compared(self.what.form, header, drafts)
        rows, problems = made_rows(self.what.form, header, code, drafts)
        self.problems += problems
        return rows

    def _whose(self, header: Turn, code: str) -> None:
        """A form of a project tells which; with a book it is one of the book."""
        if self.what.form.scope not in ("project", "checkpoint") or header.project is not None:
            return
        entry = header.entries.get("project.code") or header.entries.get("project.name")
        name = header.text("project.name")
        place = entry.place if entry else header.place
        if not code and not name:
            self._add(place, "空白", "项目编码或项目名称", "补填此格")
        elif self.known.performance is not None and "项目" not in self.what.form.sets:
            remedy = "核对编码和名称；新项目先在“项目”表登记"
            self._add(place, code or name, "“项目”表中的项目", remedy)

    def _row_turn(self, header: Turn, found: Found, left: Indicators) -> Turn:
        place = self.paper.place(found.row)
        turn = replace(
            header,
            entries=found.entries,
            head=header.entries,
            loop=found.loop,
            only=found.only,
            place=place,
        )
        name = turn.text("indicator.name")
        if "indicator.name" not in found.entries or not name:
            return turn
        try:
            sublevel = read_term(turn.text("indicator.sublevel"), "sublevel")
        except CellError:
            sublevel = ""
        return replace(turn, indicator=left.take(name, sublevel))

    def _fields(self, turn: Turn) -> Fields:
        """Return what the cells of a row say by slot; a cell that cannot be read is a problem."""
        fields: Fields = {}
        for name, entry in turn.entries.items():
            value = VALUES[name]
            if value.read is None or not entry.text or (self.foreign and value.by_book):
                continue
            try:
                said = value.read(entry.text, turn)
            except CellError as wrong:
                self._add(entry.place, entry.text, wrong.expected, wrong.remedy)
                continue
            for slot, told in said.items():
                if slot in fields and fields[slot][0] != told:
                    other = fields[slot][1].place.column
                    self._add(entry.place, entry.text, f"与“{other}”只填其一", "只留其中之一")
                fields[slot] = (told, entry)
        return fields

    def _signed(self, fields: Fields) -> None:
        """Read who filled the form in, from the lines at its foot."""
        if "绩效目标" not in self.what.form.sets:
            return
        rows = range(self.what.matched.end, self.paper.rows)
        lines: list[tuple[int | None, str]] = [(row, self.paper.line(row)) for row in rows]
        lines += [(None, line) for line in self.paper.grid.below]
        for name, pattern in _SIGNED.items():
            for row, line in lines:
                match = pattern.search(line)
                if match and match[1]:
                    place = self.paper.place(row, label=match[0].partition("：")[0])
                    fields["绩效目标", name] = (match[1], Entry(match[1], place))
                    break


def _plain_code(name: str) -> str:
    """Return a project's name as it can stand for its code."""
    return "".join(c for c in name if c not in "{}@/,:=;() \t\n")


def edition_name(edition_id: str) -> str:
    """Return what an edition of forms is called."""
    return load(edition_id).head.title
