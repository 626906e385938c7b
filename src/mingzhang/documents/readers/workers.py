"""The process of a worker: a new one or, where that is safe, a copy of this one.

A copy is there at once, with all that this process has imported. What only some systems can do is
here, behind a question whether this one can.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, NoReturn, Protocol

_THREADS = "/proc/self/task"  # of Linux; threads of libraries are counted there too
_OPEN_FILES = "/proc/self/fd"
_PAGES = "/proc/self/statm"


class Worker(Protocol):
    """A process that is spoken to through its standard input and output."""

    @property
    def stdin(self) -> IO[bytes] | None: ...
    @property
    def stdout(self) -> IO[bytes] | None: ...
    def poll(self) -> int | None:
        """Return its exit code, None while it runs."""

    def kill(self) -> None:
        """End it at once, whatever it does."""

    def wait(self) -> int:
        """Wait for its end and return its exit code."""


def spawned(command: str) -> Worker:
    """Start a new Python that runs a command. It finds the modules that this one finds."""
    import subprocess  # noqa: PLC0415 - a copy needs nothing of it

    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.Popen(
        [sys.executable, "-X", "utf8", "-c", command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,  # Ctrl+C is for us to answer; without effect on Windows
    )


def can_fork() -> bool:
    """Tell whether a copy of this process would be sound.

    That is so on Linux as long as there is one thread: a copy has no other, and what those were at
    stays half done in it, locks included. macOS has libraries that no copy may use.
    """
    try:
        alone = len(os.listdir(_THREADS)) == 1  # noqa: PTH208 - names are enough
    except OSError:
        return False
    # Without a standard stream its number goes to a pipe.
    return alone and None not in (sys.stdin, sys.stdout, sys.stderr)


class Forked:
    """A copy of this process that runs one function and ends. Ask `can_fork` before."""

    def __init__(self, run: Callable[[], object]) -> None:
        """Start it."""
        orders, self_orders = os.pipe()
        self_answers, answers = os.pipe()
        self._code: int | None = None
        self._pid = os.fork()
        if not self._pid:
            _be_the_copy(run, orders, answers)
        os.close(orders)
        os.close(answers)
        self.stdin: IO[bytes] = os.fdopen(self_orders, "wb")
        self.stdout: IO[bytes] = os.fdopen(self_answers, "rb")

    def poll(self) -> int | None:
        """Return its exit code, None while it runs."""
        return self._reaped(os.WNOHANG)

    def kill(self) -> None:
        """End it at once, whatever it does."""
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)

    def wait(self) -> int:
        """Wait for its end and return its exit code."""
        return self._reaped(0) or 0

    def _reaped(self, options: int) -> int | None:
        if self._code is None:
            try:
                pid, status = os.waitpid(self._pid, options)
            except ChildProcessError:  # who started us wants no word of ended processes
                pid, status = self._pid, 0
            if pid:
                self._code = os.waitstatus_to_exitcode(status)
        return self._code


def _be_the_copy(run: Callable[[], object], orders: int, answers: int) -> NoReturn:
    """Go on as a process that has its two pipes and nothing else of the files of the other."""
    try:
        os.setsid()  # as above
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for file, number in ((orders, 0), (answers, 1), (nowhere, 2)):
            os.dup2(file, number)
        for number in map(int, os.listdir(_OPEN_FILES)):  # noqa: PTH208 - names are enough
            if number > 2:
                with contextlib.suppress(OSError):  # the list itself was open too
                    os.close(number)
        # What was printed before and not yet written is the other's to write.
        sys.stdout = sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)
        run()
    finally:
        # Not a step further: what is below in the stack and at exit is the other's to do.
        os._exit(0)


def mapped_bytes() -> int:
    """Return the address space that this process takes, 0 where the system does not tell."""
    try:
        pages = Path(_PAGES).read_bytes().split()[0]
    except (OSError, IndexError):
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def limit_memory(size: int) -> bool:
    """Bound the address space of this process in bytes; tell whether the system does that.

    Only POSIX has such a bound (macOS takes it and does not keep it). On Windows there is none:
    the time limit and the limits of the readers hold there.
    """
    try:
        import resource  # noqa: PLC0415 - POSIX only
    except ImportError:
        return False
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        bound = size if most == resource.RLIM_INFINITY else min(size, most)
        resource.setrlimit(resource.RLIMIT_AS, (bound, most))
    except (ValueError, OSError):
        return False
    return True
