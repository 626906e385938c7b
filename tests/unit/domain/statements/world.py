"""A small complete set of facts, made from amounts of fen: every kind of money, two units."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.domain.figures import Figures
from mingzhang.facts.factset import Fact, FactSet, View
from mingzhang.facts.key import Entity, FactKey, Scope, Stage
from mingzhang.facts.provenance import Row

DEPARTMENT = Entity("D", Scope.DEPARTMENT)
UNITS = (Entity("U1", Scope.UNIT), Entity("U2", Scope.UNIT))
Dims = dict[str, str]


def _spent(text: str) -> Dims:
    names = ("budget", "function", "nature", "economic", "project")
    return {n: v for n, v in zip(names, text.split(), strict=False) if v != "-"}


FISCAL = [
    _spent(row)
    for row in (
        "general 2011301 basic 30101",
        "general 2011301 basic 30201",
        "general 2011301 basic 30212",
        "general 2011301 basic 30217",
        "general 2011301 basic 30231",
        "general 2011301 basic 31002",
        "general 2011301 basic 39999",
        "general 2011302 project 30227 P1",
        "general 2011302 project 31013 P2",
        "general 2011302 project 30217 P2",
        "general 2080505 basic 30108",
        "general 2080501 basic 30302",
        "general 2210201 basic 30113",
        "fund 2290804 project 30217 P3",
        "fund 2290804 project 30913 P3",
        "fund 2120803 basic 30201",
        "capital 2230105 project 31201 P4",
    )
]
OTHER = [
    _spent(row)
    for row in (
        "non_fiscal 2011301 basic 30299",
        "non_fiscal 2011399 project 30226 P5",
        "non_fiscal 2011399 commercial",
        "non_fiscal 2011399 upward",
        "non_fiscal 2011399 downward",
    )
]
SOURCES = ("superior", "education_fee", "institutional_other", "commercial", "subsidiary", "other")
PUBLIC = {
    "overseas": ("30212",),
    "vehicle_purchase": ("30913", "31013"),
    "vehicle_running": ("30231",),
    "reception_home": ("30217",),
}
#: How many amounts one unit takes.
NEEDED = 3 * len(FISCAL) + len(OTHER) + len(SOURCES) + 7


@dataclass
class World:
    """Facts in the making; `fen` are drawn in order."""

    year: int
    kind: str
    fiscal_only: bool
    views: dict[str, View]
    facts: list[Fact]

    def add(
        self,
        unit: Entity,
        concept: str,
        dims: Mapping[str, str],
        value: Decimal,
        stage: Stage = Stage.ACTUAL,
    ) -> None:
        names = VIEW_DIMS[concept]
        code = f"{concept}:{stage}"
        self.views.setdefault(
            code, View(code, concept, self.year, stage, names, by_unit=True, ledger=True)
        )
        key = FactKey.of(concept, unit, self.year, stage, dims)
        self.facts.append(Fact(key, value, Row("表", len(self.facts) + 2, "金额"), code))


VIEW_DIMS: dict[str, tuple[str, ...]] = {
    "revenue": ("source", "function"),
    "expenditure": ("budget", "function", "nature", "economic", "project"),
    "carry_in": ("budget", "function"),
    "carry_out": ("budget", "function"),
    "surplus_used": (),
    "surplus_distributed": (),
    "three_public": ("budget", "item"),
    "agency_running_costs": (),
    "unit_count": ("unit_kind",),
}


def figures(
    fen: Sequence[int],
    *,
    year: int = 2024,
    kind: str = "participating",
    fiscal_only: bool = False,
) -> Figures:
    """Return figures of a department of two units in which every identity holds."""
    world = World(year, kind, fiscal_only, {}, [])
    for n, unit in enumerate(UNITS):
        _unit(world, unit, iter(fen[n * NEEDED :]))
    return Figures(FactSet(DEPARTMENT, world.views.values(), world.facts))


def _unit(world: World, unit: Entity, fen: Iterator[int]) -> None:
    def draw() -> Decimal:
        return Decimal(next(fen)) / 100

    balance: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    spent = [(row, draw()) for row in FISCAL]
    for row, amount in spent:
        world.add(unit, "expenditure", row, amount)
        received, before = draw(), draw()
        at = row["budget"], row["function"]
        world.add(unit, "revenue", {"source": at[0], "function": at[1]}, received)
        world.add(unit, "carry_in", {"budget": at[0], "function": at[1]}, before)
        balance[at] += received + before - amount
    for (budget, function), left in balance.items():
        world.add(unit, "carry_out", {"budget": budget, "function": function}, left)
    _other_money(world, unit, [Decimal(0) if world.fiscal_only else draw() for _ in range(14)])
    _three_public(world, unit, spent, [draw() for _ in PUBLIC])
    public_use = [a for r, a in spent if r["budget"] == "general" and r["nature"] == "basic"
                  and r["economic"][:3] not in ("301", "303")]  # fmt: skip
    agency = world.kind in ("agency", "participating")
    costs = sum(public_use, Decimal(0)) if agency else Decimal(0)
    world.add(unit, "agency_running_costs", {}, costs)
    world.add(unit, "unit_count", {"unit_kind": world.kind}, Decimal(1))


def _other_money(world: World, unit: Entity, amounts: list[Decimal]) -> None:
    draw = iter(amounts)
    left = Decimal(0)
    for row in OTHER:
        amount = next(draw)
        world.add(unit, "expenditure", row, amount)
        left -= amount
    for source in SOURCES:
        amount = next(draw)
        world.add(unit, "revenue", {"source": source, "function": "2011301"}, amount)
        left += amount
    before, used, given = next(draw), next(draw), next(draw)
    world.add(unit, "surplus_used", {}, used)
    world.add(unit, "surplus_distributed", {}, given)
    own = {"budget": "non_fiscal", "function": "2011301"}
    world.add(unit, "carry_in", own, before)
    world.add(unit, "carry_out", own, left + before + used - given)


def _three_public(
    world: World, unit: Entity, spent: list[tuple[Dims, Decimal]], slack: list[Decimal]
) -> None:
    for (item, codes), more in zip(PUBLIC.items(), slack, strict=True):
        for budget in ("general", "fund"):
            amounts = [a for r, a in spent if r["budget"] == budget and r["economic"] in codes]
            actual = sum(amounts, Decimal(0))
            dims = {"budget": budget, "item": item}
            world.add(unit, "three_public", dims, actual)
            for stage in (Stage.INITIAL, Stage.ADJUSTED):
                world.add(unit, "three_public", dims, actual + more, stage)


def fixed() -> list[int]:
    """Return amounts that are all different, with fen, so that no slip hides behind another."""
    return [1_234_567 + 7_919 * n * n for n in range(2 * NEEDED)]
