"""Part three: terms that occur, and the functional items that occur, named as of the year."""

from __future__ import annotations

from mingzhang.docmodel.model import Paragraph
from mingzhang.docmodel.model import Text as TextRun
from mingzhang.domain.report.context import Context
from mingzhang.domain.report.edition import Term
from mingzhang.domain.report.loops import LOOPS
from mingzhang.domain.report.predicates import all_hold
from mingzhang.domain.report.wording import word
from mingzhang.facts.key import FactKey
from mingzhang.rulebook.glossary import definition


def glossary(context: Context) -> list[Paragraph]:
    """Return the numbered entries: the edition's terms in order, items at their place."""
    entries: list[tuple[str, str]] = []
    for term in context.edition.terms:
        if not all_hold(context, term.when):
            continue
        entries += _items(context) if term.name == "function_items" else [_entry(context, term)]
    return [
        Paragraph((TextRun(f"{n}．"), TextRun(name, strong=True), TextRun(f"：{text}")))
        for n, (name, text) in enumerate(entries, start=1)
    ]


def _entry(context: Context, term: Term) -> tuple[str, str]:
    said = (getattr(run, "text", "") for run in word(context, term.text))
    return term.name, "".join(said)


def _items(context: Context) -> list[tuple[str, str]]:
    result = []
    for turn in LOOPS["function_items"](context):
        key = turn["item"]
        assert isinstance(key, FactKey)
        code = key.get("function") or ""
        text = definition(code, context.book.year)
        if text is None:
            context.findings.gap(f"名词解释缺少科目 {code} 的说明")
            text = context.edition.words["no_definition"]
        result.append((str(turn["item.name"]), text))
    return result
