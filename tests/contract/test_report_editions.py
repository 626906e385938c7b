"""Every report edition says only what exists, and types no figure."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import zip_longest

import pytest

from mingzhang.docmodel.model import ChartKind
from mingzhang.domain.book.model import Book, Line
from mingzhang.domain.book.sheets import DepartmentRow
from mingzhang.domain.figures import Figures
from mingzhang.domain.references import BadReference
from mingzhang.domain.report.context import Context, make_context
from mingzhang.domain.report.edition import (
    ChartSpec,
    Insert,
    Item,
    Narrative,
    ReportEdition,
    Text,
    read_edition,
)
from mingzhang.domain.report.formatters import FORMATTERS, OF_A_WHOLE, UNIT_BEHIND
from mingzhang.domain.report.loops import LOOPS
from mingzhang.domain.report.placeholders import Holder, bare_quantities, parts_of, stray_braces
from mingzhang.domain.report.predicates import PREDICATES, holds
from mingzhang.facts.factset import FactSet
from mingzhang.facts.key import FactKey
from mingzhang.rulebook.concepts import concept, dimensions
from mingzhang.rulebook.documents import documents
from mingzhang.rulebook.editions import editions, merged
from mingzhang.usecases.import_book import PERFORMANCE_REPORTS

KINDS = ("report", *PERFORMANCE_REPORTS)
EDITIONS = sorted(e.id for e in editions().values() if e.kind in KINDS)
#: The edition whose wordings all of them share.
SHARED = "cn-performance-2018"
WORDS = {"Y", "Y-1", "entity", "kind"}
#: Names that a fragment's subjects are bound to.
SUBJECTS = ("x", "y", "z")
#: What a project, or the whole department, binds: figures and texts.
SUBJECT_FIGURES = {"received", "points", "stated", "indicators"}
SUBJECT_TEXTS = {
    "annual", "done", "conclusion", "problems", "advice", "grade", "stated_grade",
    "due_grade", "basis", "decision",
}  # fmt: skip
SUBJECT = SUBJECT_FIGURES | SUBJECT_TEXTS
OF_INDICATOR = {"result", "reason"}
#: What a turn binds besides `item`, by loop.
BOUND = {
    "groups": {"own", "destinations", "purpose", "result"},
    "reception_parts": {"batches", "persons"},
    "department_goal": SUBJECT,
    "goal_projects": SUBJECT,
    "indicators": OF_INDICATOR,
    "missed_everywhere": {*OF_INDICATOR, "owner"},
    "level_counts": {"reached"},
    "project_kinds": {"amount"},
    "rectifications": {"measure"},
    "evaluations": {"purpose", "group", "method", "design", "found", "advised", "open"},
    "sites": {"finding"},
    "decisions": {"decision", "reason"},
}
FIGURES_OF_TURNS = {*SUBJECT_FIGURES, "own", "batches", "persons", "reached", "amount"}
TEXTS_OF_TURNS = {"i", "item.name"}.union(*BOUND.values()) - FIGURES_OF_TURNS


@cache
def _edition(edition_id: str) -> ReportEdition:
    return read_edition(edition_id, merged(edition_id))


def _context(edition: ReportEdition) -> Context:
    """Return a report of an empty book: what an edition names is there whatever the rows."""
    department = DepartmentRow(
        code="D", name="某局", region="510500", year=2023, publish_date=date(2024, 9, 30)
    )
    book = Book({"部门": (Line(2, department),)})
    made = make_context(book, Figures(FactSet(book.whole)), edition, book.whole)
    some = FactKey.of("expenditure", book.whole, 2023)
    turn = dict.fromkeys(TEXTS_OF_TURNS, "某")
    figures = (*SUBJECTS, "item", *FIGURES_OF_TURNS)
    return made.with_bound({**turn, **dict.fromkeys(figures, some)})


def _items(edition: ReportEdition) -> Iterator[Item]:
    for section in edition.sections:
        yield from section.items


def _texts(edition: ReportEdition) -> Iterator[tuple[str, str]]:
    """Yield (place, text) of every text with placeholders."""
    yield from (("title", line) for line in edition.title)
    for section in edition.sections:
        yield section.id, section.title
        for number, item in enumerate(section.items):
            place = f"{section.id}.{number}"
            if isinstance(item, Text):
                yield from ((place, t) for t in (item.text, item.start, item.join, item.end))
            elif isinstance(item, ChartSpec):
                yield from ((place, t) for t in (item.caption, *item.categories))
                yield from ((place, points.name) for points in item.series)
    for name, variants in edition.fragments.items():
        for v in variants:
            yield from ((f"fragment {name}", t) for t in (v.text, v.start, v.join, v.end))
    yield from ((f"term {term.name}", term.text) for term in edition.terms)


def _conditions(edition: ReportEdition) -> Iterator[tuple[str, str]]:
    for section in edition.sections:
        yield from ((section.id, when) for when in section.when)
        for item in section.items:
            if isinstance(item, Text | ChartSpec):
                yield from ((item.id, when) for when in item.when)
            elif isinstance(item, Narrative):
                yield from ((item.id, when) for when in item.needed)
    for name, variants in edition.fragments.items():
        yield from ((name, when) for variant in variants for when in variant.when)
    yield from ((term.name, when) for term in edition.terms for when in term.when)


def _holders(edition: ReportEdition) -> Iterator[tuple[str, Holder]]:
    for place, text in _texts(edition):
        yield from ((place, p) for p in parts_of(text) if isinstance(p, Holder))


def _wrong(context: Context, holder: Holder) -> str:
    """Return what is wrong with a placeholder, empty when nothing is."""
    try:
        if holder.fragment:
            names = holder.arg.split(",") if holder.arg else []
            bound = [context.binding(name.strip()) for name in names]
            known = holder.subject in context.edition.fragments
            return "" if known and len(bound) <= len(SUBJECTS) else "unknown fragment"
        if not holder.formatter:
            is_text = holder.subject in WORDS or isinstance(context.binding(holder.subject), str)
            return "" if is_text else "a figure without a formatter"
        if holder.formatter == "names":
            return "" if holder.subject in LOOPS else "unknown loop"
        context.key(holder.subject)
        if holder.formatter == "reason":
            return (
                "" if f"no_reason_{holder.arg or 'change'}" in context.edition.words else "reason"
            )
        if holder.formatter in OF_A_WHOLE:
            context.key(holder.arg)
        return "" if holder.formatter in FORMATTERS else "unknown formatter"
    except BadReference as wrong:
        return str(wrong)


@pytest.mark.parametrize("edition_id", EDITIONS)
def test_every_placeholder_names_what_exists(edition_id: str) -> None:
    edition = _edition(edition_id)
    context = _context(edition)
    wrong = {
        (place, holder): said
        for place, holder in _holders(edition)
        if (said := _wrong(context, holder))
    }
    assert not wrong
    assert sum(1 for _ in _holders(edition)) > 100


@pytest.mark.parametrize("edition_id", EDITIONS)
def test_every_brace_belongs_to_a_placeholder(edition_id: str) -> None:
    assert not [(p, t) for p, t in _texts(_edition(edition_id)) if stray_braces(t)]


@pytest.mark.parametrize("edition_id", EDITIONS)
def test_every_bound_name_is_used_where_it_is_bound(edition_id: str) -> None:
    edition = _edition(edition_id)
    turned = {"i", "item", "item.name"}
    every = set().union(*BOUND.values()) | turned
    of_a_project = {*SUBJECT, "item", "item.name"} if _is_of_a_project(edition_id) else set()
    for section in edition.sections:
        bound = of_a_project | _bound(section.each)
        for item in section.items:
            if isinstance(item, Text):
                used = _names(item.text) | {n for when in item.when for n in _called(when)}
                assert not used & set(SUBJECTS), item
                assert not used & (every - bound - _bound(item.each)), item


def _bound(each: str) -> set[str]:
    return {"i", "item", "item.name", *BOUND.get(each, ())} if each else set()


def _is_of_a_project(edition_id: str) -> bool:
    return editions()[edition_id].kind in ("projectreport", "specialreport")


def _names(text: str) -> set[str]:
    holders = [p for p in parts_of(text) if isinstance(p, Holder)]
    subjects = {h.subject for h in holders if not h.fragment}
    return subjects | {n for h in holders for n in h.arg.split(",")}


def _called(when: str) -> list[str]:
    return [n.strip() for n in when.partition("(")[2].rstrip(")").split(",")]


@pytest.mark.parametrize("edition_id", EDITIONS)
def test_every_condition_can_be_judged(edition_id: str) -> None:
    edition = _edition(edition_id)
    context = _context(edition)
    judged = Counter(holds(context, when) for _, when in _conditions(edition))
    assert judged[True]
    assert judged[False]
    called = {when.lstrip("!").partition("(")[0] for _, when in _conditions(edition)}
    assert called <= set(PREDICATES)


@pytest.mark.parametrize("edition_id", EDITIONS)
def test_every_loop_list_narrative_and_insert_exists(edition_id: str) -> None:
    edition = _edition(edition_id)
    loops = [i.each for i in _items(edition) if isinstance(i, Text) and i.each]
    loops += [section.each for section in edition.sections if section.each]
    loops += [v.each for variants in edition.fragments.values() for v in variants if v.each]
    for item in _items(edition):
        if isinstance(item, ChartSpec):
            assert item.kind in set(ChartKind), item
            loops += [p.each for p in item.series if p.each]
            assert all(bool(p.keys) != bool(p.each) for p in item.series), item
            assert all(not p.keys or len(p.keys) == len(item.categories) for p in item.series)
            assert item.kind != "pie" or (len(item.series) == 1 and item.series[0].whole), item
    assert set(loops) <= set(LOOPS)
    assert set(edition.lists) <= set(LOOPS)
    forms = set().union(*(merged(e.id)["forms"] for e in editions().values() if e.kind == "forms"))
    inserts = Counter(i.what for i in _items(edition) if isinstance(i, Insert))
    made = {what: count for what, count in inserts.items() if what not in {*forms, "new_page"}}
    if editions()[edition_id].kind == "report":
        assert made == {"glossary": 1, "statements": 1, "notes": 2}  # after the text, after tables
    else:
        assert made == {"notes": 1}
        assert inserts["project-self-evaluation"] + inserts["whole-self-evaluation"]
    narratives = Counter(i.id for i in _items(edition) if isinstance(i, Narrative))
    assert narratives
    assert not [name for name, count in narratives.items() if count > 1]


@pytest.mark.parametrize("edition_id", EDITIONS)
def test_every_key_of_a_chart_exists(edition_id: str) -> None:
    context = _context(_edition(edition_id))
    for item in _items(context.edition):
        if isinstance(item, ChartSpec):
            for points in item.series:
                for name in (*points.keys, *filter(None, [points.whole])):
                    assert concept(context.key(name).concept).unit == "yuan"


@pytest.mark.parametrize("edition_id", EDITIONS)
def test_every_value_of_a_list_exists(edition_id: str) -> None:
    known = {value for dimension in dimensions().values() for value in dimension.values}
    for rows in _edition(edition_id).lists.values():
        assert {value for value, _ in rows} <= known
        assert len({label for _, label in rows}) == len(rows)


@pytest.mark.parametrize("edition_id", EDITIONS)
def test_every_name_is_a_key(edition_id: str) -> None:
    context = _context(_edition(edition_id))
    keys = {name: context.key(name) for name in context.edition.names}
    assert len(set(keys.values())) == len(keys)  # one quantity, one name
    assert not set(keys) & (set(SUBJECTS) | {"i", "item", "own"} | WORDS)


@pytest.mark.parametrize("edition_id", EDITIONS)
def test_no_figure_is_typed(edition_id: str) -> None:
    """Labels of lists (单价50万元以上) are names of the form; sentences have none."""
    assert not [
        (p, bare_quantities(t)) for p, t in _texts(_edition(edition_id)) if bare_quantities(t)
    ]


@pytest.mark.parametrize("edition_id", EDITIONS)
def test_every_figure_is_followed_by_its_unit(edition_id: str) -> None:
    wrong = []
    for place, text in _texts(_edition(edition_id)):
        parts = parts_of(text)
        if len(parts) == 1:
            continue  # the last variant of a fragment: there the figure is unknown, a gap
        for part, after in zip_longest(parts, parts[1:], fillvalue=""):
            unit = UNIT_BEHIND.get(part.formatter, "") if isinstance(part, Holder) else ""
            if not (isinstance(after, str) and after.startswith(unit)) and unit:
                wrong.append((place, part))
    assert not wrong


@pytest.mark.parametrize("edition_id", EDITIONS)
def test_every_fragment_ends_in_a_wording_for_all_else(edition_id: str) -> None:
    """Silence is a decision that is written down, as an empty text, never an oversight."""
    for name, variants in _edition(edition_id).fragments.items():
        assert variants[-1].when == (), name
        assert all(variant.when for variant in variants[:-1]), name


@pytest.mark.parametrize("edition_id", EDITIONS)
def test_every_fragment_of_its_own_is_used(edition_id: str) -> None:
    edition = _edition(edition_id)
    used = _used(edition)
    assert used <= set(edition.fragments)
    assert set(edition.fragments) - set(merged(SHARED)["fragments"]) <= used


def test_every_shared_fragment_is_used_somewhere() -> None:
    assert set(merged(SHARED)["fragments"]) <= set().union(*map(_used, map(_edition, EDITIONS)))


def _used(edition: ReportEdition) -> set[str]:
    """Return the fragments that sentences speak, through other fragments too."""
    waiting = [t for place, t in _texts(edition) if not place.startswith("fragment ")]
    found: set[str] = set()
    while waiting:
        said = [p.subject for p in parts_of(waiting.pop()) if isinstance(p, Holder) and p.fragment]
        for name in set(said) - found:
            found.add(name)
            waiting += [v.text for v in edition.fragments[name]]
    return found


@pytest.mark.parametrize("edition_id", EDITIONS)
def test_sections_go_down_one_level_at_a_time_and_are_named_once(edition_id: str) -> None:
    sections = _edition(edition_id).sections
    assert len({s.id for s in sections}) == len(sections)
    parts = editions()[edition_id].kind == "report"  # the others have no 第一部分
    before = 0 if parts else 1
    for section in sections:
        assert 1 <= section.level <= before + 1, section.id
        before = section.level


@pytest.mark.parametrize("edition_id", EDITIONS)
def test_the_edition_says_what_it_rests_on(edition_id: str) -> None:
    basis = merged(edition_id)["basis"]
    assert basis["document"] in documents()
    assert basis["certainty"] in ("K-H", "K-M", "K-L")
