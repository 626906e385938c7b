"""What a check says of a document: findings with their places, coverage, what was not examined.

The writers beside this module turn it into text, json, html and sarif and add nothing to it. All
of it is plain data, so that it can come from a process of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from mingzhang.docmodel.source import SourceDocument, Span
from mingzhang.domain.checks.model import Severity

SCHEMA_VERSION = "1.0"
SEVERITIES: Mapping[Severity, str] = MappingProxyType(
    {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "hint"}
)
SEVERITY_NAMES: Mapping[Severity, str] = MappingProxyType(
    {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.HINT: "提示"}
)
KIND_NAMES: Mapping[str, str] = MappingProxyType(
    {"final": "决算公开", "budget": "预算公开", "performance": "绩效评价", "": ""}
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place of a document: an exact piece of its text, and in it the figure that is meant.

    `start` and `end` are code points of the text, `line` and `page` count from 1 (`page` is None
    when the format has none). `table` counts the document's tables from 1 and `cell` is "R3C5",
    rows and columns from 1; both None outside of tables. `sheet` is the worksheet of a place in a
    workbook, whose rows and columns the cell then counts. `figures` are the code points of the
    figure itself, in several pieces where lines break it; empty where words are meant, which then
    are `words`. `heading`
    is the innermost heading above, `label` what the document calls the figure. `document` is empty
    for the document itself, else the file that was compared with it. `role` tells what the place
    has to do with a finding: "root" (likely wrong), "follows" (computed from it), "stated",
    "operand", "remark"; `likely` what would be right there, where that can be told. `cut` tells
    that the quotation begins in the midst of a clause, `lined` that the file has lines as people
    count them: only a file of plain text has.
    """

    quote: str
    line: int
    start: int
    end: int
    page: int | None = None
    table: int | None = None
    cell: str | None = None
    sheet: str = ""
    figure: str = ""
    figures: tuple[Span, ...] = ()
    words: Span | None = None
    heading: str = ""
    label: str = ""
    document: str = ""
    role: str = ""
    likely: str = ""
    cut: bool = False
    lined: bool = True

    @property
    def meant(self) -> tuple[Span, ...]:
        """Return the pieces of the text that are meant: the figure, else the words."""
        return self.figures or (self.words or Span(self.start, self.end),)


@dataclass(frozen=True, slots=True)
class Root:
    """A figure whose change would make broken relations hold, and to what."""

    printed: str
    likely: str
    places: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that cannot be right, asks for an answer, or may be meant otherwise.

    `stated`, `expected`, `difference` and `tolerance` are decimal numbers in `unit` as text, or
    words where words are at fault, None where there are none. `amount_yuan` is the difference in
    yuan for money, `impact` what is in doubt. `sums` are the broken relations as sentences,
    `evidence` their places, the one to mend first. `root` is the figure that is likely wrong,
    `follows` are figures computed from it; where it cannot be told which of several is wrong, they
    are `candidates`. `basis` is what the rule rests on, `advice` what to do.
    """

    rule: str
    title: str
    severity: Severity
    message: str
    evidence: tuple[Evidence, ...]
    stated: str | None = None
    expected: str | None = None
    difference: str | None = None
    tolerance: str | None = None
    unit: str = ""
    amount_yuan: str | None = None
    impact: str | None = None
    sums: tuple[str, ...] = ()
    root: Root | None = None
    follows: tuple[Root, ...] = ()
    candidates: tuple[Root, ...] = ()
    basis: str = ""
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Unexamined:
    """What could not be checked and why; without a place it is the whole file."""

    reason: str
    place: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Incident:
    """A fault of ours in one part of the check; the other parts went on."""

    part: str
    message: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the document and how many relations would notice a change in it.

    `reason` says why there is none.
    """

    spans: tuple[Span, ...]
    relations: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Relations:
    """How many relations were judged, and how they came out (`rounding`: held by rounding)."""

    checked: int = 0
    held: int = 0
    rounding: int = 0
    violated: int = 0


@dataclass(frozen=True, slots=True)
class Passed:
    """How many relations of a rule hold, and the first of them in words with their places."""

    rule: str
    title: str
    count: int
    examples: tuple[tuple[str, Evidence], ...] = ()


@dataclass(frozen=True, slots=True)
class Marked:
    """A copy of a file with its findings in it, or why there is none (`refused`).

    `placed` notes stand exactly where they are meant, `elsewhere` where the format lets them.
    `remarks` are what its owner must know of the copy.
    """

    data: bytes = b""
    placed: int = 0
    elsewhere: int = 0
    remarks: tuple[str, ...] = ()
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """The result for one document.

    `kind` is "final", "budget", "performance" or "" (unknown), `department` its name as printed,
    `year` the one it is about, `edition` the rulebook edition of its place and year where it is
    known. `levels` are the headings by sense: where their text starts, and their level from 1.
    `passed` are the relations that hold, by rule, where they were asked for.
    """

    kind: str = ""
    department: str = ""
    year: int | None = None
    edition: str | None = None
    pages: int | None = None
    figures: tuple[Figure, ...] = ()
    relations: Relations = field(default_factory=Relations)
    findings: tuple[Finding, ...] = ()
    unexamined: tuple[Unexamined, ...] = ()
    incidents: tuple[Incident, ...] = ()
    levels: tuple[tuple[int, int], ...] = ()
    passed: tuple[Passed, ...] = ()

    @property
    def covered(self) -> int:
        """Return how many figures some relation guards."""
        return sum(1 for figure in self.figures if figure.relations)


@dataclass(frozen=True, slots=True)
class Examined:
    """What came of one file.

    `path` is as the user gave it, `sha256` empty when not a byte could be read, `form` the format
    read ("txt", "docx" …). `failed` are the files that could not be read or compared and why, the
    examined one or others given with it. `source` is kept where the text itself is to be shown,
    `marked` the marked copy where one was asked for.
    """

    path: str
    sha256: str
    form: str
    seconds: float
    checked: Checked
    failed: tuple[str, ...] = ()
    source: SourceDocument | None = None
    marked: Marked | None = None

    def count(self, severity: Severity) -> int:
        """Return how many findings are of a severity."""
        return sum(finding.severity is severity for finding in self.checked.findings)


def counts(examined: Iterable[Examined]) -> dict[Severity, int]:
    """Return how many findings of each severity some files have, all severities, worst first."""
    found = Counter(f.severity for each in examined for f in each.checked.findings)
    return {severity: found[severity] for severity in SEVERITIES}


def named(checked: Checked) -> str:
    """Return how people call a document: 部门名 2023年度 决算公开; empty when nothing is known."""
    year = f"{checked.year}年度" if checked.year else ""
    return "　".join(filter(None, (checked.department, year, KIND_NAMES.get(checked.kind, ""))))


def summary(files: Sequence[Examined]) -> str:
    """Return one line on all files together."""
    found = "、".join(
        f"{SEVERITY_NAMES[s]}{count}处" for s, count in counts(files).items() if count
    )
    failed = [file.path for file in files if file.failed and not file.checked.figures]
    alone = [file.path for file in files if file.failed and file.checked.figures]
    several = f"共{len(files)}个文件：" if len(files) > 1 else ""
    silent = "没有发现问题" if any(each.checked.covered for each in files) else "没有可以核对的数"
    told = f"{several}发现{found}。" if found else f"{several}{silent}。"
    left = f"没有检查成的：{'、'.join(failed)}。" if failed else ""
    apart = f"没有与对照文件或账套核对的：{'、'.join(alone)}。" if alone else ""
    return f"{told if len(failed) < len(files) else ''}{left}{apart}"
