"""The documents that rules rest on, read from `data/documents.toml`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache

from mingzhang.kernel.basis import Basis
from mingzhang.rulebook.loading import read_records


class UnknownDocument(KeyError):
    """No legal document of this id is in the rulebook."""

    def __init__(self, document_id: str) -> None:
        self.document_id = document_id
        super().__init__(f"依据清单中没有“{document_id}”")


@dataclass(frozen=True, slots=True)
class LegalDocument:
    """A law, rule, standard or other ground.

    `number` is its 文号 ("" if it has none or none is sure), `date` the day it was issued or last
    amended (None unless sure), `certainty` (K-H, K-M, K-L) how sure number and title are.
    `kind` is law, regulation, rule, standard, forms, local, reasoning or house.
    """

    id: str
    title: str
    kind: str
    certainty: str
    number: str = ""
    issuer: str = ""
    date: dt.date | None = None
    replaced_by: str = ""
    note: str = ""

    @property
    def citation(self) -> str:
        """Return how a finding names it: 《title》（number）; what is no document bare."""
        if self.kind in ("reasoning", "house"):
            return self.title
        return f"《{self.title}》" + (f"（{self.number}）" if self.number else "")


@cache
def documents() -> dict[str, LegalDocument]:
    """Return every document by id, in the order of the file. Raises RulebookFault."""
    return read_records("documents.toml", LegalDocument)


def document(document_id: str) -> LegalDocument:
    """Return one document. Raises UnknownDocument."""
    try:
        return documents()[document_id]
    except KeyError:
        raise UnknownDocument(document_id) from None


def cite(basis: Basis) -> str:
    """Return the Chinese wording of a legal basis: document, article, 非官方 where it is not sure.

    A rule is no surer than its document. Raises UnknownDocument.
    """
    found = document(basis.document)
    official = basis.official and found.certainty == "K-H"
    return found.citation + basis.article + ("" if official else "（非官方）")
