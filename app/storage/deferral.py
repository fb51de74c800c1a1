"""*Later*: until when the person has put off being asked. It is never sent."""

import sqlite3
from datetime import datetime

from app.domain.dates import from_utc_text, to_utc_text


def save(connection: sqlite3.Connection, until: datetime, chosen_at: datetime) -> None:
    """Keep the choice; an older one is forgotten, so that nothing can be counted."""
    connection.execute(
        "INSERT OR REPLACE INTO later (only, until, chosen_at) VALUES (1, ?, ?)",
        (to_utc_text(until), to_utc_text(chosen_at)),
    )


def load(connection: sqlite3.Connection) -> tuple[datetime, datetime] | None:
    """Until when, and when that was chosen; None where nothing was."""
    row = connection.execute("SELECT until, chosen_at FROM later").fetchone()
    return (from_utc_text(row["until"]), from_utc_text(row["chosen_at"])) if row else None
