"""Damaged files: every reader refuses in words or gives a document, and any document is checked.

`python -m tools.fuzz --examples N` runs many more.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingzhang.docmodel.source import Flow, SourceDocument, SourceParagraph, Span, Unreadable
from tools.fuzz import probe as probing
from tools.fuzz.damage import damaged
from tools.fuzz.probe import Probe, TooSlow, limited, probe, sound
from tools.fuzz.samples import READERS, sample

#: Fewer where a file takes longer; together some seconds.
EXAMPLES = {"txt": 60, "md": 60, "html": 50, "csv": 80, "docx": 50}
#: Kinds that a library reads which may fall, in a worker; those that need LibreOffice are left to
#: the whole run.
WORKER_EXAMPLES = {"pdf": 40, "xlsx": 60}


@pytest.fixture(scope="module")
def worker() -> Iterator[Probe]:
    with Probe() as guarded:
        yield guarded


@pytest.mark.parametrize("kind", READERS)
def test_the_sound_file_is_checked(kind: str) -> None:
    assert probe(kind, sample(kind)) == "checked"


@pytest.mark.parametrize("kind", READERS)
def test_a_damaged_file_is_refused_in_words_or_checked(kind: str) -> None:
    @settings(
        max_examples=EXAMPLES[kind],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(data=damaged(sample(kind), kind))
    def run(data: bytes) -> None:
        probe(kind, data)

    run()


@pytest.mark.parametrize("kind", WORKER_EXAMPLES)
def test_a_worker_reads_the_sound_file_and_damaged_ones(worker: Probe, kind: str) -> None:
    assert worker.probe(kind, sample(kind)) == "checked"

    @settings(
        max_examples=WORKER_EXAMPLES[kind],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(data=damaged(sample(kind), kind))
    def run(data: bytes) -> None:
        worker.probe(kind, data)

    run()


@pytest.mark.parametrize(("seconds", "memory"), [(0.001, 1 << 30), (60.0, 1 << 20)])
def test_the_worker_notices_what_goes_beyond_its_bounds(seconds: float, memory: int) -> None:
    with Probe(seconds, memory) as guarded, pytest.raises(AssertionError, match=r"超过|中止|出错"):
        guarded.probe("pdf", sample("pdf"))


@pytest.mark.parametrize("kind", READERS)
@given(data=st.binary(max_size=300))
@settings(max_examples=40)
def test_any_bytes_are_refused_in_words_or_checked(kind: str, data: bytes) -> None:
    probe(kind, data)


def test_the_probe_notices_a_path_a_hang_and_a_place_outside(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def tells(_data: bytes, _name: str) -> SourceDocument:
        raise Unreadable("打不开 /srv/data/文件.txt")

    monkeypatch.setattr(probing, "READERS", {"txt": tells})
    with pytest.raises(AssertionError, match="srv"):
        probe("txt", b"")
    with pytest.raises(TooSlow), limited(0.01):
        time.sleep(5)
    outside = SourceParagraph(Flow((Span(0, 9),)))
    with pytest.raises(AssertionError):
        sound(SourceDocument("x", "txt", "短", (outside,)))
