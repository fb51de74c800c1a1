"""A database that no file holds: the same tables, nothing on the disk, gone when it is closed."""

import sqlite3

import pytest

from app.storage.database import Database
from app.storage.schema import STEPS


def test_it_has_every_table_and_writes_no_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    database = Database.in_memory()
    with database.transaction() as connection:
        connection.execute("INSERT INTO documents (sha256, content) VALUES (?, ?)", ("a", b"x" * 5_000_000))
        assert connection.execute("PRAGMA user_version").fetchone()[0] == len(STEPS)
        assert connection.execute("PRAGMA temp_store").fetchone()[0] == 2  # memory
    database.overwrite_deleted()
    assert list(tmp_path.iterdir()) == []
    database.close()


def test_two_of_them_share_nothing_and_one_that_is_closed_is_gone():
    one, other = Database.in_memory(), Database.in_memory()
    with one.transaction() as connection:
        connection.execute("INSERT INTO documents (sha256, content) VALUES ('a', x'00')")
    with other.reading() as connection:
        assert connection.execute("SELECT count(*) FROM documents").fetchone()[0] == 0
    other.close()
    one.close()
    with pytest.raises(sqlite3.ProgrammingError), one.reading():
        pytest.fail("it was still there")
