"""Bringing a database to the newest schema, with Alembic's migrations from inside the package.

Alembic takes half a second to import, so a service that finds its schema up to date never imports it.
"""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from app.errors import UnavailableError
from app.hr.store.database import Database

HEAD = "0015"
SCRIPTS = Path(__file__).with_name("migrations")
_LOCK = 0x756E6473  # any number that nobody else in the database uses


class SchemaTooNewError(UnavailableError):
    """The database was made by a newer program."""

    sentence = "This database belongs to a newer version of Undersigned."
    next_step = "Install the newer version on this computer too."


def upgrade(database: Database) -> None:
    """Bring the schema to `HEAD`; several services may do so at once. Raises StorageError, SchemaTooNewError."""
    with database.write() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})
        found = version(connection)
        if found is not None and found > HEAD:
            raise SchemaTooNewError
        if found != HEAD:
            _run(connection)


def version(connection: Connection) -> str | None:
    """Return the schema's version, or None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _run(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - see above
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
