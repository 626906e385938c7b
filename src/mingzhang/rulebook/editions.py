"""Editions: folders of data by region, kind and first year, chosen for a department and year.

A folder `<region>-<kind>-<from>` holds `edition.toml` (`since`, `until`, `extends`, `basis`) and
any other TOML files; their tables are merged over those of the edition it extends. A user's own
editions lie in the folder named by MINGZHANG_EDITIONS and come first.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from mingzhang.kernel.period import Validity


class NoEdition(LookupError):
    """No edition fits; the message says what was sought and what there is."""


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition's address and its folder."""

    id: str
    region: str
    kind: str
    validity: Validity
    folder: Traversable
    extends: str | None


def _folders() -> Iterator[Traversable]:
    own = os.environ.get("MINGZHANG_EDITIONS")
    if own:
        if not Path(own).is_dir():
            raise NoEdition(f"MINGZHANG_EDITIONS 所指“{own}”不是文件夹")
        yield from sorted(Path(own).iterdir())
    ours = (files("mingzhang.rulebook") / "editions").iterdir()
    yield from sorted(ours, key=lambda folder: folder.name)


@cache
def editions() -> Mapping[str, Edition]:
    """Return every edition by id; a user's edition hides one of ours with the same id."""
    found: dict[str, Edition] = {}
    for folder in _folders():
        if folder.is_dir() and (folder / "edition.toml").is_file() and folder.name not in found:
            if folder.name.count("-") < 2:
                raise NoEdition(f"版本文件夹“{folder.name}”应名为 地区-种类-起始年")
            region, kind, _ = folder.name.split("-", 2)
            head = tomllib.loads((folder / "edition.toml").read_text("utf-8"))
            validity = Validity(head.get("since"), head.get("until"))
            found[folder.name] = Edition(
                folder.name, region, kind, validity, folder, head.get("extends")
            )
    return found


def choose(kind: str, region: str, year: int) -> Edition:
    """Return the edition of `kind` with the longest prefix of `region` valid in `year`.

    Region "cn" serves every place. Raises NoEdition.
    """
    fits = [
        e
        for e in editions().values()
        if e.kind == kind
        and e.validity.covers(year)
        and (e.region == "cn" or region.startswith(e.region))
    ]
    if not fits:
        there = "、".join(sorted(e.id for e in editions().values() if e.kind == kind))
        raise NoEdition(f"没有适用于 {region} {year}年的“{kind}”版本；已有：{there}")
    return max(fits, key=lambda e: (e.region != "cn", len(e.region), e.validity.since or 0))


@cache
def merged(edition_id: str) -> Mapping[str, Any]:
    """Return all TOML of an edition as one mapping, laid over what it extends.

    Tables merge key by key. Arrays of tables with an `id` merge by id, new ones at the end or
    behind the one named in `after`; other arrays replace. Raises NoEdition for an unknown id, and
    for editions that extend each other.
    """
    edition = _not_in_a_circle(edition_id)
    base = dict(merged(edition.extends)) if edition.extends else {}
    for path in sorted(edition.folder.iterdir(), key=lambda p: p.name):
        if path.name.endswith(".toml"):
            base = _laid_over(base, tomllib.loads(path.read_text("utf-8")))
    return base


def _not_in_a_circle(edition_id: str) -> Edition:
    line = [edition_id]
    while True:
        if line[-1] not in editions():
            raise NoEdition(f"没有版本 {line[-1]}")
        below = editions()[line[-1]].extends
        if below is None:
            return editions()[edition_id]
        line.append(below)
        if line.count(below) > 1:
            raise NoEdition(f"版本互相引用：{' → '.join(line)}")


def _laid_over(base: Mapping[str, Any], upper: Mapping[str, Any]) -> dict[str, Any]:
    result = dict(base)
    for key, value in upper.items():
        below = result.get(key)
        if isinstance(value, dict) and isinstance(below, dict):
            result[key] = _laid_over(below, value)
        elif isinstance(below, list) and _identified(value) and _identified(below):
            result[key] = _merged_rows(below, value)
        else:
            result[key] = value
    return result


def _identified(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(v, dict) and "id" in v for v in value)


def _merged_rows(base: list[dict[str, Any]], upper: list[dict[str, Any]]) -> list[dict[str, Any]]:
    rows = list(base)
    for row in upper:
        ids = [r["id"] for r in rows]
        plain = {k: v for k, v in row.items() if k != "after"}
        if row["id"] in ids:
            at = ids.index(row["id"])
            rows[at] = _laid_over(rows[at], plain)
        elif "after" in row:
            if row["after"] not in ids:
                raise NoEdition(f"“{row['id']}”应在“{row['after']}”之后，但没有“{row['after']}”")
            rows.insert(ids.index(row["after"]) + 1, plain)
        else:
            rows.append(plain)
    return rows
