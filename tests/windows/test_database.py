"""The person's SQLite file in %LOCALAPPDATA%: durable, shared between processes, the same after a kill."""

import sqlite3
from datetime import UTC, datetime

import pytest

from app.storage import deferral
from app.storage.database import Database
from app.storage.locations import database_file, profile_folder
from tests.windows.conftest import said

NOW = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)
OPEN = (
    "import sys; from datetime import UTC, datetime; from pathlib import Path; "
    "from app.storage.database import Database; from app.storage import deferral; "
    "now = datetime(2026, 9, 1, 8, 30, tzinfo=UTC); "
    "database = Database.open(Path(sys.argv[1]), lambda: now)\n"
)


@pytest.fixture
def path(profile):
    return database_file(profile["LOCALAPPDATA"] / "Ada O’Connor" / "undersigned")


def opened(path):
    return Database.open(path, lambda: NOW)


def test_the_files_are_in_the_folder_that_does_not_roam():
    folder = str(profile_folder()).lower()
    assert folder.endswith(r"\appdata\local\undersigned")


def test_what_is_saved_is_on_the_disk_before_it_is_said(path):
    database = opened(path)
    with database.reading() as connection:
        modes = [
            connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")
        ]
    database.close()
    assert modes == ["wal", 2]


def test_a_reader_in_another_process_sees_only_whole_transactions(path, another_process):
    database = opened(path)
    with database.transaction() as connection:
        deferral.save(connection, NOW, NOW)
        reader = another_process(
            OPEN + "for line in sys.stdin:\n"
            "    with database.reading() as view: print(deferral.load(view) is not None, flush=True)\n",
            path,
        )
        reader.stdin.write("look\n")
        reader.stdin.flush()
        # The other process opens the file while this one writes, and must not see what is not finished.
        assert said(reader) == "False"
    reader.stdin.write("look again\n")
    reader.stdin.flush()
    assert said(reader) == "True"
    reader.stdin.close()
    assert reader.wait(30) == 0
    database.close()


def test_a_process_killed_while_writing_leaves_what_it_had_committed_and_no_lock(path, another_process):
    writer = another_process(
        OPEN + "with database.transaction() as view: deferral.save(view, now, now)\n"
        "with database.transaction() as view:\n"
        "    view.execute('DELETE FROM later')\n"
        "    print('halfway', flush=True)\n"
        "    sys.stdin.read()\n",
        path,
    )
    assert said(writer) == "halfway"
    writer.kill()
    writer.wait(30)
    database = opened(path)
    with database.transaction() as connection:
        assert deferral.load(connection) == (NOW, NOW)
    database.close()


def test_a_damaged_file_is_set_aside_with_its_side_files(path):
    path.parent.mkdir(parents=True)
    path.write_bytes(b"not a database, and longer than a header of SQLite's would be: " * 40)
    database = opened(path)
    with database.reading() as connection:
        assert deferral.load(connection) is None
    database.close()
    assert [kept.name for kept in path.parent.glob("*damaged*")] == [
        "undersigned.damaged-20260901T083000Z.sqlite"
    ]


def test_windows_own_sqlite_is_new_enough():
    assert sqlite3.sqlite_version_info >= (3, 40)
