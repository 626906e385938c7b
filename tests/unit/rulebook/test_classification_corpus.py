"""The classifications against what real departments printed."""

import re
from pathlib import Path

from mingzhang.rulebook.classification import classification
from tests.unit.rulebook.printed_codes import pairs

SYSTEM = {"2": "functional", "3": "economic", "5": "government_economic"}
#: A file whose name has no year, with the year that its text is of.
YEAR_OF = {"上海_部门决算_空白模板": 2024}


def _year(path: Path) -> int:
    named = re.search(r"20\d\d", path.stem)
    return int(named[0]) if named else YEAR_OF[path.stem]


def test_every_printed_code_and_name_is_known_in_its_year(corpus: Path) -> None:
    seen: set[tuple[str, str, str]] = set()
    unknown = []
    for path in sorted((corpus / "samples").glob("*.pdf")):
        held_year = _year(path)
        for page, code, name in pairs(path):
            seen.add((path.stem, code, name))
            held = classification(SYSTEM[code[0]], held_year)
            if held.find(code) is None or not held.is_name(code, name):
                unknown.append((path.stem, page, code, name))
    assert unknown == []
    assert len(seen) >= 600
    assert len({(code, name) for _, code, name in seen}) >= 181
