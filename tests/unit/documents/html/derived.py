"""Reports with derivations, for the tests of the writers that show them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from mingzhang.docmodel.model import (
    Align,
    Cell,
    Derivation,
    Document,
    Number,
    Operand,
    Table,
    Text,
    numbers,
)


def derive(document: Document) -> Document:
    """Give each figure of `document` a derivation; each leans on the figure before it."""
    derivations: dict[str, Derivation] = {}
    before = ""
    for number in numbers(document):
        operands = (
            Operand("前一项", "1.00元", "收入表 第3行「金额」", before),
            Operand("本行", f"{number.value}{number.unit}", "收入表 第4行「金额」"),
        )
        derivations[number.key] = Derivation(
            number.key, f"{number.key}的名称", "1.00元", "甲 + 乙", operands, 2, "由各行计算"
        )
        before = number.key
    return replace(document, derivations=derivations)


def large_document(figures: int, operands: int) -> Document:
    """Give one table of `figures` figures, each with its own derivation of `operands` rows.

    Half of the operands are rows of the figure's own, half are the figures of its line.
    """
    columns = 10
    rows: list[tuple[Cell, ...]] = []
    derivations: dict[str, Derivation] = {}
    for line in range(figures // columns):
        cells = [Cell((Text(f"其他对外交流与合作服务保障支出{line}"),))]
        for column in range(columns):
            place = line * columns + column
            key = f"expenditure.item|dept-{line}|2023|actual|economic=302{column:02d}"
            value = Decimal(place * 137 + 11) / 100
            cells.append(Cell((Number(f"{value:,}", value, "万元", 2, key),), Align.RIGHT))
            inputs = tuple(
                Operand(
                    f"支出明细 第{number}行" if number % 2 else f"分项{number}",
                    f"{(place if number % 2 else line) * 1000 + number:,}.00元",
                    f"2023年账簿 支出表 第{place * 5 + number}行「金额」" if number % 2 else "合计",
                )
                for number in range(operands)
            )
            derivations[key] = Derivation(
                key,
                f"2023年度决算数 其他对外交流与合作服务保障支出{line} 第{column}栏",
                f"{value * 10000:,}元",
                "各行金额之和",
                inputs,
                operands,
                "由账簿的行计算",
                "财库〔2023〕1号 第三条",
            )
        rows.append(tuple(cells))
    table = Table("T01", "大表", "万元", (30, *(10,) * columns), 0, tuple(rows))
    return Document("大报告", "示例局", "2024-08-20", (table,), derivations)
