"""How long scoring takes: ten thousand projects of twelve indicators, and a tenth of them."""

from __future__ import annotations

import hashlib
import json

from mingzhang.domain.performance.model import Performance
from mingzhang.domain.performance.scoring.facts import score_facts
from mingzhang.domain.performance.scoring.record import score_record
from mingzhang.domain.performance.scoring.scored import Scored
from mingzhang.domain.performance.scoring.scoring import score_performance
from mingzhang.rulebook.parameters import Parameters
from tools.bench.check import Timed
from tools.bench.made_performance import INDICATORS, made_performance

PROJECTS = 10_000


def scored(performance: Performance) -> Scored:
    """Score a performance by the parameters of its place and year."""
    parameters = Parameters(performance.region, performance.year, performance.parameters)
    return score_performance(performance, parameters)


def digest(result: Scored) -> str:
    """Return the sha256 of a result as JSON."""
    text = json.dumps(score_record(result), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def bench_scoring(timed: Timed) -> None:
    """Score both sizes; tell seconds, their ratio, and whether two runs are the same bytes."""
    print(f"{PROJECTS} projects of {INDICATORS} indicators scored")
    small, large = made_performance(PROJECTS // 10), made_performance(PROJECTS)
    few, _ = timed(f"{PROJECTS // 10} projects", lambda: scored(small))
    many, result = timed(f"{PROJECTS} projects (target 5 s)", lambda: scored(large))
    print(f"  ten times the projects take {many / few:.1f} times as long (linear: 10)")
    again = digest(scored(made_performance(PROJECTS)))
    print(f"  same bytes twice: {'yes' if digest(result) == again else 'NO'}")
    tenth = scored(small)
    print(f"  facts of {PROJECTS // 10} projects: {len(score_facts(tenth))}")
