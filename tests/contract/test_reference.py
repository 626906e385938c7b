"""The documents keep up with the declarations that they tell of."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from mingzhang.domain.book.sheets import SHEETS
from mingzhang.rulebook.concepts import concepts, dimensions
from tools.gen_reference import FOLDER, differences, pages, write

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    with pytest.MonkeyPatch.context() as patch:
        # An edition of somebody's own is no part of the project.
        patch.delenv("MINGZHANG_EDITIONS", raising=False)
        return pages()


def test_the_committed_reference_is_current(made: dict[str, str]) -> None:
    assert not differences(made), "run: python -m tools.gen_reference"


def test_what_is_missing_changed_or_of_nothing_is_told_and_mended(
    made: dict[str, str], tmp_path: Path
) -> None:
    write(made, tmp_path)
    assert not differences(made, tmp_path)
    (tmp_path / "book.md").unlink()
    (tmp_path / "wording.md").write_text("old", encoding="utf-8")
    (tmp_path / "editions" / "gone.md").write_text("old", encoding="utf-8")
    expected = ["book.md", "editions/gone.md", "wording.md"]
    assert differences(made, tmp_path) == expected
    assert write(made, tmp_path) == expected
    assert not differences(made, tmp_path)


def test_every_row_of_a_table_has_the_columns_of_its_heading(made: dict[str, str]) -> None:
    for name, text in made.items():
        for block in re.split(r"\n\n", text):
            rows = [line for line in block.splitlines() if line.startswith("|")]
            widths = {len(re.findall(r"(?<!\\)\|", row)) for row in rows}
            assert len(widths) <= 1, f"{name}: {rows[0]}"


def _first_cells(path: Path) -> set[str]:
    return set(re.findall(r"^\| `(\w+)` \|", path.read_text(encoding="utf-8"), re.MULTILINE))


def test_the_glossary_holds_every_concept_and_dimension() -> None:
    assert not {*concepts(), *dimensions()} - _first_cells(ROOT / "docs" / "glossary.md")


def test_the_glossary_gives_concepts_and_dimensions_their_labels() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    labels = {c.code: c.label for c in concepts().values()}
    labels |= {d.code: d.label for d in dimensions().values()}
    assert not [code for code, label in labels.items() if f"| `{code}` | {label} |" not in text]


def test_the_guide_has_a_section_on_every_sheet() -> None:
    text = (ROOT / "docs" / "guide.zh-CN.md").read_text(encoding="utf-8")
    told = re.findall(r"^### (\S+)$", text, re.MULTILINE)
    assert [name for name in told if name in SHEETS] == list(SHEETS)


def _links(page: Path) -> Iterator[str]:
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" not in target:
            yield unquote(target.partition("#")[0])


def test_every_page_is_looked_at() -> None:
    assert {ROOT / "README.md", ROOT / "README.zh-CN.md", FOLDER / "README.md"} <= set(PAGES)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    assert not [link for link in _links(page) if link and not (page.parent / link).exists()]
