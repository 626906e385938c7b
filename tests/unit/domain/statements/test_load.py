"""Editions: those shipped load, one is chosen, a user's folder adds tables; faults come at once."""

from pathlib import Path

import pytest

from mingzhang.domain.statements.fill import fill
from mingzhang.domain.statements.identities import Verdict, judge
from mingzhang.domain.statements.load import KIND, load, statement_set
from mingzhang.domain.statements.statement import Address, Amount
from mingzhang.rulebook.documents import document
from mingzhang.rulebook.editions import NoEdition, editions
from mingzhang.rulebook.loading import RulebookFault
from tests.unit.domain.statements import world

EDITIONS = sorted(e.id for e in editions().values() if e.kind == KIND)
TABLES = {"cn-statements-2022": 9, "51-statements-2022": 13, "51-statements-2020": 14}

EDITION = """
since = 2023
extends = "cn-statements-2022"
title = "某市样式"
tables = ["summary", "money"]
"""
MONEY = """
title = "资金构成表"
basis = { document = "house-default", certainty = "K-L" }
empty = "{entity}{year}年度无数据。"
[[pane]]
query = { concept = "expenditure" }
label = [{ text = "name", title = "项目" }]
column = [
  { id = "fiscal", title = "财政拨款", parent = "total", query = { dims = { budget = "fiscal" } } },
  { id = "other", title = "其他", parent = "total", query = { dims = { budget = "non_fiscal" } } },
  { id = "total", title = "合计", sum = ["fiscal", "other"] },
]
[[pane.rows]]
source = "lines"
line = [
  { id = "basic", label = "基本支出", query = { dims = { nature = "basic" } } },
  { id = "project", label = "项目支出", query = { dims = { nature = "project" } } },
  { id = "net", label = "差额", sum = ["basic", "-project"] },
]
"""
IDENTITY = """
[[identity]]
id = "money-columns"
title = "合计等于两类资金之和"
scope = "columns"
left = "money[row].column"
right = "money[row].below"
basis = { document = "arithmetic" }
"""


def _own(folder: Path, name: str = "61-statements-2023", **texts: str) -> str:
    (folder / name / "tables").mkdir(parents=True)
    files = {"edition": EDITION, "tables/money": MONEY, "identities": IDENTITY} | texts
    for path, text in files.items():
        (folder / name / f"{path}.toml").write_text(text, encoding="utf-8")
    return name


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_edition_loads_with_known_grounds(edition: str) -> None:
    loaded = load(edition)
    assert len(loaded.forms) == TABLES.get(edition, len(loaded.head.tables))
    assert loaded.relations
    for form in loaded.forms.values():
        assert document(form.basis.document).title
    names = loaded.head.tables
    assert [loaded.code(n) for n in names] == [f"T{n:02d}" for n in range(1, len(names) + 1)]
    assert loaded.number(names[0]) == "公开01表"


@pytest.mark.parametrize(
    ("region", "year", "expected"),
    [
        ("510500", 2023, "51-statements-2022"),
        ("510500", 2020, "51-statements-2020"),
        ("310107", 2024, "31-statements-2024"),
        ("310107", 2023, "cn-statements-2022"),
        ("110000", 2024, "cn-statements-2022"),
        ("110000", 2019, "cn-statements-2018"),
    ],
)
def test_the_nearest_region_and_year_are_chosen(region: str, year: int, expected: str) -> None:
    assert statement_set(region, year).id == expected


def test_a_table_is_added_by_a_file_of_the_user(own_editions: Path) -> None:
    _own(own_editions)
    edition = statement_set("610100", 2024)
    assert edition.id == "61-statements-2023"
    assert tuple(edition.forms) == ("summary", "money")
    assert {"summary-lines", "money-columns"} <= {r.identity.id for r in edition.relations}
    assert "revenue-lines" in edition.left_out
    figures = world.figures(world.fixed())
    statements = fill(edition, figures, world.DEPARTMENT, 2024)
    values = {
        at.line + "." + at.column: value.value
        for at, value in statements.tables["money"].cells()
        if isinstance(value, Amount)
    }
    for line in ("basic", "project"):
        assert values[f"{line}.total"] == values[f"{line}.fiscal"] + values[f"{line}.other"]
    assert values["net.fiscal"] == values["basic.fiscal"] - values["project.fiscal"]
    assert values["net.total"] == values["basic.total"] - values["project.total"]
    formula = statements.value(Address("money", "net", "total"))
    assert isinstance(formula, Amount)
    assert formula.key is None
    found = {j.verdict for j in judge(edition, statements)}
    assert Verdict.DISAGREES not in found


def test_no_edition_says_what_there_is(own_editions: Path) -> None:
    name = _own(own_editions)
    load(name)
    with pytest.raises(NoEdition):
        load("99-statements-1999")


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("edition", '"money"]', '"money", "nothing"]', "nothing"),
        ("tables/money", 'title = "资金构成表"', 'titel = "资金构成表"', "titel"),
        ("tables/money", "K-L", "K-X", "K-X"),
        ("tables/money", "house-default", "no-such", "no-such"),
        ("tables/money", 'concept = "expenditure"', 'concept = "spending"', "spending"),
        ("tables/money", 'nature = "basic"', 'nature = "basics"', "basics"),
        ("tables/money", 'parent = "total", query', 'parent = "totals", query', "totals"),
        ("tables/money", '["basic", "-project"]', '["basic", "-projects"]', "projects"),
        ("tables/money", 'id = "net"', 'id = "basic"', "basic"),
        ("tables/money", 'id = "net"', 'id = "net", parent = "net"', "net"),
        ("tables/money", 'id = "other"', 'id = "fiscal"', "重复"),
        ("tables/money", 'text = "name"', 'text = "names"', "names"),
        ("tables/money", 'source = "lines"', 'source = "line"', "line"),
        ("tables/money", "[[pane]]", 'orientation = "wide"\n[[pane]]', "wide"),
        (
            "tables/money",
            "[[pane]]",
            'note_if = [{ when = "never", text = "" }]\n[[pane]]',
            "never",
        ),
        ("tables/money", "[[pane]]", "[[pane]", "合法的 TOML"),
        ("tables/money", 'label = "差额"', "label = 3", "3"),
        ("identities", "money[row].column", "money[rows].column", "rows"),
        ("identities", "money[row].below", "monies[row].below", "monies"),
        ("identities", "money[row].below", "money[row].totals", "totals"),
        ("identities", "money[row].below", "money row", "money row"),
        ("identities", "money[row].below", "spending{}", "spending"),
        ("identities", '"columns"', '"columned"', "columned"),
        ("identities", '"arithmetic"', '"arithmetic", certainty = "K-M"', "hint"),
        ("identities", "basis", 'when = ["sometimes(0)"]\nbasis', "sometimes"),
    ],
)
def test_a_fault_is_told_with_its_place(
    own_editions: Path, file: str, old: str, new: str, expected: str
) -> None:
    good = {"edition": EDITION, "tables/money": MONEY, "identities": IDENTITY}[file]
    assert old in good
    name = _own(own_editions, **{file: good.replace(old, new, 1)})
    with pytest.raises(RulebookFault) as fault:
        load(name)
    told = [p.found + p.expected for p in fault.value.problems if name in p.place.file]
    assert any(expected in each for each in told)


def test_all_faults_come_at_once(own_editions: Path) -> None:
    broken = MONEY.replace('nature = "basic"', 'nature = "x"')
    wrong = IDENTITY.replace("arithmetic", "no-such").replace("[row].below", "[row].totals")
    name = _own(own_editions, **{"tables/money": broken, "identities": wrong})
    with pytest.raises(RulebookFault) as fault:
        load(name)
    told = " ".join(p.found for p in fault.value.problems)
    assert all(each in told for each in ("nature=x", "no-such", "totals"))


def test_an_inherited_identity_can_be_retired(own_editions: Path) -> None:
    retired = '\n[[identity]]\nid = "summary-lines"\nretired = true\n'
    name = _own(own_editions, identities=IDENTITY + retired)
    loaded = load(name)
    assert "summary-lines" not in {r.identity.id for r in loaded.relations}
    assert "summary-balance" in {r.identity.id for r in loaded.relations}
