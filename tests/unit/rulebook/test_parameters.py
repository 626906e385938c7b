"""What is a value of a parameter, and that every bound holds for the values of the rulebook."""

import pytest

from mingzhang.rulebook.parameters import parameters


@pytest.mark.parametrize(
    ("code", "text", "fits"),
    [
        ("execution_weight", "0", True),
        ("execution_weight", "100", True),
        ("execution_weight", "-0.01", False),
        ("execution_weight", "100.01", False),
        ("execution_weight", "Infinity", False),
        ("handling_days", "1E+9", False),
        ("over_achievement", "99", False),
        ("satisfaction_steps", "90:100;0:0", True),
        ("satisfaction_steps", "90:101;0:0", False),
        ("satisfaction_steps", "900:100", True),  # only what a step gives is bounded
        ("satisfaction_steps", "90", False),
        ("satisfaction_steps", "NaN:1", False),
        ("satisfaction_steps", "90:NaN", False),
        ("execution_free", "是", True),
        ("execution_free", "yes", False),
    ],
)
def test_values_and_their_bounds(code: str, text: str, *, fits: bool) -> None:
    assert parameters()[code].fits(text) is fits


def test_every_number_is_bounded() -> None:
    open_ended = [p.code for p in parameters().values() if p.kind != "flag" and not p.most]
    assert not open_ended
