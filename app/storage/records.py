"""What the person has signed, and what became of it. Nothing signed is ever deleted or changed here."""

import sqlite3
from base64 import urlsafe_b64decode
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from app.domain.acknowledgement import Outcome
from app.domain.dates import from_utc_text, to_utc_text

ACKNOWLEDGEMENT = "policy-ack+jws"
COMPLETION = "audit-completion+jws"


class Standing(StrEnum):
    """What became of a record."""

    SAVED = "saved"
    RECEIVED = "received"
    NOT_ACCEPTED = "not_accepted"


class NewRecord(NamedTuple):
    """A signed record, as it is first kept. `outcome` is None for a completion, `sha256` hex of the token."""

    jti: str
    typ: str
    kid: str
    token: str
    sha256: str
    policy: str
    version: int
    outcome: Outcome | None
    at: datetime


class ReceiptFacts(NamedTuple):
    """A verified receipt: when it was received (a time, or a day for a completion), whether late, its place."""

    received_at: str
    late: bool
    leaf_index: int


class StoredRecord(NamedTuple):
    """A record and what became of it. `problem` is a sentence; `receipt_token` the receipt as it came."""

    jti: str
    typ: str
    kid: str
    token: str
    sha256: str
    policy: str
    version: int
    outcome: Outcome | None
    at: datetime
    standing: Standing
    problem: str | None
    receipt: ReceiptFacts | None
    receipt_token: str | None


class StoredMessage(NamedTuple):
    """The words that went with an answer: to whom, and whether the service has stored them."""

    jti: str
    acknowledgement: str
    token: str
    addressee: str
    at: datetime
    stored: bool


def add(connection: sqlite3.Connection, record: NewRecord) -> None:
    """Keep a new record."""
    connection.execute(
        "INSERT INTO records (jti, typ, kid, token, sha256, policy, version, outcome, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(record.jti, record.typ, record.kid, record.token, record.sha256),
            *(record.policy, record.version, record.outcome, to_utc_text(record.at)),
        ),
    )


def set_received(
    connection: sqlite3.Connection, jti: str, receipt: str, proof: list[str], facts: ReceiptFacts
) -> None:
    """Keep a verified receipt and the proof that came with it. One that is there already stays.

    Only where the service was put back from a backup does a new one take its place; the old one is kept beside it.
    """
    connection.execute(
        "INSERT OR IGNORE INTO past_receipts (jti, receipt, proof) SELECT jti, receipt, proof FROM records"
        " WHERE jti = ? AND receipt IS NOT NULL AND lost AND receipt <> ?",
        (jti, receipt),
    )
    connection.execute(
        "UPDATE records SET receipt = ?, proof = ?, received_at = ?, late = ?, leaf_index = ?, problem = NULL,"
        " refused = 0, lost = 0 WHERE jti = ? AND (receipt IS NULL OR lost)",
        (receipt, " ".join(proof), facts.received_at, facts.late, facts.leaf_index, jti),
    )


def set_problem(connection: sqlite3.Connection, jti: str, sentence: str, *, refused: bool) -> None:
    """Keep what went wrong with a record, unless it has been received."""
    connection.execute(
        "UPDATE records SET problem = ?, refused = ? WHERE jti = ? AND receipt IS NULL",
        (sentence, refused, jti),
    )


def set_lost(connection: sqlite3.Connection, jti: str) -> None:
    """Note that the service has lost a record that it gave a receipt for; the receipt stays, and is still good."""
    connection.execute("UPDATE records SET lost = 1 WHERE jti = ? AND receipt IS NOT NULL", (jti,))


def lost(connection: sqlite3.Connection) -> tuple[StoredRecord, ...]:
    """The records that the service has lost, the oldest first."""
    rows = connection.execute("SELECT * FROM records WHERE lost ORDER BY seq")
    return tuple(_record(row) for row in rows)


def past_receipts(connection: sqlite3.Connection, jti: str) -> tuple[str, ...]:
    """The receipts that a record had before the service was put back from a backup, the oldest first."""
    rows = connection.execute("SELECT receipt FROM past_receipts WHERE jti = ? ORDER BY rowid", (jti,))
    return tuple(row["receipt"] for row in rows)


def load(connection: sqlite3.Connection, jti: str) -> StoredRecord | None:
    """One record, or None."""
    row = connection.execute("SELECT * FROM records WHERE jti = ?", (jti,)).fetchone()
    return _record(row) if row else None


def proof(connection: sqlite3.Connection, jti: str) -> tuple[bytes, ...]:
    """The inclusion proof that came with a record's receipt, 32-byte hashes; empty where there is none yet."""
    row = connection.execute("SELECT proof FROM records WHERE jti = ?", (jti,)).fetchone()
    texts = (row["proof"] or "").split() if row else []
    return tuple(urlsafe_b64decode(f"{text}=") for text in texts)


def load_all(connection: sqlite3.Connection) -> tuple[StoredRecord, ...]:
    """Every record, the oldest first."""
    return tuple(_record(row) for row in connection.execute("SELECT * FROM records ORDER BY seq"))


def previous_sha256(connection: sqlite3.Connection, kid: str) -> str | None:
    """The digest of the last record this key signed, or None."""
    query = "SELECT sha256 FROM records WHERE kid = ? ORDER BY seq DESC LIMIT 1"
    row = connection.execute(query, (kid,)).fetchone()
    return row["sha256"] if row else None


def add_message(connection: sqlite3.Connection, message: StoredMessage) -> None:
    """Keep the words that go with an answer."""
    connection.execute(
        "INSERT INTO messages (jti, acknowledgement, token, addressee, at, stored) VALUES (?, ?, ?, ?, ?, ?)",
        (
            *(message.jti, message.acknowledgement, message.token),
            *(message.addressee, to_utc_text(message.at), message.stored),
        ),
    )


def set_message_stored(connection: sqlite3.Connection, jti: str, *, stored: bool) -> None:
    """Keep whether the service has stored a message."""
    connection.execute("UPDATE messages SET stored = ? WHERE jti = ?", (stored, jti))


def load_messages(connection: sqlite3.Connection) -> tuple[StoredMessage, ...]:
    """Every message, the oldest first."""
    return tuple(
        StoredMessage(
            jti=row["jti"],
            acknowledgement=row["acknowledgement"],
            token=row["token"],
            addressee=row["addressee"],
            at=from_utc_text(row["at"]),
            stored=bool(row["stored"]),
        )
        for row in connection.execute("SELECT * FROM messages ORDER BY at, rowid")
    )


def _record(row: sqlite3.Row) -> StoredRecord:
    receipt = None
    standing = Standing.NOT_ACCEPTED if row["refused"] else Standing.SAVED
    if row["receipt"] is not None:
        receipt = ReceiptFacts(row["received_at"], bool(row["late"]), row["leaf_index"])
        standing = Standing.RECEIVED
    return StoredRecord(
        **{
            name: row[name]
            for name in ("jti", "typ", "kid", "token", "sha256", "policy", "version", "problem")
        },
        outcome=Outcome(row["outcome"]) if row["outcome"] else None,
        at=from_utc_text(row["at"]),
        standing=standing,
        receipt=receipt,
        receipt_token=row["receipt"],
    )
