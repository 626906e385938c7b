"""A worker is a new process or a copy of this one; both are spoken to, ended and gone alike."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mingzhang.documents.readers import workers
from mingzhang.documents.readers.workers import (
    Forked,
    Worker,
    can_fork,
    limit_memory,
    mapped_bytes,
    spawned,
)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux makes copies here")
ECHO = "import os; os.write(1, os.read(0, 99)); os.read(0, 1)"


def _echoes() -> None:
    os.write(1, os.read(0, 99))
    os.read(0, 1)


def _starts(way: str) -> Worker:
    return Forked(_echoes) if way == "copy" else spawned(ECHO)


def _tells_its_files() -> None:
    held = [number for number in range(200) if Path(f"/proc/self/fd/{number}").exists()]
    os.write(1, str(held).encode())


def _says(run: Callable[[], object]) -> str:
    """Return what a copy says that runs a function."""
    worker = Forked(run)
    said = worker.stdout.read().decode()
    assert worker.wait() == 0
    worker.stdin.close()
    worker.stdout.close()
    return said


@pytest.fixture(params=["copy", "new"])
def worker(request: pytest.FixtureRequest) -> Iterator[Worker]:
    one = _starts(request.param)
    yield one
    one.kill()
    one.wait()
    for pipe in (one.stdin, one.stdout):
        assert pipe is not None
        pipe.close()


def _heard(worker: Worker) -> bytes:
    assert worker.stdin is not None
    assert worker.stdout is not None
    worker.stdin.write(b"ping")
    worker.stdin.flush()
    return worker.stdout.read(4)


def test_it_answers_until_it_is_killed(worker: Worker) -> None:
    assert _heard(worker) == b"ping"
    assert worker.poll() is None
    worker.kill()
    assert worker.wait() == -signal.SIGKILL
    assert worker.poll() == -signal.SIGKILL
    worker.kill()


def test_it_ends_when_the_other_side_is_gone(worker: Worker) -> None:
    assert _heard(worker) == b"ping"
    assert worker.stdin is not None
    worker.stdin.close()
    assert worker.wait() == 0


def test_a_copy_holds_no_file_of_the_other(tmp_path: Path) -> None:
    with (tmp_path / "秘").open("w") as held:
        os.set_inheritable(held.fileno(), True)
        said = _says(_tells_its_files)
    assert said == "[0, 1, 2]"


def test_a_copy_is_a_session_of_its_own() -> None:
    said = _says(lambda: os.write(1, f"{os.getsid(0)} {os.getpid()}".encode()))
    session, process = said.split()
    assert session == process
    assert int(session) != os.getsid(0)


def test_what_fails_in_a_copy_ends_there(tmp_path: Path) -> None:
    def fails() -> None:
        raise KeyboardInterrupt

    try:
        assert _says(fails) == ""
    finally:
        with (tmp_path / "ends").open("a") as ends:
            ends.write("x")
    assert (tmp_path / "ends").read_text() == "x"


def test_what_was_about_to_be_printed_is_not_printed_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def prints() -> None:
        print("y", flush=True)  # noqa: T201 - as a library may
        os.write(1, b"z")

    with (tmp_path / "printed").open("w") as file:
        monkeypatch.setattr(sys, "stdout", file)
        print("x")  # noqa: T201
        assert _says(prints) == "z"
        assert sys.stdout is file
    assert (tmp_path / "printed").read_text() == "x\n"


def test_an_ended_copy_that_nobody_has_to_wait_for() -> None:
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        worker = Forked(lambda: None)
        assert worker.stdout.read() == b""
        assert worker.wait() == 0
        worker.kill()
        worker.stdin.close()
        worker.stdout.close()
    finally:
        signal.signal(signal.SIGCHLD, before)


def test_a_process_of_several_threads_makes_no_copy() -> None:
    over = threading.Event()
    thread = threading.Thread(target=over.wait)
    thread.start()
    try:
        assert not can_fork()
    finally:
        over.set()
        thread.join()


def test_one_thread_with_all_its_streams_may(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "1").touch()
    monkeypatch.setattr(workers, "_THREADS", str(tmp_path))
    assert can_fork()
    with monkeypatch.context() as without:
        without.setattr(sys, "stdin", None)
        assert not can_fork()
    monkeypatch.setattr(workers, "_THREADS", str(tmp_path / "no such system"))
    assert not can_fork()


def test_memory_is_bounded_beyond_what_is_taken() -> None:
    def takes() -> None:
        limit_memory(mapped_bytes() + (64 << 20))
        try:
            bytearray(256 << 20)
        except MemoryError:
            os.write(1, b"no")
        os.write(1, str(len(bytearray(8 << 20))).encode())

    assert _says(takes) == f"no{8 << 20}"


def test_where_the_system_does_not_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    assert mapped_bytes() > 1 << 20
    monkeypatch.setattr(workers, "_PAGES", "/no such file")
    assert mapped_bytes() == 0
