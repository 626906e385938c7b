"""Does a produced report print the figures of the real one, each at its key and in its section?

`python -m tools.fidelity luzhou-2023` compares the reports compiled from `examples/<name>` with
the tables `expected/<name>.csv` and `expected/<name>-performance.csv` beside this file, made by
hand from the published ones. A row passes when the same section holds a Number with its key, its
unit and the right value at the row's printed precision. A table with the column `document` speaks
of several: `accounts` the final-accounts report, `whole` that on the department's performance, a
project's code that on its project. Counted apart: 0, 1 and 100 % (they prove little), inferred
figures (their value was solved from the very rate they would confirm), disputed and excluded rows.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from mingzhang.docmodel.model import Document, Heading, Number, Table, block_runs
from mingzhang.domain.figures import Figures
from mingzhang.domain.references import read_key
from mingzhang.facts.factset import FactSet, Known
from mingzhang.facts.key import FactKey, Stage
from mingzhang.facts.provenance import Derived, Origin
from mingzhang.kernel.money import UNITS, in_unit
from mingzhang.kernel.rounding import half_up
from mingzhang.rulebook.concepts import concept
from mingzhang.usecases.compile_report import compile_report
from mingzhang.usecases.import_book import ImportedBook, import_book
from mingzhang.usecases.performance.report import compile_performance_report, performance_reports
from mingzhang.usecases.performance.side import figures_of

HERE = Path(__file__).parent
EXAMPLES = HERE.parent / "examples"
THRESHOLD = Decimal("0.99")
#: The same of the reports on performance, of which more is in the office's own words.
PERFORMANCE_THRESHOLD = Decimal("0.98")
_PERFORMANCE = "-performance"
_ACCOUNTS, _WHOLE = "accounts", "whole"


@dataclass(frozen=True, slots=True)
class Expected:
    """A row of the table; `value` is the right one (of an error row, not the printed one).

    `section` names its document too where that is not the final-accounts report.
    """

    section: str
    label: str
    value: Decimal
    unit: str
    places: int
    key: str
    direction: str
    status: str
    reason: str


@dataclass(frozen=True, slots=True)
class Fidelity:
    """The outcome; rows are expected ones, `extra` keys printed that no row asks for."""

    found: tuple[Expected, ...]
    missing: tuple[Expected, ...]
    trivial_found: int
    trivial_missing: tuple[Expected, ...]
    inferred: tuple[Expected, ...]
    disputed: tuple[Expected, ...]
    excluded: int
    extra: tuple[str, ...]
    extra_without_provenance: tuple[str, ...]

    @property
    def rate(self) -> Decimal:
        """Share of the rows that prove something which were found."""
        return Decimal(len(self.found)) / Decimal(max(1, len(self.found) + len(self.missing)))


def read_expected(name: str) -> list[Expected]:
    """Return the rows of a table."""
    with (HERE / "expected" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return [_expected(row) for row in csv.DictReader(file)]


def _expected(row: dict[str, str]) -> Expected:
    error = row["status"] == "error"
    value = row["right_value"] if error else row["value"]
    return Expected(
        section=_section(row.get("document", _ACCOUNTS), row["section"]),
        label=row["label"],
        value=Decimal(value or "0"),
        unit=row["unit"],
        places=int(row["places"] or 0) if not error else _places(value),
        key=row["key"],
        direction=row["direction"],
        status=row["status"],
        reason=row["reason"],
    )


def _places(text: str) -> int:
    return len(text.partition(".")[2])


def _section(document: str, section: str) -> str:
    return section if document == _ACCOUNTS else f"{document} {section}"


_CHINESE = "[一二三四五六七八九十]+"
#: What a heading is numbered with, by its level.
_NUMBERS = {
    2: re.compile(f"^({_CHINESE})、"),
    3: re.compile(f"^(（{_CHINESE}）)"),
    4: re.compile(r"^(\d+)．"),
    5: re.compile(r"^(（\d+）)"),
}
#: Below these levels the final-accounts tables do not tell sections apart, unless in these parts.
_TOLD_APART = 3
_FINE_SECTIONS = re.compile("^十（[五六]）")


def printed(document: Document, name: str = _ACCOUNTS) -> Iterator[tuple[str, Number, str]]:
    """Yield (section, figure, text before it), sections like 五（三） or 二（一）1（2）.

    Of the final-accounts report part two; figures of a table stand in a section that ends in 表.
    """
    inside = name != _ACCOUNTS
    numbers: dict[int, str] = {}
    for block in document.blocks:
        if isinstance(block, Heading):
            if block.level == 1:
                inside = block.text.startswith("第二部分")
                continue
            match = _NUMBERS[block.level].match(block.text)
            numbers = {level: n for level, n in numbers.items() if level < block.level}
            numbers |= {block.level: match[1]} if match else {}
        elif inside:
            section = _section(name, _told(numbers, name) + "表" * isinstance(block, Table))
            before = ""
            for run in block_runs(block):
                if isinstance(run, Number):
                    yield section, run, before
                before = getattr(run, "text", "")


def _told(numbers: Mapping[int, str], name: str) -> str:
    whole = "".join(numbers.values())
    if name != _ACCOUNTS or _FINE_SECTIONS.match(whole):
        return whole
    return "".join(n for level, n in numbers.items() if level <= _TOLD_APART)


def tables_of(name: str) -> tuple[str, ...]:
    """Return the tables of an example that there are."""
    folder = HERE / "expected"
    return tuple(n for n in (name, name + _PERFORMANCE) if (folder / f"{n}.csv").is_file())


def measure(table: str) -> Fidelity:
    """Compile the example and compare its documents with a table."""
    imported = import_book(EXAMPLES / table.removesuffix(_PERFORMANCE))
    rows = read_expected(table)
    return compare(imported, rows, shown_by(imported, {_document(row) for row in rows}))


def _document(row: Expected) -> str:
    document, apart, _ = row.section.partition(" ")
    return document if apart else _ACCOUNTS


def shown_by(imported: ImportedBook, documents: Collection[str]) -> list[tuple[str, Number, str]]:
    """Return what the wanted documents of a book print: all on performance, or the accounts."""
    shown: list[tuple[str, Number, str]] = []
    if _ACCOUNTS in documents:
        shown += printed(compile_report(imported.book, imported.facts).document)
    if any(document != _ACCOUNTS for document in documents):
        for kind, project in performance_reports(imported):
            report = compile_performance_report(imported, kind, project)
            shown += printed(report.document, project or _WHOLE)
    return shown


def compare(
    imported: ImportedBook, rows: Iterable[Expected], shown: list[tuple[str, Number, str]]
) -> Fidelity:
    """Judge every row against the figures printed."""
    found: list[Expected] = []
    missing: list[Expected] = []
    trivial_missing: list[Expected] = []
    inferred: list[Expected] = []
    disputed: list[Expected] = []
    trivial = excluded = 0
    asked: set[str] = set()
    figures = figures_of(imported)
    for row in rows:
        if row.status == "excluded":
            excluded += 1
            continue
        key = full_key(row.key, imported)
        asked.add(key)
        passed = any(_passes(figures, row, key, section, n, before) for section, n, before in shown)
        if row.status == "disputed":
            disputed.append(row)
        elif row.status == "inferred" or (
            row.status == "required" and _self_proving(imported.facts, FactKey.parse(key))
        ):
            inferred.append(row)
        elif _is_trivial(row):
            trivial += passed
            trivial_missing += [] if passed else [row]
        else:
            (found if passed else missing).append(row)
    extra = Counter(n.key for _, n, _ in shown if n.key not in asked)
    # A cell of a form tells the cell of the book that it shows.
    facts = (key for key in extra if not key.startswith("cell("))
    bare = tuple(k for k in facts if not isinstance(figures.quantity(FactKey.parse(k)), Known))
    return Fidelity(
        tuple(found),
        tuple(missing),
        trivial,
        tuple(trivial_missing),
        tuple(inferred),
        tuple(disputed),
        excluded,
        tuple(sorted(extra)),
        bare,
    )


_SHORT = re.compile(r"([a-z_]+(?:\{[^}]*\})?)((?::\w+)*)")


def full_key(short: str, imported: ImportedBook) -> str:
    """Return a table's key (`concept{dims}:year:stage`, both optional) as a full fact key."""
    match = _SHORT.fullmatch(short)
    if match is None:
        raise ValueError(short)
    year, stage = imported.book.year, Stage.ACTUAL
    for suffix in filter(None, match[2].split(":")):
        if suffix.isdigit():
            year = int(suffix)
        else:
            stage = Stage(suffix)
    key = read_key(match[1], imported.book.whole, year)
    return str(key.at_stage(stage))


def _passes(
    figures: Figures, row: Expected, key: str, section: str, number: Number, before: str
) -> bool:
    if number.key != key or section != row.section or number.unit != row.unit:
        return False
    exact = _exact(figures, key, number)
    if exact is None:
        return False
    # Ours may print more decimals than the original; both must be roundings of one exact value.
    return half_up(abs(exact), row.places) == abs(row.value) and _direction_fits(
        row.direction, before
    )


def _exact(figures: Figures, key: str, number: Number) -> Decimal | None:
    """Return the exact value in the unit printed; None when the print is not its rounding."""
    found = figures.quantity(FactKey.parse(key))
    if not isinstance(found, Known):
        return None
    of_money = concept(found.key.concept).unit == "yuan" and number.unit in UNITS
    exact = in_unit(found.value, number.unit) if of_money else found.value
    return exact if half_up(abs(exact), number.places) == abs(number.value) else None


_UP, _DOWN = ("增加", "增长"), ("减少", "下降")


def _direction_fits(direction: str, before: str) -> bool:
    if direction == "增加":
        return before.endswith(_UP)
    if direction == "减少":
        return before.endswith(_DOWN)
    return True


def _is_trivial(row: Expected) -> bool:
    return row.value in (0, 1) or (row.unit == "%" and row.value == 100)


def _self_proving(facts: FactSet, key: FactKey) -> bool:
    """Tell whether a printed rate only confirms an operand that was solved from it."""
    found = Figures(facts).quantity(key)
    if not (isinstance(found, Known) and isinstance(found.provenance, Derived)):
        return False
    if key.get("measure") != "completion":
        return False
    budget = found.provenance.operands[1]
    return any(f.source.origin is Origin.INFERRED for f in facts.rows_behind(budget))


def main(names: list[str]) -> int:
    """Print the outcome for each table of each example; 1 when one is below its threshold."""
    worst = 0
    for table in (table for name in names for table in tables_of(name)):
        result = measure(table)
        total = len(result.found) + len(result.missing)
        print(
            f"{table}: found {len(result.found)} of {total} ({result.rate:.2%}); "
            f"0/1/100 %: {result.trivial_found} found, {len(result.trivial_missing)} missing; "
            f"inferred {len(result.inferred)}, disputed {len(result.disputed)}, "
            f"excluded {result.excluded}; extra {len(result.extra)}, "
            f"of them without provenance {len(result.extra_without_provenance)}"
        )
        for row in (*result.missing, *result.trivial_missing):
            print(f"  missing {row.section} {row.label} {row.value}{row.unit} {row.key}")
        for key in result.extra_without_provenance:
            print(f"  extra without provenance {key}")
        if result.rate < threshold_of(table) or result.extra_without_provenance:
            worst = 1
    return worst


def threshold_of(table: str) -> Decimal:
    """Return the share that a table has to reach."""
    on_performance = any(_document(row) != _ACCOUNTS for row in read_expected(table))
    return PERFORMANCE_THRESHOLD if on_performance else THRESHOLD


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["luzhou-2023", "yanjiang-2020", "leshan-2021"]))
