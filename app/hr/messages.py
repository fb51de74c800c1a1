"""The words of a question or a reason: kept apart from the log, so that they can be erased.

A message is taken only for an acknowledgement that was received, by the same person, and that carries its digest.
One to the line manager is for whoever that is when it arrives: a later one does not come to read it.
"""

from sqlalchemy import select

from app.errors import RefusedError, UnavailableError
from app.evidence.records import Acknowledgement, Message, Signed
from app.hr.core import Core
from app.hr.purge import PurgedRecordError, was_purged
from app.hr.store.database import upsert
from app.hr.store.schema import messages, records, staff
from app.hr.verification import Verifier
from app.signing.jws import read_header


class MessageTooEarlyError(UnavailableError):
    """The acknowledgement it belongs to has not arrived."""

    sentence = "The answer that these words belong to has not arrived yet."
    next_step = "Nothing was lost: they will be sent again after it."


class OtherMessageError(RefusedError):
    """The digest in the acknowledgement is another, or the acknowledgement is somebody else's."""

    sentence = "These words are not the ones that were signed with the answer."
    next_step = "They were not accepted. Write them again."


class Messages:
    """Takes messages."""

    def __init__(self, core: Core, verifier: Verifier) -> None:
        self._core = core
        self._verifier = verifier

    def take(self, token: str) -> None:
        """Store a message once; raises MessageTooEarlyError, OtherMessageError, PurgedRecordError, those of the check, StorageError."""
        signed = self._verifier.message(token)
        self._check_belongs(signed)
        row: dict[str, str | None] = {
            "jti": signed.record.jti,
            "acknowledgement": signed.record.acknowledgement,
            "sub": signed.record.sub,
            "to": signed.record.to,
            "sha256": signed.sha256,
            "token": token,
            "received_at": self._core.now_text(),
        }
        manager = select(staff.c.line_manager).where(staff.c.sub == signed.record.sub)
        with self._core.database.write() as connection:
            if was_purged(connection, [signed.record.jti]):
                raise PurgedRecordError
            to_manager = signed.record.to == "line-manager"
            row["manager"] = connection.execute(manager).scalar() if to_manager else None
            upsert(connection, messages, [row])

    def _check_belongs(self, signed: Signed[Message]) -> None:
        wanted = (records.c.jti == signed.record.acknowledgement, records.c.typ == Acknowledgement.typ)
        with self._core.database.read() as connection:
            row = connection.execute(select(records.c.token, records.c.sub).where(*wanted)).first()
        if row is None:
            raise MessageTooEarlyError
        key, _ = self._verifier.key(read_header(row.token).kid)
        acknowledgement = Acknowledgement.verified(row.token, key).record
        if (row.sub, acknowledgement.message_sha256) != (signed.record.sub, signed.sha256):
            raise OtherMessageError
