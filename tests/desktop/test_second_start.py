"""A second start brings the first window forward, also after a kill; nothing can keep a person from a window."""

import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from app.ui import single_instance
from app.ui.single_instance import first_window, own_folder, this_session

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has tests of its own for locks and pipes"
)


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "run"
    made.mkdir(mode=0o700)
    return made


@pytest.fixture
def bells():
    """Windows of this very process, closed in the end."""
    made = []
    yield made
    for bell in made:
        bell.close()


def start(bells, folder, profile=None, session="", patience=0.3, *, by_person=True):
    bell = first_window(profile, by_person=by_person, folder=folder, session=session, patience=patience)
    if bell is not None:
        bells.append(bell)
    return bell


def elsewhere(folder, profile=None, session="", *, by_person=True):
    """A second start in another process, while this one goes on; its answer."""
    code = (
        "import sys; from pathlib import Path; from app.ui.single_instance import first_window\n"
        "found = first_window(Path(sys.argv[2]) if sys.argv[2] else None, by_person=sys.argv[4] == 'True',\n"
        "    folder=Path(sys.argv[1]), session=sys.argv[3], patience=3)\n"
        "print('told' if found is None else 'first' if found.is_first else 'own')\n"
    )
    done = []
    loop = QEventLoop()
    arguments = [str(folder), str(profile or ""), session, str(by_person)]

    def run():
        done.append(
            subprocess.run(
                [sys.executable, "-c", code, *arguments],
                cwd=ROOT, capture_output=True, text=True, check=True, timeout=30,
            ).stdout.strip()
        )  # fmt: skip

    thread = threading.Thread(target=run)
    thread.start()
    ticks = QTimer()
    ticks.timeout.connect(lambda: thread.is_alive() or loop.quit())
    ticks.start(10)
    loop.exec()
    return done[0]


@pytest.mark.parametrize("by_person", [True, False])
def test_a_second_start_is_told_and_the_first_window_hears_who_asked(qtbot, bells, folder, by_person):
    first = start(bells, folder)
    first.listen()
    heard = []
    first.rung.connect(heard.append)
    assert elsewhere(folder, by_person=by_person) == "told"
    assert heard == [by_person]


def test_another_session_and_another_profile_are_windows_of_their_own(qtbot, bells, folder, tmp_path):
    start(bells, folder, session=":0").listen()
    assert elsewhere(folder, session=":1") == "first"
    assert elsewhere(folder, profile=tmp_path / "other", session=":0") == "first"


def test_a_start_in_the_moment_before_the_first_listens_waits_for_it(qtbot, bells, folder):
    first = start(bells, folder)
    QTimer.singleShot(1000, first, first.listen)
    assert elsewhere(folder) == "told"


def test_a_first_window_that_does_not_answer_keeps_nobody_from_one_of_their_own(qtbot, bells, folder):
    assert start(bells, folder).is_first
    assert not start(bells, folder).is_first


def test_a_name_that_somebody_else_took_is_not_even_met(qtbot, bells, folder):
    taken = QLocalServer()
    assert taken.listen(str(folder / ("0" * 16)))
    first = start(bells, folder)
    (folder / f"{first._key}.name").write_text("0" * 16)
    first.listen()
    assert elsewhere(folder) == "told"
    taken.close()


@pytest.mark.parametrize("left", ["", "../../etc/passwd", "x" * 5000, "ä" * 32])
def test_a_damaged_note_of_the_name_is_of_no_account(qtbot, bells, folder, left):
    first = start(bells, folder)
    note = folder / f"{first._key}.name"
    note.write_text(left, encoding="utf-8")
    assert not start(bells, folder).is_first
    first.listen()
    assert elsewhere(folder) == "told"


def test_whatever_else_is_said_to_the_window_is_not_answered_and_changes_nothing(qtbot, bells, folder):
    first = start(bells, folder)
    first.listen()
    heard = []
    first.rung.connect(heard.append)
    for words in (b"", b"\0" * 100_000, b"show", b"show\nshow\n", b"open /etc/passwd\n"):
        socket = QLocalSocket()
        socket.connectToServer(str(folder / (folder / f"{first._key}.name").read_text()))
        assert socket.waitForConnected(1000)
        socket.write(words)
        socket.flush()
        QCoreApplication.processEvents()
        assert not socket.waitForReadyRead(50)
        socket.abort()
    assert heard == []
    assert elsewhere(folder) == "told"


def test_only_the_account_itself_can_speak_to_the_window(qtbot, bells, folder):
    first = start(bells, folder)
    first.listen()
    (socket,) = [each for each in folder.iterdir() if each.is_socket()]
    assert socket.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("mode", [0o777, 0o750])
def test_a_folder_that_others_can_reach_is_not_used(tmp_path, mode, monkeypatch):
    made = tmp_path / "undersigned"
    made.mkdir()
    made.chmod(mode)
    assert own_folder(environ={"XDG_RUNTIME_DIR": str(tmp_path)}) is None
    made.chmod(0o700)
    assert own_folder(environ={"XDG_RUNTIME_DIR": str(tmp_path)}) == made


def test_a_link_in_the_place_of_the_folder_is_not_followed(tmp_path):
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    (tmp_path / "undersigned").symlink_to(tmp_path / "elsewhere")
    assert own_folder(environ={"XDG_RUNTIME_DIR": str(tmp_path)}) is None


def test_without_a_folder_of_its_own_each_start_has_a_window(monkeypatch):
    monkeypatch.setattr(single_instance, "own_folder", lambda: None)
    assert not first_window(None, by_person=True).is_first


@pytest.mark.parametrize(
    ("environ", "session"),
    [
        ({"DISPLAY": ":0"}, ":0"),
        ({"DISPLAY": ":0.0", "WAYLAND_DISPLAY": "wayland-0"}, ":0"),
        ({"DISPLAY": "localhost:10.0"}, "localhost:10"),
        ({"WAYLAND_DISPLAY": "wayland-1"}, "wayland-1"),
        ({}, ""),
    ],
)
def test_a_session_is_known_by_where_its_windows_are_shown(environ, session):
    assert this_session("linux", environ) == session


class Program:
    """The staff app as a process, in a home of its own."""

    def __init__(self, home):
        self.folders = {"HOME": home, "XDG_RUNTIME_DIR": home / "run"}
        for name in ("DATA", "CONFIG", "STATE", "CACHE"):
            self.folders[f"XDG_{name}_HOME"] = home / name.lower()
        for each in self.folders.values():
            each.mkdir(mode=0o700, exist_ok=True)
        self.started = []

    def start(self, *arguments, **environ):
        names = {name: str(path) for name, path in self.folders.items()}
        self.started.append(
            subprocess.Popen(
                [sys.executable, "-m", "app", *arguments],
                cwd=ROOT,
                env=os.environ | names | {"QT_QPA_PLATFORM": "offscreen"} | environ,
            )
        )
        return self.started[-1]

    def names(self):
        return {each.read_text() for each in (self.folders["XDG_RUNTIME_DIR"]).rglob("*.name")}

    def end(self):
        for each in self.started:
            each.kill()
            each.wait(30)


@pytest.fixture
def program():
    with tempfile.TemporaryDirectory() as home:  # short: the name of a socket has at most 107 letters
        made = Program(Path(home))
        yield made
        made.end()


def test_where_the_name_would_be_too_long_each_start_has_a_window(qtbot, bells, tmp_path):
    folder = tmp_path / ("long" * 30)
    folder.mkdir(mode=0o700)
    start(bells, folder).listen()
    assert elsewhere(folder) == "first"


def test_the_whole_app_started_twice_is_one_window_also_after_a_kill(qtbot, program):
    first = program.start()
    qtbot.waitUntil(lambda: len(program.names()) == 1, timeout=30_000)
    second = program.start("--at-login")
    assert second.wait(30) == 0
    assert first.poll() is None
    before = program.names()
    first.kill()
    first.wait(30)
    third = program.start()
    qtbot.waitUntil(lambda: program.names() and program.names() != before, timeout=30_000)
    assert third.poll() is None
    assert program.start().wait(30) == 0
    elsewhere_shown = program.start(DISPLAY=":77")
    qtbot.waitUntil(lambda: len(program.names()) == 2, timeout=30_000)
    assert elsewhere_shown.poll() is None
