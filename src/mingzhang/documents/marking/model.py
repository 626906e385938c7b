"""What a copy of a file is marked with, and what comes of it.

Nothing here knows what a note is about: it has places in the text as read, words and a tone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from mingzhang.docmodel.source import SourceDocument, Span

AUTHOR = "明账"
INITIALS = "明"


class Tone(Enum):
    """How grave a note is; it chooses the colour."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


#: Red, green and blue of the ground under marked words, as on the page of results.
COLOURS: Mapping[Tone, tuple[int, int, int]] = MappingProxyType(
    {
        Tone.ERROR: (0xFA, 0xC8, 0xC2),
        Tone.WARNING: (0xFF, 0xE1, 0xA6),
        Tone.HINT: (0xCF, 0xE2, 0xFA),
    }
)


@dataclass(frozen=True, slots=True)
class Note:
    """A note at a place of a document.

    `spans` are the pieces of its text that are marked; none, where the note is about the whole.
    `text` has one line to a paragraph, the first being the title. `where` tells the place in words,
    for a format that cannot hold the note just there.
    """

    spans: tuple[Span, ...]
    text: str
    tone: Tone
    where: str = ""


@dataclass(frozen=True, slots=True)
class MarkedCopy:
    """A marked copy: its bytes, how many notes stand exactly where they are meant, how many not.

    `remarks` are what its owner must know of it (a signature that a copy cannot keep).
    """

    data: bytes
    placed: int
    elsewhere: int = 0
    remarks: tuple[str, ...] = ()


class Unmarkable(ValueError):
    """A file that no marked copy can be made of; the message says why and what helps instead."""


Marker = Callable[[bytes, SourceDocument, Sequence[Note]], MarkedCopy]
"""Makes a marked copy of a file from its bytes, the document read from them, and the notes."""


def hex_colour(tone: Tone) -> str:
    """Return the colour of a tone as six hexadecimal digits."""
    return "".join(f"{part:02X}" for part in COLOURS[tone])
