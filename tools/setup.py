"""Make the virtual environment of the project: ``python3 tools/setup.py run`` (or ``dev``).

It runs on the system's Python before anything is installed: standard library only, and written so
that an old interpreter still reads it and gives one clear line.
"""

from __future__ import annotations

import ast
import hashlib
import os
import subprocess
import sys
import sysconfig
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
SUFFIX = ".exe" if os.name == "nt" else ""
PYTHON = BIN / ("python" + SUFFIX)
UV = BIN / ("uv" + SUFFIX)
OLDEST = (3, 11)
LOCKS = {"run": "requirements.txt", "dev": "requirements-dev.txt"}
# Of the project itself nothing is fetched: what builds it is in the locks.
PROJECT = ["--no-deps", "--no-build-isolation", "--no-index", "--editable", "."]


def missing_part() -> str:
    """Tell in one line what this Python lacks, what therefore fails, and what mends it."""
    version = "{}.{}".format(*sys.version_info[:2])
    if sys.version_info[:2] < OLDEST:
        return (
            f"Python 3.11 or later is missing (this is {version}), so nothing here can run; "
            "install it (sudo apt-get install python3.11 python3.11-venv), then: "
            "make PYTHON=python3.11 <target>"
        )
    if find_spec("venv") is None or find_spec("ensurepip") is None:
        return (
            f"the venv module of Python {version} is missing, so .venv cannot be made; "
            f"install it: sudo apt-get install python{version}-venv"
        )
    return ""


def stamp(kind: str) -> Path:
    """Name the file that says: .venv is complete for this lock, project, Python and folder."""
    import tomllib  # noqa: PLC0415 - an old Python has none, and must get as far as its clear line

    with (ROOT / "pyproject.toml").open("rb") as file:
        declared = tomllib.load(file)
    # Scripts in .venv hold the folder's path: a copied or moved checkout needs its own.
    digest = hashlib.sha256(repr((str(ROOT), sys.version, sys.base_prefix)).encode())
    digest.update(repr((declared["project"], declared["build-system"])).encode())
    digest.update((ROOT / LOCKS[kind]).read_bytes())
    return VENV / f".stamp-{kind}-{digest.hexdigest()[:16]}"


def environment() -> dict[str, str]:
    """Give our environment less what would lead pip and uv to another Python than .venv's."""
    alien = ("PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "PIP_USER", "PIP_TARGET", "PIP_PREFIX")
    kept = {name: value for name, value in os.environ.items() if name not in alien}
    return {**kept, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}


def succeeds(command: list[str], env: dict[str, str], *, quiet: bool = False) -> bool:
    """Run a command in the project's folder; quiet = its failure is foreseen and said by us."""
    output = subprocess.DEVNULL if quiet else None
    done = subprocess.run(command, cwd=ROOT, env=env, check=False, stdout=output, stderr=output)
    return done.returncode == 0


def with_index_of_pip(env: dict[str, str]) -> dict[str, str]:
    """Let uv fetch from the mirror that pip is configured for: uv does not read pip's settings."""
    if any(name in env for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_CONFIG_FILE")):
        return env
    command = [str(PYTHON), "-m", "pip", "config", "list"]
    done = subprocess.run(command, env=env, check=False, capture_output=True, text=True)
    settings = [line.partition("=") for line in done.stdout.splitlines()]
    urls = {key: ast.literal_eval(url) for key, _, url in settings if key.endswith(".index-url")}
    url = urls.get(":env:.index-url") or next(iter(urls.values()), "")
    return {**env, "UV_DEFAULT_INDEX": url} if url else env


def installers(env: dict[str, str]) -> list[tuple[list[str], dict[str, str]]]:
    """List the ways to install, the best first: uv where it can be had, and pip."""
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet"]
    # Waiting long, or building uv from its source, would take longer than pip does in its place.
    brief = ["--only-binary=:all:", "--retries=1", "--timeout=20", "--require-hashes"]
    take_uv = [*pip, *brief, "-r", "requirements-uv.txt"]
    if not UV.exists() and not succeeds(take_uv, env, quiet=True):
        print("setup: uv cannot be had; installing with pip, which is slower", flush=True)
        return [(pip, env)]
    uv = [str(UV), "pip", "install", "--quiet", "--python", str(PYTHON)]
    return [(uv, with_index_of_pip(env)), (pip, env)]


def make_path_file_relative() -> None:
    """Rewrite the path file of the editable install without the folder's name.

    Python before 3.13 reads path files in the encoding of the system, so that a Chinese folder
    name, written as UTF-8, would keep Python from starting on a Chinese Windows.
    """
    site = Path(sysconfig.get_path("purelib", "venv", {"base": str(VENV)}))
    relative = os.path.relpath(ROOT / "src", site)
    (site / "_mingzhang.pth").write_text(relative + "\n", encoding="ascii")


def install(kind: str) -> None:
    """Bring .venv to what the lock says."""
    env = environment()
    # Developing goes on top of a sound set-up for running. Nothing else is built upon: what a lock
    # has dropped would stay, and an old stamp would hold again for a lock taken back.
    if not stamp("run").exists() or any(VENV.glob(".stamp-dev-*")):
        print(f"setup: making .venv with Python {sys.version.split()[0]}", flush=True)
        if not succeeds([sys.executable, "-m", "venv", "--clear", str(VENV)], env):
            raise SystemExit("setup: .venv could not be made; the lines above say why")
    print(f"setup: installing {LOCKS[kind]}", flush=True)
    for command, its_env in installers(env):
        locked = [*command, "--require-hashes", "-r", LOCKS[kind]]
        if succeeds(locked, its_env) and succeeds([*command, *PROJECT], its_env):
            break
    else:
        raise SystemExit(
            f"setup: {LOCKS[kind]} could not be installed; the lines above say why "
            "(without a network, point pip at a folder of wheels: PIP_NO_INDEX=1 PIP_FIND_LINKS=…)"
        )
    make_path_file_relative()
    # Where the environment keeps Python from writing bytecode, every start would compile anew.
    succeeds([str(PYTHON), "-m", "compileall", "-q", "src"], env)
    stamp(kind).touch()
    print("setup: .venv is ready", flush=True)


def main(arguments: list[str]) -> None:
    """Set up for `run` or `dev`; at once done where nothing changed."""
    if len(arguments) != 1 or arguments[0] not in LOCKS:
        raise SystemExit("usage: python3 tools/setup.py run|dev")
    lack = missing_part()
    if lack:
        raise SystemExit("setup: " + lack)
    kind = arguments[0]
    # What dev installs holds all that run needs.
    if PYTHON.exists() and any(stamp(each).exists() for each in {kind, "dev"}):
        return
    install(kind)


if __name__ == "__main__":
    main(sys.argv[1:])
