"""What HR's service has recorded of the person, as it told this computer: never the person's own signature."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.domain.dates import from_utc_text, to_utc_text


@dataclass(frozen=True, slots=True)
class StoredFact:
    """One fact: `fact` is "paper", "behalf", "exemption", "leave", "answer" or "dispute"; days are `YYYY-MM-DD`.

    `about` is the record (`jti`) or key (`kid`) that an answer or a dispute is about; `by` who recorded it.
    """

    jti: str
    token: str
    fact: str
    at: datetime
    on: str
    until: str | None
    policy: str | None
    version: int | None
    about: str | None
    reason: str
    by: str


def save(connection: sqlite3.Connection, facts: Iterable[StoredFact]) -> bool:
    """Keep facts beside those that are here already; returns whether any is new."""
    rows = [
        (
            *(one.jti, one.token, one.fact, to_utc_text(one.at), one.on, one.until),
            *(one.policy, one.version, one.about, one.reason, one.by),
        )
        for one in facts
    ]
    before = connection.total_changes
    connection.executemany("INSERT OR IGNORE INTO facts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    return connection.total_changes > before


def load_all(connection: sqlite3.Connection) -> tuple[StoredFact, ...]:
    """Every fact, the oldest first."""
    return tuple(
        StoredFact(
            jti=row["jti"],
            token=row["token"],
            fact=row["fact"],
            at=from_utc_text(row["at"]),
            on=row["first_day"],
            until=row["last_day"],
            policy=row["policy"],
            version=row["version"],
            about=row["about"],
            reason=row["reason"],
            by=row["author"],
        )
        for row in connection.execute("SELECT * FROM facts ORDER BY at, rowid")
    )


def disputed(facts: Iterable[StoredFact]) -> dict[str, datetime]:
    """When the person first said “this was not me”, by the record, fact or key it was said of."""
    said: dict[str, datetime] = {}
    for one in facts:
        if one.fact == "dispute" and one.about is not None:
            said.setdefault(one.about, one.at)
    return said
