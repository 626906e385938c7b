"""Makes docs/reference from the declarations: `python -m tools.gen_reference [--check]`.

What is looked up in a reference is declared once, in the rulebook or as a registry; these pages
only show it. Same declarations, same bytes. `--check` writes nothing and tells what is not current.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.reference import book, checking, commands, cycle, editions, wording
from tools.reference.markdown import page, table

FOLDER = Path(__file__).parent.parent / "docs" / "reference"
_ABOUT = {
    "book.md": "sheets and columns of a book",
    "concepts.md": "what a fact is about",
    "dimensions.md": "dimensions of facts and their values",
    "classifications.md": "functional and economic classifications",
    "wording.md": "placeholders, conditions, loops, measures",
    "editions.md": "editions: reports, tables and identities by place and year",
    "documents.md": "laws and other documents that rules rest on",
    "themes.md": "looks of a report",
    "checks.md": "rules of the checker",
    "quantities.md": "quantities that the checker knows by name",
    "performance.md": "parameters, scoring, grades and notices of the performance cycle",
    "commands.md": "the command line",
}


def pages() -> dict[str, str]:
    """Return the text of every page by its path below the folder."""
    made = {
        "book.md": book.sheets(),
        "concepts.md": book.concepts_page(),
        "dimensions.md": book.dimensions_page(),
        "classifications.md": book.classifications(),
        "wording.md": wording.wording(),
        "editions.md": editions.overview(),
        "documents.md": wording.legal_documents(),
        "themes.md": wording.themes(),
        "checks.md": checking.rules(),
        "quantities.md": checking.known_quantities(),
        "performance.md": cycle.cycle(),
        "commands.md": commands.commands(),
    }
    rows = [(f"[{name}]({name})", _ABOUT[name]) for name in made]
    index = page("Reference", "Made from the declarations.", table(("page", "holds"), rows))
    every = {f"editions/{e.id}.md": editions.edition_page(e) for e in editions.in_order()}
    return {"README.md": index, **made, **every}


def differences(made: dict[str, str], folder: Path = FOLDER) -> list[str]:
    """Return the paths that are missing, not current, or of nothing any more."""
    there = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*.md")}
    stale = [n for n, t in made.items() if n not in there or there[n].read_bytes() != t.encode()]
    return sorted({*stale, *(there.keys() - made.keys())})


def write(made: dict[str, str], folder: Path = FOLDER) -> list[str]:
    """Bring the folder to what was made; returns the paths that changed."""
    changed = differences(made, folder)
    for name in changed:
        path = folder / name
        if name not in made:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made[name].encode())
    return changed


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the reference, or check it. Returns 1 when a check finds it not current."""
    parser = argparse.ArgumentParser("tools.gen_reference", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; 1 if not current")
    asked = parser.parse_args(arguments)
    os.environ.pop("MINGZHANG_EDITIONS", None)  # editions of a user are not part of the project
    made = pages()
    if not asked.check:
        print("\n".join(f"written: {name}" for name in write(made)) or "nothing changed")
        return 0
    stale = differences(made)
    print("\n".join(f"not current: {name}" for name in stale) or "current")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
