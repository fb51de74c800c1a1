"""What goes to HR's service beside the records: the sign-in that an answer came with, and *This was not me*.

Each is kept as it was signed, so that every word sent can be shown; the outbox sends it.
"""

import sqlite3
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from app.domain.dates import from_utc_text, to_utc_text

SIGN_IN = "fresh-sign-in+jws"
DISPUTE = "dispute+jws"


class LetterStanding(StrEnum):
    """What became of a letter."""

    SAVED = "saved"
    TAKEN = "taken"
    REFUSED = "refused"


class StoredLetter(NamedTuple):
    """A letter: `about` is the answer's `jti`, or what is disputed; `problem` a sentence where it was refused."""

    jti: str
    typ: str
    about: str
    token: str
    at: datetime
    standing: LetterStanding = LetterStanding.SAVED
    problem: str | None = None


def add(connection: sqlite3.Connection, letter: StoredLetter) -> None:
    """Keep a new letter."""
    connection.execute(
        "INSERT INTO letters (jti, typ, about, token, at, standing) VALUES (?, ?, ?, ?, ?, ?)",
        (letter.jti, letter.typ, letter.about, letter.token, to_utc_text(letter.at), letter.standing),
    )


def set_taken(connection: sqlite3.Connection, jti: str) -> None:
    """Keep that the service has taken a letter."""
    connection.execute(
        "UPDATE letters SET standing = ?, problem = NULL WHERE jti = ?", (LetterStanding.TAKEN, jti)
    )


def set_refused(connection: sqlite3.Connection, jti: str, problem: str) -> None:
    """Keep that the service did not take a letter, and why."""
    connection.execute(
        "UPDATE letters SET standing = ?, problem = ? WHERE jti = ?", (LetterStanding.REFUSED, problem, jti)
    )


def set_refused_about(connection: sqlite3.Connection, about: str, problem: str) -> None:
    """The same for those that were to follow a record which was refused."""
    connection.execute(
        "UPDATE letters SET standing = ?, problem = ? WHERE about = ? AND standing = ?",
        (LetterStanding.REFUSED, problem, about, LetterStanding.SAVED),
    )


def load_all(connection: sqlite3.Connection) -> tuple[StoredLetter, ...]:
    """Every letter, the oldest first."""
    return tuple(
        StoredLetter(
            jti=row["jti"],
            typ=row["typ"],
            about=row["about"],
            token=row["token"],
            at=from_utc_text(row["at"]),
            standing=LetterStanding(row["standing"]),
            problem=row["problem"],
        )
        for row in connection.execute("SELECT * FROM letters ORDER BY at, rowid")
    )
