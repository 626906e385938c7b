"""A document that slips are planted in, and what becomes of it when one is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from mingzhang.docmodel.source import (
    Flow,
    SourceBlock,
    SourceDocument,
    SourceParagraph,
    Span,
    Unread,
)
from mingzhang.documents.readers.typed.text import read_text
from tools.accuracy.slips import Edits
from tools.accuracy.targets import Target
from tools.accuracy.ties import Tie


@dataclass(frozen=True)
class Case:
    """A document with all that can be changed in it, and which figures determine each other.

    `fixed` names targets that are known to be determined although no equation says so (the year of
    a comparison, a word of direction with its rate). `unread` counts figures of our own reports
    that the format does not hold as text. `data` is the file, where it is a PDF.
    """

    name: str
    document: SourceDocument
    targets: tuple[Target, ...]
    ties: tuple[Tie, ...] = ()
    fixed: frozenset[int] = frozenset()
    reread: bool = True
    unread: int = 0
    data: bytes = b""

    def changed(self, edits: Edits) -> SourceDocument:
        """Return the document with edits made, read again where the format has no structure."""
        if self.reread:
            return read_text(edits.apply(self.document.text).encode(), self.name)
        return spliced(self.document, edits)

    @cached_property
    def ties_of(self) -> Mapping[int, Sequence[Tie]]:
        """Return the ties of each target."""
        found: dict[int, list[Tie]] = defaultdict(list)
        for tie in self.ties:
            for number in sorted({n for members in tie.targets.values() for n in members}):
                found[number].append(tie)
        return found

    def independent(self, number: int) -> bool:
        """Tell whether a target is known to be determined by others of the document."""
        return number in self.fixed or number in self.ties_of

    def partners(self, number: int) -> set[int]:
        """Return the targets that a target is tied to."""
        ties = self.ties_of.get(number, ())
        return {n for tie in ties for members in tie.targets.values() for n in members} - {number}


def spliced(document: SourceDocument, edits: Edits) -> SourceDocument:
    """Return a document with figures or words replaced in its text; its structure stays."""

    def flow(old: Flow) -> Flow:
        return Flow(tuple(Span(edits.place(p.start), edits.place(p.end)) for p in old.pieces))

    blocks: list[SourceBlock] = []
    for block in document.blocks:
        if isinstance(block, SourceParagraph):
            blocks.append(replace(block, flow=flow(block.flow)))
        else:
            cells = tuple(replace(cell, flow=flow(cell.flow)) for cell in block.cells)
            blocks.append(replace(block, cells=cells))
    unread = tuple(
        Unread(each.reason, None if each.at is None else edits.place(each.at))
        for each in document.unread
    )
    return replace(
        document,
        text=edits.apply(document.text),
        blocks=tuple(blocks),
        pages=tuple(edits.place(page) for page in document.pages),
        unread=unread,
    )
