"""One page of a PDF in numbers: what a person sees of it, upright.

Text that nobody sees is left out: beyond the edge of the page or of the bounds that it is drawn in
(a page may hold the text of the next one), drawn invisibly, below a filled area that was painted
later (so a figure that somebody painted over), a second copy a hair aside (so writers make a fake
bold), aslant (a watermark). Text that is drawn invisibly over a picture as large as half the page,
or below it, was recognised in a scan: it is kept, and `recognised` tells. A picture hides nothing,
as most are transparent where they meet text: seals and signatures.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from unicodedata import normalize

import pypdfium2_raw as pdfium

from mingzhang.documents.readers.limits import LIMITS, Limits
from mingzhang.documents.readers.pdf import native
from mingzhang.documents.readers.pdf.drawing import Drawing, drawing_of, hides
from mingzhang.documents.readers.pdf.model import Box, Char, Frame, PageContents

_BLANK = frozenset(
    chr(code)
    for code in (
        *range(0x21),
        *range(0x7F, 0xA1),
        0xAD,
        0x1680,
        *range(0x2000, 0x2010),
        *range(0x2028, 0x2030),
        *range(0x205F, 0x2065),
        0x3000,
        0xFEFF,
    )
) - {"\x02"}
#: Radicals that have the shape of a character, which Unicode does not name as such.
_RADICALS = (
    "⺠民⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞"
    "⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙"
)
#: A font has one glyph for several characters, and many files name the wrong one: a radical or a
#: compatibility form for the character itself. pdfium has signs of its own for a hyphen that ends
#: a line.
_MEANT = {
    **dict(zip(_RADICALS[::2], _RADICALS[1::2], strict=True)),
    **{
        char: meant
        for char in map(chr, (0x2E9F, 0x2EF3, *range(0x2F00, 0x2FD6), *range(0xF900, 0xFADA)))
        if len(meant := normalize("NFKC", char)) == 1
    },
    "\x02": "-",
    "\ufffe": "-",
}
_SAMPLED = 2  # characters; every so many are asked for what all share as a rule
_LEAN = 0.1  # radians by which a text may lean and still be a line of the page
_MOST_UNMAPPED = 0.2  # share of characters that the file does not name
_SCAN = 0.5  # share of the page that pictures cover
_INVISIBLE = (3, 7)  # text render modes
_HIDDEN = 0.7  # share of a character that must be covered
_SEEN = 0.5  # share of a character that must not be cut off
_TWICE = 2.0  # points; no two characters of a text are so near to each other
_MOST_LOOKS = 1_000_000  # at characters that may be covered
_MANY_CURVES = 200
_MOST_HEIGHTS = 5  # of characters on one page; blanks have none
_ASCENT = 0.86  # of an em square, above the base line
_TOO_MANY = "文字或图形太多"
_UNNAMED = "文字没有编码，认不出是什么字"
_OUTLINES = "文字已转为图形"


def frame_of(page: object) -> Frame:
    """Return how an open page of pdfium is shown."""
    corners = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, corners)
    quarters = max(pdfium.FPDFPage_GetRotation(page), 0)
    return Frame(corners.left, corners.bottom, corners.right, corners.top, quarters)


def contents_of(page: object, limits: Limits = LIMITS) -> PageContents:
    """Return what stands on an open page, a handle of `pypdfium2.raw`; never raises.

    A page turned on its side for a wide table is turned back, so that its text runs to the right.
    """
    text_page = pdfium.FPDFText_LoadPage(page)
    try:
        characters = native.Characters(text_page)
        frame = frame_of(page)
        aslant: Collection[int] = ()
        if 0 < characters.count <= limits.page_characters:
            quarters, aslant = _direction(characters, frame.quarters)
            frame = frame._replace(quarters=quarters)
        drawing = drawing_of(page, frame, limits)
        width, height = frame.size
        found = PageContents(
            width, height, [], drawing.horizontal, drawing.vertical, drawing.images, frame=frame
        )
        found.fault = _fault(characters, drawing, limits)
        if not found.fault:
            _fill(found, characters, drawing, aslant)
        return found
    finally:
        pdfium.FPDFText_ClosePage(text_page)


def _direction(characters: native.Characters, quarters: int) -> tuple[int, Collection[int]]:
    """Return by how many quarters to turn the page, and which characters are aslant even then."""
    if not any(characters.angles(_SAMPLED)):
        return 0, ()
    turns = [-angle / (math.pi / 2) for angle in characters.angles()]
    visible = [
        turn for turn, text in zip(turns, characters.texts, strict=True) if text not in _BLANK
    ]
    upright = [round(turn) % 4 for turn in visible if abs(turn - round(turn)) < _LEAN]
    most = max(range(4), key=upright.count) if upright else quarters
    return most, [n for n, turn in enumerate(turns) if abs(turn - round(turn)) >= _LEAN]


def _fault(characters: native.Characters, drawing: Drawing, limits: Limits) -> str:
    if characters.count > limits.page_characters or not drawing.whole:
        return _TOO_MANY
    texts = [text for text in characters.texts if text not in _BLANK]
    strange = [text for text in texts if text == native.UNKNOWN or "\ue000" <= text <= "\uf8ff"]
    if len(strange) > len(texts) * _MOST_UNMAPPED:
        return _UNNAMED
    if not texts and not drawing.images and drawing.curves >= _MANY_CURVES:
        return _OUTLINES
    return ""


def _fill(
    found: PageContents, characters: native.Characters, drawing: Drawing, aslant: Collection[int]
) -> None:
    """Put the visible characters on the page."""
    wanted = [n for n, text in enumerate(characters.texts) if text not in _BLANK]
    if aslant:
        wanted = sorted(set(wanted).difference(aslant))
    boxes = _boxes(characters, drawing.frame)
    width, height = found.width, found.height
    chars = []
    numbers = []
    for n in wanted:
        box = boxes[n]
        left, top, right, bottom = box
        # Also False for a place that is no number.
        on_page = 0 <= left + right <= 2 * width and 0 <= top + bottom <= 2 * height
        if on_page and top < bottom:
            text = characters.texts[n]
            chars.append(Char(_MEANT.get(text, text), box, bottom - top))
            numbers.append(n)
    dropped = _unseen(found, characters, drawing, numbers)
    dropped |= _cut_off(chars, numbers, characters, drawing)
    dropped |= _covered(chars, numbers, characters, drawing)
    if dropped:
        chars = [char for n, char in enumerate(chars) if n not in dropped]
    doubled = _doubled(chars)
    found.chars = [char for n, char in enumerate(chars) if n not in doubled] if doubled else chars


def _boxes(characters: native.Characters, frame: Frame) -> list[Box]:
    flat = characters.boxes()
    sides = (flat[0::4], flat[3::4], flat[2::4], flat[1::4])
    if frame.quarters:
        boxes = list(map(frame.box, zip(*sides, strict=True)))
    else:
        # What `frame.box` would do, for most pages, and a page of characters at once.
        left, top = frame.left, frame.top
        boxes = list(
            map(
                Box,
                [x - left for x in sides[0]],
                [top - y for y in sides[3]],
                [x - left for x in sides[2]],
                [top - y for y in sides[1]],
            )
        )
    return boxes if _are_loose(boxes) else _on_lines(characters, boxes, frame)


def _are_loose(boxes: Sequence[Box]) -> bool:
    """Tell whether boxes are as high as their fonts; where a font does not say, each is as its ink.

    A page has few fonts and sizes.
    """
    heights = {int(4 * (bottom - top)) for _, top, _, bottom in boxes}
    return len(heights) <= _MOST_HEIGHTS and 3 * len(heights) <= max(len(boxes), 9)


def _on_lines(characters: native.Characters, boxes: Sequence[Box], frame: Frame) -> list[Box]:
    """Return boxes with the height of an em square on the base line instead of their own."""
    return [
        Box(box.left, base - _ASCENT * size, box.right, base + (1 - _ASCENT) * size)
        for box, base, size in zip(
            boxes,
            [frame.box((x, y, x, y)).bottom for x, y in characters.origins()],
            characters.sizes(),
            strict=True,
        )
    ]


def _unseen(
    found: PageContents, characters: native.Characters, drawing: Drawing, numbers: Sequence[int]
) -> set[int]:
    """Return which characters are drawn invisibly; on a scan none is, and it is marked as one."""
    texts = list(drawing.texts)
    unseen = {
        text
        for text, mode in zip(texts, native.render_modes(texts), strict=True)
        if mode in _INVISIBLE
    }
    pictures = sum(
        (image.right - image.left) * (image.bottom - image.top) for image in drawing.images
    )
    if pictures >= _SCAN * found.width * found.height and texts:
        below = drawing.last_image > max(drawing.texts.values())
        found.recognised = below or len(unseen) > len(texts) / 2
    if not unseen or found.recognised:
        return set()
    drawn_by = characters.objects(numbers)
    return {n for n, text in enumerate(drawn_by) if text in unseen}


def _cut_off(
    chars: Sequence[Char],
    numbers: Sequence[int],
    characters: native.Characters,
    drawing: Drawing,
) -> set[int]:
    """Return which characters are mostly cut off by the bounds that text is drawn in."""
    bounds = set(drawing.clips.values())
    if not chars or all(_cuts_none(area, chars) for area in bounds):
        return set()
    cut = [
        (n, text, chars[n].box, drawing.clips[text])
        for n, text in enumerate(characters.objects(numbers))
        if text in drawing.clips
    ]
    # A cell cuts off words that are too long for it, which are read whole; a page cuts off rows
    # that are the next one's.
    shown = {text for _, text, box, area in cut if box.left < area.right and area.left < box.right}
    return {n for n, text, box, area in cut if text not in shown or not _is_level(box, area)}


def _cuts_none(area: Box, chars: Sequence[Char]) -> bool:
    """Tell whether an area holds all characters of a page."""
    boxes = [char.box for char in chars]
    return (
        area.left <= min(box.left for box in boxes)
        and area.top <= min(box.top for box in boxes)
        and area.right >= max(box.right for box in boxes)
        and area.bottom >= max(box.bottom for box in boxes)
    )


def _is_level(box: Box, area: Box) -> bool:
    high = min(box.bottom, area.bottom) - max(box.top, area.top)
    return high >= _SEEN * (box.bottom - box.top)


def _covered(
    chars: Sequence[Char],
    numbers: Sequence[int],
    characters: native.Characters,
    drawing: Drawing,
) -> set[int]:
    """Return which characters lie below a filled area that was painted after them."""
    first = min(drawing.texts.values(), default=drawing.order)
    covers = [cover for cover in drawing.covers if cover.order > first]
    if not covers:
        return set()
    places = sorted(range(len(chars)), key=lambda n: chars[n].box.middle)
    heights = [chars[n].box.middle for n in places]
    hidden: set[int] = set()
    looked_at = 0
    for cover in covers:
        within = places[
            bisect_left(heights, cover.box.top) : bisect_right(heights, cover.box.bottom)
        ]
        looked_at += len(within)
        if looked_at > _MOST_LOOKS:
            break  # no page that people read is painted over so often
        within = [n for n in within if _share(chars[n].box, cover.box) >= _HIDDEN]
        drawn_by = characters.objects([numbers[n] for n in within])
        below = [
            n
            for n, text in zip(within, drawn_by, strict=True)
            if drawing.texts.get(text, drawing.order) < cover.order
        ]
        if below and hides(cover):
            hidden.update(below)
    return hidden


def _share(box: Box, area: Box) -> float:
    """Return how much of a box lies in an area, 0 to 1."""
    wide = min(box.right, area.right) - max(box.left, area.left)
    high = min(box.bottom, area.bottom) - max(box.top, area.top)
    whole = (box.right - box.left) * (box.bottom - box.top)
    return max(wide, 0.0) * max(high, 0.0) / whole if whole > 0 else 0.0


def _doubled(chars: Sequence[Char]) -> set[int]:
    """Return which characters were printed before at nearly the same place."""
    corners = [(char.text, char.box.left / _TWICE, char.box.top / _TWICE) for char in chars]
    if len({(text, int(x), int(y / 3)) for text, x, y in corners}) == len(corners):
        return set()  # a run of copies would meet one of its originals
    seen: dict[tuple[str, int, int], int] = {}
    doubled: set[int] = set()
    for n, (text, x, y) in enumerate(corners):
        around = ((text, int(x) + i, int(y) + j) for i in (-1, 0, 1) for j in (-1, 0, 1))
        if any(place in seen and _near(chars[seen[place]], chars[n]) for place in around):
            doubled.add(n)
        else:
            seen[text, int(x), int(y)] = n
    return doubled


def _near(one: Char, other: Char) -> bool:
    across, down = abs(one.box.left - other.box.left), abs(one.box.top - other.box.top)
    wide = min(one.box.right - one.box.left, other.box.right - other.box.left)
    return across < min(_TWICE, wide / 2) and down < min(_TWICE, one.size / 2)
