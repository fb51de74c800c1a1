"""docs/data-register.md names every stored field, of the service and of the device, and no other."""

import re
import sqlite3
from pathlib import Path

import pytest

from app.hr.retention import KINDS
from app.hr.store.schema import metadata
from app.storage.schema import STEPS

REGISTER = Path(__file__).parents[2] / "docs" / "data-register.md"


@pytest.fixture(scope="module")
def register():
    """The fields of each table, and the cells beside them."""
    found: dict[str, list[list[str]]] = {}
    for part in re.split(r"^### ", REGISTER.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        name, _, rest = part.partition("\n")
        rows = [line.strip("|").split("|") for line in rest.splitlines() if line.startswith("| `")]
        found[name.strip()] = [[cell.strip() for cell in row] for row in rows]
    return found


def fields(rows):
    """The fields named in the first cells, in the order of the alphabet."""
    return sorted(name for row in rows for name in re.findall(r"`([^`]+)`", row[0]))


def device_tables():
    """The real schema of a device's file."""
    with sqlite3.connect(":memory:") as connection:
        for step in STEPS:
            connection.executescript(step)
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        tables = {
            name: sorted(row[1] for row in connection.execute(f"PRAGMA table_info({name})"))
            for (name,) in names
            if not name.startswith("sqlite_")
        }
    connection.close()
    return tables


def test_every_field_of_the_service_is_in_the_register_and_no_other(register):
    real = {table.name: sorted(column.name for column in table.columns) for table in metadata.tables.values()}
    told = {name: fields(rows) for name, rows in register.items() if not name.startswith("device: ")}
    assert told == real


def test_every_field_of_the_device_is_in_the_register_and_no_other(register):
    prefix = "device: "
    told = {
        name.removeprefix(prefix): fields(rows) for name, rows in register.items() if name.startswith(prefix)
    }
    assert told == device_tables()


def test_every_field_has_a_reason_a_reader_and_a_time(register):
    thin = [name for name, rows in register.items() for row in rows if len(row) != 4 or not all(row)]
    assert thin == []


def test_the_kinds_that_the_register_speaks_of_are_those_hr_chooses_for(register):
    told = {
        kind.strip()
        for rows in register.values()
        for row in rows
        for kind in re.findall(r"\*([a-z-]+)\*", row[3])
    }
    assert told == set(KINDS)
