"""Statement editions: chosen by region and year, read from their folders, checked as a whole.

An edition is a folder (see `rulebook.editions`): `edition.toml`, `identities.toml` and
`tables/<name>.toml`, one table each. What an edition extends gives the tables and identities that
it does not hold itself; `tables` in `edition.toml` lists which are published and in what order.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from mingzhang.domain.statements.expressions import (
    ExpressionFault,
    Predicate,
    Term,
    parse_predicate,
    parse_sum,
    tables_of,
)
from mingzhang.domain.statements.model import Form, Ground, Head, Identity
from mingzhang.domain.statements.references import form_problems, reference_problems
from mingzhang.kernel.basis import Basis
from mingzhang.kernel.problem import Place, Problem
from mingzhang.rulebook.documents import UnknownDocument, document
from mingzhang.rulebook.editions import Edition, choose, editions, merged
from mingzhang.rulebook.loading import RulebookFault
from mingzhang.rulebook.records import Reader

KIND = "statements"
_FIX = "修改版本数据文件"
_ALLOWED = {
    "scope": ("cells", "rows", "lines", "columns", "match"),
    "op": ("=", "≤", "≥"),
    "severity": ("error", "warning", "hint"),
    "level": ("", "类", "款", "项"),
}


@dataclass(frozen=True, slots=True)
class Relation:
    """An identity with its expressions read."""

    identity: Identity
    left: tuple[Term, ...]
    right: tuple[Term, ...]
    when: tuple[Predicate, ...]

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every term of both sides and of the conditions."""
        return (*self.left, *self.right, *(t for p in self.when for t in p.of))


@dataclass(frozen=True, slots=True)
class StatementSet:
    """An edition's tables by name in the order of publication, and its identities.

    `left_out` are inherited identities that need a table which this edition does not publish.
    """

    id: str
    head: Head
    forms: Mapping[str, Form]
    relations: tuple[Relation, ...]
    left_out: tuple[str, ...]

    def code(self, name: str) -> str:
        """Return a table's code by its place: T01, T02, …"""
        return f"T{self.head.tables.index(name) + 1:02d}"

    def number(self, name: str) -> str:
        """Return a table's printed number."""
        return self.head.number.format(n=self.head.tables.index(name) + 1)


def statement_set(region: str, year: int) -> StatementSet:
    """Return the statements that departments of a region publish for a year.

    Raises NoEdition; RulebookFault with every problem of the edition's files.
    """
    return load(choose(KIND, region, year).id)


@cache
def load(edition_id: str) -> StatementSet:
    """Return one edition. Raises NoEdition; RulebookFault with every problem of its files."""
    reader = Reader(edition_id)
    head = reader.record(Head, merged(edition_id))
    known = _forms(edition_id, reader.problems)
    problems = reader.problems
    if head is None:
        raise RulebookFault(problems)
    for name in head.tables:
        if name not in known:
            _add(problems, edition_id, "tables", name, f"tables 中的表（{'、'.join(known)}）")
    forms = {name: known[name] for name in head.tables if name in known}
    for name, form in forms.items():
        problems += form_problems(f"{edition_id}/tables/{name}.toml", form)
        _check_ground(edition_id, name, form.basis, problems)
    relations, left_out = _relations(edition_id, head, forms, known, problems)
    if problems:
        raise RulebookFault(problems)
    return StatementSet(edition_id, head, forms, relations, left_out)


def _add(problems: list[Problem], edition: str, where: str, found: str, expected: str) -> None:
    problems.append(Problem(Place(edition, column=where), found, expected, _FIX))


def _chain(edition_id: str) -> Iterator[Edition]:
    at: str | None = edition_id
    while at is not None:
        edition = editions()[at]
        yield edition
        at = edition.extends


def _forms(edition_id: str, problems: list[Problem]) -> dict[str, Form]:
    """Return every table that the edition or one it extends declares; the nearest one counts."""
    found: dict[str, Form] = {}
    seen: set[str] = set()
    for edition in _chain(edition_id):
        folder = edition.folder.joinpath("tables")
        if not folder.is_dir():
            continue
        for path in sorted(folder.iterdir(), key=lambda p: p.name):
            name = path.name.removesuffix(".toml")
            if name == path.name or name in seen:
                continue
            seen.add(name)
            reader = Reader(f"{edition.id}/tables/{path.name}")
            form = reader.record(Form, _toml(path.read_text("utf-8"), reader))
            problems += reader.problems
            if form is not None:
                found[name] = form
    return found


def _toml(text: str, reader: Reader) -> dict[str, Any]:
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        reader.problems.append(Problem(Place(reader.file), str(error), "合法的 TOML", _FIX))
        return {}


def _relations(
    edition_id: str,
    head: Head,
    forms: Mapping[str, Form],
    known: Mapping[str, Form],
    problems: list[Problem],
) -> tuple[tuple[Relation, ...], tuple[str, ...]]:
    relations, left_out = [], []
    for identity in head.identity:
        if identity.retired:
            continue
        _check_identity(edition_id, identity, problems)
        try:
            relation = _parsed(identity)
        except ExpressionFault as fault:
            _add(problems, edition_id, identity.id, str(fault), "表内单元格或指标的和")
            continue
        tables = tables_of(relation.terms)
        if all(t in forms for t in tables):
            relations.append(relation)
            problems += reference_problems(edition_id, identity.id, relation.terms, forms)
        elif all(t in known for t in tables):
            left_out.append(identity.id)
        else:
            missing = "、".join(t for t in tables if t not in known)
            _add(problems, edition_id, identity.id, missing, f"已有的表（{'、'.join(known)}）")
    return tuple(relations), tuple(left_out)


def _parsed(identity: Identity) -> Relation:
    return Relation(
        identity,
        parse_sum(identity.left),
        parse_sum(identity.right),
        tuple(parse_predicate(each) for each in identity.when),
    )


def _check_identity(edition_id: str, identity: Identity, problems: list[Problem]) -> None:
    for field, allowed in _ALLOWED.items():
        given = getattr(identity, field)
        if given not in allowed:
            _add(problems, edition_id, f"{identity.id}.{field}", given, "、".join(allowed))
    sure = _check_ground(edition_id, identity.id, identity.basis, problems)
    if not sure and identity.severity != "hint":
        where = f"{identity.id}.severity"
        _add(problems, edition_id, where, identity.severity, "hint（非官方依据）")


def _check_ground(edition_id: str, where: str, ground: Ground, problems: list[Problem]) -> bool:
    """Return whether a rule is sure; no rule is surer than its document."""
    try:
        found = document(ground.document)
    except UnknownDocument as unknown:
        _add(problems, edition_id, f"{where}.basis", unknown.document_id, "依据清单中的文件")
        return True  # told already
    if ground.certainty not in ("K-H", "K-M", "K-L"):
        _add(problems, edition_id, f"{where}.basis", ground.certainty, "K-H、K-M 或 K-L")
    return found.certainty == "K-H" and ground_basis(ground).official


def ground_basis(ground: Ground) -> Basis:
    """Return a declaration's ground as the value that findings cite."""
    return Basis(ground.document, ground.article, ground.certainty)
