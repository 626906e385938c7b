"""Rules of scoring: each has its ground; what is not official can be switched and says so."""

import pytest

from mingzhang.rulebook import loading
from mingzhang.rulebook.documents import cite
from mingzhang.rulebook.loading import RulebookFault
from mingzhang.rulebook.parameters import parameters
from mingzhang.rulebook.scoring import scoring_rules


def test_what_is_not_official_says_so() -> None:
    for rule in scoring_rules().values():
        assert ("非官方" in cite(rule.basis)) != rule.basis.official
        assert rule.title
        assert rule.text
    official = {code for code, rule in scoring_rules().items() if rule.basis.official}
    assert official == {"execution", "reached", "proportion", "yes_no", "qualitative"}


def test_what_a_rule_is_switched_by_is_a_parameter() -> None:
    switched = {r.switch for r in scoring_rules().values() if r.switch}
    assert switched <= parameters().keys()
    house = [r for r in scoring_rules().values() if r.document == "house-default"]
    assert all(rule.switch for rule in house)


@pytest.mark.parametrize(
    "fields", ['document = "none"', 'document = "house-default"\nswitch = "none"']
)
def test_a_rule_without_ground_is_refused(fields: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = f'[x]\ntitle = "x"\ntext = "x"\n{fields}\n'
    real = loading.read_text

    def read(name: str) -> str:
        return text if name == "performance/scoring.toml" else real(name)

    monkeypatch.setattr(loading, "read_text", read)
    scoring_rules.cache_clear()
    try:
        with pytest.raises(RulebookFault):
            scoring_rules()
    finally:
        scoring_rules.cache_clear()
