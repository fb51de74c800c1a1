"""Finding the records that HR's service lost when it was put back from a backup, and sending them again.

* A record is lost if its receipt has a place in the log that the epoch in hand does not share.
* Its receipt stays, and goes with it: so it does not count as late. What was refused is tried again at each refresh.
"""

import sqlite3
from typing import get_args

from app.evidence.epoch import shared_leaves
from app.evidence.receipt import Receipt
from app.signing.jws import read_claims
from app.storage import letters, log_head, outbox, records
from app.storage.outbox import MESSAGE, SIGN_IN, Kind, Parcel
from app.storage.records import StoredRecord
from app.workflows._service import Service
from app.workflows.context import Context


def send_lost_again(context: Context, service: Service) -> None:
    """Put every lost record, and the words that went with it, into the outbox; raises StorageError."""
    with context.database.reading() as connection:
        held, known = log_head.load(connection), log_head.epochs(connection)
        if held is None or not known:
            return
        received = [each for each in records.load_all(connection) if each.receipt_token]
    lost = [each for each in received if _is_lost(each, service, held.origin, known)]
    with context.database.transaction() as connection:
        for record in lost:
            records.set_lost(connection, record.jti)
            _put(connection, record)


def _is_lost(record: StoredRecord, service: Service, origin: str, known: dict[str, tuple[str, int]]) -> bool:
    place, of = _place(record)
    shared = shared_leaves(origin, of, known, service.person.aud)
    return shared is not None and place >= shared


def _place(record: StoredRecord) -> tuple[int, str]:
    """The record's leaf index, and the origin of the epoch that its receipt belongs to; it was verified when it came."""
    receipt = Receipt.of(read_claims(record.receipt_token or ""))
    return receipt.leaf_index, receipt.checkpoint.partition("\n")[0]


def _put(connection: sqlite3.Connection, record: StoredRecord) -> None:
    kind = next(each for each in get_args(Kind) if each == record.typ)
    outbox.put_again(connection, Parcel(record.jti, kind, record.token))
    for message in records.load_messages(connection):
        if message.acknowledgement == record.jti:
            outbox.put_again(connection, Parcel(message.jti, MESSAGE, message.token, record.jti))
    for letter in letters.load_all(connection):
        if (letter.typ, letter.about) == (SIGN_IN, record.jti):
            outbox.put_again(connection, Parcel(letter.jti, SIGN_IN, letter.token, record.jti))
