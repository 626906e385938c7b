"""demo-2024 is complete: every identity of every edition is really examined on it, and holds."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from mingzhang.domain.book.sheets import ProjectRow, UnitRow
from mingzhang.domain.figures import Figures
from mingzhang.domain.statements.fill import fill
from mingzhang.domain.statements.identities import Judgement, Verdict, counts, judge
from mingzhang.domain.statements.load import KIND, load
from mingzhang.facts.key import Entity, Scope
from mingzhang.rulebook.editions import editions
from mingzhang.usecases.import_book import ImportedBook, import_book

DEMO = Path(__file__).parents[2] / "examples" / "demo-2024"
EDITIONS = sorted(e.id for e in editions().values() if e.kind == KIND)


@cache
def demo() -> ImportedBook:
    return import_book(DEMO)


@cache
def judged(edition_id: str, entity: Entity) -> tuple[Judgement, ...]:
    edition = load(edition_id)
    book = demo().book
    projects = {p.code: p.name for p in book.rows(ProjectRow)}
    statements = fill(edition, Figures(demo().facts), entity, book.year, projects)
    return tuple(judge(edition, statements))


def entities() -> list[Entity]:
    units = [Entity(u.code, Scope.UNIT) for u in demo().book.rows(UnitRow)]
    return [demo().book.whole, *units]


@pytest.mark.parametrize("edition_id", EDITIONS)
def test_of_the_department_every_identity_that_applies_is_examined_and_held(
    edition_id: str,
) -> None:
    found = counts(judged(edition_id, demo().book.whole))
    assert found[Verdict.DISAGREES] == 0
    assert found[Verdict.UNEXAMINED] == 0
    assert found[Verdict.AGREES] > 500


@pytest.mark.parametrize("edition_id", EDITIONS)
def test_each_identity_is_examined_for_the_department_or_a_unit_of_it(edition_id: str) -> None:
    examined: dict[str, int] = defaultdict(int)
    for entity in entities():
        for judgement in judged(edition_id, entity):
            assert judgement.verdict is not Verdict.DISAGREES, judgement
            examined[judgement.identity.id] += judgement.verdict is Verdict.AGREES
    assert [code for code, times in examined.items() if times == 0] == []
