"""Signing a record and keeping it with its place in the outbox; the caller's transaction makes the two one."""

import sqlite3
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from app.domain.acknowledgement import Outcome
from app.evidence.records import Acknowledgement, AuditCompletion
from app.signing.jws import record_sha256
from app.signing.keys import PrivateKey
from app.storage import outbox, records
from app.storage.outbox import Parcel
from app.storage.records import NewRecord, Standing
from app.workflows.overview import RecordStatus


def new_jti(random: Callable[[int], bytes]) -> str:
    """A UUIDv4 from `random(n)`'s bytes: a record's number, and what makes sending it twice the same as once."""
    return str(UUID(bytes=random(16), version=4))


def keep_signed(
    connection: sqlite3.Connection, claims: Acknowledgement | AuditCompletion, key: PrivateKey, now: datetime
) -> RecordStatus:
    """Sign the claims; keep the record and put it in the outbox."""
    token = claims.signed_by(key)
    outcome = Outcome(claims.outcome) if isinstance(claims, Acknowledgement) else None
    record = NewRecord(
        jti=claims.jti,
        typ=claims.typ,
        kid=key.public.thumbprint,
        token=token,
        sha256=record_sha256(token),
        policy=claims.policy.id,
        version=claims.policy.version,
        outcome=outcome,
        at=now,
    )
    records.add(connection, record)
    kind = outbox.ACKNOWLEDGEMENT if outcome else outbox.COMPLETION
    outbox.put(connection, Parcel(claims.jti, kind, token))
    return RecordStatus(claims.jti, outcome, now, Standing.SAVED, receipt=None, problem=None)
