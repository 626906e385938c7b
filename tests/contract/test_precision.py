"""Every error and warning on the real documents has a person's verdict, and nearly all are true."""

from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from mingzhang.domain.checks.model import Severity
from tools.precision import Told, documents, is_held_back, precision, told, verdicts

LEAST = {Severity.ERROR: Fraction(99, 100), Severity.WARNING: Fraction(90, 100)}


@cache
def findings(corpus: Path) -> tuple[Told, ...]:
    return tuple(each for path in documents(corpus) for each in told(path))


def test_every_finding_has_been_read(corpus: Path) -> None:
    assert [each for each in findings(corpus) if each not in verdicts()] == []


def test_no_verdict_is_of_a_finding_that_is_gone(corpus: Path) -> None:
    assert set(verdicts()) - set(findings(corpus)) == set()


@pytest.mark.parametrize("severity", LEAST)
@pytest.mark.parametrize("held_back", [False, True])
def test_what_is_told_is_true(corpus: Path, severity: Severity, held_back: bool) -> None:
    own = [each for each in findings(corpus) if is_held_back(each.document) == held_back]
    true, every = precision(own, verdicts(), severity)
    assert true >= LEAST[severity] * every
