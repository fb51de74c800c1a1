"""The open database: one engine, and transactions that are either reading or writing from their start.

* SQLite: write-ahead log, `synchronous=FULL` (NORMAL loses committed rows on a power cut), foreign keys on;
  a writer begins with `BEGIN IMMEDIATE`, so that it never fails half-way for another writer.
* PostgreSQL: read committed; writers of the log take its one row `FOR UPDATE` (see `app.hr.log`).
* Any failure of the database reaches a person as `StorageError`; nothing of the statement or its values does.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

from sqlalchemy import Connection, Engine, Executable, Row, Table, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from app.errors import RefusedError, UnavailableError

AnyRow: TypeAlias = Row[*tuple[Any, ...]]
"""A row of whatever columns."""

DATABASE_FILE = "undersigned.sqlite"
_BUSY_SECONDS = 30
_WRITES = "undersigned_writes"


class StorageError(UnavailableError):
    """The database could not be read or written now; the transaction left nothing behind."""

    sentence = "The HR service could not use its database just now. Nothing was changed."
    next_step = "Try again in a minute. If it happens again, tell your IT helpdesk."


class DatabaseAddressError(RefusedError):
    """The address is not that of a SQLite file or a PostgreSQL database."""

    sentence = "That is not the address of a database this service can use."
    next_step = (
        "Give a folder with --data, or an address such as postgresql://user@host/name with --database."
    )


class Database:
    """An open database. `engine` is SQLAlchemy's; `read` and `write` are the only ways the service uses it."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._writing = engine.execution_options(**{_WRITES: True})

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only reads. Raises StorageError."""
        with _in_words(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that writes; it commits at the end, or leaves nothing behind. Raises StorageError."""
        with _in_words(), self._writing.begin() as connection:
            yield connection

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def open_database(url: str) -> Database:
    """Open the database at `url` (`sqlite:///…` or `postgresql://…`); raises DatabaseAddressError."""
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise DatabaseAddressError from error
    backend = address.get_backend_name()
    if backend == "sqlite":
        return Database(_sqlite(address))
    if backend in {"postgresql", "postgres"}:
        return Database(
            create_engine(
                address.set(drivername="postgresql+psycopg"), hide_parameters=True, pool_pre_ping=True
            )
        )
    raise DatabaseAddressError


def file_url(folder: Path) -> str:
    """Return the address of the SQLite database in `folder`."""
    return URL.create("sqlite", database=str(folder / DATABASE_FILE)).render_as_string(hide_password=False)


def upsert(
    connection: Connection,
    table: Table,
    rows: Sequence[Mapping[str, Any]],
    *,
    add: str | None = None,
) -> None:
    """Insert `rows`; where the key is there already, add to the column `add`, or leave the row as it is."""
    if rows:
        connection.execute(_upserting(connection.dialect.name, table, add), rows)


@lru_cache(maxsize=64)
def _upserting(dialect_name: str, table: Table, add: str | None) -> Executable:
    dialect = sqlite if dialect_name == "sqlite" else postgresql
    statement = dialect.insert(table)
    if add is None:
        nothing: Executable = statement.on_conflict_do_nothing()
        return nothing
    key = list(table.primary_key.columns)
    total = table.c[add] + statement.excluded[add]
    adding: Executable = statement.on_conflict_do_update(index_elements=key, set_={add: total})
    return adding


def _sqlite(address: URL) -> Engine:
    engine = create_engine(
        address, connect_args={"timeout": _BUSY_SECONDS, "check_same_thread": False}, hide_parameters=True
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own type
    # The driver must not begin transactions by itself: `_begin_sqlite` does, by the right word.
    connection.isolation_level = None
    for setting in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {setting}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        raise StorageError from error
