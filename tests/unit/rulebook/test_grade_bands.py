"""Grades: closed below, exact at the boundary, one scheme for each place and year."""

from decimal import Decimal

import pytest

from mingzhang.rulebook import grade_bands, wording
from mingzhang.rulebook.grade_bands import GradeBand, GradeScheme, grade_scheme, grade_schemes
from mingzhang.rulebook.loading import RulebookFault
from mingzhang.rulebook.parameters import Parameters


def _scheme(year: int = 2023, **own: str) -> GradeScheme:
    return grade_scheme(Parameters("510500", year, own))


@pytest.mark.parametrize(
    ("total", "official", "lower"),
    [
        ("100", "优", "优"),
        ("90", "优", "优"),
        ("89.99", "良", "优"),
        ("80", "良", "优"),
        ("79.99", "中", "良"),
        ("70", "中", "良"),
        ("69.99", "中", "中"),
        ("60", "中", "中"),
        ("59.99", "差", "差"),
        ("0", "差", "差"),
        ("100.01", None, None),
        ("-0.01", None, None),
    ],
)
def test_bands(total: str, official: str | None, lower: str | None) -> None:
    for scheme, label in ((_scheme(), official), (_scheme(grades_80_70_60="是"), lower)):
        found = scheme.grade(Decimal(total))
        assert (found.label if found else None) == label


def test_a_grade_lies_on_the_exact_total_and_not_on_a_printed_one() -> None:
    found = _scheme().grade(Decimal("89.9999"))
    assert found is not None
    assert found.label == "良"


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("优", "优"),
        ("优秀", "优"),
        ("良好", "良"),
        (" 中等 ", "中"),
        ("良等次", "良"),
        ("达标", None),
    ],
)
def test_names(name: str, label: str | None) -> None:
    found = _scheme().named(name)
    assert (found.label if found else None) == label


def test_the_official_scheme_is_the_one_that_the_checker_knows() -> None:
    official = grade_schemes()["official"]
    assert official.basis.official
    assert [(b.label, b.floor) for b in official.band] == [
        (g.names[0], Decimal(g.floor)) for g in wording.grades()
    ]
    assert not grade_schemes()["lower"].basis.official
    assert _scheme(1999).code == "official"


_ROW = '[x]\ntitle = "x"\ndocument = "{document}"\nswitch = "{switch}"\nband = [{bands}]\n'


@pytest.mark.parametrize(
    ("document", "switch", "leasts"),
    [
        ("none", "", ("60", "0")),
        ("house-default", "none", ("60", "0")),
        ("house-default", "", ("60", "80", "0")),
        ("house-default", "", ("80", "60")),
        ("house-default", "", ("80", "x", "0")),
        ("house-default", "", ()),
    ],
)
def test_a_scheme_that_cannot_be_used_is_refused(
    document: str, switch: str, leasts: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    bands = ", ".join(f'{{code="c", names="grade-good", least="{n}"}}' for n in leasts)
    text = _ROW.format(document=document, switch=switch, bands=bands)
    monkeypatch.setattr(grade_bands, "read_text", lambda _: text)
    grade_schemes.cache_clear()
    try:
        with pytest.raises(RulebookFault):
            grade_schemes()
    finally:
        grade_schemes.cache_clear()


def test_the_longest_region_and_the_latest_year_win(monkeypatch: pytest.MonkeyPatch) -> None:
    band = (GradeBand("good", "grade-good", "0"),)
    made = {
        code: GradeScheme(code, code, "house-default", band, region=region, since=since)
        for code, region, since in (
            ("all", "cn", 0),
            ("province", "51", 0),
            ("province-new", "51", 2022),
            ("city", "5105", 0),
            ("elsewhere", "44", 0),
        )
    }
    monkeypatch.setattr(grade_bands, "grade_schemes", lambda: made)
    assert grade_scheme(Parameters("510500", 2023, {})).code == "city"
    assert grade_scheme(Parameters("511100", 2023, {})).code == "province-new"
    assert grade_scheme(Parameters("511100", 2021, {})).code == "province"
    assert grade_scheme(Parameters("110000", 2021, {})).code == "all"
