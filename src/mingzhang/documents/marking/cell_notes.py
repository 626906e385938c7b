"""The notes of one worksheet: the part that holds their words and the one that draws their boxes.

These are the notes that every program shows (ECMA-376, part 1, 18.7; their boxes are VML). A note
of somebody at the same cell keeps its words, ours follow.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil

from lxml import etree

from mingzhang.documents.marking.model import AUTHOR, Tone, hex_colour
from mingzhang.documents.marking.package import OfficePackage
from mingzhang.documents.readers.word.package import attribute, child, local
from mingzhang.kernel.regex import lazy_regex

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
# What follows the reference to the boxes in a worksheet (18.3.1.99); extensions stand in a shell.
_AFTER = frozenset(
    ["legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
     "tableParts", "extLst", "AlternateContent"]
)  # fmt: skip
_SPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_VML = (
    f'<xml {_SPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{{0}}"/>'
    "</o:shapelayout></xml>"
)
_TYPE_ID = b'id="_x0000_t202"'
_TYPE = (
    f'<v:shapetype {_SPACES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = lazy_regex(rb"_x0000_s([0-9]{1,9})")
_SHAPES = 1024  # numbers of shapes that a drawing has
_END = b"</xml>"
_WIDTH = 320  # of a box, in pixels
_LINE = 17  # pixels of height
_LETTERS = 25  # Chinese characters in a line
_MARGIN = 12
_MOST_LINES = 40
_MOST_CROSSED = 60  # columns or rows that a box lies over
_COLUMN, _ROW = 64, 20  # pixels of a column and a row that say nothing of their size
_DIGIT, _POINT = 7, 4 / 3  # pixels


@dataclass(frozen=True, slots=True)
class CellNote:
    """A note at a cell; row and column count from 0."""

    row: int
    column: int
    text: str
    tone: Tone

    @property
    def cell(self) -> str:
        """Return the cell as spreadsheets name it (C5)."""
        name, rest = "", self.column + 1
        while rest:
            rest, letter = divmod(rest - 1, 26)
            name = chr(ord("A") + letter) + name
        return f"{name}{self.row + 1}"


def write_notes(package: OfficePackage, sheet: str, notes: Sequence[CellNote]) -> None:
    """Add notes to a worksheet, one a cell at most."""
    added = _write_words(package, sheet, notes)
    if added:
        _write_boxes(package, sheet, added)


def _write_words(package: OfficePackage, sheet: str, notes: Sequence[CellNote]) -> list[CellNote]:
    """Write the words; return the notes at cells that had none, which need a box."""
    part = package.related(sheet, "comments")
    if part is None or not package.has(part):
        part = package.unused("xl/comments{}.xml")
        package.relate(sheet, "comments", part)
        package.declare(part, _COMMENTS_TYPE)
        root = etree.fromstring(f'<comments xmlns="{_MAIN}"><authors/><commentList/></comments>')
    else:
        root = package.xml(part)
    space = str(root.tag).rpartition("}")[0] + "}"
    authors, listed = root.find(f"{space}authors"), root.find(f"{space}commentList")
    if authors is None or listed is None:
        return []
    known = {each.get("ref"): each for each in listed}
    etree.SubElement(authors, f"{space}author").text = AUTHOR
    added = []
    for note in notes:
        old = known.get(note.cell)
        if old is None:
            added.append(note)
            comment = etree.SubElement(listed, f"{space}comment")
            comment.set("ref", note.cell)
            comment.set("authorId", str(len(authors) - 1))
            words = etree.SubElement(comment, f"{space}text")
        else:
            found = child(old, "text")
            words = etree.SubElement(old, f"{space}text") if found is None else found
        _say(words, space, note.text if old is None else f"\n\n【{AUTHOR}】\n{note.text}")
    package.write(part, root)
    return added


def _say(words: etree._Element, space: str, text: str) -> None:
    run = etree.SubElement(words, f"{space}r")
    look = etree.SubElement(run, f"{space}rPr")
    etree.SubElement(look, f"{space}sz").set("val", "9")
    etree.SubElement(look, f"{space}rFont").set("val", "宋体")
    said = etree.SubElement(run, f"{space}t")
    said.text = text
    said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _write_boxes(package: OfficePackage, sheet: str, notes: Sequence[CellNote]) -> None:
    """Draw a box for each note in the sheet's drawing of boxes, a new one where it has none."""
    root = package.xml(sheet)
    part = _drawing_of(package, sheet, root)
    drawing = package.read(part)
    taken = [int(number) for number in _SHAPE.findall(drawing)]
    first = max(taken, default=_SHAPES * _number_of(part)) + 1
    paper = _Paper(root)
    boxes = [_box(note, first + place, paper) for place, note in enumerate(notes)]
    if _TYPE_ID not in drawing:
        boxes.insert(0, _TYPE)
    before, end, after = drawing.rpartition(_END)
    package.write(part, before + "".join(boxes).encode() + end + after)


def _drawing_of(package: OfficePackage, sheet: str, root: etree._Element) -> str:
    """Return the part with the boxes of a sheet, made and referred to where there is none."""
    reference = child(root, "legacyDrawing")
    if reference is not None:
        _, known = package.relation(sheet, attribute(reference, "id") or "")
        if package.has(known) and _END in package.read(known):
            return known
    part = package.unused("xl/drawings/vmlDrawing{}.vml")
    rid = package.relate(sheet, "vmlDrawing", part)
    package.declare_suffix("vml", _DRAWING_TYPE)
    package.write(part, _VML.format(_number_of(part)).encode())
    if reference is None:
        reference = root.makeelement(str(root.tag).rpartition("}")[0] + "}legacyDrawing")
        after = next((each for each in root if local(each) in _AFTER), None)
        if after is None:
            root.append(reference)
        else:
            after.addprevious(reference)
    reference.set(f"{{{package.office}}}id", rid)
    package.write(sheet, root)
    return part


def _number_of(part: str) -> int:
    return int("".join(filter(str.isdecimal, part)) or 1)


class _Paper:
    """How wide columns and how high rows of a sheet are, in pixels."""

    def __init__(self, root: etree._Element) -> None:
        self._columns: list[tuple[int, int, int]] = []
        for each in root.iterfind("{*}cols/{*}col"):
            width = round(float(each.get("width") or 0) * _DIGIT)
            hidden = each.get("hidden") in ("1", "true")
            reach = int(each.get("min") or 1) - 1, int(each.get("max") or 1) - 1
            self._columns.append((*reach, 0 if hidden else width or _COLUMN))
        self._rows = {
            int(each.get("r") or 1) - 1: round(float(each.get("ht") or 0) * _POINT)
            for each in root.iterfind("{*}sheetData/{*}row[@ht]")
        }

    def column(self, number: int) -> int:
        """Return the width of a column."""
        own = (width for first, last, width in self._columns if first <= number <= last)
        return next(own, _COLUMN)

    def row(self, number: int) -> int:
        """Return the height of a row."""
        return self._rows.get(number, _ROW)


def _reached(size: Callable[[int], int], first: int, length: int) -> tuple[int, int]:
    """Return the column or row where a length from the start of `first` ends, and how far in."""
    at = first
    for at in range(first, first + _MOST_CROSSED):
        if length <= size(at):
            break
        length -= size(at)
    return at, min(length, size(at))


def _box(note: CellNote, number: int, paper: _Paper) -> str:
    """Return the box of a note, as large as its words, hidden until somebody points at the cell."""
    lines = sum(ceil(len(line) / _LETTERS) or 1 for line in note.text.split("\n"))
    height = min(lines, _MOST_LINES) * _LINE + _MARGIN
    top = max(note.row - 1, 0)
    right, right_offset = _reached(paper.column, note.column + 1, _WIDTH)
    bottom, bottom_offset = _reached(paper.row, top, height)
    anchor = (note.column + 1, _MARGIN, top, 4, right, right_offset, bottom, bottom_offset)
    colour = f"#{hex_colour(note.tone).lower()}"
    return (
        f'<v:shape {_SPACES} id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;'
        f'width:{_WIDTH}px;height:{height}px;z-index:1;visibility:hidden" fillcolor="{colour}" '
        f'o:insetmode="auto"><v:fill color2="{colour}"/><v:shadow color="black" obscured="t"/>'
        '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto">'
        '<div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note">'
        f"<x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{', '.join(map(str, anchor))}</x:Anchor>"
        f"<x:AutoFill>False</x:AutoFill><x:Row>{note.row}</x:Row><x:Column>{note.column}</x:Column>"
        "</x:ClientData></v:shape>"
    )
