"""The migrations make exactly the tables that the code uses, on both engines, and the trail cannot be changed."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from app.hr import trail
from app.hr.store import migrate
from app.hr.store.database import DatabaseAddressError, StorageError, open_database
from app.hr.store.schema import metadata


@pytest.fixture
def database(database_url):
    found = open_database(database_url)
    yield found
    found.close()


def test_the_migrated_schema_is_the_one_the_code_uses(database):
    with database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_migrating_again_changes_nothing(database):
    migrate.upgrade(database)
    with database.read() as connection:
        assert migrate.version(connection) == migrate.HEAD


def test_a_database_of_a_newer_program_is_left_alone(database):
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(migrate.SchemaTooNewError):
        migrate.upgrade(database)


@pytest.mark.parametrize("change", ["UPDATE trail SET actor = 'x'", "DELETE FROM trail"])
def test_nobody_can_edit_the_trail(database, change):
    with database.write() as connection:
        trail.note(connection, "2026-11-23T09:00:00Z", "hr", "publish", "policy")
    with pytest.raises(StorageError), database.write() as connection:
        connection.execute(text(change))
    with database.read() as connection:
        assert [step.actor for step in trail.steps(connection)] == ["hr"]


def test_sqlite_keeps_what_it_said_it_kept_through_a_power_cut(tmp_path):
    found = open_database(f"sqlite:///{tmp_path / 'x.sqlite'}")
    with found.read() as connection:
        settings = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    found.close()
    assert settings == ["wal", 2, 1]


@pytest.mark.parametrize("url", ["", "nonsense", "mysql://host/name"])
def test_an_address_that_cannot_be_used_is_told(url):
    with pytest.raises(DatabaseAddressError):
        open_database(url)
