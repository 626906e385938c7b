"""A reader in a process of its own: whatever happens there costs one document."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mingzhang.docmodel.source import Unreadable
from mingzhang.documents.readers.limits import LIMITS, MIB
from mingzhang.documents.readers.sandbox import Guard, Reader, read_guarded, read_trusted
from mingzhang.documents.readers.word.docx import read_docx
from tests.unit.documents.readers import misbehaved as bad
from tests.unit.documents.readers.packed import cell, p, packed, table

WORSE: dict[str, tuple[Reader, str]] = {
    "fails": (bad.fails, "出错"),
    "ends": (bad.ends, "意外中止"),
    "exits": (bad.exits, "意外中止"),
    "crashes": (bad.crashes, "意外中止"),
    "subverts": (bad.subverts, "出错"),
    "lies": (bad.lies, "出错"),
}


#: Whether the worker is a copy of this process, where the system can make one.
WAYS = pytest.mark.parametrize("fork", [False, True], ids=["new", "copy"])


@pytest.fixture(scope="module", params=[False, True], ids=["new", "copy"])
def guard(request: pytest.FixtureRequest) -> Iterator[Guard]:
    with Guard(fork=request.param) as one:
        yield one


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "某局 决算.txt"
    path.write_text(str(tmp_path / "邪"), encoding="utf-8")
    return path


def test_it_reads_as_the_reader_does(guard: Guard, tmp_path: Path) -> None:
    path = tmp_path / "文 件.docx"
    path.write_bytes(packed(p("甲") + table(cell("1") + cell("2"))))
    read = guard.read(path, read_docx)
    assert read == read_trusted(path, read_docx)
    assert (read.name, read.text, read.line(2)) == ("文 件.docx", "甲\n1\t2\n", 2)


def test_one_worker_reads_several_files(guard: Guard, file: Path) -> None:
    assert guard.read(file, bad.by_process).text == guard.read(file, bad.by_process).text


def test_what_a_reader_prints_spoils_nothing(guard: Guard, file: Path) -> None:
    assert guard.read(file, bad.noisy) == guard.read(file, bad.fine)


def test_a_refusal_comes_through_and_leaves_the_worker(guard: Guard, file: Path) -> None:
    before = guard.read(file, bad.by_process).text
    with pytest.raises(Unreadable, match=r"^读不了某局 决算\.txt$"):
        guard.read(file, bad.refuses)
    assert guard.read(file, bad.by_process).text == before


@pytest.mark.parametrize("name", WORSE)
def test_whatever_befalls_the_worker_costs_one_file(guard: Guard, file: Path, name: str) -> None:
    reader, message = WORSE[name]
    with pytest.raises(Unreadable, match=message) as raised:
        guard.read(file, reader)
    assert str(file.parent) not in str(raised.value)
    assert not (file.parent / "邪").exists()
    assert guard.read(file, bad.fine).name == file.name


@WAYS
def test_a_worker_that_was_killed_is_replaced(file: Path, fork: bool) -> None:
    with Guard(fork=fork) as guard:
        first = guard.read(file, bad.by_process).text
        assert guard._worker is not None
        guard._worker.kill()
        guard._worker.wait()
        assert guard.read(file, bad.by_process).text != first


@WAYS
def test_a_worker_that_hangs_is_stopped_in_time(file: Path, fork: bool) -> None:
    with Guard(replace(LIMITS, seconds=1.5), fork=fork) as guard:
        started = time.monotonic()
        with pytest.raises(Unreadable, match=r"超过1\.5秒"):
            guard.read(file, bad.hangs)
        assert time.monotonic() - started < 10
        assert guard._worker is None
        assert guard.read(file, bad.fine).name == file.name


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the memory of a process")
@WAYS
def test_memory_is_bounded(file: Path, fork: bool) -> None:
    with Guard(replace(LIMITS, memory_bytes=400 * MIB), fork=fork) as guard:
        with pytest.raises(Unreadable, match="内存超过上限"):
            guard.read(file, bad.devours)
        assert guard.read(file, bad.fine).name == file.name


@pytest.mark.parametrize("way", [read_trusted, read_guarded])
def test_a_file_that_is_not_there_or_too_large(
    tmp_path: Path, file: Path, way: type[object]
) -> None:
    for path, message in ((tmp_path / "无.docx", "不存在"), (tmp_path, "不是普通文件")):
        with pytest.raises(Unreadable, match=message) as raised:
            way(path, bad.fine)  # type: ignore[call-arg]
        assert str(tmp_path) not in str(raised.value)
    with pytest.raises(Unreadable, match="超过上限"):
        way(file, bad.fine, replace(LIMITS, file_bytes=3))  # type: ignore[call-arg]


@WAYS
def test_a_closed_guard_leaves_no_process(file: Path, fork: bool) -> None:
    guard = Guard(fork=fork)
    guard.read(file, bad.fine)
    worker = guard._worker
    assert worker is not None
    guard.close()
    guard.close()
    assert worker.poll() is not None
