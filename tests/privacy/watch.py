"""Watches what a program leaves behind and whom it talks to: files (also those written and removed again), output,
logs, connections, look-ups of names, programs started, and the modes of its files.
"""

import contextlib
import io
import logging
import os
import socket
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication


@dataclass
class Trail:
    """What one run left behind. `wire` holds the requests, `places` bytes by name, `said` what else is compared."""

    wire: list = field(default_factory=list)
    places: dict = field(default_factory=dict)
    said: dict = field(default_factory=dict)

    @property
    def sent(self):
        """Every byte sent, as places to search."""
        return {f"request {number}": each.raw for number, each in enumerate(self.wire, 1)}


class _Hook:
    """Python's audit hooks cannot be taken out again: one is put in, and listens only while somebody watches."""

    def __init__(self):
        self.listener = None
        sys.addaudithook(self)

    def __call__(self, event, arguments):
        if self.listener is not None:
            self.listener(event, arguments)


_HOOK = _Hook()


class Watch:
    """Watches everything under `folder`, which stands for the person's home, profile and temporary files."""

    def __init__(self, folder: Path, service_port: int, monkeypatch):
        self.folder = folder
        self._ports = {service_port}
        self.connections, self.programs, self.removed = [], [], {}
        self._out, self._err, self._log = io.StringIO(), io.StringIO(), io.StringIO()
        self._busy = False
        for variable, name in _FOLDERS.items():
            (folder / name).mkdir(parents=True, exist_ok=True)
            monkeypatch.setenv(variable, str(folder / name))
        monkeypatch.setattr(tempfile, "tempdir", str(folder / "tmp"))

    @contextlib.contextmanager
    def watching(self):
        handler = logging.StreamHandler(self._log)
        root, level = logging.getLogger(), logging.getLogger().level
        root.addHandler(handler)
        root.setLevel(logging.DEBUG)
        if QGuiApplication.instance():
            QGuiApplication.clipboard().clear()
        _HOOK.listener = self._listen
        try:
            with contextlib.redirect_stdout(self._out), contextlib.redirect_stderr(self._err):
                yield self
        finally:
            _HOOK.listener = None
            root.removeHandler(handler)
            root.setLevel(level)

    def allow(self, port):
        """The one place to which a connection is in order."""
        self._ports.add(port)

    def _listen(self, event, arguments):
        if self._busy:
            return
        if event == "socket.connect" and arguments[0].family != socket.AF_UNIX:
            self._connected(arguments[1])
        elif event == "socket.getaddrinfo":
            self._connected(arguments[:2])
        elif event == "subprocess.Popen":
            self.programs.append(repr(arguments[:2]))
        elif event in ("os.remove", "os.rename", "os.truncate"):
            self._keep(arguments[0])

    def _connected(self, address):
        host, port = address[:2]
        if host not in ("127.0.0.1", b"127.0.0.1") or port not in self._ports:
            self.connections.append(f"{host!r} {port}")

    def _keep(self, path):
        """A file that is about to go: what it held counts as written."""
        self._busy = True
        try:
            found = Path(os.fsdecode(path)) if isinstance(path, str | bytes | os.PathLike) else None
            if found is not None and found.is_file() and found.is_relative_to(self.folder):
                self.removed[f"removed {len(self.removed) + 1}, {found.name}"] = found.read_bytes()
        finally:
            self._busy = False

    def files(self):
        """Every file under the folder, by its path in it."""
        return {
            f"file {path.relative_to(self.folder)}": path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file()
        }

    def names(self):
        """The path of everything under the folder, files and folders, and of what was removed."""
        paths = [str(path.relative_to(self.folder)) for path in sorted(self.folder.rglob("*"))]
        return "\n".join([*paths, *self.removed]).encode()

    def outputs(self):
        return {
            "standard output": self._out.getvalue().encode(),
            "standard error": self._err.getvalue().encode(),
            "logs": self._log.getvalue().encode(),
            "connections": "\n".join(self.connections).encode(),
            "programs": "\n".join(self.programs).encode(),
            "clipboard": self._clipboard().encode(),
            "titles of windows": "\n".join(self._titles()).encode(),
        }

    def _clipboard(self):
        return QGuiApplication.clipboard().text() if QGuiApplication.instance() else ""

    def _titles(self):
        widgets = QApplication.topLevelWidgets() if QApplication.instance() else []
        return sorted({widget.windowTitle() for widget in widgets})


_FOLDERS = {
    "HOME": "home",
    "TMPDIR": "tmp",
    "XDG_CONFIG_HOME": "home/config",
    "XDG_DATA_HOME": "home/data",
    "XDG_STATE_HOME": "home/state",
    "XDG_CACHE_HOME": "home/cache",
}
