"""What all tests share: the corpus of real documents, and the refusal of skipped tests in CI."""

import os
from pathlib import Path

import hypothesis
import pytest

CORPUS = "MINGZHANG_CORPUS"
NO_SKIP = "MINGZHANG_NO_SKIP"

# No deadline: on a busy machine it fails what is sound. In CI the same examples every time, so that
# a change is judged by what it changes; everybody else looks for new ones.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get(NO_SKIP) == "1" else "house")


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Give the folder of real public documents; it is not part of the project."""
    folder = os.environ.get(CORPUS, "")
    if not folder:
        pytest.skip(f"{CORPUS} is not set to a folder of real documents")
    if not Path(folder).is_dir():
        pytest.fail(f"{CORPUS} is set to {folder}, which is no folder")
    return Path(folder)


def _forbidden_skips(config: pytest.Config) -> int:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get(NO_SKIP) != "1" or reporter is None:
        return 0
    return len(reporter.stats.get("skipped", ()))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where nothing may be missing, a skipped test is a test that proved nothing: fail."""
    if _forbidden_skips(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say why a run without a failed test failed."""
    skips = _forbidden_skips(config)
    if skips:
        terminalreporter.section("skipped tests are faults here", red=True)
        terminalreporter.line(f"{skips} skipped while {NO_SKIP}=1; -ra lists them with reasons")
