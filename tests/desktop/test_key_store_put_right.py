"""A real key store that is missing, locked or hangs: told in three seconds, reading goes on, and put right it is used."""

import gc
import os
import shutil
import signal
import subprocess
import sys
import time
import warnings
from itertools import pairwise

import pytest
from PySide6.QtCore import QElapsedTimer, QTimer

from app.desktop.places import Place
from app.signing.keystore import KeyStoreMissingError, KeyStoreSlowError
from app.signing.late_keystore import LateKeyStore
from tests.fakes.staff_app import StaffApp

pytestmark = [
    # SecretStorage leaves its connection open when the service is not there.
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True),
    pytest.mark.skipif(sys.platform != "linux", reason="the Secret Service is Linux's"),
    pytest.mark.skipif(
        not (shutil.which("dbus-daemon") and shutil.which("gnome-keyring-daemon")),
        reason="dbus-daemon and gnome-keyring-daemon are not installed here",
    ),
]
_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>
"""


class SecretService:
    """A session bus of its own, and gnome-keyring on it when it is there."""

    def __init__(self, folder):
        folder.mkdir(mode=0o700)
        (folder / "bus.conf").write_text(_BUS)
        self._bus = subprocess.Popen(
            ["dbus-daemon", f"--config-file={folder / 'bus.conf'}", "--nofork", "--print-address"],
            stdout=subprocess.PIPE,
            text=True,
        )
        self.address = self._bus.stdout.readline().strip()
        self._env = os.environ | {
            "DBUS_SESSION_BUS_ADDRESS": self.address,
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "XDG_DATA_HOME": str(folder / "share"),
        }
        self._daemon = None

    def begin(self):
        self._daemon = subprocess.Popen(
            ["gnome-keyring-daemon", "--unlock", "--components=secrets", "--foreground"],
            env=self._env,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._daemon.stdin.write(b"throw-away")
        self._daemon.stdin.close()
        ask = ["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/"]
        ask += ["org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets"]
        ends = time.monotonic() + 10
        while (
            "true"
            not in subprocess.run(ask, env=self._env, capture_output=True, text=True, check=True).stdout
        ):
            assert time.monotonic() < ends

    def stop(self):
        self._daemon.kill()
        self._daemon.wait(10)
        self._daemon = None

    def hang(self):
        self._daemon.send_signal(signal.SIGSTOP)

    def go_on(self):
        self._daemon.send_signal(signal.SIGCONT)

    def end(self):
        if self._daemon is not None:
            self.go_on()
            self.stop()
        self._bus.terminate()
        self._bus.wait(10)
        self._bus.stdout.close()


@pytest.fixture(autouse=True)
def _what_keyring_leaves_open():
    """Where a bus has no Secret Service, `keyring` leaves its connection open: it is closed here, not in another test."""
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


@pytest.fixture
def secrets(tmp_path, monkeypatch):
    running = SecretService(tmp_path / "bus")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", running.address)
    yield running
    running.end()


@pytest.fixture
def app(tmp_path, service, clock, secrets):
    made = StaffApp(tmp_path, service, clock, keystore=LateKeyStore(), at_once=True)
    yield made
    made.close()


def test_a_missing_key_store_is_told_and_used_once_it_is_there(new_desk, secrets, service):
    desk = new_desk.open()
    desk.enrol(service.invite(service.person))
    assert KeyStoreMissingError.sentence in desk.words()
    secrets.begin()
    desk.click("try-again-enrol")
    assert desk.place is Place.READ
    secrets.stop()
    desk.read_all()
    desk.sign()
    assert KeyStoreMissingError.sentence in desk.words()
    assert desk.find("full-name").text() == "Sam Field"
    secrets.begin()
    desk.click("try-again-answer")
    assert desk.place is Place.SITES
    assert len(service.records) == 1


def test_one_that_hangs_is_told_in_three_seconds_while_the_window_lives_and_is_used_afterwards(
    new_desk, secrets, service
):
    secrets.begin()
    desk = new_desk.open()
    desk.enrol(service.invite(service.person))
    desk.read_all()
    secrets.hang()
    desk.type("full-name", "Sam Field")
    waited, beats, heart = QElapsedTimer(), [], QTimer()
    heart.timeout.connect(lambda: beats.append(waited.elapsed()))
    heart.start(10)
    waited.start()
    desk.find("answer-acknowledged").click()
    desk.qtbot.waitUntil(lambda: desk.shown("trouble-answer") is not None, timeout=10_000)
    assert waited.elapsed() < 4500
    assert (
        max(after - before for before, after in pairwise(beats)) < 1000
    )  # the window was alive all the time
    assert KeyStoreSlowError.sentence in desk.words()
    secrets.go_on()
    desk.click("try-again-answer")
    assert desk.place is Place.SITES
