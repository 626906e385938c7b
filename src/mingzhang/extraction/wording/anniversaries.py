"""An anniversary that a report tells twice is one of as many years.

缔结姐妹学校10周年 is no quantity, and yet two numbers for the same bond contradict each other. The
words before the number, the partner among them, must be the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from mingzhang.domain.checks.model import Remark, Severity
from mingzhang.extraction.passages import View
from mingzhang.extraction.wording.common import Place, remark, running
from mingzhang.kernel.regex import lazy_regex

_YEARS = lazy_regex(r"(?P<what>[一-鿿]{4,30})[ ]?(?P<n>[0-9]{1,3}(?:\.[0-9]{1,3})?)[ ]?周年")
#: A bond is told from its partners on: 与某校缔结姐妹学校.
_BOND = lazy_regex(r"(?:与|同|和)(?P<bond>[^与同和]{6,30})$")
_LONG = 12


def find(view: View) -> Iterator[Remark]:
    """Yield a remark for the second of two numbers of years for the same event."""
    first: dict[str, tuple[Decimal, Place]] = {}
    for passage in running(view):
        if "周年" not in passage.text:
            continue
        for found in _YEARS.finditer(passage.text):
            bond = _BOND.search(found["what"])
            name = bond["bond"] if bond else found["what"]
            if bond is None and len(name) < _LONG:
                continue
            place = Place(passage, found.start("n"), found.end("n"))
            years, known = first.setdefault(name, (Decimal(found["n"]), place))
            if years != Decimal(found["n"]):
                message = f"“{name}{found['n']}周年”，而前文为{years}周年，请核对"
                yield remark(
                    "restate.same", Severity.WARNING, message, [place, known], expected=str(years)
                )
