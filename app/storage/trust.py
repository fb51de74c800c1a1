"""What the trust has told this computer since it was set up: keys that policies are signed with, and who keeps heads."""

import sqlite3
from collections.abc import Iterable


def save_publishers(connection: sqlite3.Connection, keys: Iterable[tuple[str, int | None]]) -> None:
    """Keep the publishing keys (a JWK's `x`), each with the leaf index before which it signed; None is no end."""
    connection.execute("DELETE FROM publishers")
    connection.executemany("INSERT INTO publishers (x, until) VALUES (?, ?)", keys)
    newest = connection.execute("SELECT x FROM publishers WHERE until IS NULL").fetchone()
    connection.execute("UPDATE person SET publishing_key = ?", (newest["x"],))


def publishers(connection: sqlite3.Connection) -> dict[str, int | None]:
    """The publishing keys that are known beside the one that this computer was set up with, as above."""
    return {row["x"]: row["until"] for row in connection.execute("SELECT x, until FROM publishers")}


def save_holders(connection: sqlite3.Connection, names: Iterable[str]) -> None:
    """Keep who outside HR is sent the log's heads, replacing who was known."""
    connection.execute("DELETE FROM holders")
    connection.executemany("INSERT OR IGNORE INTO holders (name) VALUES (?)", [(name,) for name in names])


def holders(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Who outside HR is sent the log's heads."""
    return tuple(row["name"] for row in connection.execute("SELECT name FROM holders ORDER BY rowid"))
