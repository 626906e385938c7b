"""Word 97-2003 files by way of LibreOffice: its absence, its faults, its time."""

from __future__ import annotations

import stat
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import pytest

from mingzhang.docmodel.source import Unreadable
from mingzhang.documents.readers.limits import LIMITS
from mingzhang.documents.readers.word import doc
from tests.unit.documents.readers.packed import p, packed

RTF = b"{\\rtf1\\ansi\\uc0\\u25903 \\u20986  12.50}"
posix = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")


def _office(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put a program in place of LibreOffice; $OUT is where it is to write."""
    program = folder / "office"
    find = 'while [ "$1" != --outdir ]; do shift; done; OUT="$2"; mkdir -p "$OUT"\n'
    program.write_text(f"#!/bin/sh\n{find}{script}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("MINGZHANG_OFFICE", str(program))


def _left_over() -> set[str]:
    return {each.name for each in Path(tempfile.gettempdir()).glob("mingzhang-*")}


def test_without_libreoffice_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MINGZHANG_OFFICE", raising=False)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(doc, "_USUAL", ())
    with pytest.raises(Unreadable, match=r"LibreOffice.*没有找到.*另存为docx"):
        doc.read_doc(b"x", "报告.doc")


@posix
def test_what_it_makes_is_read_as_the_file_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = tmp_path / "made.docx"
    made.write_bytes(packed(p("支出12.50万元")))
    _office(tmp_path, monkeypatch, f"cp '{made}' \"$OUT/source.docx\"")
    before = _left_over()
    document = doc.read_doc(b"x", "某局 决算.doc")
    assert (document.name, document.kind, document.text) == (
        "某局 决算.doc",
        "doc",
        "支出12.50万元\n",
    )
    assert _left_over() == before


@posix
def test_a_file_of_which_it_makes_nothing_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _office(tmp_path, monkeypatch, "exit 0")
    with pytest.raises(Unreadable, match="读不了这个文件"):
        doc.read_doc(b"x", "报告.doc")


@posix
def test_it_is_ended_with_all_it_started_when_time_is_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alive = tmp_path / "alive"
    _office(tmp_path, monkeypatch, f"(sleep 2; touch '{alive}') & sleep 60")
    before, started = _left_over(), time.monotonic()
    with pytest.raises(Unreadable, match=r"转换超过0\.3秒"):
        doc.read_doc(b"x", "报告.doc", replace(LIMITS, seconds=0.4))
    assert time.monotonic() - started < 2
    time.sleep(2.2)
    assert not alive.exists()
    assert _left_over() == before


def test_a_program_that_does_not_start_is_no_crash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "office"
    program.write_bytes(b"\x7fELF nothing")
    program.chmod(0o755)
    monkeypatch.setattr(doc, "office", lambda: str(program))
    with pytest.raises(Unreadable, match="没有启动成功"):
        doc.read_doc(b"x", "报告.doc")


@pytest.mark.skipif(doc.office() is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_rtf() -> None:
    document = doc.read_rtf(RTF, "报告.rtf")
    assert (document.kind, document.text) == ("rtf", "支出 12.50\n")
