"""What every test has: no screen, no person's own folders, and skips that are not allowed where all is installed."""

import gc
import hashlib
import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# A test never reaches the settings, proxies, key store or profile of whoever runs it.
for variable in (
    "http_proxy",
    "https_proxy",
    "all_proxy",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "DBUS_SESSION_BUS_ADDRESS",
):
    os.environ.pop(variable, None)


_scrypt = lru_cache(maxsize=1024)(hashlib.scrypt)


def pytest_collection_finish() -> None:
    """Keep what was imported out of every search for garbage, and search less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Room for a folder for each test of this worker."""
    return tmp_path_factory.mktemp("homes")


@pytest.fixture(autouse=True)
def _own_folders(_homes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the test folders of its own where the app would look for a person's files; none is there yet."""
    home = _homes / uuid.uuid4().hex
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(variable, str(home / variable.lower()))


@pytest.fixture(autouse=True)
def _scrypt_remembers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work out each code's scrypt once: it is slow on purpose, and the same code is made, kept, read and checked."""
    monkeypatch.setattr(hashlib, "scrypt", _scrypt)


@pytest.fixture(autouse=True)
def _windows_end_with_their_test() -> Iterator[None]:
    """Destroy what was left to be deleted later: each window still there is laid out again by the next one's look."""
    yield
    core = sys.modules.get("PySide6.QtCore")
    if core is not None and core.QCoreApplication.instance() is not None:
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)


@pytest.fixture(scope="session")
def bus_with_key_store() -> Iterator[str]:
    """The address of a session bus with a real, empty, unlocked Secret Service; "" where there can be none.

    Each worker has its own: gnome-keyring's daemon is known to end when several programs write at once.
    """
    if shutil.which("bash") is None:
        yield ""
        return
    script = Path(__file__).parents[1] / "packaging" / "with-keystore.sh"
    command = ["bash", str(script), "--throw-away", "bash", "-c", 'echo "${DBUS_SESSION_BUS_ADDRESS:-}"; cat']
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as bus:
        assert bus.stdin is not None
        assert bus.stdout is not None
        yield bus.stdout.readline().strip()
        bus.stdin.close()


@pytest.fixture
def secret_service(bus_with_key_store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the test, and what it starts, a real key store; skips where there can be none."""
    if not bus_with_key_store:
        pytest.skip(
            "no Secret Service can be started here: dbus-run-session or gnome-keyring-daemon is missing"
        )
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus_with_key_store)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run for any skipped test where `UNDERSIGNED_NO_SKIPS` says that everything is there."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or not os.environ.get("UNDERSIGNED_NO_SKIPS"):
        return
    if reporter.stats.get("skipped") and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        reporter.write_line("A test was skipped on a machine that should have everything.", red=True)
