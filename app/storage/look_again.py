"""When a person wishes to be reminded to look at a self-audit again. It is never sent, and says nothing of answers."""

import sqlite3
from datetime import datetime

from app.domain.dates import from_utc_text, to_utc_text


def save(connection: sqlite3.Connection, policy: str, at: datetime | None) -> None:
    """Keep the wish, in the place of an earlier one; None says that the offer was declined."""
    connection.execute(
        "INSERT OR REPLACE INTO look_again (policy, at) VALUES (?, ?)",
        (policy, to_utc_text(at) if at else None),
    )


def delete(connection: sqlite3.Connection, policy: str) -> None:
    """Forget the wish."""
    connection.execute("DELETE FROM look_again WHERE policy = ?", (policy,))


def load(connection: sqlite3.Connection) -> dict[str, datetime]:
    """The times wished for, by policy."""
    rows = connection.execute("SELECT policy, at FROM look_again WHERE at IS NOT NULL")
    return {row["policy"]: from_utc_text(row["at"]) for row in rows}


def is_declined(connection: sqlite3.Connection, policy: str) -> bool:
    """Whether the offer was declined."""
    query = "SELECT 1 FROM look_again WHERE policy = ? AND at IS NULL"
    return connection.execute(query, (policy,)).fetchone() is not None
