"""What a second start needs: a lock that a killed program leaves free, and a named pipe to the first window."""

import pytest
from PySide6.QtCore import QLockFile
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from tests.windows.conftest import said

HOLDS = (
    "import sys; from PySide6.QtCore import QCoreApplication, QLockFile\n"
    "from PySide6.QtNetwork import QLocalServer\n"
    "app = QCoreApplication([]); lock = QLockFile(sys.argv[1]); server = QLocalServer()\n"
    "print(lock.tryLock(0), server.listen(sys.argv[2]), flush=True)\n"
    "sys.stdin.read()\n"
)


@pytest.fixture
def first(profile, another_process, qapp):
    lock, pipe = profile["LOCALAPPDATA"] / "window.lock", profile["LOCALAPPDATA"].name
    process = another_process(HOLDS, lock, pipe)
    assert said(process) == "True True"
    return process, str(lock), pipe


def test_a_second_start_is_refused_the_lock_and_reaches_the_first(first):
    _, lock, pipe = first
    assert not QLockFile(lock).tryLock(0)
    socket = QLocalSocket()
    socket.connectToServer(pipe)
    assert socket.waitForConnected(5000)
    socket.disconnectFromServer()


def test_after_a_kill_both_the_lock_and_the_name_are_free(first):
    process, lock, pipe = first
    process.kill()
    process.wait(30)
    assert QLockFile(lock).tryLock(5000)
    server = QLocalServer()
    assert server.listen(pipe)
    server.close()
