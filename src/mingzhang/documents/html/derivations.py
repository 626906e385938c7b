"""The derivations of a page, each stored once, as compact JSON for its script."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from mingzhang.docmodel.model import Derivation, Operand

MAX_OPERANDS = 50


class DerivationTable:
    """The derivations that a page needs, numbered in the order in which a reader meets them.

    Those of the figures come first, then those that can be reached from them through operands,
    level by level. A key without a derivation has no number.
    """

    def __init__(self, keys: Iterable[str], derivations: Mapping[str, Derivation]) -> None:
        self._entries: list[Derivation] = []
        self._numbers: dict[str, int] = {}
        waiting = list(keys)
        while waiting:
            reached: list[str] = []
            for key in waiting:
                if key in derivations and key not in self._numbers:
                    self._numbers[key] = len(self._entries)
                    self._entries.append(derivations[key])
                    reached += [operand.key for operand in _shown(derivations[key])]
            waiting = reached

    def number(self, key: str) -> int | None:
        """Return the number under which the page stores `key`, None when it has no derivation."""
        return self._numbers.get(key)

    def to_json(self) -> str:
        """Return the table as JSON that may stand inside a script element.

        `s`: all strings, the most used first. `o`: the distinct operands as [label, value,
        source, number of the operand's own derivation or -1]. `d`: the derivations as [label,
        exact, formula, provenance, basis, count of operands, operands]. Strings and operands
        are given by their place in `s` and `o`.
        """
        uses = Counter(text for entry in self._entries for text in _strings(entry))
        # Equal counts keep the order of first use, so the same document gives the same table.
        texts = {text: place for place, (text, _) in enumerate(uses.most_common())}
        operands: dict[tuple[int, ...], int] = {}
        rows = [self._row(entry, texts, operands) for entry in self._entries]
        data = {"s": list(texts), "o": list(operands), "d": rows}
        return _safe(json.dumps(data, ensure_ascii=False, separators=(",", ":")))

    def _row(
        self, entry: Derivation, texts: dict[str, int], operands: dict[tuple[int, ...], int]
    ) -> list[int | list[int]]:
        places: list[int] = []
        for operand in _shown(entry):
            head = (texts[operand.label], texts[operand.value], texts[operand.source])
            row = (*head, self._numbers.get(operand.key, -1))
            places.append(operands.setdefault(row, len(operands)))
        return [*(texts[text] for text in _own(entry)), entry.operand_count, places]


def _shown(entry: Derivation) -> tuple[Operand, ...]:
    """Return the operands that the page lists; of a longer sum the last line adds up the rest."""
    if len(entry.operands) <= MAX_OPERANDS:
        return entry.operands
    first = entry.operands[: MAX_OPERANDS - 1]
    amounts = [operand.amount for operand in first if operand.amount is not None]
    if entry.value is None or len(amounts) < len(first):
        return entry.operands[:MAX_OPERANDS]
    rest = entry.value - sum(amounts, Decimal(0))
    label = f"其余{entry.operand_count - len(first)}行合计"
    return (*first, Operand(label, f"{rest:f}{entry.unit}", "", amount=rest, unit=entry.unit))


def _own(entry: Derivation) -> tuple[str, ...]:
    return (entry.label, entry.exact, entry.formula, entry.provenance, entry.basis)


def _strings(entry: Derivation) -> Iterator[str]:
    yield from _own(entry)
    for operand in _shown(entry):
        yield from (operand.label, operand.value, operand.source)


def _safe(text: str) -> str:
    """Escape what could end a script element or a script comment (</script>, <!--, U+2028)."""
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text
