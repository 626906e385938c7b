"""Findings of the domain as findings with evidence: every figure at its place in its document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from mingzhang.domain.checks import findings as judged
from mingzhang.domain.checks.judge import Judgement
from mingzhang.domain.checks.messages import amount, claims, in_unit
from mingzhang.domain.checks.model import Kind, Observation
from mingzhang.domain.checks.repairs import places_of
from mingzhang.usecases.checked.model import Evidence, Finding, Root
from mingzhang.usecases.checked.places import Atlas

_MORE_PLACES = 2  # decimals of a tolerance, and of an expected value that would else look the same


def converted(finding: judged.Finding, atlas: Atlas) -> Finding:
    """Return a finding with the places of its figures; amounts become decimals in one unit."""
    likely = {
        x: each.text
        for each in (*((finding.root,) if finding.root else ()), *finding.follows)
        for x in each.observations
    }
    stated, expected, difference, tolerance, unit = _amounts(finding)
    at_stake = _difference_in_yuan(finding)
    return Finding(
        rule=finding.rule,
        title=finding.title,
        severity=finding.severity,
        message=finding.message,
        evidence=tuple(_evidence(place, atlas, likely) for place in finding.places),
        stated=stated,
        expected=expected,
        difference=difference,
        tolerance=tolerance,
        unit=unit,
        amount_yuan=None if at_stake is None else _plain(at_stake),
        impact=finding.impact or None,
        sums=claims(finding.judgements),
        root=_root(finding.root, atlas) if finding.root else None,
        follows=tuple(_root(each, atlas) for each in finding.follows),
        candidates=tuple(_root(each, atlas) for each in finding.candidates),
        basis=finding.basis,
        advice=finding.advice,
    )


def _evidence(place: judged.Place, atlas: Atlas, likely: dict[Observation, str]) -> Evidence:
    if place.number is None:
        return replace(atlas.at(place.spans), role=place.role)
    x = atlas.observation(place.number)
    return replace(atlas.of(x), role=place.role, likely=likely.get(x, ""))


def _root(likely: judged.Likely, atlas: Atlas) -> Root:
    x = likely.observation
    places = _places(likely.observations, atlas, likely.text)
    return Root(amount(x, x.value), likely.text, places)


def _places(figures: Iterable[Observation], atlas: Atlas, text: str) -> tuple[Evidence, ...]:
    return tuple(replace(atlas.of(x), likely=text) for x in figures)


def _amounts(finding: judged.Finding) -> tuple[str | None, str | None, str | None, str | None, str]:
    """Return stated, expected, difference, tolerance in the unit of the stated figure, and it."""
    if not finding.judgements:
        return finding.stated or None, finding.expected or None, None, None, ""
    first = finding.judgements[0]
    places = places_of(first.pattern)
    stated = in_unit(first, first.stated, places)
    expected, difference = _expected(first, stated, places)
    tolerance = None
    if first.tolerance is not None:
        tolerance = _plain(abs(in_unit(first, first.tolerance, places + _MORE_PLACES)))
    return _plain(stated), expected, difference, tolerance, first.pattern.unit


def _expected(first: Judgement, stated: Decimal, places: int) -> tuple[str | None, str | None]:
    if first.expected is None:
        return None, None
    expected = in_unit(first, first.expected, places)
    if expected == stated:
        expected = in_unit(first, first.expected, places + _MORE_PLACES)
    return _plain(expected), _plain(stated - expected)


def _difference_in_yuan(finding: judged.Finding) -> Decimal | None:
    """Return by how much the stated money is off; where a rate is, what the root is off by."""
    if finding.judgements:
        first = finding.judgements[0]
        if first.pattern.kind is Kind.MONEY and first.difference is not None:
            return first.difference
    return finding.amount_yuan


def _plain(value: Decimal) -> str:
    return f"{value:f}"
