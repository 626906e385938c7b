"""Checks a document that someone else wrote: which of its figures contradict each other."""

from __future__ import annotations

import gc
import hashlib
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from mingzhang.docmodel.source import SourceDocument, Unreadable
from mingzhang.documents.readers import registry
from mingzhang.documents.readers.limits import LIMITS
from mingzhang.domain.checks import findings as judged
from mingzhang.domain.checks.coverage import Covered, coverage
from mingzhang.domain.checks.judge import Judge, Judgement, Verdict
from mingzhang.domain.checks.model import Observation, Relation, Remark, Severity
from mingzhang.extraction.finders import Found, find
from mingzhang.extraction.passages import View
from mingzhang.extraction.view import build
from mingzhang.rulebook.checks import checks
from mingzhang.usecases.checked.companions import Companion, link
from mingzhang.usecases.checked.convert import converted
from mingzhang.usecases.checked.guarded import Order
from mingzhang.usecases.checked.model import (
    Checked,
    Examined,
    Figure,
    Finding,
    Incident,
    Passed,
    Relations,
    Unexamined,
)
from mingzhang.usecases.checked.places import Atlas, Places

if TYPE_CHECKING:
    from mingzhang.usecases.compare_book import OpenBook

_Ruled = TypeVar("_Ruled", Relation, Remark)
_TITLE = 60  # characters
_NOT_JUDGED = "检查程序出错，未能判断"


def check(
    document: SourceDocument,
    companions: Sequence[Companion] = (),
    book: OpenBook | None = None,
    *,
    passed: bool = False,
) -> Checked:
    """Return what can be said against a document, and what of it could not be examined.

    `companions` are other documents to compare it with, `book` the facts; `passed` asks for the
    relations that hold. A fault in one part of the check is an incident of the result, and the
    other parts go on. Same input, same result.
    """
    with _no_cycles():
        found = _checked(document, companions, book)
        return found.result(document, passed=passed)


@contextmanager
def _no_cycles() -> Iterator[None]:
    """Do not look for cycles of objects: a check makes many objects and hardly a cycle.

    Looking for them costs a tenth of the time, and the more the longer the document is.
    """
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def _checked(
    document: SourceDocument, companions: Sequence[Companion], book: OpenBook | None
) -> _Work:
    view = build(document)
    places = Places(document, view)
    work = _Work(view, places)
    found = find(view)
    work.judge(found._replace(relations=(*found.relations, *work.linked(companions))))
    if book is not None:
        work.compare(book)
    return work


@dataclass(slots=True)
class _Judged:
    relation: Relation
    judgement: Judgement


class _Work:
    """The check of one document while it is done."""

    def __init__(self, view: View, places: Places) -> None:
        self._view = view
        self._places = places
        self._atlas = Atlas(places, view.observations)
        self._judged: list[_Judged] = []
        self._reported = 0
        self._findings: list[Finding] = []
        self._unexamined: list[Unexamined] = []
        self._incidents: list[Incident] = []
        self._apart: frozenset[int] = frozenset()
        self._compared: frozenset[int] = frozenset()
        self._edition: str | None = None

    def judge(self, found: Found) -> None:
        """Judge what the finders found and turn it into findings."""
        self._incidents += (Incident(each.finder, each.error) for each in found.incidents)
        one = Judge()
        for relation in self._known(found.relations):
            try:
                self._judged.append(_Judged(relation, one.judge(relation)))
            except Exception as error:  # noqa: BLE001 - it must not hide the other relations
                self._fault(relation.rule, error)
        remarks = list(self._known(found.remarks))
        for finding in self._told(self._judged, remarks):
            self._reported += sum(each.violated for each in finding.judgements)
            try:
                self._findings.append(self._converted(finding))
            except Exception as error:  # noqa: BLE001 - likewise
                self._fault(finding.rule, error)

    def linked(self, companions: Sequence[Companion]) -> tuple[Relation, ...]:
        """Return the relations of the document with others."""
        if not companions:
            return ()
        try:
            found = link(self._view, companions, self._atlas)
        except Exception as error:  # noqa: BLE001 - it must not hide what the document says alone
            self._fault("companions", error)
            return ()
        self._unexamined += found.unexamined
        self._apart = found.apart
        return found.relations

    def compare(self, book: OpenBook) -> None:
        """Compare the figures with the facts of a book."""
        # Books, facts and the compiler take as long to import as a whole check.
        from mingzhang.usecases.compare_book import compare_book  # noqa: PLC0415

        try:
            found = compare_book(self._view, self._places, book)
        except Unreadable as refused:
            self._unexamined.append(Unexamined(str(refused)))
            return
        except Exception as error:  # noqa: BLE001 - as above
            self._fault("book", error)
            return
        self._findings += found.findings
        self._unexamined += found.unexamined
        self._compared = found.compared
        self._edition = found.edition

    def result(self, document: SourceDocument, *, passed: bool) -> Checked:
        """Return all of it: findings by severity, then in reading order."""
        view = self._view
        unread = (
            Unexamined(part.reason, None if part.at is None else self._places.line(part.at))
            for part in document.unread
        )
        figures = self._figures()
        uncovered = (
            Unexamined(figure.reason, self._atlas.of(observation))
            for figure, observation in zip(figures, view.observations, strict=True)
            if not figure.relations
        )
        return Checked(
            kind=view.kind,
            department=view.subject,
            year=view.year,
            edition=self._edition,
            pages=len(document.pages) or None,
            figures=figures,
            relations=self._counts(),
            findings=tuple(sorted(self._findings, key=_order)),
            unexamined=(*unread, *self._unexamined, *uncovered),
            incidents=tuple(self._incidents),
            levels=tuple(_levels(view)),
            passed=self._passed() if passed else (),
        )

    def _passed(self) -> tuple[Passed, ...]:
        # A worksheet alone lists them, and its words need more than a check does.
        from mingzhang.usecases.checked.worksheet_passed import passed  # noqa: PLC0415

        return passed((each.judgement for each in self._judged), self._atlas)

    def _converted(self, finding: judged.Finding) -> Finding:
        """Return a finding with its places; only figures of its own make it an error."""
        found = converted(finding, self._atlas)
        relations = [each.relation for each in finding.judgements]
        borrowed = all(any(x.number in self._apart for x in r.observations) for r in relations)
        if relations and borrowed and found.severity is Severity.ERROR:
            return replace(found, severity=Severity.WARNING)
        return found

    def _known(self, found: Iterable[_Ruled]) -> Iterator[_Ruled]:
        """Yield what rests on a rule of the catalogue; another rule is a fault of ours."""
        rules = checks()
        for each in found:
            if each.rule in rules:
                yield each
            else:
                self._once(Incident(each.rule, "规则清单中没有这条规则"))

    def _told(
        self, known: Sequence[_Judged], remarks: Sequence[Remark]
    ) -> Sequence[judged.Finding]:
        """Return the findings; where they cannot be told together, each for itself."""
        try:
            return judged.findings(
                [each.relation for each in known], [each.judgement for each in known], remarks
            )
        except Exception as error:  # noqa: BLE001 - likewise
            self._fault("rootcause", error)
            if len(known) + len(remarks) <= 1:
                return []
        alone = [self._told([each], ()) for each in known if each.judgement.violated]
        alone += [self._told((), [each]) for each in remarks]
        return [finding for group in alone for finding in group]

    def _figures(self) -> tuple[Figure, ...]:
        figures = self._view.observations
        covered = self._covered(figures, self._judged)
        if covered is None:  # what one relation costs must not be the coverage of all figures
            known = [each for each in self._judged if self._covered((), [each]) is not None]
            covered = self._covered(figures, known)
        if covered is None:
            return tuple(Figure(x.spans, 0, _NOT_JUDGED) for x in figures)
        return tuple(
            Figure(x.spans, each.relations + 1, "")
            if x.number in self._compared
            else Figure(x.spans, each.relations, each.reason)
            for x, each in zip(figures, covered, strict=True)
        )

    def _covered(
        self, figures: Sequence[Observation], known: Sequence[_Judged]
    ) -> list[Covered] | None:
        relations = [each.relation for each in known]
        try:
            return coverage(figures, relations, [each.judgement for each in known])
        except Exception as error:  # noqa: BLE001 - likewise
            self._fault("coverage", error)
            return None

    def _counts(self) -> Relations:
        """Count what was judged. What fails without a finding was not claimed after all."""
        verdicts = [each.judgement.verdict for each in self._judged]
        held, rounding = (verdicts.count(v) for v in (Verdict.HELD, Verdict.ROUNDING))
        violated = min(self._reported, verdicts.count(Verdict.VIOLATED))
        return Relations(held + rounding + violated, held, rounding, violated)

    def _fault(self, part: str, error: Exception) -> None:
        # The kind of the error and nothing else: its message may hold a path or a text.
        self._once(Incident(part, type(error).__name__))

    def _once(self, incident: Incident) -> None:
        if incident not in self._incidents:
            self._incidents.append(incident)


def _order(finding: Finding) -> tuple[int, int, str]:
    own = [each.start for each in finding.evidence if not each.document]
    return -finding.severity, min(own, default=0), finding.rule


def _levels(view: View) -> Iterator[tuple[int, int]]:
    for passage in view.passages:
        # A long paragraph that opens with a number is text for the eye.
        if passage.level and passage.flow.pieces and len(passage.text) <= _TITLE:
            yield passage.flow.pieces[0].start, passage.level


def examine(order: Order) -> Examined:
    """Read and check a file in this process, which trusts it; `guarded` does so in another.

    A file that cannot be read, or compared as asked, is told in `failed`.
    """
    started = time.perf_counter()
    path = Path(order.path)
    try:
        data = _bytes_of(path)
        digest = hashlib.sha256(data).hexdigest()
    except Unreadable as refused:
        return Examined(order.path, "", "", 0.0, Checked(), (str(refused),))
    try:
        document = registry.read(data, path.name)
    except Unreadable as refused:
        return Examined(order.path, digest, "", 0.0, Checked(), (str(refused),))
    companions, failed = _companions(order)
    book = None
    if order.book:
        from mingzhang.usecases.compare_book import open_book  # noqa: PLC0415 - as above

        try:
            book = open_book(order.book)
        except Unreadable as refused:
            failed.append(str(refused))
    checked = check(document, companions, book, passed=order.passed)
    seconds = time.perf_counter() - started
    source = document if order.page else None
    return Examined(order.path, digest, document.kind, seconds, checked, tuple(failed), source)


def _companions(order: Order) -> tuple[list[Companion], list[str]]:
    """Return the other documents of an order, and why some of them cannot be read."""
    found: list[Companion] = []
    failed: list[str] = []
    for role, name in order.companions:
        try:
            document = registry.read(_bytes_of(Path(name)), Path(name).name)
            found.append(Companion(role, name, document))
        except Unreadable as refused:
            failed.append(f"对照文件“{name}”：{refused}")
    return found, failed


def answer(data: bytes, _: str) -> Examined:
    """Return what came of an order; this is what the worker of `guarded` calls."""
    return examine(Order.from_json(data))


def _bytes_of(path: Path) -> bytes:
    """Return the bytes of a file. Raises Unreadable."""
    try:
        if not path.is_file():
            raise Unreadable("文件不存在，或不是普通文件")
        LIMITS.check_size(path.stat().st_size)
        return path.read_bytes()
    except OSError as error:
        raise Unreadable("文件打不开，可能没有读取权限") from error
