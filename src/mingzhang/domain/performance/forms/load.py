"""Editions of forms: chosen by region and year, read from their folders, checked as a whole.

An edition of kind `forms` holds `edition.toml` and `forms/<id>.toml`, one form each. What it
extends gives the forms that it does not hold itself; `forms` in `edition.toml` lists those that
are in use, in order.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from mingzhang.domain.book.performance_sheets import PERFORMANCE_SHEETS
from mingzhang.domain.performance.forms.loops import LOOPS
from mingzhang.domain.performance.forms.model import (
    Form,
    FormBlock,
    FormRow,
    FormsHead,
    Misfit,
)
from mingzhang.domain.performance.forms.values import VALUES
from mingzhang.kernel.problem import Place, Problem
from mingzhang.rulebook.documents import documents
from mingzhang.rulebook.editions import Edition, choose, editions, merged
from mingzhang.rulebook.loading import RulebookFault
from mingzhang.rulebook.records import Reader

KIND = "forms"
_FIX = "修改版本数据文件"
_SCOPES = ("project", "department", "goal", "checkpoint", "evaluation")
_ORIENTATIONS = ("portrait", "landscape")
_ALIGNS = ("", "left", "center", "right")


@dataclass(frozen=True, slots=True)
class FormSet:
    """The forms of an edition by id in order; `homes` are the editions that declare them."""

    edition: Edition
    head: FormsHead
    forms: Mapping[str, Form]
    homes: Mapping[str, str]


def form_set(region: str, year: int) -> FormSet:
    """Return the forms that departments of a region use for a year.

    Raises NoEdition; RulebookFault with every problem of the edition's files.
    """
    return load(choose(KIND, region, year).id)


def form_sets() -> Iterator[FormSet]:
    """Yield the forms of every edition. Raises RulebookFault."""
    for edition in editions().values():
        if edition.kind == KIND:
            yield load(edition.id)


@cache
def load(edition_id: str) -> FormSet:
    """Return one edition. Raises NoEdition; RulebookFault with every problem of its files."""
    reader = Reader(edition_id)
    head = reader.record(FormsHead, merged(edition_id))
    known: dict[str, Form] = {}
    homes: dict[str, str] = {}
    for edition in _chain(edition_id):
        for form in _own(edition, reader.problems):
            if form.id not in known:
                known[form.id], homes[form.id] = form, edition.id
    if head is None:
        raise RulebookFault(reader.problems)
    for name in head.forms:
        if name not in known:
            place = Place(edition_id, column="forms")
            reader.problems.append(
                Problem(place, name, f"forms 中的表（{'、'.join(known)}）", _FIX)
            )
    if reader.problems:
        raise RulebookFault(reader.problems)
    forms = {name: known[name] for name in head.forms}
    return FormSet(editions()[edition_id], head, forms, {n: homes[n] for n in forms})


def _chain(edition_id: str) -> Iterator[Edition]:
    at: str | None = edition_id
    while at is not None:
        edition = editions()[at]
        yield edition
        at = edition.extends


def _own(edition: Edition, problems: list[Problem]) -> Iterator[Form]:
    folder = edition.folder.joinpath("forms")
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        if not path.name.endswith(".toml"):
            continue
        file = f"{edition.id}/forms/{path.name}"
        reader = Reader(file)
        try:
            table = tomllib.loads(path.read_text("utf-8").removeprefix("\ufeff"))
            form = reader.record(Form, {**table, "id": path.name.removesuffix(".toml")})
        except tomllib.TOMLDecodeError as error:
            problems.append(Problem(Place(file), str(error), "合法的 TOML", _FIX))
            continue
        problems += reader.problems
        if form is not None:
            problems += [Problem(Place(file, column=w), f, e, _FIX) for w, f, e in _wrong(form)]
            yield form


def _wrong(form: Form) -> Iterator[tuple[str, str, str]]:
    """Yield where a declaration is wrong, what stands there, and what was expected."""
    if form.scope not in _SCOPES:
        yield "scope", form.scope, "、".join(_SCOPES)
    if form.orientation not in _ORIENTATIONS:
        yield "orientation", form.orientation, "、".join(_ORIENTATIONS)
    if form.when not in LOOPS:
        yield "when", form.when, "、".join(LOOPS)
    for sheet in form.sets:
        if sheet not in PERFORMANCE_SHEETS and sheet != "项目":
            yield "sets", sheet, "绩效各表"
    if form.basis.document not in documents():
        yield "basis", form.basis.document, "依据清单中的文件"
    for number, block in enumerate(form.block, start=1):
        yield from _wrong_block(form, f"block[{number}]", block)


def _wrong_block(form: Form, where: str, block: FormBlock) -> Iterator[tuple[str, str, str]]:
    for number, row in enumerate(block.row, start=1):
        yield from _wrong_row(f"{where}.row[{number}]", row)
    first = block.row[0]
    if block.side and first.each and not first.only and not first.least:
        yield f"{where}.row[1].least", "0", "至少1行，侧栏才有位置"
    try:
        form.placed(block)
    except Misfit as wrong:
        number, filled, columns = wrong.args
        yield f"{where}.row[{number}]", f"{filled}列", f"{columns}列"


def _wrong_row(at: str, row: FormRow) -> Iterator[tuple[str, str, str]]:
    if row.each and row.each not in LOOPS:
        yield f"{at}.each", row.each, "、".join(LOOPS)
    for cell in row.cells:
        if cell.value and cell.value not in VALUES:
            yield f"{at}.value", cell.value, "已知的取值"
        if cell.align not in _ALIGNS:
            yield f"{at}.align", cell.align, "left、center 或 right"
        if cell.label and cell.value:
            yield f"{at}.cells", cell.label, "文字或取值，不同时写"
