"""Read Word 97-2003, WPS and RTF documents: LibreOffice turns them into docx, which we read.

Other converters break figures over lines. Each call has a folder and a profile of its own, so that
two calls, or an office that its user has open, do not meet.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from mingzhang.docmodel.source import SourceDocument, Unreadable
from mingzhang.documents.readers.limits import LIMITS, MIB, Limits
from mingzhang.documents.readers.word.docx import read_docx

_PROGRAMS = ("soffice", "libreoffice")
_USUAL = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
)
_SHARE = 0.75  # of the seconds of a guarded reading: the rest is for reading what came out
_MEMORY = 4096 * MIB  # of addresses, of which the program takes far more than it uses
# What a stranger's file may not do while it is turned: run macros, fetch what it links to.
_SECURE = ("DisableMacrosExecution", "DisableActiveContent", "BlockUntrustedRefererLinks")
_ABSENT = (
    "读doc、wps、rtf文件要用LibreOffice，这台电脑上没有找到；"
    "请安装LibreOffice，或用Word、WPS另存为docx后再检查"
)


def read_doc(data: bytes, name: str, limits: Limits = LIMITS) -> SourceDocument:
    """Return a doc or wps file as read from its docx.

    Raises Unreadable where LibreOffice is absent, takes too long or makes nothing of it.
    """
    return _converted(data, name, "doc", limits)


def read_rtf(data: bytes, name: str, limits: Limits = LIMITS) -> SourceDocument:
    """Return an RTF file as read from its docx. Raises Unreadable as `read_doc` does."""
    return _converted(data, name, "rtf", limits)


def office() -> str | None:
    """Return the program of LibreOffice: from MINGZHANG_OFFICE, the PATH or the usual places."""
    named = os.environ.get("MINGZHANG_OFFICE")
    if named:
        return shutil.which(named)
    on_path = (shutil.which(program) for program in _PROGRAMS)
    return next(filter(None, on_path), next(filter(os.path.isfile, _USUAL), None))


def _converted(data: bytes, name: str, kind: str, limits: Limits) -> SourceDocument:
    limits.check_size(len(data))
    program = office()
    if program is None:
        raise Unreadable(_ABSENT)
    with tempfile.TemporaryDirectory(prefix="mingzhang-", ignore_cleanup_errors=True) as folder:
        made = _convert(program, Path(folder), data, kind, limits.seconds * _SHARE)
    return replace(read_docx(made, name, limits), kind=kind)


def _convert(program: str, folder: Path, data: bytes, kind: str, seconds: float) -> bytes:
    """Return the docx that LibreOffice makes; the names of its files are ours, never the user's."""
    source, out, profile = folder / f"source.{kind}", folder / "out", folder / "profile"
    source.write_bytes(data)
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_settings(), encoding="utf-8")
    arguments = [
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(out),
        str(source),
    ]
    _run(arguments, seconds)
    made = out / "source.docx"
    if not made.is_file():
        raise Unreadable("LibreOffice读不了这个文件，可能已加密或损坏；请另存为docx后再检查")
    LIMITS.check_size(made.stat().st_size)
    return made.read_bytes()


def _run(arguments: list[str], seconds: float) -> None:
    """Run LibreOffice to its end. Raises Unreadable when it does not start or time is up."""
    posix = sys.platform != "win32"
    try:
        process = subprocess.Popen(
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=posix,  # its launcher starts others, which end with its group
            preexec_fn=_bounded(seconds) if posix else None,  # noqa: PLW1509 - no threads here
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise Unreadable("LibreOffice没有启动成功；请另存为docx后再检查") from error
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise Unreadable(
            f"LibreOffice转换超过{seconds:g}秒，已停止；请另存为docx后再检查"
        ) from error
    finally:
        _end(process)


def _settings() -> str:
    items = "".join(
        '<item oor:path="/org.openoffice.Office.Common/Security/Scripting">'
        f'<prop oor:name="{name}" oor:op="fuse"><value>true</value></prop></item>'
        for name in _SECURE
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">' + items + "</oor:items>"
    )


def _bounded(seconds: float) -> Callable[[], None]:
    """Return what bounds LibreOffice before it starts: the memory and, if all else fails, the CPU.

    The worker's own bound on addresses is too small for it.
    """

    def bound() -> None:
        import resource  # noqa: PLC0415 - POSIX only

        of_all_threads = 2 * int(seconds) + 1
        bounds = ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CPU, of_all_threads))
        for what, wanted in bounds:
            _, most = resource.getrlimit(what)
            at_most = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(what, (at_most, most))

    return bound


def _end(process: subprocess.Popen[bytes]) -> None:
    """End LibreOffice and, where the system knows groups, every process it started."""
    if sys.platform == "win32":
        process.kill()
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
