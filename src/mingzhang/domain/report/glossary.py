"""Part three: terms that occur, and the functional items that occur, named as of the year."""

from __future__ import annotations

from mingzhang.docmodel.model import Gap, Paragraph, Run
from mingzhang.docmodel.model import Text as TextRun
from mingzhang.domain.report.context import Context
from mingzhang.domain.report.edition import Term
from mingzhang.domain.report.loops import turns_of
from mingzhang.domain.report.predicates import all_hold
from mingzhang.domain.report.wording import joined, word
from mingzhang.rulebook.glossary import definition


def glossary(context: Context) -> list[Paragraph]:
    """Return the numbered entries: the edition's terms in order, items at their place."""
    entries: list[tuple[str, tuple[Run, ...]]] = []
    for term in context.edition.terms:
        if not all_hold(context, term.when):
            continue
        entries += _items(context) if term.name == "function_items" else [_entry(context, term)]
    return [
        Paragraph(joined([TextRun(f"{n}．"), TextRun(name, strong=True), TextRun("："), *runs]))
        for n, (name, runs) in enumerate(entries, start=1)
    ]


def _entry(context: Context, term: Term) -> tuple[str, tuple[Run, ...]]:
    return term.name, word(context, term.text)


def _items(context: Context) -> list[tuple[str, tuple[Run, ...]]]:
    result: list[tuple[str, tuple[Run, ...]]] = []
    for turn in turns_of(context, "every_function_item"):
        code = context.with_bound(turn).key("item").get("function") or ""
        text = definition(code, context.book.year)
        said: Run = TextRun(text or "")
        if text is None:
            said = Gap("科目说明", code)
            context.findings.gap(said.text, f"名词解释缺少科目 {code} 的说明")
        result.append((str(turn["item.name"]), (said,)))
    return result
