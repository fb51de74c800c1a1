"""Where the database was last used, to notice that it was copied, moved, or put back from a backup.

* SQLite: the file's own number in its file system. A copy is another file.
* PostgreSQL: the cluster, its timeline (a restore to a point in time and a promoted replica each begin a new one)
  and the database. A dump that is loaded again is another database.
* It cannot see everything: a file overwritten in place keeps its number. Devices that hold a later head notice that.
"""

from pathlib import Path

from sqlalchemy import Connection, select, text, update

from app.errors import RefusedError
from app.hr.store.database import Database
from app.hr.store.schema import log_state


class CopiedDatabaseError(RefusedError):
    """The database is not where it was last used: it may lack what was received since."""

    sentence = (
        "This database was moved or put back from a backup since it was last used. "
        "What was received in between may be missing from it."
    )
    next_step = (
        "If it comes from a backup, run “undersigned admin restore-epoch”. If it was only moved, and the old one "
        "is switched off for good, run “undersigned admin restore-epoch --moved”."
    )


def check_place(database: Database) -> None:
    """Raise CopiedDatabaseError unless this is where the database was last used; raises StorageError."""
    with database.read() as connection:
        here, known = _place(database, connection), connection.execute(select(log_state.c.place)).scalar()
    if known is None:
        keep_place(database)
    elif known != here:
        raise CopiedDatabaseError


def keep_place(database: Database) -> None:
    """Remember that the database is used here; raises StorageError."""
    with database.write() as connection:
        connection.execute(update(log_state).values(place=_place(database, connection)))


def _place(database: Database, connection: Connection) -> str:
    if connection.dialect.name == "sqlite":
        file = database.engine.url.database
        return f"file {Path(file).stat().st_ino}" if file and Path(file).exists() else "memory"
    return str(connection.execute(text(_POSTGRESQL)).scalar_one())


_POSTGRESQL = """
    SELECT 'cluster ' || (SELECT system_identifier FROM pg_control_system())
        || ' timeline ' || (SELECT timeline_id FROM pg_control_checkpoint())
        || ' database ' || oid
    FROM pg_database WHERE datname = current_database()
"""
