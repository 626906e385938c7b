"""Long sums: the page lists at most so many operands, and what it lists adds up."""

import json
from decimal import Decimal

import pytest

from mingzhang.docmodel.model import Derivation, Operand
from mingzhang.documents.html.derivations import MAX_OPERANDS, DerivationTable


def _listed(count: int) -> list[tuple[str, str]]:
    operands = tuple(
        Operand(f"项{n}", "1.25元", "行", amount=Decimal("1.25"), unit="元") for n in range(count)
    )
    total = count * Decimal("1.25")
    entry = Derivation(
        "k", "题", f"{total}元", "各行相加", operands, count, "原始", value=total, unit="元"
    )
    data = json.loads(DerivationTable(["k"], {"k": entry}).to_json())
    rows = [data["o"][place] for place in data["d"][0][6]]
    return [(data["s"][row[0]], data["s"][row[1]]) for row in rows]


@pytest.mark.parametrize("count", [1, MAX_OPERANDS, MAX_OPERANDS + 1, 120])
def test_what_is_listed_adds_up(count: int) -> None:
    listed = _listed(count)
    assert len(listed) == min(count, MAX_OPERANDS)
    assert sum(Decimal(value.removesuffix("元")) for _, value in listed) == count * Decimal("1.25")


def test_the_last_line_says_how_many_it_adds_up() -> None:
    assert _listed(120)[-1] == ("其余71行合计", "88.75元")
    assert _listed(MAX_OPERANDS)[-1] == (f"项{MAX_OPERANDS - 1}", "1.25元")
