"""What the words around a table say of all of it: its title, its unit, its year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.domain.checks.model import Kind
from mingzhang.extraction.tables.figures import measured_in
from mingzhang.extraction.tables.grid import Grid, Line, boxes_of
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.units import any_of, units


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that words give to all figures under them."""

    word: str
    kind: Kind
    scale: Decimal


_SAID = lazy_regex(
    rf"单位[:：]?(?:人民币)?(?P<unit>{any_of(units().money)}|%|{any_of(units().count)}|"
    rf"{any_of(units().measure)})(?![一-鿿])"
)
_ALONE = lazy_regex(rf"（?(?:人民币)?(?P<unit>{any_of(units().money)})）?")
_OFFICE = lazy_regex(
    r"(?:编制|填报|编报|填表|公开|报送)?(?:单位|部门|机关)(?:名称)?(?:（[^）]*）)?[:：].*|日期[:：].*"
)
_BESIDE = lazy_regex(r"(?<=表)(?:编制|填报)?(?:单位|部门)[:：].*$")
_MARK = lazy_regex(
    r"(?:(?:财决|部门)?公开(?:表)?[ ]?[0-9]{1,2}(?:-[0-9]{1,2})?(?:表)?|财决[0-9-]{1,8}表?|"
    r"(?:附|续)?表[ ]?[0-9一二三四五六七八九十]{1,3}(?:-[0-9]{1,2})?(?=[:： 、]|$)|"
    r"附件?[0-9一二三四五六七八九十]{0,2}[:：、.]?|预算[0-9]{1,2}表)[ :：]*"
)
_PAGE = lazy_regex(r"[-—–·第 ]*[0-9]{1,3}[-—–· 页/共0-9]*|续表?(?:[0-9（）]*)")
_CONTINUED = lazy_regex(r"（?(?:接上表|续表?[ ]?[0-9一二三四五六七八九十]{0,2})）?")
_TITLE = lazy_regex(r"表|图|情况|明细|清单|汇总|预算|决算|自评")
_YEAR = lazy_regex(r"(20[0-9]{2})年")


def unit_in(text: str) -> Unit | None:
    """Return the unit that a caption gives (单位：万元), None when it gives none."""
    plain = text.replace(" ", "")
    found = _SAID.search(plain) or _ALONE.fullmatch(plain)
    return named(found["unit"]) if found else None


def named(word: str) -> Unit | None:
    """Return a word as a unit, None when it is none."""
    measured = measured_in(word) if word else None
    return Unit(*measured) if measured else None


def is_caption(text: str) -> bool:
    """Tell whether a text is only about the table: unit, office, number of the form, page."""
    rest = _MARK.sub("", text.replace(" ", ""), count=2)
    return not rest or bool(
        _OFFICE.fullmatch(rest) or _SAID.search(rest) or _PAGE.fullmatch(rest)
        or _ALONE.fullmatch(rest) or _CONTINUED.fullmatch(rest)
    )  # fmt: skip


def is_caption_line(line: Line) -> bool:
    """Tell whether a row of a table holds nothing but captions."""
    boxes = boxes_of(line)
    return all(box.is_words and is_caption(box.text) for box in boxes)


def title_in(texts: Iterable[str]) -> str:
    """Return the title among captions, the nearest to the table first; "" when there is none."""
    for text in texts:
        plain = _MARK.sub("", text.replace(" ", ""))
        plain = _BESIDE.sub("", _CONTINUED.sub("", _SAID.sub("", plain))).strip("（）：: ，、")
        if not is_caption(plain) and _TITLE.search(plain):
            return plain
    return ""


def year_in(text: str) -> int | None:
    """Return the only year that a title names, None when it names none or several."""
    years = set(_YEAR.findall(text))
    return int(years.pop()) if len(years) == 1 else None


def above(grid: Grid) -> list[str]:
    """Return the captions above a table, the nearest first."""
    return [passage.text for passage in reversed(grid.above)]


def is_continued(grid: Grid) -> bool:
    """Tell whether a caption says that the table goes on from the one before."""
    return any(_CONTINUED.search(text) for text in above(grid)[:3])
