"""Grades of an evaluation (优良中差): bands of the total, of `data/performance/grades.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise

from mingzhang.kernel.basis import Basis
from mingzhang.kernel.period import Validity
from mingzhang.kernel.problem import Place, Problem
from mingzhang.rulebook.documents import documents
from mingzhang.rulebook.loading import RulebookFault, read_text
from mingzhang.rulebook.parameters import Parameters, fits, parameters
from mingzhang.rulebook.records import Reader
from mingzhang.rulebook.wording import words

_FILE = "performance/grades.toml"
_FIX = "修改规则数据文件"
#: The points that a full total has, and above which no band reaches.
FULL_MARKS = Decimal(100)


@dataclass(frozen=True, slots=True)
class GradeBand:
    """A grade from `least` points on; `names` is the row of `wording.toml` with its names.

    `supported`: the result speaks for the project; otherwise it is improved and its budget cut
    by circumstances.
    """

    code: str
    names: str
    least: str
    supported: bool = False

    @property
    def label(self) -> str:
        """The official name."""
        return words(self.names)[0]

    @property
    def floor(self) -> Decimal:
        """The least total of this grade."""
        return Decimal(self.least)


@dataclass(frozen=True, slots=True)
class GradeScheme:
    """The bands of a region and span of years, the best first, and what they rest on."""

    code: str
    title: str
    document: str
    band: tuple[GradeBand, ...]
    article: str = ""
    certainty: str = "K-H"
    region: str = "cn"
    since: int = 0
    until: int = 9999
    switch: str = ""

    @property
    def basis(self) -> Basis:
        """What the bands rest on."""
        return Basis(self.document, self.article, self.certainty)

    def grade(self, total: Decimal) -> GradeBand | None:
        """Return the grade of an exact total, None for a total outside 0 to 100."""
        if total > FULL_MARKS:
            return None
        return next((band for band in self.band if total >= band.floor), None)

    def named(self, name: str) -> GradeBand | None:
        """Return the grade that a name stands for, None where it is the name of none."""
        plain = name.strip().removesuffix("等次").removesuffix("等级").removesuffix("等")
        return next((b for b in self.band if {name.strip(), plain} & set(words(b.names))), None)


@cache
def grade_schemes() -> Mapping[str, GradeScheme]:
    """Return every scheme by code, in the order of the file.

    Raises RulebookFault, also for bands that do not fall from one to the next down to 0.
    """
    reader = Reader(_FILE)
    found = {}
    for code, table in tomllib.loads(read_text(_FILE)).items():
        scheme = reader.record(GradeScheme, {**table, "code": code}, code)
        if scheme is not None:
            found[code] = scheme
            reader.problems += _wrong(scheme)
    if reader.problems:
        raise RulebookFault(reader.problems)
    return found


def _wrong(scheme: GradeScheme) -> list[Problem]:
    place, problems = Place(_FILE, column=scheme.code), []
    if scheme.document not in documents():
        problems.append(Problem(place, scheme.document, "依据清单中的文件", _FIX))
    if scheme.switch and scheme.switch not in parameters():
        problems.append(Problem(place, scheme.switch, "参数清单中的参数", _FIX))
    written = [band.least for band in scheme.band]
    numbers = [Decimal(each) for each in written if fits("number", each)]
    falling = all(a > b for a, b in pairwise(numbers))
    if len(numbers) != len(written) or not falling or numbers[-1:] != [Decimal(0)]:
        problems.append(Problem(place, "、".join(written), "由高到低、最后为0的分数", _FIX))
    return problems


def grade_scheme(chosen: Parameters) -> GradeScheme:
    """Return the bands of a region's year, one that is switched on before all others.

    Of the others the one of the longest region, then the latest. `cn` serves every place and year.
    """
    fitting = [
        scheme
        for scheme in grade_schemes().values()
        if Validity(scheme.since, scheme.until).covers(chosen.year)
        and (scheme.region == "cn" or chosen.region.startswith(scheme.region))
        and (not scheme.switch or chosen.flag(scheme.switch))
    ]
    return max(fitting, key=lambda s: (s.switch != "", s.region != "cn", len(s.region), s.since))
