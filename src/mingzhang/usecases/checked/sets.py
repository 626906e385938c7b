"""Which of several checked files look like the parts of one report, published apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mingzhang.usecases.checked.model import Examined

_TABLES = frozenset({"workbook", "csv", "tsv"})


def parts_of_one(examined: Sequence[Examined]) -> Iterator[str]:
    """Yield a sentence for each narrative that has tables of its department and year beside it.

    They are not compared unasked: a folder may hold drafts and other years. The sentence tells how.
    """
    groups: dict[tuple[str, int, str], list[Examined]] = {}
    for each in examined:
        found = each.checked
        if found.department and found.year is not None and not each.failed:
            groups.setdefault((found.department, found.year, found.kind), []).append(each)
    for (department, year, _), files in groups.items():
        tables = [_typed(each.path) for each in files if each.form in _TABLES]
        texts = [_typed(each.path) for each in files if each.form not in _TABLES]
        if tables and len(texts) == 1:
            given = " ".join(f"--with tables={path}" for path in tables)
            yield (
                f"{texts[0]}和{'、'.join(tables)}像是{department}{year}年度的同一份报告，"
                f"合起来核对：mingzhang check {texts[0]} {given}"
            )


def _typed(path: str) -> str:
    """Return a path as it is typed in a command."""
    return f'"{path}"' if " " in path else path
