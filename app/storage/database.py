"""The person's own SQLite file: opened safely, changed in whole transactions, never silently replaced.

Rules:

* `journal_mode=WAL` and `synchronous=FULL`, asserted: what was said to be saved survives a power cut;
* `secure_delete=ON`: what is deleted is overwritten;
* foreign keys are on; another process writing at the same time is waited for;
* the file is the owner's only (600, its folder 700, where the system knows such modes);
* a damaged file is moved aside with its -wal and -shm, and a notice of it is the new file's first row;
* a file of a newer version of the app is left alone;
* a full disk, a read-only folder and the rest each have their own error, and leave nothing half-written;
* where nothing may be kept it is in memory alone, temporary tables included, and gone when it is closed.

One object may be used from several threads: it lets one in at a time.
"""

import contextlib
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from app.domain.dates import to_utc_text
from app.errors import UnavailableError
from app.storage import notices
from app.storage.schema import STEPS

BUSY_SECONDS = 10.0
"""How long to wait for another process that is writing."""

_SIDE_FILES = ("-wal", "-shm")
_IN_MEMORY = Path(":memory:")


class StorageError(UnavailableError):
    """The person's database could not be used."""

    sentence = "Your file on this computer could not be used just now."
    next_step = "Nothing was lost. Try again. If it happens again, tell your IT helpdesk."


class DiskFullError(StorageError):
    """No room to write."""

    sentence = "This computer’s disk is full, so this could not be saved."
    next_step = "Nothing was lost. Make some room on the disk and try again, or ask your IT helpdesk."


class ReadOnlyError(StorageError):
    """The file or its folder may not be written."""

    sentence = "This computer does not allow your file to be changed, so this could not be saved."
    next_step = "Nothing was lost. Tell your IT helpdesk that the Undersigned folder cannot be written."


class CannotOpenError(StorageError):
    """The file or its folder cannot be made or opened."""

    sentence = "Your file on this computer could not be opened."
    next_step = "Tell your IT helpdesk that the Undersigned folder cannot be opened."


class DatabaseBusyError(StorageError):
    """Another process has been writing for longer than is waited for."""

    sentence = "Another window is using your file just now, so this could not be saved."
    next_step = "Nothing was lost. Close the other window and try again."


class DatabaseDamagedError(StorageError):
    """The file turned out to be damaged while it was in use."""

    sentence = "Your file on this computer is damaged."
    next_step = "Close this window and open it again. The damaged file will be kept aside for you."


class NewerDatabaseError(StorageError):
    """The file was written by a newer version of this app."""

    sentence = "Your file on this computer belongs to a newer version of this app."
    next_step = "Nothing was changed. Ask your IT helpdesk to update the app on this computer."


_BY_CODE: dict[int, type[StorageError]] = {
    sqlite3.SQLITE_FULL: DiskFullError,
    sqlite3.SQLITE_READONLY: ReadOnlyError,
    sqlite3.SQLITE_PERM: ReadOnlyError,
    sqlite3.SQLITE_CANTOPEN: CannotOpenError,
    sqlite3.SQLITE_BUSY: DatabaseBusyError,
    sqlite3.SQLITE_LOCKED: DatabaseBusyError,
    sqlite3.SQLITE_CORRUPT: DatabaseDamagedError,
    sqlite3.SQLITE_NOTADB: DatabaseDamagedError,
}


class Database:
    """An open database; make it with `Database.open`."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.path = path
        self._connection = connection
        self._turn = threading.RLock()

    @classmethod
    def open(cls, path: Path, clock: Callable[[], datetime]) -> "Database":
        """Open or make the file at `path`; a damaged one is set aside, with a notice in the new one.

        Raises CannotOpenError, ReadOnlyError, DiskFullError, DatabaseBusyError, NewerDatabaseError or StorageError.
        """
        _make_private(path)
        try:
            return cls(_opened(path), path)
        except DatabaseDamagedError:
            kept = _set_aside(path, clock())
        _make_private(path)
        database = cls(_opened(path), path)
        with database.transaction() as connection:
            notices.add_set_aside(connection, kept.name, clock())
        return database

    @classmethod
    def in_memory(cls) -> "Database":
        """Make an empty database that no file holds."""
        return cls(_opened(_IN_MEMORY, "memory"), _IN_MEMORY)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Everything inside is written, durably, or nothing is; raises StorageError or one of its kinds."""
        with self._turn, _in_words():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                # SQLite has rolled back by itself after some failures, such as a full disk.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One unchanging view of the data; raises StorageError or one of its kinds."""
        with self._turn, _in_words():
            if self._connection.in_transaction:
                yield self._connection
                return
            self._connection.execute("BEGIN")
            try:
                yield self._connection
            finally:
                self._connection.execute("ROLLBACK")

    def overwrite_deleted(self) -> None:
        """Empty the write-ahead log, so that what was deleted stands nowhere in it."""
        with self._turn, _in_words():
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    def close(self) -> None:
        """Close the file; the object cannot be used again."""
        with self._turn:
            self._connection.close()


@contextlib.contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        if code is None and not isinstance(error, sqlite3.OperationalError):
            raise  # a mistake in the program, such as a wrong number of parameters
        raise _BY_CODE.get((code or 0) & 0xFF, StorageError) from error


def _opened(path: Path, journal: str = "wal") -> sqlite3.Connection:
    with _in_words():
        connection = sqlite3.connect(
            path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, cached_statements=64
        )
        try:
            _prepare(connection, journal)
        except BaseException:
            connection.close()
            raise
        return connection


def _prepare(connection: sqlite3.Connection, journal: str) -> None:
    connection.row_factory = sqlite3.Row
    for pragma in ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", "trusted_schema=OFF"):
        connection.execute(f"PRAGMA {pragma}").fetchone()
    if journal == "wal":
        _use_wal(connection)
    else:
        connection.execute("PRAGMA temp_store=MEMORY").fetchone()
    if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise DatabaseDamagedError
    _migrate(connection)
    settings = [
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")
    ]
    if settings != [journal, 2]:
        raise StorageError


def _use_wal(connection: sqlite3.Connection) -> None:
    """Two first starts at once may trip over each other here: SQLite does not wait for this one change."""
    for _ in range(50):
        try:
            connection.execute("PRAGMA journal_mode=WAL").fetchone()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            # Waits, as ever, until the other one has finished what it is doing.
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
        else:
            return
    raise DatabaseBusyError


def _migrate(connection: sqlite3.Connection) -> None:
    if _version(connection) == len(STEPS):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statement in _statements_after(_version(connection)):  # another process may have been first
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version={len(STEPS)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _statements_after(version: int) -> list[str]:
    if version > len(STEPS):
        raise NewerDatabaseError
    return [statement for step in STEPS[version:] for statement in step.split(";\n")]


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _make_private(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if os.name == "posix":
            path.parent.chmod(0o700)
        # SQLite gives -wal and -shm the mode of the file itself.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        path.chmod(0o600)
    except PermissionError as error:
        raise ReadOnlyError from error
    except OSError as error:
        raise CannotOpenError from error


def _set_aside(path: Path, now: datetime) -> Path:
    stamp = to_utc_text(now).replace(":", "").replace("-", "")
    names = (f"{path.stem}.damaged-{stamp}{end}" for end in _endings(path.suffix))
    kept = next(each for name in names if not (each := path.with_name(name)).exists())
    try:
        for end in ("", *_SIDE_FILES):
            side = path.with_name(path.name + end)
            if side.exists():
                side.rename(kept.with_name(kept.name + end))
    except OSError as error:
        raise CannotOpenError from error
    return kept


def _endings(suffix: str) -> Iterator[str]:
    yield suffix
    number = 2
    while True:
        yield f"-{number}{suffix}"
        number += 1
