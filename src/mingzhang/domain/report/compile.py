"""A book and an edition into the blocks of a report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from mingzhang.docmodel.model import (
    Align,
    Block,
    Chart,
    Contents,
    Cover,
    Gap,
    Heading,
    PageBreak,
    Paragraph,
)
from mingzhang.domain.report.charts import chart
from mingzhang.domain.report.context import Context
from mingzhang.domain.report.edition import ChartSpec, Insert, Narrative, Section, Text
from mingzhang.domain.report.glossary import glossary
from mingzhang.domain.report.loops import turns_of
from mingzhang.domain.report.notes import notes
from mingzhang.domain.report.numerals import heading_number
from mingzhang.domain.report.predicates import all_hold
from mingzhang.domain.report.wording import paragraphs, word

#: What an `insert` of an edition may be; the caller supplies `statements`.
Insertion = Callable[[Context], Iterable[Block]]


@dataclass(slots=True)
class _Numbers:
    """Running numbers of headings (per level, restarted below each parent) and of charts."""

    headings: list[int]
    charts: int = 0

    def next_heading(self, level: int) -> int:
        self.headings[level] += 1
        for deeper in range(level + 1, len(self.headings)):
            self.headings[deeper] = 0
        return self.headings[level]


def compile_blocks(context: Context, insertions: Mapping[str, Insertion]) -> list[Block]:
    """Return the blocks of the whole report: cover, contents, sections.

    Raises BadReference when the edition or a user's text names what does not exist.
    """
    title = tuple(
        "".join(getattr(r, "text", "") for r in word(context, t)) for t in context.edition.title
    )
    published = context.book.department.publish_date
    date = f"{published.year}年{published.month}月{published.day}日"
    blocks: list[Block] = [
        Cover(title, (context.name, f"{context.edition.words['published']}{date}")),
        Contents(context.edition.words["contents"]),
    ]
    if all(section.level > 1 for section in context.edition.sections):
        blocks.append(PageBreak())  # a report without parts begins after its contents
    numbers = _Numbers([0] * 6)
    inserts: dict[str, Insertion] = {
        "glossary": glossary,
        "notes": lambda c: notes(c, blocks),
        "new_page": lambda _: [PageBreak()],
        **insertions,
    }
    for section in context.edition.sections:
        if all_hold(context, section.when):
            blocks += _sections(context, section, numbers, inserts)
    return _with_what_follows(blocks)


def _with_what_follows(blocks: list[Block]) -> list[Block]:
    """Keep a part's heading on the page of what it heads: of two breaks around it the second.

    A part that is all tables begins with a page break of the first table's orientation.
    """
    result = list(blocks)
    while isinstance(result[-1], PageBreak):
        result.pop()  # nothing follows: what was to be annexed has nothing to say
    at = 0
    while at + 2 < len(result):
        before, heading, after = result[at : at + 3]
        if (
            isinstance(before, PageBreak)
            and isinstance(heading, Heading)
            and isinstance(after, PageBreak)
        ):
            result[at : at + 3] = [after, heading]
        at += 1
    return result


def _sections(
    context: Context, section: Section, numbers: _Numbers, inserts: Mapping[str, Insertion]
) -> list[Block]:
    """Return a section, or with `each` one for every turn."""
    if not section.each:
        return _section(context, section, numbers, inserts, f"s-{section.id}")
    blocks: list[Block] = []
    for number, turn in enumerate(turns_of(context, section.each), 1):
        bound = context.with_bound(turn)
        blocks += _section(bound, section, numbers, inserts, f"s-{section.id}-{number}")
    return blocks


def _section(
    context: Context,
    section: Section,
    numbers: _Numbers,
    inserts: Mapping[str, Insertion],
    anchor: str,
) -> list[Block]:
    blocks: list[Block] = []
    if section.level == 1:
        blocks.append(PageBreak())
    if section.title:
        number = heading_number(section.level, numbers.next_heading(section.level))
        title = "".join(getattr(r, "text", "") for r in word(context, section.title))
        blocks.append(Heading(section.level, number + title, anchor))
    blocks += _items(context, section, numbers, inserts)
    return blocks


def _items(
    context: Context, section: Section, numbers: _Numbers, inserts: Mapping[str, Insertion]
) -> list[Block]:
    blocks: list[Block] = []
    texts: list[Text] = []
    for item in section.items:
        if isinstance(item, Text):
            texts.append(item)
            continue
        blocks += paragraphs(context, texts)
        texts = []
        match item:
            case ChartSpec():
                blocks += _chart(context, item, numbers)
            case Narrative():
                blocks += _narrative(context, item)
            case Insert():
                blocks += inserts[item.what](context) if item.what in inserts else ()
    return [*blocks, *paragraphs(context, texts)]


def _chart(context: Context, spec: ChartSpec, numbers: _Numbers) -> list[Chart]:
    drawn = chart(context, spec, numbers.charts + 1)
    if drawn is None:
        return []
    numbers.charts += 1
    return [drawn]


def _narrative(context: Context, item: Narrative) -> list[Paragraph]:
    rows = context.narrative(item.id)
    if rows:
        return [Paragraph(word(context, line)) for row in rows for line in row.split("\n")]
    if not item.missing or not all_hold(context, item.needed):
        return []
    context.findings.gap(item.missing, f"缺少{item.missing}（叙述表“{item.id}”）")
    return [Paragraph((Gap(item.missing),), align=Align.LEFT)]
