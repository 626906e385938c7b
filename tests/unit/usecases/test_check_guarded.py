"""A check in a process of its own: whatever a file makes it do costs that file and nothing else."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mingzhang.documents.readers.limits import LIMITS
from mingzhang.domain.checks.model import Severity
from mingzhang.usecases.check_document import examine
from mingzhang.usecases.checked import guarded
from mingzhang.usecases.checked.guarded import Examiner, Order, digest_of
from tests.unit.usecases import misbehaving as bad
from tests.unit.usecases.checked_text import LAST_YEAR, PLANTED


@pytest.fixture(scope="module", params=[False, True], ids=["new", "copy"])
def examiner(request: pytest.FixtureRequest) -> Iterator[Examiner]:
    with Examiner(fork=request.param) as one:
        yield one


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "某局 报告.txt"
    path.write_text(PLANTED, encoding="utf-8")
    return path


def _answered_by(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(guarded, "ANSWERED_BY", f"{bad.__name__}:{name}")


@pytest.mark.parametrize("page", [False, True])
def test_it_says_what_a_check_in_this_process_says(
    examiner: Examiner, report: Path, page: bool
) -> None:
    last = report.with_name("上年.txt")
    last.write_text(LAST_YEAR, encoding="utf-8")
    order = Order(str(report), (("last-year", str(last)),), page=page)
    here, there = examine(order), examiner.examine(order)
    assert there.count(Severity.ERROR) == 1
    assert replace(here, seconds=0.0) == replace(there, seconds=0.0)


def test_an_order_comes_through_as_it_was_given() -> None:
    order = Order("报 告.txt", (("budget", "预 算.docx"), ("unit", "a")), "账套", page=True)
    assert Order.from_json(order.to_json().encode("ascii")) == order


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("fails", "出错"),
        ("ends", "意外中止"),
        ("devours", "出错"),
        ("subverts", "出错"),
        ("lies", "出错"),
    ],
)
def test_what_goes_wrong_is_told_of_that_file_only(
    examiner: Examiner,
    report: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    said: str,
) -> None:
    monkeypatch.chdir(report.parent)
    with monkeypatch.context() as worse:
        _answered_by(worse, name)
        examined = examiner.examine(Order(str(report)))
    assert len(examined.failed) == 1
    assert said in examined.failed[0]
    assert "secret" not in examined.failed[0]
    assert examined.sha256 == hashlib.sha256(report.read_bytes()).hexdigest()
    assert not (report.parent / "evil").exists()
    assert examiner.examine(Order(str(report))).failed == ()


def test_a_check_that_takes_too_long_is_stopped(
    report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _answered_by(monkeypatch, "hangs")
    started = time.monotonic()
    with Examiner(replace(LIMITS, seconds=0.8)) as examiner:
        examined = examiner.examine(Order(str(report)))
    assert time.monotonic() - started < 5
    assert "超过0.8秒" in examined.failed[0]


def test_one_worker_checks_several_files(
    examiner: Examiner, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _answered_by(monkeypatch, "fine")
    order = Order(str(report))
    assert examiner.examine(order).checked == examiner.examine(order).checked


def test_what_cannot_be_read_has_no_digest(tmp_path: Path) -> None:
    assert digest_of(tmp_path) == ""
    assert digest_of(tmp_path / "none") == ""
    large = tmp_path / "large"
    large.write_bytes(b"xx")
    assert digest_of(large, replace(LIMITS, file_bytes=1)) == ""
    assert digest_of(large) == hashlib.sha256(b"xx").hexdigest()
