"""The pdf writer: GB/T 9704 look, tagged, fonts embedded, the same bytes on every run."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import typst

from mingzhang.docmodel.model import Document
from mingzhang.documents.pdf.fonts import Fonts
from mingzhang.documents.pdf.markup import Markup
from mingzhang.documents.theme import Theme, load_theme

MISSING_SIGN = "〓"  # the printers' sign for a character that the fonts lack
ARCHIVAL: Literal["a-2a"] = (
    "a-2a"  # ISO 19005-2, level A: for archives, tagged, every character readable
)
# A heading bears its id behind "h-"; the title of a table is a heading too, and before it stands
# the table's own mark.
_PAGES = (
    "query(selector(heading).or(<start>)).map(it => ("
    "if it.func() == metadata { it.value } else { str(it.label).slice(2) }, it.location().page()))"
)
# The value that holds where the entry is absent (ISO 32000-1, table 321); readers built on poppler
# call it an error. Blanks of the same length leave every other byte where it is.
_SUSPECTS = b"/Marked true/Suspects false"
_MARKED = b"/Marked true".ljust(len(_SUSPECTS))


@dataclass(frozen=True, slots=True)
class PdfResult:
    """A PDF, and the page on which each heading and table starts, by `Heading.id` and `Table.id`.

    Pages count from 1 with the cover, as they are printed. `missing` are the characters that no
    embedded font has, in code order; 〓 is printed for them.
    """

    data: bytes
    heading_pages: dict[str, int]
    missing: tuple[str, ...]


class _Clear:
    """Replaces characters that a font lacks, and remembers them."""

    def __init__(self, fonts: Fonts) -> None:
        self._coverage = fonts.coverage()
        self._shown: dict[str, str] = {}
        self.missing: set[str] = set()

    def __call__(self, text: str) -> str:
        return "".join(map(self._shown_as, text))

    def _shown_as(self, char: str) -> str:
        if char not in self._shown:
            self._shown[char] = self._examine(char)
        return self._shown[char]

    def _examine(self, char: str) -> str:
        if char in "\t\n\r":
            return " "
        if unicodedata.category(char) == "Cf":
            return ""  # joiners and marks of direction print nothing where they have a glyph
        if all(face.has(char) for face in self._coverage):
            return char
        self.missing.add(char)
        return MISSING_SIGN


def write_pdf(document: Document, fonts: Fonts, theme: Theme | None = None) -> PdfResult:
    """Set the report as PDF.

    The text of the document is data to the template and never markup. The file's date is the
    document's own; it is then PDF/A-2a. An empty date gives a plain PDF without one. Raises
    ValueError when `document.date` is no ISO date, OSError when a font file went away after
    `find_fonts`.
    """
    clear = _Clear(fonts)
    content = Markup(theme or load_theme(), fonts, clear).document(document)
    text = json.dumps(content, ensure_ascii=False)
    with ExitStack() as stack:
        template = stack.enter_context(as_file(files(__package__).joinpath("page.typ")))
        folders = stack.enter_context(_font_folders(fonts))
        known = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=folders
        )
        compiler = typst.Compiler(template, font_paths=known, sys_inputs={"data": text})
        data = compiler.compile(
            format="pdf", timestamp=0, pdf_standards=ARCHIVAL if document.date else []
        )
        pages = json.loads(compiler.eval(_PAGES))
    if not isinstance(data, bytes):
        raise TypeError("typst gave no single file")
    return PdfResult(data.replace(_SUSPECTS, _MARKED, 1), dict(pages), tuple(sorted(clear.missing)))


@contextmanager
def _font_folders(fonts: Fonts) -> Iterator[list[str]]:
    """Give folders with the wanted files: typst reads every font that it finds in a folder.

    A folder of links keeps that to our files. Where links are not allowed (Windows without the
    right to make them) the folders of the files themselves serve, only slower.
    """
    paths = list(dict.fromkeys(face.path for face in fonts.faces))
    with TemporaryDirectory(prefix="mingzhang-fonts-") as folder:
        try:
            for number, path in enumerate(paths):
                (Path(folder) / f"{number}{path.suffix}").symlink_to(path.absolute())
        except OSError:
            yield list(dict.fromkeys(str(path.parent) for path in paths))
        else:
            yield [folder]
