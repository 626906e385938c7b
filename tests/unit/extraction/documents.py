"""Documents of a few lines for tests of extraction, read as the text reader reads them."""

from mingzhang.documents.readers.typed.text import read_text
from mingzhang.domain.checks.model import Observation, Relation
from mingzhang.extraction.passages import View
from mingzhang.extraction.view import build


def view_of(*paragraphs: str) -> View:
    """Return the view of paragraphs that stand one under the other."""
    return build(read_text("\n\n".join(paragraphs).encode("utf-8"), "试验.txt"))


def said(observation: Observation) -> str:
    """Return a figure as printed, with its unit."""
    return f"{observation.value}{observation.unit}"


def sums(relations: list[Relation]) -> list[tuple[str, tuple[str, ...]]]:
    """Return relations as the figures that they tie: the stated one and its operands."""
    return [
        (
            said(r.stated) if isinstance(r.stated, Observation) else str(r.stated),
            tuple(said(o) if isinstance(o, Observation) else str(o) for o in r.operands),
        )
        for r in relations
    ]
