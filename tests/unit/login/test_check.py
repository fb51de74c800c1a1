"""The login check: cheap, and never wrong in the direction of silence."""

import os
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from app.commands.autostart import login_command
from app.login.check import (
    LONGEST_LATER_SECONDS,
    LONGEST_REMINDER_SECONDS,
    decide,
    default_state_file,
    read_note,
    read_state,
)
from app.login.state import State, read, write

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "deep" / "state.txt"


def opens(path, now=NOW):
    return decide(read_state(str(path)), now.timestamp())[0]


def explained(path):
    command = [*login_command(), "--explain", "--state", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.parametrize("is_reminder", [False, True])
def test_what_was_written_is_read_back(path, is_reminder):
    state = State(NOW, ("social-media-policy", "safeguarding"), NOW - timedelta(days=1), is_reminder)
    write(path, state)
    assert read(path) == state


def test_a_missing_file_means_ask(path):
    assert opens(path)


def test_nothing_due_stays_closed(path):
    write(path, State(None, (), NOW))
    assert not opens(path)


def test_something_due_opens(path):
    write(path, State(None, ("social-media-policy",), NOW))
    assert opens(path)


def test_later_is_kept_to_the_minute(path):
    write(path, State(NOW, ("social-media-policy",), None))
    assert not opens(path, NOW - timedelta(seconds=1))
    assert opens(path, NOW)


SECONDS = int(NOW.timestamp())


@pytest.mark.parametrize(
    ("ahead", "line", "asks"),
    [
        (3600, "due", False),
        (14 * 86_400, "due", False),  # the first working morning of next week, at its furthest
        (LONGEST_LATER_SECONDS + 1, "due", True),
        (366 * 86_400, "due", True),  # chosen while the clock was a year ahead
        (366 * 86_400, "again", False),  # a reminder that somebody wished for
        (LONGEST_REMINDER_SECONDS + 1, "again", True),
        (0, "again", True),
    ],
)
def test_a_later_beyond_any_that_is_offered_means_ask(ahead, line, asks):
    due = "again social-media-policy" if line == "again" else "social-media-policy"
    assert decide((SECONDS + ahead, SECONDS, [due]), SECONDS)[0] is asks


def test_a_later_chosen_under_a_clock_a_year_ahead_keeps_the_app_quiet_no_longer(path):
    write(path, State(NOW + timedelta(days=366), ("social-media-policy",), NOW))
    assert opens(path)
    assert not opens(path, NOW + timedelta(days=365))


@pytest.mark.parametrize("number", [10**18, 10**11, -1, 2**34 + 1])
@pytest.mark.parametrize("line", ["ask", "synced"])
def test_a_time_that_no_calendar_has_is_a_damaged_file(path, number, line):
    path.parent.mkdir()
    times = {"ask": 0, "synced": 0, line: number}
    path.write_text("undersigned state 1\nask {ask}\nsynced {synced}\ndue p\nend\n".format(**times))
    assert read_state(str(path)) is None
    assert read(path) is None
    assert explained(path).startswith("Opens: this computer does not know yet")
    path.write_text(f"undersigned login 1\nopened {number}\nend\n")
    assert read_note(str(path)) == {}


def test_a_file_cut_short_at_any_byte_means_ask(path):
    write(path, State(None, (), NOW))
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        assert opens(path), length


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 50,
        b"\xff\xfe\x00",
        b"undersigned state 2\nask 0\nsynced 0\nend\n",
        b"undersigned state 1\nend\n",
    ],
)
def test_a_damaged_file_means_ask(path, content):
    path.parent.mkdir()
    path.write_bytes(content)
    assert opens(path)
    assert read(path) is None


def test_a_folder_in_the_files_place_means_ask(path):
    path.mkdir(parents=True)
    assert opens(path)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps access in lists of its own")
def test_only_its_owner_can_read_the_file(path):
    write(path, State(None, (), None))
    assert path.stat().st_mode & 0o077 == 0


def test_a_crash_while_writing_leaves_the_old_state(path, monkeypatch):
    write(path, State(None, (), NOW))
    monkeypatch.setattr(os, "fsync", _power_cut)
    with pytest.raises(OSError, match="power cut"):
        write(path, State(None, ("social-media-policy",), NOW))
    assert read(path) == State(None, (), NOW)


@pytest.mark.skipif(os.name == "nt", reason="Windows opens no folder to be written through")
def test_the_folder_is_written_through_once_the_new_file_has_its_name(path, monkeypatch):
    path.parent.mkdir()
    through, whole = [], os.fsync

    def fsync(descriptor):
        kind = "folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file"
        through.append((kind, path.exists()))
        whole(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    write(path, State(None, (), NOW))
    assert through == [("file", False), ("folder", True)]


@pytest.mark.skipif(os.name == "nt", reason="Windows opens no folder to be written through")
def test_a_file_system_that_cannot_write_folders_through_keeps_the_state_all_the_same(path, monkeypatch):
    monkeypatch.setattr(
        os, "fsync", lambda each: _power_cut(each) if stat.S_ISDIR(os.fstat(each).st_mode) else None
    )
    write(path, State(None, (), NOW))
    assert read(path) == State(None, (), NOW)


def _power_cut(descriptor):
    raise OSError("power cut")


def test_the_very_command_of_the_login_explains_itself(path):
    write(path, State(None, (), NOW))
    assert explained(path) == "Stays closed: nothing is due."
    write(path, State(datetime.now(UTC) + timedelta(hours=1), ("social-media-policy",), NOW))
    assert explained(path).startswith("Stays closed: you chose Later, until ")
    write(path, State(None, ("social-media-policy",), NOW))
    assert explained(path).startswith("Opens: something is due")


def test_the_check_imports_nothing_slow_when_nothing_is_due(path):
    write(path, State(None, (), NOW))
    code = (
        "import runpy, sys, os; os._exit = lambda code: None; "
        f"sys.argv = ['check', '--state', {str(path)!r}]; "
        f"runpy.run_path({login_command()[-1]!r}, run_name='__main__'); "
        "slow = {'json', 'argparse', 'pathlib', 'datetime', 'subprocess', 'logging', 'PySide6', 'app'}; "
        "print(sorted(slow & set(sys.modules)))"
    )
    bare = subprocess.run(
        [sys.executable, "-I", "-S", "-c", "import runpy, sys; print(sorted(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=True
    ).stdout
    assert all(name in bare for name in eval(found)), found


@pytest.mark.parametrize(
    ("platform", "ending"),
    [
        ("linux", "/undersigned/state.txt"),
        ("darwin", "/Library/Application Support/Undersigned/state.txt"),
        ("win32", "\\Undersigned\\state.txt"),
    ],
)
def test_each_system_has_its_own_place_for_the_state(platform, ending):
    assert default_state_file(platform).endswith(ending)
