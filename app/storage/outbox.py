"""What waits to be sent: signed records of two kinds, and what goes beside them. Nothing else has a form to wait in.

* A parcel goes in by the same transaction as the record it carries, and out only once a verified receipt is kept (of
  what has none, the service's word that it was taken), or the service has refused it.
* Its token is read whole before it goes in: the header, the claims of its kind and no other, its number. A completion
  has no words but the constant ones.

This module must not know the answers of a self-audit, nor what seals them.
"""

import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from app.domain.dates import from_utc_text, to_utc_text
from app.errors import RefusedError
from app.evidence.records import (
    Acknowledgement,
    AuditCompletion,
    Dispute,
    FreshSignIn,
    Message,
    Record,
)
from app.signing import jws

Kind = Literal["policy-ack+jws", "audit-completion+jws", "message+jws", "fresh-sign-in+jws", "dispute+jws"]
KINDS: tuple[Kind, ...] = get_args(Kind)
MESSAGE: Kind = "message+jws"
ACKNOWLEDGEMENT: Kind = "policy-ack+jws"
COMPLETION: Kind = "audit-completion+jws"
SIGN_IN: Kind = "fresh-sign-in+jws"
DISPUTE: Kind = "dispute+jws"
RECORDS = frozenset({ACKNOWLEDGEMENT, COMPLETION})
"""The kinds that go in batches, and get a receipt each."""

_CLAIMS: Mapping[str, type[Acknowledgement | AuditCompletion | Message | FreshSignIn | Dispute]] = {
    ACKNOWLEDGEMENT: Acknowledgement,
    COMPLETION: AuditCompletion,
    MESSAGE: Message,
    SIGN_IN: FreshSignIn,
    DISPUTE: Dispute,
}


class ParcelMismatchError(RefusedError):
    """The token's number, or the answer that it follows, is not the parcel's."""

    sentence = "What was to be sent is not what was signed, so it was not put aside for sending."
    next_step = "Answer again. If this happens again, tell your IT helpdesk."


@dataclass(frozen=True, slots=True)
class Parcel:
    """A signed token on its way.

    `follows` is the acknowledgement (its jti) that a message or a sign-in goes after, or what a dispute is about.
    """

    jti: str
    typ: Kind
    token: str
    follows: str | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A parcel with how often it was tried and before when it is not tried again by itself."""

    parcel: Parcel
    attempts: int
    next_attempt_at: datetime | None


def put(connection: sqlite3.Connection, parcel: Parcel) -> None:
    """Add a parcel at the end, once its token is found to hold the closed claims of its kind and nothing else.

    Raises WrongTypeError, UnknownClaimError, MissingClaimError, InvalidClaimError, WrongStatementError,
    ParcelMismatchError, or an error of the token's form. Its signature was made here a moment ago.
    """
    if parcel.typ not in KINDS or jws.read_header(parcel.token).typ != parcel.typ:
        raise jws.WrongTypeError
    claims = _CLAIMS[parcel.typ].of(jws.read_claims(parcel.token))
    if (claims.jti, _follows(claims)) != (parcel.jti, parcel.follows):
        raise ParcelMismatchError
    connection.execute(
        "INSERT INTO outbox (jti, typ, token, follows) VALUES (?, ?, ?, ?)",
        (parcel.jti, parcel.typ, parcel.token, parcel.follows),
    )


def _follows(claims: Record) -> str | None:
    match claims:
        case Message() | FreshSignIn():
            return claims.acknowledgement
        case Dispute():
            return claims.about
    return None


def put_again(connection: sqlite3.Connection, parcel: Parcel) -> None:
    """Add a parcel that was sent before, unless it waits already."""
    if connection.execute("SELECT 1 FROM outbox WHERE jti = ?", (parcel.jti,)).fetchone() is None:
        put(connection, parcel)


def waiting(connection: sqlite3.Connection) -> tuple[Waiting, ...]:
    """Every parcel, in the order in which they were put in."""
    return tuple(
        Waiting(
            Parcel(row["jti"], row["typ"], row["token"], row["follows"]),
            row["attempts"],
            from_utc_text(row["next_attempt_at"]) if row["next_attempt_at"] else None,
        )
        for row in connection.execute("SELECT * FROM outbox ORDER BY seq")
    )


def count(connection: sqlite3.Connection) -> int:
    """How many parcels wait."""
    return int(connection.execute("SELECT count(*) FROM outbox").fetchone()[0])


def remove(connection: sqlite3.Connection, jtis: Iterable[str]) -> None:
    """Take parcels out: they have arrived, or were refused."""
    connection.executemany("DELETE FROM outbox WHERE jti = ?", [(jti,) for jti in jtis])


def remove_following(connection: sqlite3.Connection, jti: str) -> None:
    """Take out what was to follow a record that was refused."""
    connection.execute("DELETE FROM outbox WHERE follows = ?", (jti,))


def postpone(connection: sqlite3.Connection, jtis: Collection[str], until: datetime) -> None:
    """Count one more try of these parcels, and do not try again by itself before `until`."""
    connection.executemany(
        "UPDATE outbox SET attempts = attempts + 1, next_attempt_at = ? WHERE jti = ?",
        [(to_utc_text(until), jti) for jti in jtis],
    )
