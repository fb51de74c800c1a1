"""The person's database: durable, whole, private, and never silently replaced."""

import os
import sqlite3
import subprocess
import sys
import threading
from datetime import UTC, datetime

import pytest

from app.storage import database as module
from app.storage import notices
from app.storage.database import (
    CannotOpenError,
    Database,
    DatabaseBusyError,
    DatabaseDamagedError,
    DiskFullError,
    NewerDatabaseError,
    ReadOnlyError,
)
from app.storage.locations import database_file, user_settings_file
from app.storage.notices import NoticeKind
from app.storage.schema import STEPS

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PUT = "INSERT INTO documents (sha256, content) VALUES (?, ?)"


def clock():
    return NOW


@pytest.fixture
def path(tmp_path):
    return database_file(tmp_path / "profile")


@pytest.fixture
def database(path):
    opened = Database.open(path, clock)
    yield opened
    opened.close()


def put(database, name, content=b"x"):
    with database.transaction() as connection:
        connection.execute(PUT, (name, content))


def names(database):
    with database.reading() as connection:
        return [row[0] for row in connection.execute("SELECT sha256 FROM documents ORDER BY sha256")]


def test_what_was_saved_survives_a_power_cut(database):
    with database.reading() as connection:
        settings = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "user_version")
        }
    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "user_version": len(STEPS),
    }


@pytest.mark.skipif(os.name != "posix", reason="other systems have other rights")
def test_the_file_and_its_folder_are_the_owners_only(database, path):
    put(database, "a")
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in path.parent.iterdir()} == {0o600}


def test_a_failure_in_the_middle_leaves_nothing_behind(database):
    def put_and_fail():
        with database.transaction() as connection:
            connection.execute(PUT, ("a", b""))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        put_and_fail()
    assert names(database) == []
    put(database, "b")
    assert names(database) == ["b"]


def test_two_processes_can_start_and_write_at_the_same_time(path):
    code = (
        "import sys; from datetime import UTC, datetime; from pathlib import Path\n"
        "from app.storage.database import Database\n"
        "d = Database.open(Path(sys.argv[1]), lambda: datetime.now(UTC))\n"
        "for n in range(20):\n"
        "    with d.transaction() as c:\n"
        f"        c.execute({PUT!r}, (sys.argv[2] + str(n), b''))\n"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", code, str(path), name], stderr=subprocess.PIPE)
        for name in ("a", "b", "c")
    ]
    assert [process.communicate(timeout=60)[1] for process in started] == [b"", b"", b""]
    opened = Database.open(path, clock)
    assert len(names(opened)) == 60
    opened.close()
    assert [file.name for file in path.parent.iterdir() if "damaged" in file.name] == []


def test_two_threads_take_turns(database):
    threads = [
        threading.Thread(target=lambda n=n: [put(database, f"{n} {m}") for m in range(20)]) for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(names(database)) == 80


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"this is not a database" * 400,
        lambda content: content[:4096] + b"\xff" * 4096 + content[8192:],
        lambda content: content[: len(content) // 2],
    ],
    ids=["another file", "a page overwritten", "cut in half"],
)
def test_a_damaged_file_is_kept_aside_and_told_of(path, damage):
    first = Database.open(path, clock)
    put(first, "a", b"x" * 100_000)
    first.close()
    damaged = damage(path.read_bytes())
    path.write_bytes(damaged)
    second = Database.open(path, clock)
    (kept,) = [file for file in path.parent.iterdir() if ".damaged-20261123T090000Z" in file.name]
    assert kept.read_bytes() == damaged
    with second.reading() as connection:
        (notice,) = notices.load(connection)
    assert notice.kind is NoticeKind.DATABASE_SET_ASIDE
    assert kept.name in notice.sentence
    assert names(second) == []
    second.close()


def test_a_second_damaged_file_does_not_take_the_place_of_the_first(path):
    for content in (b"first" * 2000, b"second" * 2000):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        Database.open(path, clock).close()
    kept = sorted(file.read_bytes()[:6] for file in path.parent.iterdir() if "damaged" in file.name)
    assert kept == [b"firstf", b"second"]


def test_what_stood_only_in_the_log_beside_a_damaged_file_is_kept_with_it(path, tmp_path):
    first = Database.open(path, clock)
    put(first, "a", b"x" * 100_000)
    first.overwrite_deleted()
    put(first, "b", b"only in the log")
    crashed = tmp_path / "crashed" / path.name
    crashed.parent.mkdir()
    content = path.read_bytes()
    crashed.write_bytes(content[:4096] + b"\xff" * 40_000 + content[44_096:])
    crashed.with_name(path.name + "-wal").write_bytes(path.with_name(path.name + "-wal").read_bytes())
    first.close()
    Database.open(crashed, clock).close()
    kept = [file.read_bytes() for file in crashed.parent.iterdir() if "damaged" in file.name]
    assert any(b"only in the log" in each for each in kept)


def test_a_file_of_a_newer_version_is_left_alone(path):
    Database.open(path, clock).close()
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA user_version=99")
    raw.close()
    before = path.read_bytes()
    with pytest.raises(NewerDatabaseError):
        Database.open(path, clock)
    assert path.read_bytes() == before


def test_a_full_disk_says_so_and_keeps_what_was_there(database):
    put(database, "a")
    with database.reading() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
    database._connection.execute(f"PRAGMA max_page_count={pages}")
    with pytest.raises(DiskFullError, match="disk is full"):
        put(database, "b", b"x" * 1_000_000)
    assert names(database) == ["a"]
    database._connection.execute("PRAGMA max_page_count=100000")
    put(database, "b", b"x" * 1_000_000)
    assert names(database) == ["a", "b"]


def test_a_file_that_may_not_be_written_says_so(database):
    database._connection.execute("PRAGMA query_only=ON")
    with pytest.raises(ReadOnlyError, match="does not allow"):
        put(database, "a")


def test_a_place_that_cannot_be_a_folder_says_so(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(CannotOpenError):
        Database.open(tmp_path / "file" / "undersigned.sqlite", clock)


def test_another_window_that_never_ends_is_named(database, path, monkeypatch):
    monkeypatch.setattr(module, "BUSY_SECONDS", 0.05)
    impatient = Database.open(path, clock)
    with database.transaction(), pytest.raises(DatabaseBusyError):
        put(impatient, "a")
    impatient.close()


def test_damage_met_while_in_use_is_named(database, path):
    put(database, "a", b"x" * 200_000)
    database.overwrite_deleted()
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (path.stat().st_size - 4096))
    database._connection.execute("PRAGMA cache_size=0")
    database._connection.execute("PRAGMA shrink_memory")
    with pytest.raises(DatabaseDamagedError):
        names(database)


def test_the_settings_stand_beside_the_database(tmp_path):
    assert user_settings_file(tmp_path).parent == database_file(tmp_path).parent


def test_without_a_profile_folder_the_computers_own_is_used(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert database_file().name == "undersigned.sqlite"
    assert database_file().is_absolute()
