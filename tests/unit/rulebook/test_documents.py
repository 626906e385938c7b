"""The list of legal documents, and that every reference to one resolves."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from mingzhang.kernel.basis import Basis
from mingzhang.rulebook.classification import sources, systems
from mingzhang.rulebook.documents import UnknownDocument, cite, document, documents
from mingzhang.rulebook.economic import economic_map_rows, expense_kind_rows

CERTAINTIES = {"K-H", "K-M", "K-L"}
KINDS = {"law", "regulation", "rule", "standard", "forms", "local", "reasoning", "house"}
DATA = Path(__file__).resolve().parents[3] / "src" / "mingzhang" / "rulebook"


def test_every_document_is_whole() -> None:
    for each in documents().values():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", each.id)
        assert each.title
        assert each.certainty in CERTAINTIES
        assert each.kind in KINDS
        assert bool(each.issuer) == (each.kind not in ("reasoning", "house"))
        assert not each.replaced_by or each.replaced_by in documents()


def test_a_number_and_a_title_belong_to_one_document() -> None:
    numbers = [each.number for each in documents().values() if each.number]
    titles = [each.title for each in documents().values()]
    assert len(numbers) == len(set(numbers))
    assert len(titles) == len(set(titles))


def test_a_date_is_in_the_year_of_its_number() -> None:
    for each in documents().values():
        year = re.search(r"〔(\d{4})〕", each.number)
        if year and each.date:
            assert each.date.year == int(year[1]), each.id


def test_the_documents_that_the_trade_rests_on_are_listed() -> None:
    assert document("project-evaluation").number == "财预〔2020〕10号"
    assert document("disclosure-procedure").number == "财预〔2016〕143号"
    assert document("core-indicator-guide").number == "财预〔2021〕101号"
    assert document("performance-opinion").number == "中发〔2018〕34号"
    assert document("gbt-9704-2012").citation == "《党政机关公文格式》（GB/T 9704-2012）"


def test_an_unknown_document_is_refused() -> None:
    with pytest.raises(UnknownDocument, match="no-such-law"):
        document("no-such-law")


@pytest.mark.parametrize(
    ("basis", "wording"),
    [
        (Basis("budget-law", "第十四条"), "《中华人民共和国预算法》第十四条"),
        (Basis("budget-law", "第十四条", "K-M"), "《中华人民共和国预算法》第十四条（非官方）"),
        (Basis("arithmetic"), "算术关系（由所列数字自明）"),
        (Basis("house-default"), "本系统默认口径（非官方）"),
    ],
)
def test_a_rule_is_no_surer_than_its_document(basis: Basis, wording: str) -> None:
    assert cite(basis) == wording


def _mentioned(value: object) -> Iterator[str]:
    """Yield every document id that a basis in TOML data names."""
    if isinstance(value, list):
        for each in value:
            yield from _mentioned(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key == "document" and isinstance(each, str):
                yield each
            else:
                yield from _mentioned(each)


def test_every_reference_in_the_rulebook_resolves() -> None:
    named = {each.document for each in sources().values() if each.document}
    named |= {each.document for each in systems().values()}
    named |= {row.document for row in expense_kind_rows()}
    named |= {row.document for row in economic_map_rows()}
    for path in sorted(DATA.rglob("*.toml")):
        named |= set(_mentioned(tomllib.loads(path.read_text(encoding="utf-8"))))
    assert named
    assert named <= documents().keys()
