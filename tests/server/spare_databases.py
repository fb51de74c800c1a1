"""Empty PostgreSQL databases: copied from a migrated template, and emptied after use, which takes a tenth of the time.

One that a test changed more of than its rows is dropped.
"""

import uuid

import psycopg

from app.hr.store.database import open_database
from app.hr.store.migrate import upgrade

_TABLES = """
SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
WHERE schemaname = 'public' AND tablename <> 'alembic_version'
AND pg_relation_size(format('%I.%I', schemaname, tablename)::regclass) > 0
"""
_SEQUENCES = """
SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false) FROM pg_sequences
WHERE last_value IS NOT NULL
"""
_OTHERS = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
# `xmin` is the transaction that wrote a line of the catalogue: any change of the schema writes some.
_SCHEMA = """
SELECT md5(string_agg(line, E'\\n' ORDER BY line)) FROM (
  SELECT concat_ws(' ', relname, relkind, relnatts, relchecks, relhasrules, reloptions::text)
    FROM pg_class WHERE relnamespace = 'public'::regnamespace
  UNION ALL SELECT concat_ws(' ', attrelid, attname, pg_attribute.xmin)
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid WHERE relnamespace = 'public'::regnamespace
  UNION ALL SELECT concat_ws(' ', tgname, tgenabled, xmin) FROM pg_trigger
  UNION ALL SELECT concat_ws(' ', conname, xmin) FROM pg_constraint
  UNION ALL SELECT concat_ws(' ', proname, xmin) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
  UNION ALL SELECT version_num FROM alembic_version
) AS lines(line)
"""


class SpareDatabases:
    """The databases of one PostgreSQL, which keeps nothing through a power cut: it need not wait for the disk."""

    def __init__(self, uri: str) -> None:
        self._uri = uri
        self._server = psycopg.connect(uri, autocommit=True)
        for setting in ("fsync", "full_page_writes", "synchronous_commit", "autovacuum"):
            self._server.execute(f"ALTER SYSTEM SET {setting} = off")
        self._server.execute("SELECT pg_reload_conf()")
        self._server.execute("CREATE DATABASE template_service")
        database = open_database(self._named("template_service"))
        upgrade(database)
        database.close()
        with psycopg.connect(self._named("template_service")) as template:
            self._schema = _value(template, _SCHEMA)
        self._empty: list[psycopg.Connection] = []

    def take(self) -> psycopg.Connection:
        """An empty database, by a connection to it that only looks after it."""
        if self._empty:
            return self._empty.pop()
        name = f"t{uuid.uuid4().hex}"
        self._server.execute(f"CREATE DATABASE {name} TEMPLATE template_service")
        return psycopg.connect(self._named(name), autocommit=True)

    def address(self, taken: psycopg.Connection) -> str:
        """Where to reach a database that was taken."""
        return self._named(taken.info.dbname)

    def give_back(self, taken: psycopg.Connection) -> None:
        """End whatever is still connected to it, and empty it for the next."""
        taken.execute(_OTHERS)
        if _value(taken, _SCHEMA) == self._schema:
            _empty(taken)
            self._empty.append(taken)
            return
        name = taken.info.dbname
        taken.close()
        self._server.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def close(self) -> None:
        """End every connection."""
        for each in (*self._empty, self._server):
            each.close()

    def _named(self, name: str) -> str:
        before, _, query = self._uri.partition("?")
        address = f"{before.rsplit('/', 1)[0]}/{name}"
        return f"{address}?{query}" if query else address


def _empty(database: psycopg.Connection) -> None:
    used = [name for (name,) in database.execute(_TABLES)]
    if not used:
        return
    with database.transaction():
        database.execute("SET LOCAL session_replication_role = replica")
        for name in used:
            database.execute(f"DELETE FROM {name}")
        database.execute(_SEQUENCES)
    database.execute(
        f"VACUUM {', '.join(used)}"
    )  # so that rows come in the order they are written in, as if new


def _value(database: psycopg.Connection, question: str) -> object:
    return database.execute(question).fetchone()[0]
