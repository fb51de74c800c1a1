"""Who this file belongs to, and whom of the trust it believes."""

import sqlite3
from dataclasses import astuple, dataclass, fields


@dataclass(frozen=True, slots=True)
class Person:
    """The person as on the staff list, and their trust.

    `sub` is the service's name for the person, `aud` the log's. The keys are public Ed25519 keys in base64url
    (a JWK's `x`): the service's own, and the publisher's, as the enrolment code vouched for them.
    """

    sub: str
    name: str
    school: str
    role: str
    line_manager: str
    trust: str
    server: str
    aud: str
    time_zone: str
    service_key: str
    publishing_key: str


_PERSONAL = (
    *("past_receipts", "messages", "outbox", "records", "facts", "keys", "person", "due_list", "due_items"),
    *(
        "log_head",
        "seen_heads",
        "log_epochs",
        "publishers",
        "holders",
        "sections_seen",
        "places",
        "sealed",
        "kept",
        "later",
        "look_again",
    ),
)
_COLUMNS = ", ".join(field.name for field in fields(Person))


def load(connection: sqlite3.Connection) -> Person | None:
    """The person, or None before enrolment."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM person").fetchone()  # noqa: S608 (names of our own fields)
    return Person(*row) if row else None


def save(connection: sqlite3.Connection, person: Person) -> None:
    """Keep the person, replacing what was there."""
    places = ", ".join("?" for _ in fields(Person))
    connection.execute(
        f"INSERT OR REPLACE INTO person (only, {_COLUMNS}) VALUES (1, {places})",  # noqa: S608 (as above)
        astuple(person),
    )


def forget(connection: sqlite3.Connection) -> None:
    """Empty the file of everything that is one person's; published policies stay."""
    for table in _PERSONAL:
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 (names of our own tables)


def save_key(connection: sqlite3.Connection, kid: str, x: str) -> None:
    """Keep a public key in the person's name, to read their own records with."""
    connection.execute("INSERT OR IGNORE INTO keys (kid, x) VALUES (?, ?)", (kid, x))


def key(connection: sqlite3.Connection, kid: str) -> str | None:
    """The public key (a JWK's `x`) with this thumbprint, if it is one of the person's."""
    row = connection.execute("SELECT x FROM keys WHERE kid = ?", (kid,)).fetchone()
    return row["x"] if row else None
