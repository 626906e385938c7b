"""Which quantity of the trade each figure is: by its words, its passage and the headings above.

What is not told unmistakably stays unknown: a wrong key makes two right figures contradict.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from mingzhang.domain.checks.model import Certainty, Kind, Observation, Role
from mingzhang.extraction.labels import is_aspect
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.quantities.contexts import Context, Contexts
from mingzhang.extraction.quantities.functions import Path, read_path
from mingzhang.extraction.quantities.keys import FUNCTION, Key, Mention
from mingzhang.extraction.quantities.naming import Name, read_name, stripped
from mingzhang.extraction.quantities.stages import basis_of, stage_for
from mingzhang.extraction.tables.observe import rows_of
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.quantities import ALL, Quantity, quantities

_YEAR = lazy_regex(r"(?<![0-9〔［])(20[0-9]{2})[ ]?年(?!以|来)")
_COMPARED = lazy_regex(
    r"(?:比|较|与|同)[^，。；：]{1,24}?(?:相比|比较|对比|$|[增减下上降提压多少基持])"
)
_PARTS = lazy_regex(r"其中|包括|主要用于|用于以下|分别[是为]|支出[中里]，")
_SPOKEN = lazy_regex(r"(?:20[0-9]{2}[ ]?年度?|全年|本年)[^，。；：]{0,12}$")
#: A bracket that was closed took with it the year told inside.
_BRACKET_CLOSED = lazy_regex(r"^[^（）]{0,40}）")
_REASON = lazy_regex(r"原因|由于|其中|主要[是为]")
_ITEM = lazy_regex(r"[款项]）")
_SEGMENT = lazy_regex(r"[，。；：]")
_LISTED = lazy_regex(r"[ ]?[，、和及与][ ]?")
_FILLER = lazy_regex(
    r"增加|减少|增长|下降|上升|降低|提高|压减|变动|变化|相比|各自|各|分别|均|同比|约|比上年|上年|"
    r"决算|预算|支出|收入|金额|数|额|率|了|为|的|总计|合计|财政拨款|一般公共预算|[，。；：、（）\s]"
)
_WORDS = lazy_regex(r"[一-鿿]{2,}")
#: So many signs before a figure may hold its name, and so many figures what it is a change of.
_FAR, _SEEN = 1000, 120
_PLANNED = ("initial", "budget", "adjusted")
_AGAINST = (Role.CHANGE, Role.GROWTH)


@dataclass(slots=True)
class _State:
    """What the figures of a passage so far leave for those to come."""

    scope: str = ""  # of the whole whose parts are listed
    stage: str = ""
    entity: str = ""  # that the last name told
    levels: list[tuple[Observation, Key]] = field(default_factory=list)
    compared: bool = False  # a change was told since the last year was


class Resolver:
    """Resolves the figures of a view in order."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._contexts = Contexts(view.year)

    def mentions(self) -> Iterator[Mention]:
        """Yield every figure of running text whose quantity is known, in order."""
        rows = rows_of(self._view)
        for passage in self._view.passages:
            # A row of a table is no statement: whose figures it lists its table tells.
            if passage.observations and passage.cell is None and passage.place not in rows:
                yield from self._passage(passage)

    def _passage(self, passage: Passage) -> list[Mention]:
        context = self._contexts.of(passage)
        state = _State()
        starts = [start for start, _ in passage.sentences]
        before = 0
        found: list[Mention] = []
        for o in passage.observations:
            opened = starts[bisect_right(starts, o.start) - 1] if starts else 0
            gap = passage.text[max(before, opened) : o.start]
            if _PARTS.search(passage.text, before, o.start) and state.levels:
                state.scope = state.levels[-1][1].scope
                state.stage = state.levels[-1][1].stage
            before = o.unit_end
            key, certainty = self._key(o, gap, context, state, opened) or (None, Certainty.POSSIBLE)
            if key is not None:
                if _is_second(o, state) and (sides := _sides(key)):
                    found[-1] = replace(found[-1], key=key._replace(quantity=sides[0]))
                    key = key._replace(quantity=sides[1])
                if o.role is Role.LEVEL and o.kind is not Kind.RATE:
                    state.levels.append((o, key))
                found.append(Mention(o, key, certainty, context.section))
            state.compared = o.role in _AGAINST or (state.compared and not _told_year(gap))
        return found

    def _key(
        self, o: Observation, gap: str, context: Context, state: _State, opened: int
    ) -> tuple[Key, Certainty] | None:
        if o.role is Role.LEVEL:
            begin = max(opened, o.start - _FAR)
            said = self._view.passages[o.place].text[begin : o.start]
            found = self._level(o, gap, said, context, state)
            return None if found and self._mixes(o, found[0], state, opened) else found
        if o.role in (Role.CHANGE, Role.GROWTH, Role.SHARE, Role.COMPLETION):
            return self._against(o, gap, context, state, opened)
        return None

    def _mixes(self, o: Observation, key: Key, state: _State, opened: int) -> bool:
        """Tell whether a sentence that spoke of a budget goes on without saying of what stage."""
        if not state.levels or state.stage or key.stage != stage_for(self._view, "", key.year):
            return False
        last, before = state.levels[-1]
        if last.start < opened or before.stage in ("", key.stage):
            return False
        return not stripped(o.label)[2] and not stripped(o.subject)[2]

    def _level(
        self, o: Observation, gap: str, said: str, context: Context, state: _State
    ) -> tuple[Key, Certainty] | None:
        year, sure = self._year(o, gap, state)
        for words, own in _candidates(o, gap, said):
            if o.kind is Kind.MONEY and (path := read_path(words, self._view.year, context.path)):
                return self._item(words, path, year, context, state), sure
            name = read_name(words, o.kind, o.unit)
            if name is None or name.quantity is None:
                continue
            if name.bare and not (words == context.lead or (own and context.of_department)):
                continue
            certainty = min(sure, Certainty.LIKELY if name.quantity.vague else Certainty.CERTAIN)
            return self._named(name, name.quantity, year, context, state), certainty
        return self._by_lead(o, year, sure, context, state)

    def _by_lead(
        self, o: Observation, year: int | None, sure: Certainty, context: Context, state: _State
    ) -> tuple[Key, Certainty] | None:
        """Return what the opening of a passage says where a label tells only stage or whose."""
        label = read_name(o.label, o.kind, o.unit)
        if label is None or label.quantity is not None or label.scope or not context.lead:
            return None
        if o.kind is Kind.MONEY and (path := read_path(context.lead, self._view.year)):
            return self._item(o.label, path, year, context, state), sure
        lead = read_name(context.lead, o.kind, o.unit)
        if lead is None or lead.quantity is None or _ITEM.search(context.lead):
            return None
        name = Name(lead.quantity, lead.scope, label.stage or lead.stage, label.entity)
        return self._named(name, lead.quantity, year, context, state), Certainty.LIKELY

    def _item(
        self, words: str, path: Path, year: int | None, context: Context, state: _State
    ) -> Key:
        _, scope, told = stripped(words)
        stage = self._stage(told, year, context, state)
        of = state.entity or context.entity
        return Key(FUNCTION, year, stage, _scope(scope, state, context), "/".join(path), of)

    def _stage(self, told: str, year: int | None, context: Context, state: _State) -> str:
        return stage_for(self._view, told or state.stage or context.stage, year)

    def _named(
        self, name: Name, quantity: Quantity, year: int | None, context: Context, state: _State
    ) -> Key:
        scope = ""
        if quantity.scoped:
            scope = _scope(name.scope, state, context)
            if scope == ALL:
                scope = quantity.money
        if quantity.stage or (quantity.stock and name.stage in ("", "actual")):
            stage = quantity.stage
        else:
            stage = self._stage(name.stage, year, context, state)
        aspect = context.project if quantity.vague and quantity.kind == "money" else ""
        state.entity = name.entity or state.entity
        return Key(quantity.id, year, stage, scope, aspect, state.entity or context.entity)

    def _against(
        self, o: Observation, gap: str, context: Context, state: _State, opened: int
    ) -> tuple[Key, Certainty] | None:
        """Return the key of a change, rate, share or completion: of what, against what."""
        basis = basis_of(self._view, o)
        if basis is None or o.kind is not (Kind.MONEY if o.role is Role.CHANGE else Kind.RATE):
            return None
        if o.role in _AGAINST and not _goes_on(gap, o.subject):
            return None
        found = self._of_what(o, context, state, opened)
        if found is None:
            return None
        key, certainty = found
        if o.role is Role.COMPLETION and key.stage in _PLANNED:
            # What was completed is what was done, though the budget was named last.
            key = key._replace(stage="actual")
        year = self._view.year if o.role in _AGAINST else key.year
        return key._replace(year=year, aspect=f"{key.aspect}|{basis}"), certainty

    def _of_what(
        self, o: Observation, context: Context, state: _State, opened: int
    ) -> tuple[Key, Certainty] | None:
        year = self._view.year
        if o.subject:
            if path := read_path(o.subject, year, context.path):
                return self._item(o.subject, path, year, context, state), Certainty.CERTAIN
            name = read_name(o.subject, Kind.MONEY, "万元")
            if name is not None and name.quantity is not None and not name.bare:
                key = self._named(name, name.quantity, year, context, state)
                return key, Certainty.CERTAIN
        for level, key in state.levels[: -_SEEN - 1 : -1]:
            if key.year != year or level.kind is not Kind.MONEY:
                continue
            if o.subject in (level.label, level.subject) if o.subject else level.start >= opened:
                return key, Certainty.LIKELY
        return None

    def _year(self, o: Observation, gap: str, state: _State) -> tuple[int | None, Certainty]:
        """Return the year a level is of, and how sure that is."""
        told = _told_year(gap)
        if told is not None:
            return told, Certainty.CERTAIN
        if o.year is None or state.compared or _BRACKET_CLOSED.search(gap):
            # After a comparison the words are again about the year of the report.
            return self._view.year, Certainty.CERTAIN if o.year is None else Certainty.LIKELY
        return o.year, Certainty.CERTAIN if o.year == self._view.year else Certainty.LIKELY


def _candidates(o: Observation, gap: str, said: str) -> Iterator[tuple[str, bool]]:
    """Yield what may name a figure, best first, and whether the words say whose it is.

    `gap` are the words since the figure before, `said` the sentence so far.
    """
    spoken = _SPOKEN.search(gap) is not None
    if _ITEM.search(o.label):
        yield _SEGMENT.split(said)[-1], False  # a label may have lost its class, and its code
    if o.label and (spoken or not is_aspect(o.label)):
        yield o.label, spoken
    if o.subject:
        yield o.subject + o.label, False
    if o.label and not spoken and is_aspect(o.label):
        yield o.label, False


def _is_second(o: Observation, state: _State) -> bool:
    """Tell whether a figure is listed right after another that has the same name."""
    if o.role is not Role.LEVEL or o.label or not state.levels:
        return False
    last = state.levels[-1][0]
    return o.subject == (last.label or last.subject) and o.unit == last.unit


def _sides(key: Key) -> tuple[str, ...]:
    quantity = quantities().get(key.quantity)
    return quantity.sides if quantity else ()


def _goes_on(gap: str, subject: str) -> bool:
    """Tell whether the words before a change still speak of what was named before."""
    if _REASON.search(gap) or _LISTED.fullmatch(gap):
        return False
    if subject and subject in gap:
        return True
    return not _WORDS.search(_FILLER.sub("", _COMPARED.sub("", gap)))


def _scope(told: str, state: _State, context: Context) -> str:
    return told or state.scope or context.scope or ALL


def _told_year(gap: str) -> int | None:
    found = _YEAR.findall(_COMPARED.sub("", gap))
    return int(found[-1]) if found else None
