"""A legal reference as a value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Basis:
    """What a rule rests on: a document's id in `rulebook/documents.toml`, an article, a tag.

    `certainty` is K-H (sure), K-M or K-L. What is not K-H is shown as 非官方 and is never the
    basis of an error.
    """

    document: str
    article: str = ""
    certainty: str = "K-H"

    @property
    def official(self) -> bool:
        """Tell whether the rule may be the basis of an error."""
        return self.certainty == "K-H"
