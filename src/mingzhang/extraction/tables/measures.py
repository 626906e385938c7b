"""What quantity each figure in a table is, so that figures of text and of other tables compare.

The words of title, heads and label are sorted by what they say: the side (revenue, expenditure,
carry-over), the source of the money, its nature, and the item (a code or the name of a subject).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mingzhang.domain.checks.model import Observation
from mingzhang.extraction.passages import View, of_view
from mingzhang.extraction.tables.labels import bare_head, label_of, plain
from mingzhang.extraction.tables.matrix import Matrix, matrices
from mingzhang.extraction.tables.sheets import Column
from mingzhang.extraction.tables.tree import Row
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.classification import ECONOMIC, FUNCTIONAL, all_items, name_key
from mingzhang.rulebook.table_words import table_words


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a figure is of; "" where nothing tells.

    `side`: revenue, expenditure, carry_in, carry_out, surplus. `source`: general, fund, capital,
    fiscal (all three), or an own revenue of the unit. `nature`: basic, project, upward,
    commercial, subordinate. `group`: personnel, public_use. `theme`: three_public, running
    (机关运行经费), procurement, other.
    """

    side: str = ""
    source: str = ""
    nature: str = ""
    group: str = ""
    theme: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure in a table with all that is known of it.

    `labels` is the path of its row's names without numbering, `code` the row's code, `heads` the
    path of the heads over its column, `title` that of the table. `items` is what row and column are
    about beside the quantity: codes where there are any, else names; none for a total. `total` is
    "grand" for 总计, "total" or "subtotal" for other sums, "". `measure` is "" for an amount, else
    as in `Column`. Unit, year, stage and role stand in the observation. `sheet`, `row` and `column`
    number the place among `matrices`.
    """

    observation: Observation
    title: str
    labels: tuple[str, ...]
    code: str
    heads: tuple[str, ...]
    items: tuple[str, ...]
    total: str
    measure: str
    quantity: Quantity
    sheet: int
    row: int
    column: int


@of_view
def of(view: View) -> tuple[Measure, ...]:
    """Return every figure in the sheets of a document, table by table, row by row."""
    found = matrices(view)
    return tuple(measure for n, matrix in enumerate(found) for measure in _of(matrix, n))


def _of(matrix: Matrix, number: int) -> Iterator[Measure]:
    sheet = matrix.sheet
    heads = [tuple(bare_head(head) for head in column.path) for column in sheet.columns]
    names = _class_names(sheet.rows, coded=any(row.code for row in sheet.rows))
    about = _head_items(sheet.columns)
    for n, row in enumerate(sheet.rows):
        labels = tuple(plain(name) for name in row.names)
        item = _row_item(row, names)
        for at, cell in enumerate(matrix.cells[n]):
            if cell is None:
                continue
            items = tuple(sorted(each for each in (item, about[at]) if each))
            yield Measure(
                cell.observation, sheet.section.title, labels, row.code, heads[at], items,
                row.label.total or ("" if item else sheet.columns[at].total),
                sheet.columns[at].measure, quantity(matrix, n, at, item),
                number, n, at,
            )  # fmt: skip


def _row_item(row: Row, names: Mapping[str, str]) -> str:
    """Return what a row is about beside the quantity that its words name: a code or a name."""
    if row.code:
        return row.code
    for text in reversed(row.names):
        name = plain(text)
        if name in names:
            return names[name]
        if not (_YEAR.fullmatch(name) or _is_quantity(name)):
            return _named(name)
    return ""


def _is_quantity(name: str) -> bool:
    """Tell whether a name only says which quantity is meant, not of what."""
    bare = bare_head(name)
    if not bare or label_of(bare).total or table_words().head["generic"].fullmatch(bare):
        return True
    told = _told(name)
    sides = ("carry_in", "carry_out", "surplus", "revenue")
    known = "source" in told or "nature" in told or "group" in told
    return known or told.get("side") in sides or "三公" in name


def _head_items(columns: Sequence[Column]) -> list[str]:
    """Return what each column is about beside the quantity that its heads name.

    Where heads are subjects of the economic classification throughout, their codes.
    """
    names = [_head_name(column.path) for column in columns]
    codes = [_economic_names().get(name, "") for name in names]
    if len(set(codes) - {""}) < _SUBJECTS:
        return [name and _named(name) for name in names]
    return [code or (name and _named(name)) for code, name in zip(codes, names, strict=True)]


def _head_name(path: tuple[str, ...]) -> str:
    names = (plain(bare_head(head)) for head in reversed(path))
    return next((name for name in names if not _is_quantity(name)), "")


def _named(name: str) -> str:
    """Return a name in the form that is compared: 公务用车购置及运行费 has two spellings."""
    return (
        name.replace("运行维护费", "运行费").replace("费用", "费").removeprefix("公务用车") or name
    )


_YEAR = lazy_regex(r"20[0-9]{2}(?:年度?)?")


@lru_cache(maxsize=1)
def _functional_names() -> dict[str, str]:
    return {name_key(i.name): i.code for i in all_items(FUNCTIONAL) if len(i.code) == 3}


@lru_cache(maxsize=1)
def _economic_names() -> dict[str, str]:
    return {plain(i.name): i.code for i in all_items(ECONOMIC)}


def _class_names(rows: Sequence[Row], *, coded: bool) -> dict[str, str]:
    """Return the codes of the functional classes that a table without codes names its rows by."""
    if coded:
        return {}
    known = _functional_names()
    own = [label_of(name).name for row in rows for name in row.names]
    found = {plain(name): known.get(name_key(name), "") for name in own}
    found = {name: code for name, code in found.items() if code}
    return found if len(found) >= _CLASSES else {}


#: So many heads named like subjects make a table one of subjects.
_SUBJECTS = 4
#: So many rows named like classes make a table one of classes; 其他支出 alone says nothing.
_CLASSES = 3


def quantity(matrix: Matrix, row: int | None, column: int, item: str = "") -> Quantity:
    """Return what quantity a place of a sheet is; without a row, what its column is.

    The words of a row that is about an item (a class, a subject) name the item, no quantity.
    """
    sheet = matrix.sheet
    heads = "/".join(sheet.columns[column].path)
    label = ""
    if row is not None and not sheet.rows[row].code and not item.isdecimal():
        names = [*sheet.rows[row].names]
        names += [sheet.rows[above].label.name for above in matrix.tree.ancestors(row)]
        label = "/".join(names)
    return _quantity(label, heads, sheet.side, sheet.section.title)


@lru_cache(maxsize=4096)
def _quantity(label: str, heads: str, side: str, title: str) -> Quantity:
    """Return the quantity that words name: the nearest to the figure have the first word."""
    found: dict[str, str] = {}
    for n, words in enumerate((label, heads, side, title)):
        told = _told(words)
        if n == 3 and "收入" in title and "支出" in title:
            # A title that names both sides tells neither.
            told = {dimension: value for dimension, value in told.items() if dimension != "side"}
        if n == 3 and len(_themes(title)) > 1:
            # What is over several themes is of none of them.
            told = {**told, "theme": "other"}
        for dimension, value in told.items():
            found.setdefault(dimension, value)
    return Quantity(**found)


@lru_cache(maxsize=256)
def _themes(title: str) -> frozenset[str]:
    return frozenset(
        value
        for dimension, value, pattern in table_words().quantities
        if dimension == "theme" and pattern.search(title)
    )


@lru_cache(maxsize=2048)
def _told(words: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for dimension, value, pattern in table_words().quantities:
        if dimension not in found and pattern.search(words):
            found[dimension] = value
    return found
