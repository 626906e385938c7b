"""The same book gives the same bytes, whatever the hash seed, the time zone and the day."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mingzhang.usecases.write_package import FORMATS

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "luzhou-2023"

#: Shifts every clock that Python has, before anything else is imported.
SITE = """
import datetime
import os
import time

SHIFT = int(os.environ["SHIFTED_CLOCK"])
NAMES = ("time", "time_ns", "localtime", "gmtime", "strftime", "asctime", "ctime")
REAL = {name: getattr(time, name) for name in NAMES}
time.time = lambda: REAL["time"]() + SHIFT
time.time_ns = lambda: REAL["time_ns"]() + SHIFT * 10**9
time.localtime = lambda at=None: REAL["localtime"](time.time() if at is None else at)
time.gmtime = lambda at=None: REAL["gmtime"](time.time() if at is None else at)
time.strftime = lambda how, at=None: REAL["strftime"](how, at or time.localtime())
time.asctime = lambda at=None: REAL["asctime"](at or time.localtime())
time.ctime = lambda at=None: REAL["ctime"](time.time() if at is None else at)
AWAY = datetime.timedelta(seconds=SHIFT)


class Day(datetime.date):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(time.time())


class Moment(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return super().now(tz) + AWAY

    @classmethod
    def utcnow(cls):
        return super().now(datetime.timezone.utc).replace(tzinfo=None) + AWAY

    @classmethod
    def today(cls):
        return cls.now()


datetime.date, datetime.datetime = Day, Moment
"""
MAKE = """
import datetime
import sys
import time
from pathlib import Path

from mingzhang.usecases.import_book import import_book
from mingzhang.usecases.write_package import FORMATS, write_package

out = Path(sys.argv[2])
write_package(import_book(Path(sys.argv[1])), out, None, FORMATS)
print(hash("seed"), time.strftime("%Y %H"), datetime.datetime.now().year)
"""


def _make(folder: Path, out: str, seed: str, zone: str, days: int) -> tuple[str, dict[str, bytes]]:
    env = {
        **os.environ,
        "PYTHONHASHSEED": seed,
        "TZ": zone,
        "SHIFTED_CLOCK": str(days * 86_400),
        "PYTHONPATH": os.pathsep.join([str(folder), str(ROOT / "src")]),
        "PYTHONIOENCODING": "utf-8",
    }
    command = [sys.executable, "-c", MAKE, str(EXAMPLE), str(folder / out)]
    done = subprocess.run(
        command, env=env, check=False, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    return done.stdout, {p.name: p.read_bytes() for p in sorted((folder / out).iterdir())}


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, dict[str, bytes]]]:
    """Give what two processes made, which agree in nothing but the book."""
    folder = tmp_path_factory.mktemp("两次")
    (folder / "sitecustomize.py").write_text(SITE, encoding="utf-8")
    return [
        _make(folder, "a", "1", "Asia/Shanghai", 0),
        _make(folder, "另一 处", "4242", "America/St_Johns", 4000),
    ]


def test_the_two_processes_really_differ(twice: list[tuple[str, dict[str, bytes]]]) -> None:
    (one, _), (other, _) = ((said.split(), made) for said, made in twice)
    assert one[0] != other[0]  # the hash seed
    assert int(other[1]) >= int(one[1]) + 10  # the year that time tells
    assert int(other[3]) >= int(one[3]) + 10  # and that datetime tells


def test_every_format_is_made(twice: list[tuple[str, dict[str, bytes]]]) -> None:
    suffixes = {Path(name).suffix.lstrip(".") for name in twice[0][1]}
    assert suffixes == {*FORMATS, "json"}


def test_the_bytes_are_the_same(twice: list[tuple[str, dict[str, bytes]]]) -> None:
    (_, one), (_, other) = twice
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []
    assert all(one.values())
