"""Is what the checker says of real reports true? Every error and warning with a person's verdict.

`expected/verdicts.csv` beside this file holds one row for each error and warning on the documents
of the corpus, read by hand: the document, the rule, the place, the figures, and whether it is true.
`python -m tools.precision CORPUS` compares the checker with it: `--new` lists what has no verdict
yet, `--write` renews the tables in `docs/accuracy.md`. The documents in HELD_BACK were kept away
from whoever wrote rules, and are counted apart.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from mingzhang.documents.readers import registry
from mingzhang.domain.checks.model import Severity
from mingzhang.usecases.check_document import check
from mingzhang.usecases.checked.model import SEVERITIES, SEVERITY_NAMES, Evidence, Finding
from tools.accuracy.corpus import HELD_BACK

HERE = Path(__file__).parent
VERDICTS = HERE / "expected" / "verdicts.csv"
PAGE = HERE.parent / "docs" / "accuracy.md"
TRUE = "属实"
#: What a person says of documents that are in the corpus is none of them.
_NO_DOCUMENT = "人工核查结论"
_TOLD = (Severity.ERROR, Severity.WARNING)
_FIGURES = 6
_BEGIN, _END = "<!-- verdicts: begin -->", "<!-- verdicts: end -->"
_HEAD = ("document", "severity", "rule", "place", "figures")


@dataclass(frozen=True, slots=True, order=True)
class Told:
    """A finding as it is known again: place and figures, no sentence of the document."""

    document: str
    severity: str
    rule: str
    place: str
    figures: str


def documents(corpus: Path) -> list[Path]:
    """Return the real documents of a corpus, by name."""
    found = [*(corpus / "seeds").iterdir(), *(corpus / "samples").rglob("*.*")]
    return sorted(each for each in found if each.is_file() and _NO_DOCUMENT not in each.name)


def is_held_back(document: str) -> bool:
    """Tell whether a document was kept away from whoever wrote rules."""
    return document.endswith(HELD_BACK)


def told(path: Path) -> list[Told]:
    """Return the errors and warnings on a document, in reading order."""
    checked = check(registry.read(path.read_bytes(), path.name))
    return [_told(path.name, each) for each in checked.findings if each.severity in _TOLD]


def _told(document: str, finding: Finding) -> Told:
    first = finding.evidence[0]
    figures = dict.fromkeys(each.figure for each in finding.evidence if each.figure)
    shown = " / ".join([*figures][:_FIGURES]) + (" …" if len(figures) > _FIGURES else "")
    return Told(document, SEVERITIES[finding.severity], finding.rule, _place(first), shown)


def _place(place: Evidence) -> str:
    cell = f"表{place.table} {place.cell}" if place.cell else ""
    if place.sheet:
        return f"工作表“{place.sheet}” {place.cell or ''}".rstrip()
    if place.page is not None:
        return f"第{place.page}页" + (f" {cell}" if cell else "")
    return cell or f"第{place.line}行"


def verdicts() -> dict[Told, str]:
    """Return the verdicts by finding. Raises ValueError for a finding that has two."""
    found: dict[Told, str] = {}
    with VERDICTS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = Told(*(row[name] for name in _HEAD))
            if found.setdefault(key, row["verdict"]) != row["verdict"]:
                raise ValueError(f"two verdicts: {key}")
    return found


def precision(
    known: Sequence[Told], judged: dict[Told, str], severity: Severity
) -> tuple[int, int]:
    """Return how many findings of a severity are true, and how many there are."""
    own = [judged[each] for each in known if each.severity == SEVERITIES[severity]]
    return own.count(TRUE), len(own)


def tables(found: Sequence[Told], judged: dict[Told, str]) -> Iterator[str]:
    """Yield the lines of the page: a summary, then every finding with its verdict."""
    yield "| 文件 | 错误 | 其中属实 | 警告 | 其中属实 |"
    yield "|---|---:|---:|---:|---:|"
    for name in [*dict.fromkeys(each.document for each in found), ""]:
        own = [each for each in found if not name or each.document == name]
        counts = [n for s in _TOLD for n in reversed(precision(own, judged, s))]
        yield f"| {name or '合计'} | {' | '.join(map(str, counts))} |"
    yield ""
    yield "| 文件 | 级别 | 规则 | 位置 | 数字 | 结论 |"
    yield "|---|---|---|---|---|---|"
    names = {SEVERITIES[each]: SEVERITY_NAMES[each] for each in _TOLD}
    for each in found:
        shown = [each.document, names[each.severity], f"`{each.rule}`", each.place, each.figures]
        yield f"| {' | '.join(shown)} | {judged[each]} |"


def main(arguments: Sequence[str]) -> int:
    """Compare, list what is new, or renew the page; 1 where a verdict is missing or stale."""
    parser = argparse.ArgumentParser(prog="python -m tools.precision", description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--new", action="store_true", help="print findings without verdict as csv")
    parser.add_argument("--write", action="store_true", help="renew docs/accuracy.md")
    parser.add_argument("--unread", action="store_true", help="the documents held back, too")
    asked = parser.parse_args(arguments)
    read = [each for each in documents(asked.corpus) if asked.unread or not is_held_back(each.name)]
    found = [each for path in read for each in told(path)]
    judged = verdicts()
    missing = [each for each in found if each not in judged]
    if asked.new:
        csv.writer(sys.stdout).writerows(astuple(each) for each in missing)
    if missing:
        print(f"{len(missing)} findings have no verdict", file=sys.stderr)
        return 1
    for severity in _TOLD:
        true, every = precision(found, judged, severity)
        print(f"{SEVERITIES[severity]}: {true} of {every} true")
    if asked.write:
        _renew(found, judged)
    return 0


def _renew(found: Sequence[Told], judged: dict[Told, str]) -> None:
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(_BEGIN)
    _, after = rest.split(_END)
    lines = [_BEGIN, ""]
    for held_back in (False, True):
        own = [each for each in found if is_held_back(each.document) == held_back]
        title = "### 写规则时未看过的样本" if held_back else "### 种子和样本"
        lines += [title, "", *tables(own, judged), ""]
    PAGE.write_text(before + "\n".join(lines) + _END + after, encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
