"""Sentences into runs: placeholders filled, fragments chosen, loops unrolled."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from mingzhang.docmodel.model import Gap, Number, Paragraph, Run
from mingzhang.docmodel.model import Text as TextRun
from mingzhang.domain.labels import label_of, short_label
from mingzhang.domain.references import BadReference
from mingzhang.domain.report.context import Context
from mingzhang.domain.report.edition import Text, Variant
from mingzhang.domain.report.formatters import FORMATTERS
from mingzhang.domain.report.loops import turns_of
from mingzhang.domain.report.placeholders import Holder, parts_of
from mingzhang.domain.report.predicates import all_hold
from mingzhang.facts.key import FactKey, dims_of


def word(context: Context, text: str) -> tuple[Run, ...]:
    """Return the runs of a text with placeholders. Raises BadReference."""
    runs: list[Run] = []
    for part in parts_of(text):
        runs += (TextRun(part),) if isinstance(part, str) else _fill(context, part)
    return joined(runs)


def sentence(context: Context, item: Text) -> tuple[Run, ...] | None:
    """Return the runs of a sentence with its repetitions; None when it is not said."""
    if not item.each:
        return word(context, item.text) if all_hold(context, item.when) else None
    said = _turns(context, item)
    if not said:
        return None
    runs: list[Run] = [TextRun(item.start)]
    for index, turn in enumerate(said):
        runs += [*((TextRun(item.join),) if index else ()), *word(turn, item.text)]
    return joined([*runs, TextRun(item.end)])


def _turns(context: Context, item: Text) -> list[Context]:
    """Return the turns of a sentence's loop that are said, `i` counting them."""
    turns = [context.with_bound(t) for t in turns_of(context, item.each)]
    said = [t for t in turns if all_hold(t, item.when)]
    return [t.with_bound({"i": str(n)}) for n, t in enumerate(said, 1)]


def paragraphs(context: Context, items: list[Text]) -> list[Paragraph]:
    """Return the paragraphs that consecutive sentences make."""
    result: list[Paragraph] = []
    open_paragraph = False
    for item in items:
        for runs in _spoken(context, item):
            if item.new or not open_paragraph:
                result.append(Paragraph(runs, small=item.small))
            else:
                last = result[-1]
                result[-1] = Paragraph(joined([*last.runs, *runs]), small=last.small)
            open_paragraph = True
    return result


def _spoken(context: Context, item: Text) -> list[tuple[Run, ...]]:
    """A loop without `join` makes a paragraph of each turn."""
    if item.each and not item.join:
        return [said for t in _turns(context, item) if (said := word(t, item.text))]
    runs = sentence(context, item)
    return [runs] if runs else []  # a fragment may choose to say nothing


def joined(runs: list[Run]) -> tuple[Run, ...]:
    """Merge neighbouring plain text; empty text disappears; a mark goes behind the unit."""
    result: list[Run] = []
    for run in runs:
        if isinstance(run, TextRun) and not run.text:
            continue
        last = result[-1] if result else None
        if isinstance(run, TextRun) and isinstance(last, TextRun) and run.strong == last.strong:
            result[-1] = TextRun(last.text + run.text, run.strong)
        elif isinstance(run, TextRun) and isinstance(last, Number) and last.mark and not last.tail:
            unit = last.unit if run.text.startswith(last.unit) else ""
            result[-1] = replace(last, tail=unit)
            result += [TextRun(run.text[len(unit) :])] if run.text != unit else []
        else:
            result.append(run)
    return tuple(result)


def _fill(context: Context, holder: Holder) -> tuple[Run, ...]:
    if holder.fragment:
        return _fragment(context, holder)
    if not holder.formatter:
        return _plain(context, holder.subject)
    if holder.formatter == "reason":
        return _reason(context, context.key(holder.subject), holder.arg or "change")
    if holder.formatter == "names":
        return _names(context, holder.subject)
    if holder.formatter not in FORMATTERS:
        known = "、".join(FORMATTERS)
        raise BadReference(f"未知的格式“{holder.formatter}”；可用：{known}、reason、names")
    return FORMATTERS[holder.formatter](context, context.key(holder.subject), holder.arg)


def _plain(context: Context, subject: str) -> tuple[Run, ...]:
    year = context.book.year
    special = {
        "Y": str(year),
        "Y-1": str(year - 1),
        "entity": context.name,
        "kind": context.edition.words["department" if context.is_department else "unit"],
    }
    if subject in special:
        return (TextRun(special[subject]),)
    bound = context.binding(subject)
    if isinstance(bound, FactKey):
        raise BadReference(f"“{subject}”是数据，请写明格式，例如 {{{subject}|wan}}")
    return word(context, bound)  # a text of the office may have placeholders of its own


def _names(context: Context, loop: str) -> tuple[Run, ...]:
    return (TextRun("、".join(str(t["item.name"]) for t in turns_of(context, loop))),)


def _fragment(context: Context, holder: Holder) -> tuple[Run, ...]:
    """Say the first variant that holds; its subject is called `x`, further ones `y`."""
    if holder.subject not in context.edition.fragments:
        raise BadReference(f"未知的片段“{holder.subject}”")
    names = [n.strip() for n in holder.arg.split(",")] if holder.arg else []
    bound = {letter: context.binding(n) for letter, n in zip("xyz", names, strict=False)}
    inner = context.with_bound(bound)
    for variant in context.edition.fragments[holder.subject]:
        if all_hold(inner, variant.when):
            return _variant(inner, variant)
    return ()


def _variant(context: Context, variant: Variant) -> tuple[Run, ...]:
    if not variant.each:
        return word(context, variant.text)
    said = Text(
        id="",
        text=variant.text,
        each=variant.each,
        start=variant.start,
        join=variant.join,
        end=variant.end,
    )
    return sentence(context, said) or ()


def _reason(context: Context, key: FactKey, about: str) -> tuple[Run, ...]:
    text = context.reasons.get((about, key.concept, dims_of(dict(key.dims))))
    if text is None:
        words = context.edition.words
        shown = short_label(key, context.book.year) + words[_lacking_reason(context, key, about)]
        context.findings.gap(shown, f"{label_of(key)}{words['no_reason_' + about]}")
        return (Gap(shown, str(key)),)
    return word(context, text.rstrip("。；，"))


#: What a reason is of, by what it is about: measure, and the words if above and if below zero.
_REASONS = {
    "change": ("change", "reason_up", "reason_down"),
    "completion": ("shortfall", "reason_under", "reason_over"),
}


def _lacking_reason(context: Context, key: FactKey, about: str) -> str:
    measure, above, below = _REASONS[about]
    value = context.figures.value(key.with_dims(measure=measure)) or Decimal(0)
    return below if value < 0 else above
