"""Evaluations as plain data: what a command prints as JSON. Decimals are their exact text."""

from __future__ import annotations

from mingzhang.domain.performance.evaluation.model import Evaluation, Evaluations
from mingzhang.domain.performance.evaluation.rechecked import RecheckDraw, Rechecked
from mingzhang.domain.performance.evaluation.survey import Survey
from mingzhang.domain.performance.notice_record import Record, notice_record
from mingzhang.domain.performance.whole.record import rating_record, text_of
from mingzhang.rulebook.performance import term


def evaluations_record(found: Evaluations) -> Record:
    """Return evaluations as mappings, lists, texts and None, in a fixed order."""
    return {
        "entity": str(found.entity),
        "region": found.region,
        "year": found.year,
        "evaluations": [_evaluation(each) for each in found.evaluations],
        "rechecked": [_rechecked(each) for each in found.rechecked],
        "draw": _draw(found.draw) if found.draw else None,
        "notices": [notice_record(notice) for notice in found.notices],
    }


def _evaluation(evaluation: Evaluation) -> Record:
    row = evaluation.row
    return {
        "code": row.code,
        "project": row.project or "",
        "name": evaluation.name,
        "kind": term("evaluator", row.kind),
        "date": row.on.isoformat() if row.on else None,
        "purpose": row.purpose,
        "group": row.group,
        "method": row.method,
        **rating_record(evaluation.rating),
        "result_weight": text_of(evaluation.result_weight),
        "survey": _survey(evaluation.survey, row.design),
        "sites": [
            {"name": site.name, "amount": text_of(site.amount), "finding": site.finding}
            for site in evaluation.sites
        ],
        "site_money": text_of(evaluation.site_money),
        "problems": row.problems,
        "advice": row.advice,
    }


def _survey(survey: Survey, design: str) -> Record:
    interval = survey.interval
    return {
        "design": design,
        "population": text_of(survey.population),
        "sample": text_of(survey.sample),
        "responses": text_of(survey.responses),
        "satisfied": text_of(survey.satisfied),
        "response_rate": text_of(survey.response_rate),
        "satisfaction": text_of(survey.satisfaction),
        "interval": [text_of(end) for end in interval] if interval else None,
        "faults": list(survey.faults()),
    }


def _rechecked(each: Rechecked) -> Record:
    return {
        "project": each.project,
        "name": each.name,
        "own": text_of(each.own),
        "stated": each.stated,
        "rechecked": text_of(each.rechecked),
        "deviation": text_of(each.deviation),
        "deduction": text_of(each.deduction),
    }


def _draw(draw: RecheckDraw) -> Record:
    return {
        "share": text_of(draw.share),
        "seed": draw.seed,
        "method": draw.method,
        "codes": list(draw.codes),
        "drawn": [{"rank": d.rank, "code": d.code, "number": d.number} for d in draw.drawn],
    }
