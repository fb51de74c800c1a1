"""The check at login as Windows runs it: its very command, the file in %APPDATA%, the line to be registered."""

import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.commands.autostart import login_command
from app.login.check import default_state_file, read_state
from app.login.state import State, read, write
from tests.windows.conftest import said

NOW = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)
POLICY = "social-media-policy"


@pytest.fixture
def path(profile):
    return Path(default_state_file())


def explained():
    """What the login command says it would do, found by its own means alone."""
    answer = subprocess.run([*login_command(), "--explain"], capture_output=True, text=True, check=True)
    assert answer.stderr == ""
    return answer.stdout.strip()


def test_the_state_is_in_the_folder_that_roams(profile, path):
    assert path == profile["APPDATA"] / "Undersigned" / "state.txt"


def test_the_login_command_follows_the_state_in_the_profile(path):
    assert explained().startswith("Opens: this computer does not know yet")
    write(path, State(None, (), NOW))
    assert explained() == "Stays closed: nothing is due."
    write(path, State(datetime.now(UTC) + timedelta(hours=1), (POLICY,), NOW))
    assert explained().startswith("Stays closed: you chose Later, until ")
    write(path, State(None, (POLICY,), NOW))
    assert explained() == "Opens: something is due."


def test_the_registered_line_is_split_by_windows_as_it_was_joined(path):
    """Windows keeps the command as one line of text; a folder with spaces must come through."""
    write(path, State(None, (), NOW))
    shown = subprocess.run(
        [sys.executable, "-m", "app", "autostart", "show", "--command"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    answer = subprocess.run(f"{shown} --explain", capture_output=True, text=True, check=True, shell=False)
    assert answer.stdout.strip() == "Stays closed: nothing is due."


READS = (
    "import sys; from app.login.check import read_state\n"
    "torn = reads = 0\n"
    "print('reading', flush=True)\n"
    "while True:\n"
    "    state = read_state(sys.argv[1]); reads += 1\n"
    "    torn += state is None or state[2] not in (['a'] * 400, ['b'] * 400)\n"
    "    if state and state[1] == 7: break\n"
    "print(torn, flush=True)\n"
)


def test_a_login_that_reads_while_a_workflow_writes_finds_a_whole_state(path, another_process):
    write(path, State(None, ("a",) * 400, NOW))
    reader = another_process(READS, path)
    assert said(reader) == "reading"
    until = time.monotonic() + 3
    while time.monotonic() < until:
        write(path, State(None, ("b",) * 400, NOW))
        write(path, State(None, ("a",) * 400, NOW))
    write(path, State(None, ("a",) * 400, datetime.fromtimestamp(7, UTC)))
    assert said(reader) == "0"


def test_a_state_can_be_left_while_another_program_has_the_file_open(path):
    """Windows does not replace a file that somebody is reading: a virus scanner, a backup, the check itself."""
    write(path, State(None, (), NOW))
    with path.open(encoding="utf-8"), pytest.raises(PermissionError):
        write(path, State(None, (POLICY,), NOW))
    write(path, State(None, (POLICY,), NOW))
    assert read(path) == State(None, (POLICY,), NOW)
    assert [file.name for file in path.parent.iterdir()] == ["state.txt"]


def test_the_check_finds_a_file_it_may_not_read_and_asks(path):
    path.mkdir(parents=True)
    assert read_state(str(path)) is None
