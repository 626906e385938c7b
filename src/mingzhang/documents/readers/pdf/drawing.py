"""What is drawn on a page besides text: straight lines, pictures, areas that hide what is below."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import pypdfium2_raw as pdfium

from mingzhang.documents.readers.limits import Limits
from mingzhang.documents.readers.pdf import native
from mingzhang.documents.readers.pdf.model import Box, Corners, Frame, Rule

Matrix = tuple[float, float, float, float, float, float]

_AS_IT_IS: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_THIN = 3.0  # points; a bar that is thicker is an area
_LONG = 1.5  # times as long as thick, else a dot or the joint of two lines
_SHORTEST = 4.0  # points; a shorter line parts nothing
_STRAIGHT = 0.5  # points by which a line that is drawn straight may lean
_SAME = 1.0  # points between pieces of one line, side by side
_APART = 1.5  # points between pieces of one line, end to end
_PLAIN = 5  # segments of a rectangle
_CLOSELY = 2000  # segments; a path of more is a picture, no table
_OPAQUE = 255


@dataclass(frozen=True, slots=True)
class Cover:
    """A filled rectangle that may hide what was painted before it."""

    order: int
    box: Box
    path: native.Address


@dataclass(slots=True)
class Drawing:
    """What a page draws, in upright coordinates; `texts` are text objects and when they come,
    `clips` what of the page they may cover.

    `curves` counts shapes that are no rectangles. `whole` is False where a limit cut it; `room` is
    how many objects it still takes, `order` counts those that came.
    """

    frame: Frame
    horizontal: list[Rule] = field(default_factory=list)
    vertical: list[Rule] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)
    covers: list[Cover] = field(default_factory=list)
    texts: dict[native.Address, int] = field(default_factory=dict)
    clips: dict[native.Address, Box] = field(default_factory=dict)
    curves: int = 0
    whole: bool = True
    room: int = 0
    order: int = 0
    last_image: int = 0

    def line(self, box: Box) -> None:
        """Note a bar as a line if it is long enough for one."""
        wide, high = box.right - box.left, box.bottom - box.top
        if wide >= high and wide > _LONG * high:
            self.horizontal.append(Rule(box.middle, box.left, box.right))
        elif high > _LONG * wide:
            self.vertical.append(Rule(box.centre, box.top, box.bottom))


def drawing_of(page: object, frame: Frame, limits: Limits) -> Drawing:
    """Return what is drawn on an open page of pdfium, forms taken apart."""
    found = Drawing(frame, room=limits.drawn)
    _walk(found, native.page_objects(page), _AS_IT_IS, limits.nested)
    found.horizontal = merged(found.horizontal)
    found.vertical = merged(found.vertical)
    return found


def merged(rules: Sequence[Rule]) -> list[Rule]:
    """Return the lines that pieces make, in order of place and start; without very short ones."""
    rows: list[list[Rule]] = []
    for rule in sorted(rules):
        if not rows or rule.at - rows[-1][0].at > _SAME:
            rows.append([])
        rows[-1].append(rule)
    found: list[Rule] = []
    for row in rows:
        at, start, end = row[0].at, 0.0, float("-inf")
        for piece in sorted(row, key=lambda each: each.start):
            if piece.start - end > _APART:
                if end - start >= _SHORTEST:
                    found.append(Rule(at, start, end))
                at, start, end = piece
            else:
                end = max(end, piece.end)
        if end - start >= _SHORTEST:
            found.append(Rule(at, start, end))
    return found


def _walk(found: Drawing, things: Sequence[native.Address], matrix: Matrix, depth: int) -> None:
    if len(things) > found.room:
        found.whole = False
        things = things[: found.room]
    found.room -= len(things)
    kinds = native.kinds(things)
    start = 0
    for place, kind in enumerate(kinds):
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            _sort(found, things[start:place], kinds[start:place], matrix)
            start = place + 1
            if depth:
                inner = _after(_matrix_of(things[place]), matrix)
                _walk(found, native.form_objects(things[place]), inner, depth - 1)
            else:
                found.whole = False
    _sort(found, things[start:], kinds[start:], matrix)


def _sort(
    found: Drawing, things: Sequence[native.Address], kinds: Sequence[int], matrix: Matrix
) -> None:
    """Note objects that are painted one after the other, none of them a form."""
    clips = _clips(found, things, matrix)
    orders = range(found.order, found.order + len(things))
    found.order += len(things)
    told = list(zip(orders, things, kinds, clips, strict=True))
    texts = [each for each in told if each[2] == pdfium.FPDF_PAGEOBJ_TEXT]
    found.texts.update((thing, order) for order, thing, _, _ in texts)
    found.clips.update((thing, clip) for _, thing, _, clip in texts if clip is not None)
    if len(texts) == len(told):
        return
    images = [each for each in told if each[2] == pdfium.FPDF_PAGEOBJ_IMAGE]
    bounds = native.bounds([thing for _, thing, _, _ in images])
    for (order, _, _, clip), corners in zip(images, bounds, strict=True):
        found.images.append(_shared(_placed(found, corners, matrix), clip))
        found.last_image = order
    paths = [
        (order, thing, clip)
        for order, thing, kind, clip in told
        if kind == pdfium.FPDF_PAGEOBJ_PATH
    ]
    _paths(found, paths, matrix)


def _clips(found: Drawing, things: Sequence[native.Address], matrix: Matrix) -> list[Box | None]:
    """Return for each object what can be seen of it at most; None where that is the whole page."""
    known: dict[tuple[int, native.Address | None], Box | None] = {(0, None): None}
    page = Box(0.0, 0.0, *found.frame.size)
    clips = []
    for thing, key in zip(things, native.clips(things), strict=True):
        if key not in known:
            box = page
            for path in native.clip_paths(thing, key[0]):
                points = [_moved(matrix, x, y) for _, _, x, y in path]
                if points:
                    box = _shared(box, found.frame.box(_around(points)))
            known[key] = None if _within(page, box) else box
        clips.append(known[key])
    return clips


def _paths(
    found: Drawing, paths: Sequence[tuple[int, native.Address, Box | None]], matrix: Matrix
) -> None:
    """Sort the paths of a page or form into lines, areas and shapes."""
    things = [thing for _, thing, _ in paths]
    told = zip(
        paths,
        native.bounds(things),
        native.draw_modes(things),
        native.segment_counts(things),
        strict=True,
    )
    for (order, thing, clip), bounds, (fill, outline), count in told:
        if not fill and not outline:
            continue
        whole = _placed(found, bounds, matrix)
        box = _shared(whole, clip)
        if min(whole.right - whole.left, whole.bottom - whole.top) < _THIN:
            found.line(_shared(_stroke(whole), clip) if outline else box)
        elif count > _CLOSELY:
            found.curves += 1
        elif outline or count > _PLAIN:
            path = Cover(order, box, thing)
            _shapes(found, path, _after(_matrix_of(thing), matrix), count, outline=bool(outline))
        else:
            found.covers.append(Cover(order, box, thing))


def _stroke(bounds: Box) -> Box:
    """Return a stroke without what its bounds reach beyond its ends: half of their own height."""
    left, top, right, bottom = bounds
    if right - left > bottom - top:
        over = (bottom - top) / 2
        return Box(left + over, top, right - over, bottom)
    over = (right - left) / 2
    return Box(left, top + over, right, bottom - over)


def _shapes(found: Drawing, path: Cover, matrix: Matrix, count: int, *, outline: bool) -> None:
    """Sort the figures of a path: an outline's sides are lines, a filled one is a bar or area."""
    for figure in _figures(native.segments(path.path, count)):
        if figure is None:
            found.curves += 1
            continue
        points = [_moved(matrix, x, y) for x, y in figure]
        sides = [_placed(found, _around(pair)) for pair in pairwise(points)]
        straight = [
            side
            for side in sides
            if min(side.right - side.left, side.bottom - side.top) < _STRAIGHT
        ]
        box = _shared(_placed(found, _around(points)), path.box)
        if outline:
            for side in straight:
                found.line(_shared(side, path.box))
        elif min(box.right - box.left, box.bottom - box.top) < _THIN:
            found.line(box)
        elif len(straight) == len(sides) <= _PLAIN:
            found.covers.append(Cover(path.order, box, path.path))
        else:
            found.curves += 1


def _figures(
    segments: Sequence[native.Segment],
) -> Iterator[list[tuple[float, float]] | None]:
    """Yield the corners of each figure of a path; None for one with curves."""
    points: list[tuple[float, float]] = []
    curved = False
    for kind, closes, x, y in segments:
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield None if curved else points
            points, curved = [], False
        curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
        points.append((x, y))
        if closes and points[0] != (x, y):
            points.append(points[0])
    if len(points) > 1:
        yield None if curved else points


def hides(cover: Cover) -> bool:
    """Tell whether a filled rectangle hides what is below: it does not if it lets light through."""
    path = native.pointer(cover.path)
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    coloured = pdfium.FPDFPageObj_GetFillColor(path, red, green, blue, alpha)
    if not coloured or alpha.value != _OPAQUE or pdfium.FPDFPageObj_HasTransparency(path):
        return False
    count = native.segment_counts([cover.path])[0]
    return count > _PLAIN or _is_rectangle(native.segments(cover.path, count))


def _is_rectangle(segments: Sequence[native.Segment]) -> bool:
    corners = [(round(x, 1), round(y, 1)) for _, _, x, y in segments]
    if any(kind == pdfium.FPDF_SEGMENT_BEZIERTO for kind, *_ in segments):
        return False
    return len({x for x, _ in corners}) == 2 == len({y for _, y in corners})


def _within(box: Box, other: Box) -> bool:
    return (
        box.left >= other.left - _SAME
        and box.top >= other.top - _SAME
        and box.right <= other.right + _SAME
        and box.bottom <= other.bottom + _SAME
    )


def _shared(one: Box, other: Box | None) -> Box:
    if other is None:
        return one
    left, top = max(one.left, other.left), max(one.top, other.top)
    right, bottom = min(one.right, other.right), min(one.bottom, other.bottom)
    return Box(left, top, max(left, right), max(top, bottom))


def _around(points: Sequence[tuple[float, float]]) -> Corners:
    across, up = [x for x, _ in points], [y for _, y in points]
    return min(across), min(up), max(across), max(up)


def _placed(found: Drawing, bounds: Corners, matrix: Matrix = _AS_IT_IS) -> Box:
    if matrix != _AS_IT_IS:
        left, bottom, right, top = bounds
        corners = ((left, bottom), (left, top), (right, bottom), (right, top))
        bounds = _around([_moved(matrix, x, y) for x, y in corners])
    return found.frame.box(bounds)


def _moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _after(inner: Matrix, outer: Matrix) -> Matrix:
    """Return the matrix that does what `inner` does and then what `outer` does."""
    a, b = _moved((*outer[:4], 0.0, 0.0), inner[0], inner[1])
    c, d = _moved((*outer[:4], 0.0, 0.0), inner[2], inner[3])
    return (a, b, c, d, *_moved(outer, inner[4], inner[5]))


def _matrix_of(thing: native.Address) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(native.pointer(thing), matrix):
        return _AS_IT_IS
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
