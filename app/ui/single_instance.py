"""One window for each account, session and profile folder: a second start brings the first window forward.

Rules:

* whoever holds the lock is the first. The system frees it however the first one ends, also by `kill -9`;
* the first listens at a name of chance, written in a folder that is the account's alone. What a killed program left
  behind, or somebody else put there to be in the way, is therefore never met;
* another session (fast user switching, remote desktop) or another profile folder is another key: a window of its own;
* a second start that gets no answer within `PATIENCE_SECONDS` opens a window of its own: nothing here can keep a
  person from the app. Two windows on one file get on with each other;
* what is said over the wire is one of two words, and whatever else comes is not answered.
"""

import hashlib
import os
import re
import stat
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QCoreApplication, QLockFile, QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE_SECONDS = 3.0
_ANSWER_MILLISECONDS = 1000
_LOOK_SECONDS = 0.05
_BY_PERSON, _BY_LOGIN, _SHOWN = b"show\n", b"remind\n", b"shown\n"
_LONGEST = 16
_NAME = re.compile(r"[0-9a-f]{16}")


class Bell(QObject):
    """What the first window listens at.

    Args:
        lock: held while the window is there; None where there was none to be had.
        folder: the account's own, for the names; None where there is none.
        key: of account, session and profile folder.

    Signals:
        rung(bool): another start asks for the window; True when the person did so, False when the login did.
    """

    rung = Signal(bool)

    def __init__(self, lock: QLockFile | None, folder: Path | None, key: str) -> None:
        super().__init__()
        self._lock = lock
        self._folder = folder
        self._key = key
        self._server: QLocalServer | None = None

    @property
    def is_first(self) -> bool:
        """Whether other starts come to this window."""
        return self._lock is not None

    def listen(self) -> None:
        """Begin to listen; called once the window is there. Where it cannot, the next start is a first one too."""
        if self._lock is None or self._folder is None or self._server is not None:
            return
        from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415 - the first paint does not wait for it

        self._sweep()
        name = os.urandom(8).hex()
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._somebody_came)
        if not server.listen(_address(self._folder, name)):
            self.close()
            return
        self._server = server
        with suppress(OSError):
            _write_private(_name_file(self._folder, self._key), name)

    def close(self) -> None:
        """Stop listening, and let the next start be the first."""
        if self._server is not None and self._folder is not None:
            self._server.close()
            _name_file(self._folder, self._key).unlink(missing_ok=True)
        self._server = None
        if self._lock is not None:
            self._lock.unlock()
        self._lock = None

    def _sweep(self) -> None:
        """Remove the socket of a program that was killed; only the holder of the lock does."""
        if self._folder is not None and (left := _read_name(self._folder, self._key)) is not None:
            with suppress(OSError):
                (self._folder / left).unlink(missing_ok=True)

    def _somebody_came(self) -> None:
        while self._server is not None and (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(self._somebody_spoke)
            if socket.bytesAvailable():
                self._hear(socket)

    def _somebody_spoke(self) -> None:
        from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415 - see above

        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._hear(socket)

    def _hear(self, socket: "QLocalSocket") -> None:
        word = bytes(socket.read(_LONGEST).data())
        if word not in (_BY_PERSON, _BY_LOGIN):
            socket.abort()
            return
        socket.write(_SHOWN)
        socket.flush()
        socket.disconnectFromServer()
        self.rung.emit(word == _BY_PERSON)


def first_window(
    profile: Path | None,
    *,
    by_person: bool,
    folder: Path | None = None,
    session: str | None = None,
    patience: float = PATIENCE_SECONDS,
) -> Bell | None:
    """Return the bell of the window to be opened, or None where the first window has been brought forward.

    Args:
        profile: the profile's folder; None is the person's own.
        by_person: whether the person started it, not the login.
        folder: where locks and names are; by default the account's own, see `own_folder`.
        session: which of the account's sessions; by default this one.
        patience: seconds that the first window has to answer.
    """
    folder = folder or own_folder()
    key = _key(profile, this_session() if session is None else session)
    if folder is None:
        return Bell(None, None, key)
    lock = QLockFile(str(folder / f"{key}.lock"))
    lock.setStaleLockTime(0)  # a window may be open for days; a lock is stale only once its program is gone
    ends = time.monotonic() + patience
    while not lock.tryLock(0):
        if lock.error() is not QLockFile.LockError.LockFailedError:
            return Bell(None, None, key)
        if _told(folder, key, by_person=by_person):
            return None
        if time.monotonic() > ends:
            return Bell(None, None, key)
        time.sleep(_LOOK_SECONDS)
    return Bell(lock, folder, key)


def own_folder(platform: str = sys.platform, environ: Mapping[str, str] = os.environ) -> Path | None:
    """Make and return a folder that is the account's alone, for as long as it is logged in; None where there is none."""
    if platform == "win32":
        base = environ.get("LOCALAPPDATA")
        return _made(Path(base, "undersigned", "run")) if base else None
    runtime = environ.get("XDG_RUNTIME_DIR") if platform != "darwin" else None
    if runtime:
        return _made(Path(runtime, "undersigned"))
    import tempfile  # noqa: PLC0415 - the first paint does not wait for it where there is a runtime folder

    return _made(Path(tempfile.gettempdir(), f"undersigned-{os.getuid()}"))


def this_session(platform: str = sys.platform, environ: Mapping[str, str] = os.environ) -> str:
    """Name the session by where its windows are shown: the display, or the number of the session on Windows."""
    if platform == "win32":
        from app.login.sensing_windows import session  # noqa: PLC0415 - Windows alone

        return str(session())
    if platform == "darwin":
        return ""
    display = environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY", "")
    return re.sub(r"\.\d+$", "", display)  # ":0.0" is a screen of ":0"


def _made(folder: Path) -> Path | None:
    """The folder, once it is there and nobody else's."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return None
    if os.name != "posix":
        return folder
    is_ours = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077
    return folder if is_ours else None


def _key(profile: Path | None, session: str) -> str:
    where = str(profile.resolve()) if profile else ""
    return hashlib.sha256(f"{session}\n{where}".encode()).hexdigest()[:16]


def _address(folder: Path, name: str) -> str:
    return f"undersigned-{name}" if sys.platform == "win32" else str(folder / name)


def _name_file(folder: Path, key: str) -> Path:
    return folder / f"{key}.name"


def _read_name(folder: Path, key: str) -> str | None:
    try:
        name = _name_file(folder, key).read_text(encoding="ascii")
    except (OSError, ValueError):
        return None
    return name if _NAME.fullmatch(name) else None


def _write_private(path: Path, text: str) -> None:
    fresh = path.with_suffix(".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    fresh.replace(path)


def _told(folder: Path, key: str, *, by_person: bool) -> bool:
    """Whether the first window answered that it has come forward."""
    name = _read_name(folder, key)
    if name is None:
        return False
    made = QCoreApplication([]) if QCoreApplication.instance() is None else None
    try:
        return _asked(_address(folder, name), _BY_PERSON if by_person else _BY_LOGIN)
    finally:
        if made is not None:
            shiboken6.delete(made)  # a window of one's own brings an application of its own


def _asked(address: str, word: bytes) -> bool:
    from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415 - only for a second start

    _let_it_come_forward()
    socket = QLocalSocket()
    socket.connectToServer(address)
    if not socket.waitForConnected(_ANSWER_MILLISECONDS):
        return False
    socket.write(word)
    socket.flush()
    answered = socket.waitForReadyRead(_ANSWER_MILLISECONDS) and bytes(socket.readAll().data()) == _SHOWN
    socket.abort()
    return answered


def _let_it_come_forward() -> None:
    """Windows lets a program take the front only if the one in front says so: this one, just started."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - Windows alone

        ctypes.windll.user32.AllowSetForegroundWindow(0xFFFFFFFF)  # ASFW_ANY
