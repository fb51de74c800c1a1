"""Tests of the app against Windows' own interfaces: collected by a Windows Python only (`make windows-test`)."""

import os
import shutil
import subprocess
import sys
import uuid
from pathlib import Path

import pytest

collect_ignore_glob = [] if sys.platform == "win32" else ["test_*.py"]
if sys.platform == "win32":
    # Real windows, for every test of the run. Said here, because Wine keeps QT_ variables from its programs.
    # Wine's own font engine takes up to twenty seconds to lay out a policy; Qt's takes a moment.
    os.environ["QT_QPA_PLATFORM"] = "windows:fontengine=freetype"
    from PySide6.QtCore import QCoreApplication, Qt

    # The system's own dialogs for files wait for a hand that a test has not.
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)


@pytest.fixture
def profile(monkeypatch):
    """A person's two application folders, beside the account's real ones and removed afterwards."""

    folders = {}
    for variable in ("APPDATA", "LOCALAPPDATA"):
        folders[variable] = Path(os.environ[variable]) / f"Undersigned test {uuid.uuid4().hex}"
        folders[variable].mkdir()
        monkeypatch.setenv(variable, str(folders[variable]))
    yield folders
    for folder in folders.values():
        shutil.rmtree(folder)


@pytest.fixture
def another_process():
    """Start a Python of its own that runs the code given; what still runs at the end is ended."""
    started = []

    def start(code, *arguments):
        process = subprocess.Popen(
            [sys.executable, "-c", code, *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate(timeout=30)


def said(process):
    """The next line that the process prints."""
    return process.stdout.readline().strip()


@pytest.fixture
def picture(request):
    """Keep a picture under the test's name where `UNDERSIGNED_PICTURES` names a folder; return its path."""

    def keep(image):
        folder = Path(os.environ.get("UNDERSIGNED_PICTURES") or request.getfixturevalue("tmp_path"))
        path = folder / f"{request.node.name.replace('[', ' ').replace(']', '')}.png"
        assert image.save(str(path))
        return path

    return keep
